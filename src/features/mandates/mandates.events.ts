import { addDays, type Day } from '../../kernel/days.js';
import type { MandateId, PersonId } from '../../kernel/ids.js';
import type { Happening } from '../../platform/events/contract-history.js';
import type { NewMandate } from './mandates.rules.js';

export const mandateOpened = (
  mandateId: MandateId,
  { personId, role, from, until, maxLevel, replaces }: NewMandate,
): Happening => ({
  type: 'mandate.opened',
  data: { mandateId, personId, role, from, to: until && addDays(until, -1), maxLevel, replaces },
});

/** `on`: the first day out. */
export const mandateEnded = (mandateId: MandateId, on: Day): Happening => ({
  type: 'mandate.ended',
  data: { mandateId, on },
});

export const absenceDeclared = (mandateId: MandateId, personId: PersonId, from: Day, to: Day): Happening => ({
  type: 'mandate.absence_declared',
  data: { mandateId, personId, from, to },
});
