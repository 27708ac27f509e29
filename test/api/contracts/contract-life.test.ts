import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  lifeOf,
  statusOn,
  type ContractStep,
  type StepKind,
} from '../../../src/features/contracts/contracts.types.js';
import { addDays, type Day, type Instant } from '../../../src/kernel/days.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';
import { statusSql } from '../../../src/features/contracts/contracts.queries.js';

let app: TestApp;
let contract: GivenContract;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
beforeEach(() => {
  app.clock.set('2026-03-12');
  return start();
});
afterAll(() => app.stop());

/** A contract from 1 September 2025 to 31 August 2027, recorded by the day of the clock. */
async function start(): Promise<void> {
  contract = await app.given.contract();
  await app.given.mandate(contract, 'main_tutor');
  hr = await app.as(await app.given.someone('hr', contract.employerId));
}

const url = () => `/v1/contracts/${contract.contractId}`;
const act = (verb: string, body?: object) => hr.post(`${url()}/${verb}`, body);
const statusNow = async () => (await hr.get(url())).body.status;
async function statusAt(day: string): Promise<string> {
  app.clock.set(day);
  return statusNow();
}

test('a contract is suspended from a day, and resumed on the first day back', async () => {
  const suspended = await act('suspend', { on: '2026-03-10', comment: 'Arrêt' });
  const again = await act('suspend', { on: '2026-03-20' });
  const resumed = await act('resume');

  expect([suspended.status, suspended.body.status, suspended.headers['etag']]).toEqual([
    200,
    'suspended',
    '"2"',
  ]);
  expect(suspended.body.suspensions).toEqual([{ from: '2026-03-10', to: null }]);
  expect([again.body.code, again.body.currentStatus, again.body.allowed]).toEqual([
    'illegal_transition',
    'suspended',
    ['resume', 'terminate', 'complete'],
  ]);
  expect(resumed.body).toMatchObject({
    status: 'active',
    suspensions: [{ from: '2026-03-10', to: '2026-03-11' }],
  });
  const events = await hr.get(`${url()}/events`);
  expect(events.body.data.map((e: { type: string }) => e.type).slice(2)).toEqual([
    'contract.suspended',
    'contract.resumed',
  ]);
  expect(events.text).not.toContain('Arrêt');
});

test('a suspension to come begins and ends by the calendar alone', async () => {
  await act('suspend', { on: '2026-04-01' });
  const planned = await act('resume', { on: '2026-05-01' });

  expect(planned.body.status).toBe('active');
  expect(await statusAt('2026-03-31')).toBe('active');
  expect(await statusAt('2026-04-01')).toBe('suspended');
  expect(await statusAt('2026-04-30')).toBe('suspended');
  expect(await statusAt('2026-05-01')).toBe('active');
});

test('a termination says why and by whom, and is final from its first day out', async () => {
  const bare = await act('terminate');
  const outside = await act('terminate', { on: '2027-09-01', cause: 'other', initiator: 'employer' });
  const terminated = await act('terminate', {
    on: '2026-04-01',
    cause: 'mutual_agreement',
    initiator: 'both',
  });

  expect(bare.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`)).toEqual([
    '/cause required',
    '/initiator required',
  ]);
  expect(outside.body.errors[0]).toMatchObject({ pointer: '/on', code: 'outside_contract' });
  expect(terminated.body).toMatchObject({
    status: 'active',
    endedOn: '2026-04-01',
    cause: 'mutual_agreement',
  });
  expect(await statusAt('2026-03-31')).toBe('active');
  expect(await statusAt('2026-04-01')).toBe('terminated');
  for (const verb of ['sign', 'suspend', 'resume', 'cancel', 'complete']) {
    expect([verb, (await act(verb)).body]).toEqual([
      verb,
      expect.objectContaining({ code: 'illegal_transition', currentStatus: 'terminated', allowed: [] }),
    ]);
  }
});

test('a suspended contract may be terminated, on a day gone by', async () => {
  await act('suspend', { on: '2026-02-01' });

  const terminated = await act('terminate', {
    on: '2026-03-01',
    cause: 'dismissal_unfitness',
    initiator: 'employer',
  });

  expect(terminated.body).toMatchObject({ status: 'terminated', endedOn: '2026-03-01' });
});

test('the diploma completes a contract early; its term completes it without an act', async () => {
  const other = await app.given.contract({ employerId: contract.employerId });
  const completed = await act('complete', { on: '2026-03-12', cause: 'diploma_obtained' });

  expect(completed.body).toMatchObject({
    status: 'completed',
    endedOn: '2026-03-12',
    cause: 'diploma_obtained',
  });
  app.clock.set('2027-09-01');
  const late = await hr.post(`/v1/contracts/${other.contractId}/complete`);
  expect([late.status, late.body.currentStatus]).toEqual([409, 'completed']);
});

test('a contract that has not begun is cancelled, and its days are free again', async () => {
  app.clock.set('2025-08-31');
  await start();
  const cancelled = await act('cancel', { cause: 'other', initiator: 'alternant' });

  expect(cancelled.body).toMatchObject({ status: 'cancelled', cancelledOn: '2025-08-31', cause: 'other' });
  const next = await app.given.contract({
    alternant: contract.alternant,
    employerId: contract.employerId,
    trainingCentreId: contract.trainingCentreId,
    draft: true,
  });
  await app.given.mandate(next, 'main_tutor');
  expect((await hr.post(`/v1/contracts/${next.contractId}/sign`)).status).toBe(200);
});

test('a contract that began is not cancelled', async () => {
  app.clock.set('2025-09-01');
  await start();

  expect((await act('cancel')).body).toMatchObject({ code: 'illegal_transition', currentStatus: 'active' });
});

test('every role but the administrators of the parties is refused', async () => {
  const tutor = await app.as(await app.given.mandate(contract, 'co_tutor'));
  const colleague = await app.as(await app.given.someone('hr', await app.given.organisation()));
  const body = { cause: 'other', initiator: 'employer' };

  expect((await tutor.post(`${url()}/terminate`, body)).status).toBe(403);
  expect((await colleague.post(`${url()}/terminate`, body)).status).toBe(404);
  expect((await (await app.as(contract.alternant)).post(`${url()}/terminate`, body)).status).toBe(403);
  expect(await statusNow()).toBe('active');
});

test('two acts at the same moment: one wins, the other hears of it', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => act('suspend')));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('a step is never changed: the API’s role has no right to', async () => {
  const { rows } = await app.owner.query(
    `select privilege_type from information_schema.role_table_grants where grantee = 'palier_api' and table_name = 'contract_steps'`,
  );

  expect(rows.map((row) => row.privilege_type).sort()).toEqual(['INSERT', 'SELECT']);
});

test('the status of the database and that of the rules agree on any life and any day', async () => {
  const start = '2025-09-01' as Day;
  const dayIn = fc.integer({ min: 0, max: 60 }).map((n) => addDays(start, n));
  const life = fc.record({
    length: fc.integer({ min: 1, max: 60 }),
    signed: fc.boolean(),
    suspensions: fc
      .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 5 })
      .map((days) => days.sort((a, b) => a - b)),
    end: fc.option(
      fc.record({
        kind: fc.constantFrom<StepKind>('terminated', 'completed'),
        after: fc.integer({ min: 0, max: 59 }),
      }),
    ),
    cancelled: fc.boolean(),
    on: fc.array(dayIn, { minLength: 1, maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(life, async ({ length, signed, suspensions, end, cancelled, on }) => {
      const until = addDays(start, length);
      const steps: ContractStep[] = [];
      const report = (kind: StepKind, day: Day | null) =>
        steps.push({
          kind,
          sequence: steps.length + 1,
          recordedAt: '2025-06-01T08:00:00.000Z' as Instant,
          on: day,
          cause: null,
          initiator: null,
          terms: kind === 'created' ? { startsOn: start, until } : null,
        });
      report('created', null);
      if (signed) report('signed', start);
      suspensions.forEach((offset, index) =>
        report(index % 2 === 0 ? 'suspended' : 'resumed', addDays(start, offset)),
      );
      if (end) report(end.kind, addDays(start, Math.min(end.after, length)));
      if (cancelled) report('cancelled', start);
      const reported = lifeOf(steps);
      const ranges = reported.suspensions
        .map((period) => `[${period.from ?? ''},${period.until ?? ''})`)
        .join(',');

      const { rows } = await app.owner.query(
        `select array_agg(${statusSql('c', 'd.day::date')} order by d.n) as statuses
         from jsonb_populate_record(null::contracts, $1::jsonb) c, unnest($2::text[]) with ordinality as d (day, n)`,
        [
          JSON.stringify({
            starts_on: reported.startsOn,
            until_day: reported.until,
            signed_on: reported.signedOn,
            held_until: reported.endedOn ?? reported.until,
            ended_as: reported.endedAs,
            cancelled_on: reported.cancelledOn,
            suspensions: `{${ranges}}`,
          }),
          on,
        ],
      );
      expect(rows[0].statuses).toEqual(on.map((day) => statusOn(reported, day)));
    }),
    { numRuns: 300 },
  );
});

test('what lists read of a life is what its steps say', async () => {
  await act('suspend', { on: '2026-03-01' });
  await act('resume', { on: '2026-03-05' });
  await act('suspend', { on: '2026-03-05' });
  await act('terminate', { on: '2026-06-01', cause: 'other', initiator: 'employer' });

  const steps = await app.owner.query(
    `select kind, sequence::int, on_day::text as "on", cause, initiator, terms from contract_steps where contract_id = $1 order by sequence`,
    [contract.contractId],
  );
  const life = lifeOf(steps.rows);
  const stored = await app.owner.query(
    `select signed_on::text, held_until::text, ended_as, suspensions::text from contracts where id = $1`,
    [contract.contractId],
  );
  expect(stored.rows[0]).toEqual({
    signed_on: life.signedOn,
    held_until: life.endedOn,
    ended_as: 'terminated',
    suspensions: '{[2026-03-01,)}',
  });
  expect(life.suspensions).toEqual([
    { from: '2026-03-01', until: '2026-03-05' },
    { from: '2026-03-05', until: null },
  ]);
});
