import type { OpenConcern } from './concerns.types.js';

/** The missions that a high concern withdraws, of those that nobody has reviewed. */
export function missionsWithdrawn(open: readonly OpenConcern[]): ReadonlySet<string> {
  return new Set(open.filter(({ severity }) => severity === 'high').flatMap(({ missions }) => missions));
}
