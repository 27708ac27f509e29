import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SECTION_TITLES } from '../../src/features/privacy/export/sections.rules.js';
import type { PersonalData } from '../../src/features/privacy/personal-data.entity.js';
import { TestApp } from '../support/app.js';

// What the export shows and an erasure follows is a list: a new table that holds something on people belongs to it, by a line
// in its migration (`insert into personal_data …`), and a title in `sections.rules.ts`.

/** Tables of contracts or of people that are no part of anybody's file, and why. */
const NO_FILE: Readonly<Record<string, string>> = {};

/** Texts of facts that are codes, not words of somebody. */
const CODES =
  /^(kind|mode|part|type|level|mission|competency|capacity|decision|outcome|severity|horizon|place|cause|initiator|media_type|prerequisite|ending|ended_as|ruling|on_behalf_of|reason_code|source|role|max_level|current_level|code|basis|side|party|extension|form_type|structure_type|host_siret|stage|diploma|situation|shown_name)$/;

let app: TestApp;
let listed: Map<string, PersonalData>;

beforeAll(async () => {
  app = await TestApp.start();
  const { rows } = await app.owner.query<PersonalData>(`
    select
      d.table_name as "tableName", d.of_person as "ofPerson", d.of_account as "ofAccount", d.of_contract as "ofContract",
      d.by_person as "byPerson", d.withheld, d.words, d.sorted_by as "sortedBy", d.erased
    from personal_data d
  `);
  listed = new Map(rows.map((row) => [row.tableName, row]));
});
afterAll(() => app.stop());

const columnsOf = async (sql: string) =>
  (
    await app.owner.query<{ table: string; column: string; type: string; names: string | null }>(sql)
  ).rows.filter(({ table }) => !(table in NO_FILE));

const COLUMNS = `
  select
    c.relname::text as table, a.attname::text as column, a.atttypid::regtype::text as type,
    (
      select f.confrelid::regclass::text from pg_constraint f
      where f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum]
    ) as names
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
`;

test('every column that names a person, an account or a contract is in the list of what is held on people', async () => {
  const missing = (await columnsOf(COLUMNS)).filter(({ table, column, type, names }) => {
    const of = listed.get(table);
    const named = [...(of?.ofPerson ?? []), ...(of?.byPerson ?? [])];
    if (
      names === 'people' ||
      (type === 'uuid' && names === null && /(_by|person_id|reader_id)$/.test(column))
    )
      return !named.includes(column);
    if (names === 'accounts' || column === 'caller_id') return !of?.ofAccount.includes(column);
    // A notification is its receiver's, not a part of the file of whom it is about.
    if (names === 'contracts' && column === 'contract_id' && table !== 'notifications')
      return !of?.ofContract.includes(column);
    return false;
  });
  expect(missing.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
});

test('the list names nothing that is not there, withholds every secret and has a title for each part', async () => {
  const columns = await columnsOf(COLUMNS);
  const known = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const named = [...listed.values()].flatMap((of) =>
    [
      ...of.ofPerson,
      ...of.ofAccount,
      ...of.ofContract,
      ...of.byPerson,
      ...of.withheld,
      ...of.words,
      of.sortedBy,
    ].map((column) => `${of.tableName}.${column}`),
  );
  expect(named.filter((one) => !known.has(one))).toEqual([]);
  expect(Object.keys(SECTION_TITLES).sort()).toEqual([...listed.keys()].sort());
  const secrets = columns.filter(
    ({ table, column, type }) =>
      listed.has(table) && (type === 'bytea' || /hash|sealed|token$/.test(column)) && column !== 'sha256',
  );
  expect(secrets.filter(({ table, column }) => !listed.get(table)?.withheld.includes(column))).toEqual([]);
});

test('every text of a fact is a code, or words that an erasure takes away', async () => {
  const texts = (await columnsOf(COLUMNS)).filter(({ table, column, type }) => {
    const of = listed.get(table);
    return (
      type === 'text' &&
      !['changed', 'deleted'].includes(of?.erased ?? '') &&
      of?.ofContract.includes('contract_id') &&
      !CODES.test(column)
    );
  });
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter(({ table, column }) => !listed.get(table)?.words.includes(column))).toEqual([]);
});
