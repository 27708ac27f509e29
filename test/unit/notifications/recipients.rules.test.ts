import { expect, test } from '@jest/globals';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';
import { NOTIFICATION_KINDS, type NotificationKind } from '../../../src/kernel/notification-kinds.js';
import { selectRecipients } from '../../../src/features/notifications/notify/recipients.rules.js';
import type { TeamMember } from '../../../src/features/notifications/notifications.types.js';

const member = (role: TeamMember['role'], absent = false, person: string = role): TeamMember => ({
  contractId: 'contract' as ContractId,
  personId: person as PersonId,
  role,
  absent,
});
const TEAM = [
  member('alternant'),
  member('main_tutor'),
  member('co_tutor'),
  member('substitute'),
  member('referent'),
  member('observer'),
];
const names = (kind: NotificationKind, team: readonly TeamMember[]) =>
  selectRecipients(kind, team)
    .map(({ personId }) => String(personId))
    .sort();

test.each<[NotificationKind, string[]]>([
  ['revocation', ['alternant', 'co_tutor', 'main_tutor', 'referent']],
  ['fallback', ['alternant', 'co_tutor', 'main_tutor', 'referent']],
  ['concern_high', ['alternant', 'co_tutor', 'main_tutor', 'referent']],
  ['concern_low', ['co_tutor', 'main_tutor', 'referent']],
  ['beyond_entitlement', ['co_tutor', 'main_tutor', 'referent']],
  ['revocation_proposed', ['co_tutor', 'main_tutor', 'referent']],
  ['level_opened', ['alternant', 'co_tutor', 'main_tutor', 'referent']],
  ['decision_awaited', ['main_tutor']],
  ['cosignature_awaited', ['referent']],
  ['request_awaited', ['co_tutor', 'main_tutor']],
  ['request_stale', ['co_tutor', 'main_tutor', 'referent']],
  ['dispute_opened', ['referent']],
  ['dispute_ruled', ['alternant', 'co_tutor', 'main_tutor']],
  ['request_answered', ['alternant', 'co_tutor', 'main_tutor']],
  ['ladder_changed', ['alternant', 'co_tutor', 'main_tutor', 'referent']],
  ['corrected', ['alternant', 'co_tutor', 'main_tutor', 'referent']],
])('%s is told to %j', (kind, expected) => {
  expect(names(kind, TEAM)).toEqual(expected);
});

test('while the main tutor is away the co-tutor decides too, and the substitute is told', () => {
  const team = TEAM.map((one) => (one.role === 'main_tutor' ? { ...one, absent: true } : one));

  expect(names('decision_awaited', team)).toEqual(['co_tutor', 'main_tutor']);
  expect(names('request_awaited', team)).toEqual(['co_tutor', 'main_tutor', 'substitute']);
});

test('a request that no tutor is there for awaits the referent', () => {
  const away = [member('alternant'), member('main_tutor', true), member('referent')];

  expect(names('request_awaited', away)).toEqual(['main_tutor', 'referent']);
});

test('an observer is told of nothing, an alternant of nothing that is said about them in confidence', () => {
  expect(NOTIFICATION_KINDS.filter((kind) => names(kind, TEAM).includes('observer'))).toEqual([]);
  expect(NOTIFICATION_KINDS.filter((kind) => names(kind, TEAM).includes('alternant'))).toEqual([
    'revocation',
    'fallback',
    'concern_high',
    'level_opened',
    'dispute_ruled',
    'request_answered',
    'ladder_changed',
    'corrected',
  ]);
});

test('whoever stands there twice is told once, as staff', () => {
  const team = [member('referent', false, 'same'), member('co_tutor', false, 'same')];

  expect(selectRecipients('revocation', team)).toEqual([{ personId: 'same', isStaff: true }]);
});
