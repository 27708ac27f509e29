import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Instant } from '../../kernel/days.js';
import type { ContractId, PlanItemId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { loadLadderContext, type LadderContext } from '../ladder/ladder.queries.js';
import { entitledAt, type Entitled } from '../ladder/entitlements/entitled.rules.js';
import { illegalPlanAct } from './plan.errors.js';
import { planItemRecorded, planItemWithdrawn } from './plan.facts.js';
import { requirePlanner } from './plan.policy.js';
import { getPlanItem, listPlanItems } from './plan.queries.js';
import { allowedPlanActs, findPlanMistakes, planStatus, type PlanAct } from './plan.rules.js';
import type { PlanItemKept, PlanItemRead, PlanItemWanted } from './plan.types.js';

@Injectable()
export class PlanService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async add(actor: PersonActor, contractId: ContractId, wanted: PlanItemWanted): Promise<PlanItemRead> {
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      return this.record(tx, actor, context, wanted, null);
    });
  }

  /** A new item that points at the old one: the plan of that day stays readable. */
  async replace(actor: PersonActor, id: PlanItemId, wanted: PlanItemWanted): Promise<PlanItemRead> {
    const { contractId } = await this.db.read(actor, (q) => getPlanItem(q, id));
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      return this.record(tx, actor, context, wanted, await getPlanItem(tx, id));
    });
  }

  async withdraw(actor: PersonActor, id: PlanItemId, reason: string): Promise<PlanItemRead> {
    const { contractId } = await this.db.read(actor, (q) => getPlanItem(q, id));
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const item = await getPlanItem(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const planner = requirePlanner(actor.personId, context, today);
      const entitled = entitledAt(context, recordedAt);
      requireNotWithdrawn(item, entitled, recordedAt, 'withdraw');

      const withdrawal = { id: history.newId<'plan_item_withdrawal'>(), recordedAt, reason };
      recordFacts(tx, history, [planItemWithdrawn(planner, id, withdrawal)]);
      const withdrawn = { ...item, withdrawal: { ...withdrawal, recordedBy: actor.personId } };
      return withStatus(withdrawn, entitled, recordedAt);
    });
  }

  get(actor: Actor, id: PlanItemId): Promise<PlanItemRead> {
    return this.db.read(actor, async (q) => {
      const item = await getPlanItem(q, id);
      const now = this.clock.now();
      return withStatus(item, entitledAt(await loadLadderContext(q, item.contractId), now), now);
    });
  }

  /** However many items: the state of the contract is read once. */
  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<PlanItemRead[]> {
    return this.db.read(actor, async (q) => {
      const now = this.clock.now();
      const entitled = entitledAt(await loadLadderContext(q, contractId), now);
      const items = await listPlanItems(q, contractId, page);
      return items.map((item) => withStatus(item, entitled, now));
    });
  }

  private async record(
    tx: Tx,
    actor: PersonActor,
    context: LadderContext,
    wanted: PlanItemWanted,
    replaced: PlanItemKept | null,
  ): Promise<PlanItemRead> {
    const { contractId, ladder, life } = context;
    const history = continueHistory(context, actor, this.clock);
    const { recordedAt, today } = history;
    const mistakes = findPlanMistakes(ladder, life, wanted);
    if (mistakes.length > 0) throw validationFailed(mistakes);
    const planner = requirePlanner(actor.personId, context, today);
    const entitled = entitledAt(context, recordedAt);
    if (replaced) requireNotWithdrawn(replaced, entitled, recordedAt, 'replace');

    const id: PlanItemId = history.newId();
    const item = { ...wanted, id, contractId, recordedAt, replaces: replaced?.id ?? null };
    recordFacts(tx, history, [planItemRecorded(planner, item)]);
    const kept = {
      ...item,
      recordedBy: actor.personId,
      replacedBy: null,
      withdrawal: null,
      readsComments: true,
    };
    return withStatus(kept, entitled, recordedAt);
  }
}

/** @throws illegal_transition */
function requireNotWithdrawn(item: PlanItemKept, entitled: Entitled, now: Instant, act: PlanAct): void {
  const { status } = withStatus(item, entitled, now);
  const allowed = allowedPlanActs(status);
  if (!allowed.includes(act)) throw illegalPlanAct(status, allowed);
}

function withStatus(item: PlanItemKept, { state, to }: Entitled, now: Instant): PlanItemRead {
  const entitlement = item.mission === null ? null : to(item.mission);
  return { ...item, status: planStatus(item, state, entitlement, dayOf(now)) };
}
