import { addDays } from '../../kernel/days.js';
import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { PlacementVersion } from '../contracts/placements/placement-version.entity.js';
import { placementOverlap } from './placements.errors.js';
import type { PlacementId, PlacementStated } from './placements.types.js';

export type PlacementAct = 'recorded' | 'corrected' | 'ended' | 'withdrawn';

/** The event says where and when; papers, names and reasons stay with the placement. Two on one day: the constraint decides. */
export const placementFact = (
  history: Authorship,
  act: PlacementAct,
  placementId: PlacementId,
  { from, until, ...stated }: PlacementStated,
  reason: string | null,
): Fact => ({
  event: {
    type: `placement.${act}`,
    data: {
      placementId,
      kind: stated.kind,
      hostId: stated.hostId,
      structureType: stated.structureType,
      from,
      to: addDays(until, -1),
    },
  },
  rows: [
    factRow<PlacementVersion>('placement_versions', {
      id: history.newId(),
      ...history.author,
      ...stated,
      placementId,
      fromDay: from,
      untilDay: until,
      reason,
      isWithdrawn: act === 'withdrawn',
    }),
  ],
  refusals: { placements_one_at_a_time: () => placementOverlap() },
});
