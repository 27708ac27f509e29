import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { preconditionFailed } from '../../kernel/refusals.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { holdsFrom, mergeMemberships } from './memberships.rules.js';
import type { MembershipDetails } from './memberships.types.js';
import { personLeft } from './identity.errors.js';
import { findLeaving, findPerson, getPerson, listMemberships, saysTheSame } from './people.queries.js';
import { asFormer } from './people.rules.js';
import { renewPerson, writeMemberships } from './people.store.js';
import type { PersonDetails, PersonRow } from './people.types.js';

/**
 * Whoever left an organisation: it keeps the days of its own memberships, and nothing else of the person. One that holds
 * again gives every right again; so it is given again to somebody who is nowhere else, or whose end was a mistake of late.
 */
@Injectable()
export class FormerMembers {
  constructor(private readonly clock: Clock) {}

  /** Moves the days of the organisation's own memberships. @throws person_left, precondition_failed */
  async correct(
    tx: Tx,
    stored: PersonRow,
    version: number,
    memberships: readonly MembershipDetails[],
  ): Promise<PersonRow> {
    if (version !== stored.version) throw preconditionFailed();
    const changes = mergeMemberships(await listMemberships(tx, stored.id), memberships);
    if (changes.added.length + changes.moved.length === 0) return stored;
    const [at, today] = [this.clock.now(), this.clock.today()];
    if ([...changes.added, ...changes.moved].some((one) => holdsFrom(one, today)))
      await this.requireReturn(tx, stored.id);
    await renewPerson(tx, stored.id, version, at);
    await writeMemberships(tx, stored.id, changes, at);
    return this.readWritten(tx, { ...stored, version: version + 1, updatedAt: at });
  }

  /** A PUT that says of who left lately what was known already: sent again, it is no takeover. */
  async isSame(
    tx: Tx,
    id: PersonId,
    details: PersonDetails,
    memberships: readonly MembershipDetails[],
  ): Promise<boolean> {
    const today = this.clock.today();
    return !memberships.some((one) => holdsFrom(one, today)) && (await saysTheSame(tx, id, details));
  }

  /** As the caller sees it now. Whom a change took out of sight is answered all the same, once. */
  async readWritten(tx: Tx, written: PersonRow): Promise<PersonRow> {
    const now = await findPerson(tx, written.id);
    return now ?? asFormer(written, await listMemberships(tx, written.id));
  }

  /** Back in the organisation by what is sent; the details follow once they are. @throws person_left */
  async bringBack(
    tx: Tx,
    id: PersonId,
    version: number | null,
    memberships: readonly MembershipDetails[],
  ): Promise<PersonRow> {
    const today = this.clock.today();
    if (!memberships.some((one) => holdsFrom(one, today))) throw personLeft();
    await this.requireReturn(tx, id);
    const at = this.clock.now();
    await writeMemberships(tx, id, mergeMemberships(await listMemberships(tx, id), memberships), at);
    const back = await getPerson(tx, id);
    if (version !== null && version !== back.version) throw preconditionFailed();
    await renewPerson(tx, id, back.version, at);
    return getPerson(tx, id);
  }

  private async requireReturn(tx: Tx, id: PersonId): Promise<void> {
    const { leftLately, standsElsewhere } = await findLeaving(tx, id);
    if (standsElsewhere && !leftLately) throw personLeft();
  }
}
