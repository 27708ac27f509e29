import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const files = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name));
const textOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const filesThat = (pattern: RegExp) =>
  [...textOf].filter(([, text]) => pattern.test(text)).map(([file]) => file);

/** The tables whose rows have a place in the history of a contract. */
const factTables = [...textOf]
  .filter(([file]) => file.endsWith('.entity.ts'))
  .filter(([, text]) => text.includes('sequence!: number') && text.includes('recordedAt!: Date'))
  .flatMap(([, text]) => /@Entity\('(\w+)'\)/.exec(text)?.[1] ?? []);

const RECORDER = 'src/features/contract-history/contract-history.store.ts';

test('one file writes the facts of contracts, their events and the heads of contracts', () => {
  expect(factTables.length).toBeGreaterThan(25);
  const inserts = new RegExp(`insert into (${[...factTables, 'sent_facts'].join('|')})\\b`);

  expect(filesThat(inserts)).toEqual([RECORDER]);
  expect(filesThat(/set last_sequence/)).toEqual([RECORDER]);
});

test('progress is written with the facts, and again by a rebuild', () => {
  expect(filesThat(/(insert into|update) progress\b/)).toEqual([
    RECORDER,
    'src/features/ladder/progress/rebuild.store.ts',
  ]);
});

test('every kind of fact is made in one place', () => {
  const tables = factTables.filter((table) => table !== 'events');
  const makers = files.filter((file) => file.endsWith('.facts.ts'));
  const made = makers.flatMap((file) =>
    [...(textOf.get(file) ?? '').matchAll(/factRow<\w+>\(\s*'(\w+)'/g)].map(([, table]) => [table, file]),
  );

  const placesOf = (table: string) => new Set(made.filter(([one]) => one === table).map(([, file]) => file));
  expect(tables.filter((table) => placesOf(table).size !== 1)).toEqual([]);
});
