import type { LadderId } from '../../kernel/ids.js';
import type { Happening } from '../../platform/events/contract-history.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import type { LadderChangeId } from './ladder-changes.types.js';

/** What the history tells of the act; the levels that it moves are told after it. */
export const ladderChanged = (
  ladderChangeId: LadderChangeId,
  mapping: { readonly id: LadderMappingId; readonly fromLadderId: LadderId; readonly toLadderId: LadderId },
): Happening => ({
  type: 'contract.ladder_changed',
  data: {
    ladderChangeId,
    mappingId: mapping.id,
    fromLadderId: mapping.fromLadderId,
    toLadderId: mapping.toLadderId,
  },
});
