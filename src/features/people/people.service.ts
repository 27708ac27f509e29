import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { preconditionFailed, refuseAny, unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import type { Listed, ListRequest } from '../../platform/database/changes.js';
import { Db, type DatedTx, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { changesNothing, findMisfits, findUnorderedDays } from './memberships/memberships.rules.js';
import type { Grant, MembershipDetails, Administration } from './memberships/memberships.types.js';
import { nobodyToShow, emailIsNotTheirs, notTheirAdministrator } from './people.errors.js';
import { FormerMembers } from './memberships/former-members.service.js';
import { IdentityCorrections } from './identity/identity-corrections.service.js';
import { personWouldChange } from './identity/identity.errors.js';
import { isAnotherHuman } from './identity/identity.rules.js';
import { Memberships } from './memberships/memberships.service.js';
import {
  ownerFor,
  requireAdministrator,
  requireGrantor,
  requireOwnMembership,
  type Giving,
} from './people.policy.js';
import {
  findAdministeredByEmail,
  getByExternalId,
  findIdByExternalId,
  findLeaving,
  findPerson,
  getPerson,
  getAdministration,
  kindsOf,
  listPeople,
  type PeopleFilters,
} from './people.queries.js';
import { withDuplicates } from './duplicates.queries.js';
import { findWrongDetails, namesFromEmail, sameDetails, underOwnId, unkeptChange } from './people.rules.js';
import { insertPerson, lockAddress, lockExternalId, updatePerson } from './people.store.js';
import {
  namedAs,
  type Change,
  type ChangedPerson,
  type OwnChanges,
  type PersonChanges,
  type PersonCommand,
  type PersonDetails,
  type PersonRow,
  type WithDuplicates,
} from './people.types.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly memberships: Memberships,
    private readonly identity: IdentityCorrections,
    private readonly former: FormerMembers,
  ) {}

  create(actor: Actor, command: PersonCommand): Promise<WithDuplicates<{ person: PersonRow }>> {
    return this.db.write(
      actor,
      async (tx) => {
        const administration = await getAdministration(tx);
        const ownerId = await this.judge(tx, administration, command);
        requireOwnMembership(administration, command.memberships);
        return withDuplicates(tx, { person: await this.record(tx, actor, ownerId, command) });
      },
      { isDated: true },
    );
  }

  get(actor: Actor, id: PersonId): Promise<PersonRow> {
    return this.db.read(actor, (q) => getPerson(q, id));
  }

  /** @throws not_found; validation_failed when several organisations know somebody by it */
  getByExternalId(actor: Actor, externalId: string, ownerId: OrganisationId | null): Promise<PersonRow> {
    return this.db.read(actor, (q) => getByExternalId(q, externalId, ownerId));
  }

  list(actor: Actor, filters: PeopleFilters, page: ListRequest): Promise<Listed<PersonRow>[]> {
    return this.db.read(actor, (q) => listPeople(q, filters, page));
  }

  update(
    actor: Actor,
    id: PersonId,
    change: Change,
    changes: PersonChanges,
  ): Promise<WithDuplicates<ChangedPerson>> {
    return this.db.write(
      actor,
      async (tx) => {
        const administration = await getAdministration(tx);
        await this.requireGrants(tx, administration, changes.memberships, membershipPointer, 'records');
        const stored = await getPerson(tx, id);
        const details = { ...stored, ...changes.details };
        refuseAny([
          ...findWrongDetails(details, this.clock.today()),
          ...findUnorderedDays(changes.memberships),
        ]);
        const changed = stored.isAdministered
          ? this.replace(tx, actor, stored, change, details, changes.memberships, changes.reason)
          : this.updateUnkept(tx, actor, stored, change, changes);
        return withDuplicates(tx, await changed);
      },
      { isDated: true },
    );
  }

  /** Creates, or replaces the one that the organisation knows by that external id: `created` says which. */
  put(
    actor: Actor,
    externalId: string,
    change: Change,
    given: PersonCommand,
  ): Promise<WithDuplicates<ChangedPerson & { created: boolean }>> {
    return this.db.write(
      actor,
      async (tx) => {
        const administration = await getAdministration(tx);
        const command = { ...given, details: { ...given.details, externalId } };
        const ownerId = await this.judge(tx, administration, command);
        await lockExternalId(tx, ownerId, externalId);
        const id = await findIdByExternalId(tx, ownerId, externalId);
        if (id !== null)
          return withDuplicates(tx, {
            ...(await this.replaceKnown(tx, actor, id, change, command)),
            created: false,
          });
        if (change.version !== null) throw preconditionFailed();
        if (change.dryRun) throw nobodyToShow();
        requireOwnMembership(administration, command.memberships);
        const person = await this.record(tx, actor, ownerId, command);
        return withDuplicates(tx, { person, endedMandates: [], created: true });
      },
      { isDated: true },
    );
  }

  /** One's own names and phone. */
  correctOneself(actor: PersonActor, version: number | null, changes: OwnChanges): Promise<PersonRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const stored = await getPerson(tx, actor.personId);
        const details = { ...stored, ...changes };
        refuseAny(findWrongDetails(details, this.clock.today()));
        return (await this.replace(tx, actor, stored, { version, dryRun: false }, details, [], null)).person;
      },
      { isDated: true },
    );
  }

  /** Judges roles that somebody gives. @throws forbidden when one is not theirs to give, then validation_failed with every misfit */
  async requireGrants(
    tx: Tx,
    administration: Administration,
    grants: readonly Grant[],
    pointerOf: (index: number) => string,
    giving: Giving = 'invites',
  ): Promise<void> {
    const kinds = await kindsOf(
      tx,
      grants.flatMap(({ organisationId }) => organisationId ?? []),
    );
    // Nothing is known of an organisation that does not exist, so nobody is forbidden it.
    const known = grants.filter(
      (g) => g.role === 'platform_admin' || (g.organisationId && kinds.has(g.organisationId)),
    );
    requireGrantor(administration, known, giving);
    refuseAny(grants.flatMap((grant, index) => findMisfits(grant, kinds, pointerOf(index))));
  }

  /**
   * The person whom an invitation is for: the one named, the one of that e-mail, or a new one. Only somebody whom the
   * inviter administers: accepting sets the password of whoever has none. An e-mail that was missing becomes theirs.
   */
  async invitee(
    tx: DatedTx,
    personId: PersonId | null,
    email: string,
    ownerId: OrganisationId | null,
  ): Promise<PersonId> {
    await lockAddress(tx, email);
    if (personId === null) {
      const known = await findAdministeredByEmail(tx, email);
      if (known) return known.id;
      const id: PersonId = newId();
      const nothing = { birthDate: null, phone: null, externalId: null };
      const details = namedAs({ ...namesFromEmail(email), email, ...nothing });
      await insertPerson(tx, id, ownerId, details, this.clock.now());
      return id;
    }
    const person = await findPerson(tx, personId);
    if (!person?.isAdministered) throw validationFailed([unknownReference('/personId')]);
    if (person.email === null)
      await updatePerson(tx, person.id, person.version, { ...person, email }, this.clock.now());
    else if (person.email.toLowerCase() !== email.toLowerCase()) throw emailIsNotTheirs();
    return person.id;
  }

  private async judge(
    tx: Tx,
    administration: Administration,
    command: PersonCommand,
  ): Promise<OrganisationId | null> {
    const { details, memberships, organisationId } = command;
    requireAdministrator(administration);
    await this.requireGrants(tx, administration, memberships, membershipPointer, 'records');
    refuseAny([...findWrongDetails(details, this.clock.today()), ...findUnorderedDays(memberships)]);
    if (organisationId !== null && !(await kindsOf(tx, [organisationId])).has(organisationId)) {
      throw validationFailed([unknownReference('/organisationId')]);
    }
    return ownerFor(administration, organisationId, memberships);
  }

  private async record(
    tx: DatedTx,
    actor: Actor,
    ownerId: OrganisationId | null,
    { details, memberships }: PersonCommand,
  ): Promise<PersonRow> {
    const id: PersonId = newId();
    const at = this.clock.now();
    const named = namedAs(details);
    await insertPerson(tx, id, ownerId, named, at);
    await this.memberships.write(tx, id, await this.memberships.changesOf(tx, actor, id, memberships));
    const written = { ...named, id, ownerId, isAdministered: false, memberships: [] };
    return this.former.readWritten(tx, { ...written, version: 1, createdAt: at, updatedAt: at });
  }

  /** Whom an organisation knows by its own id, also when they left: then a membership has to bring them back. */
  private async replaceKnown(
    tx: DatedTx,
    actor: Actor,
    id: PersonId,
    change: Change,
    { details, memberships, reason, replaceIdentity }: PersonCommand,
  ): Promise<ChangedPerson> {
    const known = await findPerson(tx, id);
    const left = known === null || !known.isAdministered;
    if (known && left && (change.dryRun || (await this.former.isSame(tx, id, details, memberships))))
      return this.former.correct(tx, actor, known, change, memberships);
    if (known === null && change.dryRun) throw nobodyToShow();
    const { person: stored, endedMandates } = left
      ? await this.former.bringBack(tx, actor, id, change.version, memberships)
      : { person: known, endedMandates: [] };
    if (isAnotherHuman(stored, details) && !replaceIdentity) throw personWouldChange();
    const from = left ? { ...change, version: stored.version } : change;
    const wanted = underOwnId(stored, namedAs(details, stored));
    const done = await this.replace(tx, actor, stored, from, wanted, memberships, reason);
    return { ...done, endedMandates: [...endedMandates, ...done.endedMandates] };
  }

  /** What may still be changed of somebody whom the caller does not administer. */
  private async updateUnkept(
    tx: DatedTx,
    actor: Actor,
    stored: PersonRow,
    change: Change,
    { details, memberships, reason }: PersonChanges,
  ): Promise<ChangedPerson> {
    const what = unkeptChange(details, memberships);
    if (what === 'memberships' && (await findLeaving(tx, stored.id)).wasMember)
      return this.former.correct(tx, actor, stored, change, memberships);
    if (what !== 'identity') throw notTheirAdministrator();
    if (!change.dryRun)
      await this.identity.correct(tx, stored, change.version ?? stored.version, details, reason);
    return { person: await getPerson(tx, stored.id), endedMandates: [] };
  }

  /** What says nothing new changes nothing, not even the version. */
  private async replace(
    tx: DatedTx,
    actor: Actor,
    stored: PersonRow,
    { version, dryRun }: Change,
    details: PersonDetails,
    memberships: readonly MembershipDetails[],
    reason: string | null,
  ): Promise<ChangedPerson> {
    const at = this.clock.now();
    if (version !== null && version !== stored.version) throw preconditionFailed();
    const changes = await this.memberships.changesOf(tx, actor, stored.id, memberships);
    if (sameDetails(stored, details) && changesNothing(changes)) return { person: stored, endedMandates: [] };
    const endedMandates = await this.memberships.endMandates(tx, actor, stored.id, changes, dryRun);
    if (dryRun) return { person: stored, endedMandates };
    await this.identity.update(tx, stored, stored.version, details, reason);
    await this.memberships.write(tx, stored.id, changes);
    const written = { ...stored, ...details, version: stored.version + 1, updatedAt: at };
    return { person: await this.former.readWritten(tx, written), endedMandates };
  }
}

const membershipPointer = (index: number): string => `/memberships/${index}`;
