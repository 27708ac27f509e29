import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { exact, levels, Moves } from '../../support/scenarios/moves.js';

// A move to another ladder takes away what was asked for: what nobody can judge any more awaits nobody.

const A = { competency: 'A', level: 'one' };
const B = { competency: 'B', level: 'one' };

let app: TestApp;
let moves: Moves;
let tutor: Caller;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  moves = await Moves.start(app);
  ({ tutor } = moves.scenario);
  alternant = await app.as(moves.scenario.contract.alternant);
});

const asked = async (...items: object[]): Promise<string> => {
  const answer = await alternant.post(moves.scenario.url('sign-off-requests'), { items });
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const act = (id: string, verb: string, body?: object, by = tutor) =>
  by.post(`/v1/sign-off-requests/${id}/${verb}`, body);
const decide = (id: string, ...items: object[]) =>
  act(id, 'decide', {
    observedOn: app.clock.today(),
    observation: true,
    items: items.map((item) => ({ outcome: 'acquired', ...item })),
  });
const read = async (id: string) => (await tutor.get(`/v1/sign-off-requests/${id}`)).body;
const awaited = async (by = tutor): Promise<{ id: string; detail: { items: object[] } }[]> =>
  (await by.get('/v1/me/queue?kind=sign_off_request')).body.data;
const ids = async (by = tutor) => (await awaited(by)).map(({ id }) => id);

const only = (...competencies: string[]) =>
  levels({ one: competencies, two: competencies, three: competencies });
/** To a ladder that asks for nothing but this. */
const moveTo = async (...competencies: string[]) => {
  const missions = [{ code: 'meal', title: 'meal', level: 'two', competencies: competencies.slice(0, 1) }];
  const { mappingId, ladderId } = await moves.to(
    { levels: only(...competencies), missions },
    { competencies: exact(...competencies.filter((code) => code !== 'Z')) },
  );
  await moves.done(mappingId);
  return ladderId;
};

test('an item that the ladder no longer requires is gone: the rest alone needs an answer', async () => {
  const id = await asked(A, B);
  await act(id, 'claims');
  await moveTo('A');

  const waiting = await read(id);
  expect(waiting).toMatchObject({
    status: 'claimed',
    items: [
      { ...A, signOffId: null, outcome: null, obsolete: false },
      { ...B, signOffId: null, outcome: null, obsolete: true },
    ],
  });
  expect(await awaited()).toMatchObject([{ id, detail: { items: [A] } }]);
  const refused = await decide(id, A, B);
  expect([refused.status, refused.body.errors.map(({ code }: { code: string }) => code)]).toEqual([
    422,
    ['not_required'],
  ]);
  const decided = await decide(id, A);
  expect(decided.body).toMatchObject({
    status: 'decided',
    items: [
      { outcome: 'acquired', obsolete: false },
      { signOffId: null, obsolete: true },
    ],
  });
  expect(await read(id)).toEqual(decided.body);
  expect(await awaited()).toEqual([]);
});

test('of which nothing is left, it has expired, and leaves the queue; of which all else was answered, it is decided', async () => {
  const [nothing, half] = [await asked(B), await asked(A, B)];
  await act(half, 'claims');
  expect((await moves.scenario.sign('one', ['A'])).status).toBe(201);
  expect((await ids()).sort()).toEqual([nothing, half].sort());
  await moveTo('A');

  const over = { claim: null, waitsFor: null, endedBy: null, endedAt: null };
  expect(await read(nothing)).toMatchObject({ ...over, status: 'expired', items: [{ obsolete: true }] });
  expect(await read(half)).toMatchObject({
    ...over,
    status: 'decided',
    items: [
      { outcome: 'acquired', obsolete: false },
      { signOffId: null, obsolete: true },
    ],
  });
  expect(await ids()).toEqual([]);
  const refused = [await act(nothing, 'claims'), await act(nothing, 'withdrawals', undefined, alternant)];
  for (const { status, body } of refused)
    expect([status, body.code, body.currentStatus, body.allowed]).toEqual([
      409,
      'illegal_transition',
      'expired',
      [],
    ]);
  // Whoever may not claim learns no more than before.
  expect((await act(nothing, 'claims', undefined, moves.scenario.observer)).body.code).toBe(
    'mandate_missing',
  );
});

test('a level that the ladder no longer has takes its items along', async () => {
  await moves.achieve('one');
  const id = await asked({ competency: 'A', level: 'two' });
  const [one] = only('A', 'B');
  const { mappingId } = await moves.to(
    { levels: [one as never], missions: [] },
    { competencies: exact('A', 'B'), levels: [{ from: 'one', to: 'one' }] },
  );
  await moves.done(mappingId);

  expect(await read(id)).toMatchObject({ status: 'expired', items: [{ obsolete: true }] });
  expect(await ids()).toEqual([]);
});

test('what is left at a level that the move locked awaits nobody until it opens, and is not over', async () => {
  await moves.achieve('one');
  const id = await asked({ competency: 'A', level: 'two' }, { competency: 'B', level: 'two' });
  const other = await asked({ competency: 'B', level: 'two' });
  const levelsLeft = levels({ one: ['A', 'B', 'C'], two: ['A', 'C'], three: ['A'] });
  const { mappingId } = await moves.to(
    { levels: levelsLeft, missions: [] },
    { competencies: exact('A', 'B') },
  );
  await moves.done(mappingId);

  expect(await read(id)).toMatchObject({
    status: 'submitted',
    items: [{ obsolete: false }, { obsolete: true }],
  });
  expect((await read(other)).status).toBe('expired');
  expect(await ids()).toEqual([]);
  expect((await moves.scenario.sign('one', ['C'])).status).toBe(201);
  expect(await ids()).toEqual([id]);
});

test('brought back by another move, it waits again', async () => {
  const id = await asked(B);
  const there = await moveTo('A');
  expect((await read(id)).status).toBe('expired');
  const { mappingId } = await moves.to({}, { competencies: exact('A') }, there);
  await moves.done(mappingId);

  expect(await read(id)).toMatchObject({ status: 'submitted', items: [{ obsolete: false }] });
  expect(await ids()).toEqual([id]);
  expect((await decide(id, B)).body.status).toBe('decided');
});
