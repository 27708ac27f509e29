import type { Day } from '../../../src/kernel/days.js';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import type {
  Amended,
  AmendmentAnswer,
  AmendmentChanges,
} from '../../../src/features/amendments/amendments.types.js';

export const day = (value: string) => value as Day;

/** From 1 September 2025 to 31 August 2027. */
export const contract = (values: Partial<Amended> = {}): Amended => ({
  kind: 'apprenticeship',
  status: 'active',
  alternantId: 'alternant' as PersonId,
  employerId: 'employer' as OrganisationId,
  startsOn: day('2025-09-01'),
  until: day('2027-09-01'),
  heldUntil: day('2027-09-01'),
  signedOn: day('2025-07-01'),
  endedAs: null,
  cancelledOn: null,
  ...values,
});

export const changes = (values: Partial<AmendmentChanges> = {}): AmendmentChanges => ({
  startsOn: null,
  until: null,
  extension: null,
  weeklyMinutes: null,
  mainTutorId: null,
  form: null,
  newEmployerId: null,
  ...values,
});

export const answer = (values: Partial<AmendmentAnswer> = {}): AmendmentAnswer => ({
  kind: 'signed',
  party: 'employer',
  sequence: 5,
  signedOn: day('2026-03-12'),
  isForAll: false,
  completes: false,
  reason: null,
  recordedAt: '2026-03-12T08:00:00.000Z' as AmendmentAnswer['recordedAt'],
  recordedBy: null,
  recordedByClient: null,
  ...values,
});
