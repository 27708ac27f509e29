/** What people are told of, as codes. */
export const NOTIFICATION_KINDS = [
  'revocation',
  'fallback',
  'concern_high',
  'beyond_entitlement',
  'revocation_proposed',
  'concern_low',
  'level_opened',
  'decision_awaited',
  'cosignature_awaited',
  'request_awaited',
  'request_stale',
  'dispute_opened',
  'dispute_ruled',
  'request_answered',
  'ladder_changed',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What an alternant’s safety, or a resident’s, hangs on: told at once, and to tutors and referents whatever they prefer. */
export const SAFETY_KINDS: readonly NotificationKind[] = [
  'revocation',
  'fallback',
  'concern_high',
  'beyond_entitlement',
  'revocation_proposed',
];
