import { expect, test } from '@jest/globals';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';
import { NOTICE_KINDS, type NoticeKind } from '../../../src/kernel/notification-kinds.js';
import { whoIsTold } from '../../../src/features/notifications/notify/recipients.rules.js';
import type { Stander } from '../../../src/features/notifications/notifications.types.js';

const stander = (role: Stander['role'], absent = false, person: string = role): Stander => ({
  contractId: 'contract' as ContractId,
  personId: person as PersonId,
  role,
  absent,
});
const TEAM = [
  stander('alternant'),
  stander('main_tutor'),
  stander('co_tutor'),
  stander('substitute'),
  stander('referent'),
  stander('observer'),
];
const names = (kind: NoticeKind, team: readonly Stander[]) =>
  whoIsTold(kind, team)
    .map(({ personId }) => String(personId))
    .sort();

test.each<[NoticeKind, string[]]>([
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
])('%s is told to %j', (kind, expected) => {
  expect(names(kind, TEAM)).toEqual(expected);
});

test('while the main tutor is away the co-tutor decides too, and the substitute is told', () => {
  const team = TEAM.map((one) => (one.role === 'main_tutor' ? { ...one, absent: true } : one));

  expect(names('decision_awaited', team)).toEqual(['co_tutor', 'main_tutor']);
  expect(names('request_awaited', team)).toEqual(['co_tutor', 'main_tutor', 'substitute']);
});

test('a request that no tutor is there for awaits the referent', () => {
  const away = [stander('alternant'), stander('main_tutor', true), stander('referent')];

  expect(names('request_awaited', away)).toEqual(['main_tutor', 'referent']);
});

test('an observer is told of nothing, an alternant of nothing that is said about them in confidence', () => {
  expect(NOTICE_KINDS.filter((kind) => names(kind, TEAM).includes('observer'))).toEqual([]);
  expect(NOTICE_KINDS.filter((kind) => names(kind, TEAM).includes('alternant'))).toEqual([
    'revocation',
    'fallback',
    'concern_high',
    'level_opened',
    'dispute_ruled',
    'request_answered',
    'ladder_changed',
  ]);
});

test('whoever stands there twice is told once, as staff', () => {
  const team = [stander('referent', false, 'same'), stander('co_tutor', false, 'same')];

  expect(whoIsTold('revocation', team)).toEqual([{ personId: 'same', isStaff: true }]);
});
