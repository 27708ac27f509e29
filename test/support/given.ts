import type pg from 'pg';
import type { AccountId, OrganisationId, PersonId } from '../../src/kernel/ids.js';
import type { Role } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/ids.js';
import type { FixedClock } from './fixed-clock.js';

/** Someone with an account, ready for `app.as(…)`. */
export interface Someone {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly roles: readonly Role[];
}

/** Builds the world straight in the tables, as the owner: a broken endpoint fails its own test and no other. */
export class Given {
  constructor(
    private readonly owner: pg.Client,
    private readonly clock: FixedClock,
  ) {}

  async organisation(values: { kind?: 'employer' | 'training_centre'; name?: string; structureType?: string } = {}): Promise<OrganisationId> {
    const id: OrganisationId = newId();
    const { kind = 'employer', name = kind === 'employer' ? 'EHPAD Les Tilleuls' : 'CFA de la Loire', structureType = null } = values;
    await this.owner.query(
      `insert into organisations (id, kind, name, siret, structure_type, version, created_at, updated_at)
       values ($1, $2, $3, '77937827200016', $4, 1, $5, $5)`,
      [id, kind, name, structureType, this.clock.now()],
    );
    await this.owner.query('insert into organisation_names values ($1, $2, 1, $3)', [id, this.clock.now(), name]);
    return id;
  }

  /** A person with an account and, unless the role has none, a membership of `organisationId`. */
  async someone(
    role: Role,
    organisationId: OrganisationId | null = null,
    values: { givenName?: string; familyName?: string; birthDate?: string | null; until?: string } = {},
  ): Promise<Someone> {
    const personId: PersonId = newId();
    const accountId: AccountId = newId();
    const { givenName = 'Camille', familyName = 'Martin', birthDate = '1990-05-04', until = null } = values;
    await this.owner.query(
      `insert into people (id, given_name, family_name, birth_date, version, created_at, updated_at)
       values ($1, $2, $3, $4, 1, $5, $5)`,
      [personId, givenName, familyName, birthDate, this.clock.now()],
    );
    await this.owner.query('insert into person_names values ($1, $2, 1, $3, $4)', [personId, this.clock.now(), givenName, familyName]);
    await this.owner.query('insert into accounts (id, person_id, email, created_at) values ($1, $2, $3, $4)', [
      accountId,
      personId,
      `${accountId}@exemple.test`,
      this.clock.now(),
    ]);
    await this.owner.query(
      `insert into memberships (id, person_id, organisation_id, role, until_day, created_at) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), personId, organisationId, role, until, this.clock.now()],
    );
    return { personId, accountId, roles: [role] };
  }
}
