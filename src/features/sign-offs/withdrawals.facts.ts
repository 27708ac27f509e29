import type { Id, ObservationId } from '../../kernel/ids.js';
import { factRow } from '../contract-history/contract-history.types.js';
import type { CompetencyAtLevel } from '../ladder/facts.types.js';
import type { FactOfLadder } from '../ladder/progress/progression.rules.js';
import type { Ruler } from './facts/facts.types.js';
import type { ObservationWithdrawal } from './facts/observation-withdrawal.entity.js';
import type { Revoker, Withdrawer } from './facts/signers.policy.js';

/** What takes an observation, or one item of it, out of the count. `item` null: all of it. */
export function withdrawalFact(
  by: Withdrawer | Ruler,
  id: Id<'withdrawal'>,
  observation: { readonly id: ObservationId; readonly sequence: number },
  reason: string,
  item: CompetencyAtLevel | null = null,
): FactOfLadder {
  const { competency, level } = item ?? { competency: null, level: null };
  return {
    event: {
      type: 'observation.withdrawn',
      data: { observationId: observation.id, ...(item ? { competency, level } : {}) },
    },
    rows: [
      factRow<ObservationWithdrawal>('observation_withdrawals', {
        id,
        observationId: observation.id,
        withdrawnBy: by.personId,
        reason,
        revocationId: null,
        competency,
        level,
      }),
    ],
    moves: (recorded) => ({
      kind: 'withdrawal',
      ...recorded,
      observation: observation.sequence,
      ...(item ? { item } : {}),
    }),
  };
}

/**
 * One item, withdrawn by the revocation of the sign-off that was recorded with it. The ladder reads it off the revocation,
 * as long as that stands: this moves nothing.
 */
export function itemWithdrawalFact(
  by: Revoker | Ruler,
  id: Id<'withdrawal'>,
  revocationId: Id<'revocation'>,
  observationId: ObservationId,
  { competency, level }: CompetencyAtLevel,
  reason: string,
): FactOfLadder {
  return {
    event: { type: 'observation.withdrawn', data: { observationId, revocationId, competency, level } },
    rows: [
      factRow<ObservationWithdrawal>('observation_withdrawals', {
        id,
        observationId,
        withdrawnBy: by.personId,
        reason,
        revocationId,
        competency,
        level,
      }),
    ],
  };
}
