import { addDays, earlierOf, instantAt, laterOf, type Day, type Instant } from '../../../kernel/days.js';
import type { AssignmentId, PersonId } from '../../../kernel/ids.js';
import { reminderDays } from '../../frameworks/prerequisites.types.js';
import type { Mission } from '../../frameworks/frameworks.types.js';
import type { LevelledContract } from '../../ladder/queue-contracts.types.js';
import { canAssign } from '../../mandates/mandates.types.js';
import type { Candidate, QueueItem, QueueReader } from '../../mandates/queue.types.js';
import { attestsOn } from '../attestations.policy.js';
import type { Validity, Unheld } from '../attestations.types.js';
import { reminderOf } from '../validity.rules.js';

interface Given {
  readonly id: AssignmentId;
  readonly mission: string;
  readonly assignedBy: PersonId;
  readonly until: Day | null;
}

export interface UnheldOfContract {
  readonly prerequisites: readonly Pick<Unheld, 'prerequisite' | 'attestations'>[];
  /** Missions that were given and are not over. */
  readonly assignments: readonly Given[];
}

interface Wanted {
  readonly prerequisite: string;
  readonly validity: Validity;
}

/**
 * For whoever may attest (`attest`), from the first reminder on until it is renewed; and for whoever gave a mission that it
 * will not be allowed in all of its days (`replan`).
 */
export function decidePrerequisites(
  { facts }: Candidate<UnheldOfContract>,
  contract: LevelledContract,
  { personId, today, now }: QueueReader,
): QueueItem | null {
  const { administers, life, contractId, ladder } = contract;
  const wanted = facts.prerequisites.flatMap(({ prerequisite, attestations }): Wanted[] => {
    const reminded = reminderOf({ life, prerequisite, attestations }, today);
    return reminded ? [{ prerequisite, validity: reminded.validity }] : [];
  });
  if (wanted.length === 0) return null;
  const attests = attestsOn(personId, administers.employer || administers.centre, contract, today);
  const outlived = facts.assignments.filter((given) => isOutlived(given, wanted, ladder.missions));
  const own = canAssign(personId, contract, today)
    ? outlived.filter(({ assignedBy }) => assignedBy === personId)
    : [];
  if (!attests && own.length === 0) return null;
  return {
    kind: 'prerequisite_to_renew',
    id: contractId,
    contractId,
    since: wanted.map((one) => sinceOf(one, contract, now)).reduce(earlierOf),
    detail: {
      act: attests ? 'attest' : 'replan',
      prerequisites: wanted.map(({ prerequisite, validity }) => ({
        prerequisite,
        state: validity.state,
        firstDayOut: validity.until,
        missions: askingFor(prerequisite, ladder.missions).map(({ code }) => code),
      })),
      assignments: (attests ? outlived : own).map(({ id, mission }) => ({ assignmentId: id, mission })),
    },
  };
}

const askingFor = (prerequisite: string, missions: readonly Mission[]) =>
  missions.filter((mission) => mission.prerequisites?.includes(prerequisite));

/** A mission that was given for days on which something that it asks for is not held. */
function isOutlived(
  { mission, until }: Given,
  wanted: readonly Wanted[],
  missions: readonly Mission[],
): boolean {
  return wanted.some(({ prerequisite, validity }) => {
    if (!askingFor(prerequisite, missions).some(({ code }) => code === mission)) return false;
    return (
      validity.state !== 'expiring' || until === null || validity.until === null || until > validity.until
    );
  });
}

/** Since the first reminder, or since it is missing. */
function sinceOf(
  { prerequisite, validity: { state, until } }: Wanted,
  { life, createdAt }: Pick<LevelledContract, 'life' | 'createdAt'>,
  now: Instant,
): Instant {
  if (until !== null) {
    const day = state === 'expiring' ? addDays(until, -reminderDays(prerequisite).first) : until;
    return laterOf(createdAt, instantAt(day, '00:00'));
  }
  return laterOf(createdAt, earlierOf(instantAt(life.startsOn, '00:00'), now));
}
