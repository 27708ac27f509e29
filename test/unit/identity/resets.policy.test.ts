import { expect, test } from '@jest/globals';
import {
  requireResetIssuer,
  type ResetPosition,
} from '../../../src/features/identity/passwords/resets.policy.js';
import type { AccountId, PersonId } from '../../../src/kernel/ids.js';
import type { PersonActor } from '../../../src/platform/access/actor.js';

const me = 'me' as PersonId;
const actor: PersonActor = { kind: 'person', accountId: 'a' as AccountId, personId: me, roles: ['hr'] };
const colleague: ResetPosition = {
  personId: 'colleague' as PersonId,
  isPlatformAdmin: false,
  isMember: true,
  hasOtherRoles: false,
  standsElsewhere: false,
  learnsElsewhere: false,
};
const refusal = (position: Partial<ResetPosition>): string | null => {
  try {
    requireResetIssuer(actor, { ...colleague, ...position });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

test.each<[who: string, position: Partial<ResetPosition>, because: RegExp]>([
  ['oneself', { personId: me }, /Nobody gives this link to themself/],
  ['oneself, for the platform', { personId: me, isPlatformAdmin: true }, /Nobody gives/],
  ['who is no member of theirs', { isMember: false }, /Only an administrator of the organisation/],
  ['who holds a stronger role, or one elsewhere', { hasOtherRoles: true }, /not yours to give/],
  ['who has a mandate elsewhere', { standsElsewhere: true }, /belongs to another organisation/],
  ['an alternant of a centre that is not theirs', { learnsElsewhere: true }, /their training centre/],
])('nobody gives a link to %s', (_, position, because) => {
  expect(refusal(position)).toMatch(because);
});

test('an administrator gives one to whom they answer for entirely; the platform to anybody else', () => {
  expect(requireResetIssuer(actor, colleague).personId).toBe('colleague');
  const anybody = { isMember: false, hasOtherRoles: true, standsElsewhere: true, learnsElsewhere: true };
  expect(refusal({ isPlatformAdmin: true, ...anybody })).toBeNull();
});
