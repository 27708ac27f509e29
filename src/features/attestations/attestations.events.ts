import type { Day } from '../../kernel/days.js';
import type { Happening } from '../../platform/events/contract-history.js';

/** What the history of a contract tells. A declaration is its employer's, of many contracts: its own rows are its history. */
export const attestationRecorded = (
  attestationId: string,
  prerequisite: string,
  from: Day,
  until: Day | null,
): Happening => ({
  type: 'attestation.recorded',
  data: { attestationId, prerequisite, from, until },
});

export const attestationWithdrawn = (withdrawalId: string, attestationId: string): Happening => ({
  type: 'attestation.withdrawn',
  data: { withdrawalId, attestationId },
});
