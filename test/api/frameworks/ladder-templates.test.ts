import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LadderId } from '../../../src/kernel/ids.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';

type Reply = Awaited<ReturnType<Caller['get']>>;

let app: TestApp;
let centre: Caller;
let centreId: string;
let otherCentre: Caller;
let tutor: Caller;
let platform: Caller;
let deas: string;
let shippedLadder: { id: LadderId; title: string };
beforeAll(async () => {
  app = await TestApp.start();
  centreId = await app.given.organisation({ kind: 'training_centre' });
  centre = await app.as(await app.given.someone('centre_admin', centreId as never));
  otherCentre = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );
  tutor = await app.as(await app.given.someone('tutor', await app.given.organisation()));
  platform = await app.as(await app.given.someone('platform_admin'));
  deas = (await centre.get('/v1/frameworks?code=DEAS')).body.data[0].id;
  shippedLadder = (await centre.get(`/v1/ladders?frameworkId=${deas}`)).body.data[0];
});
afterAll(() => app.stop());

let count = 0;
const body = (values: Record<string, unknown> = {}) => ({
  frameworkId: deas,
  structureTypes: ['EHPAD', 'CH'],
  code: `ours_${(count += 1)}`,
  title: 'Notre parcours',
  ...values,
});
const draft = (values: Record<string, unknown> = {}, by = centre) =>
  by.post('/v1/ladder-drafts', body(values));
const template = (query: string, by = tutor) => by.get(`/v1/ladder-templates?${query}`);
const mistakes = ({ status, body: { errors } }: Reply) => [
  status,
  errors?.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`),
];

test('a template shows the missions by level and kind, what bounds them, and what is lacking', async () => {
  const { status, body: shown } = await template(`frameworkId=${deas}&structureType=EAJE`);

  expect(status).toBe(200);
  expect(shown).toMatchObject({
    frameworkId: deas,
    ladderTitle: shippedLadder.title,
    structureTypes: [{ code: 'EAJE', title: 'Établissement d’accueil du jeune enfant (crèche)' }],
  });
  expect(shown.missingKinds.map(({ title }: { title: string }) => title)).toEqual([
    'hygiène et confort',
    'repas',
    'animation et sorties',
    'mobilité',
  ]);
  expect(shown.gaps.find((gap: { competency: string }) => gap.competency === 'C4')).toEqual({
    competency: 'C4',
    title: expect.stringMatching(/^Mettre en œuvre des soins/),
    levels: ['Observation', 'Tâches simples', 'Soins supervisés', 'Autonomie'].map((title) =>
      expect.objectContaining({ title }),
    ),
    detail: expect.stringMatching(/^Écrivez une mission qui mobilise « Mettre en œuvre .*Soins supervisés/),
  });
  expect(shown.neverForAnAlternant).toContainEqual({
    code: 'never_for_an_alternant',
    detail: 'faire une injection',
    certainty: 'secondary',
  });

  const query = `frameworkId=${deas}&structureType=EHPAD&structureType=IME`;
  const care = await tutor.get(`/v1/ladder-templates?${query}&kind=entrusted_care`, {
    headers: { 'accept-language': 'en' },
  });
  const missions = care.body.levels.flatMap((level: { missions: object[] }) => level.missions);
  expect(missions).toHaveLength(4);
  expect(missions).toContainEqual({
    mission: 'act_03',
    title: 'Aider une personne à prendre des médicaments déjà préparés (un professionnel toujours présent)',
    kind: 'entrusted_care',
    competencies: [{ code: 'C4', title: expect.stringMatching(/^Mettre en œuvre des soins/) }],
    limits: [
      { code: 'entrusted_by_nurse', detail: 'entrusted by the nurse, case by case', certainty: 'secondary' },
      { code: 'never_alone', detail: 'always with a professional', certainty: 'ours' },
    ],
    note: expect.stringMatching(/prescription/),
  });
});

test('a ladder drafted from it says what it was made from, and is edited and published as any draft', async () => {
  const sent = body();
  const made = await centre.post('/v1/ladder-drafts', sent);

  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe(`/v1/ladders/${made.body.id}`);
  const madeFrom = {
    version: expect.stringMatching(/^20/),
    structureTypes: ['EHPAD', 'CH'],
    ladderId: shippedLadder.id,
    ladderTitle: shippedLadder.title,
  };
  expect(made.body).toMatchObject({
    code: sent.code,
    title: sent.title,
    frameworkId: deas,
    ownerId: centreId,
    status: 'draft',
    madeFrom,
  });
  const url = `/v1/ladders/${made.body.id}`;
  const { frameworkId, code, title, levels, missions } = made.body;
  const edited = {
    frameworkId,
    code,
    title,
    levels,
    missions: missions.filter(({ kind }: { kind: string }) => kind !== 'meals'),
  };
  const put = await centre.put(url, edited, { 'if-match': made.headers['etag'] ?? '' });
  expect([put.status, put.body.madeFrom]).toEqual([200, madeFrom]);
  const { findings, steps } = (await centre.get(`${url}/preview?kind=mobility`)).body;
  expect(findings.map((one: { code: string }) => one.code)).toContain('kind_without_mission');
  expect(
    new Set(steps.flatMap(({ opens }: { opens: { kind: string }[] }) => opens.map(({ kind }) => kind))),
  ).toEqual(new Set(['mobility']));
  const published = await centre.post(`${url}/publish`);
  expect([published.status, published.body.revision, published.body.madeFrom]).toEqual([200, 1, madeFrom]);
  expect((await tutor.get(url)).body).toEqual(
    expect.objectContaining({ madeFrom, missions: edited.missions }),
  );
});

test('with it a hospital entrusts what the ladder of the platform refuses there, and both tell the kind', async () => {
  const own = (await draft({ structureTypes: ['CH'] })).body.id as LadderId;
  await centre.post(`/v1/ladders/${own}/publish`);
  const employerId = await app.given.organisation({ structureType: 'CH' });
  const entitled = async (ladderId: LadderId) => {
    const contract = await app.given.contract({ employerId, ladderId });
    const main = await app.as(await app.given.mandate(contract, 'main_tutor'));
    const { data } = (await main.get(`/v1/contracts/${contract.contractId}/entitlements?mission=hyg_01`))
      .body;
    const [{ allowed, kind, reasons }] = data;
    return [allowed, kind, reasons.map(({ code }: { code: string }) => code)];
  };

  expect(await entitled(shippedLadder.id)).toEqual([false, 'hygiene_comfort', ['structure']]);
  expect(await entitled(own)).toEqual([true, 'hygiene_comfort', []]);
});

test('the missions of the platform say their kind, those of others where their author does', async () => {
  const { missions } = (await tutor.get(`/v1/ladders/${shippedLadder.id}`)).body;
  expect(missions.every(({ kind }: { kind?: string }) => kind !== undefined)).toBe(true);
  const { frameworkId, levels } = (await draft()).body;
  const mission = { title: 'Aider', level: 'autonomy', competencies: ['C1'] };
  const own = (kind: unknown) =>
    centre.post('/v1/ladders', {
      frameworkId,
      code: 'kinds',
      title: 'Parcours',
      levels,
      missions: [
        { ...mission, code: 'act_01' },
        { ...mission, code: 'b', kind },
      ],
    });
  expect((await own('meals')).body.missions.map((one: { kind?: string }) => one.kind)).toEqual([
    undefined,
    'meals',
  ]);
  expect(mistakes(await own('cooking'))).toEqual([422, ['/missions/1/kind one_of']]);
  expect((await own(null)).status).toBe(201);
});

test('what is not known is refused at its place, and nothing is drafted', async () => {
  const drafts = async () => (await centre.get('/v1/ladders?published=false&limit=500')).body.data.length;
  const before = await drafts();
  const hidden = (
    await otherCentre.post('/v1/frameworks', {
      code: 'DEAS',
      version: 'hidden',
      title: 'Caché',
      blocks: [{ code: 'B', title: 'B', competencies: [{ code: 'C1', title: 'C1' }] }],
    })
  ).body.id;
  const nothing = (
    await centre.post('/v1/frameworks', {
      code: 'CAP',
      version: '1',
      title: 'Cuisine',
      blocks: [{ code: 'B', title: 'B', competencies: [{ code: 'C1', title: 'C1' }] }],
    })
  ).body.id;

  for (const frameworkId of [hidden, newId()]) {
    expect(mistakes(await draft({ frameworkId }))).toEqual([422, ['/frameworkId unknown_reference']]);
    expect((await template(`frameworkId=${frameworkId}&structureType=EHPAD`, centre)).status).toBe(404);
  }
  expect(mistakes(await draft({ frameworkId: nothing }))).toEqual([422, ['/frameworkId no_mission_known']]);
  const empty = (await template(`frameworkId=${nothing}&structureType=EHPAD`, centre)).body;
  expect([empty.levels, empty.missingKinds.length, empty.ladderTitle]).toEqual([[], 7, null]);

  expect(mistakes(await draft({ structureTypes: ['EHPAD', 'PRISON', '*'], code: '' }))).toEqual([
    422,
    ['/structureTypes codes', '/code code'],
  ]);
  expect(mistakes(await draft({ structureTypes: ['EHPAD', 'PRISON'], code: '' }))).toEqual([
    422,
    ['/code code', '/structureTypes/1 unknown_structure_type'],
  ]);
  expect(mistakes(await draft({ structureTypes: ['toString'] }))).toEqual([
    422,
    ['/structureTypes/0 unknown_structure_type'],
  ]);
  for (const structureTypes of [
    [],
    Array.from({ length: 21 }, (_, i) => `T${i}`),
    ['EHPAD', 'EHPAD'],
    'EHPAD',
  ])
    expect(mistakes(await draft({ structureTypes }))).toEqual([422, ['/structureTypes codes']]);
  expect(mistakes(await template(`frameworkId=${deas}&structureType=EHPAD&structureType=X`))).toEqual([
    422,
    ['/structureType/1 unknown_structure_type'],
  ]);
  expect(mistakes(await template(`frameworkId=${deas}`))).toEqual([422, ['/structureType required']]);
  expect(await drafts()).toBe(before);
});

test('it is drafted by whoever may write a ladder, once for a key, and two at once of one code are two drafts', async () => {
  expect((await draft({}, tutor)).status).toBe(403);
  expect((await centre.post(`/v1/ladder-drafts?organisationId=${newId()}`, body())).status).toBe(403);
  expect((await draft({}, platform)).body.ownerId).toBe(null);

  const key = { 'idempotency-key': 'one-draft' };
  const sent = body();
  const [first, again] = [
    await centre.post('/v1/ladder-drafts', sent, key),
    await centre.post('/v1/ladder-drafts', sent, key),
  ];
  expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([first.body.id, 'true']);

  const two = await Promise.all([draft({ code: 'twins' }), draft({ code: 'twins' })]);
  expect(two.map(({ status }) => status)).toEqual([201, 201]);
  const published = await Promise.all(
    two.map(({ body: { id } }) => centre.post(`/v1/ladders/${id}/publish`)),
  );
  expect(published.map(({ body: { revision } }) => revision).toSorted()).toEqual([1, 2]);
});

test('a template builds on the platform’s newest ladder of the diploma, and on nobody else’s', async () => {
  const { frameworkId, levels, missions } = (await draft()).body;
  const write = async (by: Caller, code: string) => {
    const mission = { ...missions[0], code: 'night_round', title: `Tour de ${code}` };
    const sent = { frameworkId, code, title: code, levels, missions: [mission] };
    const { id } = (await by.post('/v1/ladders', sent)).body;
    expect((await by.post(`/v1/ladders/${id}/publish`)).status).toBe(200);
  };
  const builtOn = async () => (await template(`frameworkId=${deas}&structureType=EHPAD`)).body.ladderTitle;

  await write(otherCentre, 'deas_default');
  await write(platform, 'deas_other');
  expect(await builtOn()).toBe(shippedLadder.title);
  await write(platform, 'deas_default');
  expect(await builtOn()).toBe('deas_default');
});
