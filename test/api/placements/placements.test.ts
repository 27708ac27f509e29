import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { newId } from '../../../src/platform/ids.js';
import { Db } from '../../../src/platform/database/db.js';
import { rows } from '../../../src/platform/database/sql.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let hostId: OrganisationId;
let hr: Caller;
let admin: Caller;
let hostHr: Caller;
let tutorIs: Someone;
let tutor: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  await app.given.mandate(contract, 'main_tutor');
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  hostId = await app.given.organisation({ name: 'Crèche Les Lutins', structureType: 'EAJE' });
  hostHr = await app.as(await app.given.someone('hr', hostId));
  tutorIs = await app.given.someone('tutor', hostId, { givenName: 'Léa', familyName: 'Fabre' });
  tutor = await app.as(tutorIs);
});
afterAll(() => app.stop());

const at = (rest: string, of = contract) => `/v1/contracts/${of.contractId}/${rest}`;
const body = (values: object = {}) => ({
  kind: 'host_company',
  hostId,
  from: '2026-03-09',
  to: '2026-03-27',
  ...values,
});
const place = (values: object = {}, by = hr, of = contract) => by.post(at('placements', of), body(values));
const name = (placementId: string, values: object = {}, by = hr, of = contract) =>
  by.post(at('mandates', of), {
    personId: tutorIs.personId,
    role: 'co_tutor',
    from: '2026-03-09',
    placementId,
    ...values,
  });
const wrong = ({ body: { errors = [] } }: TestResponse): string[] =>
  errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
const ITEM = { competency: 'C8', level: 'observation', outcome: 'acquired' };
const seen = (observedOn: string) => ({
  observedOn,
  items: [{ competency: 'C6', level: 'observation', outcome: 'performed' }],
});

test('what is wrong with a placement is told at its field, and nothing is kept', async () => {
  const { employerId, trainingCentreId } = contract;
  const bare = await app.given.organisation({ name: 'Sans type' });
  const cases: [object, string][] = [
    [{ hostId: employerId }, '/hostId host_is_employer'],
    [{ hostId: trainingCentreId }, '/hostId not_an_employer'],
    [{ hostId: newId() }, '/hostId unknown_reference'],
    [{ hostId: bare }, '/structureType required'],
    [{ hostId: undefined }, '/hostId one_host'],
    [{ host: { name: 'Foyer' } }, '/hostId one_host'],
    [{ tutorName: 'Léa' }, '/tutorName outside_hosts_only'],
    [{ hostId: undefined, host: { name: 'Foyer' } }, '/structureType required'],
    [{ to: '2026-03-08' }, '/to before_from'],
    [{ from: '2025-08-31' }, '/from outside_contract'],
    [{ to: '2027-09-01' }, '/to outside_contract'],
    [{ agreement: { signedOn: '2026-03-02', sentOn: '2026-03-01' } }, '/agreement/sentOn before_signed'],
  ];
  for (const [values, expected] of cases) {
    const refused = await place(values);
    expect([refused.status, wrong(refused)]).toEqual([422, [expected]]);
  }
  for (const [by, status] of [
    [hostHr, 404],
    [tutor, 403],
    [await app.as(contract.alternant), 403],
  ] as const)
    expect((await place({}, by)).status).toBe(status);
  expect((await hr.get(at('placements'))).body.data).toEqual([]);
});

test('two offices place the alternant at once: one wins, the other is told of the placement that stands', async () => {
  const both = await Promise.all([place(), place({ from: '2026-03-27', to: '2026-04-03' }, admin)]);

  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const refused = both.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'placement_overlap' });
  expect(refused?.body.detail).toContain('« Crèche Les Lutins »');
  expect((await place({ from: '2026-04-06', to: '2026-04-10' })).status).toBe(201);
});

test('a correction says it whole again, keeps its host and the days of mandates; withdrawn it stays so', async () => {
  const { body: placed } = await place();
  const elsewhere = await app.given.organisation({ name: 'MAS du Lac', structureType: 'MAS' });
  const url = `/v1/placements/${placed.id}/corrections`;
  expect((await name(placed.id, { from: '2026-03-10' })).status).toBe(201);
  const correct = (values: object) => hr.post(url, body(values));

  expect(wrong(await correct({ hostId: elsewhere }))).toEqual(['/hostId host_fixed']);
  expect(wrong(await correct({ from: '2026-03-11' }))).toEqual(['/from mandate_lasts_longer']);
  expect(wrong(await correct({ to: '2026-03-26' }))).toEqual(['/to mandate_lasts_longer']);
  const agreement = { reference: 'ACC-1', signedOn: '2026-03-02', sentOn: '2026-03-02' };
  const corrected = await correct({ from: '2026-03-10', to: '2026-04-30', agreement, reason: 'Prolongé' });
  expect([corrected.status, corrected.body.version, corrected.body.to]).toEqual([201, 2, '2026-04-30']);
  expect((await hr.get(`/v1/placements/${placed.id}`)).body).toEqual(corrected.body);
  // Nobody tutors for longer because the placement lasts longer.
  expect((await hr.get(at('mandates'))).body.data.at(-1).to).toBe('2026-03-27');

  expect((await tutor.post(at('observations'), seen('2026-03-11'))).status).toBe(201);
  expect((await hostHr.get('/v1/placements')).body.data).toHaveLength(1);
  const withdrawn = await admin.post(`/v1/placements/${placed.id}/withdrawals`, { reason: 'Jamais eu lieu' });
  expect([withdrawn.status, withdrawn.body.isWithdrawn]).toEqual([201, true]);
  expect((await tutor.get(at('ladder'))).status).toBe(404);
  expect((await hostHr.get(`/v1/placements/${placed.id}`)).status).toBe(404);
  for (const [act, sent] of [
    ['corrections', body()],
    ['end', {}],
    ['withdrawals', { reason: 'encore' }],
  ] as const) {
    const again = await hr.post(`/v1/placements/${placed.id}/${act}`, sent);
    expect([again.status, again.body.code]).toEqual([409, 'already_withdrawn']);
  }
  expect((await name(placed.id)).body.errors).toMatchObject([{ pointer: '/placementId' }]);
});

test('by whatever way it is sent, a tutor at a host acts on the days of the placement and reads no papers', async () => {
  const { body: placed } = await place({ from: '2026-03-12' });
  const put = await hr.put(at('mandates/by-external-id/RH-9'), {
    personId: tutorIs.personId,
    role: 'co_tutor',
    from: '2026-03-12',
    to: '2026-12-31',
    placementId: placed.id,
  });
  expect([put.status, put.body.to]).toEqual([201, '2026-03-27']);
  const sign = (observedOn: string) => ({
    clientId: newId(),
    contractId: contract.contractId,
    observedOn,
    observation: true,
    ...ITEM,
  });
  const { body: sent } = await tutor.post('/v1/sign-offs', {
    items: [sign('2026-03-11'), sign('2026-03-12')],
  });
  expect(sent.results.map(({ problem }: { problem?: { code: string } }) => problem?.code)).toEqual([
    'mandate_missing',
    undefined,
  ]);
  for (const papers of ['form', 'checks', 'pay']) expect((await tutor.get(at(papers))).status).toBe(403);
  for (const what of ['ladder', 'entitlements', 'placements', 'team'])
    expect((await tutor.get(at(what))).status).toBe(200);

  // Over, it lets nobody sign; what was seen is told for some days more.
  app.clock.set('2026-03-30');
  const late = { observedOn: '2026-03-27', observation: true, items: [ITEM] };
  expect((await tutor.post(at('sign-offs'), late)).status).toBe(403);
  expect((await tutor.post(at('observations'), seen('2026-03-27'))).status).toBe(201);
  expect((await tutor.post(at('observations'), seen('2026-03-30'))).status).toBe(403);
  app.clock.set('2026-05-12');
  expect((await tutor.get(at('ladder'))).status).toBe(404);
});

test('whoever joins the host once the placement is over tutors on none of its days', async () => {
  const { body: placed } = await place();
  await app.owner.query('update memberships set from_day = $2 where person_id = $1', [
    tutorIs.personId,
    '2026-05-01',
  ]);
  for (const to of [undefined, '2026-03-20', '2026-12-31']) {
    const refused = await name(placed.id, { to });
    expect([refused.status, wrong(refused)]).toEqual([422, ['/personId unknown_reference']]);
  }
});

test('whoever leaves the host leaves the mandate there, by HR of the host, who does not see the contract', async () => {
  const { body: placed } = await place();
  const { body: named } = await name(placed.id);
  const person = `/v1/people/${tutorIs.personId}`;
  const { headers } = await hostHr.get(person);
  const left = await hostHr.patch(
    person,
    { memberships: [{ organisationId: hostId, role: 'tutor', to: '2026-03-12' }] },
    { 'if-match': String(headers['etag']) },
  );
  expect([left.status, left.body.code]).toEqual([200, undefined]);
  expect((await hr.get(`/v1/mandates/${named.id}`)).body.to).toBe('2026-03-12');
  expect((await hostHr.get(at('ladder'))).status).toBe(404);
});

test('whoever is hosted counts for the tutor at the host company, two offices at once as well', async () => {
  const others = await Promise.all([1, 2].map(() => app.given.contract({ employerId: contract.employerId })));
  const ids: string[] = [];
  for (const one of [contract, ...others]) ids.push((await place({}, hr, one)).body.id);
  const [first, second, third] = ids as [string, string, string];
  expect((await name(first)).status).toBe(201);
  // The law lets them follow two.
  const both = await Promise.all([name(second, {}, hr, others[0]), name(third, {}, hr, others[1])]);
  expect(both.map(({ status, body: { code } }) => `${status} ${code}`).sort()).toEqual([
    '201 undefined',
    '409 tutor_over_capacity',
  ]);
  // Each site counts its own: the host what is followed there, the centre at the host, and the employer nobody of the host.
  const siteOf = async (by: Caller) =>
    (await by.get('/v1/tutors')).body.data.filter(
      ({ person }: { person: { id: string } }) => person.id === tutorIs.personId,
    );
  expect(await siteOf(hostHr)).toMatchObject([
    { employer: { id: hostId }, contracts: [], places: [{ apprenticeship: 0 }, {}] },
  ]);
  expect(await siteOf(admin)).toMatchObject([
    { employer: { id: hostId }, follows: { coTutor: 1 }, places: null },
  ]);
  expect(await siteOf(hr)).toEqual([]);
  // On a draft nothing is counted yet: it is when the draft is signed.
  const draft = await app.given.contract({ employerId: contract.employerId, draft: true });
  await app.given.mandate(draft, 'main_tutor');
  const { body: planned } = await place({}, hr, draft);
  expect((await name(planned.id, {}, hr, draft)).status).toBe(201);
  const signed = await hr.post(at('sign', draft), { on: '2025-09-01' });
  expect([signed.status, signed.body.code, signed.body.tutorId]).toEqual([
    409,
    'tutor_over_capacity',
    tutorIs.personId,
  ]);
  // Of the placements of a diploma it is not settled: they do not count.
  const [left, refused] = both[0]?.status === 409 ? [second, others[0]] : [third, others[1]];
  const diploma = body({ kind: 'diploma_placement' });
  expect((await hr.post(`/v1/placements/${left}/corrections`, diploma)).status).toBe(201);
  expect((await name(left, {}, hr, refused)).status).toBe(201);
  // And that one may not become what would count without anybody asking.
  const back = await hr.post(`/v1/placements/${left}/corrections`, body());
  expect([back.status, back.body.code]).toEqual([409, 'tutor_over_capacity']);
});

test('the database holds what the rules say: one place a day, mandates within it, and nobody writes the rest', async () => {
  const { body: placed } = await place();
  const hrIs = await app.given.someone('hr', contract.employerId);
  const db = app.nest.get(Db);
  const as = (person: Someone, sql: string, values: readonly unknown[] = []) =>
    db.write({ kind: 'person' as const, ...person }, (tx) => rows(tx, sql, [...values]));
  const mandate = (from: string, until: string | null, role = 'co_tutor') =>
    as(
      hrIs,
      `insert into mandates (id, contract_id, person_id, role, from_day, until_day, planned_until_day, sequence, recorded_at, recorded_by, placement_id)
       values ($1, $2, $3, $4, $5, $6, $6, 900, now(), $7, $8)`,
      [newId(), contract.contractId, tutorIs.personId, role, from, until, hrIs.personId, placed.id],
    );
  await expect(mandate('2026-03-08', '2026-03-20')).rejects.toThrow(/row-level security/);
  await expect(mandate('2026-03-09', null)).rejects.toThrow(/row-level security/);
  await expect(mandate('2026-03-09', '2026-03-20', 'main_tutor')).rejects.toThrow(
    /mandates_at_a_host_second/,
  );
  await expect(as(hrIs, 'update placements set until_day = until_day + 1')).rejects.toThrow(
    /permission denied/,
  );
  await expect(as(hrIs, 'update placement_versions set reason = $1', ['x'])).rejects.toThrow(/permission/);

  const version = (person: Someone, id: string, until: string, of = contract.contractId) =>
    as(
      person,
      `insert into placement_versions
         (id, contract_id, sequence, recorded_at, recorded_by, placement_id, kind, host_id, host_name, structure_type, from_day, until_day, is_withdrawn)
       values ($1, $2, 901, now(), $3, $4, 'host_company', $5, 'X', 'EAJE', '2026-03-09', $6, false)`,
      [newId(), of, person.personId, id, hostId, until],
    );
  await expect(version(hrIs, newId(), '2026-03-10')).rejects.toThrow(/placements_one_at_a_time/);
  const other = await app.given.contract({ employerId: contract.employerId });
  await expect(version(hrIs, placed.id, '2026-03-10', other.contractId)).rejects.toThrow(
    /keeps its contract/,
  );
  const { body: named } = await name(placed.id);
  expect(named.to).toBe('2026-03-27');
  await expect(version(hrIs, placed.id, '2026-03-10')).rejects.toThrow(/lasts longer/);
  await expect(version(tutorIs, newId(), '2026-03-10')).rejects.toThrow(/row-level security|one_at_a_time/);
});
