import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import { exact, levels, Moves } from '../../support/scenarios/moves.js';

let app: TestApp;
let moves: Moves;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  moves = await Moves.start(app);
});

/** Another contract of the same centre, on the same ladder. */
const classmate = (values: object = {}) => {
  const { trainingCentreId, ladderId } = moves.scenario.contract;
  return app.given.contract({ trainingCentreId, ladderId, ...values });
};
const preview = (mappingId: string, by: Caller = moves.admin, query = '') =>
  by.get(`/v1/ladder-mappings/${mappingId}/preview${query}`);
const idsOf = (body: { data: { contractId: string }[] }) => body.data.map(({ contractId }) => contractId);

test('a centre reads, contract by contract, what a mapping would do, and acts on what it read', async () => {
  await moves.achieve('one');
  const other = await classmate();
  await classmate({ draft: true });
  const over = await classmate();
  await app.owner.query(
    `update contracts set ended_as = 'completed', held_until = '2026-03-01' where id = $1`,
    [over.contractId],
  );
  await app.given.contract({ trainingCentreId: moves.scenario.contract.trainingCentreId });
  const { mappingId } = await moves.to({}, { competencies: exact('B') });

  const { status, body } = await preview(mappingId);
  expect([status, idsOf(body)]).toEqual([200, [moves.scenario.contract.contractId, other.contractId]]);
  const [row, untouched] = body.data;
  expect(row).toMatchObject({
    alternantId: moves.scenario.contract.alternant.personId,
    givenName: 'Inès',
    familyName: 'Moreau',
    impact: { currentLevel: { before: 'two', after: 'one' }, lost: [{ level: 'one', competency: 'A' }] },
  });
  expect(untouched.impact).toMatchObject({ keeps: [], lost: [], toReacquire: [] });
  const dry = (await moves.dryRun(mappingId)).body;
  expect([row.impact, row.acknowledge]).toEqual([dry.impact, dry.acknowledge]);

  expect((await moves.move(mappingId, { acknowledge: row.acknowledge })).status).toBe(201);
  expect(idsOf((await preview(mappingId)).body)).toEqual([other.contractId]);
});

test('the preview goes on where a page ended', async () => {
  const others = [await classmate(), await classmate()];
  const { mappingId } = await moves.to({}, { competencies: exact('A') });
  const first = (await preview(mappingId, moves.admin, '?limit=2')).body;
  const rest = (await preview(mappingId, moves.admin, `?limit=2&after=${first.page.next}`)).body;
  expect([...idsOf(first), ...idsOf(rest)]).toEqual(
    [moves.scenario.contract, ...others].map(({ contractId }) => contractId),
  );
  expect(rest.page.next).toBeNull();
});

test('each reader sees the contracts that they see anyway, and no other', async () => {
  const other = await classmate();
  const { mappingId } = await moves.to({}, { competencies: exact('A') });
  const { contract, tutor } = moves.scenario;
  const stranger = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );
  const seen = async (by: Caller) => idsOf((await preview(mappingId, by)).body);

  expect(await seen(tutor)).toEqual([contract.contractId]);
  expect(await seen(await app.as(contract.alternant))).toEqual([contract.contractId]);
  expect(await seen(await app.as(other.alternant))).toEqual([other.contractId]);
  expect(await seen(await app.as(await app.given.someone('hr', contract.employerId)))).toEqual([
    contract.contractId,
  ]);
  expect(await seen(stranger)).toEqual([]);
  expect((await preview(newId())).status).toBe(404);
});

test('the cohort report tells the ladder of now, and of a past day the ladder of then', async () => {
  await moves.achieve('one', 'two');
  app.clock.set('2026-03-13');
  const { ladderId, mappingId } = await moves.to(
    { levels: levels({ two: ['A', 'B', 'C'] }) },
    { competencies: exact('A', 'B') },
  );
  app.clock.set('2026-03-16');
  await moves.done(mappingId);
  app.clock.set('2026-03-17');
  const frameworkOf = async (id: string) =>
    (await moves.admin.get(`/v1/ladders/${id}`)).body.frameworkId as string;
  const [old, young] = [await frameworkOf(moves.scenario.contract.ladderId), await frameworkOf(ladderId)];
  const read = async (query: string) => {
    const { data } = (await moves.admin.get(`/v1/reports/cohort?${query}`)).body;
    return data.map(
      (row: {
        ladderId: string;
        currentLevel: string;
        levels: { code: string; status: string; acquired: number; required: number }[];
      }) => [
        row.ladderId,
        row.currentLevel,
        row.levels.map(({ status, acquired, required }) => `${status} ${acquired}/${required}`),
      ],
    );
  };
  const then = [moves.scenario.contract.ladderId, 'three', ['achieved 2/2', 'achieved 2/2', 'open 0/2']];
  const now = [ladderId, 'two', ['achieved 2/2', 'reopened 2/3', 'locked 0/2']];

  expect(await read('')).toEqual([now]);
  expect(await read('at=2026-03-16')).toEqual([now]);
  expect(await read('at=2026-03-14')).toEqual([then]);
  expect(await read(`frameworkId=${young}`)).toEqual([now]);
  expect(await read(`frameworkId=${old}`)).toEqual([]);
  expect(await read(`at=2026-03-14&frameworkId=${old}`)).toEqual([then]);
  expect(await read(`at=2026-03-14&frameworkId=${young}`)).toEqual([]);
  expect(await read(`at=2026-03-16&frameworkId=${young}`)).toEqual([now]);
});
