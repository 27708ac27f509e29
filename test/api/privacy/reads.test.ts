import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ReadLog } from '../../../src/features/privacy/reads/read-log.service.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;
let url: string;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
  url = `/v1/people/${scenario.contract.alternant.personId}/reads`;
});

const written = () => app.nest.get(ReadLog, { strict: false }).flush();
const read = async (by: Caller, query = '') => {
  await written();
  const answer = await by.get(url + query);
  expect(answer.status).toBe(200);
  return answer.body;
};
const shownOf = (body: { data: { kind: string; readOn: string; reader: { id: string } | null }[] }) =>
  body.data.map(({ kind, readOn, reader }) => [kind, readOn, reader?.id]);

test('who read is written once a day, by kind, also for an answer that was known already; own reading is not', async () => {
  const ladder = scenario.url('ladder');
  const first = await scenario.tutor.get(ladder);
  const known = { headers: { 'if-none-match': String(first.headers['etag']) } };
  expect((await scenario.referent.get(ladder, known)).status).toBe(304);
  await scenario.tutor.get(ladder);
  await scenario.tutor.get(scenario.url('events'));
  await alternant.get(ladder);
  await alternant.get(`/v1/people/${scenario.contract.alternant.personId}`);
  const { personId: person } = scenario.contract.alternant;
  const stranger = await app.as(await app.given.someone(null));
  for (const part of ['', '/export', '/reads', '/erasures'])
    expect((await stranger.get(`/v1/people/${person}${part}`)).status).toBe(404); // shows nothing

  const { personId: tutor } = scenario.tutorIs;
  const { personId: referent } = scenario.referentIs;
  const today = await read(alternant);
  expect(shownOf(today)).toEqual([
    ['contract', '2026-03-12', tutor],
    ['ladder', '2026-03-12', referent],
    ['ladder', '2026-03-12', tutor],
  ]);
  expect(today.data[0]).toMatchObject({
    contractId: scenario.contract.contractId,
    reader: { name: expect.any(String) },
    client: null,
  });

  app.clock.set('2026-03-13');
  await scenario.tutor.get(ladder);
  const two = await read(alternant, '?limit=2');
  expect(shownOf(two)).toEqual([
    ['ladder', '2026-03-13', tutor],
    ['contract', '2026-03-12', tutor],
  ]);
  expect(shownOf(await read(alternant, `?after=${two.page.next}`))).toHaveLength(2);
});

test('by another way it is the same reading: an external id, a fact of its own, a file, a program', async () => {
  const { contractId, trainingCentreId } = scenario.contract;
  await app.owner.query(`update contracts set owner_id = $2, external_id = 'K-1' where id = $1`, [
    contractId,
    trainingCentreId,
  ]);
  const program = app.asClient(await app.given.apiClient(trainingCentreId));
  expect((await program.get('/v1/contracts/by-external-id/K-1')).status).toBe(200);
  const { body } = await scenario.sign('observation', ['C6']);
  expect((await scenario.referent.get(`/v1/sign-offs/${body.signOffs[0].id}`)).status).toBe(200);

  const { data } = await read(alternant);
  expect(shownOf({ data })).toEqual([
    ['contract', '2026-03-12', scenario.referentIs.personId],
    ['contract', '2026-03-12', undefined],
  ]);
  expect(data[1].client.name).toContain('SIRH');
});

test('the centre reads who read its contracts, and no more; others read nothing', async () => {
  const { employerId, trainingCentreId, alternant: person } = scenario.contract;
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const platform = await app.as(await app.given.someone('platform_admin'));
  await scenario.tutor.get(scenario.url('ladder'));
  await scenario.tutor.get(`/v1/people/${person.personId}`);

  expect(shownOf(await read(admin)).map(([kind]) => kind)).toEqual(['ladder']);
  expect(shownOf(await read(platform)).map(([kind]) => kind)).toEqual(['person', 'person', 'ladder']);
  expect((await scenario.tutor.get(url)).status).toBe(404);
  expect((await (await app.as(await app.given.someone('hr', employerId))).get(url)).status).toBe(404);
});

test('a read stays a read: what the database does not take waits, and nothing is lost by a stop in order', async () => {
  await app.owner.query('revoke execute on function app.note_reads(jsonb) from public');
  try {
    expect((await scenario.tutor.get(scenario.url('ladder'))).status).toBe(200);
    await written();
    const { rows } = await app.owner.query('select from file_reads where person_id = $1', [
      scenario.contract.alternant.personId,
    ]);
    expect(rows).toEqual([]);
  } finally {
    await app.owner.query('grant execute on function app.note_reads(jsonb) to public');
  }
  await app.nest.get(ReadLog, { strict: false }).onModuleDestroy();
  expect(shownOf((await alternant.get(url)).body)).toHaveLength(1);
});
