import { addMonths, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { outcomeEmpty, outcomeTooEarly } from './outcomes.errors.js';
import type { Outcome, OutcomeRead, OutcomeStage, OutcomeStated } from './outcomes.types.js';

/** Months after the end: those after which public figures ask. */
const SIX = 6;
/** For so many months from its first day on a stage is asked for. */
const ASKED_FOR = 3;

/** The first day on which a stage may be recorded. */
export const stageFrom = (stage: OutcomeStage, heldUntil: Day): Day =>
  stage === 'end' ? heldUntil : addMonths(heldUntil, SIX);

/** What is asked for on a day; null: nothing. */
export function stageAskedOn(heldUntil: Day, today: Day): { stage: OutcomeStage; from: Day } | null {
  const stages: readonly OutcomeStage[] = ['end', 'six_months'];
  const stage = stages.find((one) => {
    const from = stageFrom(one, heldUntil);
    return from <= today && today < addMonths(from, ASKED_FOR);
  });
  return stage === undefined ? null : { stage, from: stageFrom(stage, heldUntil) };
}

export function findOutcomeMistakes(stated: OutcomeStated, heldUntil: Day, today: Day): FieldError[] {
  const from = stageFrom(stated.stage, heldUntil);
  return [
    ...(stated.diploma === null && stated.situation === null ? [outcomeEmpty()] : []),
    ...(today < from ? [outcomeTooEarly(from)] : []),
  ];
}

/**
 * Marks the ones that count, of rows in the order of their recording: of each stage the last word of the centre or the
 * alternant, whoever spoke last; the employer's only where neither has.
 */
export function markCurrent(outcomes: readonly Outcome[]): OutcomeRead[] {
  const current = new Map<OutcomeStage, Outcome>();
  for (const one of outcomes) {
    const before = current.get(one.stage);
    if (!before || one.side !== 'employer' || before.side === 'employer') current.set(one.stage, one);
  }
  return outcomes.map((one) => ({ ...one, isCurrent: current.get(one.stage) === one }));
}

/** One more than `limit`, after the place where the page starts, to know whether another follows. */
export function pageOfOutcomes(
  outcomes: readonly OutcomeRead[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
): OutcomeRead[] {
  const from = after === null ? 0 : outcomes.findIndex(({ id }) => id === after) + 1;
  return after !== null && from === 0 ? [] : outcomes.slice(from, from + limit + 1);
}
