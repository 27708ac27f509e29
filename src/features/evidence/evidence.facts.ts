import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { EvidenceWithdrawal } from './evidence-withdrawal.entity.js';
import type { EvidenceFile } from './evidence.entity.js';
import type { Adder, EvidenceWithdrawer } from './evidence.policy.js';
import type { Evidence, EvidenceWithdrawn } from './evidence.types.js';

/** What the history tells is never the name of a file: its readers may not be readers of comments. */

export const evidenceAdded = (
  by: Adder,
  evidence: Omit<Evidence, 'addedBy' | 'withdrawal' | 'isErased' | 'readsComments'>,
): Fact => {
  const { id, observationId, signOffId, journalEntryId, mediaType, size, warningVersion } = evidence;
  const reported = { observationId, signOffId, journalEntryId, mediaType, size, warningVersion };
  return {
    event: { type: 'evidence.added', data: { evidenceId: id, ...reported } },
    rows: [
      factRow<EvidenceFile>('evidence', {
        ...reported,
        id,
        addedBy: by.personId,
        sha256: Buffer.from(evidence.sha256, 'hex'),
        fileName: evidence.fileName,
      }),
    ],
  };
};

export const evidenceTakenAway = (
  by: EvidenceWithdrawer,
  evidenceId: Evidence['id'],
  { id, reason }: Pick<EvidenceWithdrawn, 'id' | 'reason'>,
): Fact => ({
  event: { type: 'evidence.withdrawn', data: { evidenceId, withdrawalId: id } },
  rows: [
    factRow<EvidenceWithdrawal>('evidence_withdrawals', { id, evidenceId, withdrawnBy: by.personId, reason }),
  ],
});
