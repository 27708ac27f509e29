import { sidesOf, type Authority, type Parties } from '../contracts/contract-details.types.js';
import { notYoursToPlace } from './placements.errors.js';

/** Either side of the contract today, and never the alternant. @throws forbidden */
export function requirePlacer(authority: Authority, parties: Parties): void {
  if (sidesOf(authority, parties).length === 0) throw notYoursToPlace();
}
