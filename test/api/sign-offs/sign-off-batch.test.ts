import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario, statuses } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let ines: LadderScenario;
let tutor: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  ines = await LadderScenario.start(app);
  tutor = ines.tutor;
});

let count = 0;
/** An item that is sound: C6 of the first level, seen today, under an id of its own. */
const item = (values: object = {}, { contract } = ines) => ({
  clientId: `item-${(count += 1)}`,
  contractId: contract.contractId,
  observedOn: '2026-03-12',
  observation: true,
  competency: 'C6',
  level: 'observation',
  outcome: 'acquired',
  ...values,
});
const send = (items: readonly object[], by = tutor, headers: Record<string, string> = {}) =>
  by.post('/v1/sign-offs', { items }, headers);
const reported = ({ body }: TestResponse) =>
  body.results.map((one: { status: number; problem?: { code: string } }) =>
    one.problem ? `${one.status} ${one.problem.code}` : `${one.status}`,
  );
const countOf = async (table: string, { contract } = ines): Promise<number> => {
  const { rows } = await app.owner.query(`select count(*)::int as n from ${table} where contract_id = $1`, [
    contract.contractId,
  ]);
  return rows[0].n;
};
const kept = async (clientId: string): Promise<number> =>
  (await app.owner.query('select from sent_facts where client_id = $1', [clientId])).rowCount ?? 0;

/** Somebody holds these contracts until they let go. */
async function writeLocked(...contractIds: string[]) {
  const client = new pg.Client({ connectionString: app.database.ownerUrl });
  await client.connect();
  await client.query('begin');
  await client.query('select from contracts where id = any ($1) for update', [contractIds]);
  return { letGo: () => client.end() };
}

/** The tutor on another contract. */
async function another(): Promise<LadderScenario> {
  const scenario = await LadderScenario.start(app);
  await app.given.mandate(scenario.contract, 'co_tutor', { person: ines.tutorIs });
  return scenario;
}

test('the items of a shift are recorded on each contract, and answered in their order', async () => {
  const hugo = await another();
  const items = [item(), item({}, hugo), item({ competency: 'C8' }), item({ competency: 'C8' }, hugo)];

  const sent = await send(items);

  expect(sent.status).toBe(200);
  expect(reported(sent)).toEqual(['201', '201', '201', '201']);
  expect(sent.body.results.map(({ clientId }: { clientId: string }) => clientId)).toEqual(
    items.map(({ clientId }) => clientId),
  );
  for (const [index, { signOff }] of sent.body.results.entries()) {
    expect(signOff).toMatchObject({
      contractId: items[index]?.contractId,
      competency: items[index]?.competency,
      late: false,
    });
    expect((await tutor.get(`/v1/sign-offs/${signOff.id}`)).body).toEqual(signOff);
  }
});

test('what is refused spoils nothing before or after it, and leaves nothing', async () => {
  const refused = item({ competency: 'C1', level: 'simple_tasks' });
  const sent = await send([
    item(),
    refused,
    item({ competency: 'C8' }),
    item({ competency: 'C6', level: 'observation' }),
    item({ competency: 'C10', outcome: 'not_yet' }),
    item({ competency: 'C10' }),
  ]);

  expect(reported(sent)).toEqual([
    '201',
    '409 level_locked',
    '201',
    '409 already_acquired',
    '422 validation_failed',
    '201',
  ]);
  expect([await countOf('observations'), await countOf('sign_offs'), await kept(refused.clientId)]).toEqual([
    3, 3, 0,
  ]);
  const { rows } = await app.owner.query(
    'select sequence::int, type from events where contract_id = $1 order by sequence',
    [ines.contract.contractId],
  );
  const recorded = ['observation.recorded', 'sign_off.recorded'];
  expect(rows.map(({ type }) => type)).toEqual([
    'contract.created',
    'contract.signed',
    ...recorded,
    ...recorded,
    ...recorded,
  ]);
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
  expect((await ines.ladder()).sequence).toBe(rows.length);
});

test('each item is judged on what those before it led to: the last of a level opens the next for what follows', async () => {
  const opening = ['C6', 'C8', 'C10', 'C11'].map((competency) => item({ competency }));
  const next = item({ competency: 'C1', level: 'simple_tasks', outcome: 'not_yet', nextStep: 'Encore' });

  expect(reported(await send([next, ...opening]))).toEqual(['409 level_locked', '201', '201', '201', '201']);
  expect(reported(await send([next]))).toEqual(['201']);
  expect(statuses(await ines.ladder()).slice(0, 2)).toEqual(['achieved', 'open']);
});

test('a problem is the whole document that the item would have had alone, and points at its place in the body', async () => {
  const alone = await ines.tutor.post(
    ines.url('sign-offs'),
    {
      observedOn: '2026-03-12',
      items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'acquired' }],
    },
    { 'accept-language': 'en' },
  );

  const sent = await send(
    [
      item(),
      item({ competency: 'C1', level: 'simple_tasks', observation: false }),
      item({ level: 'nowhere' }),
      item({ observedOn: '2026-03-13' }),
    ],
    tutor,
    { 'accept-language': 'en' },
  );

  const [, locked, unknown, toCome] = sent.body.results;
  expect(locked.problem).toEqual({
    ...alone.body,
    requestId: sent.headers['x-request-id'],
    missing: alone.body.missing.slice(1),
    detail: locked.problem.detail,
    errors: [{ ...alone.body.errors[0], ...locked.problem.errors[0], pointer: '/items/1' }],
  });
  expect(locked.problem.detail).toMatch(/^Level ".+" closed: /);
  expect(unknown.problem.errors[0].pointer).toBe('/items/2/level');
  expect([toCome.problem.code, toCome.problem.errors[0].pointer]).toEqual([
    'observed_in_the_future',
    '/items/3/observedOn',
  ]);
});

test('the answer was lost: the same items again are answered as they were, and nothing is recorded twice', async () => {
  const items = [
    item({ comment: 'Très à l’écoute' }),
    item({ competency: 'C8', outcome: 'not_yet', nextStep: 'Encore' }),
  ];
  const first = await send(items);
  app.clock.advance({ days: 40 });

  // Also in another order of members, and with null for what is left out.
  const again = await send(
    items.map((one) => Object.fromEntries(Object.entries({ reason: null, ...one }).reverse())),
  );

  expect(again.body).toEqual(first.body);
  expect([await countOf('sign_offs'), await countOf('observations')]).toEqual([2, 2]);
});

test('a repeat tells that the sign-off was revoked since, and does not revive it', async () => {
  const items = [item()];
  const first = await send(items);
  const { id } = first.body.results[0].signOff;
  const revoked = await tutor.post(`/v1/sign-offs/${id}/revocations`, {
    reasonCode: 'safety',
    reason: 'Geste dangereux',
  });
  const before = await ines.ladder();

  const again = await send(items);

  expect(again.body.results).toEqual([
    {
      ...first.body.results[0],
      signOff: { ...first.body.results[0].signOff, revocationId: revoked.body.revocation.id },
    },
  ]);
  expect(await ines.ladder()).toEqual(before);
});

test('what was seen before a revocation and arrives after it does not revive the right', async () => {
  const signed = await send([item({ observedOn: '2026-03-10' })]);
  app.clock.set('2026-03-13');
  await tutor.post(`/v1/sign-offs/${signed.body.results[0].signOff.id}/revocations`, {
    reasonCode: 'safety',
    reason: 'Geste dangereux',
  });
  app.clock.set('2026-03-16');
  const fromThePhone = item({ observedOn: '2026-03-11' });
  const reobserved = item({ observedOn: '2026-03-16' });

  const sent = await send([fromThePhone, reobserved]);

  expect(reported(sent)).toEqual(['409 quorum_not_met', '201']);
  expect(sent.body.results[0].problem.evidence.reobserved).toEqual({ have: 0, need: 1 });
});

test('what is recorded more than two days after it was seen is late: sign-offs and observations alike', async () => {
  const sent = await send([
    item({ observedOn: '2026-03-10' }),
    item({ competency: 'C8', observedOn: '2026-03-09' }),
  ]);

  const lateness = ({ body }: TestResponse) => body.data.map((one: { late: boolean }) => one.late);
  expect(sent.body.results.map(({ signOff }: { signOff: { late: boolean } }) => signOff.late)).toEqual([
    false,
    true,
  ]);
  expect(lateness(await tutor.get(ines.url('sign-offs')))).toEqual([false, true]);
  expect(lateness(await tutor.get(ines.url('observations')))).toEqual([false, true]);
  expect(sent.body.results[1].signOff).toMatchObject({
    observedOn: '2026-03-09',
    recordedAt: '2026-03-12T08:00:00.000Z',
  });
});

test('another body under a client’s id is refused, whichever the contract, and nothing is recorded', async () => {
  const hugo = await another();
  const first = item({ clientId: 'phone-1' });
  await send([first]);

  const sent = await send([
    { ...first, comment: 'Autre chose' },
    item({ clientId: 'phone-1' }, hugo),
    item({ clientId: 'phone-2', competency: 'C8' }),
    item({ clientId: 'phone-2', competency: 'C10' }, hugo),
    { ...first },
  ]);

  expect(reported(sent)).toEqual([
    '409 client_id_reused',
    '409 client_id_reused',
    '201',
    '409 client_id_reused',
    '201',
  ]);
  expect(sent.body.results[1].problem.errors[0].pointer).toBe('/items/1/clientId');
  expect([await countOf('sign_offs'), await countOf('sign_offs', hugo)]).toEqual([2, 0]);
});

test('the same item twice in one request has one effect, and both are answered', async () => {
  const one = item();
  const sent = await send([one, one]);

  expect(reported(sent)).toEqual(['201', '201']);
  expect(sent.body.results[1]).toEqual(sent.body.results[0]);
  expect(await countOf('sign_offs')).toBe(1);
});

test('a client’s id belongs to the person: another’s is another', async () => {
  const other = await app.as(await app.given.mandate(ines.contract, 'co_tutor'));
  await send([item({ clientId: 'same' })]);

  expect(reported(await send([item({ clientId: 'same', competency: 'C8' })], other))).toEqual(['201']);
});

test('a refused item is not remembered: it may pass later under its id, also changed', async () => {
  const early = item({ competency: 'C1', level: 'simple_tasks', outcome: 'not_yet', nextStep: 'Encore' });
  expect(reported(await send([early]))).toEqual(['409 level_locked']);
  await ines.complete('observation');

  expect(reported(await send([{ ...early, nextStep: 'Encore et encore' }]))).toEqual(['201']);
});

test('a contract that the person does not see is not found, for its items alone', async () => {
  const stranger = await LadderScenario.start(app);
  const nowhere = { ...item(), contractId: '0198f0a0-0000-7000-8000-000000000000' };

  const sent = await send([item({}, stranger), item(), nowhere]);

  expect(reported(sent)).toEqual(['404 not_found', '201', '404 not_found']);
});

test('who holds no mandate that covers the item is told so, and only of that item', async () => {
  const substitute = await app.as(
    await app.given.mandate(ines.contract, 'substitute', { maxLevel: 'observation' }),
  );

  const sent = await send([item(), item({ competency: 'C1', level: 'simple_tasks' })], substitute);

  expect(reported(sent)).toEqual(['201', '403 mandate_missing']);
});

test('a program signs nothing', async () => {
  const client = app.asClient(await app.given.apiClient(ines.contract.employerId));
  const sent = await send([item()], client);
  expect([sent.status, sent.body.code]).toEqual([403, 'person_required']);
});

test('an item that is wrong in itself is refused at its place, and the others stand', async () => {
  const { clientId: _, ...nameless } = item();
  const sound = item();
  const items = [
    sound,
    nameless,
    item({ clientId: 'a b' }),
    item({ observedOn: '2026-02-30' }),
    item({ nope: 1 }),
    'x',
    null,
  ];
  const sent = await send(items as object[]);

  expect(sent.status).toBe(200);
  expect(reported(sent)).toEqual(['201', ...Array.from({ length: 6 }, () => '422 validation_failed')]);
  expect(
    sent.body.results
      .slice(1)
      .map(({ problem }: { problem: { errors: { pointer: string }[] } }) => problem.errors[0]?.pointer),
  ).toEqual([
    '/items/1/clientId',
    '/items/2/clientId',
    '/items/3/observedOn',
    '/items/4/nope',
    '/items/5',
    '/items/6',
  ]);
  expect(sent.body.results.map(({ clientId }: { clientId: string }) => clientId)).toEqual([
    sound.clientId,
    '',
    'a b',
    (items[3] as typeof sound).clientId,
    (items[4] as typeof sound).clientId,
    '',
    '',
  ]);
  expect(await countOf('sign_offs')).toBe(1);
});

test('what is no list, or too long a one, is refused as a whole', async () => {
  for (const items of [Array.from({ length: 101 }, () => item()), [], 'x', undefined]) {
    const response = await tutor.post('/v1/sign-offs', { items });
    expect([response.status, response.body.errors[0].pointer]).toEqual([422, '/items']);
  }
  expect(await countOf('sign_offs')).toBe(0);
});

test('what is not enough to sign off is kept as seen, and answered as such however often it is sent', async () => {
  const level = ['C6', 'C8', 'C10', 'C11'].map((competency) => item({ competency }));
  await send(level);
  const short = item({ competency: 'C1', level: 'simple_tasks', onQuorumNotMet: 'observe' });

  const first = await send([short, item({ competency: 'C5', level: 'simple_tasks' })]);

  expect(reported(first)).toEqual(['201', '409 quorum_not_met']);
  const { observed } = first.body.results[0];
  expect(observed).toMatchObject({
    competency: 'C1',
    level: 'simple_tasks',
    evidence: { observations: { have: 1, need: 2 } },
  });
  expect(observed.detail).toMatch(/observation/);
  const seen = await tutor.get(`/v1/observations/${observed.observationId}`);
  expect(seen.body.items).toMatchObject([{ competency: 'C1', level: 'simple_tasks', outcome: 'performed' }]);
  expect((await send([short])).body.results).toEqual([first.body.results[0]]);
  expect(reported(await send([{ ...short, onQuorumNotMet: 'refuse' }]))).toEqual(['409 client_id_reused']);

  app.clock.set('2026-03-13');
  const enough = item({
    competency: 'C1',
    level: 'simple_tasks',
    observedOn: '2026-03-13',
    onQuorumNotMet: 'observe',
  });
  expect((await send([enough])).body.results[0].signOff).toMatchObject({
    competency: 'C1',
    outcome: 'acquired',
  });
  // Sent once more, the first is told with what is missing now: nothing.
  expect((await send([short])).body.results[0].observed).toMatchObject({
    evidence: null,
    observationId: observed.observationId,
  });
  const { observation: __, ...unkept } = item({ onQuorumNotMet: 'observe' });
  const refused = await send([unkept]);
  expect(refused.body.results[0].problem.errors[0]).toMatchObject({ pointer: '/items/0/onQuorumNotMet' });
});

test('two identical requests at once have one effect, and both are answered', async () => {
  const hugo = await another();
  const items = [item(), item({}, hugo), item({ competency: 'C8' })];

  const [a, b] = await Promise.all([send(items), send(items)]);

  expect(reported(a)).toEqual(['201', '201', '201']);
  expect(a.body).toEqual(b.body);
  expect([await countOf('sign_offs'), await countOf('sign_offs', hugo)]).toEqual([2, 1]);
});

test('one id for two contracts at once: one is recorded, the other is refused by itself', async () => {
  const hugo = await another();
  for (let round = 0; round < 10; round += 1) {
    const ids = [`twice-${round}-a`, `twice-${round}-b`];
    const items = (scenario: LadderScenario) =>
      ids.map((clientId, index) =>
        item(
          { clientId, competency: ['C6', 'C8'][index], outcome: 'cannot_assess', reason: 'Pas vu' },
          scenario,
        ),
      );

    const answers = await Promise.all([send(items(ines)), send(items(hugo).reverse())]);

    expect(answers.flatMap(reported).sort()).toEqual([
      '201',
      '201',
      '409 client_id_reused',
      '409 client_id_reused',
    ]);
  }
});

test('a contract that somebody holds too long fails alone, and its items pass when they are sent again', async () => {
  const hugo = await another();
  const items = [item(), item({}, hugo)];
  const holder = await writeLocked(ines.contract.contractId);

  const sent = await send(items, tutor, { 'idempotency-key': 'held' });
  await holder.letGo();

  expect(reported(sent)).toEqual(['503 unavailable', '201']);
  // An answer that says to try again is kept under no key.
  const again = await send(items, tutor, { 'idempotency-key': 'held' });
  expect([reported(again), again.headers['idempotency-replayed']]).toEqual([['201', '201'], undefined]);
  expect(again.body.results[1]).toEqual(sent.body.results[1]);
});

test('what breaks on one contract is told of its items, and of nothing else', async () => {
  const hugo = await another();
  await send([item(), item({}, hugo)]);
  await app.owner.query(`update progress set state = '{}' where contract_id = $1`, [
    ines.contract.contractId,
  ]);

  const sent = await send([
    item({ competency: 'C8' }),
    item({ competency: 'C8' }, hugo),
    item({ competency: 'C10' }),
  ]);

  expect(reported(sent)).toEqual(['500 internal_error', '201', '500 internal_error']);
  const requestId = sent.headers['x-request-id'];
  expect(sent.body.results[0].problem.requestId).toBe(requestId);
  const noted = app.logged().filter((line) => line['message'] === 'unexpected error');
  expect(noted.map((line) => line['requestId'])).toEqual([requestId]);
});

test('nobody waits for one held contract after the other: what was not reached is to be sent again', async () => {
  const others = [await another(), await another(), await another()];
  const items = [ines, ...others].map((scenario) => item({}, scenario));
  const [free, ...held] = [...items].sort((a, b) => (a.contractId < b.contractId ? 1 : -1));
  const holder = await writeLocked(...held.map(({ contractId }) => contractId));

  const sent = await send(items);
  await holder.letGo();

  expect(reported(sent)).toEqual(Array.from({ length: 4 }, () => '503 unavailable'));
  expect(await kept(free?.clientId ?? '')).toBe(0);
  expect(reported(await send(items))).toEqual(['201', '201', '201', '201']);
}, 60_000);

test('an idempotency key gives the first answer again, byte for byte; another body under it is refused', async () => {
  const items = [item(), item({ competency: 'C1', level: 'simple_tasks' })];
  const first = await send(items, tutor, { 'idempotency-key': 'shift' });

  const again = await send(items, tutor, { 'idempotency-key': 'shift' });
  const other = await send([item({ competency: 'C8' })], tutor, { 'idempotency-key': 'shift' });

  expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
});

test('a batch that recorded nothing is kept under no key: sent again once it is mended, it counts', async () => {
  const items = [item(), item({ competency: 'C8' })];
  await app.owner.query(`update contracts set suspensions = '{[2026-03-01,)}' where id = $1`, [
    ines.contract.contractId,
  ]);
  const refused = await send(items, tutor, { 'idempotency-key': 'mended' });
  expect(reported(refused)).toEqual(['409 contract_not_active', '409 contract_not_active']);
  await app.owner.query(`update contracts set suspensions = '{}' where id = $1`, [ines.contract.contractId]);

  const again = await send(items, tutor, { 'idempotency-key': 'mended' });

  expect([reported(again), again.headers['idempotency-replayed']]).toEqual([['201', '201'], undefined]);
  const third = await send(items, tutor, { 'idempotency-key': 'mended' });
  expect([third.text, third.headers['idempotency-replayed']]).toEqual([again.text, 'true']);
});

test('two requests at once under one key are both answered, with one effect, and one of the answers is kept', async () => {
  const items = [item(), item({ competency: 'C8' })];

  const answers = await Promise.all([1, 2, 3].map(() => send(items, tutor, { 'idempotency-key': 'thrice' })));
  const later = await send(items, tutor, { 'idempotency-key': 'thrice' });

  for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
  expect([later.status, later.headers['idempotency-replayed']]).toEqual([200, 'true']);
  expect(later.body).toEqual(answers[0]?.body);
  expect(await countOf('sign_offs')).toBe(2);
});

test('an account that was disabled since its token was issued enters nowhere', async () => {
  await app.owner.query('update accounts set disabled_at = $2 where id = $1', [
    ines.tutorIs.accountId,
    app.clock.now(),
  ]);
  expect((await send([item()])).status).toBe(401);
});
