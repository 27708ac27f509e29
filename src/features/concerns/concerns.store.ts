import type { ConcernId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Raiser, Reviewer } from './concerns.policy.js';
import type { ConcernRaised, ConcernReviewed } from './concerns.types.js';

export async function insertConcern(
  tx: Tx,
  by: Raiser,
  concern: Omit<ConcernRaised, 'raisedBy' | 'review' | 'readsComments'>,
  sequence: number,
): Promise<void> {
  const { id, contractId, recordedAt, severity, missions, text } = concern;
  await rows(
    tx,
    `
    insert into concerns (id, contract_id, sequence, recorded_at, raised_by, severity, missions, text)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    `,
    [id, contractId, sequence, recordedAt, by.personId, severity, missions, text],
  );
}

export async function insertConcernReview(
  tx: Tx,
  by: Reviewer,
  { id: concernId, contractId }: { readonly id: ConcernId; readonly contractId: string },
  { id, recordedAt, text }: Omit<ConcernReviewed, 'reviewedBy'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into concern_reviews (id, concern_id, contract_id, sequence, recorded_at, reviewed_by, text)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, concernId, contractId, sequence, recordedAt, by.personId, text],
  );
}
