import { newId } from '../../src/platform/ids.js';
import { AccessTokens } from '../../src/platform/access/access-tokens.js';
import type { MandateRole } from '../../src/features/mandates/mandates.types.js';
import { addDays } from '../../src/kernel/days.js';
import type { LadderId, OrganisationId } from '../../src/kernel/ids.js';
import type { Actor, Role } from '../../src/platform/access/actor.js';
import type { Caller, TestApp, TestResponse } from '../support/app.js';
import { SCOPES } from '../../src/platform/access/scopes.js';
import { jpeg } from '../support/scenarios/files.js';
import type { GivenContract, Someone } from '../support/scenarios/given.js';
import {
  CALLERS,
  EVERY_PLACE,
  PLACES,
  TODAY,
  type CallerSpec,
  type Organisation,
  type Place,
} from './callers.js';

/** Somebody of the matrix, signed in. */
export interface Known {
  readonly spec: CallerSpec;
  readonly someone: Someone;
  readonly token: string | null;
}

/** A contract, all that hangs on it, and those who act on it when the world needs it. */
export interface Ground {
  readonly place: Place;
  readonly contract: GivenContract;
  readonly contractExternalId: string;
  /** The tag of the contract once its story was played. */
  contractTag: string;
  readonly employerId: OrganisationId;
  readonly centreId: OrganisationId;
  readonly people: Readonly<Record<MandateRole, Someone>>;
  /** One of each role, in force unless the contract ended. */
  readonly mandates: Readonly<Record<MandateRole, string>>;
  readonly mainTutor: Caller;
  readonly referent: Caller;
  readonly hr: Caller;
  readonly centreAdmin: Caller;
  /** The id of one of each, by the name of the parameter that takes it. */
  readonly ids: Record<string, string>;
}

/** What each employer and each centre has beside contracts. */
export interface Premises {
  readonly id: OrganisationId;
  readonly administrator: Caller;
  /** A tutor or a referent without any mandate. */
  readonly candidate: Someone;
  readonly memberExternalId: string;
  /** Whom it recorded and who left it, ten and a hundred days ago. */
  readonly left: { readonly lately: Someone; readonly longAgo: Someone };
  readonly invitationId: string;
  readonly apiClientId: string;
  /** What a centre has of its own, one of each kept as a draft. */
  readonly frameworks: { readonly draft: string; readonly published: string };
  readonly ladders: { readonly draft: string; readonly published: string };
}

export const LEVELS = ['observation', 'practice', 'care'] as const;
const FACTS_ON = '2026-02-15';

/** By these one knows that an answer speaks of that contract. */
export const secretsOf = ({ place, contract }: Ground): string[] => [`Moreau-${place}`, contract.contractId];
export const commentOf = (place: Place) => `Texte libre de ${place}`;

/** Two employers, two centres, a contract in each place, and every caller: built once, then left as it is. */
export class World {
  readonly grounds = new Map<Place, Ground>();
  readonly premises = new Map<Organisation | 'platform', Premises>();
  readonly known: Known[] = [];
  /** `id:secret` of a client of each organisation. */
  readonly clientSecrets = new Map<Organisation, string>();
  frameworkId = '';
  ladderId = '' as LadderId;
  /** The ladder that every contract began with, before it moved to that one. */
  private firstLadderId = '' as LadderId;
  private movedBy = '';
  /** From the ladder of the contracts to another one, that says the same. */
  mappingId = '';
  platformAdmin!: Caller;
  refreshToken = '';
  invitationToken = '';
  sessionId = '';
  /** A merge of the employer E2. */
  mergeId = '';
  grantId = '';
  /** A proposal of the centre C2, and a tutor of it. */
  proposalId = '';
  proposedTutorId = '';
  emailChangeId = '';
  readonly signIn = { email: 'camille@exemple.test', password: 'un mot de passe assez long' };

  private constructor(readonly app: TestApp) {}

  static async build(app: TestApp): Promise<World> {
    const world = new World(app);
    await world.buildFramework();
    for (const kind of ['E1', 'E2', 'C1', 'C2'] as const) await world.buildPremises(kind);
    const people = await Promise.all(CALLERS.map((spec) => world.buildPerson(spec)));
    for (const place of EVERY_PLACE) await world.buildGround(place, people);
    await world.playStories();
    app.clock.set(TODAY);
    for (const [i, spec] of CALLERS.entries()) {
      world.known.push(await world.signedIn(spec, people[i] as Someone));
    }
    await world.prepareSigningIn();
    return world;
  }

  ground(place: Place): Ground {
    return this.grounds.get(place) as Ground;
  }

  at(organisation: Organisation | 'platform'): Premises {
    return this.premises.get(organisation) as Premises;
  }

  /** Roles of a new token, as signing in would give them. */
  async tokenRoles({ personId }: Someone): Promise<readonly Role[]> {
    const { owner, clock } = this.app;
    await owner.query('begin');
    await owner.query(`select set_config('app.now', $1, true)`, [clock.now()]);
    const { rows } = await owner.query<{ roles: Role[] }>('select app.token_roles($1) as roles', [personId]);
    await owner.query('commit');
    return rows[0]?.roles ?? [];
  }

  private async buildFramework(): Promise<void> {
    const { given } = this.app;
    this.platformAdmin = await this.app.as(await given.someone('platform_admin'));
    this.premises.set('platform', {
      id: '' as OrganisationId,
      administrator: this.platformAdmin,
      candidate: await given.someone(null),
      memberExternalId: '',
      left: { lately: await given.someone(null), longAgo: await given.someone(null) },
      invitationId: '',
      apiClientId: '',
      ...(await this.buildLadders(this.platformAdmin, 'PLATFORM')),
    });
    this.frameworkId = this.at('platform').frameworks.published;
    this.ladderId = this.at('platform').ladders.published as LadderId;
    this.firstLadderId = await this.anotherLadder('FIRST');
    this.movedBy = await this.mapping(this.firstLadderId, this.ladderId);
    this.mappingId = await this.mapping(this.ladderId, await this.anotherLadder('NEXT'));
  }

  private async anotherLadder(code: string): Promise<LadderId> {
    const { body } = await made(this.platformAdmin.post('/v1/ladders', ladderBody(this.frameworkId, code)));
    await made(this.platformAdmin.post(`/v1/ladders/${body.id}/publish`), 200);
    return body.id;
  }

  private async mapping(from: LadderId, toLadderId: LadderId): Promise<string> {
    const body = {
      toLadderId,
      competencies: ['C1', 'C2'].map((code) => ({ from: code, to: code, kind: 'exact' })),
    };
    return (await made(this.platformAdmin.post(`/v1/ladders/${from}/mappings`, body))).body.id;
  }

  private async buildPremises(organisation: Organisation): Promise<void> {
    const { given } = this.app;
    const isCentre = organisation.startsWith('C');
    const id = await given.organisation({
      kind: isCentre ? 'training_centre' : 'employer',
      name: `Maison ${organisation}`,
    });
    await this.app.owner.query('update organisations set external_id = $2 where id = $1', [id, organisation]);
    const administrator = await this.app.as(await given.someone(isCentre ? 'centre_admin' : 'hr', id));
    const memberExternalId = `P-${organisation}`;
    const member = await given.someone(isCentre ? 'referent' : 'tutor', id);
    await this.app.owner.query('update people set external_id = $2, owner_id = $3 where id = $1', [
      member.personId,
      memberExternalId,
      id,
    ]);
    const left = async (until: string) => {
      const someone = await given.someone(isCentre ? 'referent' : 'tutor', id, { until });
      await this.app.owner.query('update people set owner_id = $2 where id = $1', [someone.personId, id]);
      return someone;
    };
    const invited = await made(
      administrator.post('/v1/invitations', {
        email: `${organisation.toLowerCase()}@exemple.test`,
        organisationId: id,
        role: isCentre ? 'referent' : 'tutor',
      }),
    );
    const client = await made(
      administrator.post('/v1/api-clients', { name: organisation, organisationId: id, scopes: SCOPES }),
    );
    this.clientSecrets.set(organisation, `${client.body.clientId}:${client.body.clientSecret}`);
    const none = { draft: '', published: '' };
    this.premises.set(organisation, {
      id,
      administrator,
      candidate: await given.someone(isCentre ? 'referent' : 'tutor', id),
      memberExternalId,
      left: { lately: await left(addDays(TODAY, -10)), longAgo: await left(addDays(TODAY, -100)) },
      invitationId: invited.body.id,
      apiClientId: client.body.id,
      ...(isCentre
        ? await this.buildLadders(administrator, organisation)
        : { frameworks: none, ladders: none }),
    });
    if (organisation === 'E2') await this.buildMerge(this.at(organisation));
    if (organisation === 'C2') await this.buildProposal(this.at(organisation));
    if (organisation === 'E2') await this.buildGrant(this.at(organisation));
  }

  /** A colleague had two records for a day. */
  private async buildMerge({ candidate, left }: Premises): Promise<void> {
    this.mergeId = newId();
    await this.app.owner.query(
      `insert into person_merges
         (id, kept_id, duplicate_id, reason, merged_by, merged_at, moved, undone_by, undone_at)
       values ($1, $2, $3, 'doublon', $2, $4, '[]', $2, $4)`,
      [this.mergeId, candidate.personId, left.longAgo.personId, this.app.clock.now()],
    );
  }

  private async buildProposal({ id, candidate }: Premises): Promise<void> {
    [this.proposalId, this.proposedTutorId] = [newId(), newId()];
    const [employer, now] = [await this.app.given.organisation(), this.app.clock.now()];
    await this.app.owner.query('insert into employer_proposals values ($1, $2, $3, $4, $5)', [
      this.proposalId,
      employer,
      id,
      candidate.personId,
      now,
    ]);
    await this.app.owner.query('insert into proposed_tutors values ($1, $2, $3, $4, $5)', [
      this.proposedTutorId,
      this.proposalId,
      (await this.app.given.someone(null)).personId,
      candidate.personId,
      now,
    ]);
  }

  /** Its program was to serve another establishment. */
  private async buildGrant({ apiClientId, candidate }: Premises): Promise<void> {
    this.grantId = newId();
    await this.app.owner.query(
      `insert into api_client_grants
         (id, client_id, organisation_id, asked_by, asked_at, withdrawn_by, withdrawn_at)
       values ($1, $2, $3, $4, $5, $4, $5)`,
      [
        this.grantId,
        apiClientId,
        await this.app.given.organisation(),
        candidate.personId,
        this.app.clock.now(),
      ],
    );
  }

  private async buildLadders(owner: Caller, name: string): Promise<Pick<Premises, 'frameworks' | 'ladders'>> {
    const framework = (code: string) => made(owner.post('/v1/frameworks', frameworkBody(code)));
    const frameworks = {
      draft: (await framework(`${name}-DRAFT`)).body.id as string,
      published: (await framework(name)).body.id as string,
    };
    await made(owner.post(`/v1/frameworks/${frameworks.published}/publish`), 200);
    const ladder = (code: string) => made(owner.post('/v1/ladders', ladderBody(frameworks.published, code)));
    const ladders = {
      draft: (await ladder(`${name}-DRAFT`)).body.id as string,
      published: (await ladder(name)).body.id as string,
    };
    await made(owner.post(`/v1/ladders/${ladders.published}/publish`), 200);
    return { frameworks, ladders };
  }

  private async buildPerson(spec: CallerSpec): Promise<Someone> {
    const { given, owner } = this.app;
    const ofPlace = spec.alternantOn[0] ?? spec.mandates[0]?.on;
    const birthDate = spec.alternantOn.length > 0 ? '2006-05-04' : '1990-05-04';
    const familyName = `${spec.alternantOn.length > 0 ? 'Moreau' : 'Tuteur'}-${ofPlace ?? 'personne'}`;
    const someone = await given.someone(null, null, { familyName, birthDate });
    for (const { role, of, from, until } of spec.memberships) {
      const organisationId = of === null ? null : this.at(of).id;
      await given.membership(someone, role, organisationId, until ?? null, from ?? null);
    }
    if (spec.token === 'closed') {
      await owner.query('update accounts set disabled_at = $2 where id = $1', [
        someone.accountId,
        this.app.clock.now(),
      ]);
    }
    return someone;
  }

  private async buildGround(place: Place, people: readonly Someone[]): Promise<void> {
    const { given, owner } = this.app;
    const { employer, centre } = PLACES[place];
    const [employerId, trainingCentreId] = [this.at(employer).id, this.at(centre).id];
    const own = CALLERS.findIndex(({ alternantOn }) => alternantOn.includes(place));
    const alternant =
      people[own] ??
      (await given.someone('alternant', trainingCentreId, {
        familyName: `Moreau-${place}`,
        birthDate: '2006-05-04',
      }));
    const contract = await given.contract({
      employerId,
      trainingCentreId,
      ladderId: this.firstLadderId,
      alternant,
    });
    await owner.query(
      'update contracts set external_id = $2, legal_representative = $3, owner_id = $4 where id = $1',
      [
        contract.contractId,
        `CT-${place}`,
        JSON.stringify({ givenName: 'Anne', familyName: `Moreau-${place}`, email: null, phone: null }),
        employerId,
      ],
    );
    const team = {} as Record<MandateRole, Someone & { mandateId: string }>;
    for (const [i, spec] of CALLERS.entries()) {
      for (const held of spec.mandates.filter(({ on }) => on === place)) {
        const holder = await given.mandate(contract, held.role, {
          ...held,
          person: people[i] as Someone,
          ...(held.ownHand ? { by: people[i] as Someone } : {}),
        });
        if (spec.name === held.role || place === 'same') team[held.role] = holder;
      }
    }
    for (const role of ['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'] as const) {
      if (team[role]) continue;
      const [memberOf, as] = role === 'referent' ? [trainingCentreId, role] : [employerId, 'tutor' as const];
      const person = await given.someone(as, memberOf, { familyName: `Tuteur-${place}` });
      team[role] = await given.mandate(contract, role, { person });
    }
    this.grounds.set(place, {
      place,
      contract,
      contractExternalId: `CT-${place}`,
      contractTag: '',
      employerId,
      centreId: trainingCentreId,
      people: team,
      mandates: Object.fromEntries(
        Object.entries(team).map(([role, { mandateId }]) => [role, mandateId]),
      ) as Ground['mandates'],
      mainTutor: await this.app.as({ ...team.main_tutor, roles: ['tutor'] }),
      referent: await this.app.as({ ...team.referent, roles: ['referent'] }),
      hr: this.at(employer).administrator,
      centreAdmin: this.at(centre).administrator,
      ids: { contractId: contract.contractId, mandateId: team.main_tutor.mandateId },
    });
  }

  /** What happened on each contract: one of each fact that has an id, told by those who may. */
  private async playStories(): Promise<void> {
    const { clock } = this.app;
    clock.set('2026-01-20');
    await this.playStory(this.ground('ended'), '2026-01-15');
    clock.set('2026-02-12');
    await made(
      this.ground('ended').hr.post(this.url('ended', 'terminate'), {
        on: '2026-02-11',
        cause: 'mutual_agreement',
        initiator: 'both',
      }),
      200,
    );
    clock.set('2026-02-20');
    for (const place of EVERY_PLACE.filter((it) => it !== 'ended')) {
      await this.playStory(this.ground(place), FACTS_ON);
    }
    for (const ground of this.grounds.values()) {
      const { headers } = await ground.hr.get(`/v1/contracts/${ground.contract.contractId}`);
      ground.contractTag = headers['etag'] ?? '';
    }
  }

  private async playStory(ground: Ground, observedOn: string): Promise<void> {
    const { place, mainTutor, hr, ids } = ground;
    const url = (rest: string) => this.url(place, rest);
    const text = commentOf(place);
    await made(hr.post(url('suspend'), { on: '2025-09-15', comment: text }), 200);
    await made(hr.post(url('resume'), { on: '2026-01-10', comment: text }), 200);
    const resumed = await made(mainTutor.post(url('resumptions'), { comment: text }));
    const changed = await made(ground.centreAdmin.post(url('ladder-changes'), { mappingId: this.movedBy }));
    const sign = (level: string, ...competencies: string[]) =>
      made(
        mainTutor.post(url('sign-offs'), {
          observedOn,
          observation: true,
          items: competencies.map((competency) => ({
            competency,
            level,
            outcome: 'acquired',
            comment: text,
          })),
        }),
      );
    const first = await sign('observation', 'C1', 'C2');
    const coTutor = await this.app.as({ ...ground.people.co_tutor, roles: ['tutor'] });
    const observed = await made(
      coTutor.post(url('observations'), {
        observedOn,
        items: [{ competency: 'C1', level: 'practice', outcome: 'performed', comment: text }],
      }),
    );
    const second = await sign('practice', 'C1');
    const declined = await made(
      mainTutor.post(url('level-decisions'), { level: 'practice', decision: 'decline', reason: text }),
    );
    const revoked = await made(
      mainTutor.post(`/v1/sign-offs/${second.body.signOffs[0].id}/revocations`, {
        reasonCode: 'other',
        reason: text,
      }),
    );
    const assigned = await made(mainTutor.post(url('assignments'), { mission: 'meal', from: observedOn }));
    // Whatever was high is reviewed: what a concern withdraws is not the question of the other samples.
    const about = { missions: ['meal'], text };
    const raised = await made(ground.referent.post(url('concerns'), { severity: 'high', ...about }));
    await made(mainTutor.post(`/v1/concerns/${raised.body.id}/reviews`, { text }), 201);
    const concern = await made(mainTutor.post(url('concerns'), { severity: 'low', ...about }));
    const alternant = await this.app.as({ ...ground.contract.alternant, roles: ['alternant'] });
    const entry = { on: observedOn, mission: 'meal', minutes: 30, text };
    const wrote = await made(alternant.post(url('journal-entries'), entry));
    const planned = await made(mainTutor.post(url('plan-items'), planItem({ note: text })));
    const assessed = await made(
      alternant.post(url('self-assessments'), {
        on: observedOn,
        items: [{ competency: 'C1', level: 'practice', rating: 'alone', comment: text }],
      }),
    );
    const items = [{ competency: 'C1', level: 'practice' }];
    const request = await made(coTutor.post(url('sign-off-requests'), { items }));
    const declared = await made(
      hr.post(`/v1/organisations/${ground.employerId}/declarations`, declarationBody(this.ladderId)),
    );
    const attested = await made(mainTutor.post(url('attestations'), ATTESTATION));
    const photo = await made(
      mainTutor.send(
        'POST',
        url(`evidence?noResidentIdentifiable=true&fileName=${encodeURIComponent(text)}`),
        {
          body: jpeg(),
          headers: { 'content-type': 'image/jpeg' },
        },
      ),
    );
    const dispute = await made(
      alternant.post(url('disputes'), {
        about: { kind: 'revocation', id: revoked.body.revocation.id },
        grounds: text,
      }),
    );
    const { body: listed } = await hr.get(url('steps'));
    const away = { from: '2026-01-12', to: '2026-01-13' };
    const absence = await made(hr.post(`/v1/mandates/${ground.mandates.main_tutor}/absences`, away));
    const erasureId = newId();
    await this.app.owner.query(
      `insert into erasures (id, person_id, reason, asked_by, asked_at, due_at) values ($1, $2, 'essai', $2, $3, '2999-01-01')`,
      [erasureId, ground.contract.alternant.personId, this.app.clock.now()],
    );
    Object.assign(ids, {
      erasureId,
      resumptionId: resumed.body.id,
      absenceId: absence.body.id,
      stepId: listed.data.find(({ kind }: { kind: string }) => kind === 'resumed').id,
      ladderChangeId: changed.body.ladderChange.id,
      signOffId: first.body.signOffs[1].id,
      observationId: observed.body.id,
      levelDecisionId: declined.body.id,
      revocationId: revoked.body.revocation.id,
      assignmentId: assigned.body.id,
      concernId: concern.body.id,
      journalEntryId: wrote.body.id,
      planItemId: planned.body.id,
      selfAssessmentId: assessed.body.id,
      signOffRequestId: request.body.id,
      declarationId: declared.body.id,
      attestationId: attested.body.id,
      evidenceId: photo.body.id,
      disputeId: dispute.body.id,
    });
  }

  /** What is read of that contract. */
  url(place: Place, rest: string): string {
    return `/v1/contracts/${this.ground(place).contract.contractId}/${rest}`;
  }

  private async signedIn(spec: CallerSpec, someone: Someone): Promise<Known> {
    if (spec.token === 'none') return { spec, someone, token: null };
    const actor = spec.client ? await this.client(spec.client, spec.token) : await this.person(spec, someone);
    if (spec.token === 'expired') this.app.clock.advance({ days: -1 });
    const token = await this.app.nest.get(AccessTokens).issue(actor);
    this.app.clock.set(TODAY);
    return {
      spec,
      someone: actor.kind === 'person' ? actor : someone,
      token: spec.token === 'altered' ? `${token.slice(0, -4)}AAAA` : token,
    };
  }

  private async person(spec: CallerSpec, someone: Someone): Promise<Actor & Someone> {
    const roles =
      spec.token === 'fresh' ? await this.tokenRoles(someone) : spec.memberships.map(({ role }) => role);
    return { kind: 'person', ...someone, roles };
  }

  private async client(
    { of, scopes, until }: NonNullable<CallerSpec['client']>,
    token: CallerSpec['token'],
  ): Promise<Actor> {
    const made = await this.app.given.apiClient(this.at(of).id, { scopes, ...(until ? { until } : {}) });
    if (token === 'closed') {
      await this.app.owner.query('update api_clients set revoked_at = $2 where id = $1', [
        made.clientId,
        this.app.clock.now(),
      ]);
    }
    return { kind: 'client', ...made };
  }

  private async prepareSigningIn(): Promise<void> {
    const { given } = this.app;
    const someone = await given.someone('tutor', this.at('E1').id);
    await given.password(someone, this.signIn.email, this.signIn.password);
    const session = await made(this.app.anyone.post('/v1/auth/login', this.signIn), 200);
    this.refreshToken = session.body.refreshToken;
    const { body } = await this.app.withToken(session.body.accessToken).get('/v1/me/sessions');
    this.sessionId = body.data[0].id;
    const { rows } = await this.app.owner.query<{ id: string }>(
      `insert into account_links (id, account_id, purpose, email, created_at, expires_at)
       values (gen_random_uuid(), $1, 'confirm_email', 'ailleurs@exemple.test', $2, $2::timestamptz + interval '1 day')
       returning id`,
      [someone.accountId, this.app.clock.now()],
    );
    this.emailChangeId = rows[0]?.id ?? '';
    const invited = await made(
      this.platformAdmin.post('/v1/invitations', {
        email: 'nouvelle@exemple.test',
        organisationId: this.at('E1').id,
        role: 'tutor',
      }),
    );
    this.invitationToken = new URL(invited.body.acceptUrl).searchParams.get('token') ?? '';
  }
}

/** A world that cannot be built is no world: the step that failed says so. */
export async function made(sent: Promise<TestResponse>, status = 201): Promise<TestResponse> {
  const answer = await sent;
  if (answer.status !== status) throw new Error(`Not ${status}: ${answer.text}`);
  return answer;
}

/** To be learned within every contract, also the one that ended. */
export const planItem = (values: object = {}) => ({
  horizon: 'short',
  mission: 'meal',
  competencies: [{ competency: 'C1', level: 'practice' }],
  place: 'employer',
  by: '2026-01-31',
  ...values,
});

export const declarationBody = (ladderId: string) => ({
  declaredOn: '2026-01-05',
  ladderId,
  missions: ['lift'],
});

export const ATTESTATION = { prerequisite: 'afgsu_2', validFrom: '2026-01-05' };

export const frameworkBody = (code: string) => ({
  code,
  version: '1',
  title: code,
  blocks: [
    { code: 'B1', title: 'Bloc', competencies: ['C1', 'C2'].map((it) => ({ code: it, title: 'Faire' })) },
  ],
});

export const ladderBody = (frameworkId: string, code: string) => ({
  frameworkId,
  code,
  title: code,
  levels: [
    { code: 'observation', unlock: 'automatic', supervision: 'direct', competencies: ['C1', 'C2'] },
    { code: 'practice', unlock: 'decision', supervision: 'direct', competencies: ['C1'] },
    { code: 'care', unlock: 'cosigned', supervision: 'distant', competencies: ['C1'] },
  ].map(({ competencies, ...level }) => ({
    ...level,
    title: level.code,
    requirements: competencies.map((competency) => ({ competency })),
  })),
  missions: [
    { code: 'meal', title: 'Repas', level: 'observation', competencies: ['C1'] },
    {
      code: 'lift',
      title: 'Lève-personne',
      level: 'observation',
      competencies: ['C1'],
      regulated: true,
      prerequisites: ['afgsu_2'],
    },
  ],
});
