import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId } from '../../../src/kernel/ids.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const mission = (code: string, values: object = {}) => ({
  code,
  title: code,
  level: 'observation',
  competencies: ['C6'],
  ...values,
});

let app: TestApp;
let ladderId: LadderId;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
  ladderId = await app.given.ladder({
    missions: [
      mission('meal'),
      mission('rescue', { prerequisites: ['afgsu_2'] }),
      mission('lift', { regulated: true }),
    ],
  });
});
afterAll(() => app.stop());

/** The 12th of March 2026 is a Thursday; her contract ends with August 2027. */
async function start(birthDate: string | null): Promise<void> {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app, { ladderId, birthDate });
}
beforeEach(() => start('2000-05-04'));

const reasons = async (code: string, query = ''): Promise<string[]> => {
  const { status, body } = await scenario.tutor.get(scenario.url(`entitlements?mission=${code}${query}`));
  expect(status).toBe(200);
  const [one] = body.data;
  expect(one.allowed).toBe(one.reasons.length === 0);
  return one.reasons.map((reason: { code: string }) => reason.code);
};
const during = (from: string, to: string) => `&shiftFrom=${from}&shiftTo=${to}`;
const done = async (sent: Promise<{ status: number }>) => expect([200, 201]).toContain((await sent).status);
const byHr = async () => app.as(await app.given.someone('hr', scenario.contract.employerId));

test('with `at`, the days that are judged are those of the shift: after the contract none is allowed', async () => {
  const over = during('2029-11-29T09:00:00Z', '2029-11-29T12:00:00Z');
  const within = during('2026-11-30T09:00:00Z', '2026-11-30T12:00:00Z');

  for (const at of ['', '&at=2026-03-12', '&at=2026-03-12T08:00:00Z', '&at=2026-11-30']) {
    expect([at, await reasons('meal', over + at)]).toEqual([at, ['contract_not_active']]);
    expect([at, await reasons('meal', within + at)]).toEqual([at, []]);
  }
  expect(await reasons('meal', `${within}&at=2029-11-29`)).toEqual([]);
});

test('with `at`, a shift is judged by what was recorded by then', async () => {
  const shift = during('2026-04-02T07:00:00Z', '2026-04-02T15:00:00Z');
  expect(await reasons('rescue', shift)).toEqual(['prerequisite']);

  app.clock.set('2026-03-16');
  const held = { prerequisite: 'afgsu_2', validFrom: '2022-05-01', validUntil: '2026-04-02' };
  await done(scenario.tutor.post(scenario.url('attestations'), held));
  app.clock.set('2026-03-17');
  await done((await byHr()).post(scenario.url('suspend'), { on: '2026-04-02' }));
  app.clock.set('2026-03-18');

  expect(await reasons('rescue', `${shift}&at=2026-03-13`)).toEqual(['prerequisite']);
  expect(await reasons('rescue', `${shift}&at=2026-03-16`)).toEqual([]);
  expect(await reasons('rescue', `${shift}&at=2026-03-18`)).toEqual(['contract_not_active']);
  expect(await reasons('rescue', shift)).toEqual(['contract_not_active']);
});

test('a shift over midnight is refused for its second day: suspended, an attestation or a declaration over', async () => {
  const hr = await byHr();
  const held = { prerequisite: 'afgsu_2', validFrom: '2022-05-01', validUntil: '2026-03-17' };
  await done(scenario.tutor.post(scenario.url('attestations'), held));
  await done(hr.post(scenario.url('suspend'), { on: '2026-03-19' }));

  expect(await reasons('rescue', during('2026-03-16T20:00:00Z', '2026-03-17T06:00:00Z'))).toEqual([]);
  expect(await reasons('rescue', during('2026-03-17T20:00:00Z', '2026-03-17T23:00:00Z'))).toEqual([]);
  expect(await reasons('rescue', during('2026-03-17T20:00:00Z', '2026-03-18T06:00:00Z'))).toEqual([
    'prerequisite',
  ]);
  expect(await reasons('meal', during('2026-03-17T19:00:00Z', '2026-03-18T05:00:00Z'))).toEqual([]);
  expect(await reasons('meal', during('2026-03-18T19:00:00Z', '2026-03-18T23:00:00Z'))).toEqual([]);
  expect(await reasons('meal', during('2026-03-18T19:00:00Z', '2026-03-19T05:00:00Z'))).toEqual([
    'contract_not_active',
  ]);

  await start('2009-05-04');
  const declared = { declaredOn: '2023-03-18', ladderId, missions: ['lift'] };
  await done((await byHr()).post(`/v1/organisations/${scenario.contract.employerId}/declarations`, declared));
  expect(await reasons('lift', during('2026-03-17T15:00:00Z', '2026-03-17T20:00:00Z'))).toEqual([]);
  expect(await reasons('lift', during('2026-03-17T15:00:00Z', '2026-03-17T23:30:00Z'))).toEqual([
    'age',
    'regulated',
  ]);
});

test.each(['2009-05-04', null])(
  'a day alone is enough to close a Sunday or a holiday to a minor born on %s',
  async (birthDate) => {
    await start(birthDate);
    const closed = async (query = '') => (await reasons('meal', query)).join();

    expect(await closed('&at=2026-03-14')).toBe('');
    expect(await closed('&at=2026-03-15')).toBe('age');
    expect(await closed('&at=2026-05-01')).toBe('age');
    expect(await closed('&at=2026-11-01')).toBe('age,age');
    const saturday = during('2026-03-14T08:00:00Z', '2026-03-14T12:00:00Z');
    expect(await closed(`${saturday}&at=2026-03-15`)).toBe('');
    app.clock.set('2026-03-15');
    expect(await closed()).toBe('age');
    const { body } = await scenario.tutor.get(scenario.url('entitlements?mission=meal'));
    expect(body.data[0].reasons[0].detail).toMatch(/^Le 15 mars 2026 est un dimanche[ ,].*mineur/);
    app.clock.set('2026-03-16');
    expect(await closed()).toBe('');
    expect(await closed('&at=2026-03-15')).toBe('age');
  },
);

test('nobody of age is kept from a Sunday, by whatever is asked', async () => {
  expect(await reasons('meal', '&at=2026-03-15')).toEqual([]);
  await done(
    scenario.tutor.post(scenario.url('assignments'), {
      mission: 'meal',
      from: '2026-03-15',
      to: '2026-03-15',
    }),
  );
});

test('a mission is not given to a minor for a Sunday or a holiday alone, and is for days of which one is open', async () => {
  await start('2009-05-04');
  const give = async (from: string, to?: string) => {
    const { status, body } = await scenario.tutor.post(scenario.url('assignments'), {
      mission: 'meal',
      from,
      to,
    });
    return [
      status,
      ...(body.reasons ?? []).map((reason: { code?: string } | string) =>
        typeof reason === 'string' ? reason : reason.code,
      ),
    ];
  };
  expect(await give('2026-03-15', '2026-03-15')).toEqual([409, 'age']);
  expect(await give('2026-05-01', '2026-05-01')).toEqual([409, 'age']);
  // Easter and the Monday after.
  expect(await give('2026-04-05', '2026-04-06')).toEqual([409, 'age']);
  expect(await give('2026-04-05', '2026-04-07')).toEqual([201]);
  expect(await give('2026-03-15', '2026-03-16')).toEqual([201]);
  expect(await give('2026-03-15')).toEqual([201]);

  // On the Sunday itself: what is left of these days is closed; what is over was not.
  app.clock.set('2026-03-15');
  expect(await give('2026-03-13', '2026-03-15')).toEqual([409, 'age']);
  expect(await give('2026-03-13', '2026-03-14')).toEqual([201, 'age']);
  app.clock.set('2026-03-16');
  expect(await give('2026-03-15', '2026-03-15')).toEqual([409, 'age']);
});

test('what a minor says that she did on a Sunday is kept, flagged and told; the plan does not turn with the week', async () => {
  await start('2009-05-04');
  const alternant = await app.as(scenario.contract.alternant);
  const item = { mission: 'meal', competencies: [], horizon: 'short', place: 'employer', by: '2026-04-30' };
  const plan = await scenario.tutor.post(scenario.url('plan-items'), item);
  expect([plan.status, plan.body.status]).toEqual([201, 'reached']);
  const write = async (on: string) => {
    const entry = { on, mission: 'meal', minutes: 45 };
    const { status, body } = await alternant.post(scenario.url('journal-entries'), entry);
    return [status, body.beyondEntitlement, body.reasons];
  };

  app.clock.set('2026-03-15');
  expect((await scenario.tutor.get(`/v1/plan-items/${plan.body.id}`)).body.status).toBe('reached');
  expect(await write('2026-03-15')).toEqual([201, true, ['age']]);
  app.clock.set('2026-03-17');
  expect(await write('2026-03-15')).toEqual([201, true, ['age']]);
  expect(await write('2026-03-14')).toEqual([201, false, []]);
  const events = (await scenario.tutor.get(scenario.url('events'))).body.data;
  expect(
    events
      .filter(({ type }: { type: string }) => type === 'journal_entry.recorded')
      .map(({ data }: { data: { reasons: string[] } }) => data.reasons),
  ).toEqual([['age'], ['age'], []]);
});
