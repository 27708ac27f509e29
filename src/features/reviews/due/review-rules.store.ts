import type { DatedTx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { ReviewRuleRow } from '../reviews.types.js';

/** A centre says how often it wants reviews of a kind: added to what it said before, which stays readable. */
export async function insertReviewRule(tx: DatedTx, rule: ReviewRuleRow): Promise<void> {
  const { id, trainingCentreId, kind, firstMonths, everyMonths, from, recordedAt, recordedBy } = rule;
  await rows(
    tx,
    `
    insert into review_rules
      (id, training_centre_id, kind, first_months, every_months, from_day, recorded_at, recorded_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    `,
    [id, trainingCentreId, kind, firstMonths, everyMonths, from, recordedAt, recordedBy],
  );
}
