import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { AttestationWithdrawal } from './attestation-withdrawal.entity.js';
import type { Attestation } from './attestation.entity.js';
import type { AttestationProof } from './attestation-proof.entity.js';
import type { Attester } from './attestations.policy.js';
import type { AttestationRow } from './attestations.types.js';
import type { Withdrawn } from '../declarations/withdrawals.types.js';

/**
 * What the history of a contract tells, and never where the paper is: that is for whoever handles the papers. A declaration is its employer's, of many contracts: its own rows are its history.
 */
export const attestationRecorded = (
  _by: Attester,
  history: Authorship,
  {
    id,
    prerequisite,
    from,
    until,
    proofReference,
  }: Pick<AttestationRow, 'id' | 'prerequisite' | 'from' | 'until' | 'proofReference'>,
): Fact => ({
  event: { type: 'attestation.recorded', data: { attestationId: id, prerequisite, from, until } },
  rows: [
    factRow<Attestation>('attestations', {
      id,
      prerequisite,
      fromDay: from,
      untilDay: until,
      ...history.author,
    }),
    ...(proofReference === null
      ? []
      : [
          factRow<AttestationProof>('attestation_proofs', {
            id: history.newId(),
            attestationId: id,
            reference: proofReference,
            ...history.author,
          }),
        ]),
  ],
});

export const attestationWithdrawn = (
  _by: Attester,
  { author }: Authorship,
  attestationId: AttestationRow['id'],
  id: Withdrawn['id'],
): Fact => ({
  event: { type: 'attestation.withdrawn', data: { withdrawalId: id, attestationId } },
  rows: [
    factRow<AttestationWithdrawal>('attestation_withdrawals', {
      id: id as AttestationWithdrawal['id'],
      attestationId,
      ...author,
    }),
  ],
});
