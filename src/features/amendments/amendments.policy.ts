import { sidesOf, type Authority, type Parties, type Side } from '../contracts/contract-details.types.js';
import { notAParty, notYourProposal, notYoursToPropose } from './amendments.errors.js';
import type { AmendmentParty } from './amendments.types.js';

/** @throws forbidden */
export function requireProposer(authority: Authority, parties: Parties): Side {
  const [side] = sidesOf(authority, parties);
  if (!side) throw notYoursToPropose();
  return side;
}

/** @throws forbidden */
export function requireWithdrawer(authority: Authority, parties: Parties, proposedBy: Side): void {
  if (!sidesOf(authority, parties).includes(proposedBy)) throw notYourProposal();
}

/** Who answers, as which person; null: a program. */
export interface Answering {
  readonly personId: string | null;
  readonly authority: Authority;
}

/**
 * The party for which somebody signs or refuses. Whoever acts for both organisations answers for one: the one asked for, or
 * the first that nobody answered for.
 * @throws forbidden
 */
export function requireParty(
  { personId, authority }: Answering,
  parties: Parties,
  { side, awaited }: { readonly side: Side | null; readonly awaited: readonly AmendmentParty[] },
): AmendmentParty {
  if (personId === parties.alternantId) return 'alternant';
  const sides = sidesOf(authority, parties).filter((one) => side === null || one === side);
  const party = sides.find((one) => awaited.includes(one)) ?? sides[0];
  if (!party) throw notAParty();
  return party;
}
