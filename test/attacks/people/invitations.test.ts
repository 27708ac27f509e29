import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

const PASSWORD = 'trois chats boivent du lait';

let app: TestApp;
let platform: Caller;
let employer: OrganisationId;
let elsewhere: OrganisationId;
let hr: Caller;
let colleague: Someone;
let hrOfElsewhere: Caller;
beforeAll(async () => {
  app = await TestApp.start();
  platform = await app.as(await app.given.someone('platform_admin'));
  employer = await app.given.organisation();
  elsewhere = await app.given.organisation();
  colleague = await app.given.someone('hr', employer);
  hr = await app.as(colleague);
  hrOfElsewhere = await app.as(await app.given.someone('hr', elsewhere));
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-03-12'));

const invite = async (by: Caller, email: string, more: object = {}): Promise<TestResponse> =>
  by.post('/v1/invitations', { email, organisationId: employer, role: 'tutor', ...more });
const tokenOf = (answer: TestResponse) => new URL(answer.body.acceptUrl).searchParams.get('token');
const accept = (invited: TestResponse, password = PASSWORD) =>
  app.anyone.post('/v1/invitations/accept', { token: tokenOf(invited), password });
const login = (email: string, password = PASSWORD) => app.anyone.post('/v1/auth/login', { email, password });
const reasonOf = ({ status, body }: TestResponse) => [status, body.code, body.reason];
const stateOf = async (invited: TestResponse) => {
  const { body } = await platform.get(`/v1/invitations/${invited.body.id}`);
  return [body.state, body.voidReason];
};
const membershipsOf = async (personId: PersonId) =>
  (await app.owner.query('select role from memberships where person_id = $1', [personId])).rows;

test('an old link makes nobody HR once the inviter was disabled, and does again when they are enabled', async () => {
  const inviter = await app.given.someone('hr', employer);
  const invited = await invite(await app.as(inviter), 'lien.ancien@ehpad.test', { role: 'hr' });
  await platform.post(`/v1/people/${inviter.personId}/account/disable`);

  const refused = await accept(invited);

  expect(reasonOf(refused)).toEqual([409, 'invitation_void', 'inviter_lost_right']);
  expect(await membershipsOf(invited.body.personId)).toEqual([]);
  expect((await login('lien.ancien@ehpad.test')).status).toBe(401);
  expect(await stateOf(invited)).toEqual(['void', 'inviter_lost_right']);
  await platform.post(`/v1/people/${inviter.personId}/account/enable`);
  expect(await stateOf(invited)).toEqual(['pending', null]);
  expect((await accept(invited)).status).toBe(200);
});

test('an inviter whose role ended today invited nobody: the day before the link worked', async () => {
  const inviter = await app.given.someone('hr', employer, { until: '2026-03-14' });
  const by = await app.as(inviter);
  const [early, late] = [await invite(by, 'veille@ehpad.test'), await invite(by, 'jour@ehpad.test')];

  app.clock.set('2026-03-13');
  expect((await accept(early)).status).toBe(200);
  app.clock.set('2026-03-14');
  expect(reasonOf(await accept(late))).toEqual([409, 'invitation_void', 'inviter_lost_right']);
});

test('a role of another kind does not stand in for the one that was lost', async () => {
  const inviter = await app.given.someone('hr', employer, { until: '2026-03-13' });
  await app.given.membership(inviter, 'tutor', employer);
  await app.given.membership(inviter, 'hr', elsewhere);
  const invited = await invite(await app.as(inviter), 'autre.role@ehpad.test');

  app.clock.set('2026-03-13');

  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'inviter_lost_right']);
});

test('correcting the address of a person makes void what was sent to the old one, for good', async () => {
  const invited = await invite(hr, 'jaen.petit@ehpad.test');
  const path = `/v1/people/${invited.body.personId}`;
  const correct = async (email: string) =>
    hr.patch(path, { email }, { 'if-match': (await hr.get(path)).headers['etag'] ?? '' });

  expect((await correct('Jaen.Petit@ehpad.test')).status).toBe(200);
  expect(await stateOf(invited)).toEqual(['pending', null]);
  expect((await correct('jean.petit@ehpad.test')).status).toBe(200);

  expect(await stateOf(invited)).toEqual(['void', 'email_changed']);
  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'email_changed']);
  expect((await correct('jaen.petit@ehpad.test')).status).toBe(200);
  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'email_changed']);
});

test('an address that was corrected unseen is found at acceptance', async () => {
  const invited = await invite(hr, 'second.mur@ehpad.test');
  await app.owner.query('alter table people disable trigger user');
  await app.owner.query(`update people set email = 'autre@ehpad.test' where id = $1`, [
    invited.body.personId,
  ]);
  await app.owner.query('alter table people enable trigger user');

  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'email_changed']);
});

test('whoever was taken on elsewhere meanwhile has no password chosen through the first organisation', async () => {
  const invited = await invite(hr, 'recrutee@ehpad.test');
  const person = { personId: invited.body.personId } as Someone;
  await app.given.membership(person, 'tutor', elsewhere);

  const refused = await accept(invited);

  expect(reasonOf(refused)).toEqual([409, 'invitation_void', 'platform_invitation_needed']);
  expect(JSON.stringify(refused.body)).not.toMatch(new RegExp(`${elsewhere}|autre organisation|another org`));
  expect((await login('recrutee@ehpad.test')).status).toBe(401);
  const byPlatform = await invite(platform, 'recrutee@ehpad.test');
  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'superseded']);
  expect((await accept(byPlatform)).status).toBe(200);
});

test('who is taken on elsewhere with a password of their own still accepts the role', async () => {
  const tutor = await app.given.someone('tutor', employer);
  await app.given.password(tutor, 'deux.maisons@ehpad.test', PASSWORD);
  const invited = await invite(hr, 'deux.maisons@ehpad.test', { role: 'hr', personId: tutor.personId });
  await app.given.membership(tutor, 'tutor', elsewhere);

  const accepted = await accept(invited, 'un secret sans rapport 12');

  expect([accepted.status, accepted.body.passwordSet]).toEqual([200, false]);
});

test.each(['named', 'found by e-mail'])(
  'HR invites no alternant of elsewhere whom they recorded, and so never signs in as them (%s)',
  async (how) => {
    const email = `alternante.${how.replaceAll(' ', '.')}@ehpad.test`;
    const contract = await app.given.contract({ employerId: elsewhere });
    const { personId } = contract.alternant;
    await app.owner.query('delete from memberships where person_id = $1', [personId]);
    await app.owner.query('update people set owner_id = $2, email = $3 where id = $1', [
      personId,
      employer,
      email,
    ]);

    const refused = await invite(hr, email, how === 'named' ? { personId } : {});

    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    expect((await platform.get(`/v1/invitations?email=${email}`)).body.data).toEqual([]);
  },
);

test('nor one whom another organisation recorded, and who also works here', async () => {
  const { alternant } = await app.given.contract({ employerId: elsewhere });
  await app.owner.query('delete from memberships where person_id = $1', [alternant.personId]);
  await app.owner.query(`update people set owner_id = $2, email = 'les.deux@ehpad.test' where id = $1`, [
    alternant.personId,
    elsewhere,
  ]);
  await app.given.membership(alternant, 'tutor', employer);

  for (const more of [{}, { personId: alternant.personId }, { role: 'hr' }]) {
    expect((await invite(hr, 'les.deux@ehpad.test', more)).status).toBe(403);
  }
});

test('a draft of one’s own does not make an alternant of elsewhere one’s to invite, nor does a draft of elsewhere stop', async () => {
  const contract = await app.given.contract({ employerId: elsewhere });
  const { personId } = contract.alternant;
  await app.owner.query('delete from memberships where person_id = $1', [personId]);
  await app.owner.query(`update people set owner_id = $2, email = 'brouillon@ehpad.test' where id = $1`, [
    personId,
    employer,
  ]);
  await app.given.contract({ employerId: employer, alternant: contract.alternant, draft: true });
  expect((await invite(hr, 'brouillon@ehpad.test', { personId })).status).toBe(403);

  const own = await app.given.someone('tutor', employer);
  await app.given.contract({ employerId: elsewhere, alternant: own, draft: true });
  expect((await invite(hr, 'propre@ehpad.test', { personId: own.personId })).status).toBe(201);
});

test('HR does not choose the password of an alternant of their own either: what they confide is not HR’s to read', async () => {
  const contract = await app.given.contract({ employerId: employer });
  const { personId } = contract.alternant;
  await app.owner.query('delete from memberships where person_id = $1', [personId]);
  await app.owner.query(`update people set owner_id = $2, email = 'la.notre@ehpad.test' where id = $1`, [
    personId,
    employer,
  ]);

  expect((await invite(hr, 'la.notre@ehpad.test', { personId })).status).toBe(403);
});

test('an alternant whose contract is signed elsewhere after the invitation is not signed in as either', async () => {
  const invited = await invite(hr, 'bientot.alternante@ehpad.test');
  const personId: PersonId = invited.body.personId;
  await app.given.contract({ employerId: elsewhere, alternant: { personId } as Someone });

  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'platform_invitation_needed']);
});

test('a centre invites its alternant, as centres do', async () => {
  const centre = await app.given.organisation({ kind: 'training_centre' });
  const admin = await app.as(await app.given.someone('centre_admin', centre));
  const { alternant } = await app.given.contract({ employerId: elsewhere, trainingCentreId: centre });
  await app.owner.query('update people set owner_id = $2 where id = $1', [alternant.personId, centre]);

  const invited = await admin.post('/v1/invitations', {
    email: 'alternante@cfa.test',
    organisationId: centre,
    role: 'alternant',
    personId: alternant.personId,
  });

  expect(invited.status).toBe(201);
  expect((await accept(invited)).status).toBe(200);
});

test('a new invitation takes the place of the old one, whoever gave it and however the address is written', async () => {
  const first = await invite(hr, 'deux.fois@ehpad.test');
  const other = await app.as(await app.given.someone('hr', employer));
  const second = await invite(other, 'Deux.Fois@EHPAD.test');
  const asHr = await invite(hr, 'deux.fois@ehpad.test', { role: 'hr' });

  expect(second.body.personId).toBe(first.body.personId);
  expect(reasonOf(await accept(first))).toEqual([409, 'invitation_void', 'superseded']);
  const old = await hr.get(`/v1/invitations/${first.body.id}`);
  expect(old.body).toMatchObject({ state: 'superseded', supersededBy: second.body.id, acceptedAt: null });
  expect((await accept(asHr)).status).toBe(200);
  expect((await accept(second)).status).toBe(200);
});

test('a withdrawn invitation gives nothing, and says who withdrew it when', async () => {
  const invited = await invite(hr, 'regret@ehpad.test');
  const path = `/v1/invitations/${invited.body.id}/withdraw`;

  expect((await hrOfElsewhere.post(path)).status).toBe(404);
  const withdrawn = await hr.post(path);

  expect(withdrawn.status).toBe(200);
  expect(withdrawn.body).toMatchObject({
    id: invited.body.id,
    state: 'withdrawn',
    withdrawnAt: '2026-03-12T08:00:00.000Z',
    withdrawnBy: colleague.personId,
  });
  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'withdrawn']);
  const again = await hr.post(path);
  expect([again.status, again.body.code, again.body.currentStatus]).toEqual([
    409,
    'illegal_transition',
    'withdrawn',
  ]);
});

test('whoever may not give a role does not withdraw its invitation', async () => {
  const invited = await invite(platform, 'auditrice@ehpad.test', { role: 'auditor' });

  expect((await hr.get(`/v1/invitations/${invited.body.id}`)).status).toBe(200);
  expect((await hr.post(`/v1/invitations/${invited.body.id}/withdraw`)).status).toBe(403);
  expect((await accept(invited)).status).toBe(200);
  const late = await platform.post(`/v1/invitations/${invited.body.id}/withdraw`);
  expect([late.status, late.body.currentStatus]).toEqual([409, 'accepted']);
});

test('of an acceptance and a withdrawal at once, one wins', async () => {
  for (let i = 0; i < 5; i++) {
    const invited = await invite(hr, `course.${i}@ehpad.test`);
    const [accepted, withdrawn] = await Promise.all([
      accept(invited),
      hr.post(`/v1/invitations/${invited.body.id}/withdraw`),
    ]);
    const state = (await hr.get(`/v1/invitations/${invited.body.id}`)).body.state;
    expect([accepted.status, withdrawn.status, state]).toEqual(
      accepted.status === 200 ? [200, 409, 'accepted'] : [409, 200, 'withdrawn'],
    );
  }
});

test('of an acceptance and the disabling of its inviter at once, the membership exists only if the acceptance came first', async () => {
  for (let i = 0; i < 5; i++) {
    const inviter = await app.given.someone('hr', employer);
    const invited = await invite(await app.as(inviter), `croisee.${i}@ehpad.test`, { role: 'hr' });
    const [accepted, disabled] = await Promise.all([
      accept(invited),
      platform.post(`/v1/people/${inviter.personId}/account/disable`),
    ]);

    expect(disabled.status).toBe(200);
    expect([200, 409]).toContain(accepted.status);
    expect(await membershipsOf(invited.body.personId)).toHaveLength(accepted.status === 200 ? 1 : 0);
  }
});

test('whatever happens to an invitation at once, it ends one way, and gives a role only if it was accepted', async () => {
  for (let i = 0; i < 6; i++) {
    const inviter = await app.given.someone('hr', employer);
    const email = `tout.ensemble.${i}@ehpad.test`;
    const invited = await invite(await app.as(inviter), email);
    const path = `/v1/people/${invited.body.personId}`;
    const version = (await hr.get(path)).headers['etag'] ?? '';

    const answers = await Promise.all([
      accept(invited),
      hr.patch(path, { email: `corrigee.${i}@ehpad.test` }, { 'if-match': version }),
      hr.post(`/v1/invitations/${invited.body.id}/withdraw`),
      invite(hr, email, { role: 'tutor', personId: invited.body.personId }),
      platform.post(`/v1/people/${inviter.personId}/account/disable`),
      accept(invited),
    ]);

    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const accepted = answers.filter(({ status, body }) => status === 200 && body.passwordSet);
    const [state] = await stateOf(invited);
    expect(accepted).toHaveLength(state === 'accepted' ? 1 : 0);
    expect(await membershipsOf(invited.body.personId)).toHaveLength(accepted.length);
  }
});

test('twenty invitations of one new address at once make one person, and one link that works', async () => {
  const spellings = ['vingt.fois@ehpad.test', 'Vingt.Fois@ehpad.test', 'VINGT.FOIS@EHPAD.TEST'];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => invite(hr, spellings[i % spellings.length] ?? '')),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body.personId)).size).toBe(1);
  const people = await app.owner.query(
    `select count(*)::int as n from people where lower(email) = 'vingt.fois@ehpad.test'`,
  );
  expect(people.rows).toEqual([{ n: 1 }]);
  const states = (await hr.get('/v1/invitations?email=vingt.fois@ehpad.test')).body.data.map(
    ({ state }: { state: string }) => state,
  );
  expect(states.sort()).toEqual(['pending', ...Array.from({ length: 19 }, () => 'superseded')]);
});

test('the database holds at most one open invitation of an address, organisation and role', async () => {
  const invited = await invite(hr, 'unique@ehpad.test');
  const copy = app.owner.query(
    `insert into invitations (id, email, organisation_id, role, person_id, token_hash, invited_by, created_at, expires_at)
     select gen_random_uuid(), upper(email), organisation_id, role, person_id, '\\x00', invited_by, created_at, expires_at
     from invitations where id = $1`,
    [invited.body.id],
  );
  await copy;
  const open = await app.owner.query(
    `select count(*)::int as n from invitations where lower(email) = 'unique@ehpad.test' and superseded_by is null`,
  );
  expect(open.rows).toEqual([{ n: 1 }]);
});

test('accepting again with an account says that the password given was not taken, and what to do', async () => {
  const first = await invite(hr, 'deux.roles@ehpad.test');
  const second = await invite(hr, 'deux.roles@ehpad.test', { role: 'hr' });

  const one = await accept(first);
  const other = await app.anyone.post(
    '/v1/invitations/accept',
    { token: tokenOf(second), password: 'un secret sans rapport 12' },
    { 'accept-language': 'en' },
  );

  expect(one.body).toMatchObject({ state: 'accepted', passwordSet: true });
  expect(one.body.nextStep).toMatch(/^Connectez-vous/);
  expect(other.body).toMatchObject({ state: 'accepted', passwordSet: false });
  expect(other.body.nextStep).toMatch(/the one that you have/);
  expect((await login('deux.roles@ehpad.test', 'un secret sans rapport 12')).status).toBe(401);
  expect((await login('deux.roles@ehpad.test')).status).toBe(200);
});

test('a role that somebody held before comes back from today on, not for the days between', async () => {
  const former = await app.given.someone('tutor', employer, { until: '2026-03-01' });
  await app.given.membership(former, 'hr', employer);
  const invited = await invite(hr, 'revenante@ehpad.test', { personId: former.personId });

  expect((await accept(invited)).status).toBe(200);

  const held = await app.owner.query(
    'select from_day::text as "from", until_day::text as "until" from memberships where person_id = $1 and role = $2 order by until_day',
    [former.personId, 'tutor'],
  );
  expect(held.rows).toEqual([
    { from: null, until: '2026-03-01' },
    { from: '2026-03-12', until: null },
  ]);
});

test('as the role of the API, nobody who is signing in reads or writes an invitation', async () => {
  await invite(hr, 'derriere@ehpad.test');
  const client = app.owner;
  try {
    await client.query('begin');
    await client.query('set local role palier_api');
    await client.query(`select app.set_actor('sign_in', null, null, now())`);
    expect((await client.query('select i.id from invitations i')).rowCount).toBe(0);
    expect((await client.query(`select * from app.invitation_to_accept('\\x0102')`)).rowCount).toBe(0);
    await expect(client.query('update invitations set role = role')).rejects.toThrow(/permission denied/);
  } finally {
    await client.query('rollback');
  }
});

test('what acceptance may do is done by nobody who is signed in as somebody', async () => {
  const invited = await invite(hr, 'par.role@ehpad.test');
  const [{ token_hash: hash }] = (
    await app.owner.query('select token_hash from invitations where id = $1', [invited.body.id])
  ).rows;
  const client = app.owner;
  try {
    await client.query('begin');
    await client.query('set local role palier_api');
    expect((await client.query('select * from app.invitation_to_accept($1)', [hash])).rowCount).toBe(0);
    await client.query(`select app.set_actor('person', $1, $2, now())`, [
      colleague.accountId,
      colleague.personId,
    ]);
    expect((await client.query('select * from app.invitation_to_accept($1)', [hash])).rowCount).toBe(0);
    await expect(
      client.query('select app.accept_invitation($1, gen_random_uuid(), gen_random_uuid(), null)', [hash]),
    ).rejects.toThrow(/nobody accepts for somebody else/);
  } finally {
    await client.query('rollback');
  }
});

test.each([
  ['whose last day was yesterday', '2026-03-11'],
  ['whose last day was long ago', '2026-02-01'],
])('whoever left, %s, does not come back by a link that was sent before', async (_, to) => {
  const leaver = await app.given.someone('tutor', employer);
  await app.given.password(leaver, `partante.${to}@ehpad.test`, PASSWORD);
  const invited = await invite(hr, `partante.${to}@ehpad.test`, { role: 'hr', personId: leaver.personId });
  const ofElsewhere = await platform.post('/v1/invitations', {
    email: `partante.${to}@ehpad.test`,
    organisationId: elsewhere,
    role: 'tutor',
    personId: leaver.personId,
  });
  const path = `/v1/people/${leaver.personId}`;
  const ended = await hr.patch(
    path,
    { memberships: [{ organisationId: employer, role: 'tutor', to }] },
    { 'if-match': (await hr.get(path)).headers['etag'] ?? '' },
  );
  expect(ended.status).toBe(200);

  expect(reasonOf(await accept(invited))).toEqual([409, 'invitation_void', 'withdrawn']);
  expect((await platform.get(`/v1/invitations/${invited.body.id}`)).body).toMatchObject({
    state: 'withdrawn',
    withdrawnBy: colleague.personId,
  });
  expect((await accept(ofElsewhere)).status).toBe(200);
});

test('nor by one that was sent before a last day that was known, once that day has come', async () => {
  const leaver = await app.given.someone('tutor', employer, { until: '2026-03-14' });
  await app.given.password(leaver, 'cdd@ehpad.test', PASSWORD);
  const [early, late] = [
    await invite(hr, 'cdd@ehpad.test', { role: 'tutor', personId: leaver.personId }),
    await invite(hr, 'cdd@ehpad.test', { role: 'hr', personId: leaver.personId }),
  ];

  app.clock.set('2026-03-13');
  expect((await accept(early)).status).toBe(200);
  app.clock.set('2026-03-14');
  expect((await accept(late)).status).toBe(422);
  expect(await stateOf(late)).toEqual(['expired', null]);
});

test('whoever is invited after they left comes back', async () => {
  const former = await app.given.someone('tutor', employer, { until: '2026-03-12' });
  await app.given.membership(former, 'hr', elsewhere);
  await app.given.password(former, 'retour@ehpad.test', PASSWORD);
  const invited = await platform.post('/v1/invitations', {
    email: 'retour@ehpad.test',
    organisationId: employer,
    role: 'tutor',
    personId: former.personId,
  });

  app.clock.set('2026-03-13');
  expect((await accept(invited)).status).toBe(200);
});
