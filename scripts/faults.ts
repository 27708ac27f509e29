import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { withResults, type Figure, type Results } from './reliability.js';

// `npm run faults`: the experiments of test/faults at full scale, one after the other; then the table of
// docs/reliability.md, from what they measured. A run that fails writes nothing. `npm run faults -- short`: at the scale
// of `npm test`.

const SCALE = process.argv[2] === 'short' ? 'short' : 'full';
const PAGE = join('docs', 'reliability.md');
const folder = await mkdtemp(join(tmpdir(), 'palier-figures-'));
try {
  const code = await runTests();
  if (code === 0) await writePage();
  process.exitCode = code;
} finally {
  await rm(folder, { recursive: true, force: true });
}

function runTests(): Promise<number> {
  const run = spawn(process.execPath, [join('scripts', 'test.mjs'), '--runInBand', 'test/faults'], {
    stdio: 'inherit',
    env: { ...process.env, PALIER_TEST_FAULTS_TO: folder, PALIER_TEST_FAULTS_SCALE: SCALE },
  });
  return new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('exit', (code) => resolve(code ?? 1));
  });
}

async function writePage(): Promise<void> {
  const figures: Figure[] = [];
  for (const name of (await readdir(folder)).sort()) {
    figures.push(JSON.parse(await readFile(join(folder, name), 'utf8')) as Figure);
  }
  const machine = `At ${SCALE} scale. ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}, Linux, the PostgreSQL that ships with the packages.`;
  const results: Results = { machine, figures };
  await writeFile(join('docs', 'reliability.json'), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(PAGE, withResults(await readFile(PAGE, 'utf8'), results));
}
