import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';

const PASSWORD = 'un mot de passe assez long';

let app: TestApp;
let admin: Caller;
let employer: OrganisationId;
let centre: OrganisationId;
let hr: Caller;
let centreAdmin: Caller;
beforeAll(async () => {
  app = await TestApp.start({ PALIER_PUBLIC_URL: 'https://palier.exemple.fr/' });
  admin = await app.as(await app.given.someone('platform_admin'));
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employer));
  centreAdmin = await app.as(await app.given.someone('centre_admin', centre));
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-03-12'));

const tokenOf = (answer: TestResponse) => new URL(answer.body.acceptUrl).searchParams.get('token');
const accept = (token: string | null, password = PASSWORD) =>
  app.anyone.post('/v1/invitations/accept', { token, password });
const refusal = (answer: TestResponse) => [
  answer.status,
  answer.body.errors[0].pointer,
  answer.body.errors[0].code,
];

test('a tutor is invited, accepts, signs in, and corrects the names taken from the e-mail', async () => {
  const invited = await hr.post('/v1/invitations', {
    email: 'Jeanne.petit@ehpad.test',
    organisationId: employer,
    role: 'tutor',
  });

  expect(invited.status).toBe(201);
  expect(invited.headers['location']).toBe(`/v1/invitations/${invited.body.id}`);
  expect(invited.body).toMatchObject({
    organisationId: employer,
    role: 'tutor',
    expiresAt: '2026-03-19T08:00:00.000Z',
  });
  expect(invited.body.acceptUrl).toMatch(
    /^https:\/\/palier\.exemple\.fr\/invitations\/accept\?token=[\w-]{43}$/,
  );

  const accepted = await accept(tokenOf(invited));
  expect(accepted.status).toBe(200);
  expect(accepted.body).toMatchObject({ id: invited.body.id, acceptedAt: '2026-03-12T08:00:00.000Z' });
  expect(accepted.text).not.toContain(tokenOf(invited));

  const session = await app.anyone.post('/v1/auth/login', {
    email: 'jeanne.petit@ehpad.test',
    password: PASSWORD,
  });
  const tutor = app.withToken(session.body.accessToken);
  const me = await tutor.get('/v1/me');
  expect(me.body.person).toMatchObject({
    id: invited.body.personId,
    givenName: 'Jeanne',
    familyName: 'Petit',
  });
  expect(me.body.memberships).toMatchObject([
    { organisationId: employer, role: 'tutor', from: null, to: null },
  ]);
  const corrected = await tutor.patch(
    '/v1/me',
    { familyName: 'Petit-Roy' },
    { 'if-match': me.headers['etag'] ?? '' },
  );
  expect(corrected.body.person.familyName).toBe('Petit-Roy');
});

test('an invitation is accepted once, also of two at once', async () => {
  const invited = await hr.post('/v1/invitations', {
    email: 'une@ehpad.test',
    organisationId: employer,
    role: 'tutor',
  });
  const token = tokenOf(invited);

  const answers = await Promise.all([accept(token), accept(token)]);
  const later = await accept(token);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  expect(refusal(later)).toEqual([422, '/token', 'token_used']);
  const held = await app.owner.query('select role from memberships where person_id = $1', [
    invited.body.personId,
  ]);
  expect(held.rows).toEqual([{ role: 'tutor' }]);
});

test('a token that is unknown or a week old is refused', async () => {
  const invited = await hr.post('/v1/invitations', {
    email: 'tard@ehpad.test',
    organisationId: employer,
    role: 'tutor',
  });

  expect(refusal(await accept('inconnu'))).toEqual([422, '/token', 'token_unknown']);
  app.clock.advance({ days: 7, seconds: -1 });
  expect((await accept(tokenOf(invited), 'trop court')).body.errors[0].pointer).toBe('/password');
  app.clock.advance({ seconds: 1 });
  expect(refusal(await accept(tokenOf(invited)))).toEqual([422, '/token', 'token_expired']);
});

test('an invitation gives a role to who has an account, and never changes a password', async () => {
  const [first, second] = [
    await hr.post('/v1/invitations', {
      email: 'deux.roles@ehpad.test',
      organisationId: employer,
      role: 'tutor',
    }),
    await hr.post('/v1/invitations', {
      email: 'Deux.Roles@ehpad.test',
      organisationId: employer,
      role: 'hr',
    }),
  ];
  expect(second.body.personId).toBe(first.body.personId);

  await accept(tokenOf(first));
  expect((await accept(tokenOf(second), 'un tout autre mot de passe')).status).toBe(200);

  const login = (password: string) =>
    app.anyone.post('/v1/auth/login', { email: 'deux.roles@ehpad.test', password });
  expect((await login('un tout autre mot de passe')).status).toBe(401);
  const me = await app.withToken((await login(PASSWORD)).body.accessToken).get('/v1/me');
  expect(me.body.memberships.map((m: { role: string }) => m.role).sort()).toEqual(['hr', 'tutor']);
});

test('a membership already held adds none', async () => {
  const tutor = await app.given.someone('tutor', employer);
  const invited = await hr.post('/v1/invitations', {
    email: 'deja@ehpad.test',
    organisationId: employer,
    role: 'tutor',
    personId: tutor.personId,
  });

  expect((await accept(tokenOf(invited))).status).toBe(200);

  const held = await app.owner.query('select count(*)::int as n from memberships where person_id = $1', [
    tutor.personId,
  ]);
  expect(held.rows[0].n).toBe(1);
});

test('an e-mail must be the person’s, and becomes theirs when they had none', async () => {
  const tutor = await app.given.someone('tutor', employer);
  const body = { organisationId: employer, role: 'tutor', personId: tutor.personId };

  expect((await hr.post('/v1/invitations', { ...body, email: 'a@ehpad.test' })).status).toBe(201);
  expect((await hr.get(`/v1/people/${tutor.personId}`)).body.email).toBe('a@ehpad.test');
  expect(refusal(await hr.post('/v1/invitations', { ...body, email: 'b@ehpad.test' }))).toEqual([
    422,
    '/email',
    'not_theirs',
  ]);
  expect((await hr.post('/v1/invitations', { ...body, email: 'A@EHPAD.test' })).status).toBe(201);
});

test('an e-mail that is another person’s account is a conflict when the invitation is accepted', async () => {
  const other = await app.given.someone('tutor', await app.given.organisation());
  await app.given.password(other, 'prise@ehpad.test', PASSWORD);
  const invited = await hr.post('/v1/invitations', {
    email: 'prise@ehpad.test',
    organisationId: employer,
    role: 'tutor',
  });

  const refused = await accept(tokenOf(invited));

  expect([refused.status, refused.body.code]).toEqual([409, 'email_taken']);
  expect(invited.body.personId).not.toBe(other.personId);
});

test('nobody is invited who is not administered: their account could be taken over', async () => {
  const contract = await app.given.contract({ employerId: employer });
  const stranger = await app.given.someone('tutor', await app.given.organisation());
  const body = { email: 'x@ehpad.test', organisationId: employer, role: 'tutor' };

  for (const personId of [contract.alternant.personId, stranger.personId, employer]) {
    expect(refusal(await hr.post('/v1/invitations', { ...body, personId }))).toEqual([
      422,
      '/personId',
      'unknown_reference',
    ]);
  }
  expect((await hr.get(`/v1/people/${contract.alternant.personId}`)).status).toBe(200);
});

test('each gives the roles of their own organisation only', async () => {
  const elsewhere = await app.given.organisation();
  const code = async (caller: Caller, role: string, organisationId?: string) => {
    const answer = await caller.post('/v1/invitations', {
      email: `${role}@exemple.test`,
      role,
      organisationId,
    });
    return [answer.status, answer.body.code];
  };

  for (const role of ['centre_admin', 'referent', 'alternant', 'auditor']) {
    expect(await code(centreAdmin, role, centre)).toEqual([201, undefined]);
    expect(await code(hr, role, employer)).toEqual([403, 'forbidden']);
  }
  for (const role of ['hr', 'tutor']) {
    expect(await code(hr, role, employer)).toEqual([201, undefined]);
    expect(await code(hr, role, elsewhere)).toEqual([403, 'forbidden']);
    expect(await code(centreAdmin, role, centre)).toEqual([403, 'forbidden']);
  }
  expect(await code(hr, 'platform_admin')).toEqual([403, 'forbidden']);
  expect(await code(centreAdmin, 'referent', employer)).toEqual([403, 'forbidden']);
  expect(await code(admin, 'platform_admin')).toEqual([201, undefined]);
  expect(await code(admin, 'auditor', employer)).toEqual([201, undefined]);
});

test('a role must fit its organisation, which must exist', async () => {
  const body = { email: 'y@exemple.test' };

  expect(
    refusal(await admin.post('/v1/invitations', { ...body, role: 'tutor', organisationId: centre })),
  ).toEqual([422, '/role', 'role_of_other_kind']);
  expect(
    refusal(await admin.post('/v1/invitations', { ...body, role: 'referent', organisationId: employer })),
  ).toEqual([422, '/role', 'role_of_other_kind']);
  expect(
    refusal(
      await hr.post('/v1/invitations', {
        ...body,
        role: 'tutor',
        organisationId: '01890000-0000-7000-8000-000000000000',
      }),
    ),
  ).toEqual([422, '/organisationId', 'unknown_reference']);
  expect(refusal(await hr.post('/v1/invitations', { ...body, role: 'tutor' }))).toEqual([
    422,
    '/organisationId',
    'required',
  ]);
  expect(
    refusal(
      await admin.post('/v1/invitations', { ...body, role: 'platform_admin', organisationId: employer }),
    ),
  ).toEqual([422, '/organisationId', 'platform_only']);
});

test('tutors and alternants invite nobody, and yesterday’s HR neither', async () => {
  const body = { email: 'z@exemple.test', role: 'tutor', organisationId: employer };
  const tutor = await app.as(await app.given.someone('tutor', employer));
  const former = await app.as(await app.given.someone('hr', employer, { until: '2026-03-12' }));

  expect((await tutor.post('/v1/invitations', body)).status).toBe(403);
  expect((await former.post('/v1/invitations', body)).status).toBe(403);
  expect((await app.anyone.post('/v1/invitations', body)).status).toBe(401);
});

test('invitations are read by the organisation that gave them, without their token', async () => {
  const org = await app.given.organisation();
  const own = await app.as(await app.given.someone('hr', org));
  const invited = await own.post('/v1/invitations', {
    email: 'lue@ehpad.test',
    organisationId: org,
    role: 'tutor',
  });

  const listed = await own.get('/v1/invitations');
  const read = await own.get(`/v1/invitations/${invited.body.id}`);

  expect(listed.body.data).toEqual([read.body]);
  expect(read.body).toMatchObject({ email: 'lue@ehpad.test', acceptedAt: null });
  expect(read.text).not.toContain(tokenOf(invited));
  expect((await hr.get(`/v1/invitations/${invited.body.id}`)).status).toBe(404);
  expect((await admin.get(`/v1/invitations?organisationId=${org}`)).body.data).toHaveLength(1);
  const [{ token_hash: stored }] = (
    await app.owner.query('select token_hash from invitations where id = $1', [invited.body.id])
  ).rows;
  expect(stored.length).toBe(32);
});

test('nobody but the platform invites somebody without a password who also stands elsewhere', async () => {
  const here = await app.given.organisation();
  const there = await app.given.organisation();
  const hrHere = await app.as(await app.given.someone('hr', here));
  const shared = await app.given.someone('tutor', here);
  await app.owner.query(
    `insert into memberships (id, person_id, organisation_id, role, created_at)
     values (gen_random_uuid(), $1, $2, 'tutor', now())`,
    [shared.personId, there],
  );
  const email = 'partage@exemple.test';
  const invitation = { email, organisationId: here, role: 'tutor', personId: shared.personId };

  const refused = await hrHere.post('/v1/invitations', invitation);
  const platform = await app.as(await app.given.someone('platform_admin'));

  expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  expect((await platform.post('/v1/invitations', invitation)).status).toBe(201);
});
