import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, Id, ObservationId, PersonId, SignOffId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { ObservationOutcome } from '../../ladder/facts.types.js';
import type { LadderProgress } from '../../ladder/progress/ladder-progress.types.js';
import type { LevelledContract } from '../../ladder/queue-contracts.types.js';
import type { Candidate, QueueItem, QueueReader } from '../../mandates/queue.types.js';
import { capacitiesOf } from '../../sign-offs/facts/deciders.policy.js';

interface Seen {
  readonly competency: string;
  readonly level: string;
}

/** What was seen unsafe, and what speaks for it that was signed before: the lowest level first, whose revocation takes the others. */
export interface ProposedItem extends Seen {
  readonly signOffs: readonly { readonly signOffId: SignOffId; readonly level: string }[];
}

/** An observation, not withdrawn, proposes that sign-offs be revoked. It takes nothing back. */
export interface Proposal {
  readonly observationId: ObservationId;
  readonly contractId: ContractId;
  readonly observedOn: Day;
  readonly observerId: PersonId;
  readonly recordedAt: Instant;
  readonly items: readonly ProposedItem[];
  /** Why nothing is revoked for it, once somebody said so. */
  readonly dismissal: {
    readonly id: Id<'proposal_dismissal'>;
    readonly dismissedBy: PersonId;
    readonly recordedAt: Instant;
    readonly reason: string;
  } | null;
  readonly readsComments: boolean;
}

/**
 * What an observation proposes to revoke, by what it saw unsafe: every `acquired` that stands, was signed before it, and is of
 * that competency at the level of which the standard was not met or above. Who is unsafe at the easier standard is not
 * known to be safe at the harder one; what is below the level was not put in doubt. Where a move to another ladder carried
 * a mark of the observation, it speaks there, too.
 */
export function findProposed(
  ladder: Ladder,
  { levels }: LadderProgress,
  wasSignedBefore: (signOff: SignOffId) => boolean,
  { sequence, items }: { readonly sequence: number; readonly items: readonly Seen[] },
): ProposedItem[] {
  const required = ladder.levels.flatMap(({ code: level, requirements }, place) =>
    requirements.map(({ competency }, index) => {
      const { marks = [], signOff } = levels[place]?.requirements[index] ?? {};
      return { competency, level, place, marks, signOff };
    }),
  );
  return ladder.levels.flatMap(({ code }, place) => {
    const marked = required.filter(({ marks }) =>
      marks.some((one) => !one.safe && one.sequence === sequence),
    );
    const unsafe = [...items, ...marked].filter(({ level }) => level === code);
    const competencies = [...new Set(unsafe.map(({ competency }) => competency))].sort();
    return competencies.flatMap((competency): ProposedItem[] => {
      const signOffs = required
        .filter((one) => one.competency === competency && one.place >= place)
        .flatMap(({ level, signOff }) =>
          signOff?.outcome === 'acquired' && wasSignedBefore(signOff.id)
            ? [{ signOffId: signOff.id, level }]
            : [],
        );
      return signOffs.length === 0 ? [] : [{ competency, level: code, signOffs }];
    });
  });
}

/** Whether what is about to be recorded speaks against something acquired. */
export const proposesRevocation = (
  ladder: Ladder,
  progress: LadderProgress,
  items: readonly (Seen & { readonly outcome: ObservationOutcome })[],
): boolean => {
  const unsafe = items.filter(({ outcome }) => outcome === 'unsafe');
  return findProposed(ladder, progress, () => true, { sequence: Infinity, items: unsafe }).length > 0;
};

/** For the main tutor, and for a co-tutor while there is none or they are absent; whether it proposes anything, `findProposed` says. */
export const decideUnsafe = (
  { id, since, facts }: Candidate<QueueItem['detail']>,
  contract: LevelledContract,
  { personId, today }: QueueReader,
): QueueItem | null =>
  capacitiesOf(personId, contract, today).has('tutor')
    ? { kind: 'revocation_proposal', id, contractId: contract.contractId, since, detail: facts }
    : null;
