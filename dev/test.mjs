import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from './build.mjs';
import { makeClientTypesIfNeeded } from './client-types.mjs';
import { installIfNeeded, nodeBinary } from './install.mjs';
import { ROOT, run, stopWithSignals } from './run.mjs';

// `npm test`: every check, then every test; the first failure ends it. `npm test -- <words>` passes the
// words on to Jest and leaves out the checks, and the build unless a test runs it. `npm run test:full` draws
// more, wherever a test draws (test/support/runs.ts). The last line counts the tests, as CI reads it.

const CACHE = join(ROOT, 'node_modules', '.cache');
const AT_ONCE = 2;

const CHECKS = [
  [
    'Types',
    'typescript/bin/tsc',
    '--noEmit',
    '-p',
    'tsconfig.json',
    '--incremental',
    '--tsBuildInfoFile',
    join(CACHE, 'types.tsbuildinfo'),
  ],
  [
    'Format',
    'prettier/bin/prettier.cjs',
    '--check',
    '--log-level',
    'warn',
    '--cache',
    '--cache-strategy',
    'content',
    '.',
  ],
  ['Lint', 'oxlint/bin/oxlint'],
  [
    'Dépendances entre dossiers',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  ['API : règles', '@redocly/cli/bin/cli.js', 'lint', 'openapi.json', '--config', 'redocly.yaml'],
  ['API : compatibilité', '../dist/scripts/openapi-check.js'],
];

stopWithSignals();
const words = process.argv.slice(2);
const count = await checkAndTest(words).catch((error) => {
  console.error(error.message);
  return { passed: 0, failed: 1, skipped: 0 };
});
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function checkAndTest(jestArguments) {
  await installIfNeeded({ tools: true });
  if (jestArguments.length === 0) await buildIfNeeded();
  await makeClientTypesIfNeeded();
  if (jestArguments.length === 0) await checkEverything();
  return timed('Tests', () => runJest(jestArguments));
}

/** Two at a time: each of them works on one core. The first that fails lets those under way end, and no other begin. */
async function checkEverything() {
  const left = [...CHECKS];
  const failed = [];
  const worker = async () => {
    while (left.length > 0 && failed.length === 0) {
      const [title, ...command] = left.shift();
      const start = performance.now();
      const { code, output } = await runTool(command, { quiet: true });
      console.log(`▸ ${title} : ${secondsSince(start)} s`);
      if (code === 0) continue;
      failed.push(title);
      console.error(output);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failed.length > 0) throw new Error(`✗ ${failed.join(', ')}`);
}

async function runJest(jestArguments) {
  const folder = mkdtempSync(join(tmpdir(), 'palier-jest-'));
  const report = join(folder, 'report.json');
  try {
    const { code } = await runTool(
      ['jest/bin/jest.js', '--json', `--outputFile=${report}`, ...jestArguments],
      {
        settings: {
          NODE_ENV: 'test',
          NODE_OPTIONS: '--no-warnings',
          TZ: 'Pacific/Auckland', // far from UTC and from Paris, so that a day shifted by a time zone shows
        },
      },
    );
    if (!existsSync(report)) throw new Error('✗ Jest s’est arrêté sans compte rendu (ci-dessus)');
    return countTests(JSON.parse(readFileSync(report, 'utf8')), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded counts as a failed test, and so does a run that failed for any other reason. */
function countTests(report, code) {
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  if (passed + failed === 0) console.error('✗ Aucun test exécuté');
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed, skipped };
}

function runTool([script, ...args], { settings = {}, quiet = false } = {}) {
  const tool = join(ROOT, 'node_modules', script);
  const offline = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return run(nodeBinary(), [tool, ...args], { env: { ...process.env, ...offline, ...settings }, quiet });
}

async function timed(title, work) {
  console.log(`▸ ${title}`);
  const start = performance.now();
  const result = await work();
  console.log(`  ${title} : ${secondsSince(start)} s`);
  return result;
}

function secondsSince(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}
