import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const mission = (code: string, values: object = {}) => ({
  code,
  title: code,
  level: 'observation',
  competencies: ['C6'],
  ...values,
});
const MISSIONS = [
  mission('meal'),
  mission('drive', { minAge: 18 }),
  mission('lift', { regulated: true }),
  mission('rescue', { prerequisites: ['afgsu_2'] }),
];

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** Every row of every table, counted: nothing that the clock brings may leave a trace. */
async function rowsKept(): Promise<Record<string, number>> {
  const { rows } = await app.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const counted: Record<string, number> = {};
  for (const { name } of rows) {
    const found = await app.owner.query<{ n: number }>(
      `select count(*)::int + coalesce(sum(('x' || substr(md5(t::text), 1, 6))::bit(24)::int), 0)::int % 100003 as n from ${name} t`,
    );
    counted[name] = found.rows[0]?.n ?? 0;
  }
  return counted;
}

test('suspension, return, majority, end of mandate, expiry and termination move entitlements by the clock alone', async () => {
  app.clock.set('2026-03-12');
  const ladderId = await app.given.ladder({ missions: MISSIONS });
  const scenario = await LadderScenario.start(app, { ladderId, birthDate: '2008-06-15' });
  const { contract } = scenario;
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const done = async (sent: Promise<{ status: number; text: string }>) => {
    const { status, text } = await sent;
    expect([200, 201]).toContain(status);
    return text;
  };
  await done(
    hr.post(`/v1/organisations/${contract.employerId}/declarations`, {
      declaredOn: '2023-05-01',
      ladderId,
      missions: ['lift'],
    }),
  );
  const held = { prerequisite: 'afgsu_2', validFrom: '2022-08-01', validUntil: '2026-07-31' };
  await done(hr.post(scenario.url('attestations'), held));
  const leaving = await app.given.mandate(contract, 'co_tutor', { until: '2026-06-20' });
  const coTutor = await app.as(leaving);
  await done(hr.post(scenario.url('suspend'), { on: '2026-04-01' }));
  await done(hr.post(scenario.url('resume'), { on: '2026-04-10' }));
  await done(
    hr.post(scenario.url('terminate'), { on: '2026-09-01', cause: 'mutual_agreement', initiator: 'both' }),
  );
  const before = await rowsKept();

  const closed = async () => {
    const { body } = await scenario.referent.get(scenario.url('entitlements'));
    return body.data.flatMap((one: { mission: string; reasons: { code: string }[] }) =>
      one.reasons.map(({ code }) => `${one.mission} ${code}`),
    );
  };
  const frozen = MISSIONS.map(({ code }) => `${code} contract_not_active`);
  const closedDay = MISSIONS.map(({ code }) => `${code} age`);
  const seen: [string, string[]][] = [
    ['2026-03-31T21:59:59Z', ['drive age']],
    // Suspended, from midnight in Paris to midnight in Paris.
    ['2026-03-31T22:00:00Z', [...frozen, 'drive age']],
    ['2026-04-09T21:59:59Z', [...frozen, 'drive age']],
    ['2026-04-09T22:00:00Z', ['drive age']],
    // The declaration of 1 May 2023 has had its three years.
    ['2026-04-30T21:59:59Z', ['drive age']],
    // The 1st of May is a holiday, which no minor works.
    ['2026-04-30T22:00:00Z', [...closedDay, 'drive age', 'lift regulated']],
    ['2026-05-01T22:00:00Z', ['drive age', 'lift regulated']],
    // Her last day as a minor is a Sunday; then she is of age.
    ['2026-06-14T21:59:59Z', [...closedDay, 'drive age', 'lift regulated']],
    ['2026-06-14T22:00:00Z', []],
    // The attestation's last day is over.
    ['2026-07-31T21:59:59Z', []],
    ['2026-07-31T22:00:00Z', ['rescue prerequisite']],
    // Terminated.
    ['2026-08-31T21:59:59Z', ['rescue prerequisite']],
    ['2026-08-31T22:00:00Z', [...frozen, 'rescue prerequisite']],
  ];
  for (const [instant, expected] of seen) {
    app.clock.set(instant);
    expect([instant, (await closed()).sort()]).toEqual([instant, [...expected].sort()]);
  }
  // A mandate that ended gives nothing any more, and after thirty days it shows nothing.
  const assign = () =>
    coTutor.post(scenario.url('assignments'), { mission: 'meal', from: '2026-06-19', to: '2026-06-30' });
  app.clock.set('2026-06-19T22:00:00Z');
  const refused = await assign();
  expect([refused.status, refused.body.code]).toEqual([403, 'mandate_missing']);
  app.clock.set('2026-07-19T21:59:59Z');
  expect((await coTutor.get(scenario.url('entitlements'))).status).toBe(200);
  app.clock.set('2026-07-19T22:00:00Z');
  expect((await coTutor.get(scenario.url('entitlements'))).status).toBe(404);

  expect(await rowsKept()).toEqual(before);

  app.clock.set('2026-06-19T21:59:59Z');
  expect((await assign()).status).toBe(201);
});
