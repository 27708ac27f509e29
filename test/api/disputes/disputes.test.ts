import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario, statuses } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';

const GROUNDS = 'Je l’ai fait devant elle mardi';
const REASON = 'La fiche de mardi le montre';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  await start();
});

async function start(values: Parameters<typeof LadderScenario.start>[1] = {}): Promise<void> {
  scenario = await LadderScenario.start(app, values);
  alternant = await app.as(scenario.contract.alternant);
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
}

type About = { kind: string; id: string };
const open = (about: About, values: object = {}, by = alternant) =>
  by.post(scenario.url('disputes'), { about, grounds: GROUNDS, ...values });
const opened = async (about: About, values: object = {}, by = alternant): Promise<string> => {
  const answer = await open(about, values, by);
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  return answer.body.id;
};
const rule = (id: string, ruling = 'fact_overturned', by = scenario.referent) =>
  by.post(`/v1/disputes/${id}/rulings`, { ruling, reason: REASON });
const withdraw = (id: string, by = alternant) => by.post(`/v1/disputes/${id}/withdrawals`);
const code = ({ status, body }: TestResponse) => [status, body.code];

/** A sign-off that refuses. */
async function doubted(outcome = 'not_yet', by = scenario.tutor, competency = 'C6'): Promise<About> {
  const why = outcome === 'not_yet' ? { nextStep: 'Revoir' } : { reason: 'Pas vue' };
  const item = { competency, level: 'observation', outcome, ...why };
  const body = { observedOn: app.clock.today(), observation: true, items: [item] };
  const answer = await by.post(scenario.url('sign-offs'), body);
  expect(answer.status).toBe(201);
  return { kind: 'sign_off', id: answer.body.signOffs[0].id };
}
async function revoked(
  level: number,
  competency: string,
  values: object = {},
  by = scenario.tutor,
): Promise<About> {
  const signOff = await scenario.signOffId(level, competency);
  const body = { reasonCode: 'safety', reason: 'Glissement', ...values };
  const answer = await by.post(`/v1/sign-offs/${signOff}/revocations`, body);
  expect(answer.status).toBe(201);
  return { kind: 'revocation', id: answer.body.revocation.id };
}
async function declined(by = scenario.tutor): Promise<About> {
  const answer = await scenario.decide(by, 'simple_tasks', 'decline', 'Trop tôt');
  expect(answer.status).toBe(201);
  return { kind: 'level_decision', id: answer.body.id };
}
const FACTS: Record<string, string> = {
  sign_off: 'sign-offs',
  revocation: 'revocations',
  level_decision: 'level-decisions',
};
const urlOf = ({ kind, id }: About) => `/v1/${FACTS[kind]}/${id}`;
const shown = async (about: About, by = scenario.tutor) => {
  const { contested, overturned } = (await by.get(urlOf(about))).body;
  const { data } = (await by.get(scenario.url(FACTS[about.kind] ?? ''))).body;
  expect(data.find(({ id }: { id: string }) => id === about.id)).toMatchObject({ contested, overturned });
  return { contested, overturned };
};
const requirement = async (level: number, competency: string, query = '') =>
  (await scenario.ladder(query)).levels[level - 1].requirements.find(
    (one: { competency: string }) => one.competency === competency,
  );
const reported = async (from = 'dispute') =>
  (
    await app.owner.query<{ sequence: number; type: string; data: object }>(
      `select e.sequence::integer, e.type, e.data from events e where e.contract_id = $1 and split_part(e.type, '.', 1) = $2 order by e.sequence`,
      [scenario.contract.contractId, from],
    )
  ).rows;
const noDifferences = async () =>
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);

test('a dispute marks the fact as contested and changes nothing else, until the fact is said to stand', async () => {
  const about = await doubted();
  const before = await scenario.ladder();
  const answer = await open(about);

  expect(answer.status).toBe(201);
  expect(answer.headers['location']).toBe(`/v1/disputes/${answer.body.id}`);
  expect(answer.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    about,
    status: 'open',
    grounds: GROUNDS,
    openedBy: scenario.contract.alternant.personId,
    onBehalfOf: null,
    recordedAt: '2026-03-12T08:00:00.000Z',
    dueOn: '2026-03-27',
    overdue: false,
    ruling: null,
    withdrawal: null,
  });
  expect((await scenario.tutor.get(`/v1/disputes/${answer.body.id}`)).body).toEqual(answer.body);
  expect((await scenario.referent.get(scenario.url('disputes'))).body.data).toEqual([answer.body]);
  expect(await shown(about)).toEqual({ contested: true, overturned: false });
  expect((await scenario.ladder()).levels).toEqual(before.levels);

  const ruled = await rule(answer.body.id, 'fact_stands');
  expect(ruled.status).toBe(201);
  expect(ruled.body).toMatchObject({
    status: 'ruled',
    ruling: { id: expect.any(String), ruling: 'fact_stands', reason: REASON, ruledBy: expect.any(String) },
  });
  expect((await alternant.get(`/v1/disputes/${answer.body.id}`)).body).toEqual(ruled.body);
  expect(await shown(about)).toEqual({ contested: false, overturned: false });
  expect((await scenario.ladder()).levels).toEqual(before.levels);
  await noDifferences();
});

test('an overturned judgement stands no more: what was said before it stands again', async () => {
  const first = await doubted('not_yet');
  app.clock.set('2026-03-13');
  const second = await doubted('cannot_assess');
  const [one, two] = [await opened(first), await opened(second)];

  expect((await rule(two)).status).toBe(201);
  expect(await requirement(1, 'C6')).toMatchObject({ status: 'not_yet', signOffId: first.id });
  expect(await shown(second)).toEqual({ contested: false, overturned: true });
  expect((await rule(one)).status).toBe(201);
  expect(await requirement(1, 'C6')).toMatchObject({ status: 'missing' });
  await noDifferences();
});

test('an overturned refusal leaves the level to be decided, and says that it was overturned', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks', { decided: false });
  const about = await declined();
  const id = await opened(about);
  expect((await rule(id)).status).toBe(201);

  expect(await shown(about)).toEqual({ contested: false, overturned: true });
  expect(statuses(await scenario.ladder())).toEqual([
    'achieved',
    'ready',
    'previous_level',
    'previous_level',
  ]);
  expect((await scenario.decide(scenario.tutor, 'simple_tasks')).status).toBe(201);
  await noDifferences();
});

test('of an overturned revocation, all that it took back counts again; levels are decided again', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  const [below, above] = [await scenario.signOffId(1, 'C6'), await scenario.signOffId(2, 'C6')];
  app.clock.set('2026-03-13');
  const about = await revoked(1, 'C6');
  expect((await requirement(1, 'C6')).evidence.reobserved).toEqual({ have: 0, need: 1 });
  app.clock.set('2026-03-14');
  const id = await opened(about);
  app.clock.set('2026-03-15');
  expect((await rule(id)).status).toBe(201);

  expect(await requirement(1, 'C6')).toMatchObject({ status: 'acquired', signOffId: below });
  expect(await requirement(2, 'C6')).toMatchObject({ status: 'acquired', signOffId: above });
  expect((await requirement(1, 'C6')).evidence.reobserved).toBeUndefined();
  expect(statuses(await scenario.ladder())).toEqual(['achieved', 'ready', 'basis_lost', 'previous_level']);
  expect((await scenario.tutor.get(`/v1/sign-offs/${below}`)).body.revocationId).toBeNull();
  expect(await shown(about)).toEqual({ contested: false, overturned: true });

  const [before, between, after] = ['2026-03-12', '2026-03-14', '2026-03-15T08:00:00.000Z'];
  expect(statuses(await scenario.ladder(`?at=${before}`))[1]).toBe('achieved');
  expect(statuses(await scenario.ladder(`?at=${between}`))[1]).toBe('basis_lost');
  expect(statuses(await scenario.ladder(`?at=${after}`))[1]).toBe('ready');
  const ladder = await scenario.ladder();
  expect(await scenario.ladder(`?at=${after}`)).toEqual({ ...ladder, at: after });
  const [overturned] = await reported('revocation');
  const because = (await reported('level')).filter(
    ({ data }) => (data as { because: number }).because === overturned?.sequence,
  );
  expect(because.map(({ type, data }) => [type, (data as { level: string }).level])).toEqual([
    ['level.achieved', 'observation'],
    ['level.opened', 'simple_tasks'],
  ]);
  await noDifferences();
});

test('what was given back is revoked and given back again, each time by an act of its own', async () => {
  await scenario.complete('observation');
  const signOff = await scenario.signOffId(1, 'C6');
  for (const day of ['2026-03-13', '2026-03-14']) {
    app.clock.set(day);
    expect((await rule(await opened(await revoked(1, 'C6')))).status).toBe(201);
    expect(await scenario.signOffId(1, 'C6')).toBe(signOff);
  }
  app.clock.set('2026-03-15');
  const last = await revoked(1, 'C6');
  expect((await scenario.tutor.get(`/v1/sign-offs/${signOff}`)).body.revocationId).toBe(last.id);
  expect((await scenario.tutor.get(scenario.url('sign-offs?limit=100'))).body.data).toHaveLength(4);
  expect(code(await scenario.sign('observation', ['C6']))).toEqual([201, undefined]);
  await noDifferences();
});

test('what was acquired again since, or taken by another revocation, is not given back', async () => {
  await scenario.complete('observation');
  const reobservation = await revoked(1, 'C6');
  expect((await scenario.sign('observation', ['C6'])).status).toBe(201);
  const stands = await scenario.signOffId(1, 'C6');
  await rule(await opened(reobservation));
  expect(await scenario.signOffId(1, 'C6')).toBe(stands);
  expect(code(await scenario.sign('observation', ['C6']))).toEqual([409, 'already_acquired']);

  await scenario.complete('simple_tasks');
  const first = await revoked(2, 'C6');
  const second = await revoked(1, 'C6');
  await rule(await opened(first));
  expect((await requirement(2, 'C6')).status).toBe('missing');
  await rule(await opened(second));
  expect((await requirement(2, 'C6')).status).toBe('acquired');
  await noDifferences();
});

test('an observation withdrawn with a mistaken sign-off comes back with it, unless it was withdrawn by itself since', async () => {
  await scenario.complete('observation');
  const have = async (competency: string) => (await requirement(1, competency)).evidence.observations.have;
  const [first, second] = [
    await revoked(1, 'C6', { reasonCode: 'entered_in_error' }),
    await revoked(1, 'C8', { reasonCode: 'wrong_person' }),
  ];
  expect([await have('C6'), await have('C8')]).toEqual([0, 0]);
  await rule(await opened(first));
  expect([await have('C6'), await have('C8')]).toEqual([1, 0]);

  const [seen] = (await scenario.tutor.get(scenario.url('observations'))).body.data;
  expect(
    (await scenario.tutor.post(`/v1/observations/${seen.id}/withdrawals`, { reason: 'Erreur' })).status,
  ).toBe(201);
  await rule(await opened(second));
  expect([await have('C6'), await have('C8')]).toEqual([0, 0]);
  expect(await requirement(1, 'C8')).toMatchObject({ status: 'acquired' });
  await noDifferences();
});

test('only what refuses or takes back is contested, within 30 days; a fact elsewhere is none', async () => {
  await scenario.complete('observation');
  const acquired = { kind: 'sign_off', id: await scenario.signOffId(1, 'C8') };
  expect(code(await open(acquired))).toEqual([409, 'not_disputable']);
  const about = await revoked(1, 'C6');
  const pointers = async (values: object) =>
    (await open(about, values)).body.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect(await pointers({ about: { kind: 'sign_off', id: about.id } })).toEqual(['/about/id']);
  expect(await pointers({ about: { kind: 'sign_off', id: newId() } })).toEqual(['/about/id']);
  expect(await pointers({ about: { kind: 'nothing', id: 'x' }, grounds: ' ', onBehalfOf: 'her' })).toEqual([
    '/about/kind',
    '/about/id',
    '/grounds',
    '/onBehalfOf',
  ]);
  const mine = scenario;
  const elsewhere = await LadderScenario.start(app);
  const answer = await (
    await app.as(elsewhere.contract.alternant)
  ).post(elsewhere.url('disputes'), {
    about,
    grounds: GROUNDS,
  });
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/about/id']);
  scenario = mine;

  app.clock.set('2026-04-12');
  const late = await open(about);
  expect(code(late)).toEqual([409, 'dispute_too_late']);
  expect(late.body.lastOn).toBe('2026-04-11');
  app.clock.set('2026-04-11');
  expect((await open(about)).status).toBe(201);
});

test('the ruling is due within 15 days; after them the dispute waits, and says that it is overdue', async () => {
  const id = await opened(await doubted());
  const overdue = async () => (await alternant.get(`/v1/disputes/${id}`)).body.overdue;
  app.clock.set('2026-03-27');
  expect(await overdue()).toBe(false);
  app.clock.set('2026-03-28');
  expect(await overdue()).toBe(true);
  expect((await alternant.get(scenario.url('disputes'))).body.data[0].overdue).toBe(true);
  expect((await rule(id)).status).toBe(201);
  expect(await overdue()).toBe(false);
});

test('one dispute of a fact: a second is refused, also at once, and also after a ruling; not after a withdrawal', async () => {
  const about = await doubted();
  const answers = await Promise.all([open(about), open(about)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const [id] = answers.flatMap(({ status, body }) => (status === 201 ? [body.id] : []));
  const second = await open(about);
  expect([...code(second), second.body.disputeId]).toEqual([409, 'already_disputed', id]);

  expect((await withdraw(id)).body).toMatchObject({ status: 'withdrawn', ruling: null, withdrawal: {} });
  expect(await shown(about)).toEqual({ contested: false, overturned: false });
  const again = await opened(about);
  await rule(again, 'fact_stands');
  expect(code(await open(about))).toEqual([409, 'already_disputed']);
  expect((await reported()).map(({ type }) => type)).toEqual([
    'dispute.opened',
    'dispute.withdrawn',
    'dispute.opened',
    'dispute.ruled',
  ]);
});

test('a ruling is final; of two at once, or of a ruling and a withdrawal, one wins', async () => {
  const id = await opened(await doubted());
  const answers = await Promise.all([rule(id, 'fact_stands'), rule(id), withdraw(id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const after = await rule(id);
  expect(code(after)).toEqual([409, 'illegal_transition']);
  expect(after.body).toMatchObject({ currentStatus: expect.stringMatching(/ruled|withdrawn/), allowed: [] });
  expect(code(await withdraw(id))).toEqual([409, 'illegal_transition']);
  expect(await reported()).toHaveLength(2);
});

test('the referent of today rules, nobody else', async () => {
  const { contract } = scenario;
  const id = await opened(await doubted());
  const former = await app.as(await app.given.mandate(contract, 'referent', { until: '2026-03-12' }));
  const refused = [];
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const client = app.asClient(await app.given.apiClient(contract.trainingCentreId));
  for (const by of [former, admin, scenario.tutor, scenario.observer, alternant, hr, client])
    refused.push(code(await rule(id, 'fact_overturned', by)));
  expect(refused).toEqual([
    [403, 'mandate_missing'],
    [403, 'mandate_missing'],
    [403, 'forbidden'],
    [403, 'forbidden'],
    [403, 'forbidden'],
    [403, 'forbidden'],
    [403, 'person_required'],
  ]);
  expect((await scenario.referent.post(`/v1/disputes/${id}/rulings`, {})).body.errors).toMatchObject([
    { pointer: '/ruling' },
    { pointer: '/reason' },
  ]);
  expect((await rule(id)).status).toBe(201);
});

test('nobody rules on what they recorded: another referent does, or the administrator while there is none', async () => {
  await scenario.complete('observation');
  const about = await revoked(1, 'C6', {}, scenario.referent);
  const id = await opened(about);
  expect(code(await rule(id))).toEqual([409, 'ruler_not_distinct']);
  const other = await app.given.mandate(scenario.contract, 'referent');
  expect(code(await rule(id, 'fact_overturned', admin))).toEqual([403, 'mandate_missing']);
  const away = { from: '2026-03-12', to: '2026-03-12' };
  expect((await admin.post(`/v1/mandates/${other.mandateId}/absences`, away)).status).toBe(201);
  expect((await rule(id, 'fact_overturned', admin)).status).toBe(201);
  expect(await requirement(1, 'C6')).toMatchObject({ status: 'acquired' });
  await noDifferences();
});

test('only the alternant contests; nobody for her once she is of age', async () => {
  const about = await doubted();
  for (const by of [scenario.referent, admin])
    expect(code(await open(about, {}, by))).toEqual([403, 'forbidden']);
  expect(code(await open(about, {}, scenario.tutor))).toEqual([403, 'forbidden']);
  const represented = { onBehalfOf: 'legal_representative' };
  const answer = await open(about, represented, scenario.referent);
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/onBehalfOf']);
  expect(code(await withdraw(await opened(about), scenario.referent))).toEqual([403, 'forbidden']);
});

test('for the representative of a minor, the referent or the centre records it, until she is of age', async () => {
  await start({ birthDate: '2008-03-14' });
  const represented = { onBehalfOf: 'legal_representative' };
  const [first, second, third] = [
    await doubted('not_yet', scenario.tutor, 'C6'),
    await doubted('not_yet', scenario.tutor, 'C8'),
    await doubted('not_yet', scenario.tutor, 'C10'),
  ];
  expect(code(await open(first, represented))).toEqual([403, 'forbidden']);
  const byCentre = await opened(first, represented, admin);
  const byReferent = await opened(second, represented, scenario.referent);
  await opened(third);
  expect((await alternant.get(`/v1/disputes/${byCentre}`)).body.onBehalfOf).toBe('legal_representative');
  expect(code(await withdraw(byCentre))).toEqual([403, 'forbidden']);
  expect((await withdraw(byCentre, scenario.referent)).status).toBe(201);
  app.clock.set('2026-03-14');
  expect((await open(first, represented, admin)).status).toBe(422);
  expect(code(await withdraw(byReferent, admin))).toEqual([403, 'forbidden']);
  expect((await withdraw(byReferent)).status).toBe(201);
});

test('the employer’s HR read no dispute, nor that there is one, nor what tells of it; the ladder at a time is as it was', async () => {
  const about = await doubted();
  const id = await opened(about);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const now = (await hr.get(scenario.url('ladder'))).body;
  expect(code(await hr.get(scenario.url('disputes')))).toEqual([403, 'forbidden']);
  expect(code(await hr.get(`/v1/disputes/${id}`))).toEqual([403, 'forbidden']);
  expect(await shown(about, hr)).toEqual({ contested: false, overturned: false });
  expect((await hr.get(scenario.url('ladder?at=' + now.at))).body).toEqual(now);
  await rule(id);
  const events = await hr.get(scenario.url('events'));
  expect(events.text).not.toContain('dispute');
  expect(events.text).toContain('sign_off.overturned');
  expect((await scenario.tutor.get(scenario.url('events'))).text).toContain('dispute.ruled');
  for (const { text } of [events, await scenario.tutor.get(scenario.url('events'))]) {
    expect(text).not.toContain(GROUNDS);
    expect(text).not.toContain(REASON);
  }
  // Somebody with two roles: as a tutor elsewhere they may try, and here they see the contract as HR only.
  const both = await app.given.someone('hr', scenario.contract.employerId);
  await app.given.membership(both, 'tutor', scenario.contract.employerId);
  const asBoth = await app.as({ ...both, roles: ['hr', 'tutor'] } as typeof both);
  expect(code(await asBoth.get(scenario.url('disputes')))).toEqual([403, 'forbidden']);
  expect((await asBoth.get(`/v1/disputes/${id}`)).status).toBe(404);
});

test('the queue of each shows what they may rule on today, and nothing else', async () => {
  await scenario.complete('observation');
  const id = await opened(await revoked(1, 'C6', {}, scenario.referent));
  const author = (await admin.get(`/v1/disputes/${id}`)).body;
  const revocation = (await admin.get(`/v1/revocations/${author.about.id}`)).body;
  const administrator = await app.given.someone('centre_admin', scenario.contract.trainingCentreId);
  const elsewhere = await app.given.someone(
    'centre_admin',
    await app.given.organisation({ kind: 'training_centre' }),
  );
  const awaits = async (someone: Someone) => {
    const { body } = await (await app.as(someone)).get('/v1/me/queue?kind=dispute');
    expect(body.counts.dispute).toBe(body.data.length);
    return body.data.map((one: { id: string }) => one.id);
  };
  const { rows: accounts } = await app.owner.query<{ accountId: string; personId: string }>(
    `select a.id as "accountId", a.person_id as "personId" from accounts a where a.person_id = $1`,
    [revocation.revokedBy],
  );

  expect(accounts).toHaveLength(1);
  expect(await awaits({ ...scenario.tutorIs, ...accounts[0] } as Someone)).toEqual([]);
  expect(await awaits(administrator)).toEqual([id]);
  expect(await awaits(scenario.tutorIs)).toEqual([]);
  expect(await awaits(elsewhere)).toEqual([]);
  const other = await app.given.mandate(scenario.contract, 'referent');
  expect(await awaits(other)).toEqual([id]);
  expect(await awaits(administrator)).toEqual([]);
  await rule(id, 'fact_stands', await app.as(other));
  expect(await awaits(other)).toEqual([]);
});

test('each fact tells one event, and nothing of what was written', async () => {
  await scenario.complete('observation');
  const about = await revoked(1, 'C6');
  const id = await opened(about);
  const { body } = await rule(id);
  expect(await reported()).toEqual([
    {
      sequence: expect.any(Number),
      type: 'dispute.opened',
      data: { disputeId: id, about, onBehalfOf: null },
    },
    {
      sequence: expect.any(Number),
      type: 'dispute.ruled',
      data: { disputeId: id, rulingId: body.ruling.id, about, ruling: 'fact_overturned' },
    },
  ]);
  const { rows: overturns } = await app.owner.query(
    `select v.sequence::integer from overturns v where v.contract_id = $1`,
    [scenario.contract.contractId],
  );
  expect(await reported('revocation')).toEqual([
    {
      sequence: overturns[0].sequence,
      type: 'revocation.overturned',
      data: { revocationId: about.id, competency: 'C6', level: 'observation' },
    },
  ]);
});

test('for whoever does not stand on the contract there is no dispute', async () => {
  const about = await doubted();
  const id = await opened(about);
  const stranger = await app.as(await app.given.someone('referent', scenario.contract.trainingCentreId));
  const elsewhere = await LadderScenario.start(app);
  const classmate = await app.as(elsewhere.contract.alternant);
  for (const by of [stranger, elsewhere.referent]) {
    expect((await by.get(`/v1/disputes/${id}`)).status).toBe(404);
    expect((await by.get(scenario.url('disputes'))).status).toBe(404);
    expect((await rule(id, 'fact_stands', by)).status).toBe(404);
  }
  expect((await open(about, {}, classmate)).status).toBe(404);
  expect((await withdraw(id, classmate)).status).toBe(404);
  expect((await rule(newId())).status).toBe(404);
});

test('it is contested and ruled on also when the contract is not active', async () => {
  const about = await doubted();
  await app.owner.query(
    `update contracts set ended_as = 'terminated', held_until = '2026-03-12' where id = $1`,
    [scenario.contract.contractId],
  );
  expect((await rule(await opened(about))).status).toBe(201);
});
