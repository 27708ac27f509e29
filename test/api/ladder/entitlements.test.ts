import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId } from '../../../src/kernel/ids.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const mission = (code: string, values: object = {}) => ({
  code,
  title: code,
  level: 'observation',
  competencies: ['C6'],
  ...values,
});

let app: TestApp;
let ladderId: LadderId;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
  ladderId = await app.given.ladder({
    missions: [
      mission('meal'),
      mission('drive', { minAge: 18 }),
      mission('home', { structureTypes: ['SSIAD'] }),
      mission('needle', { acts: ['injection'] }),
    ],
  });
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app, { ladderId, birthDate: '2008-05-04' });
});

const ask = (query: string) => scenario.tutor.get(scenario.url(`entitlements?${query}`));
const reasons = async (query: string) => {
  const { body } = await ask(query);
  return body.data.flatMap((one: { mission: string; reasons: { code: string }[] }) =>
    one.reasons.map(({ code }) => `${one.mission} ${code}`),
  );
};
const during = (from: string, to: string) =>
  `mission=meal&shiftFrom=${encodeURIComponent(from)}&shiftTo=${encodeURIComponent(to)}`;

test('an act that is never an alternant’s is refused whatever the level, and the refusal names it', async () => {
  const { body } = await ask('mission=needle');
  expect(body.data[0]).toMatchObject({ allowed: false, supervision: null });
  expect(body.data[0].reasons).toEqual([
    {
      code: 'never_for_an_alternant',
      detail: 'Jamais confié à un alternant : faire une injection. Demandez à un professionnel habilité.',
    },
  ]);
  const refused = await scenario.tutor.post(scenario.url('assignments'), {
    mission: 'needle',
    from: '2026-03-12',
  });
  expect([refused.status, refused.body.reasons.length]).toEqual([409, 1]);
});

test('nights, Sundays and public holidays are closed to a minor, and to nobody else', async () => {
  const nights = during('2026-03-12T20:00:00+01:00', '2026-03-13T06:30:00+01:00');
  const days = during('2026-03-13T08:00:00+01:00', '2026-03-13T16:00:00+01:00');
  const sundays = during('2026-03-15T07:00:00Z', '2026-03-15T15:00:00Z');

  expect(await reasons(days)).toEqual([]);
  expect(await reasons(nights)).toEqual(['meal age']);
  expect(await reasons(sundays)).toEqual(['meal age']);
  const { body } = await ask(during('2026-05-01T22:30:00+02:00', '2026-05-02T00:00:00+02:00'));
  expect(body.data[0].reasons.map(({ detail }: { detail: string }) => detail)).toEqual([
    'L’horaire du 1er mai 2026 touche la nuit (22 h à 6 h), interdit aux mineurs : demandez un autre horaire aux RH.',
    'Le 1er mai 2026 est férié (fête du Travail), interdit aux mineurs : demandez un autre horaire aux RH.',
  ]);
  // She turns 18 on 4 May: the night of the 3rd is hers from midnight on.
  expect(await reasons(during('2026-05-04T00:00:00+02:00', '2026-05-04T06:00:00+02:00'))).toEqual([]);

  scenario = await LadderScenario.start(app, { ladderId, birthDate: '2000-05-04' });
  expect(await reasons(nights)).toEqual([]);
  expect(await reasons(sundays)).toEqual([]);
  scenario = await LadderScenario.start(app, { ladderId, birthDate: null });
  expect(await reasons(sundays)).toEqual(['meal age']);
  const unknown = await ask(sundays);
  expect(unknown.body.data[0].reasons[0].detail).toContain('sans date de naissance');
});

test('a shift is judged on its days, one under way by what is known now', async () => {
  const later = `${during('2026-05-05T08:00:00Z', '2026-05-05T16:00:00Z').replace('meal', 'drive')}`;
  expect(await reasons('mission=drive')).toEqual(['drive age']);
  expect(await reasons(later)).toEqual([]);
  // `at` is what was known, not the day that is judged.
  expect(await reasons(`${later}&at=2026-03-12`)).toEqual([]);

  const today = during('2026-03-12T07:00:00Z', '2026-03-12T15:00:00Z');
  expect(await reasons(today)).toEqual([]);
  const concern = { severity: 'high', missions: ['meal'], text: 'Textures' };
  expect((await scenario.observer.post(scenario.url('concerns'), concern)).status).toBe(201);
  expect(await reasons(today)).toEqual(['meal concern']);
});

test('a shift has two ends in order, a day apart at most', async () => {
  const mistakes = async (query: string) => {
    const { status, body } = await ask(query);
    return [
      status,
      ...(body.errors ?? []).map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`),
    ];
  };
  expect(await mistakes('shiftFrom=2026-03-12T08:00:00Z')).toEqual([422, '/shiftTo required']);
  expect(await mistakes('shiftTo=2026-03-12T08:00:00Z')).toEqual([422, '/shiftFrom required']);
  expect(await mistakes(during('2026-03-12T08:00:00Z', '2026-03-12T08:00:00Z'))).toEqual([
    422,
    '/shiftTo before_from',
  ]);
  expect(await mistakes(during('2026-03-12T08:00:00Z', '2026-03-13T08:00:01Z'))).toEqual([
    422,
    '/shiftTo too_long',
  ]);
  expect(await mistakes(during('2026-03-12', '2026-03-12T08:00:00'))).toEqual([
    422,
    '/shiftFrom instant',
    '/shiftTo instant',
  ]);
});

test('what was allowed is answered with the birth date and the structure type that were known then', async () => {
  const admin = await app.as(await app.given.someone('platform_admin'));
  const person = `/v1/people/${scenario.contract.alternant.personId}`;
  const employer = `/v1/organisations/${scenario.contract.employerId}`;
  const change = async (url: string, body: object) => {
    const { headers } = await admin.get(url);
    const answer = await admin.patch(url, body, { 'if-match': headers['etag'] ?? '' });
    expect(answer.status).toBe(200);
  };
  const both = 'mission=drive&mission=home';
  expect(await reasons(both)).toEqual(['drive age', 'home structure']);

  app.clock.set('2026-03-13');
  await change(person, { birthDate: '2006-05-04', reason: 'Erreur de saisie' });
  await change(employer, { structureType: 'SSIAD' });
  app.clock.set('2026-03-14');
  await change(person, { phone: '0612345678' });
  await change(employer, { name: 'SSIAD du Parc' });

  expect(await reasons(both)).toEqual([]);
  expect(await reasons(`${both}&at=2026-03-12`)).toEqual(['drive age', 'home structure']);
  expect(await reasons(`${both}&at=2026-03-13T07:59:59Z`)).toEqual(['drive age', 'home structure']);
  expect(await reasons(`${both}&at=2026-03-13`)).toEqual([]);
  // A Monday: a Sunday would be closed to one of unknown age whatever the mission.
  app.clock.set('2026-03-16');
  await change(person, { birthDate: null, reason: 'Erreur de saisie' });
  expect(await reasons('mission=drive')).toEqual(['drive age']);
  expect(await reasons('mission=drive&at=2026-03-14')).toEqual([]);
});
