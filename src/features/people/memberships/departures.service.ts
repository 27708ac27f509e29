import type { Day } from '../../../kernel/days.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import type { Tx } from '../../../platform/database/db.js';
import type { EndedMandate, Leaver } from './departures.types.js';
import type { MembershipChanges } from './memberships.types.js';

/**
 * What ends when somebody leaves an organisation. People are recorded without knowing of contracts, so this is a socket:
 * `mandates` plugs in what it ends, and the application does not start without it.
 */
export abstract class Departures {
  /** Ends what needs a membership that the changes take away; before they are written, in their transaction. */
  abstract leave(
    tx: Tx,
    actor: Actor,
    leaver: Leaver,
    changes: MembershipChanges,
  ): Promise<readonly EndedMandate[]>;

  /** Ends what was opened for somebody as a tutor of an employer that does not take them, today. */
  abstract leaveEmployer(
    tx: Tx,
    actor: Actor,
    leaver: Leaver,
    employerId: OrganisationId,
  ): Promise<readonly EndedMandate[]>;

  /** Ends everything that the person holds, on that day: their account is disabled. */
  abstract leaveAll(tx: Tx, actor: Actor, leaver: Leaver, on: Day): Promise<readonly EndedMandate[]>;
}
