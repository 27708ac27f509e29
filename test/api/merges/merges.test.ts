import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let employer: OrganisationId;
let centre: OrganisationId;
let hr: Caller;
let admin: Caller;
let platform: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  employer = await app.given.organisation({ structureType: 'EHPAD' });
  centre = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employer));
  admin = await app.as(await app.given.someone('centre_admin', centre));
  platform = await app.as(await app.given.someone('platform_admin'));
});

const why = 'Enregistrée deux fois';
const merges = (by: Caller, kept: Someone | string, duplicate: Someone | string, dryRun = false) =>
  by.post(`/v1/people/${idOf(kept)}/merges`, { duplicateId: idOf(duplicate), reason: why, dryRun });
const idOf = (one: Someone | string) => (typeof one === 'string' ? one : one.personId);
const codes = (body: { obstacles: { code: string }[] }) => body.obstacles.map(({ code }) => code);

/** Somebody as a system records them: nobody signs in. */
async function recorded(
  by: Caller,
  role: string,
  organisationId: string,
  more: object = {},
): Promise<string> {
  const body = { givenName: 'Nadia', familyName: 'Petit', birthDate: '1990-05-04', ...more };
  const made = await by.post('/v1/people', { ...body, memberships: [{ organisationId, role }] });
  expect(made.status).toBe(201);
  return made.body.id;
}

const LEVELS = [
  {
    code: 'first',
    title: 'Premier',
    supervision: 'direct',
    unlock: 'decision',
    requirements: [{ competency: 'C1', quorum: { minObservations: 2, minObservers: 2 } }],
  },
] as never;

/** A contract on which one tutor stands by two records, of whom one signs in. */
async function twoTutors(): Promise<{
  contract: GivenContract;
  duplicate: string;
  kept: Someone;
  tutor: Caller;
}> {
  const ladderId = await app.given.ladder({ levels: LEVELS, missions: [] });
  const contract = await app.given.contract({ employerId: employer, trainingCentreId: centre, ladderId });
  const duplicate = await recorded(hr, 'tutor', employer);
  const kept = await app.given.someone('tutor', employer, { givenName: 'Nadia', familyName: 'Petit' });
  const opened = await hr.post(`/v1/contracts/${contract.contractId}/mandates`, {
    personId: duplicate,
    role: 'main_tutor',
    from: '2026-03-09',
  });
  expect(opened.status).toBe(201);
  return { contract, duplicate, kept, tutor: await app.as(kept) };
}

test('what gives rights moves to the record that is kept, to which the other id and external id lead', async () => {
  const { contract, duplicate, kept, tutor } = await twoTutors();
  const external = await recorded(hr, 'tutor', employer, { externalId: 'T-2', email: 'nadia@exemple.test' });
  expect((await tutor.get(`/v1/contracts/${contract.contractId}`)).status).toBe(404);

  const form = `/v1/contracts/${contract.contractId}/form`;
  await hr.patch(form, { tutors: [{ personId: duplicate, jobHeld: 'AS' }] }, { 'if-match': '*' });
  const dry = await merges(hr, kept, duplicate, true);
  expect(dry.status).toBe(200);
  expect(dry.body.obstacles).toEqual([]);
  expect(dry.body.effects.map(({ kind }: { kind: string }) => kind)).toEqual(['mandate', 'membership']);
  expect((await tutor.get(`/v1/contracts/${contract.contractId}`)).status).toBe(404);

  const done = await merges(hr, kept, duplicate);
  expect(done.status).toBe(201);
  expect(done.body.merge).toMatchObject({ keptId: kept.personId, duplicateId: duplicate, undoneAt: null });
  expect((await merges(hr, kept, external)).status).toBe(201);

  expect((await tutor.get(`/v1/contracts/${contract.contractId}`)).status).toBe(200);
  expect((await hr.get(`/v1/people/${duplicate}`)).body).toMatchObject({ id: kept.personId });
  expect((await hr.get(form)).body.tutors).toMatchObject([{ personId: kept.personId, jobHeld: 'AS' }]);
  expect(
    (await hr.patch(form, { tutors: [{ personId: kept.personId, jobHeld: 'AS' }] }, { 'if-match': '*' }))
      .status,
  ).toBe(200);
  const found = await hr.get('/v1/people/by-external-id/T-2');
  expect(found.body).toMatchObject({ id: kept.personId, externalId: null, email: 'nadia@exemple.test' });
  const put = await hr.put('/v1/people/by-external-id/T-2', {
    givenName: 'Nadia',
    familyName: 'Petit',
    birthDate: '1990-05-04',
    phone: '0600000000',
  });
  expect([put.status, put.body.id, put.body.phone]).toEqual([200, kept.personId, '0600000000']);
  const listed = await hr.get(`/v1/people?organisationId=${employer}&role=tutor`);
  expect(listed.body.data.map(({ id }: { id: string }) => id)).toEqual([kept.personId]);
  expect((await hr.get(`/v1/people/${duplicate}/merges`)).body.data).toHaveLength(2);
  const events = await hr.get(`/v1/contracts/${contract.contractId}/events`);
  expect(events.body.data.at(-1)).toMatchObject({
    type: 'person.merged',
    data: { keptId: kept.personId, duplicateId: duplicate },
  });
});

test('nothing is given to the duplicate afterwards', async () => {
  const { contract, duplicate, kept } = await twoTutors();
  expect((await merges(hr, kept, duplicate)).status).toBe(201);

  const mandate = { personId: duplicate, role: 'co_tutor', from: '2026-03-12' };
  expect((await hr.post(`/v1/contracts/${contract.contractId}/mandates`, mandate)).status).toBe(422);
  const days = { startsOn: '2026-09-01', endsOn: '2027-08-31' };
  const parties = { employerId: employer, trainingCentreId: centre, ladderId: contract.ladderId };
  const draft = { kind: 'apprenticeship', alternantId: duplicate, ...parties, ...days };
  expect((await hr.post('/v1/contracts', draft)).status).toBe(422);
  const again = await merges(hr, kept, duplicate);
  expect([again.status, codes(again.body)]).toEqual([409, ['merged_already']]);
  expect((await merges(hr, duplicate, kept)).status).toBe(422);
  expect((await platform.get('/v1/people?familyName=Petit')).body.data).not.toContainEqual(
    expect.objectContaining({ id: duplicate }),
  );
});

test('two records that both observed count as one person from then on, not before, and facts keep their authors', async () => {
  const { contract, duplicate, kept, tutor } = await twoTutors();
  const other = await app.given.mandate(contract, 'co_tutor');
  const first = await app.as(other);
  const observed = (by: Caller, on: string) =>
    by.post(`/v1/contracts/${contract.contractId}/observations`, {
      observedOn: on,
      items: [{ competency: 'C1', level: 'first', outcome: 'performed' }],
    });
  const evidence = async (query = '') => {
    const { body } = await admin.get(`/v1/contracts/${contract.contractId}/ladder${query}`);
    return body.levels[0].requirements[0].evidence.observers.have;
  };
  // The duplicate observed by an account that is no longer used.
  const duplicateAccount = await app.given.someone('tutor', employer);
  await app.owner.query('update accounts set person_id = $2 where id = $1', [
    duplicateAccount.accountId,
    duplicate,
  ]);
  const asDuplicate = await app.as({ ...duplicateAccount, personId: duplicate as never });
  expect((await observed(asDuplicate, '2026-03-10')).status).toBe(201);
  expect((await observed(first, '2026-03-11')).status).toBe(201);
  const keptAsToo = await app.given.mandate(contract, 'substitute', { person: kept });
  expect(keptAsToo.personId).toBe(kept.personId);
  expect((await observed(tutor, '2026-03-11')).status).toBe(201);
  expect(await evidence()).toBe(3);
  const before = app.clock.now();
  app.clock.advance({ minutes: 1 });
  await app.owner.query('update accounts set disabled_at = $2 where id = $1', [
    duplicateAccount.accountId,
    app.clock.now(),
  ]);

  const dry = await merges(hr, kept, duplicate, true);
  expect(dry.body.effects.map(({ kind }: { kind: string }) => kind)).toContain('counted_once');
  const done = await merges(hr, kept, duplicate);
  expect(done.status).toBe(201);
  expect(await evidence()).toBe(2);
  expect(await evidence(`?at=${before}`)).toBe(3);
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
  const { body } = await admin.get(`/v1/contracts/${contract.contractId}/observations`);
  expect(body.data.map(({ observerId }: { observerId: string }) => observerId)).toContain(duplicate);

  app.clock.advance({ minutes: 1 });
  const undone = await hr.post(`/v1/merges/${done.body.merge.id}/undo`);
  expect(undone.status).toBe(200);
  expect(await evidence()).toBe(3);
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
});

test('an alternant who was recorded twice keeps both contracts, and the past says who stood there', async () => {
  const first = await app.given.contract({
    employerId: employer,
    trainingCentreId: centre,
    startsOn: '2024-09-01',
    until: '2025-08-31',
  });
  const second = await app.given.contract({ trainingCentreId: centre, ladderId: first.ladderId });
  await app.owner.query('delete from accounts where person_id = $1', [first.alternant.personId]);
  const report = async (at: string) =>
    (await admin.get(`/v1/reports/cohort?trainingCentreId=${centre}&at=${at}`)).body.data.map(
      (row: { alternant: { id: string } }) => row.alternant.id,
    );
  const then = app.clock.now();
  app.clock.advance({ minutes: 1 });
  const before = await report(then);
  const alternant = await app.as(second.alternant);

  const done = await merges(admin, second.alternant, first.alternant);
  expect(done.status).toBe(201);
  const own = await alternant.get('/v1/contracts');
  expect(own.body.data.map(({ id }: { id: string }) => id).sort()).toEqual(
    [first.contractId, second.contractId].sort(),
  );
  app.clock.advance({ minutes: 1 });
  expect(await report(then)).toEqual(before);
  expect(new Set(await report(app.clock.now()))).toEqual(new Set([second.alternant.personId]));

  expect((await admin.post(`/v1/merges/${done.body.merge.id}/undo`)).status).toBe(200);
  expect((await alternant.get('/v1/contracts')).body.data).toHaveLength(1);
  expect(await report(then)).toEqual(before);
});

test('the account of the duplicate opens the record that is kept, until it is undone', async () => {
  const signsIn = await app.given.someone('tutor', employer);
  const kept = await recorded(hr, 'tutor', employer);
  const done = await merges(hr, kept, signsIn);
  expect(done.status).toBe(201);
  const asKept = await app.as({ ...signsIn, personId: kept as never });
  expect((await asKept.get('/v1/me')).body).toMatchObject({ person: { id: kept } });
  expect((await (await app.as(signsIn)).get('/v1/me')).status).toBe(401);

  expect((await hr.post(`/v1/merges/${done.body.merge.id}/undo`)).status).toBe(200);
  expect((await (await app.as(signsIn)).get('/v1/me')).status).toBe(200);
  expect((await hr.get(`/v1/people/${signsIn.personId}`)).body.memberships).toHaveLength(1);
  const again = await hr.post(`/v1/merges/${done.body.merge.id}/undo`);
  expect([again.status, codes(again.body)]).toEqual([409, ['undone_already']]);
});

test('it is not undone after 30 days, nor once the person acted on what came by it', async () => {
  const { contract, duplicate, kept, tutor } = await twoTutors();
  const done = await merges(hr, kept, duplicate);
  const observed = await tutor.post(`/v1/contracts/${contract.contractId}/observations`, {
    observedOn: '2026-03-12',
    items: [{ competency: 'C1', level: 'first', outcome: 'performed' }],
  });
  expect(observed.status).toBe(201);
  const now = app.clock.now();
  app.clock.advance({ days: 31 });
  const refused = await hr.post(`/v1/merges/${done.body.merge.id}/undo`);
  expect([refused.status, codes(refused.body)]).toEqual([409, ['too_late', 'acted_since']]);
  app.clock.set(now);
});
