import { addDays, type Day } from '../../kernel/days.js';
import type { Id, MandateId, PersonId } from '../../kernel/ids.js';
import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { MandateAbsenceEnd } from './absences/mandate-absence-end.entity.js';
import type { MandateAbsence } from './absences/mandate-absence.entity.js';
import type { Mandate } from './mandate.entity.js';
import { mainTutorOverlap } from './mandates.errors.js';
import type { NewMandate } from './mandates.rules.js';

/** Two main tutors at once: the constraint decides. */
export const mandateOpened = (
  { author }: Authorship,
  id: MandateId,
  { personId, role, from, until, maxLevel, replaces, placementId }: NewMandate,
): Fact => ({
  event: {
    type: 'mandate.opened',
    data: {
      mandateId: id,
      personId,
      role,
      from,
      to: until && addDays(until, -1),
      maxLevel,
      replaces,
      ...(placementId && { placementId }),
    },
  },
  rows: [
    factRow<Mandate>('mandates', {
      id,
      personId,
      role,
      fromDay: from,
      untilDay: until,
      plannedUntilDay: until,
      maxLevel,
      replaces,
      placementId,
      ...author,
      endedRecordedAt: null,
    }),
  ],
  refusals: { mandates_one_main_tutor_at_a_time: () => mainTutorOverlap() },
});

/** The mandate's own row says when it ends. `on`: the first day out. */
export const mandateEnded = (mandateId: MandateId, on: Day): Fact => ({
  event: { type: 'mandate.ended', data: { mandateId, on } },
  rows: [],
});

/** `until` excluded. */
export const absenceDeclared = (
  { author }: Authorship,
  { id: mandateId, personId }: { readonly id: MandateId; readonly personId: PersonId },
  { id, from, until }: { readonly id: Id<'mandate_absence'>; readonly from: Day; readonly until: Day },
): Fact => ({
  event: {
    type: 'mandate.absence_declared',
    data: { mandateId, personId, from, to: addDays(until, -1) },
  },
  rows: [
    factRow<MandateAbsence>('mandate_absences', { id, mandateId, fromDay: from, untilDay: until, ...author }),
  ],
});

/** What was declared stays. `on`: the first day back. */
export const absenceEnded = (
  history: Authorship,
  { id: mandateId, personId }: { readonly id: MandateId; readonly personId: PersonId },
  absenceId: Id<'mandate_absence'>,
  on: Day,
): Fact => ({
  event: { type: 'mandate.absence_ended', data: { mandateId, personId, absenceId, on } },
  rows: [
    factRow<MandateAbsenceEnd>('mandate_absence_ends', {
      id: history.newId(),
      absenceId,
      untilDay: on,
      ...history.author,
    }),
  ],
});
