import { addDays } from '../../kernel/days.js';
import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { PlacementVersion } from './placement-version.entity.js';
import { placementOverlap } from './placements.errors.js';
import type { PlacementId, PlacementStated } from './placements.types.js';

export type PlacementAct = 'recorded' | 'corrected' | 'ended' | 'withdrawn';

/** The event says where and when; papers, names and reasons stay with the placement. Two on one day: the constraint decides. */
export const placementFact = (
  history: Authorship,
  act: PlacementAct,
  placementId: PlacementId,
  stated: PlacementStated,
  reason: string | null,
): Fact => ({
  event: {
    type: `placement.${act}`,
    data: {
      placementId,
      kind: stated.kind,
      hostId: stated.hostId,
      structureType: stated.structureType,
      from: stated.from,
      to: addDays(stated.until, -1),
    },
  },
  rows: [
    factRow<PlacementVersion>('placement_versions', {
      id: history.newId(),
      ...history.author,
      placementId,
      kind: stated.kind,
      hostId: stated.hostId,
      hostName: stated.hostName,
      hostSiret: stated.hostSiret,
      structureType: stated.structureType,
      fromDay: stated.from,
      untilDay: stated.until,
      agreementReference: stated.agreementReference,
      agreementSignedOn: stated.agreementSignedOn,
      agreementSentOn: stated.agreementSentOn,
      tutorName: stated.tutorName,
      reason,
      isWithdrawn: act === 'withdrawn',
    }),
  ],
  refusals: { placements_one_at_a_time: () => placementOverlap() },
});
