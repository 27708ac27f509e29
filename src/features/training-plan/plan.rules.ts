import type { Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { duplicateItem, notRequired, unknownLevel, unknownMission } from '../../kernel/refusals.js';
import { heldUntil, type ContractLife } from '../contracts/contracts.types.js';
import type { Entitlement } from '../ladder/entitlements/entitlement.rules.js';
import type { LadderState } from '../ladder/ladder.types.js';
import { nothingToLearn, outsidePlannedContract } from './plan.errors.js';
import type { CompetencyAtLevel, PlanItemKept, PlanItemStatus, PlanItemWanted } from './plan.types.js';

export type PlanAct = 'replace' | 'withdraw';

/** As long as it stands, the day and the progress alone make it planned, reached or overdue. */
const NOT_WITHDRAWN: readonly PlanItemStatus[] = ['planned', 'reached', 'overdue'];

/** The one table of what people may do with an item. */
export const PLAN_ITEM_TRANSITIONS: Readonly<
  Record<PlanAct, { readonly from: readonly PlanItemStatus[]; readonly to: PlanItemStatus }>
> = {
  replace: { from: NOT_WITHDRAWN, to: 'replaced' },
  withdraw: { from: NOT_WITHDRAWN, to: 'withdrawn' },
};

export function allowedPlanActs(status: PlanItemStatus): PlanAct[] {
  const acts = Object.keys(PLAN_ITEM_TRANSITIONS) as PlanAct[];
  return acts.filter((act) => PLAN_ITEM_TRANSITIONS[act].from.includes(status));
}

/** What the contract's ladder and days make wrong in what is wanted. */
export function findPlanMistakes(
  ladder: {
    readonly levels: readonly {
      readonly code: string;
      readonly requirements: readonly { readonly competency: string }[];
    }[];
    readonly missions: readonly { readonly code: string }[];
  },
  life: ContractLife,
  { mission, competencies, by }: Pick<PlanItemWanted, 'mission' | 'competencies' | 'by'>,
): FieldError[] {
  const isKnown = mission === null || ladder.missions.some(({ code }) => code === mission);
  return [
    ...(isKnown ? [] : [unknownMission('/mission')]),
    ...(mission === null && competencies.length === 0 ? [nothingToLearn()] : []),
    ...competencies.flatMap((item, index) => mistakesOf(ladder, competencies, item, index)),
    ...(life.startsOn <= by && by < heldUntil(life)
      ? []
      : [outsidePlannedContract(life.startsOn, heldUntil(life))]),
  ];
}

function mistakesOf(
  ladder: Parameters<typeof findPlanMistakes>[0],
  all: readonly CompetencyAtLevel[],
  { competency, level: code }: CompetencyAtLevel,
  index: number,
): FieldError[] {
  const at = `/competencies/${index}`;
  const level = ladder.levels.find((candidate) => candidate.code === code);
  const isRepeated = all
    .slice(0, index)
    .some((other) => other.competency === competency && other.level === code);
  return [
    ...(level ? [] : [unknownLevel(`${at}/level`)]),
    ...(!level || level.requirements.some((rule) => rule.competency === competency)
      ? []
      : [notRequired(`${at}/competency`)]),
    ...(isRepeated ? [duplicateItem(at)] : []),
  ];
}

/**
 * Reached: every competency is acquired at its level, and the mission is entitled. A contract that is not active takes
 * every entitlement away and unlearns nothing, nor does a Sunday that is closed to a minor: such reasons do not count.
 * Overdue: its last day is over.
 */
export function planStatus(
  item: Pick<PlanItemKept, 'replacedBy' | 'withdrawal' | 'mission' | 'competencies' | 'by'>,
  state: LadderState,
  entitlement: Pick<Entitlement, 'reasons'> | null,
  today: Day,
): PlanItemStatus {
  if (item.withdrawal !== null) return 'withdrawn';
  if (item.replacedBy !== null) return 'replaced';
  const isAcquired = item.competencies.every(({ competency, level }) =>
    state.levels.some(
      ({ code, requirements }) =>
        code === level &&
        requirements.some((one) => one.competency === competency && one.status === 'acquired'),
    ),
  );
  const isEntitled =
    item.mission === null ||
    (entitlement !== null &&
      entitlement.reasons.every((reason) => reason.code === 'contract_not_active' || 'hours' in reason));
  if (isAcquired && isEntitled) return 'reached';
  return item.by < today ? 'overdue' : 'planned';
}
