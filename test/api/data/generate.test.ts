import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generate } from '../../../scripts/data/generate.js';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import type { TestApp } from '../../support/app.js';
import { freshDatabase } from '../../support/database.js';
import { listSignable, someoneOf, startGenerated } from '../../support/scenarios/generated.js';
import pg from 'pg';
import { statusSql } from '../../../src/features/contracts/contracts.queries.js';

const CONTRACTS = 450;
let app: TestApp;

beforeAll(async () => {
  app = await startGenerated(CONTRACTS);
}, 60_000);
afterAll(() => app.stop());

const query = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> =>
  (await app.owner.query<Row>(sql)).rows;

test('every state of a contract is there, and every kind of fact', async () => {
  const states = await query<{ status: string }>(
    `select distinct ${statusSql('c', `'2026-03-12'::date`)} as status from contracts c order by 1`,
  );
  expect(states.map(({ status }) => status)).toEqual(
    ['active', 'cancelled', 'completed', 'draft', 'signed', 'suspended', 'terminated'],
  );
  for (const table of ['observations', 'observation_withdrawals', 'sign_offs', 'revocations', 'level_decisions'])
    expect((await query(`select from ${table}`)).length).toBeGreaterThan(0);
  expect(await query('select complete from progress where complete limit 1')).toHaveLength(1);
});

test('the stored progress is what a rebuild gives', async () => {
  expect(await asOwner(app.database.ownerUrl, rebuildProgress)).toEqual({
    contracts: CONTRACTS,
    differences: [],
  });
});

test('sequences have no gap, the contract knows the last, and every fact tells one event', async () => {
  const gaps = await query(`
    select c.id from contracts c
    join lateral (
      select count(*) as recorded, min(e.sequence) as first, max(e.sequence) as last from events e where e.contract_id = c.id
    ) e on true
    where e.first <> 1 or e.last <> e.recorded or e.last <> c.last_sequence
  `);
  expect(gaps).toEqual([]);
  const unrecorded = await query(`
    select f.kind, f.contract_id, f.sequence
    from (
      select 'observation.recorded' as kind, contract_id, sequence, recorded_at from observations
      union all select 'observation.withdrawn', contract_id, sequence, recorded_at from observation_withdrawals
      union all select 'sign_off.recorded', contract_id, sequence, recorded_at from sign_offs
      union all select 'sign_off.revoked', contract_id, sequence, recorded_at from revocations
      union all select 'level_decision.recorded', contract_id, sequence, recorded_at from level_decisions
      union all select 'mandate.opened', contract_id, sequence, recorded_at from mandates
      union all select 'contract.' || kind, contract_id, sequence, recorded_at from contract_steps
    ) f
    left join events e on e.contract_id = f.contract_id and e.sequence = f.sequence and e.type = f.kind
      and e.recorded_at = f.recorded_at
    where e.id is null
  `);
  expect(unrecorded).toEqual([]);
});

test('whoever signed, observed or decided was entitled to', async () => {
  const wrong = await query(`
    select s.id from sign_offs s join contracts c on c.id = s.contract_id
    where s.observed_on < c.starts_on or s.observed_on >= c.held_until or c.suspensions @> s.observed_on
       or s.signer_id = c.alternant_id or c.signed_on is null
       or not exists (
         select from mandates m where m.contract_id = c.id and m.person_id = s.signer_id and m.role = 'main_tutor'
           and daterange(m.from_day, m.until_day) @> s.observed_on
       )
    union all
    select o.id from observations o join contracts c on c.id = o.contract_id
    where o.observed_on < c.starts_on or o.observed_on >= c.held_until or c.suspensions @> o.observed_on
       or not exists (
         select from mandates m where m.contract_id = c.id and m.person_id = o.observer_id
           and daterange(m.from_day, m.until_day) @> o.observed_on
       )
    union all
    select d.id from level_decisions d join mandates m on m.id = d.mandate_id
    where m.person_id <> d.decided_by or m.contract_id <> d.contract_id
       or (d.capacity = 'referent') <> (m.role = 'referent')
       or (d.capacity = 'referent') <> (d.cosigns is not null)
    union all
    select m.id from mandates m join contracts c on c.id = m.contract_id
    where not exists (
      select from memberships s
      where s.person_id = m.person_id
        and s.organisation_id = case when m.role = 'referent' then c.training_centre_id else c.employer_id end
        and s.role in ('referent', 'tutor')
        and daterange(s.from_day, s.until_day) && daterange(m.from_day, m.until_day)
    )
  `);
  expect(wrong).toEqual([]);
});

test('no tutor follows more contracts at once than the law allows, and minors have a representative', async () => {
  const crowded = await query(`
    select m.person_id from mandates m join contracts c on c.id = m.contract_id
    where m.role = 'main_tutor' group by m.person_id having count(*) > 2
  `);
  expect(crowded).toEqual([]);
  const alone = await query(`
    select c.id from contracts c join people p on p.id = c.alternant_id
    where c.signed_on is not null and c.legal_representative is null and p.birth_date + interval '18 years' > c.signed_on
  `);
  expect(alone).toEqual([]);
});

test('an acquired competency had the evidence that its quorum asks for', async () => {
  const short = await query(`
    select s.id from sign_offs s
    join contracts c on c.id = s.contract_id
    join ladders l on l.id = c.ladder_id
    cross join jsonb_path_query_first(l.levels, '$[*] ? (@.code == $l).requirements[*] ? (@.competency == $c)',
      jsonb_build_object('l', s.level, 'c', s.competency)) as r (rule)
    cross join lateral (
      select count(distinct (o.observer_id, o.observed_on)) as seen, count(distinct o.observer_id) as observers,
        count(distinct o.observed_on) as days
      from observations o
      where o.contract_id = s.contract_id and o.sequence < s.sequence and o.observed_on <= s.observed_on
        and jsonb_path_exists(o.items, '$[*] ? (@.level == $l && @.competency == $c && @.outcome == "performed")',
          jsonb_build_object('l', s.level, 'c', s.competency))
        and o.observed_on >= s.observed_on - coalesce((r.rule -> 'quorum' ->> 'maxAgeDays')::int, 9999)
    ) e
    where s.outcome = 'acquired'
      and (e.seen < coalesce((r.rule -> 'quorum' ->> 'minObservations')::int, 1)
        or e.observers < coalesce((r.rule -> 'quorum' ->> 'minObservers')::int, 1)
        or e.days < coalesce((r.rule -> 'quorum' ->> 'minDistinctDays')::int, 1))
  `);
  expect(short).toEqual([]);
});

test('the API serves it: lists, contracts, ladders, histories, and takes the next sign-off', async () => {
  const signable = await listSignable(app, 12);
  expect(signable).toHaveLength(12);
  for (const { contractId, tutorId, level, competency } of signable) {
    const tutor = await app.as(await someoneOf(app, '$1', [tutorId]));
    const ladder = await tutor.get(`/v1/contracts/${contractId}/ladder`);
    expect(ladder.body.currentLevel).toBe(level);
    const signed = await tutor.post(`/v1/contracts/${contractId}/sign-offs`, {
      observedOn: app.clock.today(),
      observation: true,
      items: [{ competency, level, outcome: 'acquired' }],
    });
    expect([signed.status, signed.body.code]).toEqual([201, undefined]);
    const history = await tutor.get(`/v1/contracts/${contractId}/events?limit=100`);
    expect(history.body.data[0].type).toBe('contract.created');
  }
  const auditor = await app.as(
    await someoneOf(app, `select person_id from memberships where role = 'auditor' limit 1`),
  );
  expect((await auditor.get('/v1/contracts?limit=100')).body.data).toHaveLength(100);
  expect((await auditor.get('/v1/reports/cohort?limit=100')).body.data).toHaveLength(100);
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
});

test('the same seed and the same day give the same facts; a database with contracts is left alone', async () => {
  const wanted = { contracts: 30, seed: 'twice', today: app.clock.today(), passwordHash: null };
  const digests = [await digestOf(wanted), await digestOf(wanted), await digestOf({ ...wanted, seed: 'other' })];
  expect(digests[0]).toBe(digests[1]);
  expect(digests[0]).not.toBe(digests[2]);
  await expect(generate(app.database.ownerUrl, wanted)).rejects.toThrow('contient déjà');
}, 60_000);

async function digestOf(wanted: Parameters<typeof generate>[1]): Promise<string | undefined> {
  const database = await freshDatabase();
  try {
    await generate(database.ownerUrl, wanted);
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ digest: string }>(
      `select md5(string_agg(o.*::text, '' order by o.id)) as digest from observations o`,
    );
    await client.end();
    return rows[0]?.digest;
  } finally {
    await database.drop();
  }
}
