import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { readTables, type TableDescription } from '../../scripts/schema.js';
import { ownerDataSourceOptions } from '../../src/data-source.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';

/** Indexes that no entity can describe. */
const ON_EXPRESSIONS = /^CREATE (UNIQUE )?INDEX (people_email|people_search|invitations_open_once) /;

let migrated: TestDatabase;
let built: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  migrated = await freshDatabase();
  built = await freshDatabase();
  dataSource = await new DataSource(ownerDataSourceOptions(migrated.ownerUrl)).initialize();
});

afterAll(async () => {
  await dataSource?.destroy();
  await migrated?.drop();
  await built?.drop();
});

test('every table has an entity, and every entity a table', async () => {
  const tables = (await tablesOf(migrated)).map(({ name }) => name);
  const entities = dataSource.entityMetadatas.map(({ tableName }) => tableName).sort();

  expect(entities).toEqual(tables);
});

test('TypeORM finds nothing to change on the migrated schema', async () => {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();

  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

// TypeORM compares checks, exclusions and the conditions of indexes by their names alone, so the server compares them.
test('the entities build the very tables that the migrations built', async () => {
  const withEntity = new Set(dataSource.entityMetadatas.map(({ tableName }) => tableName));
  const wanted = (await tablesOf(migrated)).filter(({ name }) => withEntity.has(name)).map(comparable);
  await rebuildFromEntities();

  expect((await tablesOf(built)).map(comparable)).toEqual(wanted);
});

async function rebuildFromEntities(): Promise<void> {
  const tables = (await tablesOf(built)).map(({ name }) => name);
  await onDatabase(built, (client) => client.query(`drop table ${tables.join(', ')} cascade`));
  const builder = await new DataSource(ownerDataSourceOptions(built.ownerUrl)).initialize();
  try {
    await builder.synchronize();
  } finally {
    await builder.destroy();
  }
}

const tablesOf = (database: TestDatabase): Promise<TableDescription[]> => onDatabase(database, readTables);

async function onDatabase<T>(database: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Without what an entity cannot say: the order of columns, an index on an expression or of another kind, `nulls not distinct`. */
const comparable = ({ name, columns, constraints, indexes }: TableDescription) => ({
  name,
  columns: [...columns].sort(),
  constraints,
  indexes: indexes
    .filter((index) => !ON_EXPRESSIONS.test(index))
    .map((index) => index.replace(' NULLS NOT DISTINCT', '')),
});
