import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { FieldError } from '../../kernel/errors.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { preconditionFailed, unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { findMisfits, findUnorderedDays, mergeMemberships } from './memberships.rules.js';
import type { Grant, MembershipDetails, Administration } from './memberships.types.js';
import { emailIsNotTheirs, ownMembershipNeeded } from './people.errors.js';
import {
  ownerFor,
  requireAdministrator,
  requireGrantor,
  requireTheirAdministrator,
} from './people.policy.js';
import {
  findAdministeredByEmail,
  findPerson,
  findPersonByExternalId,
  getPerson,
  getAdministration,
  kindsOf,
  listMemberships,
  listPeople,
  type PeopleFilters,
} from './people.queries.js';
import { findWrongDetails, namesFromEmail } from './people.rules.js';
import {
  insertMembershipUnlessHeld,
  insertPerson,
  lockExternalId,
  updatePerson,
  writeMemberships,
} from './people.store.js';
import type { OwnChanges, PersonChanges, PersonCommand, PersonDetails, PersonRow } from './people.types.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  create(actor: Actor, command: PersonCommand): Promise<PersonRow> {
    return this.db.dating(actor, async (tx) => {
      const administration = await getAdministration(tx);
      const ownerId = await this.judge(tx, administration, command);
      requireOwnMembership(administration, command.memberships);
      return this.record(tx, ownerId, command);
    });
  }

  get(actor: Actor, id: PersonId): Promise<PersonRow> {
    return this.db.read(actor, (q) => getPerson(q, id));
  }

  list(
    actor: Actor,
    filters: PeopleFilters,
    page: { after: string | null; limit: number },
  ): Promise<PersonRow[]> {
    return this.db.read(actor, (q) => listPeople(q, filters, page));
  }

  update(actor: Actor, id: PersonId, version: number, changes: PersonChanges): Promise<PersonRow> {
    return this.db.dating(actor, async (tx) => {
      const administration = await getAdministration(tx);
      await this.requireGrants(tx, administration, changes.memberships, membershipPointer);
      const stored = await getPerson(tx, id);
      const details = { ...stored, ...changes.details };
      refuseAny([
        ...findWrongDetails(details, this.clock.today()),
        ...findUnorderedDays(changes.memberships),
      ]);
      requireTheirAdministrator(stored);
      return this.replace(tx, stored, version, details, changes.memberships);
    });
  }

  /** Creates, or replaces the one that the organisation knows by that external id: `created` says which. */
  put(
    actor: Actor,
    externalId: string,
    version: number | null,
    given: PersonCommand,
  ): Promise<{ person: PersonRow; created: boolean }> {
    return this.db.dating(actor, async (tx) => {
      const administration = await getAdministration(tx);
      const command = { ...given, details: { ...given.details, externalId } };
      const ownerId = await this.judge(tx, administration, command);
      await lockExternalId(tx, ownerId, externalId);
      const stored = await findPersonByExternalId(tx, ownerId, externalId);
      if (stored) {
        const { details, memberships } = command;
        const person = await this.replace(tx, stored, version ?? stored.version, details, memberships);
        return { person, created: false };
      }
      if (version !== null) throw preconditionFailed();
      requireOwnMembership(administration, command.memberships);
      return { person: await this.record(tx, ownerId, command), created: true };
    });
  }

  /** One's own names and phone. */
  correctOneself(actor: PersonActor, version: number, changes: OwnChanges): Promise<PersonRow> {
    return this.db.dating(actor, async (tx) => {
      const stored = await getPerson(tx, actor.personId);
      const details = { ...stored, ...changes };
      refuseAny(findWrongDetails(details, this.clock.today()));
      await updatePerson(tx, stored.id, version, details, this.clock.now());
      return getPerson(tx, stored.id);
    });
  }

  /** Judges roles that somebody gives. @throws forbidden when one is not theirs to give, then validation_failed with every misfit */
  async requireGrants(
    tx: Tx,
    administration: Administration,
    grants: readonly Grant[],
    pointerOf: (index: number) => string,
  ): Promise<void> {
    const kinds = await kindsOf(
      tx,
      grants.flatMap(({ organisationId }) => organisationId ?? []),
    );
    // Nothing is known of an organisation that does not exist, so nobody is forbidden it.
    const known = grants.filter(
      (g) => g.role === 'platform_admin' || (g.organisationId && kinds.has(g.organisationId)),
    );
    requireGrantor(administration, known);
    refuseAny(grants.flatMap((grant, index) => findMisfits(grant, kinds, pointerOf(index))));
  }

  /**
   * The person whom an invitation is for: the one named, the one of that e-mail, or a new one. Only somebody whom the
   * inviter administers: accepting sets the password of whoever has none. An e-mail that was missing becomes theirs.
   */
  async invitee(
    tx: Tx,
    personId: PersonId | null,
    email: string,
    ownerId: OrganisationId | null,
  ): Promise<PersonId> {
    if (personId === null) {
      const known = await findAdministeredByEmail(tx, email);
      if (known) return known.id;
      const id: PersonId = newId();
      const details = { ...namesFromEmail(email), email, birthDate: null, phone: null, externalId: null };
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

  /** Gives a role, once it was accepted. */
  join(tx: Tx, personId: PersonId, grant: Grant): Promise<void> {
    return insertMembershipUnlessHeld(tx, personId, grant, this.clock.now());
  }

  /** @returns the organisation that the person is recorded for */
  private async judge(
    tx: Tx,
    administration: Administration,
    command: PersonCommand,
  ): Promise<OrganisationId | null> {
    const { details, memberships, organisationId } = command;
    requireAdministrator(administration);
    await this.requireGrants(tx, administration, memberships, membershipPointer);
    refuseAny([...findWrongDetails(details, this.clock.today()), ...findUnorderedDays(memberships)]);
    if (organisationId !== null && !(await kindsOf(tx, [organisationId])).has(organisationId)) {
      throw validationFailed([unknownReference('/organisationId')]);
    }
    return ownerFor(administration, organisationId, memberships);
  }

  private async record(
    tx: Tx,
    ownerId: OrganisationId | null,
    { details, memberships }: PersonCommand,
  ): Promise<PersonRow> {
    const id: PersonId = newId();
    const at = this.clock.now();
    await insertPerson(tx, id, ownerId, details, at);
    await writeMemberships(tx, id, mergeMemberships([], memberships), at);
    return getPerson(tx, id);
  }

  private async replace(
    tx: Tx,
    stored: PersonRow,
    version: number,
    details: PersonDetails,
    memberships: readonly MembershipDetails[],
  ): Promise<PersonRow> {
    const at = this.clock.now();
    await updatePerson(tx, stored.id, version, details, at);
    const held = await listMemberships(tx, stored.id);
    await writeMemberships(tx, stored.id, mergeMemberships(held, memberships), at);
    return getPerson(tx, stored.id);
  }
}

const membershipPointer = (index: number): string => `/memberships/${index}`;

function refuseAny(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw validationFailed(errors);
}

/** Whoever administers organisations records people of theirs only; the roles are already known to be theirs to give. */
function requireOwnMembership(
  administration: Administration,
  memberships: readonly MembershipDetails[],
): void {
  if (!administration.isPlatformAdmin && memberships.length === 0)
    throw validationFailed([ownMembershipNeeded()]);
}
