import { expect, test } from '@jest/globals';
import { findLeaks } from '../../support/http/leak-search.js';

const CLEAN = [
  '{"level":"info","requestId":"0197","method":"GET","route":"/v1/people/:personId","status":200,"ms":3.1}',
  '{"level":"error","error":{"type":"QueryFailedError","code":"23505","constraint":"accounts_email"}}',
];

test('nothing is found in lines that hold no secret', () => {
  expect(findLeaks(CLEAN, ['Camille', 'Moreau', 'un mot de passe'])).toEqual([]);
});

test.each([
  ['as it is', 'Inès Moreau', '{"message":"no such person: Inès Moreau"}'],
  ['within JSON', 'dite "la Grande"', String.raw`{"message":"dite \"la Grande\""}`],
  ['within an address', 'Inès Moreau', '{"url":"/v1/people?q=In%C3%A8s%20Moreau"}'],
  ['on the last of many lines', 's3cr3t', 'a line that ends with s3cr3t'],
])('a secret is found %s, with its line', (_, secret, line) => {
  expect(findLeaks([...CLEAN, line], ['Camille', secret])).toEqual([{ found: secret, line }]);
});

test.each([
  ['an e-mail address', '{"to":"ines.moreau+test@exemple.test"}'],
  ['a signed token', '{"token":"eyJhbGciOiJFUzI1NiJ9.e30.x"}'],
  ['what PostgreSQL quotes of a row', '{"m":"Key (email)=(x) already exists."}'],
  ['the parameters of a statement', '{"parameters":["x"]}'],
])('%s is found though nobody said that it is secret', (_, line) => {
  expect(findLeaks([...CLEAN, line], []).map((leak) => leak.line)).toEqual([line]);
});
