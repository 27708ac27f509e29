import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const TEXT = 'Textures non vérifiées deux fois';
const DECIDED = 'Vérification à deux cette semaine';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
});

const raise = (values: object = {}, by = scenario.observer) =>
  by.post(scenario.url('concerns'), { severity: 'high', missions: ['obs_01'], text: TEXT, ...values });
const review = (id: string, by = scenario.tutor) => by.post(`/v1/concerns/${id}/reviews`, { text: DECIDED });
const raised = async (values: object = {}, by = scenario.observer): Promise<string> => {
  const answer = await raise(values, by);
  expect(answer.status).toBe(201);
  return answer.body.id;
};
/** What the entitlement to a mission is refused for; nothing: it is allowed. */
const refusals = async (mission = 'obs_01', at = '') => {
  const query = `entitlements?mission=${mission}${at && `&at=${encodeURIComponent(at)}`}`;
  const { body } = await scenario.tutor.get(scenario.url(query));
  const [{ allowed, supervision, reasons }] = body.data;
  expect(allowed).toBe(reasons.length === 0);
  expect(supervision === null).toBe(!allowed);
  return reasons.map((reason: { code: string }) => reason.code);
};
const reported = async () =>
  (
    await app.owner.query<{ sequence: number; type: string; data: object }>(
      `select e.sequence, e.type, e.data from events e where e.contract_id = $1 and e.type like 'concern.%' order by e.sequence`,
      [scenario.contract.contractId],
    )
  ).rows;

test('a high concern withdraws the missions that it names at once, and no other, until it is reviewed', async () => {
  await scenario.complete('observation');
  expect(await refusals('mea_01')).toEqual([]);

  const concern = await raise({ missions: ['mea_01'] });

  expect(concern.status).toBe(201);
  expect(concern.headers['location']).toBe(`/v1/concerns/${concern.body.id}`);
  expect(concern.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    severity: 'high',
    missions: ['mea_01'],
    text: TEXT,
    raisedBy: expect.any(String),
    recordedAt: '2026-03-12T08:00:00.000Z',
    review: null,
  });
  expect((await scenario.tutor.get(concern.headers['location'] ?? '')).body).toEqual(concern.body);
  expect((await scenario.tutor.get(scenario.url('concerns'))).body.data).toEqual([concern.body]);
  expect(await refusals('mea_01')).toEqual(['concern']);
  expect(await refusals('obs_01')).toEqual([]);

  const reviewed = await review(concern.body.id);

  expect(reviewed.status).toBe(201);
  expect(reviewed.body).toEqual({
    ...concern.body,
    review: {
      id: expect.any(String),
      reviewedBy: scenario.tutorIs.personId,
      recordedAt: '2026-03-12T08:00:00.000Z',
      text: DECIDED,
    },
  });
  expect((await scenario.tutor.get(`/v1/concerns/${concern.body.id}`)).body).toEqual(reviewed.body);
  expect((await scenario.tutor.get(scenario.url('concerns'))).body.data).toEqual([reviewed.body]);
  expect(await refusals('mea_01')).toEqual([]);
});

test('each of the two facts tells one event under its sequence, without a text', async () => {
  const id = await raised();
  const { body } = await review(id);
  const facts = await app.owner.query(
    `select k.sequence as raised, v.sequence as reviewed from concerns k join concern_reviews v on v.concern_id = k.id where k.id = $1`,
    [id],
  );

  expect(await reported()).toEqual([
    {
      sequence: facts.rows[0].raised,
      type: 'concern.raised',
      data: { concernId: id, severity: 'high', missions: ['obs_01'] },
    },
    {
      sequence: facts.rows[0].reviewed,
      type: 'concern.reviewed',
      data: { concernId: id, reviewId: body.review.id },
    },
  ]);
});

test('the refusal says in French, or in English, what stands in the way and who can lift it, never what was written', async () => {
  await raised();
  const url = scenario.url('entitlements?mission=obs_01');
  const french = await scenario.tutor.get(url);
  const english = await scenario.tutor.get(url, { headers: { 'accept-language': 'en' } });

  const [fr] = french.body.data[0].reasons;
  const [en] = english.body.data[0].reasons;
  expect(fr.detail).toMatch(/alerte grave.*demandez à Claude Petit/);
  expect(en.detail).toMatch(/high concern.*ask Claude Petit/);
  expect(french.text + english.text).not.toContain(TEXT);
});

test('a low concern informs only', async () => {
  await raised({ severity: 'low' });
  expect(await refusals()).toEqual([]);
});

test('a mission that two concerns name is allowed again when both are reviewed', async () => {
  const first = await raised();
  const second = await raised({ missions: ['mea_01', 'obs_01'] }, scenario.referent);
  await review(first);
  expect(await refusals()).toEqual(['concern']);
  await review(second);
  expect(await refusals()).toEqual([]);
});

test('a mission under a high concern is not given; once it is reviewed, it is', async () => {
  const id = await raised();
  const give = () =>
    scenario.tutor.post(scenario.url('assignments'), { mission: 'obs_01', from: '2026-03-12' });

  const refused = await give();
  expect([refused.status, refused.body.code]).toEqual([409, 'mission_not_entitled']);
  expect(refused.body.reasons.map((reason: { code: string }) => reason.code)).toEqual(['concern']);
  expect(refused.body.detail).toContain('alerte grave');
  expect(refused.text).not.toContain(TEXT);
  await review(id);
  expect((await give()).status).toBe(201);
});

test('a concern and an assignment at once: the mission was given before it, or is refused', async () => {
  const give = () =>
    scenario.tutor.post(scenario.url('assignments'), { mission: 'obs_01', from: '2026-03-12' });
  const answers = await Promise.all([give(), give(), raise(), give(), give()]);
  const given = answers.filter((_, index) => index !== 2);
  const { rows } = await app.owner.query<{ type: string }>(
    `select e.type from events e where e.contract_id = $1 order by e.sequence desc limit 1`,
    [scenario.contract.contractId],
  );

  expect(answers[2]?.status).toBe(201);
  for (const { status, body } of given)
    expect([status, body.code]).toEqual(status === 201 ? [201, undefined] : [409, 'mission_not_entitled']);
  expect(rows[0]?.type).toBe('concern.raised');
  expect((await give()).body.code).toBe('mission_not_entitled');
});

test('what was true at a time is told as it was recorded by then', async () => {
  app.clock.set('2026-03-13');
  const id = await raised();
  app.clock.set('2026-03-14');
  await review(id);
  app.clock.set('2026-03-16');

  expect(await refusals('obs_01', '2026-03-12')).toEqual([]);
  expect(await refusals('obs_01', '2026-03-13T07:59:59.999Z')).toEqual([]);
  expect(await refusals('obs_01', '2026-03-13T08:00:00.000Z')).toEqual(['concern']);
  expect(await refusals('obs_01', '2026-03-13')).toEqual(['concern']);
  expect(await refusals('obs_01', '2026-03-14T07:59:59.999Z')).toEqual(['concern']);
  expect(await refusals('obs_01', '2026-03-14T08:00:00.000Z')).toEqual([]);
  expect(await refusals()).toEqual([]);
});

test('of a time to come it is told what is known now', async () => {
  await raised();
  expect(await refusals('obs_01', '2026-06-01')).toEqual(['concern']);
});

test('whoever holds a mandate today raises one; she does not about herself, nor a client, nor whoever reads only', async () => {
  const { contract } = scenario;
  for (const role of ['co_tutor', 'substitute'] as const) {
    const holder = await app.as(await app.given.mandate(contract, role));
    expect((await raise({ severity: 'low' }, holder)).status).toBe(201);
  }
  for (const holder of [scenario.tutor, scenario.referent]) {
    expect((await raise({ severity: 'low' }, holder)).status).toBe(201);
  }
  const former = await app.as(await app.given.mandate(contract, 'observer', { until: '2026-03-12' }));
  const auditor = await app.as(await app.given.someone('auditor', contract.trainingCentreId));
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const answers = [];
  for (const by of [await app.as(contract.alternant), former, hr, auditor, client]) {
    const { status, body } = await raise({}, by);
    answers.push([status, body.code]);
  }
  expect(answers).toEqual([
    [403, 'mandate_missing'],
    [403, 'mandate_missing'],
    [403, 'mandate_missing'],
    [403, 'forbidden'],
    [403, 'person_required'],
  ]);
  expect(await refusals()).toEqual([]);
});

test.each([
  ['is a draft', 'signed_on = null'],
  ['is suspended', "suspensions = '{[2026-03-10,)}'"],
  ['has ended', "ended_as = 'terminated', held_until = '2026-03-10'"],
])('it is raised, and reviewed, also while the contract %s', async (_, change) => {
  await app.owner.query(`update contracts set ${change} where id = $1`, [scenario.contract.contractId]);
  const id = await raised();
  expect((await review(id)).status).toBe(201);
});

test('a mission that the ladder does not have is named at its place; so is every other mistake', async () => {
  const pointers = async (values: object) => {
    const { status, body } = await raise(values);
    return [status, body.errors?.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)];
  };
  const many = Array.from({ length: 21 }, (_, index) => `m${index}`);

  expect(await pointers({ missions: ['obs_01', 'nope', 'mea_01', 'none'] })).toEqual([
    422,
    ['/missions/1 unknown_mission', '/missions/3 unknown_mission'],
  ]);
  expect(await pointers({ missions: [] })).toEqual([422, ['/missions codes']]);
  expect(await pointers({ missions: many })).toEqual([422, ['/missions codes']]);
  expect(await pointers({ missions: ['obs_01', 'obs_01'] })).toEqual([422, ['/missions codes']]);
  expect(await pointers({ severity: 'medium', text: ' ' })).toEqual([
    422,
    ['/severity one_of', '/text text'],
  ]);
  expect((await scenario.tutor.get(scenario.url('concerns'))).body.data).toEqual([]);
});

test('the main tutor or the referent reviews it; a co-tutor only while the main tutor is absent', async () => {
  const { contract } = scenario;
  const id = await raised();
  const coTutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const refused = [];
  for (const by of [coTutor, scenario.observer, hr, await app.as(contract.alternant), client]) {
    const { status, body } = await review(id, by);
    refused.push([status, body.code]);
  }
  expect(refused).toEqual([
    [403, 'mandate_missing'],
    [403, 'mandate_missing'],
    [403, 'mandate_missing'],
    [403, 'forbidden'],
    [403, 'person_required'],
  ]);
  expect((await scenario.tutor.post(`/v1/concerns/${id}/reviews`, {})).body.errors).toMatchObject([
    { pointer: '/text' },
  ]);
  expect(await refusals()).toEqual(['concern']);
  expect((await review(id, scenario.referent)).status).toBe(201);

  const another = await raised();
  const { rows } = await app.owner.query<{ id: string }>(
    `select m.id from mandates m where m.contract_id = $1 and m.role = 'main_tutor'`,
    [contract.contractId],
  );
  const away = { from: '2026-03-12', to: '2026-03-12' };
  expect((await scenario.tutor.post(`/v1/mandates/${rows[0]?.id}/absences`, away)).status).toBe(201);
  expect((await review(another, coTutor)).status).toBe(201);
});

test('a high one awaits somebody else than whoever raised it, unless nobody else may review it', async () => {
  const high = await raised({}, scenario.tutor);
  const refused = await review(high, scenario.tutor);
  expect([refused.status, refused.body.code]).toEqual([409, 'reviewer_not_distinct']);
  expect(await refusals()).toEqual(['concern']);
  expect((await review(high, scenario.referent)).status).toBe(201);
  const low = await raised({ severity: 'low' }, scenario.tutor);
  expect((await review(low, scenario.tutor)).status).toBe(201);

  const contract = await app.given.contract();
  const alone = await app.as(await app.given.mandate(contract, 'main_tutor'));
  const url = `/v1/contracts/${contract.contractId}/concerns`;
  const own = await alone.post(url, { severity: 'high', missions: ['obs_01'], text: TEXT });
  expect((await review(own.body.id, alone)).status).toBe(201);
});

test('a concern is reviewed once; of two reviews at once one wins, and the other is told so', async () => {
  const id = await raised();
  const answers = await Promise.all([review(id, scenario.tutor), review(id, scenario.referent)]);
  const again = await review(id);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already_reviewed');
  expect([again.status, again.body.code]).toEqual([409, 'already_reviewed']);
  expect((await reported()).map(({ type }) => type)).toEqual(['concern.raised', 'concern.reviewed']);
});

test('the employer’s HR see that there is a concern, and which missions, but not what was written', async () => {
  const id = await raised();
  await review(id);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const [one, list, events] = [
    await hr.get(`/v1/concerns/${id}`),
    await hr.get(scenario.url('concerns')),
    await hr.get(scenario.url('events')),
  ];

  expect(one.body).toMatchObject({
    severity: 'high',
    missions: ['obs_01'],
    text: null,
    review: { text: null },
  });
  expect(list.body.data).toEqual([one.body]);
  expect(events.text).toContain('concern.raised');
  for (const { text } of [one, list, events]) {
    expect(text).not.toContain(TEXT);
    expect(text).not.toContain(DECIDED);
  }
  const alternant = await (await app.as(scenario.contract.alternant)).get(`/v1/concerns/${id}`);
  expect(alternant.body).toMatchObject({ text: TEXT, review: { text: DECIDED } });
});

test('for whoever does not stand on the contract there is no concern', async () => {
  const id = await raised();
  const stranger = await app.as(await app.given.someone('tutor', scenario.contract.employerId));
  const elsewhere = await LadderScenario.start(app);
  for (const by of [stranger, elsewhere.tutor]) {
    expect((await by.get(`/v1/concerns/${id}`)).status).toBe(404);
    expect((await by.get(scenario.url('concerns'))).status).toBe(404);
    expect((await raise({}, by)).status).toBe(404);
    expect((await review(id, by)).status).toBe(404);
  }
  expect((await review(newId())).status).toBe(404);
  expect(await refusals()).toEqual(['concern']);
});

test('the list goes on where a page ended, in the order of recording', async () => {
  const ids = [await raised(), await raised({ severity: 'low' }), await raised()];
  const first = await scenario.tutor.get(scenario.url('concerns?limit=2'));
  const rest = await scenario.tutor.get(scenario.url(`concerns?limit=2&after=${first.body.page.next}`));

  expect([...first.body.data, ...rest.body.data].map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(rest.body.page.next).toBeNull();
});
