import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { Decider } from '../sign-offs/facts/deciders.policy.js';
import type { Resumption } from '../sign-offs/facts/resumption.entity.js';

export const resumptionRecorded = (
  by: Decider,
  { id, on, comment }: Pick<Resumption, 'id' | 'comment'> & { readonly on: Resumption['onDay'] },
): Fact => ({
  event: { type: 'resumption.recorded', data: { resumptionId: id, on } },
  rows: [factRow<Resumption>('resumptions', { id, recordedBy: by.personId, onDay: on, comment })],
});
