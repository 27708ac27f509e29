import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ApiClientId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

/** One program for the establishments of one legal entity: each lets it in for itself, and out again. */

let app: TestApp;
let seat: OrganisationId;
let house: OrganisationId;
let maker: Someone;
let ofSeat: Caller;
let director: Someone;
let ofHouse: Caller;
let clientId: ApiClientId;
let program: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  // Establishments are given one SIRET, and so one SIREN.
  [seat, house] = [await app.given.organisation(), await app.given.organisation({ name: 'EHPAD des Pins' })];
  [maker, director] = [await app.given.someone('hr', seat), await app.given.someone('hr', house)];
  [ofSeat, ofHouse] = [await app.as(maker), await app.as(director)];
  const client = await app.given.apiClient(seat, { maker });
  clientId = client.clientId;
  program = app.asClient(client);
});

const ask = (by: Caller, organisationId: string = house) =>
  by.post(`/v1/api-clients/${clientId}/grants`, { organisationId });
const act = (by: Caller, grantId: string, verb: string) =>
  by.post(`/v1/api-client-grants/${grantId}/${verb}`);
const records = (by: Caller, organisationId: string, role = 'tutor') =>
  by.post('/v1/people', { givenName: 'Léa', familyName: 'Roy', memberships: [{ organisationId, role }] });
/** In force: asked by one side, accepted by the other. */
async function granted(): Promise<string> {
  const { body } = await ask(ofSeat);
  expect((await act(ofHouse, body.id, 'accept')).body.state).toBe('in_force');
  return body.id;
}

test('a program acts for another establishment once an administrator of it accepted, until either side withdraws', async () => {
  const contract = await app.given.contract({ employerId: house });
  const own = await app.given.contract({ employerId: seat });
  const asked = await ask(ofSeat);
  expect([asked.status, asked.body.state]).toEqual([201, 'pending']);
  expect(asked.body.organisation).toEqual({ id: house, name: 'EHPAD des Pins' });
  expect((await records(program, house)).status).toBe(403);
  const seen = await ofHouse.get(`/v1/api-client-grants?organisationId=${house}`);
  expect(seen.body.data).toMatchObject([{ id: asked.body.id, apiClientName: 'SIRH', state: 'pending' }]);

  expect((await act(ofHouse, asked.body.id, 'accept')).body).toMatchObject({
    state: 'in_force',
    acceptedBy: director.personId,
  });
  expect((await program.get(`/v1/contracts/${contract.contractId}`)).status).toBe(200);
  expect((await program.get(`/v1/contracts/${own.contractId}`)).status).toBe(200);
  expect((await records(program, house)).status).toBe(201);
  // Of several the call says which.
  const put = { givenName: 'Léa', familyName: 'Roy', memberships: [] };
  const which = await program.put('/v1/people/by-external-id/P-1', put);
  expect([which.status, which.body.errors?.[0].pointer]).toEqual([422, '/organisationId']);
  const memberships = [{ organisationId: house, role: 'tutor' }];
  const named = await program.put(`/v1/people/by-external-id/P-1?organisationId=${house}`, {
    ...put,
    memberships,
  });
  expect(named.status).toBe(201);
  const drafted = await program.post(`/v1/contracts/${contract.contractId}/suspend`, { on: '2026-03-12' });
  expect(drafted.status).toBe(200);
  const { body: events } = await ofHouse.get(`/v1/contracts/${contract.contractId}/events`);
  expect(events.data.at(-1).actor).toEqual({ clientId });

  expect((await act(ofHouse, asked.body.id, 'withdraw')).body).toMatchObject({
    state: 'withdrawn',
    withdrawnBy: director.personId,
  });
  expect((await program.get(`/v1/contracts/${contract.contractId}`)).status).toBe(404);
  expect((await program.get(`/v1/contracts/${own.contractId}`)).status).toBe(200);
  const late = await act(ofHouse, asked.body.id, 'accept');
  expect([late.status, late.body.currentStatus]).toEqual([409, 'withdrawn']);
});

test('who administers both gives it in one call, and nobody asks or accepts for others', async () => {
  const [stranger, other] = [await app.given.organisation(), await app.given.organisation()];
  await app.owner.query(`update organisations set siret = '77937827200016' where id = $1`, [stranger]);
  const ofStranger = await app.as(await app.given.someone('hr', stranger));
  const platform = await app.as(await app.given.someone('platform_admin'));

  expect((await ask(ofHouse)).status).toBe(404);
  expect((await ask(ofStranger)).status).toBe(404);
  const outside = await ask(ofSeat, stranger);
  expect([outside.status, outside.body.errors[0].code]).toEqual([422, 'other_entity']);
  const centre = await app.given.organisation({ kind: 'training_centre' });
  expect((await ask(ofSeat, centre)).status).toBe(422);
  expect((await ask(ofSeat, seat)).body.errors[0].code).toBe('own_organisation');

  const asked = await ask(ofSeat);
  expect((await ask(ofSeat)).body.errors[0].code).toBe('granted_already');
  expect((await act(ofSeat, asked.body.id, 'accept')).status).toBe(403);
  expect((await act(ofStranger, asked.body.id, 'accept')).status).toBe(404);
  expect((await act(platform, asked.body.id, 'accept')).status).toBe(403);
  expect((await act(program, asked.body.id, 'accept')).status).toBe(403);

  await app.given.membership(maker, 'hr', other);
  expect((await ask(ofSeat, other)).body).toMatchObject({ state: 'in_force', acceptedBy: maker.personId });
});

test('it is worth what who accepted it is worth today, and what the two establishments are', async () => {
  const contract = await app.given.contract({ employerId: house });
  const reads = async () => (await program.get(`/v1/contracts/${contract.contractId}`)).status;
  const id = await granted();
  expect(await reads()).toBe(200);

  await app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [
    director.personId,
  ]);
  expect(await reads()).toBe(404);
  expect((await ofSeat.get(`/v1/api-client-grants/${id}`)).body.state).toBe('administrator_missing');
  await app.owner.query('update memberships set until_day = null where person_id = $1', [director.personId]);
  await app.owner.query('update accounts set disabled_at = now() where person_id = $1', [director.personId]);
  expect(await reads()).toBe(404);
  await app.owner.query('update accounts set disabled_at = null where person_id = $1', [director.personId]);
  expect(await reads()).toBe(200);
  await app.owner.query(`update organisations set siret = '77937827200016' where id = $1`, [house]);
  expect(await reads()).toBe(404);
});

test('who knows the secret becomes nobody by it in the other establishment', async () => {
  await granted();
  const contract = await app.given.contract({ employerId: house });
  const memberships = [{ organisationId: house, role: 'tutor' }];
  const given = await program.patch(`/v1/people/${maker.personId}`, { memberships }, { 'if-match': '*' });
  expect([given.status, given.body.code]).toEqual([403, 'person_required']);
  await app.given.membership(maker, 'tutor', house);
  const mandate = { personId: maker.personId, role: 'co_tutor', from: '2026-03-12' };
  expect((await program.post(`/v1/contracts/${contract.contractId}/mandates`, mandate)).status).toBe(403);
  const role = await records(program, house, 'hr');
  expect([role.status, role.body.code]).toEqual([403, 'person_required']);
});

test('who leaves the organisation of the program takes all of it along', async () => {
  await granted();
  await app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [
    maker.personId,
  ]);
  expect((await program.get('/v1/contracts')).status).toBe(401);
});
