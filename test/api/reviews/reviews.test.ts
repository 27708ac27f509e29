import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { NotificationService } from '../../../src/features/notifications/notify/notify.service.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;
let hr: Caller;
let admin: Caller;

const TUTORED = 'Progresse dans les gestes du quotidien';
const OBJECTION = 'Ces horaires ne sont pas les miens';

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  const { contract } = scenario;
  alternant = await app.as(contract.alternant);
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
});

const PLANNED = { kind: 'review', on: '2026-03-10', mode: 'centre', place: 'Salle 2' };
const plan = (values: object = {}, by = scenario.referent) =>
  by.post(scenario.url('reviews'), { ...PLANNED, ...values });
const act = (id: string, rest: string, body: object = {}, by = scenario.referent) =>
  by.post(`/v1/reviews/${id}/${rest}`, body);
const write = (id: string, topic: string, by: Caller, text = TUTORED) =>
  act(id, 'sections', { items: [{ topic, text }] }, by);
/** What the database says to somebody who comes past the API. */
async function attempt(
  by: { accountId: string; personId: string },
  table: string,
  row: object,
): Promise<string> {
  const client = new pg.Client({ connectionString: app.database.apiUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select app.set_actor($1, $2, $3, $4)', [
      'person',
      by.accountId,
      by.personId,
      app.clock.now(),
    ]);
    await client.query(
      `insert into ${table} select x.* from jsonb_populate_record(null::${table}, $1::jsonb) x`,
      [JSON.stringify({ id: newId(), ...row })],
    );
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code === '42501' ? 'refused' : String(error);
  } finally {
    await client.query('rollback');
    await client.end();
  }
}
const codes = (...answers: { status: number; body: { code?: string } }[]) =>
  answers.map(({ status, body }) => (body.code ? `${status} ${body.code}` : `${status}`));

/** The main tutor leaves with yesterday. */
const leave = () =>
  app.owner.query(`update mandates set until_day = '2026-03-12' where contract_id = $1 and person_id = $2`, [
    scenario.contract.contractId,
    scenario.tutorIs.personId,
  ]);

/** One that was held. */
async function held(values: object = {}): Promise<string> {
  const { body } = await plan(values);
  expect(codes(await act(body.id, 'confirm'))).toEqual(['200']);
  return body.id;
}
/** One in which all three wrote. @returns its id and what answers are about */
async function written(values: object = {}): Promise<{ id: string; asOf: number }> {
  const id = await held(values);
  await write(id, 'experience', alternant);
  await write(id, 'strengths', scenario.tutor);
  const last = await write(id, 'synthesis', scenario.referent);
  expect(codes(last)).toEqual(['201']);
  return { id, asOf: last.body.asOf };
}

test('a review is planned, held, written by three, answered by three and closed; then it is amended by a new one alone', async () => {
  const planned = await plan();
  expect(planned.status).toBe(201);
  expect(planned.headers['location']).toBe(`/v1/reviews/${planned.body.id}`);
  expect(planned.body).toMatchObject({ ...PLANNED, status: 'planned', steps: [], sections: [], answers: [] });
  const { id } = planned.body;
  expect((await act(id, 'change', { on: '2026-03-11', mode: 'remote' }, scenario.tutor)).body).toMatchObject({
    on: '2026-03-11',
    mode: 'remote',
    place: 'Salle 2',
  });
  expect((await act(id, 'confirm', {}, admin)).body).toMatchObject({
    status: 'held',
    on: '2026-03-11',
    awaited: ['alternant', 'tutor', 'referent'],
  });
  expect((await write(id, 'experience', alternant)).body.awaited).toEqual(['tutor', 'referent']);
  await write(id, 'strengths', scenario.tutor, 'à revoir');
  await write(id, 'strengths', scenario.tutor);
  const whole = (await write(id, 'synthesis', scenario.referent)).body;
  expect(whole.sections.map(({ part, items }: { part: string; items: object[] }) => [part, items])).toEqual([
    ['alternant', [{ topic: 'experience', text: TUTORED }]],
    ['tutor', [{ topic: 'strengths', text: TUTORED }]],
    ['referent', [{ topic: 'synthesis', text: TUTORED }]],
  ]);

  const { asOf } = whole;
  expect(
    codes(
      await act(id, 'answers', { asOf: asOf - 1, agrees: true }, scenario.tutor),
      await act(id, 'answers', { asOf, agrees: false, comment: 'non' }, alternant),
      await act(id, 'answers', { asOf, agrees: false, comment: OBJECTION }, alternant),
      await act(id, 'answers', { asOf, agrees: true }, alternant),
      await write(id, 'strengths', scenario.tutor),
      await act(id, 'answers', { asOf, agrees: true }, scenario.tutor),
      await act(id, 'cancel', { reason: 'erreur' }),
      await act(id, 'answers', { asOf, agrees: true }),
      await act(id, 'answers', { asOf, agrees: true }),
    ),
  ).toEqual([
    '409 review_changed',
    '422 validation_failed',
    '201',
    '409 already_answered',
    '409 illegal_transition',
    '201',
    '409 illegal_transition',
    '201',
    '409 illegal_transition',
  ]);
  const closed = (await alternant.get(`/v1/reviews/${id}`)).body;
  expect(closed).toMatchObject({ status: 'closed', asOf, awaited: [], amendedBy: null });
  expect(closed.answers.map((one: object) => ({ ...one, recordedAt: null, answeredBy: null }))).toMatchObject(
    [
      { part: 'alternant', agrees: false, comment: OBJECTION },
      { part: 'tutor', agrees: true, comment: null },
      { part: 'referent', agrees: true, comment: null },
    ],
  );

  const again = await plan({ amends: id });
  expect(codes(again, await plan({ amends: id }), await plan({ amends: id, kind: 'visit' }))).toEqual([
    '201',
    '409 review_amended',
    '422 validation_failed',
  ]);
  expect((await alternant.get(`/v1/reviews/${id}`)).body.amendedBy).toBe(again.body.id);
  expect(codes(await plan({ amends: again.body.id }))).toEqual(['409 review_open']);
  await act(again.body.id, 'cancel', { reason: 'inutile' });
  expect(codes(await plan({ amends: id }), await act(again.body.id, 'resume', { reason: 'si' }))).toEqual([
    '201',
    '200',
  ]);
});

test('whoever does not come is waited for fifteen days, then the referent says why it is closed without them', async () => {
  const id = await held();
  await write(id, 'strengths', scenario.tutor);
  app.clock.set('2026-03-26');
  expect(codes(await act(id, 'complete', { reason: 'Inès refuse d’écrire' }))).toEqual([
    '409 review_awaited',
  ]);
  app.clock.set('2026-03-27');
  expect(
    codes(
      await act(id, 'complete', { reason: 'Inès refuse d’écrire' }, scenario.tutor),
      await act(id, 'complete', { reason: 'Inès refuse d’écrire' }),
      await write(id, 'experience', alternant),
    ),
  ).toEqual(['403 mandate_missing', '200', '409 illegal_transition']);
  expect((await hr.get(`/v1/reviews/${id}`)).body.steps.at(-1)).toMatchObject({
    kind: 'closed',
    reason: null,
  });
});

test('each speaks for themselves alone, and only who stands there today plans', async () => {
  const stranger = await app.as(await app.given.someone('tutor', scenario.contract.employerId));
  expect(
    codes(
      await plan({}, alternant),
      await plan({}, hr),
      await plan({}, scenario.observer),
      await plan({}, stranger),
      await plan({ on: '2025-08-31' }),
      await plan({ on: '2027-10-01' }),
    ),
  ).toEqual([
    '403 forbidden',
    '403 mandate_missing',
    '403 mandate_missing',
    '404 not_found',
    '422 validation_failed',
    '422 validation_failed',
  ]);
  const id = await held();
  expect(
    codes(
      await write(id, 'strengths', scenario.observer),
      await write(id, 'strengths', hr),
      await write(id, 'strengths', admin),
      await write(id, 'synthesis', scenario.tutor),
      await act(id, 'sections', { items: [] }, scenario.tutor),
      await act((await plan()).body.id, 'confirm', { on: '2026-03-13' }),
    ),
  ).toEqual([
    '403 mandate_missing',
    '403 mandate_missing',
    '403 mandate_missing',
    '422 validation_failed',
    '422 validation_failed',
    '422 validation_failed',
  ]);
  await leave();
  expect(codes(await write(id, 'strengths', scenario.tutor), await plan({}, scenario.tutor))).toEqual([
    '403 mandate_missing',
    '403 mandate_missing',
  ]);
});

test('the employer’s HR read that a review was held, and neither what was written nor who agrees; who was a tutor reads their own', async () => {
  const { id, asOf } = await written();
  await act(id, 'answers', { asOf, agrees: false, comment: OBJECTION }, alternant);
  const shown = (await hr.get(`/v1/reviews/${id}`)).body;
  expect(shown).toMatchObject({ status: 'held', sections: [], answers: [], asOf: null, awaited: [] });
  const types = async (by: Caller) =>
    (await by.get(scenario.url('events?limit=500'))).body.data
      .map(({ type }: { type: string }) => type)
      .filter((type: string) => type.startsWith('review.'));
  expect(await types(hr)).toEqual(['review.planned', 'review.held']);
  expect(await types(admin)).toContain('review.disagreed');

  await leave();
  const own = (await scenario.tutor.get(`/v1/reviews/${id}`)).body;
  expect(own.sections.map(({ part }: { part: string }) => part)).toEqual(['tutor']);
  expect(own.answers).toEqual([]);
});

test('two who answer last at once close it once', async () => {
  const { id, asOf } = await written();
  await act(id, 'answers', { asOf, agrees: true }, alternant);
  const both = await Promise.all(
    [scenario.tutor, scenario.referent, scenario.tutor].map((by) =>
      act(id, 'answers', { asOf, agrees: true }, by),
    ),
  );
  expect(both.filter(({ status }) => status === 201)).toHaveLength(2);
  const { body } = await alternant.get(`/v1/reviews/${id}`);
  expect(body.steps.filter(({ kind }: { kind: string }) => kind === 'closed')).toHaveLength(1);
});

test('the wall: nobody writes as somebody else, and the alternant closes nothing', async () => {
  const { id } = await written();
  const { contractId, alternant: ines } = scenario.contract;
  const fact = { contract_id: contractId, review_id: id, sequence: 9_999, recorded_at: app.clock.now() };
  const tryAs = (by: { accountId: string; personId: string }, table: string, row: object) =>
    attempt(by, table, { ...fact, ...row });
  expect([
    await tryAs(ines, 'review_sections', { written_by: ines.personId, part: 'tutor', items: [{}] }),
    await tryAs(ines, 'review_steps', { recorded_by: ines.personId, kind: 'closed' }),
    await tryAs(ines, 'review_steps', { recorded_by: ines.personId, kind: 'cancelled', reason: 'x' }),
    await tryAs(scenario.tutorIs, 'review_answers', {
      answered_by: scenario.tutorIs.personId,
      part: 'referent',
      as_of: 1,
      agrees: true,
    }),
    await tryAs(scenario.tutorIs, 'review_sections', {
      written_by: scenario.tutorIs.personId,
      part: 'tutor',
      items: [{}],
    }),
  ]).toEqual(['refused', 'refused', 'refused', 'refused', 'done']);
});

test('the centre sets its rhythm from a day on, and reads what is late over all its contracts', async () => {
  const { trainingCentreId } = scenario.contract;
  const rules = `/v1/organisations/${trainingCentreId}/review-rules`;
  const due = async () => (await admin.get(scenario.url('due-reviews'))).body.data;
  expect(await due()).toMatchObject([
    { kind: 'review', dueOn: '2025-11-01', state: 'late', plannedOn: null },
  ]);

  expect(
    codes(
      await admin.post(rules, { kind: 'review', firstMonths: 2, everyMonths: 6, from: '2026-03-11' }),
      await scenario.referent.post(rules, { kind: 'review' }),
      await admin.post(`/v1/organisations/${scenario.contract.employerId}/review-rules`, { kind: 'review' }),
      await admin.post(rules, { kind: 'review', firstMonths: 2, everyMonths: 6 }),
      await admin.post(rules, { kind: 'visit', firstMonths: 7, from: '2026-03-13' }),
    ),
  ).toEqual(['422 validation_failed', '403 forbidden', '403 forbidden', '201', '201']);
  expect((await alternant.get(rules)).body.data.map(({ kind }: { kind: string }) => kind)).toEqual([
    'review',
    'visit',
  ]);

  await held({ on: '2025-10-02' });
  expect(await due()).toMatchObject([{ dueOn: '2026-04-02', state: 'upcoming', countedFrom: '2025-10-02' }]);
  app.clock.set('2026-03-20');
  const { body: planned } = await plan({ kind: 'visit', on: '2026-04-01', mode: 'workplace' });
  const all = await admin.get(`/v1/due-reviews?trainingCentreId=${trainingCentreId}&limit=1`);
  expect(all.body).toMatchObject({
    data: [
      { kind: 'review', state: 'soon' },
      { kind: 'visit', dueOn: '2026-04-01', state: 'planned', plannedReviewId: planned.id },
    ],
    page: { next: null },
  });
  const elsewhere = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );
  expect((await elsewhere.get(`/v1/due-reviews?trainingCentreId=${trainingCentreId}`)).body.data).toEqual([]);
  expect((await elsewhere.get(rules)).body.data).toEqual([]);
});

test('what awaits the three stands in their queues, what is due in the referent’s; who is told hears of it', async () => {
  const { trainingCentreId } = scenario.contract;
  const queued = async (by: Caller, kind: string) => {
    const { body } = await by.get(`/v1/me/queue?kind=${kind}`);
    return body.data.map(({ detail }: { detail: object }) => detail);
  };
  expect(await queued(scenario.referent, 'review_due')).toEqual([]);
  const rhythm = { kind: 'review', firstMonths: 2, everyMonths: 6 };
  await admin.post(`/v1/organisations/${trainingCentreId}/review-rules`, rhythm);
  expect(await queued(scenario.referent, 'review_due')).toEqual([
    {
      reviews: [
        { reviewKind: 'review', dueOn: '2025-11-01', state: 'late', plannedReviewId: null, plannedOn: null },
      ],
    },
  ]);
  expect(await queued(scenario.tutor, 'review_due')).toEqual([]);
  const notified = async () =>
    (
      await app.owner.query<{ kind: string; role: string }>(
        `select n.kind, m.role from notifications n join memberships m on m.person_id = n.person_id
         where n.contract_id = $1 order by m.role, n.kind`,
        [scenario.contract.contractId],
      )
    ).rows.map(({ kind, role }) => `${role} ${kind}`);
  const byTime = app.nest.get(NotificationService);
  await byTime.notifyWhatTimeBrings();
  app.clock.set('2026-03-13');
  await byTime.notifyWhatTimeBrings();
  expect(new Set(await notified())).toEqual(new Set(['centre_admin review_late', 'referent review_late']));
  app.clock.set('2026-03-12');

  const id = await held();
  expect(await queued(scenario.referent, 'review_due')).toEqual([]);
  const acts = async () =>
    Promise.all(
      [alternant, scenario.tutor, scenario.referent, scenario.observer, admin].map(async (by) =>
        (await queued(by, 'review_to_sign')).map(({ act: one }: { act: string }) => one),
      ),
    );
  expect(await acts()).toEqual([['write'], ['write'], ['write'], [], []]);
  await write(id, 'experience', alternant);
  await write(id, 'strengths', scenario.tutor);
  expect(await acts()).toEqual([[], [], ['write'], [], []]);
  const { asOf } = (await write(id, 'synthesis', scenario.referent)).body;
  await act(id, 'answers', { asOf, agrees: false, comment: OBJECTION }, alternant);
  expect(await acts()).toEqual([[], ['answer'], ['answer'], [], []]);
  await act(id, 'answers', { asOf, agrees: true });
  app.clock.set('2026-03-27');
  expect(await acts()).toEqual([[], ['answer'], ['complete'], [], []]);
});
