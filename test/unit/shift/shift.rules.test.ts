import { expect, test } from '@jest/globals';
import { viewShift } from '../../../src/features/shift/shift.rules.js';
import type { ShiftContext } from '../../../src/features/shift/shift.types.js';
import { initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import type { Day } from '../../../src/kernel/days.js';
import { smallLadder, person } from '../ladder/world.js';
import { AWAY, held, life, now, today } from '../mandates/team.js';

const ladder = smallLadder();
const context = (values: Partial<ShiftContext> = {}): ShiftContext =>
  ({
    contractId: 'contract',
    alternantId: person('ines'),
    alternantName: 'Inès Roy',
    life,
    ladder,
    progress: initialProgress(ladder),
    tallies: null,
    mandates: [held('main_tutor'), held('observer')],
    names: { main_tutor: 'Julie Roux' },
    birthDate: '2000-01-01' as Day,
    structureType: null,
    lastResumedOn: null,
    concerns: [],
    places: [],
    declarations: [],
    attestations: [],
    unsafe: [],
    ...values,
  }) as unknown as ShiftContext;

test('what is open at the open level is told with its titles, and whether the reader may sign it', () => {
  const shift = viewShift(context(), person('main_tutor'), now);

  expect(shift).toMatchObject({
    alternant: { name: 'Inès Roy' },
    roles: ['main_tutor'],
    currentLevel: { code: 'observation' },
    frozen: false,
    supervisors: [{ role: 'main_tutor', name: 'Julie Roux' }],
  });
  expect(shift.requirements.map(({ competency, level }) => `${level} ${competency}`)).toEqual([
    'observation A',
    'observation B',
  ]);
  // Nothing was seen yet.
  expect(shift.requirements.every(({ signable }) => !signable)).toBe(true);
  expect(shift.entitlements.map(({ mission }) => mission.code)).toEqual(
    ladder.missions.map(({ code }) => code),
  );
});

test('while nobody is there nobody is named, and a contract that is not active is frozen', () => {
  const away = viewShift(
    context({ mandates: [held('main_tutor', { absences: AWAY })] }),
    person('main_tutor'),
    now,
  );
  expect(away.supervisors).toEqual([]);

  const over = viewShift(context({ life: { ...life, until: today } }), person('main_tutor'), now);
  expect(over.frozen).toBe(true);
  expect(over.entitlements.every(({ allowed }) => !allowed)).toBe(true);
});
