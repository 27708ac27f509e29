import { describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { get, readBefore } from '../../../scripts/bench/cases.js';
import { percentiles, send } from '../../../scripts/bench/load.js';
import { median, type Run } from '../../../scripts/bench/measure.js';
import { statementReader } from '../../../scripts/bench/statements.js';
import { judgeGrowth } from '../../../scripts/bench/growth.js';
import { asTable, judge, judgeStatements, listErrors } from '../../../scripts/bench/verdicts.js';

const run = (seen: Partial<Run>): Run => ({
  requests: 100,
  seconds: 1,
  errors: 0,
  p50: 1,
  p99: 2,
  serverCpu: 1,
  postgresCpu: 1,
  ...seen,
});
const named = (what: string, runs: Record<string, Run[]>) =>
  judge(runs, null).find((verdict) => verdict.what.startsWith(what));

test('the median is the one in the middle, or between the two there', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('percentiles are read from all times, in any order', () => {
  const times = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentiles(times)).toEqual({ p50: 51, p99: 100 });
});

test('what is to be read again was read each time, whatever was changed since', async () => {
  const asked: string[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url ?? '');
    response.setHeader('content-length', 0).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let at = 0;
  const next = () => get(`/${at++ % 3}`);
  const one = readBefore(
    {
      name: 'again',
      server: null,
      before: () => Promise.resolve(void asked.push('changed')),
      run: () => send(url, { amount: 2, connections: 1, expected: 200 }, next),
    },
    { server: { url }, amount: 3 },
    next,
  );
  await one.before?.();
  const before = asked.splice(0);
  await one.run();
  server.close();
  expect([before[0], before.slice(1).toSorted()]).toEqual(['changed', ['/0', '/1', '/2']]);
  expect(asked).toHaveLength(2);
});

describe('a verdict', () => {
  test('compares round by round: a round that was disturbed was so for both', () => {
    const verdict = named('sign-offs/s', {
      'sign-off': [run({ seconds: 2 }), run({ seconds: 20 }), run({ seconds: 2 })],
      'pgbench sign-off': [run({}), run({ seconds: 10 }), run({})],
    });
    expect(verdict).toMatchObject({ must: '≥ 0.5', holds: 'must' });
    expect(verdict?.seen).toContain('**0.50**');
  });

  test('says that it was missed, or that the aim was reached', () => {
    const beside = { 'pgbench sign-off': [run({ postgresCpu: 1, serverCpu: null })] };
    expect(named('CPU of one sign-off', { ...beside, 'sign-off': [run({ postgresCpu: 1.5 })] })?.holds).toBe(
      'no',
    );
    expect(named('CPU of one sign-off', { ...beside, 'sign-off': [run({ postgresCpu: 0.4 })] })?.holds).toBe(
      'aim',
    );
  });

  test('is missed by one error, however fast the rest was', () => {
    const runs = { 'sign-off at 32': [run({ errors: 1 })], 'pgbench sign-off at 32': [run({})] };
    expect(named('sign-off p99', runs)?.holds).toBe('no');
    expect(listErrors(runs)).toEqual(['sign-off at 32 (1)']);
  });

  test('is skipped, with the reason, when there is nothing to compare', () => {
    const verdicts = judge({}, 'the cohort as CSV answers 406');
    expect(verdicts.map(({ holds }) => holds)).toEqual(verdicts.map(() => null));
    expect(verdicts.at(-1)?.seen).toBe('skipped: the cohort as CSV answers 406');
    expect(judgeGrowth({}, 10_000, null)[0]?.seen).toContain('--grow');
  });
});

test('memory that grows with the rows is told in megabytes', () => {
  const runs = { 'csv at 10': [run({ grown: 2 ** 20 })], 'csv at 100': [run({ grown: 31 * 2 ** 20 })] };
  expect(judgeGrowth(runs, 10, 100)[0]).toMatchObject({ holds: 'must', seen: '**30.0 MB** (31.0 to 1.0)' });
});

test('the table has a line for each verdict', () => {
  const lines = asTable(judgeStatements({ 'sign-off': 3, ladder: 3 })).split('\n');
  expect(lines[2]).toBe(
    '| SQL statements of one sign-off | besides begin, with who asks, and commit | ≤ 6 | fewer | aim | **3** |',
  );
  expect(lines[4]).toContain('| **missed** |');
  expect(lines[5]).toContain('skipped');
});

test('statements are counted as a client sends them, in whatever pieces', () => {
  const message = (type: string, body: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(4 + body.length);
    return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
  };
  const sent = Buffer.concat([
    message('', 'startup Q; E;'),
    message('Q', 'begin; select 0\0'),
    message('Q', 'select 1; select 2\0'),
    message('P', 'name\0select 3\0\0\0'),
    message('B', '\0name\0'),
    message('E', '\0\0\0\0\0'),
    message('E', '\0\0\0\0\0'),
    message('Q', 'commit\0'),
  ]);
  for (const size of [1, 7, sent.length]) {
    let count = 0;
    const read = statementReader((more) => (count += more));
    for (let at = 0; at < sent.length; at += size) read(sent.subarray(at, at + size));
    expect(count).toBe(4);
  }
});
