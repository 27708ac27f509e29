import type { AccountId, PersonId } from '../../../src/kernel/ids.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { ROLES, type Role } from '../../../src/platform/access/actor.js';
import type { TestApp } from '../app.js';
import { jpeg } from '../scenarios/files.js';
import type { GivenContract, Someone } from '../scenarios/given.js';
import { newId } from '../../../src/platform/ids.js';
import { newSecretToken } from '../../../src/platform/access/secret-tokens.js';
import { creationOf, isOpen, OPERATIONS, parametersIn, type Operation, type Schema } from './operations.js';
import { Wire, type Reply, type Sending } from './wire.js';

/** A request that its operation has no reason of form to refuse. */
export interface Sample extends Sending {
  readonly role: Role | 'anyone';
  readonly headers: Readonly<Record<string, string>>;
  /** The body before it was written. */
  readonly json: Record<string, unknown> | null;
}

/** What paths name that every scene holds. */
const IN_A_SCENE = ['contractId', 'mandateId', 'organisationId', 'personId', 'externalId'] as const;

const isInAScene = (name: string): boolean => (IN_A_SCENE as readonly string[]).includes(name);

/** What one sample stands on: a contract of its own, with its team. */
interface Scene {
  readonly contract: GivenContract;
  readonly mandateId: string;
}

type Members = Record<string, unknown>;
type Values = (world: Samples, scene: Scene) => Members | Promise<Members>;

let branches = 1000;

const ELSEWHERE = { kind: 'host_company', host: { name: 'Foyer du Pré' }, structureType: 'MAS' };

/** What the schema alone cannot tell. An operation whose sample is refused for its form asks for a line here. */
const BODIES: Record<string, Values> = {
  login: (world) => ({ email: world.email, password: 'un long mot de passe' }),
  refreshSession: async (world) => ({ refreshToken: (await world.send('login')).body.refreshToken }),
  logout: async (world) => ({ refreshToken: (await world.send('login')).body.refreshToken }),
  createApiClient: (world) => ({ organisationId: world.employerId }),
  askApiClientGrant: async (world) => ({ organisationId: await world.app.given.organisation() }),
  mergePeople: async (world) => ({
    duplicateId: (await world.send('createPerson', { birthDate: '1990-05-04' })).body.id,
    dryRun: false,
  }),
  createInvitation: (world) => ({ role: 'hr', organisationId: world.employerId }),
  acceptInvitation: async (world) => ({
    token: new URL((await world.send('createInvitation')).body.acceptUrl).searchParams.get('token'),
    password: 'un long mot de passe',
  }),
  changePassword: async (world) => {
    const currentPassword = 'un mot de passe assez long';
    const email = `auditrice.${newId()}@exemple.test`;
    await world.app.given.password(world.person('auditor'), email, currentPassword);
    return { currentPassword, newPassword: 'quatre chats boivent du lait' };
  },
  resetPassword: async (world) => ({
    token: new URL((await world.send('issueResetLink')).body.resetUrl).searchParams.get('token'),
    password: 'un long mot de passe',
  }),
  confirmEmail: async (world) => ({ token: (await world.accountLink('confirm_email')).token }),
  undoEmail: async (world) => ({
    token: (await world.accountLink('undo_email')).token,
    password: 'un long mot de passe',
  }),
  replaceNotificationPreferences: () => ({
    digestAt: '07:30',
    quietFrom: '20:00',
    quietTo: '07:00',
    mutedKinds: [],
  }),
  createPerson: (world) => ({
    givenName: 'Claude',
    familyName: 'Petit',
    memberships: [{ organisationId: world.employerId, role: 'tutor' }],
  }),
  putContract: (_, { contract }) => ({ ladderId: contract.ladderId }),
  createProspectAgreement: () => ({
    departments: ['75'],
    structureTypes: ['EHPAD'],
    showsOwnEmployer: true,
  }),
  decideProspectContact: () => ({ decision: 'withdrawn' }),
  createProposedTutor: () => ({ givenName: 'Paul', familyName: 'Neuf' }),
  recordOutcome: () => ({ stage: 'end', situation: 'hired_here' }),
  // One has ten at most.
  createCalendarLink: async (world) => {
    await world.app.owner.query('delete from calendar_links where (select count(*) from calendar_links) > 5');
    return {};
  },
  createTutorLink: async (world, scene) => ({
    signOffRequestId: (await world.send('submitSignOffRequest', {}, scene)).body.id,
  }),
  createRepresentativeLink: async (world, { contract }) => {
    await world.app.owner.query(`update people set birth_date = '2010-01-01' where id = $1`, [
      contract.alternant.personId,
    ]);
    await world.app.owner.query('update contracts set legal_representative = $2 where id = $1', [
      contract.contractId,
      { givenName: 'Nadia', familyName: 'Moreau', email: 'nadia@exemple.test', phone: null },
    ]);
    return {};
  },
  openGuestLink: async (world, scene) => ({ token: await world.guestToken('createTutorLink', scene) }),
  disownGuestLink: async (world, scene) => ({ token: await world.guestToken('createTutorLink', scene) }),
  getGuestRequest: async (world, scene) => ({ session: await world.visit('createTutorLink', scene) }),
  askGuestCode: async (world, scene) => ({ session: await world.visit('createTutorLink', scene) }),
  decideGuestRequest: async (world, scene) => ({
    session: await world.visit('createTutorLink', scene),
    items: [{ competency: 'A', level: 'observation', outcome: 'acquired' }],
  }),
  getRepresentedLadder: async (world, scene) => ({
    session: await world.visit('createRepresentativeLink', scene),
  }),
  openGuestDispute: disputeOfAGuest,
  withdrawGuestDispute: async (world, scene) => {
    const { session, ...dispute } = await disputeOfAGuest(world, scene);
    const opened = await world.send('openGuestDispute', { session, ...dispute }, scene);
    return { session, disputeId: opened.body.id };
  },

  createFramework: () => ({
    blocks: [{ code: 'BLOCK', title: 'Bloc', competencies: [{ code: 'COMPETENCY', title: 'Compétence' }] }],
  }),
  createLadder: async (world) => ({
    frameworkId: await world.framework(),
    levels: ['one', 'two'].map((code) => ({
      code,
      title: code,
      supervision: 'direct',
      unlock: 'automatic',
      requirements: [{ competency: 'COMPETENCY' }],
    })),
    missions: [{ code: 'meal', title: 'Repas', level: 'two', competencies: ['COMPETENCY'] }],
  }),
  createLadderMapping: async (world) => ({
    toLadderId: await world.anotherLadder(),
    competencies: [{ from: 'A', to: 'COMPETENCY', kind: 'exact' }],
    levels: [{ from: 'observation', to: 'one' }],
  }),
  changeLadder: async (world, scene) => ({
    mappingId: (await world.send('createLadderMapping', {}, scene)).body.id,
  }),
  // A rhythm begins on a Monday.
  recordContractCalendar: () => ({
    patterns: [
      { from: '2025-09-01', weeks: [{ company: ['monday'], centre: ['tuesday'], halfDays: ['monday'] }] },
    ],
  }),
  recordContractAbsence: () => ({ from: '2026-03-02', kind: 'leave' }),
  recordPlacement: () => ({ ...ELSEWHERE, from: '2026-03-02', to: '2026-03-27' }),
  correctPlacement: () => ({ ...ELSEWHERE, from: '2026-03-02', to: '2026-03-20' }),
  correctContractAbsence: () => ({ from: '2026-03-02', kind: 'leave' }),
  openMandate: (world) => ({ personId: world.people.get('tutor')?.personId, role: 'observer' }),
  signOff: () => ({
    items: [{ competency: 'A', level: 'observation', outcome: 'acquired' }],
    observation: true,
  }),
  signOffBatch: (_, { contract }) => ({
    items: [
      {
        clientId: 'item-1',
        contractId: contract.contractId,
        observedOn: '2026-03-12',
        competency: 'A',
        level: 'observation',
        outcome: 'acquired',
        observation: true,
      },
    ],
  }),
  // The employer's own draft of what its training centre drafted too.
  confirmContract: async (world, { contract }) => {
    const { contractId } = await world.app.given.contract({ ...contract, draft: true });
    await world.app.owner.query('update contracts set owner_id = employer_id where id = $1', [contractId]);
    return { duplicateId: contractId };
  },
  proposeAmendment: () => ({ effectiveOn: '2026-03-20', changes: { weeklyMinutes: 2_100 } }),
  // Of an alternant who is 14 on the first day, with a form.
  recordCheckOverride: async (world, { contract }) => {
    await world.app.owner.query(
      `insert into contract_forms (id, contract_id, sequence, recorded_at, recorded_by, content, changed, by_amendment)
       values (gen_random_uuid(), $1, 0, now(), $2, '{}', '{terms.riskyWork}', false)`,
      [contract.contractId, contract.alternant.personId],
    );
    await world.app.owner.query(
      `update people p set birth_date = c.starts_on - interval '14 years' from contracts c where c.id = $1 and p.id = c.alternant_id`,
      [contract.contractId],
    );
    return { code: 'alternant_age_unusual' };
  },
  createPlanItem: () => ({ mission: 'meal', competencies: [{ competency: 'A', level: 'observation' }] }),
  // As the referent records it for the representative of a minor.
  openDispute: async (samples, scene) => {
    const { personId } = scene.contract.alternant;
    await samples.app.owner.query('update people set birth_date = null where id = $1', [personId]);
    const items = [{ competency: 'A', level: 'observation', outcome: 'not_yet', nextStep: 'Revoir' }];
    const { body } = await samples.send('signOff', { items, observation: false }, scene);
    return {
      about: { kind: 'sign_off', id: body.signOffs[0].id },
      onBehalfOf: 'legal_representative',
    };
  },
  decideLevel: () => ({ level: 'observation', decision: 'open' }),
  recordDeclaration: (_, { contract }) => ({ ladderId: contract.ladderId, missions: ['lift'] }),
  recordTutorQualification: (world) => ({
    employerId: world.employerId,
    kind: 'branch_rule',
    idcc: '0413',
    checkedOn: '2026-03-01',
  }),
  recordTutorDerogation: (world) => ({
    employerId: world.employerId,
    from: '2026-03-01',
    to: '2027-02-28',
    apprentices: 3,
    authority: 'Commission de l’emploi',
    checkedOn: '2026-03-01',
  }),
  recordTutoringTime: (world) => ({ employerId: world.employerId, from: '2026-03-01', weeklyMinutes: 120 }),
  // One of each branch at a time.
  recordTutorBranchRule: () => ({ idcc: String((branches += 1)), from: '2020-01-01', apprentices: 3 }),
  recordAttestation: () => ({ prerequisite: 'afgsu_2' }),
  confirmReview: () => ({}),
  resumeReview: (world, scene) => world.reviewed(scene, 'cancelled'),
  completeReview: (world, scene) => world.reviewed(scene, 'held'),
  signReviewSection: async (world, scene) => {
    await world.reviewed(scene, 'held');
    return { items: [{ topic: 'strengths', text: 'Attentive' }] };
  },
  recordReviewAnswer: async (world, scene) => {
    await world.reviewed(scene, 'held');
    return { asOf: await world.wroteReview(scene) };
  },
  terminateContract: () => ({ cause: 'mutual_agreement', initiator: 'both' }),
  correctContractStep: () => ({ on: '2025-10-02' }),
};
BODIES['replaceLadder'] = BODIES['createLadder'] as Values;
BODIES['replaceFramework'] = BODIES['createFramework'] as Values;
BODIES['replacePlanItem'] = BODIES['createPlanItem'] as Values;
BODIES['putPerson'] = BODIES['createPerson'] as Values;

async function disputeOfAGuest(world: Samples, scene: Scene): Promise<Members> {
  const items = [{ competency: 'A', level: 'observation', outcome: 'not_yet', nextStep: 'Revoir' }];
  const { body } = await world.send('signOff', { items, observation: false }, scene);
  return {
    session: await world.visit('createRepresentativeLink', scene),
    about: { kind: 'sign_off', id: body.signOffs[0].id },
  };
}

/** What must have been done on the contract before, as `[operation, body]`. */
const BEFORE: Record<string, readonly (readonly [string, Members])[]> = {
  decideLevel: [['signOff', {}]],
  issueCredential: [['decideLevel', {}]],
  recordOutcome: [['terminateContract', {}]],
  resumeContract: [['suspendContract', { on: '2025-10-01' }]],
  recordResumption: [['resumeContract', {}]],
};
/** What a query needs one of. */
const NEEDED: Record<string, readonly string[]> = {
  getFigureChart: ['trainingCentreId'],
  getFigures: ['trainingCentreId'],
  listSignals: ['trainingCentreId'],
};

/** Where the first who may try is not the one who may do it. */
const SENT_BY: Record<string, Role> = {
  // Whose password, sessions and address nobody else needs.
  changePassword: 'auditor',
  endOwnSession: 'auditor',
  endOwnSessions: 'auditor',
  getEmailChange: 'auditor',
  withdrawEmailChange: 'auditor',
  assignContractGroup: 'centre_admin',
  changeLadder: 'centre_admin',
  createRepresentativeLink: 'centre_admin',
  completeReview: 'referent',
  decideProspectContact: 'hr',
  getFigureChart: 'centre_admin',
  getFigures: 'centre_admin',
  listSignals: 'centre_admin',
  erasePerson: 'platform_admin',
  // Who calls them so.
  getContractByExternalId: 'hr',
  // Why somebody was away.
  getContractAbsence: 'hr',
  listContractAbsences: 'hr',
  getMandateByExternalId: 'hr',
  // Whoever handles the papers.
  getContractForm: 'hr',
  getContractPay: 'hr',
  listContractChecks: 'hr',
};

const ON_A_DRAFT = ['signContract', 'cancelContract'];

/** The first of these that may try an operation sends it. */
const SENDERS: readonly Role[] = [
  'tutor',
  'hr',
  'referent',
  'centre_admin',
  'platform_admin',
  'alternant',
  'auditor',
];

/** A small world in which every operation of `openapi.json` has a request that is well formed and finds what it names. */
export class Samples {
  readonly wire: Wire;
  readonly people = new Map<Role, Someone>();
  employerId!: GivenContract['employerId'];
  trainingCentreId!: GivenContract['trainingCentreId'];
  private ladderId!: GivenContract['ladderId'];
  /** Palier knows missions of it. */
  private shippedFrameworkId = '';
  private count = 0;

  private constructor(
    readonly app: TestApp,
    readonly email: string,
  ) {
    this.wire = new Wire(app.port);
  }

  /** `email` is that of the tutor, who can sign in with it. */
  static async start(app: TestApp, email = 'tutrice@exemple.test'): Promise<Samples> {
    const world = new Samples(app, email);
    world.employerId = await app.given.organisation({ structureType: 'EHPAD' });
    world.trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
    for (const role of ROLES) {
      const home = role === 'hr' || role === 'tutor' ? world.employerId : world.trainingCentreId;
      world.people.set(role, await app.given.someone(role, role === 'platform_admin' ? null : home));
    }
    await app.given.password(world.person('tutor'), email, 'un long mot de passe');
    const level = (code: string, unlock: 'decision' | 'cosigned') => ({
      code,
      title: code,
      supervision: 'direct' as const,
      unlock,
      requirements: [{ competency: 'A' }],
    });
    const { rows } = await app.owner.query<{ id: string }>(
      `select id from frameworks where owner_id is null and code = 'DEAS' order by id limit 1`,
    );
    world.shippedFrameworkId = rows[0]?.id ?? '';
    world.ladderId = await app.given.ladder({
      levels: [level('observation', 'decision'), level('simple_tasks', 'cosigned')],
      missions: [
        { code: 'meal', title: 'Repas', level: 'observation', competencies: ['A'] },
        {
          code: 'lift',
          title: 'Lève-personne',
          level: 'observation',
          competencies: ['A'],
          regulated: true,
          prerequisites: ['afgsu_2'],
        },
      ],
    });
    return world;
  }

  person(role: Role): Someone {
    const someone = this.people.get(role);
    if (!someone) throw new Error(`nobody is ${role}`);
    return someone;
  }

  /** What an alternant alone may do is of their own contract: that of the scene. */
  async authorization(role: Role | 'anyone', scene?: Scene): Promise<Record<string, string>> {
    if (role === 'anyone') return {};
    const isOnScene = role === 'alternant' && scene !== undefined;
    const person = { ...(isOnScene ? scene.contract.alternant : this.person(role)), roles: [role] } as {
      personId: PersonId;
      accountId: AccountId;
      roles: readonly Role[];
    };
    const token = await this.app.nest.get(AccessTokens).issue({ kind: 'person', ...person });
    return { authorization: `Bearer ${token}` };
  }

  /** Who may try an operation: whoever creates what it names, where they may, as they certainly see it. */
  senderOf(operation: Operation, creation?: Operation): Role | 'anyone' {
    if (isOpen(operation)) return 'anyone';
    const known = SENT_BY[operation.id];
    if (known) return known;
    const creator = creation ? [this.senderOf(creation) as Role] : [];
    const sender = [...creator, ...SENDERS].find(
      (role) => operation.roles.includes(role) || operation.roles.includes('signed_in'),
    );
    if (!sender) throw new Error(`${operation.id}: no role of ${SENDERS.join(', ')} may try it`);
    return sender;
  }

  /** A link to the auditor's account that is good, to an address that nobody has. */
  async accountLink(purpose: 'confirm_email' | 'undo_email'): Promise<{ id: string; token: string }> {
    const { token, hash } = newSecretToken();
    const { rows } = await this.app.owner.query<{ id: string }>(
      `insert into account_links (id, account_id, purpose, email, token_hash, created_at, expires_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $5::timestamptz + interval '1 day') returning id`,
      [
        this.person('auditor').accountId,
        purpose,
        `auditrice.${(this.count += 1)}@exemple.test`,
        hash,
        this.app.clock.now(),
      ],
    );
    return { id: rows[0]?.id ?? '', token };
  }

  /** What became, long ago, of the review of a scene. */
  async reviewed({ contract }: Scene, kind: 'held' | 'cancelled'): Promise<Members> {
    const [on, mode, reason] = kind === 'held' ? ['2025-10-02', 'centre', null] : [null, null, 'absence'];
    await this.app.owner.query(
      `insert into review_steps (id, review_id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, mode, reason)
       select gen_random_uuid(), r.id, r.contract_id, 900001, r.recorded_at - interval '30 days', r.recorded_by, $2, $3, $4, $5
       from reviews r where r.contract_id = $1`,
      [contract.contractId, kind, on, mode, reason],
    );
    return { reason: 'la semaine suivante' };
  }

  /** All three wrote in the review of a scene, by the hand of somebody else. @returns what answers are about */
  async wroteReview({ contract }: Scene): Promise<number> {
    await this.app.owner.query(
      `insert into review_sections (id, review_id, contract_id, sequence, recorded_at, written_by, part, items)
       select gen_random_uuid(), r.id, r.contract_id, 900001 + p.place, r.recorded_at, $2, p.part,
         '[{"topic": "next_steps", "text": "revoir"}]'
       from reviews r
       cross join unnest('{alternant, tutor, referent}'::text[]) with ordinality p (part, place)
       where r.contract_id = $1`,
      [contract.contractId, this.person('platform_admin').personId],
    );
    return 900_004;
  }

  /** A link of one purpose, sent a while ago. */
  private async guestLink(scene: Scene): Promise<string> {
    const { id } = (await this.send('createTutorLink', {}, scene)).body;
    await this.app.owner.query(
      `update guest_links set last_sent_at = last_sent_at - interval '1 hour' where id = $1`,
      [id],
    );
    return id;
  }

  /** The secret that a link of one purpose bears. */
  async guestToken(operationId: string, scene: Scene): Promise<string> {
    const { url } = (await this.send(operationId, {}, scene)).body;
    return new URL(url).searchParams.get('token') ?? '';
  }

  /** What whoever opened such a link acts by. */
  async visit(operationId: string, scene: Scene): Promise<string> {
    const token = await this.guestToken(operationId, scene);
    return (await this.send('openGuestLink', { token }, scene)).body.session;
  }

  private async session(): Promise<string> {
    const { rows } = await this.app.owner.query<{ id: string }>(
      `insert into sessions (id, account_id, client_kind, started_at, last_used_at, expires_at)
       values (gen_random_uuid(), $1, 'unknown', $2, $2, $2::timestamptz + interval '1 day') returning id`,
      [this.person('auditor').accountId, this.app.clock.now()],
    );
    return rows[0]?.id ?? '';
  }

  /** A published framework, with one competency. */
  async framework(): Promise<string> {
    const { id } = (await this.send('createFramework')).body;
    await this.wire.send({
      method: 'POST',
      url: `/v1/frameworks/${id}/publish`,
      headers: await this.authorization('centre_admin'),
    });
    return id;
  }

  /** A published ladder of the centre, whose first level has the missions of the contracts: a move there loses nothing. */
  async anotherLadder(): Promise<string> {
    const missions = ['meal', 'lift'].map((code) => ({
      code,
      title: code,
      level: 'one',
      competencies: ['COMPETENCY'],
    }));
    const { id } = (await this.send('createLadder', { missions })).body;
    const headers = await this.authorization('centre_admin');
    await this.wire.send({ method: 'POST', url: `/v1/ladders/${id}/publish`, headers });
    return id;
  }

  /** An observation of a day that was taken out of the contract afterwards. */
  private async contestedFact(scene: Scene): Promise<string> {
    const { id } = (await this.send('recordObservation', { observedOn: '2025-10-02' }, scene)).body;
    await this.send('suspendContract', { on: '2025-10-01' }, scene);
    return id;
  }

  /** The step of a suspension from today on. */
  private async suspension(scene: Scene): Promise<string> {
    await this.send('suspendContract', {}, scene);
    const headers = await this.authorization('hr', scene);
    const url = `/v1/contracts/${scene.contract.contractId}/steps`;
    const { body } = await this.wire.send({ method: 'GET', url, headers });
    return body.data.at(-1).id;
  }

  /** Sends the sample of an operation, on a contract of its own unless told. @throws unless it is done */
  async send(operationId: string, values: Members = {}, scene?: Scene): Promise<Reply> {
    const operation = OPERATIONS.find(({ id }) => id === operationId);
    if (!operation) throw new Error(`openapi.json has no operation ${operationId}`);
    const reply = await this.wire.send(await this.sampleOf(operation, values, scene));
    if (reply.status >= 300) throw new Error(`the sample of ${operationId} is refused: ${reply.text}`);
    return reply;
  }

  /** A well-formed request, on a contract of its own unless told. */
  async sampleOf(operation: Operation, values: Members = {}, given?: Scene): Promise<Sample> {
    const scene = given ?? (await this.scene(ON_A_DRAFT.includes(operation.id)));
    for (const [id, members] of BEFORE[operation.id] ?? []) await this.send(id, members, scene);
    const last = parametersIn(operation, 'path').at(-1)?.name ?? '';
    const role = this.senderOf(operation, isInAScene(last) ? undefined : creationOf(operation));
    const url = await this.urlOf(operation, scene);
    const json = operation.body
      ? {
          ...(this.minimal(operation.body, scene) as Members),
          ...(await BODIES[operation.id]?.(this, scene)),
          ...values,
        }
      : null;
    const headers: Record<string, string> = await this.authorization(role, scene);
    if (json) headers['content-type'] = 'application/json';
    if (operation.file) headers['content-type'] = 'image/jpeg';
    if (operation.table) headers['content-type'] = 'text/csv';
    if (parametersIn(operation, 'header').some(({ name, required }) => name === 'If-Match' && required)) {
      const read = await this.wire.send({
        method: 'GET',
        url,
        headers: await this.authorization(role, scene),
      });
      headers['if-match'] = read.headers['etag'] ?? '';
    }
    return {
      role,
      method: operation.method,
      url,
      headers,
      json,
      ...(json ? { body: JSON.stringify(json) } : {}),
      ...(operation.file ? { body: jpeg() } : {}),
      ...(operation.table ? { body: 'du\n16/03/2026\n' } : {}),
    };
  }

  async scene(draft = false): Promise<Scene> {
    const { employerId, trainingCentreId, ladderId } = this;
    const contract = await this.app.given.contract({
      employerId,
      trainingCentreId,
      ladderId,
      draft,
      alternant: await this.app.given.someone('alternant', trainingCentreId, { birthDate: '2000-01-01' }),
    });
    const tutor = draft ? await this.app.given.someone('tutor', employerId) : this.person('tutor');
    const { mandateId } = await this.app.given.mandate(contract, 'main_tutor', { person: tutor });
    await this.app.given.mandate(contract, 'referent', { person: this.person('referent') });
    return { contract, mandateId };
  }

  private async urlOf(operation: Operation, scene: Scene): Promise<string> {
    let url = operation.path;
    for (const { name } of parametersIn(operation, 'path')) {
      url = url.replace(`{${name}}`, await this.pathValue(name, operation, scene));
    }
    const needed = parametersIn(operation, 'query').filter(
      ({ name, required }) => required || NEEDED[operation.id]?.includes(name),
    );
    const query = needed.map(({ name, schema }) => `${name}=${String(this.minimal(schema, scene, name))}`);
    return query.length === 0 ? url : `${url}?${query.join('&')}`;
  }

  /** What a path names: something of this world, or what the operation that creates such things answers. */
  private async pathValue(name: string, operation: Operation, scene: Scene): Promise<string> {
    const known: Record<(typeof IN_A_SCENE)[number], string> = {
      contractId: scene.contract.contractId,
      mandateId: scene.mandateId,
      organisationId: this.employerId,
      personId: this.person('tutor').personId,
      externalId: `EXT-${(this.count += 1)}-${this.email.split('@')[0]}`,
    };
    // Nobody else in whose name the other samples are sent.
    if (['disableAccount', 'erasePerson'].includes(operation.id))
      return (await this.app.given.someone('tutor', this.employerId)).personId;
    // Set by the centre.
    if (operation.id === 'recordReviewRule') return this.trainingCentreId;
    const found = (known as Record<string, string>)[name];
    const table = /^\/v1\/(\w+)\/by-external-id/.exec(operation.path)?.[1];
    if (operation.method === 'GET' && table) {
      const ids = [known.contractId, known.organisationId, known.personId];
      await this.app.owner.query(`update ${table} set external_id = $1 where id = any ($2)`, [found, ids]);
    }
    if (operation.method === 'GET' && name === 'externalId')
      await this.callBySides(operation, scene, found ?? '');
    if (found) return found;
    // Mappings lead from published ladders, and from drafts none.
    if (operation.id.endsWith('LadderMapping') && name === 'ladderId') return this.ladderId;
    if (name === 'factId') return this.contestedFact(scene);
    if (name === 'stepId') return this.suspension(scene);
    if (name === 'absenceId') return (await this.send('declareMandateAbsence', {}, scene)).body.id;
    if (name === 'contractAbsenceId') return (await this.send('recordContractAbsence', {}, scene)).body.id;
    if (name === 'sessionId') return this.session();
    if (name === 'purpose') return 'revocation';
    if (name === 'list') return '1';
    if (name === 'indicator') return 'contract_ends';
    if (name === 'kid') {
      const { text } = await this.wire.send({ method: 'GET', url: '/v1/credentials/keys', headers: {} });
      return (JSON.parse(text) as { keys: { kid: string }[] }).keys[0]?.kid ?? '';
    }
    if (name === 'secret') {
      const { url } = (await this.send('createCalendarLink', {}, scene)).body;
      return /calendar\/(.+)\.ics$/.exec(url)?.[1] ?? '';
    }
    if (operation.id === 'acceptApiClientGrant') return this.grantAsked();
    if (['acceptProposedTutor', 'refuseProposedTutor'].includes(operation.id)) return this.proposedTutor();
    if (name === 'prospectId') return this.prospect(scene);
    if (name === 'prospectContactId') return (await this.send('createProspectContact', {}, scene)).body.id;
    if (name === 'hash') return 'a'.repeat(64);
    if (name === 'guestLinkId') return this.guestLink(scene);
    if (name === 'emailChangeId') return (await this.accountLink('confirm_email')).id;
    const creation = creationOf(operation);
    if (!creation) throw new Error(`${operation.id}: nothing in test/support/http/samples.ts is a ${name}`);
    const { body } = await this.send(creation.id, {}, scene);
    // It is sent again after a pause.
    if (operation.id === 'resendInvitation')
      await this.app.owner.query('update invitations set last_sent_at = null where id = $1', [body.id]);
    return body.id ?? Object.values(body as Record<string, { id?: string }[]>).flat()[0]?.id;
  }

  /** Another establishment asks that its program may act for the employer. */
  private async grantAsked(): Promise<string> {
    const organisationId = await this.app.given.organisation();
    const maker = await this.app.given.someone('hr', organisationId);
    const { clientId } = await this.app.given.apiClient(organisationId, { maker });
    const { rows } = await this.app.owner.query<{ id: string }>(
      `insert into api_client_grants (id, client_id, organisation_id, asked_by, asked_at)
       values (gen_random_uuid(), $1, $2, $3, $4) returning id`,
      [clientId, this.employerId, maker.personId, this.app.clock.now()],
    );
    return rows[0]?.id ?? '';
  }

  /** The alternant agrees, and the employer sees them. */
  private async prospect(scene: Scene): Promise<string> {
    const { id } = (await this.send('createProspectAgreement', {}, scene)).body;
    await this.app.owner.query(
      `update organisations set finess = '750000010', structure_type = 'EHPAD' where id = $1`,
      [this.employerId],
    );
    const { rows } = await this.app.owner.query<{ id: string }>(
      `insert into prospect_views (id, agreement_id, contract_id, prospect_id, employer_id, viewed_by, viewed_on, first_at)
       select gen_random_uuid(), $1::uuid, $2, encode(substr(sha256(convert_to($1::uuid::text || $3::uuid::text, 'UTF8')), 1, 16), 'hex')::uuid,
         $3::uuid, $4, $5::date, $5
       returning prospect_id as id`,
      [id, scene.contract.contractId, this.employerId, this.person('hr').personId, this.app.clock.now()],
    );
    return rows[0]?.id ?? '';
  }

  /** The centre proposed somebody as a tutor before the employer joined. */
  private async proposedTutor(): Promise<string> {
    const { personId } = await this.app.given.someone(null);
    const { rows } = await this.app.owner.query<{ id: string }>(
      `with proposal as (
         insert into employer_proposals (id, organisation_id, training_centre_id, proposed_by, proposed_at)
         values (gen_random_uuid(), $1, $2, $3, $4)
         on conflict (organisation_id, training_centre_id) do update set proposed_at = $4
         returning id
       )
       insert into proposed_tutors (id, proposal_id, person_id, proposed_by, proposed_at)
       select gen_random_uuid(), p.id, $5, $3, $4 from proposal p returning id`,
      [
        this.employerId,
        this.trainingCentreId,
        this.person('centre_admin').personId,
        this.app.clock.now(),
        personId,
      ],
    );
    return rows[0]?.id ?? '';
  }

  /** Both sides call the contract, or the mandate, so. */
  private async callBySides(
    operation: Operation,
    { contract, mandateId }: Scene,
    externalId: string,
  ): Promise<void> {
    const [table, id] = operation.path.includes('/mandates/')
      ? ['mandate', mandateId]
      : ['contract', contract.contractId];
    await this.app.owner.query(
      `insert into ${table}_external_ids (${table}_id, organisation_id, external_id)
       select $1, o.id, $2 from organisations o where o.id = any ($3) on conflict do nothing`,
      [id, externalId, [this.employerId, this.trainingCentreId]],
    );
  }

  /** The members that must be there, each as its schema and its name ask. */
  minimal(schema: Schema, scene: Scene, name = ''): unknown {
    if (schema.type === 'object' || schema.properties) {
      // One of the two names is enough, and one is needed.
      const required = [
        ...(schema.required ?? []),
        ...(schema.properties?.['familyName'] && !schema.required?.includes('familyName')
          ? ['familyName']
          : []),
      ];
      return Object.fromEntries(
        required.map((key) => [key, this.minimal(schema.properties?.[key] ?? {}, scene, key)]),
      );
    }
    if (schema.enum) return schema.enum[0];
    if (schema.type === 'array') {
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
        this.minimal(schema.items ?? {}, scene, name),
      );
    }
    if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
    if (schema.type === 'boolean') return true;
    return this.textFor(schema, scene, name);
  }

  private textFor(schema: Schema, scene: Scene, name: string): string {
    const { alternant, ...ids } = scene.contract;
    const known: Record<string, string> = {
      ...ids,
      alternantId: alternant.personId,
      personId: this.person('tutor').personId,
      organisationId: this.employerId,
      startsOn: '2027-10-01',
      endsOn: '2028-09-30',
      siret: '77937827200016',
      competency: 'A',
      competencies: 'COMPETENCY',
      level: 'observation',
      mission: 'meal',
      missions: 'meal',
      frameworkId: this.shippedFrameworkId,
      structureType: 'EHPAD',
      structureTypes: 'EHPAD',
    };
    const found = known[name];
    if (typeof found === 'string') return found;
    this.count += 1;
    if (schema.format === 'date') return this.app.clock.today();
    if (schema.format === 'date-time') return this.app.clock.now();
    if (schema.format === 'uuid') return ids.contractId;
    if (schema.format === 'email') return `nouvelle-${this.count}@exemple.test`;
    if (schema.format === 'uri') return 'https://exemple.test/';
    if (schema.pattern) return `CODE-${this.count}`;
    return `Texte ${this.count}`.padEnd(schema.minLength ?? 0, '.');
  }
}
