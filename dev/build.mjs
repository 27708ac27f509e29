import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary } from './install.mjs';
import { withLock } from './lock.mjs';
import { whileNotifying } from './progress.mjs';
import { ROOT, run } from './run.mjs';

// This file runs before anything is installed: Node 20, and what ships with it.

/** What is compiled and how; package-lock.json stands for the compiler and its plug-in. */
const INPUTS = [
  'src',
  'data/cerfa-enums.json',
  'data/legal-rules.json',
  'migrations/index.ts',
  'scripts',
  'dev',
  'dev/compile.mjs',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
const OUTPUT = join(ROOT, 'dist');
const STAMP = join(OUTPUT, '.inputs');

export const MAIN = join(OUTPUT, 'src', 'main.js');

/** Builds dist/, unless it was made from the present sources. */
export async function buildIfNeeded() {
  if (isBuilt()) return;
  await withLock('build', async () => {
    if (isBuilt()) return;
    await whileNotifying('Construction (10 s environ, à chaque changement des sources)', () => '', build);
  });
}

/** The stamp comes last: a build that was interrupted has none. What a removed source left is removed too. */
async function build() {
  const inputs = hashOfInputs();
  rmSync(OUTPUT, { recursive: true, force: true });
  const { code, output } = await run(nodeBinary(), [join(ROOT, 'dev', 'compile.mjs')], { quiet: true });
  if (code !== 0 || !existsSync(MAIN)) {
    process.stderr.write(output);
    throw new Error('La construction a échoué (ci-dessus).');
  }
  writeFileSync(STAMP, inputs);
}

function isBuilt() {
  return existsSync(STAMP) && existsSync(MAIN) && readFileSync(STAMP, 'utf8') === hashOfInputs();
}

function hashOfInputs() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of filesOf(input))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(ROOT, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(join(ROOT, path))) return [];
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
