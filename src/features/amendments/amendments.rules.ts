import { addDays, addMonths, earlierOf, laterOf, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import { figureOf, legalRuleOn, mayBlock } from '../../kernel/legal-rules.js';
import { judgedOn } from '../contracts/contract-details.types.js';
import { RUNNING_STATUSES } from '../contracts/contracts.types.js';
import { MOST_DAYS_BACK } from '../mandates/mandates.types.js';
import {
  alternantThemself,
  begunAlready,
  beforeSignature,
  contractTooLong,
  endRecorded,
  extensionTooLong,
  inThePast,
  notAnExtension,
  outsideContract,
  startAfterEnd,
  tooFarBack,
  typeMismatch,
  unchanged,
  withoutEffect,
} from './changes.errors.js';
import { startOfTransfer, typeOfTransfer } from './transfer/transfer.errors.js';
import { aboutTransfer } from './transfer/transfer.rules.js';
import {
  FAILED_EXAM_TYPE,
  TRANSFER_TYPES,
  type Amended,
  type AmendmentChanges,
  type AmendmentRow,
  type AmendmentStatus,
  type AmendmentType,
  type Proposed,
} from './amendments.types.js';

/** An end that the calendar brought may still be amended for so long, by what was signed before it: paper arrives late. */
export const LATE_DAYS = 30;
/** How many of a contract may await signatures at once. */
export const MOST_OPEN = 10;

/** Signed and not over; or over by its term alone, not long ago. */
export const isAmendable = ({ status, endedAs, until }: Amended, today: Day): boolean =>
  RUNNING_STATUSES.includes(status) ||
  (status === 'completed' && endedAs === null && today < addDays(until, LATE_DAYS));

export const isComplete = ({ answers }: Pick<AmendmentRow, 'answers'>): boolean =>
  answers.some(({ completes }) => completes);

/** Something is left of the contract from that day on; else what was agreed changes nothing. */
export const takesEffect = (
  { cancelledOn, heldUntil }: Pick<Amended, 'cancelledOn' | 'heldUntil'>,
  effectiveOn: Day,
): boolean => cancelledOn === null && effectiveOn < heldUntil;

/** Computed from the days, whenever it is read. */
export function statusOf(
  amendment: Pick<AmendmentRow, 'answers' | 'effectiveOn' | 'transfer'>,
  contract: Amended,
  today: Day,
): AmendmentStatus {
  const ended = amendment.answers.find(({ kind }) => kind !== 'signed');
  if (ended) return ended.kind;
  if (!isComplete(amendment)) return isAmendable(contract, today) ? 'proposed' : 'cancelled';
  if (amendment.transfer?.isUndone) return 'withdrawn';
  // The former contract ends by it.
  if (amendment.transfer) return amendment.effectiveOn <= today ? 'in_force' : 'signed';
  if (!takesEffect(contract, amendment.effectiveOn)) return 'cancelled';
  return amendment.effectiveOn <= today ? 'in_force' : 'signed';
}

/** Everything that is wrong with what is to change, by the days of the contract as it is now. */
export function findChangeMistakes(
  contract: Amended,
  { effectiveOn, changes, type }: Proposed,
  context: {
    readonly today: Day;
    readonly weeklyMinutes: number | null;
    readonly mainTutorId: PersonId | null;
    readonly prolongedFrom: Day | null;
    readonly cameByTransfer: boolean;
  },
): FieldError[] {
  if (changes.newEmployerId !== null)
    return aboutTransfer(contract, { effectiveOn, changes, type }, context.today);
  return [
    ...aboutEffect(contract, effectiveOn, changes),
    ...aboutStart(contract, changes, context),
    ...aboutEnd(contract, effectiveOn, changes, context),
    ...aboutType(changes, type),
    ...(changes.weeklyMinutes !== null && changes.weeklyMinutes === context.weeklyMinutes
      ? [unchanged('/changes/weeklyMinutes')]
      : []),
    ...aboutTutor(contract, effectiveOn, changes, context),
  ];
}

/** A day of the contract, as it is or as it would be; the first day after it is one for what goes on. */
function aboutEffect(contract: Amended, on: Day, { startsOn, until }: AmendmentChanges): FieldError[] {
  // Of what an end already recorded takes away nothing changes any more.
  if (contract.endedAs !== null && contract.heldUntil <= on)
    return [outsideContract(contract.startsOn, contract.heldUntil)];
  const first = startsOn === null ? contract.startsOn : earlierOf(startsOn, contract.startsOn);
  const last = until === null ? contract.until : laterOf(until, contract.until);
  return first <= on && on < last && on <= contract.until ? [] : [outsideContract(first, contract.until)];
}

function aboutStart(
  contract: Amended,
  { startsOn, until }: AmendmentChanges,
  { today, cameByTransfer }: { readonly today: Day; readonly cameByTransfer: boolean },
): FieldError[] {
  if (startsOn === null) return [];
  const pointer = '/changes/startsOn';
  // The former one ends on that day.
  if (cameByTransfer) return [startOfTransfer()];
  if (startsOn === contract.startsOn) return [unchanged(pointer)];
  if (contract.startsOn <= today) return [begunAlready()];
  if (startsOn < today) return [inThePast(pointer)];
  if (contract.signedOn !== null && startsOn < contract.signedOn) return [beforeSignature()];
  return startsOn >= (until ?? contract.until) ? [startAfterEnd()] : [];
}

function aboutEnd(
  contract: Amended,
  effectiveOn: Day,
  { startsOn, until, extension }: AmendmentChanges,
  { today, prolongedFrom }: { readonly today: Day; readonly prolongedFrom: Day | null },
): FieldError[] {
  if (until === null) return [];
  const pointer = '/changes/endsOn';
  if (until === contract.until) return [unchanged(pointer)];
  if (contract.endedAs !== null) return [endRecorded()];
  if (until <= effectiveOn) return [withoutEffect()];
  // Until yesterday it was lived: what was recorded of those days is not made inactive by an agreement.
  if (until <= today) return [inThePast(pointer)];
  if (extension === null) return [];
  if (until <= contract.until) return [notAnExtension()];
  return extension === 'failed_exam'
    ? aboutFailedExam(contract, until, prolongedFrom)
    : aboutLongest({ ...contract, startsOn: startsOn ?? contract.startsOn }, until, prolongedFrom);
}

/** In all, however often: counted from the first day that such an extension added. */
function aboutFailedExam(contract: Amended, until: Day, prolongedFrom: Day | null): FieldError[] {
  if (contract.kind !== 'apprenticeship') return [];
  const rule = legalRuleOn('apprenticeship.extension.failed_exam', judgedOn(contract));
  if (!rule || !mayBlock(rule)) return [];
  const from = prolongedFrom === null ? contract.until : earlierOf(prolongedFrom, contract.until);
  const months = figureOf(rule, 'max');
  return until > addMonths(from, months) ? [extensionTooLong(from, months, rule.article)] : [];
}

/** A disabled worker or an athlete: the whole contract is bounded, and what a failed exam added comes on top. */
function aboutLongest(contract: Amended, until: Day, prolongedFrom: Day | null): FieldError[] {
  if (contract.kind !== 'apprenticeship') return [];
  const day = judgedOn(contract);
  const rule = legalRuleOn('apprenticeship.duration.disabled_or_athlete', day);
  const exam = legalRuleOn('apprenticeship.extension.failed_exam', day);
  if (!rule || !mayBlock(rule)) return [];
  const months = figureOf(rule, 'max') + (exam && prolongedFrom !== null ? figureOf(exam, 'max') : 0);
  return until > addMonths(contract.startsOn, months) ? [contractTooLong(months, rule.article)] : [];
}

function aboutType({ extension }: AmendmentChanges, type: AmendmentType | null): FieldError[] {
  if (type === null) return [];
  if (TRANSFER_TYPES.includes(type)) return [typeOfTransfer()];
  return (type === FAILED_EXAM_TYPE) !== (extension === 'failed_exam') ? [typeMismatch()] : [];
}

function aboutTutor(
  { alternantId }: Amended,
  effectiveOn: Day,
  { mainTutorId }: AmendmentChanges,
  context: { readonly today: Day; readonly mainTutorId: PersonId | null },
): FieldError[] {
  if (mainTutorId === null) return [];
  if (mainTutorId === alternantId) return [alternantThemself()];
  if (mainTutorId === context.mainTutorId) return [unchanged('/changes/mainTutorId')];
  return effectiveOn < addDays(context.today, -MOST_DAYS_BACK) ? [tooFarBack()] : [];
}
