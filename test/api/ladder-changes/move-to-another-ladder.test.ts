import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../support/app.js';
import { statuses } from '../../support/scenarios/ladder-scenario.js';
import { exact, levels, MISSIONS, Moves } from '../../support/scenarios/moves.js';

let app: TestApp;
let moves: Moves;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(async () => {
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
  await app.stop();
});

beforeEach(async () => {
  app.clock.set('2026-03-12');
  moves = await Moves.start(app);
});

const reported = async () =>
  (await moves.events()).map(({ type, data }) => [type, data['level']].filter(Boolean).join(' '));
const pairs = (items: { competency: string; level: string }[]) =>
  items.map(({ competency, level }) => `${competency} ${level}`);

test('where all is exact, everything stays: levels, decisions, sign-offs with where they come from', async () => {
  await moves.achieve('one', 'two');
  const before = await moves.scenario.ladder();
  const { ladderId, mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  app.clock.advance({ days: 1 });

  const dry = await moves.dryRun(mappingId);
  expect(dry.status).toBe(200);
  expect(dry.body.ladderChange).toBeUndefined();
  expect(dry.body.impact).toMatchObject({
    toReacquire: [],
    lost: [],
    missions: [],
    assignments: [],
    mandates: [],
  });
  expect(pairs(dry.body.impact.keeps)).toEqual(['A one', 'B one', 'A two', 'B two']);
  expect((await moves.scenario.ladder()).ladderId).toBe(moves.scenario.contract.ladderId);

  // Nothing falls: nothing has to be acknowledged.
  const moved = await moves.move(mappingId);
  expect(moved.status).toBe(201);
  const { ladderChange } = moved.body;
  expect(moved.headers['location']).toBe(`/v1/ladder-changes/${ladderChange.id}`);
  expect(ladderChange).toEqual({
    id: expect.any(String),
    contractId: moves.scenario.contract.contractId,
    mappingId,
    fromLadderId: moves.scenario.contract.ladderId,
    toLadderId: ladderId,
    recordedAt: '2026-03-13T08:00:00.000Z',
    recordedBy: expect.any(String),
    endedMissions: [],
  });
  expect((await moves.scenario.tutor.get(moved.headers['location'] ?? '')).body).toEqual(ladderChange);
  expect((await moves.scenario.tutor.get(moves.scenario.url('ladder-changes'))).body.data).toEqual([
    ladderChange,
  ]);

  const ladder = await moves.scenario.ladder();
  expect(ladder).toEqual({ ...moved.body.ladder, at: expect.any(String) });
  expect([ladder.ladderId, ladder.currentLevel, ladder.sequence]).toEqual([
    ladderId,
    'three',
    before.sequence + 1,
  ]);
  expect(statuses(ladder)).toEqual(statuses(before));
  expect(ladder.levels[1].decisions).toEqual(before.levels[1].decisions);
  const [requirement] = before.levels[1].requirements;
  expect(ladder.levels[1].requirements[0]).toEqual({
    ...requirement,
    migratedFrom: {
      signOffId: requirement.signOffId,
      ladderId: moves.scenario.contract.ladderId,
      competency: 'A',
      level: 'two',
    },
  });
  const contract = await moves.admin.get(`/v1/contracts/${moves.scenario.contract.contractId}`);
  expect(contract.body.ladderId).toBe(ladderId);
  expect((await moves.events()).at(-1)).toMatchObject({
    type: 'contract.ladder_changed',
    data: {
      ladderChangeId: ladderChange.id,
      mappingId,
      fromLadderId: ladderChange.fromLadderId,
      toLadderId: ladderId,
    },
  });
});

test('of a time before the act one reads the old ladder as it stood, of a time after it the new one', async () => {
  await moves.achieve('one', 'two');
  const { ladderId, mappingId } = await moves.to(
    { levels: levels({ two: ['A'] }), missions: [MISSIONS[0] as never] },
    { competencies: [{ from: 'A', to: 'A', kind: 'partial' }, ...exact('B')] },
  );
  const read = async (at: string) => [
    (await moves.scenario.tutor.get(moves.scenario.url(`ladder?at=${at}`))).text,
    (await moves.scenario.tutor.get(moves.scenario.url(`entitlements?at=${at}`))).text,
  ];
  app.clock.advance({ days: 1 });
  const then = app.clock.now();
  const [before, after] = [await read(then), null];
  app.clock.advance({ days: 1 });
  await moves.done(mappingId);
  const at = app.clock.now();
  app.clock.advance({ days: 1 });

  expect(after).toBeNull();
  expect(await read(then)).toEqual(before);
  expect(JSON.parse((await read(then))[0] ?? '').ladderId).toBe(moves.scenario.contract.ladderId);
  const now = await moves.scenario.ladder(`?at=${at}`);
  expect([now.ladderId, now.currentLevel, statuses(now)]).toEqual([
    ladderId,
    'one',
    ['reopened', 'basis_lost', 'basis_lost'],
  ]);
  expect({ ...(await moves.scenario.ladder()), at: now.at }).toEqual(now);
  const [, entitled] = await read(at);
  expect(JSON.parse(entitled ?? '').data.map(({ mission }: { mission: string }) => mission)).toEqual([
    'meal',
  ]);
});

test('what is partial counts as one observation, what is not mapped is history, and both are listed first', async () => {
  await moves.achieve('one', 'two');
  const was = await moves.scenario.ladder();
  const idOf = (level: number, index: number) => was.levels[level].requirements[index].signOffId;
  const { mappingId } = await moves.to(
    { levels: levels({ one: ['A'], two: [['C', { minObservers: 2 }], 'A'], three: ['A', 'C'] }) },
    { competencies: [...exact('A'), { from: 'B', to: 'C', kind: 'partial' }] },
  );

  const { body: dry } = await moves.dryRun(mappingId);
  expect(dry.impact.currentLevel).toEqual({ before: 'three', after: 'two' });
  expect(dry.impact.levels).toEqual([
    { from: 'one', before: 'achieved', to: 'one', after: 'achieved' },
    { from: 'two', before: 'achieved', to: 'two', after: 'reopened' },
    { from: 'three', before: 'open', to: 'three', after: 'locked' },
  ]);
  expect(pairs(dry.impact.keeps)).toEqual(['A one', 'A two']);
  expect(dry.impact.toReacquire).toEqual([{ level: 'two', competency: 'C', signOffIds: [idOf(1, 1)] }]);
  expect(dry.impact.lost).toEqual([{ level: 'one', competency: 'B', signOffId: idOf(0, 1) }]);
  expect(dry.impact.missions).toEqual([
    { mission: 'meal', before: 'distant', after: 'direct' },
    { mission: 'wash', before: 'distant', after: null },
  ]);

  const refused = await moves.move(mappingId);
  expect([refused.status, refused.body.code]).toEqual([409, 'losses_not_acknowledged']);
  expect([refused.body.impact, refused.body.acknowledge]).toEqual([dry.impact, dry.acknowledge]);
  expect((await moves.scenario.ladder()).ladderId).toBe(moves.scenario.contract.ladderId);

  const sequence = (await moves.events()).length;
  expect((await moves.move(mappingId, { acknowledge: dry.acknowledge })).status).toBe(201);
  expect((await reported()).slice(sequence)).toEqual([
    'contract.ladder_changed',
    'level.reopened two',
    'level.locked three',
  ]);
  // Nothing recorded earlier is gone.
  expect((await moves.scenario.tutor.get(moves.scenario.url('sign-offs'))).body.data).toHaveLength(4);
  const [c] = (await moves.scenario.ladder()).levels[1].requirements;
  expect([c.status, c.evidence.observations, c.evidence.observers]).toEqual([
    'missing',
    { have: 1, need: 1 },
    { have: 1, need: 2 },
  ]);

  // Its decision is void: signed again, with one more observer, the level awaits another.
  await moves.scenario.observe(moves.scenario.observer, 'two', ['C'], '2026-03-11');
  expect((await moves.scenario.sign('two', ['C'], { observation: false })).status).toBe(201);
  expect(statuses(await moves.scenario.ladder())).toEqual(['achieved', 'ready', 'basis_lost']);
  expect((await moves.scenario.decide(moves.scenario.tutor, 'two')).status).toBe(201);
  expect((await moves.scenario.ladder()).currentLevel).toBe('three');
});

test('what was acquired above the first level that is not exact is kept, and counts again when that one is', async () => {
  await moves.achieve('one', 'two', 'three');
  const { mappingId } = await moves.to(
    { levels: levels({ one: ['A', 'C'], two: ['A', 'B'], three: ['A', 'B'] }) },
    { competencies: exact('A', 'B') },
  );
  const { impact } = (await moves.dryRun(mappingId)).body;
  expect(impact.toReacquire).toEqual([{ level: 'one', competency: 'C', signOffIds: [] }]);
  await moves.done(mappingId);

  const ladder = await moves.scenario.ladder();
  expect(statuses(ladder)).toEqual(['reopened', 'basis_lost', 'basis_lost']);
  expect(ladder.completion).toEqual({ acquired: 1, required: 6 });
  expect(Object.values(await moves.requirements())).toEqual([
    'acquired',
    'missing',
    'kept',
    'kept',
    'kept',
    'kept',
  ]);
  expect((await moves.scenario.sign('one', ['C'])).status).toBe(201);
  expect(statuses(await moves.scenario.ladder())).toEqual(['achieved', 'ready', 'basis_lost']);
});

test('a level that stays achieved does so whatever its new policy asks, until something of it is revoked', async () => {
  await moves.achieve('one');
  const { mappingId } = await moves.to(
    { levels: levels({}, { one: 'cosigned' }) },
    { competencies: exact('A', 'B') },
  );
  expect((await moves.move(mappingId)).status).toBe(201);
  expect(statuses(await moves.scenario.ladder())).toEqual(['achieved', 'open', 'previous_level']);

  const id = await moves.scenario.signOffId(1, 'A');
  const revoked = await moves.scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, {
    reasonCode: 'safety',
    reason: 'Geste dangereux',
  });
  expect(revoked.status).toBe(201);
  expect(statuses(revoked.body.ladder)).toEqual(['reopened', 'basis_lost', 'previous_level']);
  expect((await moves.scenario.sign('one', ['A'])).status).toBe(201);
  expect(statuses(await moves.scenario.ladder())).toEqual(['ready', 'basis_lost', 'previous_level']);
});

test('a sign-off of the old ladder is revoked on the new one, where it stands or where it still counts as seen', async () => {
  await moves.achieve('one', 'two');
  const [whole, seen] = [await moves.scenario.signOffId(2, 'A'), await moves.scenario.signOffId(2, 'B')];
  const { mappingId } = await moves.to(
    { levels: levels({ one: ['X', 'Y'], two: ['X', 'Y'], three: ['X', 'Y'] }) },
    {
      competencies: [
        { from: 'A', to: 'X', kind: 'exact' },
        { from: 'B', to: 'Y', kind: 'partial' },
      ],
    },
  );
  await moves.done(mappingId);
  expect((await moves.scenario.sign('one', ['Y'])).status).toBe(201);
  const revoke = (id: string, values: object = {}) =>
    moves.scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, {
      reasonCode: 'safety',
      reason: 'Non',
      ...values,
    });

  const dry = await revoke(whole, { dryRun: true });
  expect(dry.body.impact.signOffs).toEqual([
    { signOffId: whole, level: 'two', competency: 'X', effect: 'revoked' },
  ]);
  expect((await revoke(whole)).status).toBe(201);
  expect((await revoke(seen)).status).toBe(201);
  expect((await revoke(seen)).body.code).toBe('not_effective');
  const [x, y] = (await moves.scenario.ladder()).levels[1].requirements;
  expect([x.status, x.evidence.reobserved, y.evidence.observations, y.evidence.reobserved]).toEqual([
    'missing',
    { have: 0, need: 1 },
    { have: 0, need: 1 },
    { have: 0, need: 1 },
  ]);
  expect((await moves.scenario.sign('two', ['X', 'Y'])).status).toBe(201);
});

test('a code that means something else on the new ladder is signed off again, and again after a revocation', async () => {
  await moves.achieve('one');
  const { mappingId } = await moves.to({}, { competencies: exact('B') });
  await moves.done(mappingId);
  expect((await moves.requirements())['A one']).toBe('missing');
  expect((await moves.scenario.sign('one', ['A'])).status).toBe(201);
  expect((await moves.scenario.sign('one', ['A'])).body.code).toBe('already_acquired');
  expect((await moves.scenario.sign('one', ['B'])).body.code).toBe('already_acquired');
  const id = await moves.scenario.signOffId(1, 'A');
  await moves.scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, { reasonCode: 'other', reason: 'Non' });
  expect((await moves.scenario.sign('one', ['A'])).status).toBe(201);
});

test('what a revocation asks to be observed again is asked on the new ladder, too', async () => {
  await moves.achieve('one');
  const id = await moves.scenario.signOffId(1, 'A');
  await moves.scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, { reasonCode: 'safety', reason: 'Non' });
  const { mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  await moves.done(mappingId);
  const refused = await moves.scenario.sign('one', ['A'], { observation: false });
  expect([refused.body.code, refused.body.evidence.reobserved]).toEqual([
    'quorum_not_met',
    { have: 0, need: 1 },
  ]);
});

test('an acknowledgement holds for what was listed: when the state moved meanwhile it is listed again', async () => {
  await moves.achieve('one');
  const { mappingId } = await moves.to({}, { competencies: exact('B') });
  const dry = (await moves.dryRun(mappingId)).body;
  expect((await moves.scenario.sign('two', ['A'])).status).toBe(201);

  const refused = await moves.move(mappingId, { acknowledge: dry.acknowledge });
  expect([refused.status, refused.body.code]).toEqual([409, 'losses_not_acknowledged']);
  expect(pairs(refused.body.impact.lost)).toEqual(['A one', 'A two']);
  expect((await moves.move(mappingId, { acknowledge: refused.body.acknowledge })).status).toBe(201);
});

test('an assignment of a mission that the new ladder does not have ends with the act, and is listed as falling', async () => {
  await moves.achieve('one', 'two');
  const assign = (mission: string, values: object = {}) =>
    moves.scenario.tutor.post(moves.scenario.url('assignments'), { mission, from: '2026-03-12', ...values });
  const meal = (await assign('meal')).body;
  const wash = (await assign('wash', { to: '2026-03-31' })).body;
  const over = (await assign('meal', { to: '2026-03-12' })).body;
  const { mappingId } = await moves.to(
    { missions: [MISSIONS[1] as never] },
    { competencies: exact('A', 'B') },
  );
  app.clock.advance({ days: 2 });

  const { impact } = (await moves.dryRun(mappingId)).body;
  expect(impact.assignments).toEqual([
    { assignmentId: meal.id, mission: 'meal', from: '2026-03-12', to: null },
  ]);
  expect(impact.missions).toEqual([{ mission: 'meal', before: 'distant', after: null }]);
  const { ladderChange } = await moves.done(mappingId);
  expect(ladderChange.endedMissions).toEqual(['meal']);
  const { data } = (await moves.scenario.tutor.get(moves.scenario.url('assignments'))).body;
  const left = { allowed: false, supervision: null, reasons: ['unknown_mission'], missionTitle: null };
  expect(data).toEqual([
    { ...meal, ...left, ended: { on: '2026-03-14', ladderChangeId: ladderChange.id } },
    wash,
    { ...over, ...left },
  ]);
  expect((await moves.scenario.tutor.get(`/v1/assignments/${meal.id}`)).body).toEqual(data[0]);
});

test('a high concern about a mission that the new ladder does not have is reviewed before', async () => {
  await moves.achieve('one', 'two');
  const concern = await moves.scenario.observer.post(moves.scenario.url('concerns'), {
    severity: 'high',
    missions: ['meal', 'wash'],
    text: 'Inquiétude',
  });
  const { mappingId } = await moves.to(
    { missions: [MISSIONS[1] as never] },
    { competencies: exact('A', 'B') },
  );
  const { body: dry } = await moves.dryRun(mappingId);
  expect(dry.impact.concerns).toEqual(['meal']);
  const refused = await moves.move(mappingId, { acknowledge: dry.acknowledge });
  expect([refused.status, refused.body.code, refused.body.missions]).toEqual([409, 'concern_open', ['meal']]);
  await moves.scenario.tutor.post(`/v1/concerns/${concern.body.id}/reviews`, { text: 'Revu' });
  await moves.done(mappingId);
});

test('a mandate up to a level that no level of its code stands for is listed', async () => {
  const bound = await app.given.mandate(moves.scenario.contract, 'co_tutor', { maxLevel: 'two' });
  await app.given.mandate(moves.scenario.contract, 'substitute', { maxLevel: 'one' });
  const renamed = levels({}).map((level) => ({
    ...level,
    code: level.code === 'two' ? 'second' : level.code,
  }));
  const { mappingId } = await moves.to(
    { levels: renamed, missions: [] },
    {
      competencies: exact('A', 'B'),
      levels: [
        { from: 'one', to: 'one' },
        { from: 'two', to: 'second' },
        { from: 'three', to: 'three' },
      ],
    },
  );
  const { impact } = (await moves.dryRun(mappingId)).body;
  expect(impact.mandates).toEqual([{ mandateId: bound.mandateId, maxLevel: 'two' }]);
});

test('the centre’s administrators and its programs move a contract; nobody else does', async () => {
  const { contract } = moves.scenario;
  const { ladderId, mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  const stranger = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  const refused = [];
  for (const by of [
    hr,
    stranger,
    moves.scenario.tutor,
    await app.as(contract.alternant),
    moves.platform,
    app.asClient(await app.given.apiClient(contract.employerId)),
    app.asClient(await app.given.apiClient(contract.trainingCentreId, { scopes: ['contracts:read'] })),
  ])
    for (const dryRun of [true, false]) {
      const { status, body } = await moves.move(mappingId, { dryRun }, by);
      refused.push([status, body.code]);
    }
  expect(refused.filter((_, index) => index % 2 === 0)).toEqual([
    [403, 'forbidden'],
    [404, 'not_found'],
    [403, 'forbidden'],
    [403, 'forbidden'],
    [403, 'forbidden'],
    [403, 'forbidden'],
    [403, 'forbidden'],
  ]);
  expect(refused.filter((_, index) => index % 2 === 1)).toEqual(
    refused.filter((_, index) => index % 2 === 0),
  );

  const client = app.asClient(await app.given.apiClient(contract.trainingCentreId));
  const moved = await moves.move(mappingId, {}, client);
  expect([moved.status, moved.body.ladderChange.recordedBy]).toEqual([201, null]);
  const { id } = moved.body.ladderChange;
  expect((await hr.get(`/v1/ladder-changes/${id}`)).body.toLadderId).toBe(ladderId);
  expect((await stranger.get(`/v1/ladder-changes/${id}`)).status).toBe(404);
  expect((await stranger.get(moves.scenario.url('ladder-changes'))).status).toBe(404);
});

test.each([
  ['draft', 'signed_on = null'],
  ['terminated', "ended_as = 'terminated', held_until = '2026-03-10'"],
  ['cancelled', "cancelled_on = '2026-03-10'"],
])('a contract that is %s does not move', async (status, change) => {
  const { mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  await app.owner.query(`update contracts set ${change} where id = $1`, [moves.scenario.contract.contractId]);
  const { status: answered, body } = await moves.dryRun(mappingId);
  expect([answered, body.code, body.currentStatus]).toEqual([409, 'contract_not_running', status]);
});

test('a suspended contract moves, and stays frozen', async () => {
  const { mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  await moves.admin.post(moves.scenario.url('suspend'), { on: '2026-03-10' });
  const moved = await moves.move(mappingId);
  expect([moved.status, moved.body.ladder.frozen]).toEqual([201, true]);
});

test('of two moves at once one wins, and the other is told on which ladder the contract is now', async () => {
  await moves.achieve('one');
  const [one, other] = [
    await moves.to({}, { competencies: exact('A', 'B') }),
    await moves.to({}, { competencies: exact('A', 'B') }),
  ];
  const answers = await Promise.all([moves.move(one.mappingId), moves.move(other.mappingId)]);
  const won = answers.find(({ status }) => status === 201);
  const lost = answers.find(({ status }) => status !== 201);
  expect([lost?.status, lost?.body.code]).toEqual([409, 'ladder_mismatch']);
  expect(lost?.body.ladderId).toBe(won?.body.ladder.ladderId);
  expect((await reported()).filter((type) => type === 'contract.ladder_changed')).toHaveLength(1);
});

test('a move and a sign-off at once: what is acknowledged is what is done', async () => {
  await moves.achieve('one');
  const { mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  const [moved, signed] = await Promise.all([moves.move(mappingId), moves.scenario.sign('two', ['A', 'B'])]);
  expect([moved.status, signed.status]).toEqual([201, 201]);
  expect((await moves.requirements())['A two']).toBe('acquired');
});

test('a contract moves on, and back: what was carried keeps naming where it was signed', async () => {
  await moves.achieve('one', 'two');
  const first = await moves.to(
    { levels: levels({ one: ['X', 'B'], two: ['X', 'B'], three: ['X', 'B'] }) },
    { competencies: [{ from: 'A', to: 'X', kind: 'exact' }, ...exact('B')] },
  );
  await moves.done(first.mappingId);
  const back = await moves.platform.post(`/v1/ladders/${first.ladderId}/mappings`, {
    toLadderId: moves.scenario.contract.ladderId,
    competencies: [{ from: 'X', to: 'A', kind: 'exact' }, ...exact('B')],
  });
  await moves.done(back.body.id);
  const ladder = await moves.scenario.ladder();
  expect([ladder.ladderId, ladder.currentLevel]).toEqual([moves.scenario.contract.ladderId, 'three']);
  expect(ladder.levels[1].requirements[0].migratedFrom).toMatchObject({
    ladderId: moves.scenario.contract.ladderId,
    competency: 'A',
    level: 'two',
  });
  expect((await moves.scenario.tutor.get(moves.scenario.url('ladder-changes'))).body.data).toHaveLength(2);
});

test('only the current mapping between the two ladders is followed, and only from the ladder of the contract', async () => {
  const { ladderId, mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  const newer = await moves.platform.post(`/v1/ladders/${moves.scenario.contract.ladderId}/mappings`, {
    toLadderId: ladderId,
    competencies: exact('A'),
  });
  const refused = await moves.move(mappingId);
  expect([refused.status, refused.body.code, refused.body.mappingId]).toEqual([
    409,
    'mapping_replaced',
    newer.body.id,
  ]);
  const elsewhere = await moves.to({}, { competencies: exact('A') }, ladderId);
  expect((await moves.move(elsewhere.mappingId)).body).toMatchObject({
    code: 'ladder_mismatch',
    ladderId: moves.scenario.contract.ladderId,
  });
  expect((await moves.move(newId())).body.errors).toMatchObject([
    { pointer: '/mappingId', code: 'unknown_reference' },
  ]);
  expect((await moves.move('x', { more: 1 })).status).toBe(422);
});

test('the first fact of a contract may be the move', async () => {
  const { ladderId, mappingId } = await moves.to(
    { levels: levels({ one: ['Z'] }) },
    { competencies: exact('A', 'B') },
  );
  await moves.done(mappingId);
  expect((await moves.scenario.sign('one', ['Z'])).status).toBe(201);
  const ladder = await moves.scenario.ladder();
  expect([ladder.ladderId, ladder.currentLevel]).toEqual([ladderId, 'two']);
});

test('the same act with the same key is done once', async () => {
  const { mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  const send = () =>
    moves.admin.post(moves.scenario.url('ladder-changes'), { mappingId }, { 'idempotency-key': 'k1' });
  const [first, again] = [await send(), await send()];
  expect([first.status, again.text]).toEqual([201, first.text]);
});

test('a signed contract put with its old ladder is told that this takes an act', async () => {
  const { contract } = moves.scenario;
  const { ladderId, mappingId } = await moves.to({}, { competencies: exact('A', 'B') });
  await app.owner.query(`update contracts set external_id = 'X-1', owner_id = $2 where id = $1`, [
    contract.contractId,
    contract.trainingCentreId,
  ]);
  const put = (id?: string, called = 'X-1') =>
    moves.admin.put(`/v1/contracts/by-external-id/${called}`, {
      kind: 'apprenticeship',
      alternantId: contract.alternant.personId,
      employerId: contract.employerId,
      trainingCentreId: contract.trainingCentreId,
      ladderId: id,
      startsOn: '2025-09-01',
      endsOn: '2027-08-31',
    });
  await moves.done(mappingId);
  const refused = await put(contract.ladderId);
  expect([refused.body.code, refused.body.fields]).toEqual(['not_amendable', ['ladderId']]);
  expect((await put(ladderId)).status).toBe(200);
  // A system that does not follow moves says no ladder, every night.
  const { status, body } = await put();
  expect([
    status,
    body.ladderId,
    refused.body.detail.includes('Omis, le parcours reste celui suivi'),
  ]).toEqual([200, ladderId, true]);
  expect((await put(undefined, 'X-2')).body.errors).toMatchObject([
    { pointer: '/ladderId', code: 'required' },
  ]);
});
