import type { NotificationKind } from '../../kernel/notification-kinds.js';

type Data = Readonly<Record<string, unknown>>;

const flagged = (item: unknown): boolean =>
  (item as { readonly beyondEntitlement?: unknown } | null)?.beyondEntitlement === true;

/** The events that people are told of, and as what. Any other is history alone, and costs nothing more. */
const NOTIFIED_EVENTS: Readonly<
  Record<string, NotificationKind | ((data: Data) => NotificationKind | null)>
> = {
  'sign_off.revoked': 'revocation',
  'level.reopened': 'fallback',
  'level.locked': 'fallback',
  'level.opened': 'level_opened',
  'concern.raised': ({ severity }) => (severity === 'high' ? 'concern_high' : 'concern_low'),
  // What was unsafe says more than where it was done.
  'observation.recorded': ({ items, proposesRevocation }) => {
    if (proposesRevocation === true) return 'revocation_proposed';
    return Array.isArray(items) && items.some(flagged) ? 'beyond_entitlement' : null;
  },
  // What a revocation withdraws is told with it.
  'observation.withdrawn': ({ revocationId }) => (revocationId === undefined ? 'corrected' : null),
  'journal_entry.recorded': (data) => (flagged(data) ? 'beyond_entitlement' : null),
  'sign_off_request.submitted': 'request_awaited',
  'dispute.opened': 'dispute_opened',
  'dispute.ruled': 'dispute_ruled',
  'sign_off_request.decided': 'request_answered',
  'contract.ladder_changed': 'ladder_changed',
  'contract.step_corrected': 'corrected',
  'contract.step_withdrawn': 'corrected',
  'mandate.absence_ended': 'corrected',
  'assignment.ended': 'corrected',
  'resumption.withdrawn': 'corrected',
  'attestation.withdrawn': 'corrected',
};

/** What an event tells people, or null. */
export function kindOf({
  type,
  data,
}: {
  readonly type: string;
  readonly data: Data;
}): NotificationKind | null {
  const notified = Object.hasOwn(NOTIFIED_EVENTS, type) ? NOTIFIED_EVENTS[type] : undefined;
  return typeof notified === 'function' ? notified(data) : (notified ?? null);
}
