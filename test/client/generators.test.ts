import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// What integrators do with openapi.json: four generators make a client of it, and the compiler takes what they made, in strict mode.

const run = promisify(execFile);

/** Asks of each client what it knows: a ladder, a sign-off, and what a refusal holds. */
const USE = `
import { getLadder, signOff } from './hey-api/index.js';
import { getLadder as fetchLadder, type SignOffResponse } from './orval.js';
import type { LadderResponse, SignOffsBody } from './kubb/types.js';
import type { components, operations } from './openapi-typescript.js';

const path = { contractId: '0199c1d2-0001-7000-8000-000000000001' };
const body: SignOffsBody = { observedOn: '2026-03-12', items: [] };
export async function use(): Promise<boolean> {
  const { data, error } = await getLadder({ path });
  const signed = await signOff({ path, body });
  const read = await fetchLadder(path.contractId);
  const ladder: LadderResponse | undefined = data;
  const typed: components['schemas']['LadderResponse'] | undefined = data;
  const code: string | undefined = error?.code;
  const first: SignOffResponse | undefined = signed.data?.signOffs[0];
  const parameters: operations['getLadder']['parameters'] = { path };
  return read.status === 200 && read.data.complete && !!ladder && !!typed && !!code && !!first && !!parameters;
}
`;
const OPTIONS = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  module: 'ESNext',
  moduleResolution: 'bundler',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palier-clients-'));
  await run(process.execPath, ['test/client/generate.mjs', folder]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

test('four generators make clients that compile, and know the ladder, a sign-off and the code of a refusal', async () => {
  await writeFile(join(folder, 'use.ts'), USE);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: OPTIONS, include: ['**/*.ts'] }),
  );
  const { stdout } = await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder]).catch(
    (error: { stdout: string }) => error,
  );

  expect(stdout).toBe('');
}, 120_000);

test('each tells every operation', async () => {
  const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const names = Object.values(paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  const made = {
    'hey-api/sdk.gen.ts': (name: string) => `export const ${name} =`,
    'orval.ts': (name: string) => `export const ${name} =`,
    'openapi-typescript.ts': (name: string) => `    ${name}: {`,
    'kubb/types.ts': (name: string) => `export type ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  };
  for (const [file, marked] of Object.entries(made)) {
    const text = await readFile(join(folder, file), 'utf8');
    expect([file, names.filter((name) => !text.includes(marked(name)))]).toEqual([file, []]);
  }
});
