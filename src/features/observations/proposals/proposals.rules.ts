import type { LevelledContract } from '../../ladder/queue-contracts.types.js';
import type { Candidate, QueueItem, QueueReader } from '../../mandates/queue.types.js';
import { capacitiesOf } from '../../sign-offs/facts/deciders.policy.js';
import type { SignOffId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { ObservationOutcome } from '../../ladder/facts.types.js';
import type { LadderProgress } from '../../ladder/progress/ladder-progress.types.js';
import type { Proposal, ProposedItem, SeenUnsafe, UnsafeSeen } from './proposals.types.js';

interface Acquired {
  readonly signOffId: SignOffId;
  readonly competency: string;
  readonly levelIndex: number;
}

/**
 * What each observation proposes to revoke: every `acquired` that stands, was signed before it, and is of that competency at
 * the level of which the standard was not met or above. Who is unsafe at the easier standard is not known to be safe at
 * the harder one; what is below the level was not put in doubt.
 */
export function findProposals(
  ladder: Ladder,
  progress: LadderProgress,
  sequences: ReadonlyMap<SignOffId, number>,
  seen: readonly SeenUnsafe[],
): Proposal[] {
  const acquired = acquiredOn(ladder, progress);
  const levelOf = (index: number) => ladder.levels[index]?.code ?? '';
  return seen.flatMap(({ sequence, items: recorded, ...observation }): Proposal[] => {
    const items = unsafeItems(ladder, progress, sequence, recorded).flatMap(
      ({ competency, levelIndex }): ProposedItem[] => {
        const signOffs = acquired
          .filter((one) => one.competency === competency && one.levelIndex >= levelIndex)
          .filter((one) => (sequences.get(one.signOffId) ?? Infinity) < sequence)
          .map((one) => ({ signOffId: one.signOffId, level: levelOf(one.levelIndex) }));
        return signOffs.length === 0 ? [] : [{ competency, level: levelOf(levelIndex), signOffs }];
      },
    );
    return items.length === 0 ? [] : [{ ...observation, items }];
  });
}

/** Whether what is about to be recorded speaks against something acquired. */
export function proposesRevocation(
  ladder: Ladder,
  progress: LadderProgress,
  items: readonly { competency: string; level: string; outcome: ObservationOutcome }[],
): boolean {
  const acquired = acquiredOn(ladder, progress);
  return items.some(
    ({ competency, level, outcome }) =>
      outcome === 'unsafe' &&
      acquired.some((one) => one.competency === competency && one.levelIndex >= indexOfLevel(ladder, level)),
  );
}

const indexOfLevel = (ladder: Ladder, code: string): number =>
  ladder.levels.findIndex((level) => level.code === code);

/** From the lowest level up. */
const acquiredOn = (ladder: Ladder, progress: LadderProgress): Acquired[] =>
  progress.levels.flatMap(({ requirements }, levelIndex) =>
    requirements.flatMap(({ signOff }, index): Acquired[] => {
      const competency = ladder.levels[levelIndex]?.requirements[index]?.competency;
      return signOff?.outcome === 'acquired' && competency !== undefined
        ? [{ signOffId: signOff.id, competency, levelIndex }]
        : [];
    }),
  );

/**
 * In the codes of the ladder of now: as recorded, also where that level does not require the competency; and where a move to
 * another ladder carried its mark.
 */
function unsafeItems(
  ladder: Ladder,
  progress: LadderProgress,
  sequence: number,
  items: SeenUnsafe['items'],
): { competency: string; levelIndex: number }[] {
  const found = new Map<string, { competency: string; levelIndex: number }>();
  const add = (competency: string, levelIndex: number) =>
    found.set(`${levelIndex} ${competency}`, { competency, levelIndex });
  for (const { competency, level } of items) {
    const levelIndex = indexOfLevel(ladder, level);
    if (levelIndex >= 0) add(competency, levelIndex);
  }
  progress.levels.forEach(({ requirements }, levelIndex) => {
    requirements.forEach(({ marks }, index) => {
      const competency = ladder.levels[levelIndex]?.requirements[index]?.competency;
      if (competency !== undefined && marks.some((mark) => !mark.safe && mark.sequence === sequence))
        add(competency, levelIndex);
    });
  });
  return [...found.values()].sort(
    (a, b) => a.levelIndex - b.levelIndex || (a.competency < b.competency ? -1 : 1),
  );
}

/** What stands as acquired: of these somebody must know when they were signed. */
export const acquiredSignOffs = (ladder: Ladder, progress: LadderProgress): SignOffId[] =>
  acquiredOn(ladder, progress).map(({ signOffId }) => signOffId);

/** For the main tutor, and for a co-tutor while there is none or they are absent; whether it proposes anything, `findProposals` says. */
export function decideUnsafe(
  { id, since, facts }: Candidate<UnsafeSeen>,
  contract: LevelledContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  if (!capacitiesOf(personId, contract, today).has('tutor')) return null;
  const { observedOn, observerId } = facts;
  const { contractId } = contract;
  return { kind: 'revocation_proposal', id, contractId, since, detail: { observedOn, observerId } };
}
