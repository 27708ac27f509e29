import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import type { Tx } from '../../../platform/database/db.js';
import { Departures } from './departures.service.js';
import type { EndedMandate } from './departures.types.js';
import { listGiven, mergeMemberships } from './memberships.rules.js';
import type { Grant, MembershipChanges, MembershipDetails } from './memberships.types.js';
import { notYoursToGrant, personNeededToGive } from '../people.errors.js';
import { requirePersonToGive } from '../people.policy.js';
import { isBehindCaller, listMemberships, signsInBesideACentre } from './memberships.queries.js';
import { writeMemberships } from '../people.store.js';

/** The one way in which memberships change: who may give them, and what ends with them. */
@Injectable()
export class Memberships {
  constructor(
    private readonly clock: Clock,
    private readonly departures: Departures,
  ) {}

  /**
   * What a list of memberships changes of those held. @throws person_required when a program gives what it may not, forbidden
   * when an employer makes its alternant of somebody whose password it may have chosen
   */
  async changesOf(
    tx: Tx,
    actor: Actor,
    personId: PersonId,
    wanted: readonly MembershipDetails[],
  ): Promise<MembershipChanges> {
    const held = await listMemberships(tx, personId);
    const changes = mergeMemberships(held, wanted);
    const given = listGiven(held, changes);
    requirePersonToGive(actor, given);
    await requireAnotherEstablishment(tx, actor, personId, given);
    for (const { role, organisationId } of given) {
      if (role !== 'alternant' || organisationId === null) continue;
      if (await signsInBesideACentre(tx, personId, organisationId)) throw notYoursToGrant(role);
    }
    return changes;
  }

  /** Ends the mandates that need what is taken away; before `write`, while the caller still is what lets them end these. */
  endMandates(
    tx: Tx,
    actor: Actor,
    personId: PersonId,
    changes: MembershipChanges,
    dryRun: boolean,
  ): Promise<readonly EndedMandate[]> {
    return this.departures.leave(tx, actor, { personId, dryRun }, changes);
  }

  write(tx: Tx, personId: PersonId, changes: MembershipChanges): Promise<void> {
    return writeMemberships(tx, personId, changes, this.clock.now());
  }
}

/** Whoever knows the secret of a program gets no role by it in an establishment that it serves for others. @throws person_required */
async function requireAnotherEstablishment(
  tx: Tx,
  actor: Actor,
  personId: PersonId,
  given: readonly Grant[],
): Promise<void> {
  if (actor.kind !== 'client') return;
  const elsewhere = given.find(({ organisationId }) => organisationId !== actor.organisationId);
  if (elsewhere && (await isBehindCaller(tx, personId))) throw personNeededToGive(elsewhere.role);
}
