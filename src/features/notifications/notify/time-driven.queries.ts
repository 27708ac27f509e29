import { dayOf, type Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { Reminder } from '../../attestations/attestations.types.js';
import { listReminders } from '../../attestations/reminders/reminders.queries.js';
import { listTrialsEnding } from '../../contracts/trial-period/trial-ending.queries.js';
import {
  isStale,
  staleSince,
  type UntouchedRequest,
} from '../../sign-off-requests/sign-off-requests.types.js';
import { listRemindedReviews } from '../../reviews/due/due.queries.js';
import type { NotificationKind } from '../../../kernel/notification-kinds.js';
import type { Subject } from '../notifications.types.js';

/** What the time alone makes worth telling, as of an instant: no fact tells it. */
export type TimeDriven = (q: Queryable, at: Instant) => Promise<Subject[]>;

/**
 * Asked as a process starts to work and once a day. A thing that is found again is told once: its id, kind and reader are
 * one row. Each function reads as `NOTIFIER`, so through a function of schema `app` of its own.
 */
export const TIME_DRIVEN: readonly TimeDriven[] = [
  listStaleRequests,
  listPrerequisites,
  listTrials,
  listOutcomesDue,
  listReviews,
];

/** Requests that nobody decided since they were asked, or taken on, as long ago as a claim lasts. */
async function listStaleRequests(q: Queryable, at: Instant): Promise<Subject[]> {
  const today = dayOf(at);
  const found = await rows<{ id: string; contractId: ContractId } & UntouchedRequest>(
    q,
    `select r.id, r.contract_id as "contractId", r.life, r.items from app.requests_untouched($1, $2) r`,
    [staleSince(at), today],
  );
  return found
    .filter((one) => isStale(one, today))
    .map(({ id, contractId }) => ({ id, contractId, kind: 'request_stale', actorId: null, level: null }));
}

const KIND_OF: Readonly<Record<Reminder, NotificationKind>> = {
  first: 'prerequisite_expiring',
  last: 'prerequisite_expiring_soon',
  missing: 'prerequisite_missing',
};

/** Prerequisites that end soon, or that nothing holds: each is told once for each attestation, the first and the last time. */
async function listPrerequisites(q: Queryable, at: Instant): Promise<Subject[]> {
  const found = await listReminders(q, null, dayOf(at));
  return found.map(({ id, contractId, reminder }) => ({
    id,
    contractId,
    kind: KIND_OF[reminder],
    actorId: null,
    level: null,
  }));
}

/** Trial periods that come to their end: each is told once, by its contract. */
async function listTrials(q: Queryable, at: Instant): Promise<Subject[]> {
  const found = await listTrialsEnding(q, dayOf(at));
  return found.map((contractId) => ({
    id: contractId,
    contractId,
    kind: 'trial_period_ending',
    actorId: null,
    level: null,
  }));
}

/** Contracts that ended six months ago, of which nobody has recorded what became: each is told once. */
async function listOutcomesDue(q: Queryable, at: Instant): Promise<Subject[]> {
  const found = await rows<{ contractId: ContractId }>(
    q,
    'select d.contract_id as "contractId" from app.outcomes_due($1) d',
    [dayOf(at)],
  );
  return found.map(({ contractId }) => ({
    id: contractId,
    contractId,
    kind: 'outcome_awaited',
    actorId: null,
    level: null,
  }));
}

/** Reviews that are to be planned soon, or late: each is told once as either. */
async function listReviews(q: Queryable, at: Instant): Promise<Subject[]> {
  return (await listRemindedReviews(q, dayOf(at))).map(({ id, contractId, state }) => ({
    id,
    contractId,
    kind: state === 'late' ? 'review_late' : 'review_due',
    actorId: null,
    level: null,
  }));
}
