import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CONTRACT_KINDS, CONTRACT_STATUSES } from '../../../src/features/contracts/contracts.types.js';
import { SUPERVISIONS, UNLOCKS } from '../../../src/features/frameworks/frameworks.types.js';
import {
  DECISIONS,
  OBSERVATION_OUTCOMES,
  SIGN_OFF_OUTCOMES,
} from '../../../src/features/ladder/facts.types.js';
import { MANDATE_ROLES } from '../../../src/features/mandates/mandates.types.js';
import { ORGANISATION_KINDS } from '../../../src/features/organisations/organisations.types.js';
import { ROLES } from '../../../src/platform/access/actor.js';

const glossary = readFileSync('docs/glossary.md', 'utf8');
const words = [...glossary.matchAll(/^\| ([a-z][a-z -]+) \|/gm)].map((match) => match[1] ?? '').slice(1);

test('each word stands there once, in order', () => {
  expect(words.length).toBeGreaterThan(50);
  expect(words).toEqual([...new Set(words)].sort());
});

test('every table of the database holds something that has a word', () => {
  const schema = readFileSync('migrations/schema.sql', 'utf8');
  const tables = [...schema.matchAll(/^create table (\w+) \(/gm)].map((match) => match[1] ?? '');
  const ofOurOwn = tables.filter((table) => table !== 'migrations');

  expect(ofOurOwn.length).toBeGreaterThan(20);
  expect(ofOurOwn.filter((table) => !glossary.includes(`\`${table}\``))).toEqual([]);
});

test('every value that people meet is in it', () => {
  const values = [
    ...CONTRACT_KINDS,
    ...CONTRACT_STATUSES,
    ...DECISIONS,
    ...MANDATE_ROLES,
    ...OBSERVATION_OUTCOMES,
    ...ORGANISATION_KINDS,
    ...ROLES,
    ...SIGN_OFF_OUTCOMES,
    ...SUPERVISIONS,
    ...UNLOCKS,
  ];

  expect(values.filter((value) => !glossary.includes(`\`${value}\``))).toEqual([]);
});
