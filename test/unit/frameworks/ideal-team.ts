import { staircaseOf } from '../../../src/features/frameworks/ladders/preview.rules.js';
import type { Ladder, Level, Supervision } from '../../../src/features/frameworks/frameworks.types.js';
import { supervisionOf } from '../../../src/features/ladder/entitlements/supervision/supervision.rules.js';
import { meetsQuorum } from '../../../src/features/ladder/levels/evidence.rules.js';
import { evaluateLadder } from '../../../src/features/ladder/ladder.rules.js';
import { History } from '../ladder/world.js';

export interface Achieved {
  /** On which day of work each level was achieved, from 1; as far as the team came. */
  readonly days: readonly number[];
  /** What was allowed from a level on, when it had just opened. */
  readonly opened: readonly (readonly { readonly mission: string; readonly supervision: Supervision }[])[];
  /** Under whose eyes each mission is done in the end. */
  readonly last: ReadonlyMap<string, Supervision>;
}

/**
 * A team that loses no time: everybody sees everything that the open level requires, every day, and what can be signed or
 * decided is, the same day. `team` says how many they are at a level. Gives up after `limit` days.
 */
export function achieveWith(ladder: Ladder, team: (level: Level) => number, limit: number): Achieved {
  const history = new History();
  const days: number[] = [];
  const opened: Achieved['opened'][number][] = [];
  const now = () => evaluateLadder(ladder, history.facts, history.now);
  const arrive = (level: Level) =>
    opened.push(
      ladder.missions
        .filter((mission) => mission.level === level.code)
        .map((mission) => ({ mission: mission.code, supervision: supervisionOf(ladder, now(), mission) })),
    );
  const [lowest] = ladder.levels;
  if (lowest) arrive(lowest);
  for (let today = 1; today <= limit && days.length < ladder.levels.length; today++) {
    history.on(today);
    for (let level = ladder.levels[days.length]; level; level = ladder.levels[days.length]) {
      workOn(history, ladder, level, team(level));
      if (now().levels[days.length]?.status !== 'achieved') break;
      days.push(today);
      const next = ladder.levels[days.length];
      if (next) arrive(next);
    }
  }
  const last = ladder.missions.map(
    (mission) => [mission.code, supervisionOf(ladder, now(), mission)] as const,
  );
  return { days, opened, last: new Map(last) };
}

function workOn(history: History, ladder: Ladder, level: Level, team: number): void {
  const wanted = () =>
    evaluateLadder(ladder, history.facts, history.now)
      .levels.find(({ code }) => code === level.code)
      ?.requirements.filter(({ status }) => status !== 'acquired') ?? [];
  for (const { competency } of wanted())
    for (let one = 0; one < team; one++) history.observe(competency, level.code, `observer ${one}`);
  for (const { competency, evidence } of wanted())
    if (meetsQuorum(evidence)) history.sign(competency, level.code);
  if (wanted().length > 0 || level.unlock === 'automatic') return;
  history.decide(level.code);
  if (level.unlock === 'cosigned') history.decide(level.code, 'referent');
}

/** The smallest team that the staircase names for a level. */
export const smallestFor = (ladder: Ladder) => (level: Level) =>
  staircaseOf(ladder).find((step) => step.level === level)?.minimum.observers ?? 0;
