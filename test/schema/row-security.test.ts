import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { readTables } from '../../scripts/schema.js';
import { newId } from '../../src/platform/ids.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { readFactTables, type FactTable } from './fact-tables.js';
import { fillDatabase, NOW, type Person, type SmallWorld } from './small-world.js';

/** What is not for everybody who sees the contract: what one person was told, what one side calls it, links, who looks for work. */
const OF_FEW = [
  'notifications',
  'contract_external_ids',
  'contract_outcomes',
  'guest_links',
  'level_credentials',
  'prospect_agreements',
  'prospect_contact_decisions',
  'prospect_contacts',
  'prospect_views',
];

/** The papers of a contract, and why somebody was away: for the alternant, HR and administrators of the centre, and nobody else who stands on it. */
const PAPERS = [
  'contract_absences',
  'contract_amendment_papers',
  'contract_check_override_withdrawals',
  'attestation_proofs',
  'contract_check_overrides',
  'contract_forms',
];

/** What was written in reviews: whose mandate is over reads no more than their own of it. */
const OF_TODAY = ['review_answers', 'review_sections'];

/** What is not facts: the API changes rows of these, or removes them. Every other table is only ever added to. */
const CHANGED = [
  'api_client_grants',
  'api_client_secrets',
  'api_clients',
  'calendar_links',
  'contract_external_ids',
  'contracts',
  'erasures',
  'frameworks',
  'idempotency_keys',
  'ladders',
  'level_credentials',
  'mails',
  'mandates',
  'memberships',
  'notification_preferences',
  'notifications',
  'organisations',
  'people',
  'progress',
  'prospect_agreements',
  'tutor_branch_rules',
  'tutor_proofs',
];

/** Reached through functions alone: see test/attacks/database/behind-the-api.test.ts. */
const CLOSED = ['credential_keys', 'refresh_tokens', 'sign_in_failures', 'signing_keys'];

/** In the small world the referent rules; every other fact is the tutor’s. */
const RULINGS = ['contested_fact_rulings', 'dispute_endings', 'overturns'];

/** `permission denied`, and also what a policy answers to a row that it does not let in. */
const REFUSED = '42501';

let database: TestDatabase;
let owner: pg.Client;
let api: pg.Client;
let tables: string[];
let tablesOfContracts: string[];
let facts: string[];
let authored: FactTable[];
let world: SmallWorld;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await connected(database.ownerUrl);
  api = await connected(database.apiUrl);
  const described = await readTables(owner);
  tables = described.map(({ name }) => name);
  tablesOfContracts = described
    .filter(({ columns }) => columns.some((column) => column.startsWith('contract_id ')))
    .filter(({ name }) => ![...OF_FEW, ...PAPERS].includes(name))
    .map(({ name }) => name);
  facts = tablesOfContracts.filter((name) => !CHANGED.includes(name));
  authored = await readFactTables(owner);
  world = await fillDatabase(owner);
});

afterAll(async () => {
  await api.end();
  await owner.end();
  await database.drop();
});

test('every table has rows to hide, and row-level security that binds its owner too', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `
    select c.relname::text as name
    from pg_class c
    where c.relname = any ($1) and c.relkind = 'r' and c.relrowsecurity and c.relforcerowsecurity
    order by c.relname`,
    [tables],
  );
  const counts = await Promise.all(tables.map((table) => countAs(owner, `select from ${table}`)));

  expect(rows.map(({ name }) => name)).toEqual(tables);
  expect(tables.filter((_, i) => counts[i] === 0)).toEqual([]);
  expect(tablesOfContracts.length).toBeGreaterThan(10);
});

test('without an actor nothing is seen, changed, removed or added, in any table', async () => {
  const rows = await samples();
  for (const table of tables) {
    const seen = await attempt(null, `select from ${table}`);
    expect([table, seen]).toEqual([table, CLOSED.includes(table) ? 'refused' : 'nothing']);
    expect([table, await attempt(null, `delete from ${table}`)]).not.toEqual([table, 'done']);
    expect([table, await attempt(null, insertOf(table), [rows.get(table)])]).toEqual([table, 'refused']);
    for (const column of await columnsOf(table)) {
      const update = `update ${table} set ${column} = ${column}`;
      expect([update, await attempt(null, update)]).not.toEqual([update, 'done']);
    }
  }
});

test('whoever stands on the contract sees every part of it', async () => {
  const { contract, centreAdmin, auditor, recentTutor } = world;
  const near = [contract.alternant, contract.tutor, contract.referent, centreAdmin, auditor];
  const all = await partsSeen(null);
  for (const person of near) expect(await partsSeen(person)).toEqual(all);
  const isOfToday = (part: string) => OF_TODAY.some((table) => part.startsWith(`${table}:`));
  expect(await partsSeen(recentTutor)).toEqual(all.filter((part) => !isOfToday(part)));
});

test('papers are for the alternant, HR and administrators of the centre: nobody else who stands on the contract sees them', async () => {
  const { contract, hr, centreAdmin, auditor, recentTutor } = world;
  for (const table of PAPERS) {
    const read = `select from ${table} o where o.contract_id = '${contract.id}'`;
    for (const person of [contract.alternant, hr, centreAdmin])
      expect([table, await attempt(person, read)]).toEqual([table, 'done']);
    for (const person of [contract.tutor, contract.referent, recentTutor, auditor])
      expect([table, await attempt(person, read)]).toEqual([table, 'nothing']);
  }
});

test('only the alternant of the contract says how they see themselves', async () => {
  const { contract, classmates } = world;
  const row = (await samples()).get('self_assessments') ?? {};
  const by = (person: Person) =>
    attempt(person, insertOf('self_assessments'), [asIfBy(person, { ...row, contract_id: contract.id })]);

  expect(await by(contract.alternant)).toBe('done');
  for (const person of [contract.tutor, contract.referent, classmates.alternant, world.hr, world.centreAdmin])
    expect(await by(person)).toBe('refused');
});

test('the employer’s HR see every part but what is contested or written in reviews, how the alternant sees herself, and what tells of either, also of a contract that they hold', async () => {
  const { contract, hr } = world;
  const all = await partsSeen(null);
  const seen = await partsSeen(hr);
  const types = `select e.type from events e where e.contract_id = $1 order by e.type`;
  const reported = await inTransaction('person', hr, async (client) => {
    await client.query('select app.lock_contract($1)', [contract.id]);
    const confidences = await client.query(
      `
      select from disputes d where d.contract_id = $1
      union all
      select from self_assessments s where s.contract_id = $1
      `,
      [contract.id],
    );
    return [confidences.rowCount, ...(await client.query<{ type: string }>(types, [contract.id])).rows];
  });

  expect(all.filter((part) => !seen.includes(part))).toEqual([
    'dispute_endings: 1',
    'disputes: 1',
    'events: 3',
    'review_answers: 1',
    'review_sections: 1',
    'self_assessments: 1',
  ]);
  expect(seen).toContain('events: 1');
  expect(reported).toEqual([0, { type: 'sign_off.recorded' }]);
});

test('only the alternant contests for themselves, and nobody rules on what they recorded', async () => {
  const { contract } = world;
  const rows = await samples();
  const own = { ...rows.get('disputes'), contract_id: contract.id, attempt: 9 };
  const open = (person: Person, onBehalfOf: string | null) =>
    attempt(person, insertOf('disputes'), [
      asIfBy(person, { ...own, on_behalf_of: onBehalfOf, opened_by: person.personId }),
    ]);

  expect([
    await open(contract.alternant, null),
    await open(contract.referent, 'legal_representative'),
  ]).toEqual(['done', 'done']);
  expect([
    await open(contract.alternant, 'legal_representative'),
    await open(contract.referent, null),
  ]).toEqual(['refused', 'refused']);
  const dispute = await owner.query<{ id: string; revocation: string }>(
    'select d.id, d.revocation_id as revocation from disputes d where d.contract_id = $1',
    [contract.id],
  );
  const [{ id, revocation } = { id: '', revocation: '' }] = dispute.rows;
  const ruling = { ...rows.get('dispute_endings'), contract_id: contract.id, dispute_id: id };
  const overturn = { ...rows.get('overturns'), contract_id: contract.id, revocation_id: revocation };
  for (const [table, row] of Object.entries({ dispute_endings: ruling, overturns: overturn })) {
    // It was ruled on already: a second one meets the index, once the policy has let it pass.
    await expect(
      attempt(contract.referent, insertOf(table), [asIfBy(contract.referent, row)]),
    ).rejects.toMatchObject({ code: '23505' });
    expect(await attempt(contract.tutor, insertOf(table), [asIfBy(contract.tutor, row)])).toBe('refused');
  }
});

test('whoever does not, sees nothing of it', async () => {
  const platformAdmin = await somebody('platform_admin');
  const outsiders = {
    ...world.strangers,
    'a classmate on another contract': world.classmates.alternant,
    'the tutor of a classmate': world.classmates.tutor,
    'the referent of a classmate': world.classmates.referent,
    'the alternant of another centre': world.elsewhere.alternant,
    'a platform_admin': platformAdmin,
  };
  for (const [who, person] of Object.entries(outsiders)) {
    expect([who, await partsSeen(person)]).toEqual([who, []]);
  }
});

test('whoever does not, sees neither the alternant nor their names', async () => {
  const { alternant } = world.contract;
  const outsiders = {
    ...world.strangers,
    classmate: world.classmates.alternant,
    tutor: world.classmates.tutor,
  };
  for (const [who, person] of Object.entries(outsiders)) {
    const seen = await Promise.all([
      countIn(person, `select from people p where p.id = '${alternant.personId}'`),
      countIn(person, `select from person_names n where n.person_id = '${alternant.personId}'`),
      countIn(person, `select from memberships m where m.person_id = '${alternant.personId}'`),
      countIn(person, `select from accounts a where a.person_id = '${alternant.personId}'`),
    ]);
    expect([who, seen]).toEqual([who, [0, 0, 0, 0]]);
  }
});

test('somebody with no tie sees themselves, the organisations and what is published', async () => {
  const stranger = world.strangers['somebody with no tie to anything'] ?? null;
  const seen: Record<string, number> = {};
  for (const table of tables.filter((it) => !CLOSED.includes(it))) {
    const count = await countIn(stranger, `select from ${table}`);
    if (count > 0) seen[table] = count;
  }

  expect(seen).toEqual({
    accounts: 1,
    frameworks: await countAs(owner, 'select from frameworks where published_at is not null'),
    ladder_mappings: await countAs(owner, 'select from ladder_mappings'),
    ladders: await countAs(owner, 'select from ladders where published_at is not null'),
    organisation_identifiers: 4,
    organisation_names: 4,
    organisations: 4,
    people: 1,
    person_names: 1,
    tutor_branch_rules: 1,
  });
});

test('signing in opens no contract', async () => {
  for (const table of ['contracts', ...tablesOfContracts]) {
    const count = await inTransaction('sign_in', null, (client) => countAs(client, `select from ${table}`));
    expect([table, count]).toEqual([table, 0]);
  }
});

test('a disabled account enters nowhere', async () => {
  const someone = await somebody('hr');
  await owner.query('update accounts set disabled_at = $2 where id = $1', [someone.accountId, NOW]);

  await expect(inTransaction('person', someone, (client) => client.query('select 1'))).rejects.toMatchObject({
    code: 'PA401',
  });
});

test('who asked is forgotten with the transaction, also on a connection that is used again', async () => {
  expect(await countIn(world.contract.tutor, 'select from contracts')).toBe(1);
  await api.query('begin');
  await setActor(api, 'person', world.contract.tutor);
  await api.query('commit');

  const { rows } = await api.query(
    'select app.person_id() as person, app.account_id() as account, app.is_signing_in() as "signsIn"',
  );
  expect(rows).toEqual([{ person: null, account: null, signsIn: false }]);
  expect(await countAs(api, 'select from contracts')).toBe(0);
});

const HELD = `select app.contract_scope() as held, app.contract_scope_of_another() as judged`;

test('a contract is remembered by those who see it, as theirs to judge unless it is their own', async () => {
  const { contract, elsewhere } = world;
  const remembered = (person: Person, call: string) =>
    inTransaction('person', person, async (client) => {
      await client.query(`select app.${call}($1)`, [contract.id]);
      return (await client.query<object>(HELD)).rows[0];
    });
  for (const call of ['lock_contract', 'set_contract_scope']) {
    expect(await remembered(contract.tutor, call)).toEqual({ held: contract.id, judged: contract.id });
    expect(await remembered(contract.alternant, call)).toEqual({ held: contract.id, judged: null });
    expect(await remembered(elsewhere.tutor, call)).toEqual({ held: null, judged: null });
  }
});

test('who enters next, or holds another contract, has nothing of the one held before', async () => {
  const { contract, elsewhere } = world;
  const ofContract = tablesOfContracts.map((table) => `select from ${table} t where t.contract_id = $1`);
  await inTransaction('person', contract.tutor, async (client) => {
    await client.query('select app.lock_contract($1)', [contract.id]);
    await client.query('select app.lock_contract($1)', [newId()]);
    expect((await client.query(HELD)).rows).toEqual([{ held: null, judged: null }]);

    await client.query('select app.lock_contract($1)', [contract.id]);
    await setActor(client, 'person', elsewhere.tutor);
    for (const sql of ofContract) {
      const { rowCount } = await client.query(sql, [contract.id]);
      expect([sql, rowCount]).toEqual([sql, 0]);
    }
  });
});

test('holding a contract opens no other, and lets nobody judge themselves', async () => {
  const { contract, elsewhere } = world;
  const rows = await samples();
  const other = `select from progress p where p.contract_id <> $1`;
  const seen = (held: string) =>
    inTransaction('person', contract.tutor, async (client) => {
      await client.query('select app.lock_contract($1)', [held]);
      return (await client.query(other, [contract.id])).rowCount;
    });
  const judgeAfterHolding = (person: Person) =>
    inTransaction('person', person, async (client) => {
      await client.query('select app.lock_contract($1)', [contract.id]);
      const row = asIfBy(person, { ...rows.get('observations'), contract_id: contract.id });
      return client.query(insertOf('observations'), [row]).catch((error: { code?: string }) => error.code);
    });

  expect(await seen(contract.id)).toBe(await seen(newId()));
  for (const person of [contract.alternant, elsewhere.tutor]) {
    expect(await judgeAfterHolding(person)).toBe(REFUSED);
  }
});

test('the role of the API owns nothing, is nobody else and passes no policy by', async () => {
  const { rows } = await owner.query(`
    select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication as powerful,
           exists (select from pg_auth_members m where m.member = r.oid) as "isMember",
           exists (select from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owns,
           has_schema_privilege(r.oid, 'public', 'create') or has_schema_privilege(r.oid, 'app', 'create') as builds,
           has_table_privilege(r.oid, 'migrations', 'select, insert, update, delete') as "readsMigrations"
    from pg_roles r
    where r.rolname = 'palier_api'`);

  expect(rows).toEqual([
    { powerful: false, isMember: false, owns: false, builds: false, readsMigrations: false },
  ]);
});

test('facts can be added and read by the API, never changed nor removed; no table can be emptied', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `
    select t.name
    from unnest($1::text[]) as t (name)
    where has_any_column_privilege('palier_api', t.name, 'update')
       or has_table_privilege('palier_api', t.name, 'delete')
    order by t.name`,
    [tables],
  );
  const emptied = await owner.query(
    `select t.name from unnest($1::text[]) as t (name) where has_table_privilege('palier_api', t.name, 'truncate, trigger, references')`,
    [tables],
  );

  expect(rows.map(({ name }) => name)).toEqual(CHANGED);
  expect(emptied.rows).toEqual([]);
});

test('nobody adds a fact under another name', async () => {
  const { contract } = world;
  const rows = await samples();
  for (const table of facts) {
    const row = { ...rows.get(table), id: newId(), contract_id: contract.id, sequence: newSequence() };
    const other = RULINGS.includes(table) ? contract.tutor : contract.referent;
    expect([table, await attempt(other, insertOf(table), [row])]).toEqual([table, 'refused']);
  }
});

test('nobody adds a fact to a contract that they do not see', async () => {
  const { contract, elsewhere } = world;
  const rows = await samples();
  for (const table of facts) {
    const row = asIfBy(elsewhere.tutor, { ...rows.get(table), contract_id: contract.id });
    expect([table, await attempt(elsewhere.tutor, insertOf(table), [row])]).toEqual([table, 'refused']);
  }
});

test('nobody observes, signs, decides, assigns, attests, takes back, raises or reviews a concern, claims or decides a request for themselves', async () => {
  const { contract } = world;
  const rows = await samples();
  const judgements = authored.filter(({ isJudgement }) => isJudgement).map(({ name }) => name);
  expect(judgements.length).toBeGreaterThan(18);
  for (const table of judgements) {
    const row = asIfBy(contract.alternant, { ...rows.get(table), contract_id: contract.id, cosigns: null });
    expect([table, await attempt(contract.alternant, insertOf(table), [row])]).toEqual([table, 'refused']);
  }
});

test('she writes in her own journal, and nobody else does; an entry is acknowledged by another, and withdrawn by her', async () => {
  const { contract, classmates } = world;
  const rows = await samples();
  const write = (by: Person, contractId = contract.id) => {
    const row = asIfBy(by, { ...rows.get('journal_entries'), contract_id: contractId });
    return attempt(by, insertOf('journal_entries'), [row]);
  };
  expect(await write(contract.alternant)).toBe('done');
  expect(await write(contract.alternant, classmates.id)).toBe('refused');
  for (const by of [contract.tutor, contract.referent, classmates.alternant, world.hr]) {
    expect(await write(by)).toBe('refused');
  }

  const free = (
    await owner.query<{ row: Row }>(
      `select to_jsonb(j) as row from journal_entries j
     where j.contract_id = $1 and not exists (select from journal_entry_steps s where s.journal_entry_id = j.id)`,
      [contract.id],
    )
  ).rows[0]?.row as Row;
  const step = (by: Person, kind: string, contractId = contract.id) => {
    const reason = kind === 'withdrawn' ? 'doublon' : null;
    const row = {
      ...rows.get('journal_entry_steps'),
      journal_entry_id: free['id'],
      contract_id: contractId,
      kind,
      reason,
    };
    return attempt(by, insertOf('journal_entry_steps'), [asIfBy(by, row)]);
  };
  expect(await step(contract.alternant, 'acknowledged')).toBe('refused');
  expect(await step(contract.tutor, 'withdrawn')).toBe('refused');
  expect(await step(classmates.tutor, 'acknowledged', classmates.id)).toBe('refused');
  expect(await step(contract.tutor, 'acknowledged')).toBe('done');
  expect(await step(contract.alternant, 'withdrawn')).toBe('done');
});

test('an item of the plan ends once, and is replaced within its contract', async () => {
  const { contract, classmates } = world;
  const { rows: items } = await owner.query<{ row: Row }>(
    `select to_jsonb(p) as row from plan_items p where p.contract_id = $1 order by p.sequence`,
    [contract.id],
  );
  const [withdrawn, kept] = items.map(({ row }) => row) as [Row, Row];
  const rows = await samples();
  const end = (by: Person, item: Row, contractId = contract.id) => {
    const row = { ...rows.get('plan_item_withdrawals'), plan_item_id: item['id'], contract_id: contractId };
    return attempt(by, insertOf('plan_item_withdrawals'), [asIfBy(by, row)]);
  };
  const replace = (by: Person, item: Row, contractId = contract.id) => {
    const row = { ...item, replaces: item['id'], contract_id: contractId };
    return attempt(by, insertOf('plan_items'), [asIfBy(by, row)]);
  };

  expect([await end(contract.tutor, withdrawn), await replace(contract.tutor, withdrawn)]).toEqual([
    'refused',
    'refused',
  ]);
  expect(await replace(classmates.tutor, kept, classmates.id)).toBe('refused');
  expect(await end(classmates.tutor, kept, classmates.id)).toBe('refused');
  expect([await end(contract.tutor, kept), await replace(contract.referent, kept)]).toEqual(['done', 'done']);
});

test('a request is withdrawn by whoever asked, and by nobody else, also on their own contract', async () => {
  const { contract } = world;
  const [requests, ends] = ['sign_off_requests', 'sign_off_request_ends'];
  const rows = await samples();
  const asked = asIfBy(contract.alternant, { ...rows.get(requests), contract_id: contract.id });
  const withdrawal = { ...rows.get(ends), contract_id: contract.id, ended_as: 'withdrawn' };
  const withdraw = (person: Person, request_id: unknown) => [asIfBy(person, { ...withdrawal, request_id })];
  await owner.query(insertOf(requests), [asked]);

  expect(
    await attempt(contract.alternant, insertOf(requests), [{ ...asked, id: newId(), sequence: 900 }]),
  ).toBe('done');
  expect(await attempt(contract.tutor, insertOf(ends), withdraw(contract.tutor, asked['id']))).toBe(
    'refused',
  );
  expect(await attempt(contract.alternant, insertOf(ends), withdraw(contract.alternant, asked['id']))).toBe(
    'done',
  );
});

test('a decision is cosigned by somebody else', async () => {
  const { contract } = world;
  const decision = (await samples()).get('level_decisions');
  const cosigned = {
    ...decision,
    contract_id: contract.id,
    cosigns: contract.decisionId,
    mandate_id: contract.mandateId,
  };

  expect(await attempt(contract.tutor, insertOf('level_decisions'), [asIfBy(contract.tutor, cosigned)])).toBe(
    'refused',
  );
  expect(
    await attempt(contract.referent, insertOf('level_decisions'), [asIfBy(contract.referent, cosigned)]),
  ).toBe('done');
});

test('nobody sees under which ids somebody else sent their sign-offs, nor takes one in their name', async () => {
  const { contract, hr, classmates } = world;
  const seenBy = (person: Person) => countIn(person, 'select from sent_facts');
  const [sent] = [(await samples()).get('sent_facts')];
  const insert = insertOf('sent_facts');

  expect([await seenBy(contract.tutor), await seenBy(classmates.tutor)]).toEqual([1, 1]);
  expect([await seenBy(contract.alternant), await seenBy(contract.referent), await seenBy(hr)]).toEqual([
    0, 0, 0,
  ]);
  expect(await attempt(contract.tutor, insert, [{ ...sent, person_id: contract.referent.personId }])).toBe(
    'refused',
  );
  expect(
    await attempt(contract.tutor, insert, [{ ...sent, person_id: contract.tutor.personId, client_id: 'b' }]),
  ).toBe('done');
});

test('what an employer declared is seen by whoever stands on one of its contracts, and told by its HR alone', async () => {
  const { contract, hr, centreAdmin, auditor, classmates, elsewhere, strangers } = world;
  const seenBy = (person: Person) =>
    Promise.all(
      ['employer_declarations', 'employer_declaration_withdrawals'].map((table) =>
        countIn(person, `select from ${table}`),
      ),
    );
  for (const person of [contract.alternant, contract.tutor, classmates.tutor, hr, centreAdmin, auditor])
    expect(await seenBy(person)).toEqual([1, 1]);
  for (const person of [elsewhere.tutor, elsewhere.alternant, ...Object.values(strangers)])
    expect(await seenBy(person)).toEqual([0, 0]);

  const row = { ...(await samples()).get('employer_declarations') };
  const insert = insertOf('employer_declarations');
  for (const person of [contract.tutor, contract.alternant, centreAdmin, elsewhere.tutor])
    expect(await attempt(person, insert, [asIfBy(person, row)])).toBe('refused');
  expect(await attempt(hr, insert, [asIfBy(hr, row)])).toBe('done');
});

test('nobody reads which birth dates and structure types were known: they only decide', async () => {
  const { hr, centreAdmin, contract } = world;
  for (const person of [hr, centreAdmin, contract.alternant, contract.tutor])
    for (const table of ['person_birth_dates', 'organisation_structure_types'])
      expect(await attempt(person, `select from ${table}`)).toBe('nothing');
});

test('nobody sees what somebody else was told, nor tells anybody anything; whoever tells people does', async () => {
  const { contract, hr, classmates } = world;
  const rows = await samples();
  const seenBy = (person: Person) =>
    Promise.all(
      ['notifications', 'mails', 'notification_preferences'].map((table) =>
        countIn(person, `select from ${table}`),
      ),
    );

  expect(await seenBy(contract.tutor)).toEqual([1, 1, 1]);
  for (const person of [contract.alternant, contract.referent, hr]) {
    expect(await seenBy(person)).toEqual([0, 0, 0]);
  }
  for (const table of ['notifications', 'mails']) {
    const row = { ...rows.get(table), id: newId(), subject_id: newId() };
    expect([table, await attempt(contract.tutor, insertOf(table), [row])]).toEqual([table, 'refused']);
    expect(await attempt(contract.tutor, `delete from ${table}`)).toBe('refused');
  }
  expect(await attempt(contract.tutor, 'update mails set settled_at = null, outcome = null')).toBe('nothing');
  expect(await attempt(contract.tutor, 'update notifications set due_at = null')).toBe('nothing');

  const ids = [contract.id, classmates.id];
  for (const [name, values] of [
    [
      'notification_subjects',
      (await owner.query<{ id: string }>('select id from events')).rows.map(({ id }) => id),
    ],
    ['people_to_notify', ids],
    ['mail_addresses', [contract.tutor.personId]],
    ['levels_ready', ids],
  ] as const) {
    expect([name, await attempt(contract.tutor, `select from app.${name}($1)`, [values])]).toEqual([
      name,
      'nothing',
    ]);
  }
  await api.query('begin');
  await api.query('select app.set_actor($1, null, null, $2)', ['notifier', NOW]);
  const reported = await api.query(
    `with p as (select * from app.people_to_notify($1))
     select p.contract_id, p.alternant_id from p union select p.contract_id, p.person_id from p`,
    [ids],
  );
  const contracts = await api.query('select from contracts');
  await api.query('rollback');
  expect([reported.rowCount, contracts.rowCount]).toEqual([6, 0]);
});

test('nobody renames a person that they may not change', async () => {
  const { contract } = world;
  const name = {
    person_id: contract.alternant.personId,
    recorded_at: NOW,
    version: 2,
    given_name: 'X',
    family_name: 'Y',
  };

  for (const person of [contract.tutor, contract.alternant, world.centreAdmin, world.hr])
    expect(await attempt(person, insertOf('person_names'), [name])).toBe('refused');
});

/** The tables in which the person (the owner, for null) sees rows of the contract. */
test('only its parties change what a contract says; whoever records a fact moves its sequence', async () => {
  const { contract } = world;
  const change = 'update contracts set until_day = until_day + 30 where id = $1';
  const move = 'update contracts set last_sequence = last_sequence + 1 where id = $1';

  expect(await attempt(contract.alternant, change, [contract.id])).toBe('refused');
  expect(await attempt(contract.tutor, change, [contract.id])).toBe('refused');
  expect(await attempt(contract.tutor, move, [contract.id])).toBe('done');
  expect(
    await attempt(contract.alternant, `update progress set complete = true where contract_id = $1`, [
      contract.id,
    ]),
  ).toBe('refused');
});

async function partsSeen(person: Person | null): Promise<string[]> {
  const seen: string[] = [];
  for (const table of ['contracts', ...tablesOfContracts]) {
    const sql = `select from ${table} t where t.${table === 'contracts' ? 'id' : 'contract_id'} = '${world.contract.id}'`;
    const count = person === null ? await countAs(owner, sql) : await countIn(person, sql);
    if (count > 0) seen.push(`${table}: ${count}`);
  }
  return seen;
}

/** What comes of one statement of the API: rows, none, or a refusal. Nothing of it remains. */
async function attempt(
  person: Person | null,
  sql: string,
  params: readonly unknown[] = [],
): Promise<'done' | 'nothing' | 'refused'> {
  try {
    const { rowCount } = await inTransaction('person', person, (client) => client.query(sql, [...params]));
    return rowCount ? 'done' : 'nothing';
  } catch (error) {
    if ((error as { code?: string }).code === REFUSED) return 'refused';
    throw error;
  }
}

const countIn = (person: Person | null, sql: string): Promise<number> =>
  inTransaction('person', person, (client) => countAs(client, sql));

async function countAs(client: pg.Client, sql: string): Promise<number> {
  return (await client.query(sql)).rowCount ?? 0;
}

async function inTransaction<T>(
  kind: 'person' | 'sign_in',
  person: Person | null,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  await api.query('begin');
  try {
    if (person !== null || kind === 'sign_in') await setActor(api, kind, person);
    return await work(api);
  } finally {
    await api.query('rollback');
  }
}

async function setActor(client: pg.Client, kind: 'person' | 'sign_in', person: Person | null): Promise<void> {
  await client.query('select app.set_actor($1, $2, $3, $4)', [
    kind,
    person?.accountId ?? null,
    person?.personId ?? null,
    NOW,
  ]);
}

type Row = Readonly<Record<string, unknown>>;

/** One row of each table, of the first contract where it has one. */
async function samples(): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for (const table of tables) {
    const order = tablesOfContracts.includes(table) ? `order by t.contract_id <> '${world.contract.id}'` : '';
    const { rows } = await owner.query<{ row: Row }>(
      `select to_jsonb(t) as row from ${table} t ${order} limit 1`,
    );
    if (rows[0]) found.set(table, rows[0].row);
  }
  return found;
}

const insertOf = (table: string) =>
  `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`;

let sequence = 1000;
const newSequence = () => (sequence += 1);

/** Copies a fact as a new one that names that person as its author. */
function asIfBy(person: Person, row: Row): Row {
  const authors = new Set(['actor_person_id', 'corrected_by', ...authored.map(({ author }) => author)]);
  const signed = Object.entries(row).map(([column, value]) => [
    column,
    authors.has(column) ? person.personId : value,
  ]);
  return { ...(Object.fromEntries(signed) as Row), id: newId(), sequence: newSequence() };
}

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select a.attname::text as name from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** One more person, a member of the first contract's employer, or of the platform. */
async function somebody(role: 'platform_admin' | 'hr'): Promise<Person> {
  const person = { personId: newId(), accountId: newId() };
  await owner.query(
    `insert into people (id, given_name, family_name, version, created_at, updated_at) values ($1, 'A', 'B', 1, $2, $2)`,
    [person.personId, NOW],
  );
  await owner.query('insert into accounts (id, person_id, email, created_at) values ($1, $2, $3, $4)', [
    person.accountId,
    person.personId,
    `${person.accountId}@exemple.test`,
    NOW,
  ]);
  await owner.query(
    `insert into memberships (id, person_id, organisation_id, role, created_at)
     select $1, $2, case when $3 = 'platform_admin' then null else c.employer_id end, $3, $4 from contracts c where c.id = $5`,
    [newId(), person.personId, role, NOW, world.contract.id],
  );
  return person;
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
