import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ErasuresService } from '../../../src/features/privacy/erasures/erasures.service.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

// A review stops nobody, and nobody stops a review.

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
});

const act = (id: string, rest: string, body: object = {}, by = scenario.referent) =>
  by.post(`/v1/reviews/${id}/${rest}`, body);
const write = (id: string, topic: string, by: Caller) =>
  act(id, 'sections', { items: [{ topic, text: 'Inès Moreau en parle' }] }, by);
async function held(): Promise<string> {
  const planned = { kind: 'review', on: '2026-03-10', mode: 'centre', place: 'Chez Inès' };
  const { body } = await scenario.referent.post(scenario.url('reviews'), planned);
  expect((await act(body.id, 'confirm')).status).toBe(200);
  return body.id;
}
async function written(id: string): Promise<number> {
  await write(id, 'experience', alternant);
  await write(id, 'strengths', scenario.tutor);
  const { status, body } = await write(id, 'synthesis', scenario.referent);
  expect(status).toBe(201);
  return body.asOf;
}

test('who writes again and again keeps nobody else from writing, answering and closing', async () => {
  const id = await held();
  const statuses = new Set<number>();
  for (let times = 0; times < 60; times += 1) statuses.add((await write(id, 'experience', alternant)).status);
  expect(statuses).toEqual(new Set([201, 409]));
  const asOf = await written(id);
  expect((await act(id, 'answers', { asOf, agrees: true }, scenario.tutor)).status).toBe(201);
  app.clock.set('2026-04-12');
  expect((await act(id, 'complete', { reason: 'Inès n’a pas répondu' })).body.status).toBe('closed');
});

test('the alternant may be the last to answer', async () => {
  const id = await held();
  const asOf = await written(id);
  await act(id, 'answers', { asOf, agrees: true });
  await act(id, 'answers', { asOf, agrees: true }, scenario.tutor);
  const last = await act(
    id,
    'answers',
    { asOf, agrees: false, comment: 'Ce ne sont pas mes horaires' },
    alternant,
  );
  expect([last.status, last.body.status]).toEqual([201, 'closed']);
});

test('whoever is made nobody leaves no word in a review', async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app, { startsOn: '2024-09-01', until: '2026-04-01' });
  alternant = await app.as(scenario.contract.alternant);
  const id = await held();
  const asOf = await written(id);
  await act(id, 'answers', { asOf, agrees: false, comment: 'Inès ne le croit pas' }, alternant);
  app.clock.set('2026-06-12');
  const platform = await app.as(await app.given.someone('platform_admin'));
  const asked = await platform.post(`/v1/people/${scenario.contract.alternant.personId}/erasures`, {
    reason: 'Demande',
  });
  expect([asked.status, asked.body.obstacles ?? []]).toEqual([201, []]);
  app.clock.advance({ days: 62 });
  expect(await app.nest.get(ErasuresService, { strict: false }).carryOutDue()).toBe(1);
  const { rows } = await app.owner.query(
    `select to_jsonb(r) || jsonb_build_object(
       'sections', (select jsonb_agg(s) from review_sections s where s.review_id = r.id),
       'answers', (select jsonb_agg(a) from review_answers a where a.review_id = r.id)
     ) as kept from reviews r where r.id = $1`,
    [id],
  );
  expect(JSON.stringify(rows)).not.toMatch(/Inès|Moreau/);
});

test('whoever was a tutor by a record that was merged since still reads what they wrote', async () => {
  const { contract, tutorIs } = scenario;
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const id = await held();
  await written(id);
  const kept = await app.given.someone('tutor', contract.employerId, {
    givenName: 'Claude',
    familyName: 'Petit',
  });
  await app.owner.query('delete from accounts where person_id = $1', [kept.personId]);
  const merged = await hr.post(`/v1/people/${kept.personId}/merges`, {
    duplicateId: tutorIs.personId,
    reason: 'Enregistré deux fois',
  });
  expect([merged.status, merged.body.obstacles ?? []]).toEqual([201, []]);
  const tutor = await app.as({ ...tutorIs, personId: kept.personId });
  expect((await tutor.get(`/v1/reviews/${id}`)).body.sections).toHaveLength(3);
  await app.owner.query(`update mandates set until_day = '2026-03-12' where id = $1`, [
    (tutorIs as unknown as { mandateId: string }).mandateId,
  ]);
  const { sections } = (await tutor.get(`/v1/reviews/${id}`)).body;
  expect(sections.map(({ part }: { part: string }) => part)).toEqual(['tutor']);
});

test('who plans without end keeps the centre from planning nothing', async () => {
  await app.owner.query(
    `insert into reviews (id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, mode)
     select gen_random_uuid(), $1, -n, $3, $2, 'visit', '2026-03-10', 'remote' from generate_series(1, 100) n`,
    [scenario.contract.contractId, scenario.tutorIs.personId, app.clock.now()],
  );
  const planned = { kind: 'review', on: '2026-03-10', mode: 'centre' };
  const refused = await scenario.tutor.post(scenario.url('reviews'), planned);
  expect([refused.status, refused.body.code]).toEqual([409, 'too_many_reviews']);
  expect((await scenario.referent.post(scenario.url('reviews'), planned)).status).toBe(201);
});
