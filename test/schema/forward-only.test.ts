import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { QueryFailedError, type QueryRunner } from 'typeorm';
import { listMigrations, MIGRATIONS } from '../../migrations/index.js';
import { CHECKSUMS_FILE, checksumsOf, findRewritten } from '../../scripts/checksums.js';

const files = listMigrations();

test('a migration that was committed is never edited: SHA256SUMS knows each as it stands; a new one: npm run schema:dump', () => {
  expect(files.length).toBeGreaterThan(30);
  expect(checksumsOf(files)).toBe(readFileSync(CHECKSUMS_FILE, 'utf8'));
});

test('what was edited, removed, or added before another is found; what is added at the end is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palier-migrations-'));
  const write = (name: string, sql: string) => {
    writeFileSync(join(folder, name), sql);
    return join(folder, name);
  };
  const [first, second] = [write('1-first.sql', 'select 1'), write('2-second.sql', 'select 2')];
  const listed = checksumsOf([first, second]);
  const added = write('3-third.sql', 'select 3');

  expect(findRewritten(listed, checksumsOf([first, second, added]))).toBeUndefined();
  expect(findRewritten('', listed)).toBeUndefined();
  expect(findRewritten(listed, checksumsOf([first]))).toBe('2-second.sql');
  expect(findRewritten(listed, checksumsOf([write('0-before.sql', ''), first, second]))).toBe('1-first.sql');
  write('2-second.sql', 'select 20');
  expect(findRewritten(listed, checksumsOf([first, second]))).toBe('2-second.sql');
});

test('each says first what it is for, and has a timestamp of its own', () => {
  const silent = files.filter((file) => !readFileSync(file, 'utf8').startsWith('-- '));
  const timestamps = files.map((file) => basename(file).slice(0, 13));

  expect(silent).toEqual([]);
  expect(new Set(timestamps).size).toBe(files.length);
});

test('nothing in the folder looks like a migration and is none', () => {
  const others = readdirSync('migrations').filter((name) => !files.some((file) => basename(file) === name));

  expect(others.toSorted()).toEqual(['README.md', 'SHA256SUMS', 'index.ts', 'schema.sql']);
});

test('none goes back', async () => {
  for (const Migration of MIGRATIONS) await expect(new Migration().down()).rejects.toThrow('only go forward');
});

test('one that PostgreSQL refuses says in which line of its file', async () => {
  const [first] = files.map((file) => readFileSync(file, 'utf8'));
  const line = first?.split('\n').indexOf('create schema app;') ?? 0;
  const position = String((first?.indexOf('create schema app;') ?? 0) + 1);
  const runner = {
    query: (sql: string) =>
      Promise.reject(new QueryFailedError(sql, undefined, Object.assign(new Error('no'), { position }))),
  } as unknown as QueryRunner;
  const [Migration] = MIGRATIONS;

  await expect(Migration && new Migration().up(runner)).rejects.toThrow(`-access.sql:${line + 1}: no`);
});
