import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { describeSchema, SCHEMA_FILE } from '../../scripts/schema.js';
import { freshDatabase } from '../support/database.js';

test('schema.sql shows the schema that the migrations build; if not: npm run schema:dump', async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();

  const schema = await describeSchema(client);
  await client.end();
  await database.drop();

  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schema);
});
