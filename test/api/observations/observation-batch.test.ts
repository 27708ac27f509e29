import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let ines: LadderScenario;
let hugo: LadderScenario;
let tutor: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  ines = await LadderScenario.start(app);
  hugo = await LadderScenario.start(app);
  await app.given.mandate(hugo.contract, 'co_tutor', { person: ines.tutorIs });
  tutor = ines.tutor;
});

let count = 0;
const item = (values: object = {}, { contract } = ines) => ({
  clientId: `seen-${(count += 1)}`,
  contractId: contract.contractId,
  observedOn: '2026-03-12',
  unit: 'Les Tilleuls',
  items: [{ competency: 'C6', level: 'observation', outcome: 'performed' }],
  ...values,
});
const send = (items: readonly unknown[], by = tutor) => by.post('/v1/observations', { items });
const reported = ({ body }: TestResponse) =>
  body.results.map((one: { status: number; problem?: { code: string } }) =>
    one.problem ? `${one.status} ${one.problem.code}` : `${one.status}`,
  );
const observationsOf = async ({ contract } = ines): Promise<unknown[]> =>
  (await tutor.get(`/v1/contracts/${contract.contractId}/observations`)).body.data;

test('what was seen of several alternants is recorded on each contract, and answered in its order', async () => {
  const items = [item(), item({}, hugo), item({ observedOn: '2026-03-01' })];

  const sent = await send(items);

  expect(sent.status).toBe(200);
  expect(reported(sent)).toEqual(['201', '201', '201']);
  for (const [index, { clientId, observation }] of sent.body.results.entries()) {
    expect(clientId).toBe(items[index]?.clientId);
    expect((await tutor.get(`/v1/observations/${observation.id}`)).body).toEqual(observation);
  }
  expect(sent.body.results[2].observation.late).toBe(true);
});

test('sent again it is recorded once, and answered as it stands', async () => {
  const one = item();
  const first = await send([one, one]);
  expect(reported(first)).toEqual(['201', '201']);
  expect((await send([one])).body.results).toEqual([first.body.results[0]]);
  expect(await observationsOf()).toHaveLength(1);

  const { id } = first.body.results[0].observation;
  await tutor.post(`/v1/observations/${id}/withdrawals`, { reason: 'Erreur' });
  expect((await send([one])).body.results[0].observation).toMatchObject({ id, withdrawn: true });
});

test('an id names one thing, among sign-offs too', async () => {
  const one = item();
  await send([one]);
  const other = await send([{ ...one, unit: 'Les Ormes' }, item({ clientId: one.clientId }, hugo)]);
  expect(reported(other)).toEqual(['409 client_id_reused', '409 client_id_reused']);

  const judgement = { competency: 'C6', level: 'observation', outcome: 'acquired', observation: true };
  const { contractId, observedOn, clientId } = one;
  const signed = await tutor.post('/v1/sign-offs', {
    items: [{ ...judgement, contractId, observedOn, clientId }],
  });
  expect(reported(signed)).toEqual(['409 client_id_reused']);
  const named = { ...judgement, contractId, observedOn, clientId: 'signed' };
  await tutor.post('/v1/sign-offs', { items: [named] });
  expect(reported(await send([item({ clientId: 'signed' })]))).toEqual(['409 client_id_reused']);
});

test('a faulty item is refused by itself, with everything that is wrong at its place', async () => {
  const seen = { competency: 'C6', level: 'observation', outcome: 'performed' };
  const stranger = await app.given.contract();
  const sent = await send([
    item(),
    item({ items: [{ ...seen, outcome: 'nope' }] }),
    item({ items: [seen, seen] }),
    item({ mission: 'nope', items: [{ ...seen, level: 'nope' }] }),
    item({ observedOn: '2026-03-13' }),
    item({ contractId: stranger.contractId }),
    42,
  ]);

  expect(reported(sent)).toEqual([
    '201',
    '422 validation_failed',
    '422 validation_failed',
    '422 validation_failed',
    '422 observed_in_the_future',
    '404 not_found',
    '422 validation_failed',
  ]);
  const pointers = sent.body.results.map(({ problem }: { problem?: { errors?: { pointer: string }[] } }) =>
    problem?.errors?.map(({ pointer }) => pointer),
  );
  expect(pointers).toEqual([
    undefined,
    ['/items/1/items/0/outcome'],
    ['/items/2/items/1'],
    ['/items/3/items/0/level', '/items/3/mission'],
    ['/items/4/observedOn'],
    undefined,
    ['/items/6'],
  ]);
  expect(await observationsOf()).toHaveLength(1);
});

test('who holds no mandate is told so, and a program sees nothing with its own eyes', async () => {
  const [other] = [await app.as(await app.given.mandate(hugo.contract, 'observer'))];
  expect(reported(await send([item({}, hugo), item()], other))).toEqual(['201', '404 not_found']);
  const client = app.asClient(await app.given.apiClient(ines.contract.employerId));
  expect((await send([item()], client)).body.code).toBe('person_required');
});

test('two identical requests at once have one effect, and both are answered', async () => {
  const one = item();
  const both = await Promise.all([send([one]), send([one])]);
  expect(both.map(reported)).toEqual([['201'], ['201']]);
  expect(both[0]?.body.results).toEqual(both[1]?.body.results);
  expect(await observationsOf()).toHaveLength(1);
});
