import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isActiveOn } from '../../../src/features/contracts/contracts.types.js';
import type { Capacity } from '../../../src/features/ladder/facts.types.js';
import { loadLadderContext, type LadderContext } from '../../../src/features/ladder/ladder.queries.js';
import { viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import { holdsOn, isAbsentOn, type Mandate } from '../../../src/features/mandates/mandates.types.js';
import { awaitsAnother, canReview } from '../../../src/features/concerns/concerns.policy.js';
import { capacitiesOf, type Decider } from '../../../src/features/sign-offs/facts/deciders.policy.js';
import { decideLevelDecision } from '../../../src/features/level-decisions/level-decisions.rules.js';
import { canClaim } from '../../../src/features/sign-off-requests/sign-off-requests.policy.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import type { LadderId, MandateId, PersonId } from '../../../src/kernel/ids.js';
import { Db } from '../../../src/platform/database/db.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// What the queue selects must hold whatever the policies let somebody do: asked about whatever may happen to a team.

const START = '2026-03-12' as Day;
const LEVELS = ['look', 'help', 'care'];
const UNLOCKS = ['automatic', 'decision', 'cosigned'];

let app: TestApp;
let ladderId: LadderId;
/** To a ladder that no longer requires B. */
let mappingId: string;

beforeAll(async () => {
  app = await TestApp.start();
  ladderId = await publish('A', 'B');
  const platform = await app.as(await app.given.someone('platform_admin'));
  const made = await platform.post(`/v1/ladders/${ladderId}/mappings`, {
    toLadderId: await publish('A'),
    competencies: [{ from: 'A', to: 'A', kind: 'exact' }],
  });
  expect(made.status).toBe(201);
  mappingId = made.body.id;
});
afterAll(() => app.stop());

const publish = (...competencies: string[]): Promise<LadderId> =>
  app.given.ladder({
    levels: LEVELS.map((code, index) => ({
      code,
      title: code,
      supervision: index === 0 ? 'present_only' : 'direct',
      unlock: UNLOCKS[index] as never,
      requirements: competencies.map((competency) => ({ competency })),
    })) as never,
    missions: [{ code: 'meal', title: 'Repas', level: 'help', competencies: ['A'] }] as never,
  });

/** Around the day on which it is asked. */
const period = fc.record({
  from: fc.integer({ min: -3, max: 2 }),
  length: fc.option(fc.integer({ min: 1, max: 5 })),
});
const given = fc.record({
  who: fc.nat(3),
  role: fc.constantFrom('co_tutor', 'co_tutor', 'substitute', 'referent', 'observer'),
  period,
  maxLevel: fc.option(fc.constantFrom(...LEVELS)),
});
const world = fc.record({
  /** How far she climbs: sign-offs, decisions. */
  scenario: fc.nat(6),
  asks: fc.array(fc.record({ both: fc.boolean(), claimedBy: fc.option(fc.nat(3)) }), {
    minLength: 1,
    maxLength: 3,
  }),
  concerns: fc.array(fc.record({ by: fc.nat(3), severity: fc.constantFrom('low', 'high') }), {
    maxLength: 2,
  }),
  revoke: fc.nat(5).map((n) => n === 0),
  hoursLater: fc.constantFrom(0, 0, 0, 30, 71, 72, 24 * 30, 24 * 31),
  /** What becomes of the first main tutor’s mandate. */
  main: fc.record({
    ends: fc.option(fc.integer({ min: -2, max: 2 })),
    maxLevel: fc.option(fc.constantFrom(...LEVELS)),
  }),
  /** And of the first co-tutor’s. */
  coEnds: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 1 }),
  mandates: fc.array(given, { minLength: 1, maxLength: 4 }),
  absences: fc.array(fc.record({ of: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4, 5), period }), { maxLength: 4 }),
  /** Who left the employer, though nobody ended their mandates. */
  leaves: fc.record({ who: fc.nat(15), ends: fc.integer({ min: -2, max: 2 }) }),
  contract: fc.constantFrom('', '', '', '', '', "suspensions = '{[2026-03-01,)}'"),
});
type Drawn = typeof world extends fc.Arbitrary<infer T> ? T : never;

interface Item {
  readonly level: string;
  readonly obsolete: boolean;
}

/** Everything that awaits somebody, as the policies say. */
class Judge {
  private readonly today: Day;
  private readonly isActive: boolean;

  constructor(
    private readonly context: LadderContext,
    // oxlint-disable-next-line typescript/no-explicit-any -- as the API answered
    private readonly requests: any[],
    // oxlint-disable-next-line typescript/no-explicit-any -- as the API answered
    private readonly concerns: any[],
  ) {
    this.today = app.clock.today();
    this.isActive = isActiveOn(context.life, this.today);
  }

  awaits(person: PersonId, administers: 'hr' | 'centre_admin' | null): string[] {
    return [
      ...this.requestsOf(person),
      ...this.levelsOf(person),
      ...this.concernsOf(person),
      ...this.absencesOf(person, administers),
      ...this.replacementsOf(administers),
    ].sort();
  }

  private get state() {
    return viewLadder(this.context.ladder, this.context.progress, app.clock.now());
  }

  private requestsOf(person: PersonId): string[] {
    const locked = this.state.levels.filter(({ status }) => status === 'locked').map(({ code }) => code);
    return this.requests
      .filter(({ waitsFor }) => this.isActive && waitsFor?.personIds.includes(person))
      .filter(({ items }) => !items.some((item: Item) => !item.obsolete && locked.includes(item.level)))
      .map(({ id, waitsFor, status }) => `sign_off_request ${id} ${waitsFor.act} ${status}`);
  }

  private levelsOf(person: PersonId): string[] {
    const ready = this.state.levels.find(({ status }) => status === 'ready');
    if (!ready || !this.isActive) return [];
    const verdict = (who: PersonId, capacities: ReadonlyMap<Capacity, Mandate>) =>
      decideLevelDecision(
        this.context.ladder,
        this.context.progress,
        this.state,
        ready.code,
        'open',
        { personId: who, capacities } as Decider,
        this.context.mandates,
        this.today,
      );
    const own = verdict(person, capacitiesOf(person, this.context, this.today));
    const anybody = new Map([['referent', { id: newId() } as Mandate]] as const);
    const waits = verdict(newId<'person'>(), anybody).ok;
    if (!own.ok) return [];
    if (own.capacity === 'referent') return [`co_signature ${own.cosigns}`];
    return waits ? [] : [`level_decision ${this.context.contractId}`];
  }

  private concernsOf(person: PersonId): string[] {
    return this.concerns
      .filter(
        (concern) =>
          !concern.review &&
          canReview(person, this.context, this.today) &&
          !awaitsAnother(person, concern, this.context, this.today),
      )
      .map(({ id }) => `concern_review ${id}`);
  }

  /** No policy says it: the main tutor is absent, and nobody may take on a request at the level that is worked on. */
  private absencesOf(person: PersonId, administers: 'hr' | 'centre_admin' | null): string[] {
    const { mandates, ladder } = this.context;
    const held = mandates.filter((mandate) => holdsOn(mandate, this.today));
    const isAway = held.some((one) => one.role === 'main_tutor' && isAbsentOn(one, this.today));
    const current = this.state.currentLevel;
    const isCovered = held.some(({ personId }) =>
      canClaim(personId, this.context, ladder, [current], this.today),
    );
    const isThere = held.some((one) => one.personId === person && !isAbsentOn(one, this.today));
    return this.isActive && isAway && !isCovered && (administers || isThere)
      ? [`absence_to_cover ${administers === 'hr' ? 'name_substitute' : 'cover'}`]
      : [];
  }

  /** Nor that: there is a day to come without main tutor, and since when. */
  private replacementsOf(administers: 'hr' | 'centre_admin' | null): string[] {
    const main = this.context.mandates.filter(({ role }) => role === 'main_tutor');
    const days = Array.from({ length: 30 }, (_, count) => addDays(this.today, count));
    const gap = days.find((day) => !main.some((one) => holdsOn(one, day)));
    if (!this.isActive || !administers || !gap) return [];
    const ended = main[0]?.until ?? gap;
    const act = administers === 'hr' ? 'name_main_tutor' : 'cover';
    return [`mandate_to_replace ${act} ${ended < gap ? ended : gap}`];
  }
}

class Play {
  private readonly people: Someone[] = [];
  private readonly mandateIds: MandateId[] = [];

  private constructor(
    private readonly contract: GivenContract,
    private readonly drawn: Drawn,
  ) {}

  static async of(drawn: Drawn): Promise<Play> {
    app.clock.set(START);
    const play = new Play(await app.given.contract({ ladderId }), drawn);
    const { contract, people } = play;
    for (let index = 0; index < 4; index += 1)
      people.push(await app.given.someone('tutor', contract.employerId));
    await play.act();
    return play;
  }

  private url = (rest: string) => `/v1/contracts/${this.contract.contractId}/${rest}`;

  private async mandate(who: number, role: string, values: object): Promise<void> {
    const person = this.people[who] as Someone;
    const { mandateId } = await app.given.mandate(this.contract, role as never, { person, ...values });
    this.mandateIds.push(mandateId);
  }

  /** While everybody is there; then days pass, and the team changes. */
  private async act(): Promise<void> {
    const { drawn, contract } = this;
    await this.mandate(0, 'main_tutor', {});
    await this.mandate(1, 'co_tutor', {});
    await this.mandate(2, 'referent', {});
    await this.mandate(3, 'observer', {});
    const [main, co, referent, observer] = (await Promise.all(this.people.map((one) => app.as(one)))) as [
      Caller,
      Caller,
      Caller,
      Caller,
    ];
    const callers = [main, co, referent, observer];
    const alternant = await app.as(contract.alternant);
    await this.scenario(main, referent);
    const { body } = await main.get(this.url('ladder'));
    const level = body.currentLevel;
    for (const { both, claimedBy } of drawn.asks) {
      const items = (both ? ['A', 'B'] : ['B']).map((competency) => ({ competency, level }));
      const { body: asked } = await alternant.post(this.url('sign-off-requests'), { items });
      if (claimedBy !== null && asked.id)
        await callers[claimedBy]?.post(`/v1/sign-off-requests/${asked.id}/claims`);
    }
    for (const { by, severity } of drawn.concerns)
      await callers[by]?.post(this.url('concerns'), { severity, missions: ['meal'], text: 'x' });
    const signedOff = body.levels[0].requirements[0].signOffId;
    if (drawn.revoke && signedOff)
      await main.post(`/v1/sign-offs/${signedOff}/revocations`, { reasonCode: 'other', reason: 'x' });
    await this.change();
  }

  private async scenario(main: Caller, referent: Caller): Promise<void> {
    const sign = (level: string, competencies = ['A', 'B']) =>
      main.post(this.url('sign-offs'), {
        observedOn: START,
        observation: true,
        items: competencies.map((competency) => ({ competency, level, outcome: 'acquired' })),
      });
    const open = (by: Caller, level: string) =>
      by.post(this.url('level-decisions'), { level, decision: 'open' });
    const steps = [
      () => sign('look', ['A']),
      () => sign('look', ['B']),
      () => sign('help'),
      () => open(main, 'help'),
      () => sign('care'),
      () => open(main, 'care'),
    ];
    for (const step of steps.slice(0, this.drawn.scenario)) expect((await step()).status).toBe(201);
    expect(referent).toBeDefined();
  }

  private async change(): Promise<void> {
    const { drawn, contract } = this;
    app.clock.advance({ seconds: drawn.hoursLater * 3600 });
    const today = app.clock.today();
    const days = ({ from, length }: { from: number; length: number | null }) => [
      addDays(today, from),
      length === null ? null : addDays(today, from + length),
    ];
    const { ends, maxLevel } = drawn.main;
    await app.owner.query('update mandates set until_day = $2, max_level = $3 where id = $1', [
      this.mandateIds[0],
      ends === null ? null : addDays(today, ends),
      maxLevel,
    ]);
    await app.owner.query('update mandates set until_day = $2 where id = $1', [
      this.mandateIds[1],
      drawn.coEnds === null ? null : addDays(today, drawn.coEnds),
    ]);
    for (const { who, role, period: held, maxLevel: highest } of drawn.mandates) {
      const [from, until] = days(held);
      await this.mandate(who, role, {
        from,
        ...(until ? { until } : {}),
        ...(highest && role !== 'referent' && role !== 'observer' ? { maxLevel: highest } : {}),
      });
    }
    for (const { of, period: away } of drawn.absences) {
      await app.owner.query(
        `insert into mandate_absences (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by)
         select $1, m.id, m.contract_id, $3, $4, 0, $5, m.person_id from mandates m where m.id = $2`,
        [newId(), this.mandateIds[of % this.mandateIds.length], ...days(away), app.clock.now()],
      );
    }
    const leaver = this.people[drawn.leaves.who];
    if (leaver)
      await app.owner.query('update memberships set until_day = $2 where person_id = $1', [
        leaver.personId,
        addDays(today, drawn.leaves.ends),
      ]);
    if (drawn.contract)
      await app.owner.query(`update contracts set ${drawn.contract} where id = $1`, [contract.contractId]);
  }

  /** To the ladder without B, where a move may be made. */
  async move(): Promise<void> {
    const { contract } = this;
    const admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
    const post = (values: object) => admin.post(this.url('ladder-changes'), { mappingId, ...values });
    const { acknowledge } = (await post({ dryRun: true })).body;
    expect([201, 409]).toContain((await post({ acknowledge })).status);
  }

  /** What is in each queue, and what should be. */
  async compare(): Promise<string[]> {
    const { contract } = this;
    const auditorIs = await app.given.someone('auditor', contract.trainingCentreId);
    const auditor = await app.as(auditorIs);
    const context = await app.nest
      .get(Db)
      .read({ kind: 'person', ...auditorIs }, (q) => loadLadderContext(q, contract.contractId));
    const judge = new Judge(
      context,
      (await auditor.get(this.url('sign-off-requests'))).body.data,
      (await auditor.get(this.url('concerns'))).body.data,
    );
    const hr = await app.given.someone('hr', contract.employerId);
    const admin = await app.given.someone('centre_admin', contract.trainingCentreId);
    const readers: [Someone, 'hr' | 'centre_admin' | null][] = [
      ...this.people.map((one): [Someone, null] => [one, null]),
      [contract.alternant, null],
      [auditorIs, null],
      [hr, 'hr'],
      [admin, 'centre_admin'],
    ];
    const found: string[] = [];
    for (const [reader, administers] of readers) {
      const { body } = await (await app.as(reader)).get('/v1/me/queue');
      const listed = body.data.map(inWords).sort();
      const wanted = judge.awaits(reader.personId, administers);
      expect({ drawn: this.drawn, listed }).toEqual({ drawn: this.drawn, listed: wanted });
      expect(body.data.map(sinceOf)).toEqual(body.data.map(sinceOf).sort());
      found.push(...listed);
    }
    return found;
  }
}

// oxlint-disable-next-line typescript/no-explicit-any -- as the API answered
const inWords = ({ kind, id, detail }: any): string => {
  if (kind === 'sign_off_request') return `${kind} ${id} ${detail.act} ${detail.status}`;
  if (kind === 'mandate_to_replace') return `${kind} ${detail.act} ${detail.from}`;
  return kind === 'absence_to_cover' ? `${kind} ${detail.act}` : `${kind} ${id}`;
};
const requestsIn = (lines: readonly string[]) =>
  new Set(lines.filter((line) => line.startsWith('sign_off_request')).map((line) => line.split(' ')[1]));
const sinceOf = ({ since }: { since: string }) => since;

test('the queue lists of anybody what the policies let them do, and nothing else, whatever the team and the day', async () => {
  const found = new Map<string, number>();
  const moved = { stayed: 0, left: 0 };
  for (const drawn of fc.sample(world, { seed: 20260312, numRuns: 40 })) {
    const play = await Play.of(drawn);
    const before = await play.compare();
    for (const line of before) {
      const key = line.replace(/ ([0-9a-f-]{36}|[0-9]{4}-[0-9-]{5})/, '');
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    const asked = requestsIn(before);
    if (asked.size === 0) continue;
    await play.move();
    const after = requestsIn(await play.compare());
    for (const id of asked) moved[after.has(id) ? 'stayed' : 'left'] += 1;
  }
  // Of the requests, a move leaves some and takes some away.
  expect([moved.stayed > 0, moved.left > 0]).toEqual([true, true]);
  // Each was there, or it was not compared.
  expect([...found.keys()].sort()).toEqual([
    'absence_to_cover cover',
    'absence_to_cover name_substitute',
    'co_signature',
    'concern_review',
    'level_decision',
    'mandate_to_replace cover',
    'mandate_to_replace name_main_tutor',
    'sign_off_request cover submitted',
    'sign_off_request decide claimed',
    'sign_off_request decide submitted',
  ]);
}, 120_000);
