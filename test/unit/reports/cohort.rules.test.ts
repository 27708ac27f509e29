import { describe, expect, test } from '@jest/globals';
import { addDays, type Day } from '../../../src/kernel/days.js';
import type { ContractLife } from '../../../src/features/contracts/contracts.types.js';
import type {
  LevelStatus,
  ProgressSummary,
} from '../../../src/features/ladder/progress/ladder-progress.types.js';
import {
  expectedPace,
  findBehindPace,
  findDecisionAwaited,
  findFrameworkExpired,
  findMinorHours,
  findFlags,
  findNoMainTutor,
  findStalled,
  type CohortFacts,
} from '../../../src/features/reports/cohort.rules.js';
import { smallLadder } from '../ladder/world.js';

const START = '2026-01-01' as Day;
/** 400 days, so that a day is a quarter of a percent. */
const life: ContractLife = {
  startsOn: START,
  until: addDays(START, 400),
  signedOn: START,
  suspensions: [],
  endedOn: null,
  endedAs: null,
  cancelledOn: null,
};
const onDay = (count: number) => addDays(START, count);
const progressOf = (
  acquired: number,
  required: number,
  values: Partial<ProgressSummary> & { status?: LevelStatus } = {},
): ProgressSummary => ({
  sequence: 1,
  currentLevel: 'observation',
  complete: false,
  lastSignOffOn: null,
  levels: [{ code: 'observation', status: values.status ?? 'open', acquired, required }],
  ...values,
});
const facts = (values: Partial<CohortFacts> = {}): CohortFacts => {
  const on = values.on ?? onDay(10);
  const of = values.life ?? life;
  return {
    life: of,
    ladder: smallLadder(),
    progress: progressOf(0, 40),
    pace: expectedPace(of, on),
    hasMainTutor: true,
    sheet: null,
    enteredOn: of.startsOn,
    minorWorkOn: null,
    on,
    ...values,
  };
};
const codes = (values: Partial<CohortFacts>) => findFlags(facts(values)).map(({ code }) => code);

describe('expected pace', () => {
  test.each([
    [-5, 0],
    [0, 0],
    [100, 0.25],
    [400, 1],
    [500, 1],
  ])('on day %i of 400 it is %d', (count, pace) => {
    expect(expectedPace(life, onDay(count))).toBe(pace);
  });

  test('days of suspension count neither as gone nor as to come', () => {
    const away = { ...life, suspensions: [{ from: onDay(100), until: onDay(300) }] };

    expect(expectedPace(away, onDay(100))).toBe(0.5);
    expect(expectedPace(away, onDay(200))).toBe(0.5);
    expect(expectedPace(away, onDay(300))).toBe(0.5);
    expect(expectedPace(away, onDay(350))).toBe(0.75);
  });

  test('an open suspension stops the clock', () => {
    const away = { ...life, suspensions: [{ from: onDay(100), until: null }] };

    expect(expectedPace(away, onDay(100))).toBe(0.25);
    expect(expectedPace(away, onDay(200))).toBe(0.33);
  });

  test('a contract that was suspended from its first to its last day divides by nothing', () => {
    const away = { ...life, suspensions: [{ from: START, until: life.until }] };

    expect(expectedPace(away, onDay(200))).toBe(0);
  });
});

describe('behind pace', () => {
  const at = (acquired: number, count: number) =>
    findBehindPace(facts({ progress: progressOf(acquired, 40), on: onDay(count) }));

  test('it says the figures', () => {
    expect(at(12, 200)?.why).toEqual({
      fr: '12 compétences acquises sur 40 ; à ce stade du contrat on en attend 20.',
      en: '12 of 40 competencies acquired; at this point of the contract 20 are expected.',
    });
    expect(at(1, 200)?.why.fr).toMatch(/^1 compétence acquise sur 40/);
  });

  test('three quarters of what is expected is enough; one less is not', () => {
    expect(at(15, 200)).toBeNull();
    expect(at(14, 200)).not.toBeNull();
  });

  test('nobody is behind before the day on which a first competency is expected, nor after having it', () => {
    // 1 of 40 is expected from the tenth of 400 days on.
    expect([at(0, 9), at(0, 10), at(0, 11)].map((flag) => flag !== null)).toEqual([false, true, true]);
    expect([at(1, 9), at(1, 10), at(1, 11)]).toEqual([null, null, null]);
  });

  test('nothing is expected on the first day, and nothing of a ladder that asks for nothing', () => {
    expect(at(0, 0)).toBeNull();
    expect(findBehindPace(facts({ progress: progressOf(0, 0), on: onDay(399) }))).toBeNull();
  });

  test('a complete ladder is never behind', () => {
    const progress = progressOf(0, 40, { complete: true });
    expect(findBehindPace(facts({ progress, on: onDay(399) }))).toBeNull();
  });
});

describe('stalled', () => {
  const after = (count: number, lastSignOffOn: Day | null, values: Partial<CohortFacts> = {}) =>
    findStalled(facts({ progress: progressOf(4, 40, { lastSignOffOn }), on: onDay(count), ...values }));

  test('from the 45th day after the last sign-off on', () => {
    expect(after(64, onDay(20))).toBeNull();
    expect(after(65, onDay(20))?.why.fr).toBe(
      'Aucune validation depuis 45 jours : la dernière est du 21 janvier 2026.',
    );
    expect(after(66, onDay(20))?.why.en).toBe('No sign-off for 46 days: the last one is of 21 January 2026.');
  });

  test('without one, from the first day of the contract', () => {
    expect(after(44, null)).toBeNull();
    expect(after(45, null)?.why.fr).toBe(
      'Aucune validation depuis 45 jours : le contrat a commencé le 1er janvier 2026.',
    );
  });

  test('after a suspension, from the day of return', () => {
    const away = { ...life, suspensions: [{ from: onDay(30), until: onDay(130) }] };

    expect(after(174, onDay(20), { life: away })).toBeNull();
    expect(after(175, onDay(20), { life: away })?.why.fr).toBe(
      'Aucune validation depuis 45 jours : l’alternant est revenu le 11 mai 2026.',
    );
  });

  test('a complete ladder has nothing left to sign', () => {
    expect(
      findStalled(facts({ progress: progressOf(40, 40, { complete: true }), on: onDay(300) })),
    ).toBeNull();
  });
});

test('an active contract without a main tutor says who has to act', () => {
  expect(findNoMainTutor(facts())).toBeNull();
  expect(findNoMainTutor(facts({ hasMainTutor: false }))?.why.fr).toBe(
    'Aucun tuteur principal le 11 janvier 2026 : l’employeur doit en désigner un.',
  );
});

test('a level that is ready says whose decision is awaited', () => {
  const ready = (index: number) =>
    findDecisionAwaited(
      facts({
        progress: progressOf(0, 0, {
          levels: smallLadder().levels.map(({ code }, at) => ({
            code,
            status: at === index ? 'ready' : 'achieved',
            acquired: 2,
            required: 2,
          })),
        }),
      }),
    )?.why.fr;

  expect(ready(1)).toBe(
    'Palier « simple_tasks » : 2 compétences acquises sur 2, la décision du tuteur principal est attendue.',
  );
  expect(ready(2)).toContain('la décision du tuteur principal puis du référent est attendue');
  expect(ready(9)).toBeUndefined();
});

test('only an active contract has flags', () => {
  const late = { progress: progressOf(0, 40, { status: 'ready' }), hasMainTutor: false, on: onDay(200) };

  expect(codes(late)).toEqual(['behind_pace', 'stalled', 'no_main_tutor', 'decision_awaited']);
  expect(codes({ ...late, life: { ...life, signedOn: null } })).toEqual([]);
  expect(codes({ ...late, life: { ...life, cancelledOn: START } })).toEqual([]);
  expect(codes({ ...late, life: { ...life, suspensions: [{ from: onDay(200), until: null }] } })).toEqual([]);
  expect(codes({ ...late, life: { ...life, endedOn: onDay(200), endedAs: 'terminated' } })).toEqual([]);
  expect(codes({ ...late, on: onDay(400) })).toEqual([]);
  expect(codes({ ...late, on: onDay(399) })).toHaveLength(4);
  expect(codes({ ...late, on: onDay(-1) })).toEqual([]);
});

test('a sheet that expired before the entry is told with what follows it; of whoever entered before it is not', () => {
  const sheet = {
    rncp: 'RNCP35830',
    startsOn: null,
    expiresOn: addDays(START, -1),
    certainty: 'V' as const,
    predecessor: null,
    successor: { rncp: 'RNCP40692', title: 'Aide-soignant', startsOn: null, isVerified: true },
  };

  expect(findFrameworkExpired(facts({ sheet }))?.why.fr).toContain('voyez RNCP40692, « Aide-soignant »');
  expect(findFrameworkExpired(facts({ sheet, enteredOn: addDays(START, -1) }))).toBeNull();
  expect(codes({ sheet })).toContain('framework_expired');
});

test('hours that are not a minor’s are to be looked at for 30 days', () => {
  const flagged = (days: number) =>
    findMinorHours(facts({ on: onDay(40), minorWorkOn: addDays(onDay(40), -days) }));

  expect([flagged(0)?.code, flagged(29)?.code, flagged(30)]).toEqual(['minor_hours', 'minor_hours', null]);
});
