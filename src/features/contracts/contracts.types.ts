import { ageOn, contains, type Day, type Instant, type Period } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';

export const CONTRACT_KINDS = ['apprenticeship', 'professionalisation'] as const;
export type ContractKind = (typeof CONTRACT_KINDS)[number];

export const CONTRACT_STATUSES = [
  'draft',
  'signed',
  'active',
  'suspended',
  'completed',
  'terminated',
  'cancelled',
] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

/** Signed, and neither cancelled nor over. */
export const RUNNING_STATUSES: readonly ContractStatus[] = ['signed', 'active', 'suspended'];

/** What a backdated suspension or ending may contest. */
export const CONTESTED_KINDS = ['observation', 'sign_off', 'level_decision'] as const;
export type ContestedKind = (typeof CONTESTED_KINDS)[number];

/** A fact of a day that a suspension or an ending, recorded later, made inactive. */
export interface ContestedFactRow {
  readonly kind: ContestedKind;
  readonly id: string;
  readonly sequence: number;
  readonly day: Day;
  readonly authorId: PersonId;
  /** The sequence of the act, and when it was recorded: of the last one, where several speak of that day. */
  readonly step: number;
  readonly since: Instant;
  /** What somebody ruled since; null: it awaits a ruling. */
  readonly rulingId: string | null;
}

/** The term that the parties agreed on: `until` is the first day out. */
export interface ContractTerms {
  readonly startsOn: Day;
  readonly until: Day;
}

export const STEP_KINDS = [
  'created',
  'amended',
  'signed',
  'suspended',
  'resumed',
  'terminated',
  'cancelled',
  'completed',
  'withdrawn',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/**
 * One fact of a contract's life. `on` is the first day in (signed, resumed) or out (suspended, terminated, completed). One
 * that corrects another is of its kind, or takes it back: `withdrawn`.
 */
export interface ContractStep {
  readonly kind: StepKind;
  readonly sequence: number;
  /** The sequence of the fact that it puts right; null or absent: it corrects none. */
  readonly corrects?: number | null;
  readonly recordedAt: Instant;
  readonly on: Day | null;
  readonly cause: string | null;
  readonly initiator: string | null;
  /** Given by `created` and `amended`. */
  readonly terms: ContractTerms | null;
  /** The first day back, of a suspension whose end was known at once; null or absent: a return says it. */
  readonly until?: Day | null;
  /** The sequence of the suspension that a return ends; null or absent: that before it. */
  readonly suspension?: number | null;
}

/** What the steps say; every status follows from it and a day. */
export interface ContractLife {
  readonly startsOn: Day;
  /** First day out, as agreed. */
  readonly until: Day;
  readonly signedOn: Day | null;
  readonly suspensions: readonly Period[];
  /** First day out, when it ended otherwise than by its term. */
  readonly endedOn: Day | null;
  readonly endedAs: 'terminated' | 'completed' | null;
  readonly cancelledOn: Day | null;
}

/** A fact in its place among the others, as it was corrected last; of one that was withdrawn the place is left. */
export interface PlacedStep {
  /** What was recorded there first. */
  readonly first: ContractStep;
  readonly step: ContractStep;
}

/** Puts every correction in the place of what it corrects: the order is that in which the acts were recorded. */
export function placeSteps(steps: readonly ContractStep[]): PlacedStep[] {
  const corrections = new Map(steps.map((step) => [step.corrects ?? null, step]));
  const lastOf = (step: ContractStep): ContractStep => {
    const next = corrections.get(step.sequence);
    return next ? lastOf(next) : step;
  };
  return steps
    .filter(({ corrects }) => (corrects ?? null) === null)
    .map((first) => ({ first, step: lastOf(first) }));
}

/** Folds the steps in the order in which they were recorded; the first is `created`. */
export function lifeOf(steps: readonly ContractStep[]): ContractLife {
  const terms = steps.findLast((step) => step.terms !== null)?.terms;
  if (!terms) throw new Error('A contract begins with its terms.');
  const placed = placeSteps(steps);
  const inEffect = placed.map(({ step }) => step);
  const dayOfStep = (kind: StepKind) => inEffect.find((step) => step.kind === kind)?.on ?? null;
  const end = inEffect.findLast((step) => step.kind === 'terminated' || step.kind === 'completed');
  return {
    ...terms,
    signedOn: dayOfStep('signed'),
    suspensions: suspensionsIn(placed).map(({ from, until }) => ({ from, until })),
    endedOn: end?.on ?? null,
    endedAs: end ? (end.kind === 'terminated' ? 'terminated' : 'completed') : null,
    cancelledOn: dayOfStep('cancelled'),
  };
}

/** The first day out, whatever ends it. */
export const heldUntil = (life: ContractLife): Day => life.endedOn ?? life.until;

/** What a life says of a day, in words that SQL and TypeScript both read. */
export type StatusTest =
  | { readonly recorded: 'cancelledOn' }
  | { readonly missing: 'signedOn' }
  | { readonly reached: 'heldUntil' }
  | { readonly endedAs: 'terminated' }
  | { readonly ahead: 'startsOn' }
  | { readonly within: 'suspensions' };

/** The status of a day is the first of which every test holds; `statusSql` writes the same table for lists. */
export const STATUS_CASES: readonly (readonly [ContractStatus, readonly StatusTest[]])[] = [
  ['cancelled', [{ recorded: 'cancelledOn' }]],
  ['draft', [{ missing: 'signedOn' }]],
  ['terminated', [{ reached: 'heldUntil' }, { endedAs: 'terminated' }]],
  ['completed', [{ reached: 'heldUntil' }]],
  ['signed', [{ ahead: 'startsOn' }]],
  ['suspended', [{ within: 'suspensions' }]],
  ['active', []],
];

export function statusOn(life: ContractLife, day: Day): ContractStatus {
  const found = STATUS_CASES.find(([, tests]) => tests.every((test) => holds(test, life, day)));
  if (!found) throw new Error('The last case asks for nothing.');
  return found[0];
}

function holds(test: StatusTest, life: ContractLife, day: Day): boolean {
  if ('recorded' in test) return life[test.recorded] !== null;
  if ('missing' in test) return life[test.missing] === null;
  if ('reached' in test) return heldUntil(life) <= day;
  if ('endedAs' in test) return life.endedAs === test.endedAs;
  if ('ahead' in test) return day < life[test.ahead];
  return life[test.within].some((period) => contains(period, day));
}

/** Only then is a sign-off taken and a mission allowed. */
export function isActiveOn(life: ContractLife, day: Day): boolean {
  return statusOn(life, day) === 'active';
}

/** Somebody has to hold that mandate, from the signature on; nobody while the alternant is away. */
export const needsMainTutor = (status: ContractStatus): boolean => status === 'signed' || status === 'active';

/** `place`: the sequence of what was recorded there first. */
export type PlacedSuspension = Period & { readonly place: number; readonly from: Day };

/** The place of the suspension that a return ends: it goes with it. `index`: that of the return among the placed. */
export const suspensionOf = (placed: readonly PlacedStep[], index: number): number | null =>
  placed[index]?.first.suspension ??
  placed.slice(0, index).findLast(({ first }) => first.kind === 'suspended')?.first.sequence ??
  null;

/** Those that were not withdrawn, the earliest first. */
export function suspensionsIn(placed: readonly PlacedStep[]): PlacedSuspension[] {
  const returns = new Map<number | null, Day | null>();
  for (const [index, { step }] of placed.entries())
    if (step.kind === 'resumed') returns.set(suspensionOf(placed, index), step.on);
  return placed
    .flatMap(({ first, step }): PlacedSuspension[] => {
      if (step.kind !== 'suspended' || step.on === null) return [];
      const until = returns.get(first.sequence) ?? step.until ?? null;
      return [{ place: first.sequence, from: step.on, until }];
    })
    .sort((a, b) => a.from.localeCompare(b.from));
}

/** No birth date counts as a minor; majority comes on the birthday. */
export const isMinor = (birthDate: Day | null, on: Day): boolean =>
  birthDate === null || ageOn(birthDate, on) < 18;
