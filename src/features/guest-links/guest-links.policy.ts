import type { PersonId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { sidesOf, type Authority, type Parties } from '../contracts/contract-details.types.js';
import { notByWhoFollows, notYoursToIssue } from './guest-links.errors.js';
import type { GuestPurpose } from './guest-links.types.js';

declare const proven: unique symbol;
/** Somebody proven entitled to give a link of a contract. */
export interface LinkIssuer {
  readonly personId: PersonId;
  readonly [proven]: 'link issuer';
}

/**
 * For a tutor met once whoever opens a tutor's mandate: the employer's HR. For the legal representative the centre's administrators
 * alone: what an alternant confides is not the employer's to open.
 */
export const mayIssue = (authority: Authority, parties: Parties, purpose: GuestPurpose): boolean =>
  sidesOf(authority, parties).includes(purpose === 'tutor_once' ? 'employer' : 'training_centre');

/**
 * Never the alternant, whatever else they are, nor, for a tutor, whoever follows the contract: nobody gives a second pair of
 * eyes to themselves.
 * @throws forbidden
 */
export function requireIssuer(
  actor: PersonActor,
  authority: Authority,
  parties: Parties & { readonly followers: readonly PersonId[] },
  purpose: GuestPurpose,
): LinkIssuer {
  if (!mayIssue(authority, parties, purpose)) throw notYoursToIssue(purpose);
  if (purpose === 'tutor_once' && parties.followers.includes(actor.personId)) throw notByWhoFollows();
  return { personId: actor.personId } as LinkIssuer;
}
