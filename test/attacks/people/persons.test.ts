import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import { newId } from '../../../src/platform/ids.js';
import type { Someone } from '../../support/scenarios/given.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';

// Today is 12 March 2026. Who may know and change whom, once the membership that gave the right is over.

let app: TestApp;
let admin: Caller;
let employer: OrganisationId;
let centre: OrganisationId;
let hr: Caller;
let centreAdmin: Caller;
beforeAll(async () => {
  app = await TestApp.start();
  admin = await app.as(await app.given.someone('platform_admin'));
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employer));
  centreAdmin = await app.as(await app.given.someone('centre_admin', centre));
});
afterAll(() => app.stop());

const MINOR = '2009-05-04';
const ADULT = '1999-05-04';
const url = ({ personId }: Pick<Someone, 'personId'>) => `/v1/people/${personId}`;
const etag = (answer: TestResponse) => ({ 'if-match': answer.headers['etag'] ?? '' });
const stated = ({ status, body }: TestResponse) => [status, body.code];
const storedOf = async (personId: string) => {
  const { rows } = await app.owner.query(
    `select p.given_name, p.family_name, p.birth_date::text, p.email, p.phone, p.version,
       (select count(*)::int from person_names n where n.person_id = p.id) as names
     from people p where p.id = $1`,
    [personId],
  );
  return rows[0];
};
const contactOf = (personId: string) =>
  app.owner.query(
    `update people set email = 'secret-' || id || '@exemple.test', phone = '0600000000' where id = $1`,
    [personId],
  );
/** Recorded by the employer under an id of its own, as an HR system does. */
const recorded = async (externalId: string, values: object = {}) => {
  const created = await hr.put(`/v1/people/by-external-id/${externalId}`, {
    givenName: 'Nadia',
    familyName: 'Bernard',
    birthDate: MINOR,
    email: `${externalId}@exemple.test`,
    phone: '0611111111',
    memberships: [{ organisationId: employer, role: 'tutor' }],
    ...values,
  });
  expect(created.status).toBe(201);
  return created.body as { id: string };
};
const leave = (personId: string, until: string) =>
  app.owner.query('update memberships set until_day = $2 where person_id = $1 and organisation_id = $3', [
    personId,
    until,
    employer,
  ]);

test.each(['2026-03-12', '2026-02-20', '2025-12-02'])(
  'HR of an organisation that somebody left on %s read no contact data of theirs and change nothing',
  async (until) => {
    const { id } = await recorded(`LEFT-${until}`);
    await leave(id, until);
    const before = await storedOf(id);
    const client = app.asClient(await app.given.apiClient(employer));

    for (const caller of [hr, client]) {
      const read = await caller.get(`/v1/people/${id}`);
      expect([200, 404]).toContain(read.status);
      for (const field of ['birthDate', 'email', 'phone', 'externalId'])
        expect(read.body[field] ?? null).toBeNull();
      const changed = await caller.patch(
        `/v1/people/${id}`,
        { birthDate: ADULT, phone: '07' },
        { 'if-match': '"1"' },
      );
      expect([403, 404]).toContain(changed.status);
      const found = await caller.get(`/v1/people?externalId=LEFT-${until}`);
      expect(found.body.data).toEqual([]);
    }
    expect(await storedOf(id)).toEqual(before);
  },
);

test('100 days after, a former employer sees neither the person nor their account', async () => {
  const { id } = await recorded('GONE');
  await leave(id, '2025-12-02');

  expect((await hr.get(`/v1/people/${id}`)).status).toBe(404);
  expect((await hr.get(`/v1/people/${id}/account`)).status).toBe(404);
  expect((await hr.post(`/v1/people/${id}/account/disable`)).status).toBe(404);
});

test('a contract shows a name to whoever recorded the person once, and no more', async () => {
  const { id } = await recorded('ON-CONTRACT');
  await leave(id, '2025-12-02');
  const alternant: Someone = { personId: id as PersonId, accountId: newId(), roles: [] };
  await app.given.contract({ employerId: employer, trainingCentreId: centre, alternant });

  const read = await hr.get(`/v1/people/${id}`);

  expect(read.body).toMatchObject({
    givenName: 'Nadia',
    birthDate: null,
    email: null,
    phone: null,
    memberships: [{}],
  });
  const refused = await hr.patch(`/v1/people/${id}`, { birthDate: ADULT }, etag(read));
  expect(refused.status).toBe(403);
});

test('a draft of one side alone shows no contact data of whom it names', async () => {
  const stranger = await app.given.someone('tutor', await app.given.organisation());
  await contactOf(stranger.personId);
  const ladderId = await app.given.ladder();
  const draft = await hr.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: stranger.personId,
    employerId: employer,
    trainingCentreId: centre,
    ladderId,
    startsOn: '2026-09-01',
    endsOn: '2027-08-31',
  });
  expect(draft.status).toBe(201);

  for (const caller of [hr, centreAdmin]) {
    const read = await caller.get(url(stranger));
    expect(read.body).toMatchObject({ birthDate: null, email: null, phone: null, memberships: [] });
    expect((await caller.patch(url(stranger), { birthDate: ADULT }, { 'if-match': '"1"' })).status).toBe(403);
  }
});

test('a membership ended by mistake is corrected by whoever ended it, and the rights come back with it', async () => {
  const { id } = await recorded('MISTAKE');
  const own = (to: string | null) => ({
    memberships: [{ organisationId: employer, role: 'tutor', ...(to ? { to } : {}) }],
  });
  const read = await hr.get(`/v1/people/${id}`);

  const ended = await hr.patch(`/v1/people/${id}`, own('2026-03-01'), etag(read));
  expect(ended.status).toBe(200);
  expect(ended.body).toMatchObject({ memberships: [{ to: '2026-03-01' }] });
  const moved = await hr.patch(`/v1/people/${id}`, own('2026-03-05'), etag(ended));
  expect([moved.status, moved.body.email, moved.body.memberships?.[0]?.to]).toEqual([
    200,
    null,
    '2026-03-05',
  ]);
  const mixed = await hr.patch(`/v1/people/${id}`, { ...own(null), phone: '07' }, etag(moved));
  expect(stated(mixed)).toEqual([403, 'forbidden']);
  const stale = await hr.patch(`/v1/people/${id}`, own(null), etag(read));
  expect(stale.status).toBe(412);
  const back = await hr.patch(`/v1/people/${id}`, own(null), etag(moved));
  expect([back.status, back.body.email]).toEqual([200, 'MISTAKE@exemple.test']);
});

test('an end far in the past is answered, though the person is out of sight from then on', async () => {
  const { id } = await recorded('LATE');
  const read = await hr.get(`/v1/people/${id}`);
  const ended = await hr.patch(
    `/v1/people/${id}`,
    { memberships: [{ organisationId: employer, role: 'tutor', to: '2025-06-30' }] },
    etag(read),
  );

  expect(ended.status).toBe(200);
  expect(ended.body).toMatchObject({ id, email: null, memberships: [{ to: '2025-06-30' }] });
  expect((await hr.get(`/v1/people/${id}`)).status).toBe(404);
});

test('an HR system brings somebody back by its own id, with a membership, and only who stands nowhere else', async () => {
  const { id } = await recorded('BACK');
  await leave(id, '2025-12-02');
  const body = { givenName: 'Nadia', familyName: 'Bernard', birthDate: MINOR, phone: '0622222222' };
  const put = (memberships?: unknown[]) =>
    hr.put('/v1/people/by-external-id/BACK', { ...body, ...(memberships ? { memberships } : {}) });
  const again = [{ organisationId: employer, role: 'tutor', from: '2026-03-01' }];

  expect(stated(await put())).toEqual([409, 'person_left']);
  expect(
    stated(await put([{ organisationId: employer, role: 'tutor', from: '2025-01-01', to: '2025-02-01' }])),
  ).toEqual([409, 'person_left']);
  const elsewhere = await app.given.organisation();
  await app.given.membership({ personId: id } as Someone, 'tutor', elsewhere);
  expect(stated(await put(again))).toEqual([409, 'person_left']);
  expect((await storedOf(id)).phone).toBe('0611111111');

  await app.owner.query('delete from memberships where organisation_id = $1', [elsewhere]);
  const back = await put(again);
  expect([back.status, back.body.id, back.body.phone]).toEqual([200, id, '0622222222']);
});

test('the PUT that ended a membership is sent again without harm, and says nothing of who left long ago', async () => {
  const { id } = await recorded('AGAIN');
  const body = (to: string, phone = '0611111111') => ({
    givenName: 'Nadia',
    familyName: 'Bernard',
    birthDate: MINOR,
    email: 'AGAIN@exemple.test',
    phone,
    memberships: [{ organisationId: employer, role: 'tutor', to }],
  });
  const put = (sent: object) => hr.put('/v1/people/by-external-id/AGAIN', sent);

  const first = await put(body('2026-03-01'));
  const again = await put(body('2026-03-01'));
  expect([first.status, again.status]).toEqual([200, 200]);
  expect([again.headers['etag'], again.body]).toEqual([first.headers['etag'], first.body]);
  expect(stated(await put(body('2026-03-01', '0700000000')))).toEqual([409, 'person_left']);
  const moved = await put(body('2026-02-01'));
  expect([moved.status, moved.body.memberships[0].to]).toEqual([200, '2026-02-01']);
  expect(stated(await put(body('2026-02-01')))).toEqual([409, 'person_left']);
  expect((await storedOf(id)).phone).toBe('0611111111');
});

test('whom an organisation invited stays in its hands until they are a member somewhere', async () => {
  const invited = await hr.post('/v1/invitations', {
    email: 'attendue@exemple.test',
    organisationId: employer,
    role: 'tutor',
  });
  const personId = invited.body.personId as string;
  expect((await hr.get(`/v1/people/${personId}`)).body.email).toBe('attendue@exemple.test');

  await app.given.membership({ personId } as Someone, 'tutor', await app.given.organisation());
  expect((await hr.get(`/v1/people/${personId}`)).status).toBe(404);
});

test('nobody takes over the record of whoever left for somebody else of the same external id', async () => {
  const { id } = await recorded('REUSED');
  await leave(id, '2025-12-02');
  const taken = await hr.put('/v1/people/by-external-id/REUSED', {
    givenName: 'Paul',
    familyName: 'Durand',
    birthDate: '1980-01-01',
    memberships: [{ organisationId: employer, role: 'tutor', from: '2026-03-01' }],
  });

  expect(stated(taken)).toEqual([409, 'person_would_change']);
  expect(await storedOf(id)).toMatchObject({ family_name: 'Bernard', birth_date: MINOR });
});

test('a PUT turns one human into another only when it is asked for', async () => {
  const { id } = await recorded('HUMAN');
  const put = (body: object) =>
    hr.put('/v1/people/by-external-id/HUMAN', {
      givenName: 'Nadia',
      familyName: 'Bernard',
      birthDate: MINOR,
      ...body,
    });

  expect((await put({ givenName: ' NADIA ', familyName: 'bernard' })).status).toBe(200);
  expect((await put({ givenName: 'Bernard', familyName: 'Nadia', birthDate: '2009-05-05' })).status).toBe(
    200,
  );
  expect((await put({ familyName: 'Lopez', birthDate: '2009-05-05' })).status).toBe(200);
  const refused = await put({ familyName: 'Martin', birthDate: ADULT });
  expect(stated(refused)).toEqual([409, 'person_would_change']);
  expect(await storedOf(id)).toMatchObject({ family_name: 'Lopez' });
  const asked = await put({ familyName: 'Martin', birthDate: ADULT, replaceIdentity: true });
  expect([asked.status, asked.body.id, asked.body.familyName]).toEqual([200, id, 'Martin']);
});

/** An alternant of a signed contract, who is also a tutor of the employer's: its HR administer them. */
const signed = async (values: { birthDate?: string; externalId?: string } = {}) => {
  const contract = await app.given.contract({
    employerId: employer,
    trainingCentreId: centre,
    birthDate: values.birthDate ?? MINOR,
  });
  await app.given.membership(contract.alternant, 'tutor', employer);
  await app.owner.query('update people set owner_id = $2, external_id = $3 where id = $1', [
    contract.alternant.personId,
    employer,
    values.externalId ?? null,
  ]);
  return contract;
};

test('HR change neither birth date nor names of whoever holds a signed contract, and nothing else in the same call', async () => {
  const { alternant, contractId } = await signed();
  const before = await storedOf(alternant.personId);
  const self = await app.as(alternant);

  for (const body of [
    { birthDate: ADULT },
    { givenName: 'Ines' },
    { familyName: 'Roy', phone: '07' },
    { birthDate: null },
  ]) {
    const refused = await hr.patch(url(alternant), body, { 'if-match': '"1"' });
    expect([body, ...stated(refused)]).toEqual([body, 403, 'identity_protected']);
    const withReason = await hr.patch(url(alternant), { ...body, reason: 'Erreur' }, { 'if-match': '"1"' });
    expect(stated(withReason)).toEqual([403, 'identity_protected']);
  }
  const own = await self.patch('/v1/me', { familyName: 'Roy' }, { 'if-match': '"1"' });
  expect(stated(own)).toEqual([403, 'identity_protected']);
  expect(await storedOf(alternant.personId)).toEqual(before);
  expect((await self.patch('/v1/me', { phone: '0699999999' }, { 'if-match': '"1"' })).status).toBe(200);
  expect(
    (await hr.patch(url(alternant), { phone: '07', birthDate: MINOR }, { 'if-match': '"2"' })).status,
  ).toBe(200);

  await app.owner.query(
    `update contracts set held_until = '2026-03-01', ended_as = 'terminated' where id = $1`,
    [contractId],
  );
  expect(stated(await hr.patch(url(alternant), { birthDate: ADULT }, { 'if-match': '"3"' }))).toEqual([
    403,
    'identity_protected',
  ]);
});

test('an HR system that sends the same names and birth date passes, and another one is told where to go', async () => {
  const { alternant } = await signed({ externalId: 'SIRH-9' });
  const put = (body: object) =>
    hr.put('/v1/people/by-external-id/SIRH-9', {
      givenName: 'Inès',
      familyName: 'Moreau',
      birthDate: MINOR,
      ...body,
    });

  expect((await put({ phone: '07' })).status).toBe(200);
  expect(stated(await put({ phone: '08', birthDate: ADULT }))).toEqual([403, 'identity_protected']);
  expect(
    stated(
      await put({ phone: '08', birthDate: ADULT, familyName: 'Roy', replaceIdentity: true, reason: 'x' }),
    ),
  ).toEqual([403, 'identity_protected']);
  expect(await storedOf(alternant.personId)).toMatchObject({ phone: '07', birth_date: MINOR });
});

test('the centre of the contract corrects with a reason, which is kept; the contract shows at once what no longer holds', async () => {
  const { alternant, contractId } = await signed({ birthDate: ADULT });
  const seen = await hr.get(`/v1/contracts/${contractId}`);
  expect(seen.body.flags).not.toContain('legal_representative_missing');
  app.clock.advance({ minutes: 1 });
  const noReason = await centreAdmin.patch(url(alternant), { birthDate: MINOR }, { 'if-match': '"1"' });
  expect([noReason.status, noReason.body.errors?.[0]?.pointer]).toEqual([422, '/reason']);

  const corrected = await centreAdmin.patch(
    url(alternant),
    { birthDate: MINOR, familyName: 'Moreau-Roy', reason: 'Pièce d’identité reçue le 10 mars.' },
    { 'if-match': '"1"' },
  );

  expect([corrected.status, corrected.body.birthDate]).toEqual([200, MINOR]);
  const again = await hr.get(`/v1/contracts/${contractId}`);
  expect(again.body.flags).toContain('legal_representative_missing');
  expect(again.body.updatedAt > seen.body.updatedAt).toBe(true);
  expect(again.headers['etag']).not.toBe(seen.headers['etag']);
  expect((await hr.get(`/v1/contracts?updatedSince=${again.body.updatedAt}`)).body.data).toMatchObject([
    { id: contractId },
  ]);
  const kept = await app.owner.query(
    `select version, corrected_by is not null as by, reason, birth_date_before::text as before, birth_date_after::text as after,
       family_name_before, family_name_after from person_corrections where person_id = $1`,
    [alternant.personId],
  );
  expect(kept.rows).toEqual([
    {
      version: 2,
      by: true,
      reason: 'Pièce d’identité reçue le 10 mars.',
      before: ADULT,
      after: MINOR,
      family_name_before: 'Moreau',
      family_name_after: 'Moreau-Roy',
    },
  ]);
  const entitled = await hr.get(`/v1/contracts/${contractId}/entitlements`);
  expect(entitled.status).toBe(200);
});

test('the platform corrects too, another centre does not, nor one that the contract left behind', async () => {
  const { alternant } = await signed();
  const stranger = await app.given.organisation({ kind: 'training_centre' });
  await app.given.membership(alternant, 'referent', stranger);
  const other = await app.as(await app.given.someone('centre_admin', stranger));

  expect(
    stated(await other.patch(url(alternant), { birthDate: ADULT, reason: 'x' }, { 'if-match': '"1"' })),
  ).toEqual([403, 'identity_protected']);
  expect(
    (
      await admin.patch(
        url(alternant),
        { birthDate: ADULT, reason: 'Acte de naissance' },
        { 'if-match': '"1"' },
      )
    ).status,
  ).toBe(200);

  const later = await app.given.contract({
    alternant,
    trainingCentreId: stranger,
    startsOn: '2027-09-01',
    until: '2028-09-01',
  });
  await app.owner.query(
    `update contracts set held_until = '2026-03-01', ended_as = 'terminated' where alternant_id = $1 and id <> $2`,
    [alternant.personId, later.contractId],
  );
  const former = await centreAdmin.patch(
    url(alternant),
    { birthDate: MINOR, reason: 'x' },
    { 'if-match': '"2"' },
  );
  expect(stated(former)).toEqual([403, 'identity_protected']);
  expect(
    (
      await other.patch(
        url(alternant),
        { birthDate: MINOR, reason: 'Copie du passeport' },
        { 'if-match': '"2"' },
      )
    ).status,
  ).toBe(200);
});

test('a centre corrects whom only the contract ties to it, and nothing but names and birth date', async () => {
  const { alternant } = await signed();
  await app.owner.query('delete from memberships where person_id = $1', [alternant.personId]);
  await contactOf(alternant.personId);

  const more = await centreAdmin.patch(
    url(alternant),
    { birthDate: ADULT, phone: '07', reason: 'x' },
    { 'if-match': '"1"' },
  );
  expect(stated(more)).toEqual([403, 'forbidden']);
  const corrected = await centreAdmin.patch(
    url(alternant),
    { birthDate: ADULT, reason: 'Acte de naissance' },
    { 'if-match': '"1"' },
  );
  expect([corrected.status, corrected.body.phone]).toEqual([200, null]);
  expect(await storedOf(alternant.personId)).toMatchObject({
    birth_date: ADULT,
    phone: '0600000000',
    given_name: 'Inès',
  });
});

test('a birth date changed while the contract is being signed is judged with it, or refused', async () => {
  for (let round = 0; round < 5; round++) {
    const contract = await app.given.contract({
      employerId: employer,
      trainingCentreId: centre,
      birthDate: ADULT,
      startsOn: '2026-09-01',
      until: '2027-09-01',
      draft: true,
    });
    await app.given.mandate(contract, 'main_tutor', { from: '2026-09-01' });
    await app.given.membership(contract.alternant, 'tutor', employer);

    const [sign, change] = await Promise.all([
      hr.post(`/v1/contracts/${contract.contractId}/sign`),
      hr.patch(url(contract.alternant), { birthDate: MINOR }, { 'if-match': '"1"' }),
    ]);
    const outcome = `${sign.status} ${sign.body.code ?? ''}, ${change.status} ${change.body.code ?? ''}`;
    expect(['200 , 403 identity_protected', '409 legal_representative_missing, 200 ']).toContain(outcome);
  }
});

test('as the role of the API, nobody but the centre and the platform changes who somebody signed as', async () => {
  const { alternant } = await signed();
  const attempt = (statement: string) =>
    app.owner.query('begin').then(async () => {
      try {
        await app.owner.query('set local role palier_api');
        await app.owner.query('select app.set_actor($1, $2, $3, $4)', [
          'person',
          alternant.accountId,
          alternant.personId,
          app.clock.now(),
        ]);
        await app.owner.query(statement);
        return 'done';
      } catch (error) {
        return (error as { code?: string }).code;
      } finally {
        await app.owner.query('rollback');
      }
    });

  expect(await attempt(`update people set phone = '1' where id = '${alternant.personId}'`)).toBe('done');
  expect(
    await attempt(`update people set birth_date = '1999-01-01' where id = '${alternant.personId}'`),
  ).toBe('PA403');
  expect(await attempt(`update people set family_name = 'X' where id = '${alternant.personId}'`)).toBe(
    'PA403',
  );
  expect(
    await attempt(
      `insert into person_names values ('${alternant.personId}', '2026-01-01T00:00:00Z', 9, 'X', 'Y')`,
    ),
  ).toBe('42501');
  expect(await attempt('update person_corrections set reason = reason')).toBe('42501');
  expect(await attempt('delete from person_corrections')).toBe('42501');
});

test('a correction is read by whoever it is about, by the centre and by the platform; by nobody else', async () => {
  const { alternant, employerId } = await signed();
  for (const [birthDate, version] of [
    [ADULT, 1],
    ['2000-01-01', 2],
  ] as const)
    await centreAdmin.patch(
      url(alternant),
      { birthDate, reason: `Pièce d’identité ${version}` },
      { 'if-match': `"${version}"` },
    );
  const tutor = await app.as(await app.given.someone('tutor', employerId));
  const read = (by: Caller, query = '') => by.get(`${url(alternant)}/corrections${query}`);

  const first = await read(centreAdmin, '?limit=1');
  expect(first.body.data).toMatchObject([
    {
      version: 2,
      reason: 'Pièce d’identité 1',
      recordedByClient: null,
      before: { familyName: 'Moreau', birthDate: MINOR },
      after: { birthDate: ADULT },
    },
  ]);
  const second = await read(centreAdmin, `?limit=1&after=${first.body.page.next}`);
  expect(second.body.data).toMatchObject([{ version: 3, before: { birthDate: ADULT } }]);
  expect(second.body.page.next).toBeNull();
  expect((await read(centreAdmin, '?after=eA')).status).toBe(422);
  for (const by of [admin, await app.as(alternant)]) expect((await read(by)).body.data).toHaveLength(2);
  expect(stated(await read(hr))).toEqual([403, 'forbidden']);
  expect(stated(await read(tutor))).toEqual([404, 'not_found']);
});
