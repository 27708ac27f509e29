import { expect, test } from '@jest/globals';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';
import { kindOf, NOTIFICATION_KINDS, type NotificationKind } from '../../../src/kernel/notification-kinds.js';
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
  member('hr'),
  member('centre_admin'),
];
const ATTESTERS = ['alternant', 'centre_admin', 'hr', 'main_tutor', 'referent'];
const names = (kind: NotificationKind, team: readonly TeamMember[]) =>
  selectRecipients(kind, team)
    .map(({ personId }) => String(personId))
    .sort();

const STAFF = ['co_tutor', 'main_tutor', 'referent'];
const EVERYBODY = ['alternant', ...STAFF];
const TUTORS = ['co_tutor', 'main_tutor'];
const REFERENT_AND_CENTRE = ['centre_admin', 'referent'];
const BEYOND = { beyondEntitlement: true };

const CASES: [NotificationKind, string[], [string, Record<string, unknown>][]][] = [
  ['revocation', EVERYBODY, [['sign_off.revoked', {}]]],
  [
    'fallback',
    EVERYBODY,
    [
      ['level.locked', { level: 'autonomy' }],
      ['level.reopened', {}],
    ],
  ],
  ['concern_high', EVERYBODY, [['concern.raised', { severity: 'high' }]]],
  ['concern_low', STAFF, [['concern.raised', { severity: 'low' }]]],
  [
    'beyond_entitlement',
    STAFF,
    [
      ['observation.recorded', { items: [{ beyondEntitlement: false }, BEYOND] }],
      ['journal_entry.recorded', BEYOND],
    ],
  ],
  ['revocation_proposed', STAFF, [['observation.recorded', { items: [BEYOND], proposesRevocation: true }]]],
  ['level_opened', EVERYBODY, [['level.opened', {}]]],
  ['decision_awaited', ['main_tutor'], []],
  ['cosignature_awaited', ['referent'], []],
  ['request_awaited', TUTORS, [['sign_off_request.submitted', {}]]],
  ['request_stale', STAFF, []],
  ['dispute_opened', ['referent'], [['dispute.opened', {}]]],
  ['dispute_ruled', ['alternant', ...TUTORS], [['dispute.ruled', {}]]],
  ['request_answered', ['alternant', ...TUTORS], [['sign_off_request.decided', {}]]],
  ['guest_link_disowned', [], []],
  ['amendment_awaited', ['alternant'], [['amendment.proposed', {}]]],
  ['ladder_changed', EVERYBODY, [['contract.ladder_changed', {}]]],
  ['prerequisite_expiring', ATTESTERS, []],
  ['prerequisite_expiring_soon', ATTESTERS, []],
  ['prerequisite_missing', ATTESTERS, []],
  ['trial_period_ending', ['centre_admin', 'hr', 'main_tutor'], []],
  ['outcome_awaited', ['alternant', 'referent'], []],
  [
    'review_planned',
    EVERYBODY,
    [
      ['review.planned', {}],
      ['review.resumed', {}],
    ],
  ],
  [
    'review_moved',
    EVERYBODY,
    [
      ['review.moved', {}],
      ['review.cancelled', {}],
    ],
  ],
  ['review_awaited', EVERYBODY, [['review.held', {}]]],
  ['review_disagreed', REFERENT_AND_CENTRE, [['review.disagreed', {}]]],
  ['review_due', ['referent'], []],
  ['review_late', REFERENT_AND_CENTRE, []],
  [
    'corrected',
    EVERYBODY,
    [
      ['observation.withdrawn', { observationId: 'o' }],
      ['contract.step_corrected', {}],
      ['contract.step_withdrawn', {}],
      ['mandate.absence_ended', {}],
      ['assignment.ended', {}],
      ['resumption.withdrawn', {}],
      ['attestation.withdrawn', {}],
    ],
  ],
];

test.each(CASES)('%s is told to %j, by its events', (kind, expected, events) => {
  expect(names(kind, TEAM)).toEqual(expected);
  for (const [type, data] of events) expect([type, kindOf({ type, data })]).toEqual([type, kind]);
});

test('of each kind it stands here whom it is told, and of each event which', () => {
  expect(CASES.map(([kind]) => kind).sort()).toEqual([...NOTIFICATION_KINDS].sort());
});

test.each([
  ['observation.recorded', { items: [{ beyondEntitlement: false }] }],
  ['observation.recorded', {}],
  ['observation.withdrawn', { observationId: 'o', revocationId: 'r' }],
  ['journal_entry.recorded', { beyondEntitlement: false }],
  ['level.achieved', {}],
  ['sign_off.recorded', {}],
  ['contract.signed', {}],
  ['toString', {}],
])('%s %j tells nobody', (type, data) => {
  expect(kindOf({ type, data })).toBeNull();
});

test('while the main tutor is away the co-tutor decides too, and the substitute is told', () => {
  const team = TEAM.map((one) => (one.role === 'main_tutor' ? { ...one, absent: true } : one));

  expect(names('decision_awaited', team)).toEqual(['co_tutor', 'main_tutor']);
  expect(names('request_awaited', team)).toEqual(['co_tutor', 'main_tutor', 'substitute']);
});

test('who tutors at a host is told of requests, and decides on no level', () => {
  const team = [member('main_tutor', true), { ...member('co_tutor'), isAtHost: true }];

  expect(names('decision_awaited', team)).toEqual(['main_tutor']);
  expect(names('request_awaited', team)).toEqual(['co_tutor', 'main_tutor']);
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
    'amendment_awaited',
    'prerequisite_expiring',
    'prerequisite_expiring_soon',
    'prerequisite_missing',
    'outcome_awaited',
    'review_planned',
    'review_moved',
    'review_awaited',
    'corrected',
  ]);
});

test('whoever stands there twice is told once, as staff', () => {
  const team = [member('referent', false, 'same'), member('co_tutor', false, 'same')];

  expect(selectRecipients('revocation', team)).toEqual([{ personId: 'same', isStaff: true }]);
});
