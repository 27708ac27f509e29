import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import ical from 'node-ical';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { keepSecret } from '../../support/http/secrets.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let tutorIs: Someone;
let tutor: Caller;
let alternant: Caller;
let hr: Caller;
let hrIs: Someone;

beforeAll(async () => {
  app = await TestApp.start();
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract({ startsOn: '2026-03-02', until: '2027-03-02' });
  tutorIs = await app.given.someone('tutor', contract.employerId);
  await app.given.mandate(contract, 'main_tutor', { person: tutorIs, from: '2026-03-02' });
  tutor = await app.as(tutorIs);
  alternant = await app.as(contract.alternant);
  hrIs = await app.given.someone('hr', contract.employerId);
  hr = await app.as(hrIs);
});
afterAll(() => app.stop());

const pathOf = (url: string) => new URL(url).pathname;
async function linkOf(by: Caller, name = 'Mon téléphone') {
  const made = await by.post('/v1/me/calendar-links', { name });
  expect(made.status).toBe(201);
  const path = pathOf(made.body.url as string);
  keepSecret(path.slice('/v1/calendar/'.length, -'.ics'.length));
  return { id: made.body.id as string, path };
}
const titlesIn = (reply: TestResponse): string[] =>
  Object.values(ical.sync.parseICS(reply.text)).flatMap((one) =>
    one?.type === 'VEVENT' ? [(one.summary as unknown as { val: string }).val] : [],
  );

test('everybody reads their own days, in their language, and the others by a given name and a letter', async () => {
  await hr.post(`/v1/contracts/${contract.contractId}/placements`, {
    kind: 'host_company',
    host: { name: 'Crèche Les Lutins' },
    structureType: 'EAJE',
    from: '2026-04-06',
    to: '2026-04-17',
  });
  const week = { company: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] };
  const plan = { patterns: [{ from: '2026-03-02', weeks: [week] }] };
  expect((await hr.post(`/v1/contracts/${contract.contractId}/calendars`, plan)).status).toBe(201);
  const read = await tutor.get('/v1/me/calendar.ics');

  expect(read.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, no-cache',
    'content-language': 'fr',
  });
  expect(titlesIn(read)).toEqual([
    'Premier jour du contrat – Inès M.',
    'Accueil chez Crèche Les Lutins – Inès M.',
    'Fin prévue de la période d’essai – Inès M.',
    'Dernier jour du contrat – Inès M.',
  ]);
  expect(read.text).not.toContain('Moreau');
  expect(titlesIn(await hr.get('/v1/me/calendar.ics'))).toContain(
    'Dernier jour pour déposer le contrat – Inès M.',
  );
  const english = { language: 'en', digestAt: '07:30', quietFrom: '20:00', quietTo: '07:00', mutedKinds: [] };
  expect(
    (await alternant.put('/v1/me/notification-preferences', english, { 'if-match': '"0"' })).status,
  ).toBe(200);
  expect(titlesIn(await alternant.get('/v1/me/calendar.ics'))).toContain(
    'First day of the contract – EHPAD Les Tilleuls',
  );
  const known = { headers: { 'if-none-match': read.headers['etag'] ?? '' } };
  expect((await tutor.get('/v1/me/calendar.ics', known)).status).toBe(304);
});

test('reviews stand in the calendars of those who take part in them, on their day, until they are cancelled', async () => {
  const referent = await app.as(await app.given.mandate(contract, 'referent', { from: '2026-03-02' }));
  const observer = await app.as(await app.given.mandate(contract, 'observer', { from: '2026-03-02' }));
  const planned = { kind: 'visit', on: '2026-04-02', mode: 'workplace', place: 'Unité fermée' };
  const { body } = await referent.post(`/v1/contracts/${contract.contractId}/reviews`, planned);
  const act = (rest: string, values: object) => referent.post(`/v1/reviews/${body.id}/${rest}`, values);
  const read = async (by: Caller) => (await by.get('/v1/me/calendar.ics')).text;
  expect((await act('change', { on: '2026-04-09' })).status).toBe(200);
  for (const by of [tutor, alternant, referent]) {
    const text = await read(by);
    expect(text).toMatch(/Visite sur le lieu de travail/);
    expect(text).toContain('DTSTART;VALUE=DATE:20260409');
    expect(text).not.toContain('fermée');
  }
  for (const by of [hr, observer]) expect(await read(by)).not.toContain('Visite');
  // Who is no tutor any more on that day does not take part.
  const ends = (day: string | null) =>
    app.owner.query('update mandates set until_day = $2 where person_id = $1', [tutorIs.personId, day]);
  await ends('2026-04-09');
  expect(await read(tutor)).not.toContain('Visite');
  await ends(null);
  expect((await act('cancel', { reason: 'Reportée' })).status).toBe(200);
  expect(await read(tutor)).not.toContain('Visite');
});

test('an address reads what its holder may read at that moment, and ends with them', async () => {
  const { path } = await linkOf(tutor);
  const nobody = app.anyone;
  const read = await nobody.get(path);
  expect(titlesIn(read)).toHaveLength(2);
  expect(read.text).toBe((await tutor.get('/v1/me/calendar.ics')).text);

  await app.owner.query(`update mandates set until_day = '2026-03-12' where person_id = $1`, [
    tutorIs.personId,
  ]);
  expect(titlesIn(await nobody.get(path))).toEqual([]);
  await app.owner.query('update mandates set until_day = null where person_id = $1', [tutorIs.personId]);
  await app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [
    tutorIs.personId,
  ]);
  expect(titlesIn(await nobody.get(path))).toEqual([]);
  await app.owner.query('update memberships set until_day = null where person_id = $1', [tutorIs.personId]);
  expect(titlesIn(await nobody.get(path))).toHaveLength(2);
  await app.owner.query('update accounts set disabled_at = now() where id = $1', [tutorIs.accountId]);
  const closed = await nobody.get(path);
  const unknown = await nobody.get(`/v1/calendar/${'A'.repeat(43)}.ics`);
  const withoutId = ({ status, body }: TestResponse) => ({ status, ...body, requestId: null });
  expect(withoutId(closed)).toEqual(withoutId(unknown));
  expect(closed.status).toBe(404);
});

test('an address is shown once, told apart by its name, revoked at once, and ends with the password', async () => {
  const { id, path } = await linkOf(tutor);
  const other = await linkOf(tutor, 'Bureau');
  const nobody = app.anyone;
  expect((await nobody.get(path)).status).toBe(200);

  const listed = await tutor.get('/v1/me/calendar-links');
  expect(listed.body.data).toMatchObject([
    { id, name: 'Mon téléphone', lastReadOn: '2026-03-12', endedAt: null },
    { name: 'Bureau', lastReadOn: null, endedAt: null },
  ]);
  expect(listed.text).not.toContain(path.slice(13, 40));
  // Whoever knows an id revokes nothing of somebody else's.
  expect((await hr.post(`/v1/me/calendar-links/${id}/revoke`)).status).toBe(404);
  const revoked = await tutor.post(`/v1/me/calendar-links/${id}/revoke`);
  expect([revoked.status, revoked.body.endedAt]).toEqual([200, app.clock.now()]);
  expect((await tutor.post(`/v1/me/calendar-links/${id}/revoke`)).body).toEqual(revoked.body);
  expect((await nobody.get(path)).status).toBe(404);

  await app.owner.query('update accounts set password_changed_at = $2 where id = $1', [
    tutorIs.accountId,
    '2026-03-12T23:00:00Z',
  ]);
  expect((await nobody.get(other.path)).status).toBe(404);
  expect((await tutor.get('/v1/me/calendar-links')).body.data[1].endedAt).toBe('2026-03-12T23:00:00.000Z');
});

test('there are ten addresses at most, and each is read ten times a minute', async () => {
  const all = await Promise.all(
    Array.from({ length: 12 }, (_, n) => hr.post('/v1/me/calendar-links', { name: `${n}` })),
  );
  expect(all.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(all.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'quota_exceeded',
    quota: 'calendar_links',
  });
  const { url } = all.find(({ status }) => status === 201)?.body ?? {};
  const nobody = app.anyone;
  const read = await Promise.all(Array.from({ length: 11 }, () => nobody.get(pathOf(url))));
  expect(read.map(({ status }) => status).sort()).toEqual([...Array(10).fill(200), 429]);
  expect((await nobody.get('/v1/calendar/short.ics')).status).toBe(404);
});
