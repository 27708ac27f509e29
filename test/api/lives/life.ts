import { expect } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

interface Draft {
  readonly birthDate: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly kind?: 'apprenticeship' | 'professionalisation';
  readonly alternant?: Someone;
  readonly tutor?: Someone;
  readonly employerId?: OrganisationId;
  readonly hr?: Caller;
  readonly continuationOf?: string;
}

const MISSIONS = [
  { code: 'meal', title: 'Repas', level: 'observation', competencies: ['C6'] },
  { code: 'lift', title: 'Lève-personne', level: 'observation', competencies: ['C6'], regulated: true },
];

/** Said of nearly every contract here: a form that is not whole, a tutor of whom nothing was checked. */
const EVERYWHERE = ['form_incomplete', 'maitre_eligibility_unknown'];

/** An employer, a training centre and a ladder, where contracts begin, go on and end. */
export class Town {
  private constructor(
    readonly app: TestApp,
    readonly employerId: OrganisationId,
    readonly trainingCentreId: OrganisationId,
    readonly ladderId: LadderId,
    readonly hr: Caller,
    readonly admin: Caller,
  ) {}

  static async start(): Promise<Town> {
    const app = await TestApp.start();
    const employerId = await app.given.organisation({ structureType: 'EHPAD' });
    const trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
    const ladderId = await app.given.ladder({ missions: MISSIONS });
    const hr = await app.as(await app.given.someone('hr', employerId));
    const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
    return new Town(app, employerId, trainingCentreId, ladderId, hr, admin);
  }

  /** Another employer, and whoever acts for it. */
  async otherEmployer(): Promise<{ employerId: OrganisationId; hr: Caller }> {
    const employerId = await this.app.given.organisation({ name: 'Clinique du Parc' });
    return { employerId, hr: await this.app.as(await this.app.given.someone('hr', employerId)) };
  }

  /** The centre drafts, the employer names who tutors. */
  async draft({ kind = 'apprenticeship', ...values }: Draft): Promise<Life> {
    const { app, admin, ladderId, trainingCentreId } = this;
    const { startsOn, endsOn, birthDate, continuationOf } = values;
    const employerId = values.employerId ?? this.employerId;
    const hr = values.hr ?? this.hr;
    const alternantIs =
      values.alternant ?? (await app.given.someone('alternant', trainingCentreId, { birthDate }));
    const tutorIs = values.tutor ?? (await app.given.someone('tutor', employerId));
    const parties = { alternantId: alternantIs.personId, employerId, trainingCentreId, ladderId };
    const made = await admin.post('/v1/contracts', { kind, ...parties, startsOn, endsOn, continuationOf });
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    const life = new Life(
      app,
      made.body.id,
      hr,
      admin,
      await app.as(alternantIs),
      await app.as(tutorIs),
      alternantIs,
      tutorIs,
    );
    const named = await life.hr.post(life.at('mandates'), {
      personId: tutorIs.personId,
      role: 'main_tutor',
      from: startsOn,
    });
    expect([named.status, named.body.code]).toEqual([201, undefined]);
    return life;
  }
}

/** One contract, from draft to end, as those who live it see it. */
export class Life {
  constructor(
    readonly app: TestApp,
    readonly id: string,
    readonly hr: Caller,
    readonly admin: Caller,
    readonly alternant: Caller,
    readonly tutor: Caller,
    readonly alternantIs: Someone,
    readonly tutorIs: Someone,
  ) {}

  /** This life on the contract by which it goes on, with those of the new employer. */
  goingOnAs(id: string, hr: Caller, tutor: Caller): Life {
    return new Life(this.app, id, hr, this.admin, this.alternant, tutor, this.alternantIs, this.tutorIs);
  }

  at(rest: string): string {
    return `/v1/contracts/${this.id}/${rest}`;
  }

  on(day: string): void {
    this.app.clock.set(day);
  }

  async contract(): Promise<TestResponse['body']> {
    return (await this.hr.get(`/v1/contracts/${this.id}`)).body;
  }

  async fill(sections: object): Promise<void> {
    const filled = await this.hr.patch(this.at('form'), sections, { 'if-match': '*' });
    expect([filled.status, filled.body.errors ?? filled.body.fields]).toEqual([200, undefined]);
  }

  async change(changes: object): Promise<void> {
    const { headers } = await this.hr.get(`/v1/contracts/${this.id}`);
    const changed = await this.hr.patch(`/v1/contracts/${this.id}`, changes, {
      'if-match': String(headers['etag']),
    });
    expect([changed.status, changed.body.code]).toEqual([200, undefined]);
  }

  /** `code what it stops`, of all that the law has to say beyond information. */
  async findings(): Promise<string[]> {
    const { body } = await this.hr.get(this.at('checks'));
    return body.data
      .filter(({ severity, code }: Finding) => severity !== 'inform' && !EVERYWHERE.includes(code))
      .map(({ code, blocks, override }: Finding) => `${code} ${override ? 'known' : (blocks ?? '-')}`);
  }

  async knows(code: string, reason: string): Promise<void> {
    expect((await this.hr.post(this.at('check-overrides'), { code, reason })).status).toBe(201);
  }

  /** Refused for these reasons. */
  async refusedToSign(): Promise<string[]> {
    const { status, body } = await this.hr.post(this.at('sign'));
    expect(status).toBe(409);
    return (body.findings ?? [body]).map(({ code }: Finding) => code);
  }

  async sign(): Promise<void> {
    const signed = await this.hr.post(this.at('sign'));
    expect([signed.status, signed.body.code, signed.body.findings]).toEqual([200, undefined, undefined]);
  }

  /** `first day · percentage · least pay of a month`, stretch by stretch. */
  async pay(): Promise<string[]> {
    const { body } = await this.hr.get(this.at('pay'));
    return body.periods.map(
      ({ from, percent, minimumMonthlyCents }: Record<string, string>) =>
        `${from} · ${percent} % · ${(Number(minimumMonthlyCents) / 100).toFixed(2)}`,
    );
  }

  async terminate(body: object): Promise<[number, string[]]> {
    const { status, body: answer } = await this.hr.post(this.at('terminate'), body);
    return [status, (answer.errors ?? answer.warnings ?? []).map(({ code }: Finding) => code)];
  }

  /** All signed on paper; by HR. */
  async amend(body: object): Promise<[number, string | undefined]> {
    const { status, body: made } = await this.hr.post(this.at('amendments'), { reason: 'Accord', ...body });
    if (status !== 201) return [status, made.errors?.[0]?.code ?? made.code];
    const signed = await this.hr.post(`/v1/amendments/${made.id}/signatures`, { paperSignedByAll: true });
    return [signed.status, signed.body.errors?.[0]?.code ?? signed.body.code];
  }

  async deposit(body?: object): Promise<TestResponse['body']> {
    if (body) expect((await this.hr.post(this.at('deposits'), body)).status).toBe(201);
    return (await this.hr.get(this.at('deposit'))).body;
  }

  async plan(exceptions: object[] = []): Promise<void> {
    const { startsOn } = await this.contract();
    const patterns = [
      { from: mondayOf(startsOn), weeks: [{ company: OFFICE }, { company: OFFICE }, { centre: OFFICE }] },
    ];
    const planned = await this.hr.post(this.at('calendars'), { patterns, exceptions });
    expect([planned.status, planned.body.errors]).toEqual([201, undefined]);
  }
}

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly blocks: string | null;
  readonly override: object | null;
}

const OFFICE = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

const dayAfter = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

const mondayOf = (day: string): string => dayAfter(day, -((new Date(day).getUTCDay() + 6) % 7));
