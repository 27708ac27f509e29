import type { Day } from '../../../kernel/days.js';
import type { SignOffId } from '../../../kernel/ids.js';
import type { Anew, Mark, RequirementStanding, Said, SignedOff } from './ladder-progress.types.js';

/**
 * What is said of one competency at one level. A dispute that overturns a judgement or a revocation makes it as if that
 * had never been recorded, so what was said is kept, where there was more than what stands, and read again without it.
 */

/** What is acquired stays so until it is revoked: a later "cannot assess" says nothing against it. */
export function say(requirement: RequirementStanding, signOff: SignedOff): void {
  const isAcquired = signOff.outcome === 'acquired';
  if (requirement.signOff?.outcome === 'acquired' && !isAcquired) return;
  const before = saidOf(requirement);
  // Nothing that was said before an `acquired` comes back, but what a revocation took.
  const isFirst = before.length === 0 || (isAcquired && !before.some(({ kind }) => kind === 'taken_back'));
  keep(requirement, isFirst ? [] : [...before, { kind: 'signed', signOff }]);
  requirement.signOff = signOff;
}

/** A revocation, here or of the same competency below. `from`: the day from which it must be seen anew; null: it need not. */
export function takeBack(
  requirement: RequirementStanding,
  revocation: { readonly by: number; readonly from: Day | null; readonly marks: readonly Mark[] },
): void {
  const before = saidOf(requirement);
  if (!before.some(isAcquiredWord)) return;
  keep(requirement, [...before, { kind: 'taken_back', ...revocation }]);
  if (requirement.signOff?.outcome !== 'acquired') return;
  requirement.signOff = null;
  requirement.takenBack += 1;
  if (revocation.from !== null) requirement.anew = { after: revocation.by, from: revocation.from };
}

/** A `not_yet` or a `cannot_assess` is revoked or overturned, if it was said here: what stood before it stands again. */
export function overturnWord(requirement: RequirementStanding, signOffId: SignOffId): void {
  const said = saidOf(requirement);
  const rest = said.filter((word) => word.kind !== 'signed' || word.signOff.id !== signOffId);
  if (rest.length < said.length) readAgain(requirement, rest);
}

/**
 * A revocation is overturned: what it took back here counts again, unless another revocation took it since or it was acquired
 * anew; and an observation that it withdrew.
 */
export function reinstate(requirement: RequirementStanding, revocation: number): void {
  const said = saidOf(requirement);
  const word = said.find((one) => one.kind === 'taken_back' && one.by === revocation);
  const isOwed = requirement.owed?.some(({ after }) => after === revocation) ?? false;
  if (isOwed) setOwed(requirement, requirement.owed?.filter(({ after }) => after !== revocation) ?? []);
  if (word?.kind !== 'taken_back') {
    if (isOwed) readAgain(requirement, said);
    return;
  }
  requirement.marks = [...requirement.marks, ...word.marks].sort((a, b) => a.sequence - b.sequence);
  const was = requirement.signOff;
  readAgain(
    requirement,
    said.filter((one) => one !== word),
  );
  const stands = requirement.signOff;
  if (was?.outcome === 'acquired' || stands?.outcome !== 'acquired') return;
  requirement.takenBack -= 1;
  const again = { ...stands, again: (stands.again ?? 0) + 1 };
  requirement.signOff = again;
  keep(
    requirement,
    saidOf(requirement).map((one) =>
      one.kind === 'signed' && one.signOff.id === again.id ? { ...one, signOff: again } : one,
    ),
  );
}

/** An observation withdrawn does not come back with a revocation that withdrew it before. */
export function forgetMarks(requirement: RequirementStanding, observation: number): void {
  requirement.marks = requirement.marks.filter(({ sequence }) => sequence !== observation);
  if (!requirement.said) return;
  requirement.said = requirement.said.map((word) =>
    word.kind === 'taken_back'
      ? { ...word, marks: word.marks.filter(({ sequence }) => sequence !== observation) }
      : word,
  );
}

/** Because of revocations of elsewhere. What is known here already is not said twice. */
export function owe(requirement: RequirementStanding, anew: readonly Anew[]): void {
  const known = owedOf(requirement);
  const more = anew.filter(({ after }) => !known.some((one) => one.after === after));
  if (more.length === 0) return;
  setOwed(requirement, [...(requirement.owed ?? []), ...more]);
  requirement.anew = strictest([requirement.anew, ...more]);
}

/**
 * All that may ask for it to be seen anew, for where the words do not come along. Among them a revocation that found nothing
 * to take: it would ask, if the one before it were overturned.
 */
export function owedOf(requirement: RequirementStanding): Anew[] {
  const said = saidOf(requirement).flatMap((word) =>
    word.kind === 'taken_back' && word.from !== null ? [{ after: word.by, from: word.from }] : [],
  );
  return eachOnce([...(requirement.owed ?? []), ...said, ...(requirement.anew ? [requirement.anew] : [])]);
}

export const eachOnce = (all: readonly Anew[]): Anew[] => [
  ...new Map(all.map((one) => [one.after, one])).values(),
];

const strictest = (all: readonly (Anew | null)[]): Anew | null =>
  all.reduce((a, b) => ((a?.after ?? -1) < (b?.after ?? -1) ? b : a), null);

function setOwed(requirement: RequirementStanding, owed: readonly Anew[]): void {
  if (owed.length > 0) requirement.owed = owed;
  else delete requirement.owed;
}

function readAgain(requirement: RequirementStanding, said: readonly Said[]): void {
  requirement.signOff = null;
  requirement.anew = null;
  for (const word of said) {
    const stands: SignedOff | null = requirement.signOff;
    const isAcquired = stands?.outcome === 'acquired';
    switch (word.kind) {
      case 'signed':
        if (isAcquiredWord(word) || !isAcquired) requirement.signOff = word.signOff;
        break;
      case 'taken_back':
        if (!isAcquired) break;
        requirement.signOff = null;
        if (word.from !== null) requirement.anew = { after: word.by, from: word.from };
    }
  }
  requirement.anew = strictest([requirement.anew, ...(requirement.owed ?? [])]);
  keep(requirement, said);
}

/** Where nothing is kept, what stands is all that was said. */
const saidOf = ({ said, signOff }: RequirementStanding): readonly Said[] =>
  said ?? (signOff ? [{ kind: 'signed', signOff }] : []);

function keep(requirement: RequirementStanding, said: readonly Said[]): void {
  const [only, ...more] = said;
  const isPlain = !only || (more.length === 0 && only.kind === 'signed');
  if (isPlain) delete requirement.said;
  else requirement.said = said;
}

const isAcquiredWord = (word: Said): boolean => word.kind === 'signed' && word.signOff.outcome === 'acquired';
