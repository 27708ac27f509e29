import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let hrIs: Someone;
let hr: Caller;
let centre: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  hrIs = await app.given.someone('hr', contract.employerId);
  hr = await app.as(hrIs);
  centre = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
});

const ROLES = ['main_tutor', 'co_tutor', 'substitute', 'observer'] as const;
const at = (path: string) => `/v1/contracts/${contract.contractId}/${path}`;
const open = (by: Caller, person: Someone, role: string, values: object = {}) =>
  by.post(at('mandates'), { personId: person.personId, role, from: '2026-03-12', ...values });
const outcome = ({ status, body }: { status: number; body: { code?: string } }) =>
  body.code ? `${status} ${body.code}` : `${status}`;
const clientOf = (maker: Someone) => app.given.apiClient(contract.employerId, { maker });

async function confide(): Promise<void> {
  const tutor = await app.as(await app.given.mandate(contract, 'main_tutor'));
  const alternant = await app.as(contract.alternant);
  const seen = await tutor.post(at('observations'), {
    observedOn: '2026-03-12',
    items: [{ competency: 'C6', level: 'observation', outcome: 'performed', comment: 'Confidence' }],
  });
  const signed = await tutor.post(at('sign-offs'), {
    observedOn: '2026-03-12',
    items: [{ competency: 'C6', level: 'observation', outcome: 'not_yet', nextStep: 'Confidence' }],
  });
  const disputed = await alternant.post(at('disputes'), {
    about: { kind: 'sign_off', id: signed.body.signOffs[0].id },
    grounds: 'Confidence',
  });
  const assessed = await alternant.post(at('self-assessments'), {
    on: '2026-03-12',
    items: [{ competency: 'C6', level: 'observation', rating: 'with_help', comment: 'Confidence' }],
  });
  const noted = await alternant.post(at('journal-entries'), {
    on: '2026-03-12',
    mission: 'obs_01',
    minutes: 30,
    text: 'Confidence',
  });
  expect(
    [seen, signed, disputed, assessed, noted].map(({ status, text }) => [status, status < 300 ? '' : text]),
  ).toEqual(Array.from({ length: 5 }, () => [201, '']));
}

/** What somebody reads of what was confided, by place. */
async function confidencesOf(reader: Caller): Promise<string[]> {
  const places = ['observations', 'sign-offs', 'disputes', 'self-assessments', 'journal-entries', 'events'];
  const read = await Promise.all(places.map((place) => reader.get(at(place))));
  return places.filter((_, index) =>
    /Confidence|"dispute\.|"self_assessment\./.test(read[index]?.text ?? ''),
  );
}

test.each(ROLES)('HR opens no mandate for herself, as %s, not even the first one', async (role) => {
  expect(outcome(await open(hr, hrIs, role))).toBe('403 forbidden');
});

test('nor does she prolong or widen one that another opened, by replacing it', async () => {
  const held = await app.given.mandate(contract, 'co_tutor', {
    person: hrIs,
    until: '2026-04-01',
    maxLevel: 'observation',
  });

  const answer = await open(hr, hrIs, 'co_tutor', { replaces: held.mandateId });

  expect(outcome(answer)).toBe('403 forbidden');
  expect(outcome(await hr.post(`/v1/mandates/${held.mandateId}/end`, { on: '2026-03-20' }))).toBe('200');
});

test('a client opens none for whoever was shown its secret; it does for others', async () => {
  const client = app.asClient(await clientOf(hrIs));
  const colleague = await app.given.someone('tutor', contract.employerId);

  const own = [];
  for (const role of ROLES) own.push(outcome(await open(client, hrIs, role)));

  expect(own).toEqual(ROLES.map(() => '403 forbidden'));
  expect(outcome(await open(client, colleague, 'observer'))).toBe('201');
});

test('a client whose secret she rotated is hers as well, whoever made it', async () => {
  const made = await clientOf(await app.given.someone('hr', contract.employerId));
  await hr.post(`/v1/api-clients/${made.clientId}/rotate`);

  expect(outcome(await open(app.asClient(made), hrIs, 'observer'))).toBe('403 forbidden');
});

test('an administrator of the centre opens none for himself either', async () => {
  const admin = await app.given.someone('centre_admin', contract.trainingCentreId);
  const himself = await app.as(admin);

  expect(outcome(await open(himself, admin, 'referent'))).toBe('403 forbidden');
  expect(outcome(await open(himself, admin, 'observer'))).toBe('403 forbidden');
  expect(outcome(await open(centre, admin, 'referent'))).toBe('201');
});

test('where HR and tutor are one person, the centre names her; another tutor it does not', async () => {
  const tutor = await app.given.someone('tutor', contract.employerId);

  expect(outcome(await open(centre, hrIs, 'main_tutor'))).toBe('201');
  expect(outcome(await open(centre, tutor, 'co_tutor'))).toBe('403 forbidden');
});

test('HR who observes reads nothing that was confided, whoever let her; HR whom the centre named tutor does', async () => {
  await confide();
  expect(await confidencesOf(hr)).toEqual([]);
  await app.given.mandate(contract, 'observer', { person: hrIs });
  await app.given.mandate(contract, 'referent', { person: hrIs });
  expect(await confidencesOf(await app.as({ ...hrIs, roles: ['hr', 'tutor', 'referent'] }))).toEqual([]);

  expect(outcome(await open(centre, hrIs, 'co_tutor'))).toBe('201');

  const newToken = await app.as({ ...hrIs, roles: ['hr', 'tutor'] });
  expect(await confidencesOf(newToken)).toEqual([
    'observations',
    'sign-offs',
    'disputes',
    'self-assessments',
    'journal-entries',
    'events',
  ]);
});

test('a mandate that HR once opened for herself, or that a client of hers did, gives no confidences', async () => {
  await confide();
  const client = await clientOf(hrIs);
  await app.given.mandate(contract, 'co_tutor', { person: hrIs, by: hrIs });
  const { mandateId } = await app.given.mandate(contract, 'substitute', { person: hrIs });
  await app.owner.query('update mandates set recorded_by = null, recorded_by_client = $2 where id = $1', [
    mandateId,
    client.clientId,
  ]);

  expect(await confidencesOf(await app.as({ ...hrIs, roles: ['hr', 'tutor'] }))).toEqual([]);
});

test('the database itself refuses a mandate of one’s own, and a longer one', async () => {
  const { rows } = await app.owner.query<{ check: string }>(
    `select pg_get_expr(p.polwithcheck, p.polrelid) as check from pg_policy p where p.polname = 'mandates_write'`,
  );
  expect(rows[0]?.check).toContain('people_behind_caller');
  const { mandateId } = await app.given.mandate(contract, 'co_tutor', { person: hrIs, until: '2026-04-01' });
  const { rows: lone } = await app.owner.query<{ role: string }>('select current_user as role');
  await app.owner.query('set role palier_api');
  await app.owner.query('begin');
  await app.owner.query(`select app.set_actor('person', $1, $2, '2026-03-12T08:00:00Z')`, [
    hrIs.accountId,
    hrIs.personId,
  ]);
  const longer = await app.owner
    .query(`update mandates set until_day = null where id = $1`, [mandateId])
    .catch((error: { code: string }) => error.code);
  await app.owner.query('rollback');
  await app.owner.query('reset role');
  expect([lone.length, longer]).toEqual([1, '42501']);
});

test.each(['hr', 'auditor'])('a client makes nobody %s: it takes a person', async (role) => {
  const client = app.asClient(await clientOf(hrIs));
  const grant = { organisationId: contract.employerId, role };
  const tutor = await app.given.someone('tutor', contract.employerId);

  const made = await client.post('/v1/people', {
    givenName: 'Ana',
    familyName: 'Le Goff',
    memberships: [grant],
  });
  const { headers } = await client.get(`/v1/people/${tutor.personId}`);
  const changed = await client.patch(
    `/v1/people/${tutor.personId}`,
    { memberships: [grant] },
    { 'if-match': headers['etag'] ?? '' },
  );

  const refusal = role === 'hr' ? '403 person_required' : '403 forbidden';
  expect([outcome(made), outcome(changed)]).toEqual([refusal, refusal]);
});

test('a client gives the role of tutor, sends a role of HR again as it stands, and ends it; prolongs it never', async () => {
  const client = app.asClient(await clientOf(hrIs));
  const colleague = await app.given.someone('hr', contract.employerId);
  const patch = async (memberships: object[]) => {
    const { headers } = await client.get(`/v1/people/${colleague.personId}`);
    return outcome(
      await client.patch(
        `/v1/people/${colleague.personId}`,
        { memberships },
        { 'if-match': headers['etag'] ?? '' },
      ),
    );
  };
  const hrs = { organisationId: contract.employerId, role: 'hr' };

  expect(await patch([{ organisationId: contract.employerId, role: 'tutor' }, hrs])).toBe('200');
  expect(await patch([{ ...hrs, to: '2026-12-31' }])).toBe('200');
  expect(await patch([{ ...hrs, to: '2027-12-31' }])).toBe('403 person_required');
});

test('a client is refused once its maker administers no more, until another administrator rotates its secret', async () => {
  const made = await hr.post('/v1/api-clients', {
    name: 'SIRH',
    organisationId: contract.employerId,
    scopes: ['contracts:read'],
  });
  const ask = (secret: string) =>
    app.anyone.send('POST', '/v1/oauth/token', {
      body: 'grant_type=client_credentials',
      headers: {
        authorization: `Basic ${Buffer.from(`${made.body.clientId}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
  const token = await ask(made.body.clientSecret);
  const before = app.withToken(token.body.access_token);
  expect((await before.get('/v1/contracts')).status).toBe(200);

  await app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [
    hrIs.personId,
  ]);

  expect(outcome(await before.get('/v1/contracts'))).toBe('401 unauthenticated');
  expect(outcome(await ask(made.body.clientSecret))).toBe('401 administrator_missing');
  expect(outcome(await ask('wrong'))).toBe('401 invalid_client');
  const other = await app.as(await app.given.someone('hr', contract.employerId));
  const url = `/v1/api-clients/${made.body.id}`;
  expect((await other.get(url)).body.needsAdministrator).toBe(true);
  const rotated = await other.post(`${url}/rotate`);
  expect(rotated.body).toMatchObject({ needsAdministrator: false, secrets: [{ expiresAt: null }] });
  expect(outcome(await ask(made.body.clientSecret))).toBe('401 invalid_client');
  expect(outcome(await ask(rotated.body.clientSecret))).toBe('200');
});

test('a disabled maker’s client is out as well', async () => {
  const client = app.asClient(await clientOf(hrIs));
  expect((await client.get('/v1/contracts')).status).toBe(200);
  const other = await app.as(await app.given.someone('hr', contract.employerId));

  expect((await other.post(`/v1/people/${hrIs.personId}/account/disable`)).status).toBe(200);

  expect(outcome(await client.get('/v1/contracts'))).toBe('401 unauthenticated');
});

test('whom the platform disabled the platform alone enables, also when HR had disabled them before', async () => {
  const platform = await app.as(await app.given.someone('platform_admin'));
  const [one, two, three] = [
    await app.given.someone('tutor', contract.employerId),
    await app.given.someone('tutor', contract.employerId),
    await app.given.someone('tutor', contract.employerId),
  ];
  const url = (who: Someone, verb: string) => `/v1/people/${who.personId}/account/${verb}`;
  await platform.post(url(one, 'disable'));
  await hr.post(url(two, 'disable'));
  await platform.post(url(two, 'disable'));
  await hr.post(url(three, 'disable'));

  const byHr = [];
  for (const who of [one, two, three]) byHr.push(outcome(await hr.post(url(who, 'enable'))));

  expect(byHr).toEqual(['403 disabled_by_platform', '403 disabled_by_platform', '200']);
  expect((await platform.post(url(one, 'enable'))).body.disabledAt).toBeNull();
  expect(outcome(await hr.post(url(one, 'disable')))).toBe('200');
  expect(outcome(await hr.post(url(one, 'enable')))).toBe('200');
});
