import type { Day } from '../../../kernel/days.js';
import type { ContractStep } from '../../contracts/contracts.types.js';
import type { AgreedChange } from '../../contracts/terms/agreed.types.js';
import type { AmendmentAnswer, AmendmentChanges, Terms } from '../amendments.types.js';

/** An amendment that every party signed. */
export interface SignedAmendment {
  readonly number: number;
  readonly effectiveOn: Day;
  readonly changes: AmendmentChanges;
  /** The sequence of the answer that completed it. */
  readonly completedAt: number;
}

type Amended = Omit<SignedAmendment, 'completedAt'> & {
  readonly answers: readonly Pick<AmendmentAnswer, 'completes' | 'sequence'>[];
};

/** Those that every party signed, in the order in which that was recorded: of two about one thing the later word holds. */
export const signedAmendments = (amendments: readonly Amended[]): SignedAmendment[] =>
  amendments
    .flatMap(({ number, effectiveOn, changes, answers }) => {
      const completing = answers.find(({ completes }) => completes);
      return completing ? [{ number, effectiveOn, changes, completedAt: completing.sequence }] : [];
    })
    .sort((a, b) => a.completedAt - b.completedAt);

/** What the parties had signed before any amendment. `weeklyMinutes`: as the form of the contract says, where it does. */
export function initialTerms(
  steps: readonly ContractStep[],
  signed: readonly SignedAmendment[],
  weeklyMinutes: number | null = null,
): Terms {
  const first = signed[0]?.completedAt ?? Infinity;
  const terms = steps.findLast((step) => step.terms !== null && step.sequence < first)?.terms;
  if (!terms) throw new Error('A contract begins with its terms.');
  return { startsOn: terms.startsOn, until: terms.until, weeklyMinutes };
}

/** The terms of a day: the initial ones, and every amendment that is in force by then. `day` null: once all are. */
export const termsOn = (initial: Terms, signed: readonly SignedAmendment[], day: Day | null): Terms =>
  signed
    .filter(({ effectiveOn }) => day === null || effectiveOn <= day)
    .reduce((terms, { changes }) => changed(terms, changes), initial);

/** The terms that an amendment changes: those that amendments signed before it leave. */
export const termsBefore = (
  initial: Terms,
  signed: readonly SignedAmendment[],
  completedAt: number | null,
): Terms => termsOn(initial, earlier(signed, completedAt), null);

/** Those that were signed before one that was completed then; null: it was not, and all were. */
export const earlier = (signed: readonly SignedAmendment[], completedAt: number | null): SignedAmendment[] =>
  signed.filter((one) => completedAt === null || one.completedAt < completedAt);

export const changed = (terms: Terms, changes: AmendmentChanges): Terms => ({
  startsOn: changes.startsOn ?? terms.startsOn,
  until: changes.until ?? terms.until,
  weeklyMinutes: changes.weeklyMinutes ?? terms.weeklyMinutes,
});

/** The first day that was added after an exam that was failed, the first time; null: none was. */
export function prolongedFrom(initial: Terms, signed: readonly SignedAmendment[]): Day | null {
  const first = signed.find(({ changes }) => changes.extension === 'failed_exam');
  return first ? termsBefore(initial, signed, first.completedAt).until : null;
}

/** What they change of the form, weekly hours among it. */
export const agreedIn = (signed: readonly SignedAmendment[]): AgreedChange[] =>
  signed.map(({ effectiveOn, changes: { form, weeklyMinutes } }) => ({
    from: effectiveOn,
    members: { ...form, ...(weeklyMinutes === null ? {} : { 'terms.weeklyMinutes': weeklyMinutes }) },
  }));

/** What changes, by the names that the API gives. */
export const changedMembers = ({
  startsOn,
  until,
  weeklyMinutes,
  mainTutorId,
  form,
  newEmployerId,
}: AmendmentChanges): string[] => [
  ...(startsOn === null ? [] : ['startsOn']),
  ...(until === null ? [] : ['endsOn']),
  ...(weeklyMinutes === null ? [] : ['weeklyMinutes']),
  ...(mainTutorId === null ? [] : ['mainTutorId']),
  ...(form === null ? [] : ['form']),
  ...(newEmployerId === null ? [] : ['employerId']),
];
