import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { ErasuresService } from '../../../src/features/privacy/erasures/erasures.service.js';
import { ReadLog } from '../../../src/features/privacy/reads/read-log.service.js';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp, type Caller } from '../../support/app.js';
import { keepSecret } from '../../support/http/secrets.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

/** Whoever answered by a link is a record like any other: merged, they are one with what they are besides. */

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let platform: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  await app.owner.query(`update erasures set due_at = '2999-01-01' where done_at is null`);
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  platform = await app.as(await app.given.someone('platform_admin'));
  await app.owner.query('update people set birth_date = null where erased_at is null');
});

const C6 = { competency: 'C6', level: 'observation' };
let count = 0;
/** A link for somebody met once, as HR hands it over. */
async function linked(item = C6): Promise<{ personId: string; id: string; session: string }> {
  const alternant = await app.as(scenario.contract.alternant);
  const request = await alternant.post(scenario.url('sign-off-requests'), { items: [item] });
  const { status, body } = await hr.post(scenario.url('tutor-links'), {
    signOffRequestId: request.body.id,
    givenName: 'Karim',
    familyName: 'Haddad',
    jobTitle: 'Aide-soignant',
    email: `karim.m${(count += 1)}@ailleurs.test`,
  });
  expect(status).toBe(201);
  const token = body.url.split('token=')[1];
  keepSecret(token);
  const opened = await app.anyone.post('/v1/guest/open', { token });
  keepSecret(opened.body.session);
  return { personId: body.personId, id: body.id, session: opened.body.session };
}
const answer = (session: string, item = C6) =>
  app.anyone.post('/v1/guest/request/decide', {
    session,
    observedOn: app.clock.today(),
    observation: true,
    items: [{ outcome: 'acquired', ...item }],
  });
const merges = async (by: Caller, kept: string, duplicateId: string) => {
  const { status, body } = await by.post(`/v1/people/${kept}/merges`, { duplicateId, reason: 'doublon' });
  return [status, body.obstacles?.map(({ code }: { code: string }) => code) ?? body.code];
};

test('nobody signed for themself by a link: the guest is not merged into the alternant, nor the other way round', async () => {
  const alternant = scenario.contract.alternant.personId;
  const open = await linked();
  expect(await merges(platform, alternant, open.personId)).toEqual([409, ['own_contract']]);
  expect((await answer(open.session)).status).toBe(200);
  expect(await merges(platform, alternant, open.personId)).toEqual([409, ['own_contract']]);
  await app.owner.query('delete from accounts where person_id = $1', [alternant]);
  expect(await merges(platform, open.personId, alternant)).toEqual([409, ['own_contract']]);
});

test('an alternant who is HR merges neither a tutor of theirs nor a guest who answers for them', async () => {
  const { alternant, employerId } = scenario.contract;
  await app.given.membership(alternant, 'hr', employerId);
  const self = await app.as({ ...alternant, roles: ['alternant', 'hr'] });
  const other = await app.given.someone('tutor', employerId);
  await app.owner.query('update people set birth_date = null where erased_at is null');
  await app.owner.query('delete from accounts where person_id = $1', [other.personId]);
  const { personId } = await linked();
  expect(await merges(self, other.personId, scenario.tutorIs.personId)).toEqual([403, 'forbidden']);
  expect(await merges(self, scenario.tutorIs.personId, other.personId)).toEqual([403, 'forbidden']);
  expect(await merges(self, other.personId, personId)).toEqual([403, 'forbidden']);
  expect(await merges(hr, other.personId, scenario.tutorIs.personId)).toEqual([201, []]);
});

test('whoever recorded something without a mandate is not merged into the alternant of it', async () => {
  const centreAdmin = await app.given.someone('centre_admin', scenario.contract.trainingCentreId);
  await app.owner.query('update people set birth_date = null where erased_at is null');
  const admin = await app.as(centreAdmin);
  const paused = await admin.post(scenario.url('suspend'), { on: '2026-03-20' });
  expect([paused.status, paused.body.code]).toEqual([200, undefined]);
  await app.owner.query('delete from accounts where person_id = $1', [centreAdmin.personId]);
  expect(await merges(platform, scenario.contract.alternant.personId, centreAdmin.personId)).toEqual([
    409,
    ['own_contract'],
  ]);
});

test('who represents a minor may be somebody else too: erased with the minor is only who is nothing else', async () => {
  const { contract } = scenario;
  await app.owner.query(`update contracts set legal_representative = $2 where id = $1`, [
    contract.contractId,
    { givenName: 'Odile', familyName: 'Zanzibar', email: 'odile.zanzibar@exemple.test', phone: null },
  ]);
  const admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  const { status, body } = await admin.post(scenario.url('representative-links'), { days: 7 });
  expect([status, body.code]).toEqual([201, undefined]);
  const learning = await app.given.contract({ trainingCentreId: contract.trainingCentreId });
  await app.owner.query('update contracts set signed_on = null where id = $1', [learning.contractId]);
  await app.owner.query('update contracts set alternant_id = $2 where id = $1', [
    learning.contractId,
    body.personId,
  ]);
  await app.owner.query(
    `update contracts set held_until = '2026-03-12', ended_as = 'terminated' where id = $1`,
    [contract.contractId],
  );
  const url = `/v1/people/${contract.alternant.personId}/erasures`;
  expect((await platform.post(url, { reason: 'demande' })).status).toBe(201);
  app.clock.set('2026-04-12');
  expect(await app.nest.get(ErasuresService, { strict: false }).carryOutDue()).toBe(1);
  expect((await platform.get(`/v1/people/${body.personId}`)).body.familyName).toBe('Zanzibar');
  expect((await admin.get(`/v1/guest-links/${body.id}`)).body).toMatchObject({ familyName: 'effacée' });
});

test('nobody comes in by the link of somebody who was made nobody', async () => {
  const { personId, id, session } = await linked();
  // By the employer that recorded them: they are nobody else's.
  const admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  const ask = (by: Caller) => by.post(`/v1/people/${personId}/erasures`, { reason: 'demande' });
  expect((await ask(admin)).status).toBe(404);
  expect((await ask(hr)).status).toBe(201);
  await app.owner.query(`update erasures set due_at = '2026-03-12' where person_id = $1`, [personId]);
  expect(await app.nest.get(ErasuresService, { strict: false }).carryOutDue()).toBe(1);
  expect((await answer(session)).status).not.toBe(200);
  expect((await hr.get(`/v1/guest-links/${id}`)).body.state).toBe('expired');
  app.clock.set('2026-03-13');
  const again = await hr.post(`/v1/guest-links/${id}/resend`);
  expect([again.status, again.body.code]).toEqual([409, 'guest_link_over']);
});

test('a merge neither keeps somebody from being made nobody, nor has somebody else made nobody', async () => {
  const [one, other] = [
    await app.given.someone('tutor', scenario.contract.employerId),
    await app.given.someone('tutor', scenario.contract.employerId),
  ];
  await app.owner.query('update people set birth_date = null where erased_at is null');
  await app.owner.query('delete from accounts where person_id = $1', [other.personId]);
  const asked = await (await app.as(one)).post(`/v1/people/${one.personId}/erasures`, { reason: 'je pars' });
  expect(asked.status).toBe(201);
  expect(await merges(hr, other.personId, one.personId)).toEqual([409, ['erasure_asked']]);
  expect(await merges(hr, one.personId, other.personId)).toEqual([409, ['erasure_asked']]);
  app.clock.set('2026-04-12');
  expect(await app.nest.get(ErasuresService, { strict: false }).carryOutDue()).toBe(1);
  expect(await merges(hr, other.personId, one.personId)).toEqual([409, ['erasure_asked']]);
});

test('an erasure that was asked of two records as one is not undone with their merge', async () => {
  const { employerId } = scenario.contract;
  const [kept, duplicate] = [
    await app.given.someone('tutor', employerId),
    await app.given.someone('tutor', employerId),
  ];
  await app.owner.query('update people set birth_date = null where erased_at is null');
  await app.owner.query('delete from accounts where person_id = $1', [kept.personId]);
  const merged = await hr.post(`/v1/people/${kept.personId}/merges`, {
    duplicateId: duplicate.personId,
    reason: 'doublon',
  });
  const self = await app.as({ ...duplicate, personId: kept.personId });
  const asked = await self.post(`/v1/people/${kept.personId}/erasures`, { reason: 'je pars' });
  expect(asked.status).toBe(201);
  const undone = async () => {
    const { status, body } = await hr.post(`/v1/merges/${merged.body.merge.id}/undo`);
    return [status, body.obstacles?.map(({ code }: { code: string }) => code)];
  };
  expect(await undone()).toEqual([409, ['erasure_asked']]);
  await self.post(`/v1/erasures/${asked.body.erasure.id}/withdraw`, { reason: 'je reste' });
  expect(await undone()).toEqual([200, undefined]);
});

test('what an administrator gave by one record stands by the other: programs, grants, an erasure asked', async () => {
  const { employerId } = scenario.contract;
  const maker = await app.given.someone('hr', employerId);
  const client = app.asClient(await app.given.apiClient(employerId, { maker }));
  const former = await app.given.someone('tutor', employerId);
  const url = `/v1/people/${former.personId}/erasures`;
  expect((await (await app.as(maker)).post(url, { reason: 'départ' })).status).toBe(201);
  const kept = await app.given.someone('tutor', employerId);
  await app.owner.query('update people set birth_date = null where erased_at is null');
  await app.owner.query('delete from accounts where person_id = $1', [kept.personId]);
  expect(await merges(hr, kept.personId, maker.personId)).toEqual([201, []]);

  expect((await client.get('/v1/contracts')).status).toBe(200);
  app.clock.set('2026-04-12');
  expect(await app.nest.get(ErasuresService, { strict: false }).carryOutDue()).toBe(1);
});

test('a link of somebody who has an account by another record is over, and opens again when that is undone', async () => {
  const { personId, id, session } = await linked();
  const tutor = scenario.tutorIs.personId;
  const merged = await hr.post(`/v1/people/${tutor}/merges`, { duplicateId: personId, reason: 'doublon' });
  expect(merged.status).toBe(201);
  const { body } = await hr.get(`/v1/guest-links/${id}`);
  expect([body.state, body.voidReason]).toEqual(['void', 'has_account']);
  expect((await answer(session)).status).toBe(410);
  expect((await hr.post(`/v1/merges/${merged.body.merge.id}/undo`)).status).toBe(200);
  expect((await answer(session)).status).toBe(200);
});

test('whoever answered by a link and stands on the contract too is one observer, and the contract tells of it', async () => {
  const { personId: duplicateId, session } = await linked();
  expect((await answer(session)).status).toBe(200);
  await scenario.observe(scenario.tutor, 'observation', ['C6'], '2026-03-11');
  const kept = scenario.tutorIs.personId;
  const merged = await hr.post(`/v1/people/${kept}/merges`, { duplicateId, reason: 'doublon' });
  expect(merged.body.effects.map(({ kind }: { kind: string }) => kind)).toEqual(['facts', 'counted_once']);
  await asOwner(app.database.ownerUrl, async (owner) =>
    expect((await rebuildProgress(owner)).differences).toEqual([]),
  );
  const events = await app.owner.query(
    `select from events where contract_id = $1 and type = 'person.merged'
     and exists (select from app.merged_by_then(array[contract_id], null) m where m.duplicate_id = $2)`,
    [scenario.contract.contractId, duplicateId],
  );
  expect(events.rowCount).toBe(1);
  await scenario.observe(scenario.tutor, 'observation', ['C8'], '2026-03-11');
  expect((await hr.post(`/v1/merges/${merged.body.merge.id}/undo`)).status).toBe(200);
});

test('who is read by a former id sees it, and takes with them what was recorded of both', async () => {
  const [kept, duplicate] = [
    await app.given.someone('tutor', scenario.contract.employerId),
    await app.given.someone('tutor', scenario.contract.employerId, { givenName: 'Ancienne' }),
  ];
  const observed = await app.given.mandate(scenario.contract, 'co_tutor', { person: duplicate });
  await scenario.observe(await app.as(observed), 'observation', ['C8'], '2026-03-12');
  await app.owner.query('update people set birth_date = null where erased_at is null');
  await app.owner.query('delete from accounts where person_id = $1', [duplicate.personId]);
  const log = app.nest.get(ReadLog, { strict: false });
  expect((await hr.get(`/v1/people/${duplicate.personId}`)).status).toBe(200);
  await log.flush();
  expect(await merges(hr, kept.personId, duplicate.personId)).toEqual([201, []]);
  app.clock.set('2026-03-13');
  expect((await hr.get(`/v1/people/${duplicate.personId}`)).body.id).toBe(kept.personId);
  await log.flush();

  const self = await app.as(kept);
  const { body } = await self.get(`/v1/people/${kept.personId}/reads`);
  expect(body.data.map(({ readOn }: { readOn: string }) => readOn)).toEqual(['2026-03-13', '2026-03-12']);
  const file = unzipSync((await self.get(`/v1/people/${kept.personId}/export`)).bytes);
  const person = strFromU8(file['person.json'] ?? new Uint8Array());
  expect(person).toContain('Ancienne');
  expect(person).toContain(`"observerId"`);
});
