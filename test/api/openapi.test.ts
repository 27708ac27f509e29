import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema?: object }> }>>;
}

const OPEN_TO_ANYONE = /^(\/healthz|\/readyz|\/v1\/auth\/\w+|\/v1\/invitations\/accept)$/;

let text: string;
let operations: (Operation & { path: string; name: string })[];

// Types and comments are read into the document by `nest build` alone, so it is the built API that speaks.
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'palier-openapi-'));
  const file = join(folder, 'openapi.json');
  await promisify(execFile)(process.execPath, ['dist/scripts/openapi-dump.js', file]);
  text = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, name: `${method} ${path}` })),
  );
}, 60_000);

test('openapi.json is what the code says; if not: npm run openapi:dump', async () => {
  expect(await readFile('openapi.json', 'utf8')).toBe(text);
});

test('every operation has a name of its own and a chapter', () => {
  const ids = operations.map(({ operationId }) => operationId);

  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(operations.filter(({ tags }) => tags?.length !== 1).map(({ name }) => name)).toEqual([]);
});

test('every operation asks for a token, but sign-in and health', () => {
  const open = operations.filter(({ security }) => !security?.length);

  expect(open.filter(({ path }) => !OPEN_TO_ANYONE.test(path)).map(({ name }) => name)).toEqual([]);
});

test('every success shows what it answers', () => {
  const silent = operations.filter(({ responses }) => {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    return successes.length === 0 || !successes.every(([, { content }]) => hasSchema(content));
  });

  expect(silent.map(({ name }) => name)).toEqual([]);
});

const hasSchema = (content: Record<string, { schema?: object }> | undefined) =>
  Object.values(content ?? {}).some(({ schema }) => schema !== undefined);
