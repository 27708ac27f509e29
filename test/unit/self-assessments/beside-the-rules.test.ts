import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** Whoever decides what an alternant may do. Reports and the file of a person may show a self-assessment; these may not know of it. */
const SHOWS = /^src\/features\/(self-assessments|privacy)\//;
const DECIDES =
  /^src\/features\/(frameworks|contracts|mandates|ladder|sign-offs|observations|revocations|level-decisions|sign-off-requests|assignments|journal|training-plan|concerns)\/|\.(rules|policy)\.ts$/;

test('no code that decides knows self-assessments, in SQL or otherwise', () => {
  const deciding = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && DECIDES.test(name) && !SHOWS.test(name));
  const knowing = deciding.filter((name) => /self.?assess/i.test(readFileSync(name, 'utf8')));

  expect(deciding.length).toBeGreaterThan(100);
  expect(knowing).toEqual([]);
});

test('no function of the database but their own policies reads them', () => {
  const schema = readFileSync('migrations/schema.sql', 'utf8');
  const bodies = schema.split(/\n(?=CREATE OR REPLACE FUNCTION|create (?:table|policy|trigger|view))/);
  const reading = bodies.filter((body) => /^CREATE OR REPLACE FUNCTION|^create (trigger|view)/.test(body));

  expect(reading.length).toBeGreaterThan(10);
  expect(reading.filter((body) => body.split('\ncreate ')[0]?.includes('self_assessments'))).toEqual([]);
});
