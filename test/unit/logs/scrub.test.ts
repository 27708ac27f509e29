import { expect, test } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { describeError, withoutQuotes } from '../../../src/platform/logs/scrub.js';
import { AppError } from '../../../src/kernel/errors.js';
import { unavailable } from '../../../src/platform/database/database.errors.js';

/** As the driver gives it. */
const duplicate = Object.assign(
  new Error('duplicate key value violates unique constraint "accounts_email_key"'),
  {
    code: '23505',
    detail: 'Key (email)=(ines.moreau@exemple.test) already exists.',
    where: 'COPY accounts, line 1: "ines.moreau@exemple.test"',
    table: 'accounts',
    constraint: 'accounts_email_key',
    internalQuery: "select 'Moreau'",
  },
);

test('of an error of the database, its place is kept and its values are not', () => {
  const failed = new QueryFailedError(
    'insert into accounts values ($1)',
    ['ines.moreau@exemple.test'],
    duplicate,
  );
  const described = describeError(failed);

  expect(described).toMatchObject({
    type: 'QueryFailedError',
    cause: { code: '23505', table: 'accounts', constraint: 'accounts_email_key' },
  });
  expect(JSON.stringify(described)).not.toMatch(/moreau|insert into|parameters/i);
});

test('a cause is described as carefully as its error', () => {
  const described = describeError(unavailable(duplicate));

  expect(described.type).toBe('AppError');
  expect(described['code']).toBe('unavailable');
  expect(described.cause?.['constraint']).toBe('accounts_email_key');
  expect(JSON.stringify(described)).not.toMatch(/moreau/i);
});

test('the stack tells where, without the message that begins it', () => {
  const described = describeError(new Error('first "Inès" line\nand Moreau on the second'));

  expect(described.stack.length).toBeGreaterThan(0);
  for (const frame of described.stack) expect(frame).toMatch(/^at /);
});

test.each([
  ['invalid input syntax for type date: "le "12" mai, Inès"', 'invalid input syntax for type date: "…"'],
  [`Unexpected token 'I', "Inès" is not valid JSON`, `Unexpected token '…', "…" is not valid JSON`],
  ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
])('what a message quotes is left out: %s', (message, kept) => {
  expect(withoutQuotes(message)).toBe(kept);
});

test('what was thrown and is no error tells its type only', () => {
  expect(describeError('Inès Moreau')).toEqual({ type: 'string', message: 'not an Error', stack: [] });
});

test('a chain of causes that comes back to itself ends', () => {
  const error = new AppError('conflict', 'x', { title: null, detail: { en: 'x' } } as never);
  error.cause = error;

  expect(JSON.stringify(describeError(error)).length).toBeLessThan(20_000);
});
