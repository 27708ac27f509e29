import { expect, test } from '@jest/globals';
import { requireAccountAdministrator } from '../../../src/features/identity/accounts/accounts.policy.js';
import { composeInvitation } from '../../../src/features/identity/invitations/invitation-mail.rules.js';
import type { AccountId, PersonId } from '../../../src/kernel/ids.js';
import type { PersonActor } from '../../../src/platform/access/actor.js';

const ADMIN: PersonActor = {
  kind: 'person',
  accountId: 'a' as AccountId,
  personId: 'admin' as PersonId,
  roles: ['hr'],
};
const ask = (personId: string, isAdministered: boolean, standsElsewhere: boolean) => () =>
  requireAccountAdministrator(ADMIN, { personId: personId as PersonId, isAdministered, standsElsewhere });

test('an account is closed by who administers all that its holder is', () => {
  expect(ask('paul', true, false)().personId).toBe('paul');
});

test.each([
  ['their own', 'admin', true, false, 'own account'],
  ['that of somebody they do not administer', 'paul', false, false, 'an organisation of this person'],
  ['that of somebody who is something elsewhere', 'paul', true, true, 'ask the platform administrator'],
])('nobody closes %s', (_, personId, isAdministered, standsElsewhere, why) => {
  expect(ask(personId, isAdministered, standsElsewhere)).toThrow(
    expect.objectContaining({ code: 'forbidden', message: expect.stringContaining(why) }),
  );
});

test('an invitation says in both languages who invites, and holds its link once', () => {
  const url = 'https://palier.example/invitations/x';
  const { subject, text } = composeInvitation('EHPAD Les Tilleuls', url);

  expect(subject).toBe('Palier : une invitation / an invitation');
  expect(text).toContain('l’espace Palier de EHPAD Les Tilleuls.');
  expect(text).toContain('join Palier of EHPAD Les Tilleuls.');
  expect(text.split(url)).toHaveLength(2);
  expect(text.split('\n')).toContain(url);
});

test('an invitation of the platform names no organisation', () => {
  const { text } = composeInvitation(null, 'https://palier.example');
  expect(text).toContain('l’espace Palier.');
  expect(text).toContain('join Palier.');
  expect(text).not.toContain('null');
});
