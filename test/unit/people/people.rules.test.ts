import { expect, test } from '@jest/globals';
import { namesFromEmail } from '../../../src/features/people/people.rules.js';

test.each([
  ['jeanne.petit@ehpad.test', 'Jeanne', 'Petit'],
  ['jeanne.petit-roy@ehpad.test', 'Jeanne', 'Petit Roy'],
  ['accueil@ehpad.test', 'Accueil', 'Accueil'],
  ['...@ehpad.test', '...', '...'],
])('%s gives names to go on with', (email, givenName, familyName) => {
  expect(namesFromEmail(email)).toEqual({ givenName, familyName });
});
