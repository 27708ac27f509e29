import type pg from 'pg';
import { readFileSync } from 'node:fs';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import type {
  AccountId,
  ApiClientId,
  ContractId,
  FrameworkId,
  LadderId,
  MandateId,
  OrganisationId,
  PersonId,
} from '../../../src/kernel/ids.js';
import { ROLES, type ClientActor, type Role } from '../../../src/platform/access/actor.js';
import { SCOPES, type Scope } from '../../../src/platform/access/scopes.js';
import type { ChosenPassword } from '../../../src/platform/access/chosen-passwords.js';
import { hashPassword } from '../../../src/platform/access/passwords.js';
import { newId } from '../../../src/platform/ids.js';
import type { FixedClock } from '../fixed-clock.js';
import { keepSecret } from '../http/secrets.js';

/** A password that no rule judged. */
export const unjudged = (password: string) => password as ChosenPassword;

/** Someone with an account, ready for `app.as(…)`. */
export interface Someone {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly roles: readonly Role[];
}

/** A contract with the people and organisations around it. */
export interface GivenContract {
  readonly contractId: ContractId;
  readonly alternant: Someone;
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
  readonly ladderId: LadderId;
}

/** Builds the world straight in the tables, as the owner: a broken endpoint fails its own test and no other. */
export class Given {
  constructor(
    private readonly owner: pg.Client,
    private readonly clock: FixedClock,
  ) {}

  async organisation(
    values: { kind?: 'employer' | 'training_centre'; name?: string; structureType?: string } = {},
  ): Promise<OrganisationId> {
    const id: OrganisationId = newId();
    const {
      kind = 'employer',
      name = kind === 'employer' ? 'EHPAD Les Tilleuls' : 'CFA de la Loire',
      structureType = null,
    } = values;
    keepSecret(name);
    await this.owner.query(
      `insert into organisations (id, kind, name, siret, structure_type, version, created_at, updated_at)
       values ($1, $2, $3, '55208131766522', $4, 1, $5, $5)`,
      [id, kind, name, structureType, this.clock.now()],
    );
    await this.owner.query('insert into organisation_names values ($1, $2, 1, $3)', [
      id,
      this.clock.now(),
      name,
    ]);
    return id;
  }

  /** A person with an account and, unless `role` is null, a membership: of `organisationId`, or of the platform. */
  async someone(
    role: Role | null,
    organisationId: OrganisationId | null = null,
    values: { givenName?: string; familyName?: string; birthDate?: string | null; until?: string } = {},
  ): Promise<Someone> {
    const personId: PersonId = newId();
    const accountId: AccountId = newId();
    const { givenName = 'Camille', familyName = 'Martin', birthDate = '1990-05-04', until = null } = values;
    keepSecret(givenName, familyName, ...(birthDate ? [birthDate] : []));
    await this.owner.query(
      `insert into people (id, given_name, family_name, birth_date, version, created_at, updated_at)
       values ($1, $2, $3, $4, 1, $5, $5)`,
      [personId, givenName, familyName, birthDate, this.clock.now()],
    );
    await this.owner.query('insert into person_names values ($1, $2, 1, $3, $4)', [
      personId,
      this.clock.now(),
      givenName,
      familyName,
    ]);
    await this.owner.query(
      'insert into accounts (id, person_id, email, created_at) values ($1, $2, $3, $4)',
      [accountId, personId, `${accountId}@exemple.test`, this.clock.now()],
    );
    const someone = { personId, accountId, roles: role === null ? [] : [role] };
    if (role !== null) await this.membership(someone, role, organisationId, until);
    return someone;
  }

  /** One more membership, open-ended unless told. */
  async membership(
    { personId }: Someone,
    role: Role,
    organisationId: OrganisationId | null,
    until: string | null = null,
    from: string | null = null,
  ): Promise<void> {
    await this.owner.query(
      `insert into memberships (id, person_id, organisation_id, role, from_day, until_day, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), personId, organisationId, role, from, until, this.clock.now()],
    );
  }

  /** Lets somebody sign in. */
  async password({ accountId }: Someone, email: string, password: string): Promise<void> {
    keepSecret(email, password);
    await this.owner.query('update accounts set email = $2, password_hash = $3 where id = $1', [
      accountId,
      email.toLowerCase(),
      await hashPassword(unjudged(password)),
    ]);
  }

  /** A client of an organisation, with every scope unless told; `app.asClient(…)` calls as it. */
  async apiClient(
    organisationId: OrganisationId,
    values: { scopes?: readonly Scope[]; until?: string; maker?: Someone } = {},
  ): Promise<Omit<ClientActor, 'kind'>> {
    const clientId: ApiClientId = newId();
    const { scopes = SCOPES, until = null } = values;
    const { rows } = await this.owner.query<{ kind: string }>(
      'select kind from organisations where id = $1',
      [organisationId],
    );
    const role = rows[0]?.kind === 'employer' ? 'hr' : 'centre_admin';
    const maker = values.maker ?? (await this.someone(role, organisationId));
    await this.owner.query(
      `insert into api_clients (id, organisation_id, name, scopes, until_day, created_by, created_at)
       values ($1, $2, 'SIRH', $3, $4, $5, $6)`,
      [clientId, organisationId, [...scopes], until, maker.personId, this.clock.now()],
    );
    await this.owner.query(
      `insert into api_client_secrets (id, client_id, secret_hash, created_by, created_at)
       values ($1, $2, sha256(gen_random_uuid()::text::bytea), $3, $4)`,
      [newId(), clientId, maker.personId, this.clock.now()],
    );
    return { clientId, organisationId, roles: [role], scopes };
  }

  /** A published ladder on a published framework of its own: that of DEAS unless told. */
  async ladder(
    values: Partial<Pick<Ladder, 'levels' | 'missions' | 'title'>> & {
      code?: string;
      diplomaLevel?: number;
      /** What competencies are called: their codes unless told. */
      titles?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<LadderId> {
    const deas = JSON.parse(readFileSync('data/ladders/deas-2021.json', 'utf8')) as Ladder;
    const frameworkId: FrameworkId = newId();
    const ladderId: LadderId = newId();
    const code = values.code ?? `L-${ladderId.slice(-12)}`;
    const now = this.clock.now();
    const levels = values.levels ?? deas.levels;
    const competencies = new Set(
      levels.flatMap(({ requirements }) => requirements.map(({ competency }) => competency)),
    );
    const block = {
      code: 'BLOCK',
      title: 'Bloc',
      competencies: [...competencies].map((one) => ({ code: one, title: values.titles?.[one] ?? one })),
    };
    await this.owner.query(
      `insert into frameworks (id, code, version_code, title, blocks, details, published_at, version, created_at, updated_at)
       values ($1, $2, '1', 'Référentiel', $4, $5, $3, 1, $3, $3)`,
      [frameworkId, code, now, JSON.stringify([block]), JSON.stringify({ level: values.diplomaLevel })],
    );
    await this.owner.query(
      `insert into ladders (id, framework_id, code, revision, title, levels, missions, published_at, version, created_at, updated_at)
       values ($1, $2, $3, 1, $4, $5, $6, $7, 1, $7, $7)`,
      [
        ladderId,
        frameworkId,
        code,
        values.title ?? deas.title,
        JSON.stringify(levels),
        JSON.stringify(values.missions ?? deas.missions),
        now,
      ],
    );
    return ladderId;
  }

  /** A contract signed and active since September 2025, for two years. */
  async contract(
    values: {
      employerId?: OrganisationId;
      trainingCentreId?: OrganisationId;
      ladderId?: LadderId;
      alternant?: Someone;
      birthDate?: string | null;
      startsOn?: string;
      until?: string;
      draft?: boolean;
    } = {},
  ): Promise<GivenContract> {
    const contractId: ContractId = newId();
    const employerId = values.employerId ?? (await this.organisation({ structureType: 'EHPAD' }));
    const trainingCentreId =
      values.trainingCentreId ?? (await this.organisation({ kind: 'training_centre' }));
    const ladderId = values.ladderId ?? (await this.ladder());
    const { birthDate = '2006-05-04', startsOn = '2025-09-01', until = '2027-09-01', draft = false } = values;
    const alternant =
      values.alternant ??
      (await this.someone('alternant', trainingCentreId, {
        givenName: 'Inès',
        familyName: 'Moreau',
        birthDate,
      }));
    const admin = await this.someone('centre_admin', trainingCentreId);
    const now = this.clock.now();
    const sequence = draft ? 1 : 2;
    await this.owner.query(
      `insert into contracts
         (id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id, signed_on, held_until,
          suspensions, version, created_at, updated_at, last_sequence, last_recorded_at)
       values ($1, 'apprenticeship', $2, $3, $4, $5, $6, $7, $4, $8, $7, '{}', 1, $9, $9, $10, $9)`,
      [
        contractId,
        alternant.personId,
        employerId,
        trainingCentreId,
        ladderId,
        startsOn,
        until,
        draft ? null : startsOn,
        now,
        sequence,
      ],
    );
    const steps: [string, string | null, string | null][] = [
      ['created', null, JSON.stringify({ startsOn, until })],
    ];
    if (!draft) steps.push(['signed', startsOn, null]);
    for (const [index, [kind, on, terms]] of steps.entries()) {
      await this.owner.query(
        `insert into contract_steps (id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, terms)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [newId(), contractId, index + 1, now, admin.personId, kind, on, terms],
      );
      await this.owner.query(
        `insert into events (id, contract_id, sequence, type, recorded_at, actor_person_id, data) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          newId(),
          contractId,
          index + 1,
          `contract.${kind}`,
          now,
          admin.personId,
          JSON.stringify({ on, terms: terms ? JSON.parse(terms) : null }),
        ],
      );
    }
    return { contractId, alternant, employerId, trainingCentreId, ladderId };
  }

  /** Someone with a mandate on a contract, from its start and open-ended unless told; a member of what it stands for. */
  async mandate(
    contract: GivenContract,
    role: MandateRole,
    values: {
      from?: string;
      until?: string;
      maxLevel?: string;
      person?: Someone;
      givenName?: string;
      /** Who opened it; whoever recorded the contract unless told. */
      by?: Someone;
    } = {},
  ): Promise<Someone & { mandateId: MandateId }> {
    const mandateId: MandateId = newId();
    const ofCentre = role === 'referent';
    const person =
      values.person ??
      (await this.someone(
        ofCentre ? 'referent' : 'tutor',
        ofCentre ? contract.trainingCentreId : contract.employerId,
        {
          givenName: values.givenName ?? 'Claude',
          familyName: 'Petit',
        },
      ));
    if (values.person) await this.membershipFor(contract, role, values.person);
    await this.owner.query(
      `insert into mandates
         (id, contract_id, person_id, role, from_day, until_day, planned_until_day, max_level, sequence, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $6, $7, 0, $8,
         coalesce($9, (select s.recorded_by from contract_steps s where s.contract_id = $2 and s.sequence = 1), $3))`,
      [
        mandateId,
        contract.contractId,
        person.personId,
        role,
        values.from ?? '2025-09-01',
        values.until ?? null,
        values.maxLevel ?? null,
        this.clock.now(),
        values.by?.personId ?? null,
      ],
    );
    return { ...person, mandateId };
  }

  /** One that a mandate of that role needs, unless they ever had one there. */
  private async membershipFor(contract: GivenContract, role: MandateRole, person: Someone): Promise<void> {
    const { employerId, trainingCentreId } = contract;
    const ofCentre = role === 'referent';
    const { rows } = await this.owner.query(
      'select from memberships where person_id = $1 and organisation_id = any ($2) and role = any ($3)',
      role === 'observer'
        ? [person.personId, [employerId, trainingCentreId], ROLES]
        : [
            person.personId,
            [ofCentre ? trainingCentreId : employerId],
            ofCentre ? ['centre_admin', 'referent'] : ['hr', 'tutor'],
          ],
    );
    if (rows.length === 0)
      await this.membership(
        person,
        ofCentre ? 'referent' : 'tutor',
        ofCentre ? trainingCentreId : employerId,
      );
  }
}
