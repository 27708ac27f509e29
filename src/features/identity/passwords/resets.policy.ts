import type { PersonId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { confidesInOthers, notOnesOwnReset, notYoursToReset, resetIsNotTheirs } from './resets.errors.js';

/** What is known of a person when somebody asks for a link by which they choose a password anew. */
export interface ResetPosition {
  readonly personId: PersonId;
  /** The caller is an administrator of the platform. */
  readonly isPlatformAdmin: boolean;
  /** Holds, today, a role that the caller answers for: HR for HR and tutors, a centre for its own people. */
  readonly isMember: boolean;
  /** Holds, today or later, a role that the caller does not answer for: a stronger one, or one elsewhere. */
  readonly hasOtherRoles: boolean;
  /** Has a mandate, or had one less than 30 days ago, on a signed contract of which the caller administers neither side. */
  readonly standsElsewhere: boolean;
  /** Is, or ever was, the alternant of a signed contract of which the caller does not administer the centre. */
  readonly learnsElsewhere: boolean;
}

declare const mayReset: unique symbol;
/** Proof that the caller may give this person such a link. */
export interface ResettablePerson {
  readonly personId: PersonId;
  readonly [mayReset]: true;
}

/**
 * Whoever holds such a link can be that person: read what was confided to them, and sign in their name. So an
 * administrator gives one only for whom they answer entirely, and nobody for themself; whoever belongs to several gets it
 * from the platform. HR never gives one to an alternant, whose confidences are not theirs to read. The
 * same is judged once more when the link is used (`app.may_reset_password_of`).
 */
export function requireResetIssuer(actor: PersonActor, position: ResetPosition): ResettablePerson {
  if (actor.personId === position.personId) throw notOnesOwnReset();
  if (!position.isPlatformAdmin) {
    if (!position.isMember) throw notYoursToReset();
    if (position.learnsElsewhere) throw confidesInOthers();
    if (position.hasOtherRoles || position.standsElsewhere) throw resetIsNotTheirs();
  }
  return { personId: position.personId } as ResettablePerson;
}
