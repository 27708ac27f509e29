import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkArchive } from '../../../scripts/backup/load.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { SEAL_KEY } from '../../support/scenarios/forge.js';
import '../../support/built.js';

// The steps of the Dockerfile, as far as they go without an engine: its last stage in a folder, with what it copies and
// only the packages that `npm ci --omit=dev --omit=optional` leaves. Links keep their place, so that no other is found.

const dockerfile = readFileSync('Dockerfile', 'utf8');
const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

let image: string;
let database: TestDatabase;
let settings: Record<string, string>;

beforeAll(async () => {
  image = await mkdtemp(join(tmpdir(), 'palier-image-'));
  const copied = [...lastStage.matchAll(/^COPY (?:--from=\w+ )?(?:\/app\/)?(\S+) \S+$/gm)].map(
    ([, path = '']) => path,
  );
  expect(copied).toContain('dist');
  for (const path of copied.filter((it) => it !== 'node_modules')) {
    await cp(path, join(image, path), { recursive: true });
  }
  await installForProduction();
  database = await freshDatabase();
  settings = {
    DATABASE_URL: database.ownerUrl,
    PALIER_EVIDENCE_FOLDER: join(image, 'evidence'),
    PALIER_KEY_ENCRYPTION_KEY: SEAL_KEY,
    PALIER_PORT: '0',
  };
});
afterAll(async () => {
  await database?.drop();
  if (image) await rm(image, { recursive: true, force: true });
});

async function installForProduction(): Promise<void> {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
  };
  const wanted = Object.entries(packages).filter(
    ([path, { dev, optional, devOptional }]) =>
      path.lastIndexOf('node_modules/') === 0 && !dev && !optional && !devOptional && existsSync(path),
  );
  for (const [path] of wanted) {
    if (existsSync(join(image, path))) continue; // copied above
    await mkdir(dirname(join(image, path)), { recursive: true });
    await symlink(resolve(path), join(image, path));
  }
}

const LINKS = ['--preserve-symlinks', '--preserve-symlinks-main'];

test('the image’s command answers with the packages of production alone, by the image’s own question', async () => {
  const [, command = ''] = /^CMD (\[.+\])$/m.exec(lastStage.replaceAll(/^ +CMD .*$/gm, '')) ?? [];
  const [, ...args] = JSON.parse(command) as string[];
  const server = spawn(process.execPath, [...LINKS, ...args], { cwd: image, env: settings });
  let output = '';
  const ready = new Promise<{ url: string } | null>((found) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      output += line;
      if (line.includes('"ready"')) found(JSON.parse(line) as { url: string });
    });
    server.stderr.on('data', (text: Buffer) => (output += text.toString()));
    server.once('exit', () => found(null));
  });
  const started = await ready;
  expect([started !== null, started ? '' : output]).toEqual([true, '']);

  const [, health = ''] = /^ +CMD (\[.+\])$/m.exec(lastStage) ?? [];
  const asked = spawn(process.execPath, (JSON.parse(health) as string[]).slice(1), {
    env: { PALIER_PORT: new URL(started?.url ?? '').port },
  });
  expect(await once(asked, 'exit')).toEqual([0, null]);
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
});

test('the image saves itself, as the documentation says, to the standard output', async () => {
  const documented = readFileSync('docs/operations.md', 'utf8');
  const [, script = ''] = /docker compose exec -T api node (\S+) - > /.exec(documented) ?? [];
  const archive = join(image, 'archive.tar');
  const saved = await new Promise<{ bytes: Buffer; printed: string }>((done) =>
    execFile(
      process.execPath,
      [...LINKS, script, '-'],
      { cwd: image, env: settings, encoding: 'buffer', maxBuffer: 1e9 },
      (_error, bytes, printed) => done({ bytes, printed: printed.toString() }),
    ),
  );
  await writeFile(archive, saved.bytes);
  expect(saved.printed).toContain('lignes de');
  await checkArchive(createReadStream(archive));
  expect(
    existsSync(join(image, /node (dist\/scripts\/restore\.js) - </.exec(documented)?.[1] ?? 'none')),
  ).toBe(true);
});
