import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
  }[];
}

/** Files that fail, each in its way, run one after the other in one process. */
const CONFIG = {
  rootDir: resolve('test/fixtures/runner'),
  testMatch: ['**/*.fixture.ts'],
  testRunner: resolve('test/support/jest-runner.js'),
  transform: {},
  forceExit: true,
};

let folder: string;
let report: Report;
let printed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palier-runner-'));
  const file = join(folder, 'report.json');
  const args = ['--runInBand', '--json', `--outputFile=${file}`, '--config', JSON.stringify(CONFIG)];
  printed = await promisify(execFile)(process.execPath, ['node_modules/jest/bin/jest.js', ...args]).then(
    () => '',
    ({ code, stderr }: { code: number; stderr: string }) => `${code}\n${stderr}`,
  );
  report = JSON.parse(await readFile(file, 'utf8')) as Report;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const messageOf = (name: string) =>
  report.testResults.find((result) => basename(result.name) === `${name}.fixture.ts`)?.message ?? '';

test('what passes, fails and is skipped is counted, with a hook that fails and a file that cannot be loaded', () => {
  expect(printed).toMatch(/^1\n/);
  expect(report.numPassedTests).toBe(6);
  expect(report.numFailedTests).toBe(3);
  expect(report.numPendingTests).toBe(1);
  expect(
    report.testResults.filter(({ status }) => status !== 'passed').map(({ name }) => basename(name)),
  ).toHaveLength(7);
  expect(report.numRuntimeErrorTestSuites).toBe(6);
});

test('a failure is told at its place in the source', () => {
  expect(messageOf('tests')).toContain('tests.fixture.ts:4:');
  expect(messageOf('cannot-load')).toContain('cannot-load.fixture.ts:1:');
  expect(messageOf('hooks')).toContain('in afterAll');
});

test('a file that leaves something behind fails and says what; the next one does not find it', () => {
  for (const name of ['leaves-environment-one', 'leaves-environment-two']) {
    expect(messageOf(name)).toContain('the environment variable PALIER_FIXTURE is changed');
    expect(messageOf(name)).not.toContain('finds the environment as it was');
  }
  expect(messageOf('leaves-listener')).toContain('a listener of process on “SIGUSR2” is added');
  expect(messageOf('leaves-server')).toContain('1 TCPServerWrap is left open');
});

test('what two files import is loaded once', () => {
  const instants = new Set([...printed.matchAll(/loaded at ([\d.]+)/g)].map(([, at]) => at));
  expect(instants.size).toBe(1);
});
