import { median, type Runs } from './measure.js';
import { costs, cpu, format, ratio, type Verdict } from './verdicts.js';

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
