import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from './build.mjs';
import { installIfNeeded, nodeBinary } from './install.mjs';
import { ROOT, run, stopWithSignals } from './run.mjs';

// `npm test`: every check, then every test; the first failure ends it. `npm test -- <words>` passes the
// words on to Jest and leaves the checks out. The last line counts the tests, as CI reads it.

const CHECKS = [
  ['Types', 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  ['Lint', 'oxlint/bin/oxlint'],
  ['Format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
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
  await buildIfNeeded();
  if (jestArguments.length === 0) {
    for (const [title, ...command] of CHECKS) await timed(title, () => check(title, command));
  }
  return timed('Tests', () => runJest(jestArguments));
}

async function check(title, command) {
  const { code } = await runTool(command);
  if (code !== 0) throw new Error(`✗ ${title}`);
}

async function runJest(jestArguments) {
  const folder = mkdtempSync(join(tmpdir(), 'palier-jest-'));
  const report = join(folder, 'report.json');
  try {
    const { code } = await runTool(
      ['jest/bin/jest.js', '--json', `--outputFile=${report}`, ...jestArguments],
      {
        NODE_ENV: 'test',
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
        TZ: 'Pacific/Auckland', // far from UTC and from Paris, so that a day shifted by a time zone shows
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

function runTool([script, ...args], settings = {}) {
  const tool = join(ROOT, 'node_modules', script);
  const offline = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return run(nodeBinary(), [tool, ...args], { env: { ...process.env, ...offline, ...settings } });
}

async function timed(title, work) {
  console.log(`▸ ${title}`);
  const start = performance.now();
  const result = await work();
  console.log(`  ${title} : ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
