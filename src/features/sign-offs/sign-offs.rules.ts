import { addDays, type Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { FieldError } from '../../kernel/errors.js';
import { duplicateItem, notRequired, unknownLevel, unknownMission } from '../../kernel/refusals.js';
import {
  heldUntil,
  isActiveOn,
  statusOn,
  type ContractLife,
  type ContractStatus,
} from '../contracts/contracts.types.js';
import { competencyTitle, type Ladder } from '../frameworks/frameworks.types.js';
import { countEvidence, meetsQuorum, type SigningDays } from '../ladder/levels/evidence.rules.js';
import { obstaclesBelow } from '../ladder/ladder.rules.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { LadderProgress } from '../ladder/progress/ladder-progress.types.js';
import { findRequirement, levelStatuses } from '../ladder/levels/statuses.rules.js';
import { nextStepNeeded, observationNeeded, reasonNeeded, unknownCompetency } from './sign-offs.errors.js';
import { type ItemRefusal } from './item-refusals.errors.js';
import { LATE_OBSERVATION_DAYS } from './facts/signers.policy.js';
import type { ObservationItem, SignOffItem } from './facts/facts.types.js';

/** A doubt says what comes next, and who cannot assess says why. `at`: where the item stands in the body. */
export function findMissingWords(
  item: { readonly [name in 'outcome' | 'nextStep' | 'reason']?: string | null },
  at: string,
): FieldError[] {
  if (item.outcome === 'not_yet' && (item.nextStep ?? null) === null)
    return [nextStepNeeded(`${at}/nextStep`)];
  if (item.outcome === 'cannot_assess' && (item.reason ?? null) === null)
    return [reasonNeeded(`${at}/reason`)];
  return [];
}

/** Nothing is kept of what was not enough unless it is also recorded as seen. `at`: where that stands in the body. */
export function findUnkeptMistakes(
  {
    observation,
    observesWhatIsShort,
  }: { readonly [name in 'observation' | 'observesWhatIsShort']?: boolean },
  at: string,
): FieldError[] {
  return observesWhatIsShort && !observation ? [observationNeeded(`${at}/onQuorumNotMet`)] : [];
}

/** What is wrong in the items themselves, whatever the alternant's progress. `first`: where the first stands in the body. */
export function findItemMistakes(ladder: Ladder, items: readonly SignOffItem[], first = 0): FieldError[] {
  return items.flatMap((item, index) => {
    const at = `/items/${first + index}`;
    const level = ladder.levels.find((candidate) => candidate.code === item.level);
    const errors: FieldError[] = [];
    if (!level) errors.push(unknownLevel(`${at}/level`));
    else if (!level.requirements.some((r) => r.competency === item.competency))
      errors.push(notRequired(`${at}/competency`));
    errors.push(...findMissingWords(item, at));
    if (isRepeated(items, index)) errors.push(duplicateItem(at));
    return errors;
  });
}

/** An observation may be of any competency that the ladder uses, at any of its levels, in any of its missions. `body`: where it stands in what was sent. */
export function findObservationMistakes(
  ladder: Ladder,
  mission: string | null,
  items: readonly ObservationItem[],
  body = '',
): FieldError[] {
  const used = new Set([
    ...ladder.levels.flatMap((level) => level.requirements.map((r) => r.competency)),
    ...ladder.missions.flatMap((candidate) => candidate.competencies),
  ]);
  const errors = items.flatMap((item, index) => {
    const at = `${body}/items/${index}`;
    return [
      ...(ladder.levels.some((level) => level.code === item.level) ? [] : [unknownLevel(`${at}/level`)]),
      ...(used.has(item.competency) ? [] : [unknownCompetency(`${at}/competency`)]),
      ...(isRepeated(items, index) ? [duplicateItem(at)] : []),
    ];
  });
  if (mission !== null && !ladder.missions.some((candidate) => candidate.code === mission))
    errors.push(unknownMission(`${body}/mission`));
  return errors;
}

/** What names a competency and level that stands further up. `body`: where the items' body stands in what was sent. */
export const findRepeatedItems = (
  items: readonly { competency: string; level: string }[],
  body: string,
): FieldError[] =>
  items.flatMap((_, index) => (isRepeated(items, index) ? [duplicateItem(`${body}/items/${index}`)] : []));

function isRepeated(items: readonly { competency: string; level: string }[], index: number): boolean {
  const item = items[index];
  return items
    .slice(0, index)
    .some((other) => other.competency === item?.competency && other.level === item.level);
}

/** What a call that records what was seen records of each judgement: nothing of what could not be assessed. */
export function observationItemsOf(items: readonly SignOffItem[]): ObservationItem[] {
  return items.flatMap(({ competency, level, outcome }) => {
    if (outcome === 'cannot_assess') return [];
    return [
      {
        competency,
        level,
        outcome: outcome === 'acquired' ? ('performed' as const) : ('needs_practice' as const),
        comment: null,
      },
    ];
  });
}

/** The status that forbids to sign, or null: the contract is active both on the day observed and today. */
export function statusAgainstSigning(life: ContractLife, observedOn: Day, today: Day): ContractStatus | null {
  if (!isActiveOn(life, today)) return statusOn(life, today);
  return isActiveOn(life, observedOn) ? null : statusOn(life, observedOn);
}

/** Same for an observation: its day was active, and the contract ended 30 days ago at most. */
export function statusAgainstObserving(
  life: ContractLife,
  observedOn: Day,
  today: Day,
): ContractStatus | null {
  if (!isActiveOn(life, observedOn)) return statusOn(life, observedOn);
  return today < addDays(heldUntil(life), LATE_OBSERVATION_DAYS) ? null : statusOn(life, today);
}

/** Who signs (null: nobody is known yet), and the days that it speaks of. */
export interface Signing extends SigningDays {
  readonly signerId: PersonId | null;
}

/**
 * Every item that the ladder refuses, judged against the progress before the call plus what was observed in it.
 * None: the call is accepted.
 */
export function findSignOffRefusals(
  ladder: Ladder,
  progress: LadderProgress,
  state: LadderState,
  items: readonly SignOffItem[],
  days: Signing,
): { index: number; refusal: ItemRefusal }[] {
  return items.flatMap((item, index) => {
    const refusal = refusalOfItem(ladder, progress, state, item, days);
    return refusal ? [{ index, refusal }] : [];
  });
}

function refusalOfItem(
  ladder: Ladder,
  progress: LadderProgress,
  state: LadderState,
  item: SignOffItem,
  days: Signing,
): ItemRefusal | null {
  const level = state.levels.find((candidate) => candidate.code === item.level);
  if (level?.status === 'locked')
    return { code: 'level_locked', level: item.level, obstacles: obstaclesBelow(state, item.level) };
  const competency = competencyTitle(ladder, item.competency);
  const found = findRequirement(ladder, progress, item.level, item.competency);
  if (!found || item.outcome === 'cannot_assess') return null;
  if (found.progress.signOff?.outcome === 'acquired')
    return { code: 'already_acquired', signOffId: found.progress.signOff.id, competency };
  if (item.outcome === 'not_yet') return null;
  const evidence = countEvidence(
    found.progress,
    found.rule.quorum,
    days,
    progress.prior && {
      prior: progress.prior[found.levelIndex]?.[found.index] ?? [],
      ...(days.signerId && { signer: progress.observers.indexOf(days.signerId) }),
    },
  );
  return meetsQuorum(evidence) ? null : { code: 'quorum_not_met', evidence, competency };
}

/** Whether a level is closed: what is observed there is kept, and flagged. */
export function isLocked(ladder: Ladder, progress: LadderProgress, code: string): boolean {
  const index = ladder.levels.findIndex((level) => level.code === code);
  return levelStatuses(ladder, progress)[index] === 'locked';
}
