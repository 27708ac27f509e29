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
const cpu = ({ serverCpu, postgresCpu }: Run): number => (serverCpu ?? 0) + (postgresCpu ?? NaN);
const errors = (runs: readonly Run[] | undefined): number =>
  (runs ?? []).reduce((sum, run) => sum + run.errors, 0);

/** Round by round, then the median: what disturbed a round disturbed both. */
function ratio(runs: Runs, one: string, other: string, of: (run: Run) => number): number | null {
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

const costs = (one: string, other: string, bare: string | null) => (runs: Runs) =>
  `${medianOf(runs, one, cpu)} ms (API ${medianOf(runs, one, (run) => run.serverCpu ?? NaN)}, PostgreSQL ${medianOf(runs, one, (run) => run.postgresCpu ?? NaN)}) to ${medianOf(runs, other, cpu)} ms` +
  (bare ? `; bare handler ${format(ratio(runs, bare, other, cpu))}` : '');

const CSV = 'the cohort as CSV, time a row';

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
  {
    what: 'ladder reads/s',
    beside: '`pgbench`, one contract’s state as JSON',
    must: 0.25,
    aim: 0.35,
    wants: 'more',
    of: (runs) => ratio(runs, 'ladder', 'pgbench read', perSecond),
    detail: rates('ladder', 'pgbench read', 'bare read'),
  },
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
    what: 'a sign-off while twenty read its contract’s past, p99',
    beside: 'the same alone',
    must: 2,
    aim: null,
    wants: 'less',
    of: (runs) => ratio(runs, 'not yet beside readers', 'not yet alone', ({ p99 }) => p99),
    detail: (runs) =>
      `${medianOf(runs, 'not yet beside readers', ({ p99 }) => p99)} ms to ${medianOf(runs, 'not yet alone', ({ p99 }) => p99)} ms`,
  },
  {
    what: 'a body of 340,000 empty items, API’s CPU in ms',
    beside: 'refused; one item is beside it',
    must: 200,
    aim: 100,
    wants: 'less',
    of: (runs) => (runs['a large body refused'] ? median(runs['a large body refused'].map(cpu)) : null),
    detail: (runs) => `a small one ${medianOf(runs, 'a small body refused', cpu)} ms`,
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

const MEGABYTE = 1024 * 1024;

/** What grows from the smaller database to the larger: CPU a request, and memory while all is streamed. */
export function judgeGrowth(runs: Runs, small: number, large: number | null): Verdict[] {
  if (large === null) return [skippedGrowth(small)];
  const grown = (size: number) =>
    median((runs[`csv at ${size}`] ?? []).map((run) => (run.grown ?? NaN) / MEGABYTE));
  const more = grown(large) - grown(small);
  const memory: Verdict = {
    what: `memory while streaming ${large} contracts as CSV`,
    beside: `${small} contracts`,
    must: '≤ 48 MB more',
    aim: '≤ 24 MB more',
    holds: Number.isNaN(more) ? null : more <= 24 ? 'aim' : more <= 48 ? 'must' : 'no',
    seen: Number.isNaN(more)
      ? 'skipped: no CSV, or memory cannot be read here'
      : `**${more.toFixed(1)} MB** (${grown(large).toFixed(1)} to ${grown(small).toFixed(1)})`,
  };
  return [memory, ...judgeCosts(runs, small, large)];
}

const skippedGrowth = (small: number): Verdict => ({
  what: 'cost and memory with more contracts',
  beside: `${small} contracts`,
  must: '',
  aim: '',
  holds: null,
  seen: 'skipped: asked with `--grow 100000`',
});

/** How many times as much one may cost with ten times the contracts, or a hundred: it is asked of one contract. */
const GROWTH = { 'sign-off': 1.3, 'batch of 20': 1.3, ladder: 1.4, entitlements: 1.4, queue: 1.4 } as const;
export type Growing = keyof typeof GROWTH;

function judgeCosts(runs: Runs, small: number, large: number): Verdict[] {
  return Object.entries(GROWTH).map(([name, must]) => {
    const value = ratio(runs, `${name} at ${large}`, `${name} at ${small}`, cpu);
    return {
      what: `CPU of one ${name}, ${large} contracts`,
      beside: `${small} contracts`,
      must: `≤ ${must}`,
      aim: '',
      holds: value === null ? null : value <= must ? 'must' : 'no',
      seen:
        value === null
          ? 'skipped: CPU cannot be read here'
          : `**${format(value)}** (${costs(`${name} at ${large}`, `${name} at ${small}`, null)(runs)})`,
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
