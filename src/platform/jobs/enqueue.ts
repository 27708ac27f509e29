import type { Tx } from '../database/db.js';
import { execute } from '../database/sql.js';

export const JOBS_SCHEMA = 'jobs';

/** The queues that the migrations made, and what a job of each holds: ids and codes, never a name, an address or a token. */
export interface JobData {
  /** Tell people what happened. */
  readonly notify: {
    readonly notified: readonly { readonly event: string; readonly kind: string; readonly level?: string }[];
  };
  /** Send a mail that was made. */
  readonly mail: { readonly mail: string };
  /** Send an invitation. */
  readonly invite: { readonly invitation: string };
  /** Send a link of an account, or tell a person that their password was changed. */
  readonly account_mail: { readonly link?: string; readonly changed?: string };
  /** Send a guest their link or a code, or tell who gave a link that it went to somebody else. */
  readonly guest_mail: { readonly link: string; readonly what: 'link' | 'code' | 'disowned' };
}
export type Queue = keyof JobData;

/**
 * What pg-boss writes when it sends a job, as a test compares: said here, so that the job goes with the commit of the fact
 * without a round trip of its own, and nobody who records a fact loads pg-boss.
 */
const INSERT = `
  insert into jobs.job_common
    (id, name, data, start_after, created_on, keep_until, expire_seconds, deletion_seconds, retry_limit, retry_delay,
     retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  select
    gen_random_uuid(), q.name, $2::jsonb, jobs.job_now(), jobs.job_now(),
    jobs.job_now() + q.retention_seconds * interval '1 second', q.expire_seconds, q.deletion_seconds, q.retry_limit,
    q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
  from jobs.queue q
  where q.name = $1
`;

/** Adds a job that exists if, and only if, the transaction commits. */
export function enqueue<Name extends Queue>(tx: Tx, queue: Name, data: JobData[Name]): void {
  execute(tx, { name: 'enqueue', text: INSERT, values: [queue, JSON.stringify(data)] });
}
