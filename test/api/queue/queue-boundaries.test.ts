import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const TODAY = '2026-03-12';
const TOMORROW = '2026-03-13';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** Something that awaits somebody, and who that is. */
interface Awaited {
  readonly scenario: LadderScenario;
  readonly reader: Someone;
  /** The mandate by which it comes to them; null: they administer the contract. */
  readonly role: 'main_tutor' | 'referent' | null;
}

const tutorOf = (scenario: LadderScenario): Awaited => ({
  scenario,
  reader: scenario.tutorIs,
  role: 'main_tutor',
});
const referentOf = async (scenario: LadderScenario): Promise<Awaited> => {
  const { rows } = await app.owner.query<Someone>(
    `select m.person_id as "personId", a.id as "accountId"
     from mandates m join accounts a on a.person_id = m.person_id
     where m.contract_id = $1 and m.role = 'referent'`,
    [scenario.contract.contractId],
  );
  return { scenario, reader: { ...(rows[0] as Someone), roles: ['referent'] }, role: 'referent' };
};
const ok = async (answer: Promise<{ status: number }>) => expect((await answer).status).toBe(201);
const alternantOf = ({ contract }: LadderScenario): Promise<Caller> => app.as(contract.alternant);

/** What nobody who is absent is asked for: others are there for it. */
const NOT_WHILE_AWAY = ['sign_off_request', 'absence_to_cover'];

/** Makes one thing of each kind. `outlives`: it is awaited also while the contract is not active, and after it. */
const KINDS: Record<string, { make: (scenario: LadderScenario) => Promise<Awaited>; outlives: boolean }> = {
  sign_off_request: {
    outlives: false,
    make: async (scenario) => {
      const items = [{ competency: 'C6', level: 'observation' }];
      await ok((await alternantOf(scenario)).post(scenario.url('sign-off-requests'), { items }));
      return tutorOf(scenario);
    },
  },
  level_decision: {
    outlives: false,
    make: async (scenario) => {
      await scenario.complete('observation');
      await scenario.complete('simple_tasks', { decided: false });
      return tutorOf(scenario);
    },
  },
  co_signature: {
    outlives: false,
    make: async (scenario) => {
      await scenario.complete('observation');
      await scenario.complete('simple_tasks');
      await scenario.complete('supervised_care', { decided: false });
      await ok(scenario.decide(scenario.tutor, 'supervised_care'));
      return referentOf(scenario);
    },
  },
  concern_review: {
    outlives: true,
    make: async (scenario) => {
      const concern = { severity: 'low', missions: ['obs_01'], text: 'x' };
      await ok(scenario.observer.post(scenario.url('concerns'), concern));
      return tutorOf(scenario);
    },
  },
  absence_to_cover: {
    outlives: false,
    make: async (scenario) => {
      await away(tutorOf(scenario), TODAY, null);
      return referentOf(scenario);
    },
  },
  mandate_to_replace: {
    outlives: false,
    make: async (scenario) => {
      await set(tutorOf(scenario), 'until_day', TODAY);
      const hr = await app.given.someone('hr', scenario.contract.employerId);
      return { scenario, reader: hr, role: null };
    },
  },
  dispute: {
    outlives: true,
    make: async (scenario) => {
      const items = [
        { competency: 'C6', level: 'observation', outcome: 'not_yet', nextStep: 'Revoir le geste' },
      ];
      const signed = await scenario.sign('observation', [], { items });
      expect([signed.status, signed.body.code]).toEqual([201, undefined]);
      const { rows } = await app.owner.query('select s.id from sign_offs s where s.contract_id = $1', [
        scenario.contract.contractId,
      ]);
      const id = rows[0]?.id as string;
      const alternant = await alternantOf(scenario);
      const values = { about: { kind: 'sign_off', id }, grounds: 'Je n’étais pas là ce jour.' };
      await ok(alternant.post(scenario.url('disputes'), values));
      return referentOf(scenario);
    },
  },
  journal_entry: {
    outlives: true,
    make: async (scenario) => {
      const entry = { on: TODAY, mission: 'obs_01', minutes: 30 };
      await ok((await alternantOf(scenario)).post(scenario.url('journal-entries'), entry));
      return tutorOf(scenario);
    },
  },
  revocation_proposal: {
    outlives: true,
    make: async (scenario) => {
      await ok(scenario.sign('observation', ['C6']));
      await scenario.observe(scenario.observer, 'observation', ['C6'], TODAY, 'unsafe');
      return tutorOf(scenario);
    },
  },
  contested_fact: {
    outlives: true,
    make: async (scenario) => {
      await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-11');
      const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
      const suspension = await hr.post(scenario.url('suspend'), { on: '2026-03-11' });
      expect(suspension.status).toBe(200);
      return referentOf(scenario);
    },
  },
};

const mandateOf = ({ scenario, reader, role }: Awaited) =>
  [scenario.contract.contractId, reader.personId, role] as const;
const set = (awaited: Awaited, column: 'from_day' | 'until_day', day: string | null) =>
  app.owner.query(
    `update mandates set ${column} = $4 where contract_id = $1 and person_id = $2 and role = $3`,
    [...mandateOf(awaited), day],
  );
const away = (awaited: Awaited, from: string, until: string | null) =>
  app.owner.query(
    `insert into mandate_absences (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by)
     select gen_random_uuid(), m.id, m.contract_id, $4, $5, 0, $6, m.person_id
     from mandates m where m.contract_id = $1 and m.person_id = $2 and m.role = $3`,
    [...mandateOf(awaited), from, until, app.clock.now()],
  );
const back = ({ scenario, reader }: Awaited) =>
  app.owner.query(
    `delete from mandate_absences a using mandates m
     where m.id = a.mandate_id and m.contract_id = $1 and m.person_id = $2`,
    [scenario.contract.contractId, reader.personId],
  );
const suspend = ({ scenario }: Awaited) =>
  app.owner.query(`update contracts set suspensions = '{[2026-03-12,)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
const member = ({ reader }: Awaited, column: 'from_day' | 'until_day', day: string | null) =>
  app.owner.query(`update memberships set ${column} = $2 where person_id = $1`, [reader.personId, day]);
const ends = ({ scenario }: Awaited, day: string) =>
  app.owner.query('update contracts set held_until = $2 where id = $1', [scenario.contract.contractId, day]);

const begins = ({ scenario }: Awaited, day: string) =>
  app.owner.query('update contracts set starts_on = $2 where id = $1', [scenario.contract.contractId, day]);

test.each(Object.entries(KINDS))(
  'a %s awaits its reader from the first day of what gives them rights to the last, and no longer',
  async (kind, { make, outlives }) => {
    app.clock.set(TODAY);
    const awaited = await make(await LadderScenario.start(app));
    const { scenario, reader, role } = awaited;
    const { rows } = await app.owner.query<{ on: string; until: string }>(
      `select c.held_until::text as until from contracts c where c.id = $1`,
      [scenario.contract.contractId],
    );
    const caller = await app.as(reader);
    const isListed = async () => {
      const { body } = await caller.get(`/v1/me/queue?kind=${kind}`);
      expect(body.counts[kind]).toBe(body.data.length);
      return body.data.length;
    };
    const seen: Record<string, number> = { asMade: await isListed() };
    const note = async (name: string, change: Promise<unknown>) => {
      await change;
      seen[name] = await isListed();
    };
    if (role !== null) {
      await note('mandate begins today', set(awaited, 'from_day', TODAY));
      await note('mandate begins tomorrow', set(awaited, 'from_day', TOMORROW));
      await set(awaited, 'from_day', '2026-01-05');
      await note('mandate ends with today', set(awaited, 'until_day', TOMORROW));
      await note('mandate ended yesterday', set(awaited, 'until_day', TODAY));
      await set(awaited, 'until_day', null);
    }
    await note('membership begins today', member(awaited, 'from_day', TODAY));
    await note('membership begins tomorrow', member(awaited, 'from_day', TOMORROW));
    await member(awaited, 'from_day', null);
    await note('membership ends with today', member(awaited, 'until_day', TOMORROW));
    await note('membership ended yesterday', member(awaited, 'until_day', TODAY));
    await member(awaited, 'until_day', null);
    await note('contract begins today', begins(awaited, TODAY));
    await begins(awaited, '2026-01-05');
    await note('contract ends with today', ends(awaited, TOMORROW));
    await note('contract ended yesterday', ends(awaited, TODAY));
    await ends(awaited, rows[0]?.until ?? TOMORROW);
    if (role !== null) {
      await note('away until yesterday', away(awaited, '2026-03-01', TODAY));
      await note('away from tomorrow', away(awaited, TOMORROW, '2026-03-20'));
      await note('away today', away(awaited, TODAY, TOMORROW));
      await back(awaited);
    }
    await note('contract suspended', suspend(awaited));

    expect(seen).toEqual({
      asMade: 1,
      ...(role !== null && {
        'mandate begins today': 1,
        'mandate begins tomorrow': 0,
        'mandate ends with today': 1,
        'mandate ended yesterday': 0,
        'away until yesterday': 1,
        'away from tomorrow': 1,
        'away today': NOT_WHILE_AWAY.includes(kind) ? 0 : 1,
      }),
      'membership begins today': 1,
      'membership begins tomorrow': 0,
      'membership ends with today': 1,
      'membership ended yesterday': 0,
      'contract begins today': 1,
      'contract ends with today': 1,
      'contract ended yesterday': outlives ? 1 : 0,
      'contract suspended': outlives ? 1 : 0,
    });
  },
);

/** Who else something comes to where its first reader holds nothing any more. */
const OTHERS: readonly (readonly [kind: string, role: MandateRole | 'hr' | 'centre_admin'])[] = [
  ['sign_off_request', 'co_tutor'],
  ['sign_off_request', 'substitute'],
  ['sign_off_request', 'referent'],
  ['level_decision', 'co_tutor'],
  ['co_signature', 'referent'],
  ['concern_review', 'co_tutor'],
  ['concern_review', 'referent'],
  ['absence_to_cover', 'observer'],
  ['absence_to_cover', 'hr'],
  ['absence_to_cover', 'centre_admin'],
  ['mandate_to_replace', 'centre_admin'],
  ['dispute', 'centre_admin'],
  ['journal_entry', 'co_tutor'],
  ['journal_entry', 'substitute'],
  ['revocation_proposal', 'co_tutor'],
  ['contested_fact', 'centre_admin'],
];

test.each(OTHERS)('a %s awaits a %s from their first day', async (kind, role) => {
  app.clock.set(TODAY);
  const scenario = await LadderScenario.start(app);
  const { contract } = scenario;
  const awaited = await KINDS[kind]?.make(scenario);
  if (awaited && awaited.role !== null) await set(awaited, 'until_day', TODAY);
  const other =
    role === 'hr' || role === 'centre_admin'
      ? await app.given.someone(role, role === 'hr' ? contract.employerId : contract.trainingCentreId)
      : await app.given.mandate(contract, role, { from: TODAY });

  const { body } = await (await app.as(other)).get(`/v1/me/queue?kind=${kind}`);
  expect(body.data).toHaveLength(1);
});

test('a main tutor has to be named when one day of the contract to come is without any, and only then', async () => {
  app.clock.set(TODAY);
  const scenario = await LadderScenario.start(app);
  const { contractId, employerId } = scenario.contract;
  const hr = await app.as(await app.given.someone('hr', employerId));
  const main = tutorOf(scenario);
  const { rows } = await app.owner.query<{ until: string; before: string }>(
    'select held_until::text as until, (held_until - 1)::text as before from contracts where id = $1',
    [contractId],
  );
  const { until = '', before = '' } = rows[0] ?? {};
  const gap = async (change: Promise<unknown>) => {
    await change;
    return (await hr.get('/v1/me/queue?kind=mandate_to_replace')).body.data[0]?.detail.from ?? null;
  };

  expect(await gap(set(main, 'until_day', until))).toBeNull();
  expect(await gap(set(main, 'until_day', before))).toBe(before);
  await set(main, 'until_day', null);
  expect(await gap(member(main, 'until_day', until))).toBeNull();
  expect(await gap(member(main, 'until_day', before))).toBe(before);
  await member(main, 'until_day', null);
  expect(await gap(set(main, 'from_day', TODAY))).toBeNull();
  expect(await gap(set(main, 'from_day', TOMORROW))).not.toBeNull();
});

test('an absence is to be covered from its first day to its last, while the mandate runs', async () => {
  app.clock.set(TODAY);
  const scenario = await LadderScenario.start(app);
  const main = tutorOf(scenario);
  const listed = async (change: Promise<unknown>) => {
    await change;
    return (await scenario.referent.get('/v1/me/queue?kind=absence_to_cover')).body.data.length;
  };
  const days = (from: string, until: string) =>
    app.owner.query('update mandate_absences set from_day = $2, until_day = $3 where contract_id = $1', [
      scenario.contract.contractId,
      from,
      until,
    ]);

  expect(await listed(away(main, TODAY, TOMORROW))).toBe(1);
  expect(await listed(days(TOMORROW, '2026-03-20'))).toBe(0);
  expect(await listed(days('2026-03-01', TODAY))).toBe(0);
  expect(await listed(days('2026-03-01', TOMORROW))).toBe(1);
  expect(await listed(set(main, 'from_day', TODAY))).toBe(1);
  expect(await listed(set(main, 'until_day', TOMORROW))).toBe(1);
  expect(await listed(set(main, 'until_day', TODAY))).toBe(0);
});
