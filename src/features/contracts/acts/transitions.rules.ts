import type { Day } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import type { EndCause, Initiator, Side } from '../contract-details.types.js';
import {
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
  readonly guard: (life: ContractLife, act: Act) => FieldError | null;
}

const BOTH: readonly Side[] = ['employer', 'training_centre'];
const always = (): boolean => true;
const hasNoEnd = (life: ContractLife): boolean => life.endedOn === null;
const lastSuspension = (life: ContractLife) => life.suspensions.at(-1) ?? null;

/** Suspended for good, or until a day to come: that day may still change. */
function mayReturn(life: ContractLife, today: Day): boolean {
  const last = lastSuspension(life);
  return last !== null && (last.until === null || last.until > today);
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
    from: ['active'],
    to: 'suspended',
    step: 'suspended',
    by: BOTH,
    isPossible: (life) => lastSuspension(life)?.until !== null,
    guard: (life, act) => {
      const last = lastSuspension(life);
      const overlaps = last !== null && (last.until === null || act.on < last.until);
      return within(life, act) ?? (overlaps ? overlapsSuspension() : null);
    },
  },
  resume: {
    from: ['active', 'suspended'],
    to: 'active',
    step: 'resumed',
    by: BOTH,
    isPossible: mayReturn,
    guard: (life, act) => {
      const from = lastSuspension(life)?.from ?? null;
      return within(life, act) ?? (from !== null && from <= act.on ? null : notAfterSuspension());
    },
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
  const error = TRANSITIONS[verb].guard(life, act);
  return error ? { ok: false, kind: 'invalid', error } : { ok: true };
}
