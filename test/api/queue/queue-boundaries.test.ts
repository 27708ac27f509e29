import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { QUEUE_KINDS } from '../../../src/features/queue/queue.queries.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { away, boundariesOf, member, ok, referentOf, set, TODAY, TOMORROW, tutorOf } from './boundaries.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const alternantOf = ({ contract }: LadderScenario): Promise<Caller> => app.as(contract.alternant);

const KINDS = [
  ...boundariesOf('sign_off_request', {
    outlives: false,
    notWhileAway: true,
    others: ['co_tutor', 'substitute', 'referent'],
    make: async (scenario) => {
      const items = [{ competency: 'C6', level: 'observation' }];
      await ok((await alternantOf(scenario)).post(scenario.url('sign-off-requests'), { items }));
      return tutorOf(scenario);
    },
  }),
  ...boundariesOf('level_decision', {
    outlives: false,
    others: ['co_tutor'],
    make: async (scenario) => {
      await scenario.complete('observation');
      await scenario.complete('simple_tasks', { decided: false });
      return tutorOf(scenario);
    },
  }),
  ...boundariesOf('co_signature', {
    outlives: false,
    others: ['referent'],
    make: async (scenario) => {
      await scenario.complete('observation');
      await scenario.complete('simple_tasks');
      await scenario.complete('supervised_care', { decided: false });
      await ok(scenario.decide(scenario.tutor, 'supervised_care'));
      return referentOf(scenario);
    },
  }),
  ...boundariesOf('concern_review', {
    outlives: true,
    others: ['co_tutor', 'referent'],
    make: async (scenario) => {
      const concern = { severity: 'low', missions: ['obs_01'], text: 'x' };
      await ok(scenario.observer.post(scenario.url('concerns'), concern));
      return tutorOf(scenario);
    },
  }),
  ...boundariesOf('absence_to_cover', {
    outlives: false,
    notWhileAway: true,
    others: ['observer', 'hr', 'centre_admin'],
    make: async (scenario) => {
      await away(tutorOf(scenario), TODAY, null);
      return referentOf(scenario);
    },
  }),
  ...boundariesOf('mandate_to_replace', {
    outlives: false,
    others: ['centre_admin'],
    make: async (scenario) => {
      await set(tutorOf(scenario), 'until_day', TODAY);
      const hr = await app.given.someone('hr', scenario.contract.employerId);
      return { scenario, reader: hr, role: null };
    },
  }),
  ...boundariesOf('amendment_to_sign', {
    outlives: false,
    whileSuspended: true,
    others: ['centre_admin'],
    make: async (scenario) => {
      const hr = await app.given.someone('hr', scenario.contract.employerId);
      const proposal = { effectiveOn: TOMORROW, changes: { weeklyMinutes: 2_000 }, reason: 'Horaires' };
      await ok((await app.as(hr)).post(scenario.url('amendments'), proposal));
      return { scenario, reader: hr, role: null };
    },
  }),
  ...boundariesOf('review_to_sign', {
    outlives: true,
    others: ['substitute'],
    make: async (scenario) => {
      const planned = await scenario.referent.post(scenario.url('reviews'), {
        kind: 'review',
        on: '2026-03-10',
        mode: 'centre',
      });
      await scenario.referent.post(`/v1/reviews/${planned.body.id}/confirm`, {});
      return tutorOf(scenario);
    },
  }),
  ...boundariesOf('review_due', {
    outlives: false,
    whileSuspended: true,
    others: ['referent'],
    make: async (scenario) => {
      const { trainingCentreId } = scenario.contract;
      const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
      const rhythm = { kind: 'review', firstMonths: 2, everyMonths: 5 };
      await ok(admin.post(`/v1/organisations/${trainingCentreId}/review-rules`, rhythm));
      const planned = await admin.post(scenario.url('reviews'), {
        kind: 'review',
        on: '2025-10-02',
        mode: 'centre',
      });
      await admin.post(`/v1/reviews/${planned.body.id}/confirm`, {});
      return referentOf(scenario);
    },
  }),
  ...boundariesOf('dispute', {
    outlives: true,
    others: ['centre_admin'],
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
  }),
  ...boundariesOf('journal_entry', {
    outlives: true,
    others: ['co_tutor', 'substitute'],
    make: async (scenario) => {
      const entry = { on: TODAY, mission: 'obs_01', minutes: 30 };
      await ok((await alternantOf(scenario)).post(scenario.url('journal-entries'), entry));
      return tutorOf(scenario);
    },
  }),
  ...boundariesOf('contested_fact', {
    outlives: true,
    others: ['centre_admin'],
    make: async (scenario) => {
      await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-11');
      const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
      const suspension = await hr.post(scenario.url('suspend'), { on: '2026-03-11' });
      expect(suspension.status).toBe(200);
      return referentOf(scenario);
    },
  }),
];

test.each(KINDS)('%s', (_, ask) => ask(app));

test('of every kind the boundaries are asked, here or beside the tests of its feature', () => {
  const asked = readdirSync('test/api', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .flatMap((path) => [...readFileSync(`test/api/${path}`, 'utf8').matchAll(/\bboundariesOf\(\s*'(\w+)'/g)])
    .map(([, kind]) => kind);

  expect(asked.sort()).toEqual([...QUEUE_KINDS].sort());
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
