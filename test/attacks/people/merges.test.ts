import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

/** Whoever makes one of two records gets nothing by it that they could not have had, and shuts nobody out. */

let app: TestApp;
let employer: OrganisationId;
let centre: OrganisationId;
let hr: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employer));
  admin = await app.as(await app.given.someone('centre_admin', centre));
});

const merges = (by: Caller, kept: Someone, duplicate: Someone) =>
  by.post(`/v1/people/${kept.personId}/merges`, { duplicateId: duplicate.personId, reason: 'doublon' });
const outcome = async (by: Caller, kept: Someone, duplicate: Someone) => {
  const { status, body } = await merges(by, kept, duplicate);
  return [status, body.obstacles?.map(({ code }: { code: string }) => code) ?? body.code];
};
/** Somebody who signs in nowhere. */
const unaccounted = async (role: 'tutor' | 'alternant' | 'referent' | 'hr', organisation: OrganisationId) => {
  const someone = await app.given.someone(role, organisation);
  await app.owner.query('delete from accounts where person_id = $1', [someone.personId]);
  return someone;
};

test('nobody merges a record of their own, neither as the one kept nor as the other, the platform neither', async () => {
  const own = await app.given.someone('hr', employer);
  const other = await unaccounted('tutor', employer);
  const one = await app.as(own);
  expect(await outcome(one, own, other)).toEqual([403, 'forbidden']);
  expect(await outcome(one, other, own)).toEqual([403, 'forbidden']);
  const platform = await app.given.someone('platform_admin');
  expect(await outcome(await app.as(platform), other, platform)).toEqual([403, 'forbidden']);
});

test('nobody merges who administers one of the two records, or not all that both are', async () => {
  const mine = await unaccounted('tutor', employer);
  const elsewhere = await app.given.organisation();
  const theirs = await unaccounted('tutor', elsewhere);
  expect(await outcome(hr, mine, theirs)).toEqual([422, 'validation_failed']);
  expect(await outcome(hr, theirs, mine)).toEqual([404, 'not_found']);

  // Seen and administered in part: a member elsewhere too, also of times past.
  await app.given.membership(theirs, 'tutor', employer);
  expect(await outcome(hr, mine, theirs)).toEqual([403, 'forbidden']);
  await app.owner.query(`update memberships set until_day = '2026-01-01' where organisation_id = $1`, [
    elsewhere,
  ]);
  expect(await outcome(hr, mine, theirs)).toEqual([403, 'forbidden']);
});

test('an employer merges no alternant, whose confidences a colleague would read, and a program nobody', async () => {
  const alternant = await unaccounted('alternant', employer);
  const colleague = await app.given.someone('tutor', employer);
  expect(await outcome(hr, alternant, colleague)).toEqual([403, 'forbidden']);
  expect(await outcome(hr, colleague, alternant)).toEqual([403, 'forbidden']);

  const client = app.asClient(await app.given.apiClient(employer));
  expect(await outcome(client, colleague, await unaccounted('tutor', employer))).toEqual([
    403,
    'person_required',
  ]);
});

test('the centre of another contract is not passed over', async () => {
  const other = await app.given.contract();
  await app.given.membership(other.alternant, 'alternant', centre);
  await app.owner.query('delete from memberships where person_id = $1 and organisation_id <> $2', [
    other.alternant.personId,
    centre,
  ]);
  const mine = await unaccounted('alternant', centre);
  expect(await outcome(admin, mine, other.alternant)).toEqual([403, 'forbidden']);
});

test('no account takes the place of another, nor comes back in by another record', async () => {
  const [one, other] = [
    await app.given.someone('tutor', employer),
    await app.given.someone('tutor', employer),
  ];
  expect(await outcome(hr, one, other)).toEqual([409, ['two_accounts']]);
  await app.owner.query('update accounts set disabled_at = now() where id = $1', [one.accountId]);
  expect(await outcome(hr, one, other)).toEqual([409, ['two_accounts']]);
  await app.owner.query('update accounts set disabled_by_platform = true where id = $1', [one.accountId]);
  expect(await outcome(hr, other, one)).toEqual([409, ['account_disabled_by_platform']]);

  const without = await unaccounted('tutor', employer);
  expect((await merges(hr, without, one)).status).toBe(201);
  const signsIn = await app.as({ ...one, personId: without.personId });
  expect((await signsIn.get('/v1/me')).status).toBe(401);
});

test('one person does not become tutor and referent, nor judge of their own contract', async () => {
  const platform = await app.as(await app.given.someone('platform_admin'));
  const contract = await app.given.contract({ employerId: employer, trainingCentreId: centre });
  const tutor = await app.given.mandate(contract, 'main_tutor');
  const referent = await app.given.mandate(contract, 'referent', {
    person: await unaccounted('referent', centre),
  });
  expect(await outcome(platform, tutor, referent)).toEqual([409, ['both_sides']]);

  await app.owner.query('delete from accounts where person_id = $1', [contract.alternant.personId]);
  await app.owner.query('update people set birth_date = null');
  expect(await outcome(platform, tutor, contract.alternant)).toEqual([409, ['own_contract']]);
});

test('of two who merge at once, one into the other and the other way round, one does', async () => {
  const [one, other] = [await unaccounted('tutor', employer), await unaccounted('tutor', employer)];
  const second = await app.as(await app.given.someone('hr', employer));
  const both = await Promise.all([merges(hr, one, other), merges(second, other, one)]);
  const statuses = both.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  const { rows } = await app.owner.query('select person_id from memberships where person_id = any ($1)', [
    [one.personId, other.personId],
  ]);
  expect(rows).toHaveLength(1);
});

test('the way back is judged when it is taken: by who answers for the person now', async () => {
  const [kept, duplicate] = [
    await app.given.someone('tutor', employer),
    await unaccounted('tutor', employer),
  ];
  const merged = await merges(hr, kept, duplicate);
  const undo = (by: Caller) => by.post(`/v1/merges/${merged.body.merge.id}/undo`);

  expect((await undo(admin)).status).toBe(404);
  expect((await undo(await app.as(kept))).status).toBe(403);
  await app.given.membership(kept, 'tutor', await app.given.organisation());
  expect((await undo(hr)).status).toBe(404);
  const platform = await app.as(await app.given.someone('platform_admin'));
  expect((await undo(platform)).status).toBe(200);
});

test('who knows the secret of a program by one record is given nothing by it on the other', async () => {
  const contract = await app.given.contract({ employerId: employer, trainingCentreId: centre });
  const maker = await app.given.someone('hr', employer);
  const client = await app.given.apiClient(employer, { maker });
  const colleague = await app.given.someone('hr', employer);
  await app.owner.query(
    `insert into api_client_secrets (id, client_id, secret_hash, created_by, created_at)
     select gen_random_uuid(), $1, sha256('x'), $2, now()`,
    [client.clientId, colleague.personId],
  );
  await app.owner.query('delete from accounts where person_id = $1', [maker.personId]);
  const kept = await app.given.someone('tutor', employer);
  expect((await merges(hr, kept, maker)).status).toBe(201);

  const mandate = { personId: kept.personId, role: 'co_tutor', from: '2026-03-12' };
  const given = await app.asClient(client).post(`/v1/contracts/${contract.contractId}/mandates`, mandate);
  expect([given.status, given.body.code]).toEqual([403, 'forbidden']);
});

test('the functions that merge refuse whoever comes to them without a merge of their own', async () => {
  const [kept, duplicate] = [
    await app.given.someone('tutor', employer),
    await unaccounted('tutor', employer),
  ];
  const merged = await merges(hr, kept, duplicate);
  const administrator = await app.given.someone('hr', employer);
  const attempt = async (call: string) => {
    await app.owner.query('begin');
    try {
      await app.owner.query('set local role palier_api');
      await app.owner.query(`select app.set_actor('person', $1, $2, now())`, [
        administrator.accountId,
        administrator.personId,
      ]);
      await app.owner.query(call, [merged.body.merge.id]);
      return 'done';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await app.owner.query('rollback');
    }
  };
  expect(await attempt('select app.return_record($1, now())')).toBe('42501');
  expect(await attempt('select app.move_record($1, now())')).toBe('42501');
  expect(await attempt('select app.hold_merged_contract($1, gen_random_uuid())')).toBe('42501');
  expect(await attempt('update person_merges set undone_at = now(), undone_by = kept_id where id = $1')).toBe(
    '42501',
  );
});
