import { addMonths, type Day } from '../../../kernel/days.js';
import type { AppError } from '../../../kernel/errors.js';
import { finding, type Finding } from '../signing/warnings.types.js';
import { validationFailed } from '../../../kernel/refusals.js';
import { TRANSITIONS, within, type Act } from '../acts/transitions.rules.js';
import { notAfterSuspension, overlapsSuspension } from '../contracts.errors.js';
import {
  lifeOf,
  placeSteps,
  suspensionOf,
  type ContractKind,
  type ContractLife,
  type ContractStep,
  type StepKind,
} from '../contracts.types.js';
import { keptAfterEnd, WHO_HEARS_OF_AN_END } from '../signing/law.rules.js';
import type { Corrected } from './corrections.types.js';
import { alreadyCorrected, builtUpon, endIsFinal, notCorrectable, unchanged } from './corrections.errors.js';

const CORRECTABLE: readonly StepKind[] = ['suspended', 'resumed', 'terminated', 'completed'];
const ENDS: readonly StepKind[] = ['terminated', 'completed'];

/** A step that counts, and may be put right. */
export interface Correctable extends Corrected {
  readonly on: Day;
  readonly cause: Act['cause'];
  readonly initiator: Act['initiator'];
  /** The first day back, of a suspension whose end was known at once. */
  readonly until: Day | null;
}

export type Found = { readonly step: Correctable } | { readonly refusal: AppError };

/** The step of that sequence, if it may be put right: it counts, and it says a day that may have been another. */
export function findCorrectable(steps: readonly ContractStep[], sequence: number): Found {
  const placed = placeSteps(steps);
  const named = steps.find((step) => step.sequence === sequence);
  if (!named || !CORRECTABLE.includes(named.kind) || named.on === null)
    return { refusal: notCorrectable(named?.kind ?? 'withdrawn') };
  const direct = steps.find(({ corrects }) => corrects === sequence);
  if (direct) return { refusal: alreadyCorrected(direct.sequence) };

  const index = placed.findIndex(({ step }) => step.sequence === sequence);
  const replaced = placed.slice(index + 1).filter(({ step }) => step.kind !== 'withdrawn');
  const isReturn = named.kind === 'resumed';
  const ends = isReturn ? suspensionOf(placed, index) : null;
  const suspension = placed.find(({ first }) => isReturn && first.sequence === ends);
  if (suspension?.step.kind === 'withdrawn') return { refusal: alreadyCorrected(suspension.step.sequence) };
  const by = isReturn
    ? placed.findLast(
        ({ step }, at) => at > index && step.kind === 'resumed' && suspensionOf(placed, at) === ends,
      )
    : replaced.findLast(({ step }) => ENDS.includes(named.kind) && ENDS.includes(step.kind));
  if (by) return { refusal: alreadyCorrected(by.step.sequence) };
  const { kind, on, cause, initiator } = named as Correctable & ContractStep;
  const until = named.until ?? null;
  const place = placed[index]?.first.sequence ?? sequence;
  return { step: { kind, sequence, on, cause, initiator, until, place } };
}

/** The life without that step, or with what it should have said. */
export const correctedLife = (
  steps: readonly ContractStep[],
  { kind, sequence }: Correctable,
  act: Act | null,
  by: Pick<ContractStep, 'sequence' | 'recordedAt'>,
): ContractLife =>
  lifeOf([
    ...steps,
    {
      kind: act ? kind : 'withdrawn',
      on: act?.on ?? null,
      cause: act?.cause ?? null,
      initiator: act?.initiator ?? null,
      until: act?.until ?? null,
      terms: null,
      corrects: sequence,
      ...by,
    },
  ]);

/** Whether it may be put right so: against the life that it would leave. `without`: the life without the step. */
export function findCorrectionRefusal(
  step: Correctable,
  act: Act | null,
  { after, without, today }: { after: ContractLife; without: ContractLife; today: Day },
): AppError | null {
  const revives = act === null || act.on > step.on;
  const kept = step.kind === 'terminated' && revives ? keptAfterEnd(step.on) : null;
  const since = kept && addMonths(step.on, kept.months);
  if (kept && since && since <= today) return endIsFinal(since, kept.source);
  if (act === null) return wrongOrder(after) ? builtUpon() : null;
  const isSame = step.on === act.on && step.cause === act.cause && step.initiator === act.initiator;
  const error = isSame ? unchanged() : (wrongDay(step.kind, act, after, without) ?? wrongOrder(after));
  return error && validationFailed([error]);
}

function wrongDay(kind: StepKind, act: Act, after: ContractLife, without: ContractLife) {
  if (kind === 'completed') return TRANSITIONS.complete.guard(after, act, act.on);
  if (act.until && act.until <= act.on) return notAfterSuspension();
  return within(kind === 'terminated' ? without : after, act);
}

/** Suspensions follow each other, each from its first day to its return. */
function wrongOrder({ suspensions }: ContractLife) {
  const isBackBefore = suspensions.some(({ from, until }) => from !== null && until !== null && until < from);
  if (isBackBefore) return notAfterSuspension();
  const overlaps = suspensions.some(({ from }, index) => {
    const before = suspensions[index - 1];
    return before !== undefined && (before.until === null || (from !== null && from < before.until));
  });
  return overlaps ? overlapsSuspension() : null;
}

/** Whoever was told of an end by law is told that it was another, or none. */
export function findCorrectionWarnings(kind: ContractKind, step: Pick<Correctable, 'kind'>): Finding[] {
  if (!ENDS.includes(step.kind)) return [];
  const { fr, en, source } = WHO_HEARS_OF_AN_END[kind];
  return [
    finding(
      'end_already_announced',
      `La fin du contrat a dû être annoncée : prévenez ${fr} de la correction (${source}).`,
      `The end of the contract had to be told: tell ${en} of the correction (${source}).`,
    ),
  ];
}
