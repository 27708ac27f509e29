import { get } from 'node:http';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fastify from 'fastify';
import { compressReads } from '../../../src/platform/responses/compression.js';
import { toReadable } from '../../../src/platform/responses/to-readable.js';

const PIECES = 200;
const line = (index: number) => `${index},${'une ligne assez longue,'.repeat(2000)}\n`;

const server = fastify();
let made = 0;
let base: string;

async function* table(breaksAt = Infinity) {
  for (let index = 0; index < PIECES; index += 1) {
    if (index === breaksAt) throw new Error('the database went away');
    made += 1;
    yield line(index);
  }
}

beforeAll(async () => {
  await compressReads(server);
  const csv = { 'content-type': 'text/csv; charset=utf-8' };
  server.get('/v1/whole', async (_request, reply) => reply.headers(csv).send(await toReadable(table())));
  server.get('/v1/broken', async (_request, reply) => reply.headers(csv).send(await toReadable(table(50))));
  base = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

/** What comes as gzip, inflated; null when it was cut. */
const read = (path: string) =>
  new Promise<string | null>((resolve) => {
    get(`${base}${path}`, { headers: { 'accept-encoding': 'gzip' } }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('error', () => resolve(null));
      const inflated = reply.pipe(createGunzip());
      inflated.on('data', (chunk: Buffer) => chunks.push(chunk));
      inflated.on('error', () => resolve(null));
      inflated.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
  });

test('a download is compressed as it is made, whole', async () => {
  expect(await read('/v1/whole')).toBe(Array.from({ length: PIECES }, (_, index) => line(index)).join(''));
});

test('one that breaks in the middle never looks whole', async () => {
  expect(await read('/v1/broken')).toBeNull();
});

test('no more is made than a reader takes', async () => {
  const text = (index: number) =>
    Array.from({ length: 3000 }, (_, at) => ((index * at * 7919) % 1e9).toString(36));
  let pieces = 0;
  const incompressible = fastify();
  await compressReads(incompressible);
  async function* rows() {
    for (; pieces < 5000; pieces += 1) yield `${text(pieces).join('')}\n`;
  }
  incompressible.get('/v1/rows', async (_request, reply) =>
    reply.type('text/csv').send(await toReadable(rows())),
  );
  const url = await incompressible.listen({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((resolve) => {
    const sent = get(`${url}/v1/rows`, { headers: { 'accept-encoding': 'gzip' } }, (reply) => {
      reply.pause();
      setTimeout(() => {
        sent.destroy();
        resolve();
      }, 500);
    });
  });
  const before = pieces;
  await incompressible.close();

  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(2500);
});
