import { HOSTILE } from './hostile.js';
import { median, type Run, type Runs } from './measure.js';

/** One line of the table: what was asked, what was seen. */
export interface Verdict {
  readonly what: string;
  readonly beside: string;
  readonly must: string;
  readonly aim: string;
  /** Null: skipped, and `seen` says why. */
  readonly holds: 'aim' | 'must' | 'no' | null;
  readonly seen: string;
}

interface Goal {
  readonly what: string;
  readonly beside: string;
  readonly must: number;
  readonly aim: number | null;
  /** More is better, or less is. */
  readonly wants: 'more' | 'less';
  readonly of: (runs: Runs) => number | null;
  readonly detail: (runs: Runs) => string;
}

const perSecond = ({ requests, seconds }: Run): number => requests / seconds;
export const cpu = ({ serverCpu, postgresCpu }: Run): number => (serverCpu ?? 0) + (postgresCpu ?? NaN);
const errors = (runs: readonly Run[] | undefined): number =>
  (runs ?? []).reduce((sum, run) => sum + run.errors, 0);

/** Round by round, then the median: what disturbed a round disturbed both. */
export function ratio(runs: Runs, one: string, other: string, of: (run: Run) => number): number | null {
  const [ones, others] = [runs[one] ?? [], runs[other] ?? []];
  const ratios = ones.map((run, round) => of(run) / of(others[round] ?? run)).filter(Number.isFinite);
  return ones.length === 0 || others.length === 0 || ratios.length === 0 ? null : median(ratios);
}

const medianOf = (runs: Runs, name: string, of: (run: Run) => number): string => {
  const values = (runs[name] ?? []).map(of).filter(Number.isFinite);
  if (values.length === 0) return '–';
  const value = median(values);
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
};

const rates = (one: string, other: string, bare: string | null) => (runs: Runs) =>
  `${medianOf(runs, one, perSecond)}/s to ${medianOf(runs, other, perSecond)}/s` +
  (bare ? `; bare handler ${format(ratio(runs, bare, other, perSecond))}` : '');

export const costs = (one: string, other: string, bare: string | null) => (runs: Runs) =>
  `${medianOf(runs, one, cpu)} ms (API ${medianOf(runs, one, (run) => run.serverCpu ?? NaN)}, PostgreSQL ${medianOf(runs, one, (run) => run.postgresCpu ?? NaN)}) to ${medianOf(runs, other, cpu)} ms` +
  (bare ? `; bare handler ${format(ratio(runs, bare, other, cpu))}` : '');

/** Finds the dearest of all that are hostile: the median of its rounds. */
function dearest(runs: Runs): { name: string; ms: number } | null {
  const all = Object.entries(runs)
    .filter(([name]) => name.startsWith(HOSTILE))
    .map(([name, some]) => ({ name, ms: median(some.map(({ serverCpu }) => serverCpu ?? NaN)) }))
    .filter(({ ms }) => Number.isFinite(ms));
  return all.toSorted((one, other) => other.ms - one.ms)[0] ?? null;
}

const CSV = 'the cohort as CSV, time a row';

const ladderReads = (what: string, name: string): Goal => ({
  what,
  beside: '`pgbench`, one contract’s state as JSON',
  must: 0.25,
  aim: 0.35,
  wants: 'more',
  of: (runs) => ratio(runs, name, 'pgbench read', perSecond),
  detail: (runs) =>
    `${rates(name, 'pgbench read', 'bare read')(runs)}; ${costs(name, 'pgbench read', null)(runs)}`,
});

const pastLadder = (what: string, then: string, now: string): Goal => ({
  what,
  beside: 'a ladder of now',
  must: 3,
  aim: 1.5,
  wants: 'less',
  of: (runs) => ratio(runs, then, now, cpu),
  detail: costs(then, now, null),
});

const GOALS: readonly Goal[] = [
  {
    what: 'sign-offs/s, 8 connections',
    beside: '`pgbench`, the same transaction in 9 commands',
    must: 0.5,
    aim: 0.65,
    wants: 'more',
    of: (runs) => ratio(runs, 'sign-off', 'pgbench sign-off', perSecond),
    detail: rates('sign-off', 'pgbench sign-off', 'bare sign-off'),
  },
  {
    what: 'CPU of one sign-off',
    beside: 'PostgreSQL’s CPU for that transaction',
    must: 2,
    aim: 1.5,
    wants: 'less',
    of: (runs) => ratio(runs, 'sign-off', 'pgbench sign-off', cpu),
    detail: costs('sign-off', 'pgbench sign-off', 'bare sign-off'),
  },
  {
    what: 'CPU of one sign-off with an idempotency key',
    beside: 'the same',
    must: 2,
    aim: 1.5,
    wants: 'less',
    of: (runs) => ratio(runs, 'sign-off with key', 'pgbench sign-off', cpu),
    detail: costs('sign-off with key', 'pgbench sign-off', null),
  },
  {
    what: 'sign-off p99, 32 connections',
    beside: 'that transaction’s p99',
    must: 4,
    aim: 2.5,
    wants: 'less',
    of: (runs) =>
      errors(runs['sign-off at 32']) > 0
        ? Infinity
        : ratio(runs, 'sign-off at 32', 'pgbench sign-off at 32', ({ p99 }) => p99),
    detail: (runs) =>
      `${medianOf(runs, 'sign-off at 32', ({ p99 }) => p99)} ms to ${medianOf(runs, 'pgbench sign-off at 32', ({ p99 }) => p99)} ms; ${errors(runs['sign-off at 32'])} errors`,
  },
  ladderReads('ladder reads/s, read before', 'ladder'),
  ladderReads('ladder reads/s, where the caller has it already (304)', 'ladder known'),
  ladderReads('ladder reads/s, changed since it was read', 'ladder changed'),
  {
    what: '`/healthz` requests/s',
    beside: 'a bare Fastify hello',
    must: 0.4,
    aim: 0.6,
    wants: 'more',
    of: (runs) => ratio(runs, 'healthz', 'bare hello', perSecond),
    detail: rates('healthz', 'bare hello', null),
  },
  {
    what: 'ten items in one call, CPU',
    beside: 'one item',
    must: 6,
    aim: 5,
    wants: 'less',
    of: (runs) => ratio(runs, 'ten items', 'one item', cpu),
    detail: costs('ten items', 'one item', null),
  },
  {
    what: 'all clients on one contract, sign-offs/s',
    beside: 'spread over contracts',
    must: 0.25,
    aim: 0.3,
    wants: 'more',
    of: (runs) => ratio(runs, 'not yet, one contract', 'not yet, spread', perSecond),
    detail: rates('not yet, one contract', 'not yet, spread', null),
  },
  {
    what: 'sign-off p99 beside 20 readers of that contract’s past',
    beside: 'the same sign-off alone',
    must: 2,
    aim: 1.2,
    wants: 'less',
    of: (runs) => ratio(runs, 'sign-off beside the past', 'sign-off alone', ({ p99 }) => p99),
    detail: (runs) =>
      `${medianOf(runs, 'sign-off beside the past', ({ p99 }) => p99)} ms to ${medianOf(runs, 'sign-off alone', ({ p99 }) => p99)} ms; p50 ${medianOf(runs, 'sign-off beside the past', ({ p50 }) => p50)} to ${medianOf(runs, 'sign-off alone', ({ p50 }) => p50)}; ${errors(runs['sign-off beside the past'])} errors`,
  },
  pastLadder('CPU of one ladder of an hour ago (`at`), read before', 'ladder then', 'ladder now'),
  pastLadder('the same, changed since it was read', 'ladder then changed', 'ladder now changed'),
  pastLadder('the same of weeks ago, another day each time', 'ladder long ago', 'ladder now changed'),
  {
    what: 'the largest CPU of a hostile body within the limit, ms of the API',
    beside: 'nothing: 12 bodies that are refused',
    must: 200,
    aim: 20,
    wants: 'less',
    of: (runs) => dearest(runs)?.ms ?? null,
    detail: (runs) => dearest(runs)?.name.slice(HOSTILE.length) ?? '',
  },
  {
    what: CSV,
    beside: '`psql`, `COPY (query) TO STDOUT`, the same query as the same reader',
    must: 1.5,
    aim: 1.1,
    wants: 'less',
    of: (runs) => ratio(runs, 'csv', 'copy', ({ seconds, requests }) => seconds / requests),
    detail: (runs) =>
      `${medianOf(runs, 'csv', ({ requests }) => requests)} rows in ${medianOf(runs, 'csv', ({ p50 }) => p50)} ms to ${medianOf(runs, 'copy', ({ p50 }) => p50)} ms; a plainer query by the owner, without row security: ${medianOf(runs, 'copy plainly', ({ p50 }) => p50)} ms`,
  },
];

export function judge(runs: Runs, noCsv: string | null): Verdict[] {
  return GOALS.map((goal): Verdict => {
    const value = goal.of(runs);
    const sign = goal.wants === 'more' ? '≥' : '≤';
    const meets = (limit: number) =>
      value !== null && (goal.wants === 'more' ? value >= limit : value <= limit);
    return {
      what: goal.what,
      beside: goal.beside,
      must: `${sign} ${goal.must}`,
      aim: goal.aim === null ? '' : `${sign} ${goal.aim}`,
      holds:
        value === null
          ? null
          : goal.aim !== null && meets(goal.aim)
            ? 'aim'
            : meets(goal.must)
              ? 'must'
              : 'no',
      seen:
        value === null
          ? `skipped: ${(goal.what === CSV && noCsv) || 'nothing to compare with'}`
          : `**${format(value)}** (${goal.detail(runs)})`,
    };
  });
}

const STATEMENTS: Readonly<Record<string, number>> = {
  'sign-off': 6,
  'sign-off with key': 6,
  ladder: 2,
  page: 2,
  report: 2,
};

/** SQL statements of one request, besides commit and the message that begins and says who asks. */
export function judgeStatements(statements: Readonly<Record<string, number>>): Verdict[] {
  return Object.entries(STATEMENTS).map(([name, must]): Verdict => {
    const seen = statements[name];
    return {
      what: `SQL statements of one ${name}`,
      beside: 'besides begin, with who asks, and commit',
      must: `≤ ${must}`,
      aim: 'fewer',
      holds: seen === undefined ? null : seen > must ? 'no' : seen < must ? 'aim' : 'must',
      seen: seen === undefined ? 'skipped: not asked' : `**${seen}**`,
    };
  });
}

export const format = (value: number | null): string => (value === null ? '–' : value.toFixed(2));

/** The cases that were answered otherwise than expected, and how often. */
export function listErrors(runs: Runs): string[] {
  return Object.entries(runs)
    .filter(([, some]) => errors(some) > 0)
    .map(([name, some]) => `${name} (${errors(some)})`);
}

export function asTable(verdicts: readonly Verdict[]): string {
  const mark = { aim: 'aim', must: 'must', no: '**missed**' };
  return [
    '| what | measured beside | must | aim | reached | seen |',
    '|---|---|---|---|---|---|',
    ...verdicts.map(
      ({ what, beside, must, aim, holds, seen }) =>
        `| ${what} | ${beside} | ${must} | ${aim} | ${holds === null ? '–' : mark[holds]} | ${seen} |`,
    ),
  ].join('\n');
}
