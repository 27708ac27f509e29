import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NotificationService } from '../../../src/features/notifications/notify/notify.service.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';
import { boundariesOf, referentOf, TODAY } from '../queue/boundaries.js';

let app: TestApp;
let contract: GivenContract;
let alternant: Caller;
let hr: Caller;
let admin: Caller;
let tutor: Caller;
let referentIs: Someone;
let referent: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
beforeEach(async () => {
  app.clock.set('2026-02-01');
  contract = await app.given.contract({ startsOn: '2024-09-01', until: '2025-08-31' });
  tutor = await app.as(await app.given.mandate(contract, 'main_tutor'));
  referentIs = await app.given.mandate(contract, 'referent');
  referent = await app.as(referentIs);
  alternant = await app.as(contract.alternant);
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  app.clock.set('2026-02-28');
});
afterAll(() => app.stop());

const at = (of = contract) => `/v1/contracts/${of.contractId}/outcomes`;
const record = (by: Caller, values: object = {}) =>
  by.post(at(), { stage: 'six_months', situation: 'further_training', ...values });
const listed = async (by: Caller) =>
  (await by.get(at())).body.data.map(({ side, situation, isCurrent }: Record<string, unknown>) => [
    side,
    situation,
    isCurrent,
  ]);

test('the last word of centre and alternant counts; the employer reads its own alone, tutors and auditors nothing', async () => {
  expect((await record(hr, { situation: 'hired_here' })).body).toMatchObject({
    side: 'employer',
    isCurrent: true,
  });
  expect((await record(alternant)).body).toMatchObject({ side: 'alternant', isCurrent: true });
  expect((await record(referent, { situation: undefined, diploma: 'partial' })).status).toBe(201);
  const corrected = await record(alternant, { diploma: 'obtained' });
  expect(corrected.body).toMatchObject({
    diploma: 'obtained',
    situation: 'further_training',
    isCurrent: true,
  });

  const all = [
    ['employer', 'hired_here', false],
    ['alternant', 'further_training', false],
    ['training_centre', null, false],
    ['alternant', 'further_training', true],
  ];
  for (const by of [alternant, referent, admin]) expect(await listed(by)).toEqual(all);
  expect(await listed(hr)).toEqual([['employer', 'hired_here', true]]);
  expect((await tutor.get(at())).status).toBe(403);
  const auditor = await app.as(await app.given.someone('auditor', contract.trainingCentreId));
  expect((await auditor.get(at())).status).toBe(403);
  const other = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );
  expect((await other.get(at())).status).toBe(404);
  const { text } = await hr.get(`/v1/contracts/${contract.contractId}/events`);
  expect(text).toContain('contract.outcome_recorded');
  expect(text).not.toMatch(/further_training|partial|obtained/);
  const page = await alternant.get(`${at()}?limit=3`);
  expect((await alternant.get(`${at()}?limit=3&after=${page.body.page.next}`)).body.data).toHaveLength(1);
});

test('what is wrong is refused at its field: too early, nothing, or not the employer’s to say', async () => {
  const wrong = async (by: Caller, values: object) => {
    const { status, body } = await record(by, values);
    return [
      status,
      ...(body.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`),
    ];
  };
  app.clock.set('2026-02-27');
  expect(await wrong(admin, {})).toEqual([422, '/stage too_early']);
  expect((await record(admin, { stage: 'end' })).status).toBe(201);
  app.clock.set('2026-02-28');
  expect(await wrong(hr, {})).toEqual([422, '/situation hired_here_only']);
  expect(await wrong(hr, { situation: 'hired_here', diploma: 'obtained' })).toEqual([
    422,
    '/situation hired_here_only',
  ]);
  expect(await wrong(admin, { situation: undefined })).toEqual([422, '/situation required']);
  expect((await record(tutor)).status).toBe(403);
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  expect((await client.post(at(), { stage: 'end', situation: 'hired_here' })).body).toMatchObject({
    side: 'employer',
  });
  const running = await app.given.contract({ draft: true });
  const drafted = await app.as(await app.given.someone('centre_admin', running.trainingCentreId));
  expect((await drafted.post(at(running), { stage: 'end', situation: 'none' })).body).toMatchObject({
    code: 'illegal_transition',
    currentStatus: 'draft',
  });
});

test('a right is that of the day: a referent who left reads and records nothing, and the database says so too', async () => {
  await record(alternant);
  await app.owner.query(`update memberships set until_day = '2026-02-28' where person_id = $1`, [
    referentIs.personId,
  ]);
  expect([(await record(referent)).status, await listed(referent)]).toEqual([403, []]);
});

test('six months after the end it awaits the referent and the centre, who are asked once, until somebody speaks', async () => {
  const awaits = async (by: Caller) =>
    (await by.get('/v1/me/queue?kind=outcome_to_record')).body.data.map(
      ({ contractId, detail }: { contractId: string; detail: { stage: string } }) => [
        contractId,
        detail.stage,
      ],
    );
  const asked = [[contract.contractId, 'six_months']];
  expect([await awaits(referent), await awaits(admin), await awaits(hr)]).toEqual([asked, asked, []]);
  await app.nest.get(NotificationService).notifyWhatTimeBrings();
  const { rows } = await app.owner.query(
    `select count(*)::int as sent from notifications where kind = 'outcome_awaited' and contract_id = $1`,
    [contract.contractId],
  );
  expect(rows).toEqual([{ sent: 2 }]);
  await record(hr, { situation: 'hired_here' });
  expect(await awaits(referent)).toEqual(asked);
  await record(alternant);
  expect([await awaits(referent), await awaits(admin)]).toEqual([[], []]);
});

test.each(
  boundariesOf('outcome_to_record', {
    outlives: true,
    afterEnd: true,
    others: ['centre_admin'],
    make: async (scenario) => {
      await app.owner.query('update contracts set held_until = $2 where id = $1', [
        scenario.contract.contractId,
        TODAY,
      ]);
      return referentOf(scenario);
    },
  }),
)('%s', (_, ask) => ask(app));
