import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;
let centre: Caller;
let otherCentre: Caller;
let tutor: Caller;
let frameworkId: string;
beforeAll(async () => {
  app = await TestApp.start();
  centre = await adminOfACentre();
  otherCentre = await adminOfACentre();
  tutor = await app.as(await app.given.someone('tutor', await app.given.organisation()));
  frameworkId = (await centre.post('/v1/frameworks', framework('F1'))).body.id;
  await centre.post(`/v1/frameworks/${frameworkId}/publish`);
});
afterAll(() => app.stop());

const adminOfACentre = async () =>
  app.as(await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })));
const framework = (code: string, competencies = ['C1', 'C2', 'C3']) => ({
  code,
  version: '1',
  title: 'Diplôme',
  blocks: [
    { code: 'B1', title: 'Bloc', competencies: competencies.map((c) => ({ code: c, title: 'Faire' })) },
  ],
});
const ladder = (values: Record<string, unknown> = {}) => ({
  frameworkId,
  code: 'ours',
  title: 'Parcours',
  levels: [
    {
      code: 'observation',
      title: 'Observation',
      supervision: 'present_only',
      unlock: 'automatic',
      requirements: [{ competency: 'C1' }],
    },
    {
      code: 'autonomy',
      title: 'Autonomie',
      supervision: 'distant',
      unlock: 'cosigned',
      requirements: [
        { competency: 'C1', quorum: { minObservations: 3, minObservers: 2 } },
        { competency: 'C2', quorum: { minDistinctDays: 2 } },
      ],
    },
  ],
  missions: [
    { code: 'welcome', title: 'Accueil', level: 'observation', competencies: ['C1'] },
    { code: 'meal', title: 'Repas', level: 'autonomy', competencies: ['C1', 'C2'] },
  ],
  ...values,
});
const draft = async (values: Record<string, unknown> = {}): Promise<string> =>
  (await centre.post('/v1/ladders', ladder(values))).body.id;
const preview = (caller: Caller, id: string, language = 'fr') =>
  caller.get(`/v1/ladders/${id}/preview`, { headers: { 'accept-language': language } });
const publish = (id: string) => centre.post(`/v1/ladders/${id}/publish`);
const codes = ({ body }: { body: { findings: { severity: string; pointer: string; code: string }[] } }) =>
  body.findings.map((finding) => `${finding.severity} ${finding.pointer} ${finding.code}`);

test('the preview shows the staircase of a draft, and what is odd in it', async () => {
  const id = await draft();

  const shown = await preview(centre, id);

  expect(shown.status).toBe(200);
  expect(shown.body).toEqual({
    ladderId: id,
    code: 'ours',
    title: 'Parcours',
    status: 'draft',
    steps: [
      {
        level: 'observation',
        index: 1,
        title: 'Observation',
        supervision: 'present_only',
        unlock: 'automatic',
        decidedBy: expect.stringMatching(/^Personne/),
        requirements: 1,
        minimum: { observations: 1, observers: 1, days: 1 },
        daysFromStart: 1,
        opens: [{ mission: 'welcome', title: 'Accueil', supervision: 'present_only' }],
      },
      {
        level: 'autonomy',
        index: 2,
        title: 'Autonomie',
        supervision: 'distant',
        unlock: 'cosigned',
        decidedBy: expect.stringMatching(/tuteur principal.*référent.*deux personnes/),
        requirements: 2,
        minimum: { observations: 5, observers: 2, days: 2 },
        daysFromStart: 2,
        opens: [{ mission: 'meal', title: 'Repas', supervision: 'distant' }],
      },
    ],
    findings: [
      {
        pointer: '/levels/1/requirements/0/quorum/minObservers',
        code: 'quorum_needs_several_observers',
        severity: 'warning',
        detail: expect.stringMatching(/tuteur seul.*2 observateurs.*C1/),
      },
      {
        pointer: '/frameworkId',
        code: 'competency_unused',
        severity: 'warning',
        detail: expect.stringContaining('C3'),
      },
    ],
  });
  const english = await preview(centre, id, 'en');
  expect(english.body.steps[1].decidedBy).toMatch(/main tutor.*referent/);
  expect(english.body.findings[0].detail).toMatch(/tutor alone/);
});

test('warnings are answered with the ladder that is published, as its preview told them and still does', async () => {
  const id = await draft();
  const before = await preview(centre, id);

  const published = await publish(id);

  expect(published.status).toBe(200);
  expect(published.body.status).toBe('published');
  expect(published.body.findings).toEqual(before.body.findings);
  expect((await preview(tutor, id)).body).toEqual({ ...before.body, status: 'published' });
});

test('a ladder that nobody could finish is refused when it is made, when it is replaced, and when it is published', async () => {
  const levels = structuredClone(ladder().levels);
  levels[1]?.requirements.splice(1, 1, {
    competency: 'C2',
    quorum: { minDistinctDays: 5, maxAgeDays: 3 },
  } as never);
  const pointer = '/levels/1/requirements/1/quorum/minDistinctDays';
  const id = await draft();
  const refused = [
    await centre.post('/v1/ladders', ladder({ levels })),
    await centre.put(`/v1/ladders/${id}`, ladder({ levels }), { 'if-match': '"1"' }),
  ];
  // As it was kept by an earlier version, which did not know better.
  await app.owner.query('update ladders set levels = $2 where id = $1', [id, JSON.stringify(levels)]);

  expect(codes(await preview(centre, id))).toContain(`error ${pointer} quorum_out_of_time`);
  for (const answer of [...refused, await publish(id)]) {
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed']);
    expect(answer.body.errors).toEqual([
      { pointer, code: 'quorum_out_of_time', detail: expect.stringContaining('4 jours') },
    ]);
  }
  expect((await centre.get(`/v1/ladders/${id}`)).body.status).toBe('draft');
});

test('the preview of a draft says what its framework no longer has, before the publication is refused', async () => {
  const body = framework('F2');
  const changing = (await centre.post('/v1/frameworks', body)).body.id;
  const id = await draft({ frameworkId: changing });
  const less = await centre.put(`/v1/frameworks/${changing}`, framework('F2', ['C1']), { 'if-match': '"1"' });
  expect(less.status).toBe(200);

  expect(codes(await preview(centre, id)).filter((finding) => finding.startsWith('error'))).toEqual([
    'error /levels/1/requirements/1/competency unknown_competency',
    'error /missions/1/competencies/1 unknown_competency',
  ]);
});

test('who may not read a draft does not see its preview; what is published, everyone previews', async () => {
  const id = await draft();

  for (const caller of [otherCentre, tutor]) expect((await preview(caller, id)).status).toBe(404);
  await publish(id);
  for (const caller of [otherCentre, tutor]) expect((await preview(caller, id)).status).toBe(200);
});
