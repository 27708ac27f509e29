import type { Happening } from '../../platform/events/contract-history.js';
import type { ConcernSeverity } from '../ladder/entitlements/concerns.types.js';

export const concernRaised = (
  concernId: string,
  severity: ConcernSeverity,
  missions: readonly string[],
): Happening => ({
  type: 'concern.raised',
  data: { concernId, severity, missions },
});

export const concernReviewed = (reviewId: string, concernId: string): Happening => ({
  type: 'concern.reviewed',
  data: { reviewId, concernId },
});
