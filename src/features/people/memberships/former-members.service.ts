import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { preconditionFailed } from '../../../kernel/refusals.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import type { Tx } from '../../../platform/database/db.js';
import { changesNothing, holdsFrom } from './memberships.rules.js';
import { Memberships } from './memberships.service.js';
import type { MembershipDetails } from './memberships.types.js';
import { personLeft } from '../identity/identity.errors.js';
import { findLeaving, findPerson, getPerson, saysTheSame } from '../people.queries.js';
import { listMemberships } from './memberships.queries.js';
import { asFormer } from '../people.rules.js';
import { renewPerson } from '../people.store.js';
import type { Change, ChangedPerson, PersonCommand, PersonRow } from '../people.types.js';

/**
 * Whoever left an organisation: it keeps the days of its own memberships, and nothing else of the person. One that holds
 * again gives every right again; so it is given again to somebody who is nowhere else, or whose end was a mistake of late.
 */
@Injectable()
export class FormerMembers {
  constructor(
    private readonly clock: Clock,
    private readonly memberships: Memberships,
  ) {}

  /** Moves the days of the organisation's own memberships. @throws person_left, precondition_failed */
  async correct(
    tx: Tx,
    actor: Actor,
    stored: PersonRow,
    { version, dryRun }: Change,
    wanted: readonly MembershipDetails[],
  ): Promise<ChangedPerson> {
    if (version !== null && version !== stored.version) throw preconditionFailed();
    const changes = await this.memberships.changesOf(tx, actor, stored.id, wanted);
    if (changesNothing(changes)) return { person: stored, endedMandates: [] };
    const [at, today] = [this.clock.now(), this.clock.today()];
    if ([...changes.added, ...changes.moved].some((one) => holdsFrom(one, today)))
      await this.requireReturn(tx, stored.id);
    const endedMandates = await this.memberships.endMandates(tx, actor, stored.id, changes, dryRun);
    if (dryRun) return { person: stored, endedMandates };
    await renewPerson(tx, stored.id, stored.version, at);
    await this.memberships.write(tx, stored.id, changes);
    const written = { ...stored, version: stored.version + 1, updatedAt: at };
    return { person: await this.readWritten(tx, written), endedMandates };
  }

  /** A PUT that says of who left lately what was known already: sent again, it is no takeover. */
  async isSame(
    tx: Tx,
    id: PersonId,
    details: PersonCommand['details'],
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
    actor: Actor,
    id: PersonId,
    version: number | null,
    wanted: readonly MembershipDetails[],
  ): Promise<ChangedPerson> {
    const today = this.clock.today();
    if (!wanted.some((one) => holdsFrom(one, today))) throw personLeft();
    await this.requireReturn(tx, id);
    const changes = await this.memberships.changesOf(tx, actor, id, wanted);
    const endedMandates = await this.memberships.endMandates(tx, actor, id, changes, false);
    await this.memberships.write(tx, id, changes);
    const back = await getPerson(tx, id);
    if (version !== null && version !== back.version) throw preconditionFailed();
    await renewPerson(tx, id, back.version, this.clock.now());
    return { person: await getPerson(tx, id), endedMandates };
  }

  private async requireReturn(tx: Tx, id: PersonId): Promise<void> {
    const { leftLately, standsElsewhere } = await findLeaving(tx, id);
    if (standsElsewhere && !leftLately) throw personLeft();
  }
}
