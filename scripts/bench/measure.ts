import { setTimeout as wait } from 'node:timers/promises';
import type { Case } from './cases.js';
import type { Shown } from './load.js';
import type { Meter } from './processes.js';

/** One run of one case. CPU in milliseconds a request; null where it cannot be read. */
export interface Run extends Shown {
  readonly serverCpu: number | null;
  readonly postgresCpu: number | null;
}

export type Runs = Record<string, Run[]>;

/** Plays every case once a round, so that what the machine does meanwhile falls on all. The first round is not counted. */
export async function playRounds(
  cases: readonly Case[],
  postgres: Meter | null,
  rounds: number,
  report: (line: string) => void,
): Promise<Runs> {
  const runs: Runs = Object.fromEntries(cases.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const one of cases) {
      const run = await play(one, postgres);
      if (round > 0) runs[one.name]?.push(run);
    }
    report(round === 0 ? 'Tour à blanc fait' : `Tour ${round} sur ${rounds}`);
  }
  return runs;
}

async function play({ server, before: prepare, run }: Case, postgres: Meter | null): Promise<Run> {
  await prepare?.();
  const before = [server?.meter.seconds() ?? 0, postgres?.seconds() ?? 0] as const;
  const shown = await run();
  await wait(30); // what a process used is told with a short delay
  const used = (after: number | undefined, start: number) =>
    after === undefined ? null : ((after - start) * 1000) / shown.requests;
  return {
    ...shown,
    serverCpu: used(server?.meter.seconds(), before[0]),
    postgresCpu: used(postgres?.seconds(), before[1]),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
