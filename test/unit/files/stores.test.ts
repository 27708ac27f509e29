import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
// @ts-expect-error -- it has no types
import S3rver from '@20minutes/s3rver';
import { FileStoreUnavailable, type FileStore } from '../../../src/platform/files/file-store.js';
import { FolderStore } from '../../../src/platform/files/folder-store.js';
import { S3Store, type S3Settings } from '../../../src/platform/files/s3-store.js';
import { newId } from '../../../src/platform/ids.js';

// Both stores keep the same promises. The bucket is one of a server that checks every signature.

interface S3Server {
  run(): Promise<unknown>;
  close(): Promise<void>;
  httpServer: Server;
}

let folder: string;
let server: S3Server;
let settings: S3Settings;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palier-stores-'));
  server = new (S3rver as new (options: object) => S3Server)({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: join(folder, 's3'),
    vhostBuckets: false,
    configureBuckets: [{ name: 'palier' }],
  });
  await server.run();
  const { port } = server.httpServer.address() as AddressInfo;
  settings = {
    endpoint: `http://127.0.0.1:${port}/`,
    bucket: 'palier',
    region: 'us-east-1',
    keyId: 'S3RVER',
    secret: 'S3RVER',
  };
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const STORES: [string, () => FileStore][] = [
  ['a folder', () => new FolderStore(join(folder, 'files'))],
  ['a bucket', () => new S3Store(settings)],
];

describe.each(STORES)('%s', (_, open) => {
  test('gives back what was put, to the byte, and nothing for what was not', async () => {
    const store = open();
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (__, index) => (index * 31) % 256));
    const key = newId();

    expect(await store.get(key)).toBeNull();
    await store.put(key, bytes);

    const got = await store.get(key);
    expect(got && (await buffer(got))).toEqual(bytes);
  });

  test('lists what it holds, with when it was written, until it is removed', async () => {
    const store = open();
    const keys = [newId(), newId(), newId()].sort();
    const held = async () => {
      const found = [];
      for await (const { key, writtenAt } of store.list()) {
        expect(writtenAt.getTime()).toBeGreaterThan(Date.UTC(2026, 0, 1));
        if (keys.includes(key as (typeof keys)[number])) found.push(key);
      }
      return found.sort();
    };
    for (const key of keys) await store.put(key, Buffer.from(key));
    expect(await held()).toEqual(keys);

    await store.remove(keys[1] ?? '');
    await store.remove(keys[1] ?? '');

    expect(await held()).toEqual([keys[0], keys[2]]);
    expect(await store.get(keys[1] ?? '')).toBeNull();
  });
});

test('a bucket with another secret, of another name, or that does not answer is not available, never empty', async () => {
  const others = [
    { ...settings, secret: 'another' },
    { ...settings, bucket: 'nowhere' },
    { ...settings, endpoint: 'http://127.0.0.1:9' },
  ];
  for (const store of others.map((other) => new S3Store(other))) {
    await expect(store.put(newId(), Buffer.from('x'))).rejects.toThrow(FileStoreUnavailable);
    await expect(store.get(newId())).rejects.toThrow(FileStoreUnavailable);
    await expect(store.list().next()).rejects.toThrow(FileStoreUnavailable);
  }
});

test('a folder that cannot be written is not available', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  const store = new FolderStore(join(file, 'files'));

  await expect(store.put(newId(), Buffer.from('x'))).rejects.toThrow(FileStoreUnavailable);
});
