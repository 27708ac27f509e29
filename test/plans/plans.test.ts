import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Caller, TestApp } from '../support/app.js';
import { someoneOf, startGenerated } from '../support/scenarios/generated.js';
import { OPERATIONS, parametersIn, type Operation } from '../support/http/operations.js';
import { SENT_UNNAMED } from '../support/statements/planned-once.js';
import { IS_FULL, SEED } from '../support/runs.js';
import { Samples } from '../support/http/samples.js';
import { grow } from './grown.js';
import { explainEverything, nodesOf, Plans, type Executed } from './plans.js';
import { statusSql } from '../../src/features/contracts/contracts.queries.js';

/** Some hundreds of rows for the whole country, read by whoever browses them. */
const SMALL = [
  'frameworks',
  'ladders',
  'ladder_mappings',
  'signing_keys',
  'credential_keys',
  'personal_data',
  'organisations',
  'organisation_names',
  'organisation_identifiers',
  'review_rules',
  'tutor_branch_rules',
  'queue',
];

/** Nothing fills them here: whole as they are, they are a page. */
const EMPTY = [
  'contract_confirmation_withdrawals',
  'erasures',
  'mails',
  'notification_preferences',
  'notifications',
  'person_corrections',
  'person_merges',
];

/** Statements that still read a whole table, what they read, and why. Take a line away once it is mended. */
const KNOWN: readonly { reads: string[]; statement: RegExp; because: string }[] = [
  {
    reads: ['level_credentials'],
    statement: /^\s*$|where k\.status_list = list\) >= 65536/,
    because:
      'the status list that is filled is all of them here; a list is read whole, and holds 65,536 at most',
  },
  {
    reads: ['overturns'],
    statement: /^\s*$/,
    because: 'app.prior_facts: a page of them here, and a page is cheaper whole than by an index',
  },
  {
    reads: ['overturns'],
    statement: /unsafeOn/,
    because: 'app.unsafe_observed: the same page, where an item was withdrawn by a revocation',
  },
  {
    reads: ['contracts', 'mandates', 'memberships'],
    statement: /from people p/,
    because:
      'the policy people_read hashes everybody whom the reader’s contracts name; only lists and joins of people ask it of many',
  },
  {
    reads: ['contracts'],
    statement: /select f\.contract_id as "contractId", f\.fact/,
    because:
      'the facts of a whole cohort page: the policy of each table of facts hashes the contracts that the reader sees',
  },
  {
    reads: ['api_clients'],
    statement: /from api_client_secrets s/,
    because: 'the policy of secrets hashes the clients that the reader sees; only administrators list them',
  },
  {
    reads: ['contracts', 'progress', 'disputes', 'dispute_endings', 'concern_reviews', 'journal_entry_steps'],
    statement: /with own as materialized/,
    because:
      'the queue: of whoever administers a whole group the planner expects so many contracts that it hashes what each piece looks up',
  },
  {
    reads: ['invitations'],
    statement: /from invitations i/,
    because: 'lower(email) keeps row-level security from an index; only administrators search it',
  },
];

/** How many rows a look-up may read besides those it answers. */
const BESIDES = 500;

const MODES = ['auto', 'force_generic_plan'];
const drawnMode = (text: string) =>
  MODES[createHash('sha256').update(`${SEED} ${text}`).digest().readUInt8() % MODES.length];

let first: TestApp;
let plans: Plans;
let generated: Ids;

type Ids = Record<
  | 'contractId'
  | 'alternantId'
  | 'employerId'
  | 'trainingCentreId'
  | 'ladderId'
  | 'frameworkId'
  | 'tutorId'
  | 'mandateId',
  string
>;

beforeAll(async () => {
  first = await startGenerated(300);
  await grow(first.owner, 15);
  generated = await someContract();
  // A group that employs many, and an auditor of every centre.
  await first.owner.query('update contracts set employer_id = $1 where training_centre_id = $2', [
    generated.employerId,
    generated.trainingCentreId,
  ]);
  await first.owner.query(
    `insert into memberships (id, person_id, organisation_id, role, created_at)
     select gen_random_uuid(), m.person_id, o.id, 'auditor', m.created_at
     from memberships m, organisations o
     where m.role = 'auditor' and m.organisation_id = $1 and o.kind = 'training_centre' and o.id <> $1`,
    [generated.trainingCentreId],
  );
  await first.owner.query('vacuum analyze');
  await explainEverything(first.owner);
}, 600_000);
afterAll(() => first.stop());

/** After a few calls PostgreSQL may keep one plan for whatever a statement is asked about: that must do as well. */
test.each(MODES)(
  'no request reads a whole table that grows (%s)',
  async (mode) => {
    await first.owner.query(`alter database ${first.database.name} set plan_cache_mode = '${mode}'`);
    // A name would leave that to chance: of the first calls each has a plan of its own, and later ones may share one.
    SENT_UNNAMED[mode === 'auto' ? 'add' : 'delete'](first.database.name);
    const app = await first.beside();
    plans = Plans.of(app);

    const samples = await Samples.start(app, `${mode}@exemple.test`);
    for (const operation of OPERATIONS.filter(({ form }) => form === null)) {
      if (!IS_FULL && mode !== drawnMode(operation.id)) continue; // as in `readEverything`
      plans.during = `${operation.method} ${operation.path}`;
      await samples.wire.send(await samples.sampleOf(operation));
    }
    samples.wire.close();
    for (const [name, caller] of await callersOf(app)) await readEverything(name, caller, mode);
    plans.during = 'maintenance';
    const setActor = `app.set_actor('sign_in', null, null, $1)`;
    await app.nest
      .get(DataSource)
      .query(`select ${setActor}, app.delete_expired($1, 500)`, [app.clock.now()]);

    expect(plans.executed.length).toBeGreaterThan(1_000);
    expect(linesOf(plans.executed.flatMap(wholeTables))).toEqual([]);
    const pointReads = plans.executed.filter(({ during }) =>
      /^(tutor|alternant) GET \/v1\/contracts\?|\/v1\/people\?(email|externalId)=|\/account/.test(during),
    );
    expect(pointReads.length).toBeGreaterThan(IS_FULL ? 50 : 10);
    expect(linesOf(pointReads.flatMap(rowsBesides))).toEqual([]);
  },
  600_000,
);

async function someContract(): Promise<Ids> {
  const { rows } = await first.owner.query<Ids>(
    `
    select c.id as "contractId", c.alternant_id as "alternantId", c.employer_id as "employerId",
      c.training_centre_id as "trainingCentreId", c.ladder_id as "ladderId", l.framework_id as "frameworkId",
      m.person_id as "tutorId", m.id as "mandateId"
    from contracts c
    join ladders l on l.id = c.ladder_id
    join mandates m on m.contract_id = c.id and m.role = 'main_tutor' and m.until_day is null
    where ${statusSql('c', '$1::date')} = 'active'
    order by c.id
    limit 1
    `,
    [first.clock.today()],
  );
  if (!rows[0]) throw new Error('No active contract was generated.');
  return rows[0];
}

async function callersOf(app: TestApp): Promise<(readonly [string, Caller])[]> {
  const { tutorId, alternantId, employerId, trainingCentreId } = generated;
  const member =
    'select m.person_id from memberships m where m.role = $1 and m.organisation_id = $2 order by m.created_at, m.person_id limit 1';
  const people = {
    tutor: await someoneOf(app, 'select $1::uuid', [tutorId]),
    alternant: await someoneOf(app, 'select $1::uuid', [alternantId]),
    hr: await someoneOf(app, member, ['hr', employerId]),
    centre_admin: await someoneOf(app, member, ['centre_admin', trainingCentreId]),
    auditor: await someoneOf(app, member, ['auditor', trainingCentreId]),
  };
  const client = await app.given.apiClient(trainingCentreId as Parameters<typeof app.given.apiClient>[0]);
  return [
    ...(await Promise.all(
      Object.entries(people).map(async ([name, person]) => [name, await app.as(person)] as const),
    )),
    ['client', app.asClient(client)],
  ];
}

/**
 * Each GET as far as its path names something generated, its next page, and each filter with every value it knows: in both
 * modes with `npm run test:full`, in the one that is drawn for the caller and the route otherwise.
 */
async function readEverything(name: string, caller: Caller, mode: string): Promise<void> {
  const ask = (url: string) => {
    plans.during = `${name} GET ${url}`;
    return caller.get(url);
  };
  for (const { operation, url } of OPERATIONS.flatMap(urlOf)) {
    if (!IS_FULL && mode !== drawnMode(`${name} ${url}`)) continue;
    const { status, body } = await ask(url);
    if (status === 403) continue;
    for (const { name: filter, schema } of parametersIn(operation, 'query')) {
      // A report reads the same whichever value it is filtered by, and reads much.
      const known = url.startsWith('/v1/reports/') ? schema.enum?.slice(0, 1) : schema.enum;
      const values = filter === 'limit' || filter === 'after' ? [] : (known ?? [VALUES()[filter] ?? 'true']);
      for (const value of values) await ask(`${url}?${filter}=${encodeURIComponent(String(value))}`);
    }
    if (!body?.page) continue;
    const { page } = (await ask(`${url}?limit=1`)).body;
    if (page?.next) await ask(`${url}?after=${encodeURIComponent(page.next)}`);
  }
}

function urlOf(operation: Operation): { operation: Operation; url: string }[] {
  if (operation.method !== 'GET') return [];
  const url = operation.path.replaceAll(/\{(\w+)\}/g, (all, name: string) => VALUES()[name] ?? all);
  return url.includes('{') ? [] : [{ operation, url }];
}

const VALUES = (): Record<string, string> => ({
  ...generated,
  organisationId: generated.employerId,
  personId: generated.tutorId,
  at: '2025-12-01T00:00:00Z',
  updatedSince: '2025-12-01T00:00:00Z',
  level: 'simple_tasks',
  mission: 'meal',
  externalId: 'EXT-1',
  search: 'moreau',
  group: 'Groupe 2',
  startsFrom: '2025-09-01',
  startsTo: '2025-10-01',
  endsFrom: '2026-03-01',
  endsTo: '2026-09-01',
  uai: '0755805C',
  familyName: 'mor',
  email: 'personne@exemple.test',
  siret: '77937827200016',
  code: 'DEAS',
  version: '2021',
});

function wholeTables(executed: Executed): string[] {
  return nodesOf(executed.plan)
    .filter(
      (node) =>
        node['Node Type'] === 'Seq Scan' && ![...SMALL, ...EMPTY].includes(node['Relation Name'] ?? ''),
    )
    .filter((node) => node['Relation Name'] !== 'pg_database') // of the server, not of ours
    .filter((node) => !isKnown(executed, node['Relation Name'] ?? ''))
    .map((node) => `all of ${node['Relation Name']}: ${reported(executed)}`);
}

function rowsBesides(executed: Executed): string[] {
  return nodesOf(executed.plan)
    .map((node) => ({
      node,
      rows: (node['Rows Removed by Filter'] ?? 0) * Math.max(1, node['Actual Loops'] ?? 1),
    }))
    .filter(({ rows }) => rows > BESIDES)
    .map(({ node, rows }) => `${rows} rows of ${node['Relation Name']} for nothing: ${reported(executed)}`);
}

function isKnown({ statement }: Executed, table: string): boolean {
  return KNOWN.some((known) => known.statement.test(statement) && known.reads.includes(table));
}

const reported = ({ during, statement, plan }: Executed) =>
  `${during}\n${statement.trim()}\n${nodesOf(plan)
    .map((node) => [node['Node Type'], node['Relation Name'], node['Index Name']].filter(Boolean).join(' '))
    .join(' < ')}`;

/** Each once, however many requests run it. */
const linesOf = (lines: readonly string[]) =>
  [...new Map(lines.map((line) => [line.replace(/: .*\n/, ''), line])).values()].slice(0, 8);
