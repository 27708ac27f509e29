import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { MandateAbsence } from '../../../src/features/mandates/absences/mandate-absence.entity.js';
import type { Mandate as MandateRow } from '../../../src/features/mandates/mandate.entity.js';
import {
  absenceDeclared,
  absenceEnded,
  mandateEnded,
  mandateOpened,
} from '../../../src/features/mandates/mandates.facts.js';
import type { Id, MandateId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { authorship, today, tomorrow, yesterday } from './team.js';

const [id, before] = ['m', 'before'] as [MandateId, MandateId];
const wanted = {
  personId: person('claude'),
  role: 'main_tutor' as const,
  from: yesterday,
  until: tomorrow,
  maxLevel: 'autonomy',
  replaces: before,
  placementId: null,
};

test('the history tells the last day of a mandate; the row keeps the first day out, and that it was planned so', () => {
  const fact = mandateOpened(authorship('hr'), id, wanted);

  expect(fact.event).toEqual({
    type: 'mandate.opened',
    data: {
      mandateId: id,
      personId: 'claude',
      role: 'main_tutor',
      from: yesterday,
      to: today,
      maxLevel: 'autonomy',
      replaces: before,
    },
  });
  expect(rowIn<MandateRow>([fact], 'mandates')).toMatchObject({
    id,
    fromDay: yesterday,
    untilDay: tomorrow,
    plannedUntilDay: tomorrow,
    recordedBy: 'hr',
    recordedByClient: null,
    endedRecordedAt: null,
  });
});

test('a mandate without an end tells none', () => {
  const fact = mandateOpened(authorship(null), id, { ...wanted, until: null });
  expect(fact.event.data['to']).toBeNull();
  expect(rowIn<MandateRow>([fact], 'mandates')).toMatchObject({
    untilDay: null,
    plannedUntilDay: null,
    recordedByClient: 'client',
  });
});

test('two main tutors at once are refused by a name that the database knows', () => {
  const refusals = mandateOpened(authorship('hr'), id, wanted).refusals ?? {};
  expect(Object.entries(refusals).map(([name, refuse]) => [name, refuse()])).toMatchObject([
    ['mandates_one_main_tutor_at_a_time', { code: 'main_tutor_overlap' }],
  ]);
});

test('that a mandate ends is told; its own row says when', () => {
  expect(mandateEnded(id, tomorrow)).toEqual({
    event: { type: 'mandate.ended', data: { mandateId: id, on: tomorrow } },
    rows: [],
  });
});

test('an absence of one day is told with that day as its last', () => {
  const absence = { id: 'a' as Id<'mandate_absence'>, from: today, until: tomorrow };
  const fact = absenceDeclared(authorship('hr'), { id, personId: person('claude') }, absence);

  expect(fact.event).toEqual({
    type: 'mandate.absence_declared',
    data: { mandateId: id, personId: 'claude', from: today, to: today },
  });
  expect(rowIn<MandateAbsence>([fact], 'mandate_absences')).toMatchObject({
    id: 'a',
    mandateId: id,
    fromDay: today,
    untilDay: tomorrow,
    recordedBy: 'hr',
  });
});

test('that an absence ends sooner is a fact of its own', () => {
  const held = { id, personId: person('claude') };
  const fact = absenceEnded(authorship('hr'), held, 'a' as Id<'mandate_absence'>, tomorrow);

  expect(fact.event).toEqual({
    type: 'mandate.absence_ended',
    data: { mandateId: id, personId: 'claude', absenceId: 'a', on: tomorrow },
  });
  expect(fact.rows).toMatchObject([
    { table: 'mandate_absence_ends', values: { absenceId: 'a', untilDay: tomorrow, recordedBy: 'hr' } },
  ]);
});
