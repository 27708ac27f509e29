import type { Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { Thing } from '../notifications.types.js';

/** What the time alone makes worth telling, as of an instant: no fact tells it. */
export type TimeDriven = (q: Queryable, at: Instant) => Promise<Thing[]>;

/**
 * Asked as a process starts to work and once a day. A thing that is found again is told once: its id, kind and reader are
 * one row. Each function reads as `TELLING`, so through a function of schema `app` of its own.
 */
export const TIME_DRIVEN: readonly TimeDriven[] = [listStaleRequests];

/** Requests that nobody decided in the three days since they were asked, or taken on. */
async function listStaleRequests(q: Queryable, at: Instant): Promise<Thing[]> {
  const found = await rows<{ id: string; contractId: ContractId }>(
    q,
    `select r.id, r.contract_id as "contractId" from app.requests_stale($1) r`,
    [at],
  );
  return found.map((one) => ({ ...one, kind: 'request_stale', actorId: null, level: null }));
}
