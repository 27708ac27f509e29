import type { Instant } from '../../kernel/days.js';
import type { ContractId, PersonId, PlanItemId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { PlanItemKept, PlanWithdrawal } from './plan.types.js';

type ItemRow = Omit<PlanItemKept, 'withdrawal'> & {
  readonly withdrawalId: PlanWithdrawal['id'] | null;
  readonly withdrawnBy: PersonId;
  readonly withdrawnAt: Instant;
  readonly withdrawalReason: string;
};

const ITEMS = `
  select
    p.id,
    p.contract_id as "contractId",
    p.horizon,
    p.mission,
    p.competencies,
    p.place,
    p.unit,
    p.by_day      as "by",
    p.note,
    p.recorded_by as "recordedBy",
    p.recorded_at as "recordedAt",
    p.replaces,
    r.id          as "replacedBy",
    w.id          as "withdrawalId",
    w.recorded_by as "withdrawnBy",
    w.recorded_at as "withdrawnAt",
    w.reason      as "withdrawalReason",
    app.reads_comments(c) as "readsComments"
  from plan_items p
  join contracts c on c.id = p.contract_id
  left join plan_items r on r.replaces = p.id
  left join plan_item_withdrawals w on w.plan_item_id = p.id
`;

/** @throws not_found */
export async function getPlanItem(q: Queryable, id: PlanItemId): Promise<PlanItemKept> {
  const found = await row<ItemRow>(q, `${ITEMS} where p.id = $1`, [id]);
  if (!found) throw notFound();
  return withWithdrawal(found);
}

/** By the day until which it is to be learned, then as recorded: one more than `limit`. `after` is the id of an item. */
export async function listPlanItems(
  q: Queryable,
  contractId: ContractId,
  { after, limit }: { after: string | null; limit: number },
): Promise<PlanItemKept[]> {
  const found = await rows<ItemRow>(
    q,
    `
    ${ITEMS}
    where p.contract_id = $1
      and (
        $2::uuid is null
        or (p.by_day, p.sequence) > (select a.by_day, a.sequence from plan_items a where a.id = $2)
      )
    order by p.by_day, p.sequence
    limit $3
    `,
    [contractId, after, limit + 1],
  );
  return found.map(withWithdrawal);
}

function withWithdrawal({
  withdrawalId,
  withdrawnBy,
  withdrawnAt,
  withdrawalReason,
  ...item
}: ItemRow): PlanItemKept {
  const withdrawal =
    withdrawalId === null
      ? null
      : { id: withdrawalId, recordedBy: withdrawnBy, recordedAt: withdrawnAt, reason: withdrawalReason };
  return { ...item, withdrawal };
}
