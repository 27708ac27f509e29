import { existsSync, statSync } from 'node:fs';

/** The files that take longest, by the seconds that they took alone on two cores; those that wait more than they compute among them. */
const LONG = [
  'plans/plans',
  'access/access',
  'faults/under-load',
  'api/sign-offs/sign-off-batch',
  'api/operations/server-check',
  'attacks/load/shared-budgets',
  'access/foreign-ids',
  'api/operations/backup',
  'api/operations/stop',
  'model/any-history',
  'faults/network-cut',
  'faults/shift',
  'faults/start-up',
  'faults/at-once',
];

const missing = LONG.find((name) => !existsSync(new URL(`./${name}.test.ts`, import.meta.url)));
if (missing) throw new Error(`test/sequencer.js names ${missing}, which is no test file any more.`);

/**
 * Begins with what takes longest: a long file that comes last keeps a core from working. The largest of the others follow, the
 * same on a fresh clone and on a machine that ran them before.
 */
export default class LongestFirst {
  sort(tests) {
    const order = tests.map((test) => ({ test, place: placeOf(test), size: statSync(test.path).size }));
    return order.sort((a, b) => a.place - b.place || b.size - a.size).map(({ test }) => test);
  }

  /** Jest asks for these as well: nothing is remembered from one run to the next. */
  cacheResults() {}

  allFailedTests(tests) {
    return tests;
  }
}

function placeOf({ path }) {
  const place = LONG.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return place < 0 ? LONG.length : place;
}
