import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { siretOf } from '../../support/scenarios/sirets.js';

/** A centre brings in an employer that is not there yet, and decides nothing for it. */

let app: TestApp;
let centre: OrganisationId;
let admin: Caller;
let platform: Caller;
let ladderId: LadderId;
let siret: string;
let count = 0;

beforeAll(async () => {
  app = await TestApp.start();
  ladderId = await app.given.ladder();
  platform = await app.as(await app.given.someone('platform_admin'));
});
afterAll(() => app.stop());

beforeEach(async () => {
  centre = await app.given.organisation({ kind: 'training_centre' });
  admin = await app.as(await app.given.someone('centre_admin', centre));
  siret = siretOf((count += 1));
});

const propose = (by: Caller, name = 'EHPAD des Pins') =>
  by.post('/v1/employer-proposals', { name, siret, structureType: 'EHPAD' });
const tutor = {
  givenName: 'Nadia',
  familyName: 'Petit',
  birthDate: '1980-05-04',
  email: 'nadia@exemple.test',
};
const proposeTutor = (by: Caller, proposalId: string) =>
  by.post(`/v1/employer-proposals/${proposalId}/proposed-tutors`, tutor);
const decide = (by: Caller, tutorId: string, verb: string) =>
  by.post(`/v1/proposed-tutors/${tutorId}/${verb}`);

/** An employer with one proposed tutor, who is the main tutor of a draft. */
async function proposed() {
  const { body: proposal } = await propose(admin);
  const { body: one } = await proposeTutor(admin, proposal.id);
  const alternant = await app.given.someone('alternant', centre, { birthDate: '2000-01-15' });
  const draft = await admin.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: alternant.personId,
    employerId: proposal.employer.id,
    trainingCentreId: centre,
    ladderId,
    startsOn: '2026-04-01',
    endsOn: '2027-08-31',
  });
  const mandate = await admin.post(`/v1/contracts/${draft.body.id}/mandates`, {
    personId: one.personId,
    role: 'main_tutor',
    from: '2026-04-01',
  });
  expect([draft.status, mandate.status]).toEqual([201, 201]);
  const joins = async () => app.as(await app.given.someone('hr', proposal.employer.id));
  return {
    proposal,
    tutor: one,
    contractId: draft.body.id as string,
    mandateId: mandate.body.id as string,
    joins,
  };
}

test('a proposed tutor is on the draft, and nothing more, until the employer that joined accepts them', async () => {
  const { proposal, tutor: one, contractId, joins } = await proposed();
  expect(one).toMatchObject({ state: 'pending', familyName: 'Petit' });
  // No member yet: nothing can be signed with them.
  const unsigned = await admin.post(`/v1/contracts/${contractId}/sign`);
  expect(unsigned.status).toBe(409);
  expect((await decide(admin, one.id, 'accept')).status).toBe(403);

  const hr = await joins();
  expect((await hr.get('/v1/employer-proposals')).body.data).toMatchObject([
    { id: proposal.id, hasJoined: true },
  ]);
  const listed = await hr.get(`/v1/employer-proposals/${proposal.id}/proposed-tutors`);
  expect(listed.body.data).toMatchObject([{ id: one.id, email: 'nadia@exemple.test' }]);
  expect((await decide(hr, one.id, 'withdraw')).status).toBe(403);
  const accepted = await decide(hr, one.id, 'accept');
  expect([accepted.status, accepted.body.state, accepted.body.endedMandateIds]).toEqual([
    200,
    'accepted',
    [],
  ]);
  expect((await admin.post(`/v1/contracts/${contractId}/sign`)).status).toBe(200);
  expect((await decide(hr, one.id, 'refuse')).body).toMatchObject({ currentStatus: 'accepted' });

  // The record is the employer's: the centre sees a name on its contract.
  expect((await hr.get(`/v1/people/${one.personId}`)).body).toMatchObject({ email: 'nadia@exemple.test' });
  expect((await admin.get(`/v1/people/${one.personId}`)).body).toMatchObject({
    email: null,
    memberships: [],
  });
  const changed = await admin.patch(
    `/v1/people/${one.personId}`,
    { phone: '0600000000' },
    { 'if-match': '*' },
  );
  expect(changed.status).toBe(403);
});

test('who is refused, or withdrawn, leaves the drafts, and the history tells of it', async () => {
  for (const verb of ['refuse', 'withdraw']) {
    const { tutor: one, contractId, mandateId, joins } = await proposed();
    const hr = await joins();
    const decided = await decide(verb === 'refuse' ? hr : admin, one.id, verb);
    expect([decided.status, decided.body.endedMandateIds]).toEqual([200, [mandateId]]);
    const { body } = await admin.get(`/v1/contracts/${contractId}/events`);
    expect(body.data.at(-1)).toMatchObject({ type: 'mandate.ended', data: { mandateId } });
    const again = await admin.post(`/v1/contracts/${contractId}/mandates`, {
      personId: one.personId,
      role: 'main_tutor',
      from: '2026-05-01',
    });
    expect(again.status).toBe(403);
    siret = siretOf((count += 1));
  }
});

test('once the employer has joined, the centre proposes nobody, and opens no mandate by a proposal', async () => {
  const { proposal, tutor: one, contractId, joins } = await proposed();
  await joins();
  const later = await proposeTutor(admin, proposal.id);
  expect([later.status, later.body.code]).toEqual([409, 'employer_joined']);
  expect((await propose(admin)).body.code).toBe('employer_joined');
  const mandate = { personId: one.personId, role: 'co_tutor', from: '2026-04-01' };
  expect((await admin.post(`/v1/contracts/${contractId}/mandates`, mandate)).status).toBe(403);
});

test('nobody takes a SIRET by proposing it: another centre and the platform find the same employer', async () => {
  const { body: first } = await propose(admin);
  expect((await propose(admin)).body.id).toBe(first.id);
  const other = await app.given.organisation({ kind: 'training_centre' });
  const ofOther = await app.as(await app.given.someone('centre_admin', other));
  const second = await propose(ofOther, 'Tout autre nom');
  expect(second.body).toMatchObject({ employer: first.employer, hasJoined: false });
  expect(second.body.id).not.toBe(first.id);
  expect((await ofOther.get(`/v1/employer-proposals/${first.id}`)).status).toBe(404);

  const details = { kind: 'employer', name: 'Résidence des Pins', siret, structureType: 'MAS' };
  const put = await platform.put(`/v1/organisations/by-external-id/${siret}`, details);
  expect(put.body).toMatchObject({ id: first.employer.id, name: 'Résidence des Pins', structureType: 'MAS' });
  expect((await platform.post('/v1/organisations', details)).body.code).toBe('siret_taken');
  expect(
    (await admin.patch(`/v1/organisations/${first.employer.id}`, { name: 'Autre' }, { 'if-match': '*' }))
      .status,
  ).toBe(403);

  // The centre gives no role there, and an employer of a centre elsewhere proposes nothing.
  const invited = { email: 'rh@exemple.test', organisationId: first.employer.id, role: 'hr' };
  expect((await admin.post('/v1/invitations', invited)).status).toBe(403);
  const hr = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await propose(hr)).status).toBe(403);
});

test('a record that somebody opened an account for, since it was proposed, is not taken in', async () => {
  const { tutor: one, joins } = await proposed();
  const referent = { personId: one.personId, email: tutor.email, organisationId: centre, role: 'referent' };
  const invited = await admin.post('/v1/invitations', referent);
  const token = new URL(invited.body.acceptUrl).searchParams.get('token');
  await app.anyone.post('/v1/invitations/accept', { token, password: 'cheval correct pile agrafe' });

  const hr = await joins();
  const accepted = await decide(hr, one.id, 'accept');
  expect([accepted.status, accepted.body.code]).toEqual([409, 'proposed_tutor_taken']);
  expect((await decide(hr, one.id, 'refuse')).status).toBe(200);
});

test('of two who decide at once, one does', async () => {
  const { tutor: one, joins } = await proposed();
  const [first, second] = [await joins(), await joins()];
  const both = await Promise.all([decide(first, one.id, 'accept'), decide(second, one.id, 'refuse')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('whoever decides reads what the person is called, and the address while it is theirs to decide', async () => {
  const { tutor: one, joins } = await proposed();
  const url = `/v1/people/${one.personId}`;
  const named = await admin.patch(url, { usualGivenName: 'Nour' }, { 'if-match': '*' });
  expect(named.status).toBe(200);
  const hr = await joins();
  const read = async () => (await hr.get(`/v1/proposed-tutors/${one.id}`)).body;
  expect(await read()).toMatchObject({ givenName: 'Nour', email: tutor.email });
  expect((await decide(hr, one.id, 'refuse')).status).toBe(200);
  expect((await read()).email).toBeNull();

  // The centre that recorded somebody whom nobody took in may have them forgotten; the employer may not.
  const looked = (by: Caller) => by.post(`${url}/erasures`, { reason: 'refus', dryRun: true });
  expect((await looked(hr)).status).toBe(403);
  expect((await looked(admin)).status).toBe(200);
});
