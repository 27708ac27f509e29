import type { Day, Period } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import type { EndCause, EndProof, Initiator, Side } from '../contract-details.types.js';
import {
  backBeforeAway,
  causeOfEarlyCompletion,
  notAfterSuspension,
  outsideContract,
  overlapsSuspension,
  signedAfterStart,
} from '../contracts.errors.js';
import {
  heldUntil,
  statusOn,
  type ContractLife,
  type ContractStatus,
  type StepKind,
} from '../contracts.types.js';

export const VERBS = ['sign', 'suspend', 'resume', 'terminate', 'cancel', 'complete'] as const;
export type Verb = (typeof VERBS)[number];

/** What somebody wants to record. `on` as in a step: first day in, or first day out. */
export interface Act {
  readonly on: Day;
  readonly cause: EndCause | null;
  readonly initiator: Initiator | null;
  /** The first day back, of a suspension whose end is known. */
  readonly until?: Day | null;
  /** What there is of an early end. */
  readonly proof?: EndProof | null;
}

export interface Transition {
  readonly from: readonly ContractStatus[];
  readonly to: ContractStatus;
  readonly step: StepKind;
  /** Those who act for one of these organisations. */
  readonly by: readonly Side[];
  /** What the life must allow beside its status, whatever the day asked for. */
  readonly isPossible: (life: ContractLife, today: Day) => boolean;
  /** What is wrong with this day, or this cause. */
  readonly guard: (life: ContractLife, act: Act, today: Day) => FieldError | null;
}

const BOTH: readonly Side[] = ['employer', 'training_centre'];
const always = (): boolean => true;
const hasNoEnd = (life: ContractLife): boolean => life.endedOn === null;

/** Suspended for good, or until a day to come: that day may still change. */
const mayReturn = ({ suspensions }: ContractLife, today: Day): boolean =>
  suspensions.some(({ until }) => until === null || until > today);

/** The suspension that a return on that day ends: the last that began by then, of those that are not over. */
export const endedBy = <Suspension extends Period>(
  suspensions: readonly Suspension[],
  on: Day,
  today: Day,
): Suspension | null =>
  suspensions.findLast(
    ({ from, until }) => (from === null || from <= on) && (until === null || until > today),
  ) ?? null;

/** The last day of a suspension, if it is known, belongs to the contract too, and no day to another suspension. */
function findSuspensionMistake(life: ContractLife, { on, until = null }: Act): FieldError | null {
  if (until !== null && until <= on) return backBeforeAway();
  if (until !== null && until > heldUntil(life))
    return outsideContract(life.startsOn, heldUntil(life), '/to');
  const overlaps = life.suspensions.some(
    (one) =>
      (until === null || (one.from !== null && one.from < until)) && (one.until === null || on < one.until),
  );
  return overlaps ? overlapsSuspension() : null;
}

const isHeldOn = (life: ContractLife, day: Day): boolean => life.startsOn <= day && day < heldUntil(life);

/** A day of the contract. */
export const within = (life: ContractLife, { on }: Pick<Act, 'on'>): FieldError | null =>
  isHeldOn(life, on) ? null : outsideContract(life.startsOn, heldUntil(life));

/** The one table of what may become of a contract. Past its last day it is completed by the calendar alone. */
export const TRANSITIONS: Readonly<Record<Verb, Transition>> = {
  sign: {
    from: ['draft'],
    to: 'signed',
    step: 'signed',
    by: BOTH,
    isPossible: always,
    guard: (life, { on }) => (on <= life.startsOn ? null : signedAfterStart()),
  },
  suspend: {
    from: ['active', 'suspended'],
    to: 'suspended',
    step: 'suspended',
    by: BOTH,
    isPossible: ({ suspensions }) => suspensions.every(({ until }) => until !== null),
    guard: (life, act) => within(life, act) ?? findSuspensionMistake(life, act),
  },
  resume: {
    from: ['active', 'suspended'],
    to: 'active',
    step: 'resumed',
    by: BOTH,
    isPossible: mayReturn,
    guard: (life, act, today) =>
      within(life, act) ?? (endedBy(life.suspensions, act.on, today) ? null : notAfterSuspension()),
  },
  terminate: {
    from: ['active', 'suspended'],
    to: 'terminated',
    step: 'terminated',
    by: BOTH,
    isPossible: always,
    guard: within,
  },
  cancel: {
    from: ['draft', 'signed'],
    to: 'cancelled',
    step: 'cancelled',
    by: BOTH,
    isPossible: always,
    guard: () => null,
  },
  complete: {
    from: ['active', 'suspended'],
    to: 'completed',
    step: 'completed',
    by: BOTH,
    isPossible: hasNoEnd,
    guard: (life, { on, cause }) => {
      if (on <= life.startsOn || on > life.until) return outsideContract(life.startsOn, life.until);
      const isEarly = on < life.until;
      return isEarly && cause !== null && cause !== 'diploma_obtained' ? causeOfEarlyCompletion() : null;
    },
  },
};

/** The verbs that would be heard today. */
export function allowedVerbs(life: ContractLife, today: Day): Verb[] {
  const status = statusOn(life, today);
  return VERBS.filter(
    (verb) => TRANSITIONS[verb].from.includes(status) && TRANSITIONS[verb].isPossible(life, today),
  );
}

export type TransitionVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly kind: 'illegal';
      readonly currentStatus: ContractStatus;
      readonly allowed: readonly Verb[];
    }
  | { readonly ok: false; readonly kind: 'invalid'; readonly error: FieldError };

export function decideTransition(life: ContractLife, verb: Verb, act: Act, today: Day): TransitionVerdict {
  const allowed = allowedVerbs(life, today);
  if (!allowed.includes(verb))
    return { ok: false, kind: 'illegal', currentStatus: statusOn(life, today), allowed };
  const error = TRANSITIONS[verb].guard(life, act, today);
  return error ? { ok: false, kind: 'invalid', error } : { ok: true };
}
