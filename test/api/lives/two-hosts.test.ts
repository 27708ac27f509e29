import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

// Employed by an EHPAD, and for some weeks elsewhere: in a day nursery, then with disabled adults.

const MISSIONS = [
  { code: 'meal', title: 'Repas', level: 'observation', competencies: ['C6'], structureTypes: ['EHPAD'] },
  { code: 'play', title: 'Éveil', level: 'observation', competencies: ['C6'], structureTypes: ['EAJE'] },
  { code: 'workshop', title: 'Atelier', level: 'observation', competencies: ['C6'], structureTypes: ['MAS'] },
];

let app: TestApp;
let life: LadderScenario;
let hr: Caller;
let admin: Caller;

/** A host with its HR and somebody who may tutor. */
interface House {
  readonly id: OrganisationId;
  readonly tutorIs: Someone;
  readonly tutor: Caller;
  readonly hr: Caller;
}

async function house(name: string, structureType: string): Promise<House> {
  const id = await app.given.organisation({ name, structureType });
  const tutorIs = await app.given.someone('tutor', id, { givenName: 'Léa', familyName: `De ${name}` });
  return {
    id,
    tutorIs,
    tutor: await app.as(tutorIs),
    hr: await app.as(await app.given.someone('hr', id)),
  };
}

beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-02');
  const ladderId = await app.given.ladder({ missions: MISSIONS });
  life = await LadderScenario.start(app, { ladderId });
  hr = await app.as(await app.given.someone('hr', life.contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', life.contract.trainingCentreId));
});
afterAll(() => app.stop());

const place = (host: House, from: string, to: string, more: object = {}): Promise<TestResponse> =>
  hr.post(life.url('placements'), { kind: 'host_company', hostId: host.id, from, to, ...more });
const name = (personId: PersonId, placementId: string, from: string, more: object = {}) =>
  hr.post(life.url('mandates'), { personId, role: 'co_tutor', from, placementId, ...more });
const signs = (by: Caller, competencies: readonly string[], observedOn: string) =>
  by.post(life.url('sign-offs'), {
    observedOn,
    observation: true,
    items: competencies.map((competency) => ({ competency, level: 'observation', outcome: 'acquired' })),
  });
const allowed = async (query = ''): Promise<string[]> => {
  const { body } = await life.tutor.get(life.url(`entitlements${query}`));
  return body.data
    .filter((one: { allowed: boolean }) => one.allowed)
    .map((one: { mission: string }) => one.mission);
};
const findings = async (): Promise<string[]> => {
  const { body } = await hr.get(life.url('checks'));
  return body.data
    .map(({ code }: { code: string }) => code)
    .filter((code: string) => code.startsWith('placement') || code.startsWith('host'));
};

test('two hosts, a tutor at each, a third host, more than half, an early end', async () => {
  const nursery = await house('Crèche Les Lutins', 'EAJE');
  const home = await house('MAS du Lac', 'MAS');

  // Nobody at the nursery knows of the alternant before somebody there is given a mandate.
  const placed = await place(nursery, '2026-03-09', '2026-03-20');
  expect([placed.status, placed.body.errors]).toEqual([201, undefined]);
  expect(placed.body).toMatchObject({
    host: { id: nursery.id, name: 'Crèche Les Lutins' },
    structureType: 'EAJE',
    alternant: 'Inès Moreau',
    to: '2026-03-20',
  });
  expect((await nursery.hr.get(`/v1/placements/${placed.body.id}`)).status).toBe(404);
  expect((await nursery.hr.get('/v1/placements')).body.data).toEqual([]);
  expect((await nursery.tutor.get(life.url('ladder'))).status).toBe(404);

  // A tutor of the nursery, on the days of the placement and no others.
  const early = await name(nursery.tutorIs.personId, placed.body.id, '2026-03-02');
  expect(early.body.errors).toMatchObject([{ pointer: '/from', code: 'outside_placement' }]);
  const main = await name(nursery.tutorIs.personId, placed.body.id, '2026-03-09', { role: 'main_tutor' });
  expect(main.body.errors).toMatchObject([{ pointer: '/role', code: 'not_at_a_host' }]);
  const stranger = await name(home.tutorIs.personId, placed.body.id, '2026-03-09');
  expect(stranger.body.errors).toMatchObject([{ pointer: '/personId', code: 'unknown_reference' }]);
  const none = await name(nursery.tutorIs.personId, newId(), '2026-03-09');
  expect(none.body.errors).toMatchObject([{ pointer: '/placementId', code: 'unknown_reference' }]);
  const named = await name(nursery.tutorIs.personId, placed.body.id, '2026-03-09');
  expect([named.status, named.body.to]).toEqual([201, '2026-03-20']);
  expect((await nursery.hr.get('/v1/placements')).body.data).toMatchObject([{ alternant: 'Inès Moreau' }]);
  expect((await nursery.hr.get(life.url('ladder'))).status).toBe(404);

  // At the EHPAD a meal, at the nursery play: each by the place of the day.
  expect(await allowed()).toEqual(['meal']);
  expect((await signs(nursery.tutor, ['C6'], '2026-03-02')).status).toBe(403);
  app.clock.set('2026-03-10');
  expect(await allowed()).toEqual(['play']);
  expect(await allowed('?at=2026-03-02')).toEqual(['meal']);
  const { body: refused } = await life.tutor.get(life.url('entitlements?mission=meal'));
  expect(refused.data[0].reasons).toMatchObject([{ code: 'structure' }]);
  expect(refused.data[0].reasons[0].detail).toContain('Crèche Les Lutins');
  expect(
    (await life.tutor.post(life.url('assignments'), { mission: 'meal', from: '2026-03-10' })).status,
  ).toBe(409);
  expect(
    (await life.tutor.post(life.url('assignments'), { mission: 'play', from: '2026-03-10' })).status,
  ).toBe(201);
  expect(
    (await life.tutor.post(life.url('assignments'), { mission: 'meal', from: '2026-03-23' })).status,
  ).toBe(201);
  const shift = (await life.tutor.get('/v1/me/shift')).body.data[0];
  expect(shift.entitlements.filter((one: { allowed: boolean }) => one.allowed)).toMatchObject([
    { mission: 'play' },
  ]);

  const there = (await nursery.tutor.get('/v1/me/shift')).body.data[0];
  expect(there.supervisors).toMatchObject([{ personId: nursery.tutorIs.personId, role: 'co_tutor' }]);
  expect((await life.tutor.get(life.url('entitlements'))).body).toMatchObject({
    hosts: [{ name: 'Crèche Les Lutins', structureType: 'EAJE', from: '2026-03-09', to: '2026-03-20' }],
    supervisors: [{ personId: nursery.tutorIs.personId }],
  });

  // Whoever tutors there sees it, signs what they saw there, and nothing of before.
  expect((await signs(nursery.tutor, ['C6'], '2026-03-05')).status).toBe(403);
  expect((await signs(nursery.tutor, ['C6', 'C8', 'C10', 'C11'], '2026-03-10')).status).toBe(201);
  expect((await life.ladder()).currentLevel).toBe('simple_tasks');
  const { body: team } = await hr.get(life.url('team'));
  expect(team.members).toContainEqual(
    expect.objectContaining({
      person: expect.objectContaining({ givenName: 'Léa' }),
      host: 'Crèche Les Lutins',
    }),
  );

  // Two on one day are one too many.
  const twice = await place(home, '2026-03-20', '2026-03-27');
  expect([twice.status, twice.body.code]).toEqual([409, 'placement_overlap']);
  const agreed = { reference: 'C-2', signedOn: '2026-03-02', sentOn: '2026-03-03' };
  const second = await place(home, '2026-03-23', '2027-08-27', { agreement: agreed });
  expect((await name(home.tutorIs.personId, second.body.id, '2026-03-23')).status).toBe(201);
  expect(await findings()).toEqual(['placement_agreement_missing', 'placement_share_high']);

  // The nursery ends sooner: so does the mandate there, and its holder signs no more.
  app.clock.set('2026-03-12');
  const ended = await admin.post(`/v1/placements/${placed.body.id}/end`, { reason: 'Travaux' });
  expect([ended.status, ended.body.to, ended.body.version]).toEqual([200, '2026-03-11', 2]);
  expect((await hr.get(`/v1/mandates/${named.body.id}`)).body.to).toBe('2026-03-11');
  expect(await allowed()).toEqual(['meal']);
  expect((await signs(nursery.tutor, ['C6'], '2026-03-11')).status).toBe(403);
  const seen = {
    observedOn: '2026-03-11',
    items: [{ competency: 'C6', level: 'simple_tasks', outcome: 'performed' }],
  };
  expect((await nursery.tutor.post(life.url('observations'), seen)).status).toBe(201);
  const late = { ...seen, observedOn: '2026-03-12' };
  expect((await nursery.tutor.post(life.url('observations'), late)).status).toBe(403);

  // A third host, known by its name alone; and back to fewer days at the second.
  const outside = { host: { name: 'Foyer du Pré' }, hostId: undefined, structureType: 'FOYER_VIE' };
  const third = await place(home, '2026-03-16', '2026-03-20', outside);
  expect([third.status, third.body.host]).toEqual([201, { id: null, name: 'Foyer du Pré', siret: null }]);
  expect(await findings()).toEqual([
    'placement_agreement_missing',
    'placement_agreement_missing',
    'placement_tutor_missing',
    'placement_hosts_too_many',
    'placement_share_high',
  ]);
  expect((await hr.post(`/v1/placements/${second.body.id}/end`, { on: '2026-04-06' })).status).toBe(200);
  expect((await hr.post(`/v1/placements/${third.body.id}/withdrawals`, { reason: 'Erreur' })).status).toBe(
    201,
  );
  expect(await findings()).toEqual(['placement_agreement_missing']);

  // What was recorded is told as it was recorded.
  const then = (await hr.get(life.url('placements?at=2026-03-10'))).body.data;
  expect(then.map((one: { to: string }) => one.to)).toContain('2026-03-20');
  const events = (await hr.get(life.url('events?limit=500'))).body.data.map(
    ({ type }: { type: string }) => type,
  );
  expect(events.filter((type: string) => type.startsWith('placement'))).toEqual([
    'placement.recorded',
    'placement.recorded',
    'placement.ended',
    'placement.recorded',
    'placement.ended',
    'placement.withdrawn',
  ]);
});
