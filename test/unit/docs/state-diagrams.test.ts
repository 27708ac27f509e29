import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lifeOf, statusOn, type ContractStep } from '../../../src/features/contracts/contracts.types.js';
import { TRANSITIONS } from '../../../src/features/contracts/acts/transitions.rules.js';
import { DISPUTE_TRANSITIONS } from '../../../src/features/disputes/disputes.rules.js';
import { advance, initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import { levelStatuses } from '../../../src/features/ladder/levels/statuses.rules.js';
import { JOURNAL_ENTRY_TRANSITIONS } from '../../../src/features/journal/journal.rules.js';
import { PLAN_ITEM_TRANSITIONS } from '../../../src/features/training-plan/plan.rules.js';
import { SIGN_OFF_REQUEST_TRANSITIONS } from '../../../src/features/sign-off-requests/sign-off-requests.rules.js';
import { addDays, type Day, type Instant } from '../../../src/kernel/days.js';
import { History, smallLadder } from '../ladder/world.js';

/** One way from a state to another, as a table of the code has it. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly act: string;
}

const reported = ({ from, to, act }: Arrow): string => `${from} --> ${to}: ${act}`;
const pair = ({ from, to }: Pick<Arrow, 'from' | 'to'>): string => `${from} --> ${to}`;
const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

/** A table that says of each act whence and where. */
function arrowsOf(
  table: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>>,
): Arrow[] {
  return Object.entries(table).flatMap(([act, { from, to }]) =>
    from.map((state) => ({ from: state, to, act })),
  );
}

/** The arrows of the only diagram below a heading of a feature's README, without that of the beginning. */
function drawn(feature: string, heading: string): Arrow[] {
  const readme = readFileSync(`src/features/${feature}/README.md`, 'utf8');
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const diagram = /```mermaid\nstateDiagram-v2\n(?<arrows>[^`]+)```/.exec(section)?.groups?.['arrows'] ?? '';
  return [...diagram.matchAll(/^ +(?<from>\w+) --> (?<to>\w+) ?: (?<act>.+)$/gm)].map(
    ({ groups }) => ({ ...groups }) as unknown as Arrow,
  );
}

/** Machines that one table describes: who draws more, or less, is told here. */
const MACHINES: readonly [feature: string, heading: string, table: readonly Arrow[]][] = [
  ['disputes', 'States of a dispute', DISPUTE_TRANSITIONS],
  ['journal', 'What becomes of an entry of the journal', arrowsOf(JOURNAL_ENTRY_TRANSITIONS)],
  ['training-plan', 'What becomes of an item of the plan', arrowsOf(PLAN_ITEM_TRANSITIONS)],
  ['sign-off-requests', 'Requests', SIGN_OFF_REQUEST_TRANSITIONS],
];

for (const [feature, heading, table] of MACHINES) {
  test(`${feature}: ${heading} is drawn as its table says`, () => {
    expect(sorted(drawn(feature, heading).map(reported))).toEqual(sorted(table.map(reported)));
  });
}

describe('contracts', () => {
  const arrows = drawn('contracts', 'States');
  const isAct = ({ act }: Arrow) => act in TRANSITIONS;

  test('what somebody does is drawn as the table says', () => {
    expect(sorted(arrows.filter(isAct).map(reported))).toEqual(sorted(arrowsOf(TRANSITIONS).map(reported)));
  });

  test('what the calendar does is drawn, and nothing that it does not do', () => {
    const walked = new Set(LIVES.flatMap(walk));
    const drawnPairs = new Set(arrows.map(pair));
    expect([...walked].filter((step) => !drawnPairs.has(step))).toEqual([]);
    const ofTheCalendar = arrows.filter((arrow) => !isAct(arrow)).map(pair);
    expect(ofTheCalendar.length).toBeGreaterThan(0);
    expect(ofTheCalendar.filter((step) => !walked.has(step))).toEqual([]);
  });
});

test('ladder: the states of a level are drawn as histories walk them', () => {
  expect(sorted(drawn('ladder', 'States of a level').map(pair))).toEqual(sorted(walkLevels()));
});

const START = '2025-09-01' as Day;
const LIVES = [
  [],
  ['suspended 2026-02-01'],
  ['suspended 2026-02-01', 'resumed 2026-03-01'],
  ['terminated 2026-04-01'],
  ['suspended 2026-02-01', 'terminated 2026-04-01'],
];

/** The changes of status of a signed contract, day after day, with nobody doing anything. */
function walk(steps: readonly string[]): string[] {
  const life = lifeOf(
    ['created -', 'signed 2025-07-01', ...steps].map((text, index) => {
      const [kind, on] = text.split(' ');
      return {
        kind,
        sequence: index + 1,
        recordedAt: '2025-06-01T08:00:00.000Z' as Instant,
        on: on === '-' ? null : on,
        cause: null,
        initiator: null,
        terms: kind === 'created' ? { startsOn: START, until: '2026-09-01' as Day } : null,
      } as ContractStep;
    }),
  );
  const days = Array.from({ length: 400 }, (_, index) => addDays(START, index - 10));
  return days.flatMap((today) => {
    const step = { from: statusOn(life, today), to: statusOn(life, addDays(today, 1)) };
    return step.from === step.to ? [] : [pair(step)];
  });
}

/** Every change of a level's status that one fact brings, in histories that the rules accept. */
function walkLevels(): string[] {
  const seen = new Set<string>();
  // `B` stands at the lower two levels only, and one ladder climbs alone: so every policy meets every fall.
  for (const ladder of [smallLadder(), automatic()]) {
    for (const choices of fc.sample(fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), {
      numRuns: 300,
      seed: 7,
    })) {
      const history = new History();
      let progress = initialProgress(ladder);
      let statuses = levelStatuses(ladder, progress);
      for (const choice of choices) {
        const reported = history.facts.length;
        act(ladder, history, statuses, choice);
        progress = advance(ladder, progress, history.facts.slice(reported)).progress;
        const now = levelStatuses(ladder, progress);
        for (const [index, to] of now.entries()) {
          const from = statuses[index] ?? 'locked';
          if (from !== to) seen.add(pair({ from, to }));
        }
        statuses = now;
      }
    }
  }
  return [...seen];
}

function automatic() {
  const ladder = smallLadder();
  return { ...ladder, levels: ladder.levels.map((level) => ({ ...level, unlock: 'automatic' as const })) };
}

/** One fact: mostly a step up, now and then a revocation. */
function act(
  ladder: ReturnType<typeof smallLadder>,
  history: History,
  statuses: readonly string[],
  choice: number,
) {
  const acquired = history.facts.flatMap((fact) =>
    fact.kind === 'sign_off' && fact.outcome === 'acquired' ? [fact] : [],
  );
  const fallen = acquired[choice % Math.max(acquired.length, 1)];
  if (choice % 5 === 0 && fallen) {
    history.revoke(fallen.id, fallen.competency, fallen.level);
    return;
  }
  const index = statuses.findIndex((status) => status !== 'achieved' && status !== 'locked');
  const level = ladder.levels[index];
  if (!level) return;
  if (statuses[index] === 'ready') {
    history.decide(level.code);
    if (level.unlock === 'cosigned') history.decide(level.code, 'referent');
    return;
  }
  const { competency } = level.requirements[choice % level.requirements.length] ?? { competency: 'A' };
  history.sign(competency, level.code);
}
