import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { Decider } from '../sign-offs/facts/deciders.policy.js';
import type { ResumptionWithdrawal } from '../sign-offs/facts/resumption-withdrawal.entity.js';
import { resumptionWithdrawnAlready } from './resumptions.errors.js';
import type { Resumption } from '../sign-offs/facts/resumption.entity.js';

export const resumptionRecorded = (
  by: Decider,
  { id, on, comment }: Pick<Resumption, 'id' | 'comment'> & { readonly on: Resumption['onDay'] },
): Fact => ({
  event: { type: 'resumption.recorded', data: { resumptionId: id, on } },
  rows: [factRow<Resumption>('resumptions', { id, recordedBy: by.personId, onDay: on, comment })],
});

export const resumptionWithdrawn = (
  by: Decider,
  { id, resumptionId, reason }: Pick<ResumptionWithdrawal, 'id' | 'resumptionId' | 'reason'>,
): Fact => ({
  event: { type: 'resumption.withdrawn', data: { resumptionId } },
  rows: [
    factRow<ResumptionWithdrawal>('resumption_withdrawals', {
      id,
      resumptionId,
      withdrawnBy: by.personId,
      reason,
    }),
  ],
  refusals: { resumption_withdrawals_once: resumptionWithdrawnAlready },
});
