import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { TestApp, type Caller } from '../../support/app.js';
import { goesBeside } from '../../support/statements/beside.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

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

const read = async (by = tutor, query = '') => (await by.get(`/v1/me/shift${query}`)).body;

test('one read tells a tutor all of a shift: alternants, what is open and missing, what each may do', async () => {
  const hugo = await LadderScenario.start(app);
  await app.given.mandate(hugo.contract, 'co_tutor', { person: ines.tutorIs });
  await ines.sign('observation', ['C6']);

  const shift = await read();

  expect(shift.day).toBe('2026-03-12');
  const ids = [ines, hugo].map(({ contract }) => contract.contractId);
  expect(shift.data.map(({ contractId }: { contractId: string }) => contractId)).toEqual(ids.toSorted());
  const own = shift.data.find(({ contractId }: { contractId: string }) => contractId === ids[0]);
  expect(own).toMatchObject({ roles: ['main_tutor'], frozen: false, currentLevel: { code: 'observation' } });
  expect(own.alternant.name).toMatch(/\w+ \w+/);
  const ladder = (await tutor.get(ines.url('ladder'))).body;
  const open = ladder.levels[0].requirements.filter(({ status }: { status: string }) => status === 'missing');
  expect(own.requirements.map(({ competency }: { competency: string }) => competency)).toEqual(
    open.map(({ competency }: { competency: string }) => competency),
  );
  expect(own.requirements[0].title).toBe(open[0].title);
  expect(own.requirements[0].detail).toMatch(/encore une observation/);
  const entitled = (await tutor.get(ines.url('entitlements'))).body;
  expect(own.entitlements).toEqual(entitled.data);
  expect(own.supervisors).toEqual(entitled.supervisors);
  expect(own.supervisors).toMatchObject([{ personId: ines.tutorIs.personId, role: 'main_tutor' }]);
});

test('the same shift has the same tag, until something of it changes', async () => {
  const first = await tutor.get('/v1/me/shift');
  const tag = first.headers['etag'] as string;
  expect((await tutor.get('/v1/me/shift', { headers: { 'if-none-match': tag } })).status).toBe(304);

  await ines.sign('observation', ['C6']);
  const changed = await tutor.get('/v1/me/shift', { headers: { 'if-none-match': tag } });
  expect([changed.status, changed.headers['etag'] === tag]).toEqual([200, false]);
});

test('what was seen enough is signable by whoever may sign, and not by an observer', async () => {
  await ines.complete('observation');
  await ines.observe(ines.observer, 'simple_tasks', ['C1'], '2026-03-10');
  await ines.observe(ines.observer, 'simple_tasks', ['C1'], '2026-03-11');
  const c1 = async (by: Caller) =>
    (await read(by)).data[0].requirements.find(
      ({ competency }: { competency: string }) => competency === 'C1',
    );

  expect(await c1(tutor)).toMatchObject({ signable: true, level: 'simple_tasks' });
  expect(await c1(ines.observer)).toMatchObject({ signable: false });
});

test('a tutor who is away watches over nobody: the shift and the entitlements say so', async () => {
  const [mandate] = (await tutor.get('/v1/me')).body.mandates;
  await tutor.post(`/v1/mandates/${mandate.id}/absences`, { from: '2026-03-12', to: '2026-03-12' });

  const { supervisors, supervisorsDetail } = (await tutor.get(ines.url('entitlements'))).body;
  expect([supervisors, supervisorsDetail]).toEqual([[], expect.stringMatching(/Aucun tuteur n’est là/)]);
  expect((await read()).data[0]).toMatchObject({ supervisors: [], supervisorsDetail });
});

test('only contracts that run, on which a mandate runs today; page by page', async () => {
  const hugo = await LadderScenario.start(app);
  await app.given.mandate(hugo.contract, 'co_tutor', { person: ines.tutorIs });
  const first = await read(tutor, '?limit=1');
  expect(first.data).toHaveLength(1);
  const next = await read(tutor, `?limit=1&after=${first.page.next}`);
  expect([next.data.length, next.page.next]).toEqual([1, null]);
  expect(next.data[0].contractId).not.toBe(first.data[0].contractId);

  await app.owner.query('update mandates set until_day = $2 where contract_id = $1', [
    hugo.contract.contractId,
    '2026-03-12',
  ]);
  expect((await read()).data).toHaveLength(1);
  expect((await read(await app.as(await app.given.someone('hr', ines.contract.employerId)))).data).toEqual(
    [],
  );
});

test('whatever the number of alternants, it takes one statement besides begin and commit', async () => {
  for (const _ of [1, 2]) {
    const other = await LadderScenario.start(app, { ladderId: ines.contract.ladderId });
    await app.given.mandate(other.contract, 'co_tutor', { person: ines.tutorIs });
  }
  await read();
  const sent: string[] = [];
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if (goesBeside(this, args[0])) return query.apply(this, args);
    sent.push(typeof args[0] === 'string' ? args[0] : ((args[0] as { name?: string }).name ?? ''));
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
  try {
    expect((await read()).data).toHaveLength(3);
  } finally {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  }
  expect(sent.map((text) => text.split(/[ ;]/)[0])).toEqual(['begin', 'shift', 'commit']);
});
