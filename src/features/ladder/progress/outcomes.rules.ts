import type { Day } from '../../../kernel/days.js';
import type { SignOffId } from '../../../kernel/ids.js';
import type { CompetencyAtLevel, RevocationReason, WithdrawalFact } from '../facts.types.js';
import type {
  Mark,
  OutcomeEntry,
  OutcomeHistory,
  ReobservationRequired,
  RequirementProgress,
  SignedOff,
} from './ladder-progress.types.js';

/**
 * What is said of one competency at one level. A dispute that overturns a judgement or a revocation makes it as if that
 * had never been recorded, so what was said is kept, where there was more than what stands, and read again without it.
 */

/** Before any fact. */
export const noOutcome = (): RequirementProgress => ({
  marks: [],
  signOff: null,
  timesRevoked: 0,
  reobservation: null,
});

/** It was never so: what was seen in the same call is withdrawn too, and nothing must be observed again. */
export const saysMistake = (reason: RevocationReason): boolean =>
  reason === 'entered_in_error' || reason === 'wrong_person';

/** What is acquired stays so until it is revoked: a later "cannot assess" says nothing against it. */
export function applyOutcome(requirement: RequirementProgress, signOff: SignedOff): void {
  const isAcquired = signOff.outcome === 'acquired';
  if (requirement.signOff?.outcome === 'acquired' && !isAcquired) return;
  const before = outcomesOf(requirement);
  // Nothing that was said before an `acquired` comes back, but what a revocation took.
  const isFirst = before.length === 0 || (isAcquired && !before.some(({ kind }) => kind === 'revoked'));
  keep(requirement, isFirst ? [] : [...before, { kind: 'signed', signOff }]);
  requirement.signOff = signOff;
}

/** A revocation, here or of the same competency below. `from`: the day from which it must be observed again; null: it need not. */
export function revoke(
  requirement: RequirementProgress,
  revocation: { readonly by: number; readonly from: Day | null; readonly marks: readonly Mark[] },
): void {
  const before = outcomesOf(requirement);
  if (!before.some(isAcquiredEntry)) return;
  keep(requirement, [...before, { kind: 'revoked', ...revocation }]);
  if (requirement.signOff?.outcome !== 'acquired') return;
  requirement.signOff = null;
  requirement.timesRevoked += 1;
  if (revocation.from !== null) requirement.reobservation = { after: revocation.by, from: revocation.from };
}

/** A `not_yet` or a `cannot_assess` is revoked or overturned, if it was said here: what stood before it stands again. */
export function overturnOutcome(requirement: RequirementProgress, signOffId: SignOffId): void {
  const outcomes = outcomesOf(requirement);
  const rest = outcomes.filter((entry) => entry.kind !== 'signed' || entry.signOff.id !== signOffId);
  if (rest.length < outcomes.length) replayOutcomes(requirement, rest);
}

/**
 * A revocation is overturned: what it took back here counts again, unless another revocation took it since or it was acquired
 * again; and an observation that it withdrew.
 */
export function reinstate(requirement: RequirementProgress, revocation: number): void {
  const outcomes = outcomesOf(requirement);
  const entry = outcomes.find((one) => one.kind === 'revoked' && one.by === revocation);
  const isRequired = requirement.reobservations?.some(({ after }) => after === revocation) ?? false;
  if (isRequired)
    setReobservations(
      requirement,
      requirement.reobservations?.filter(({ after }) => after !== revocation) ?? [],
    );
  if (entry?.kind !== 'revoked') {
    if (isRequired) replayOutcomes(requirement, outcomes);
    return;
  }
  requirement.marks = [...requirement.marks, ...entry.marks].sort((a, b) => a.sequence - b.sequence);
  const was = requirement.signOff;
  replayOutcomes(
    requirement,
    outcomes.filter((one) => one !== entry),
  );
  const stands = requirement.signOff;
  if (was?.outcome === 'acquired' || stands?.outcome !== 'acquired') return;
  requirement.timesRevoked -= 1;
  const again = { ...stands, again: (stands.again ?? 0) + 1 };
  requirement.signOff = again;
  keep(
    requirement,
    outcomesOf(requirement).map((one) =>
      one.kind === 'signed' && one.signOff.id === again.id ? { ...one, signOff: again } : one,
    ),
  );
}

/** What a withdrawal takes, of what stands under a name: all that the observation left, or what came of one item. */
export const takenBy =
  ({ observation, item }: Pick<WithdrawalFact, 'observation' | 'item'>, name: CompetencyAtLevel) =>
  (mark: Mark): boolean =>
    mark.sequence === observation && (!item || isSamePair(mark.of ?? name, item));

export const isSamePair = (a: CompetencyAtLevel, b: CompetencyAtLevel): boolean =>
  a.competency === b.competency && a.level === b.level;

/** An observation withdrawn does not come back with a revocation that withdrew it before. */
export function forgetMarks(requirement: RequirementProgress, isTaken: (mark: Mark) => boolean): void {
  const left = (marks: readonly Mark[]) => marks.filter((mark) => !isTaken(mark));
  requirement.marks = left(requirement.marks);
  if (!requirement.outcomes) return;
  requirement.outcomes = requirement.outcomes.map((entry) =>
    entry.kind === 'revoked' ? { ...entry, marks: left(entry.marks) } : entry,
  );
}

/** Because of revocations of elsewhere. What is known here already is not said twice. */
export function requireReobservation(
  requirement: RequirementProgress,
  reobservation: readonly ReobservationRequired[],
): void {
  const known = reobservationsOf(requirement);
  const more = reobservation.filter(({ after }) => !known.some((one) => one.after === after));
  if (more.length === 0) return;
  setReobservations(requirement, [...(requirement.reobservations ?? []), ...more]);
  requirement.reobservation = strictest([requirement.reobservation, ...more]);
}

/**
 * All that may ask for it to be observed again, for where the words do not come along. Among them a revocation that found nothing
 * to take: it would ask, if the one before it were overturned.
 */
export function reobservationsOf(requirement: RequirementProgress): ReobservationRequired[] {
  const outcomes = outcomesOf(requirement).flatMap((entry) =>
    entry.kind === 'revoked' && entry.from !== null ? [{ after: entry.by, from: entry.from }] : [],
  );
  return eachOnce([
    ...(requirement.reobservations ?? []),
    ...outcomes,
    ...(requirement.reobservation ? [requirement.reobservation] : []),
  ]);
}

export const eachOnce = (all: readonly ReobservationRequired[]): ReobservationRequired[] => [
  ...new Map(all.map((one) => [one.after, one])).values(),
];

const strictest = (all: readonly (ReobservationRequired | null)[]): ReobservationRequired | null =>
  all.reduce((a, b) => ((a?.after ?? -1) < (b?.after ?? -1) ? b : a), null);

function setReobservations(
  requirement: RequirementProgress,
  reobservations: readonly ReobservationRequired[],
): void {
  if (reobservations.length > 0) requirement.reobservations = reobservations;
  else delete requirement.reobservations;
}

function replayOutcomes(requirement: RequirementProgress, outcomes: OutcomeHistory): void {
  requirement.signOff = null;
  requirement.reobservation = null;
  for (const entry of outcomes) {
    const stands: SignedOff | null = requirement.signOff;
    const isAcquired = stands?.outcome === 'acquired';
    switch (entry.kind) {
      case 'signed':
        if (isAcquiredEntry(entry) || !isAcquired) requirement.signOff = entry.signOff;
        break;
      case 'revoked':
        if (!isAcquired) break;
        requirement.signOff = null;
        if (entry.from !== null) requirement.reobservation = { after: entry.by, from: entry.from };
    }
  }
  requirement.reobservation = strictest([requirement.reobservation, ...(requirement.reobservations ?? [])]);
  keep(requirement, outcomes);
}

/** Where nothing is kept, what stands is all that was said. */
const outcomesOf = ({ outcomes, signOff }: RequirementProgress): OutcomeHistory =>
  outcomes ?? (signOff ? [{ kind: 'signed', signOff }] : []);

function keep(requirement: RequirementProgress, outcomes: OutcomeHistory): void {
  const [only, ...more] = outcomes;
  const isPlain = !only || (more.length === 0 && only.kind === 'signed');
  if (isPlain) delete requirement.outcomes;
  else requirement.outcomes = outcomes;
}

const isAcquiredEntry = (entry: OutcomeEntry): boolean =>
  entry.kind === 'signed' && entry.signOff.outcome === 'acquired';
