import { all, isWithin, type Details, type Opened, type Story } from './facts.js';

/** What the parties agreed on last. */
export function detailsOf(story: Story): Details {
  const last = all(story, 'contract.created', 'contract.amended').at(-1);
  if (!last) throw new Error('A contract begins with its terms.');
  return last.details;
}

export const signedOn = (story: Story): string | null => all(story, 'contract.signed')[0]?.on ?? null;

const ACTS = ['contract.suspended', 'contract.resumed', 'contract.terminated', 'contract.completed'] as const;

/** An act of a contract's life as it was put right last. */
export interface Placed {
  readonly type: (typeof ACTS)[number];
  readonly on: string;
  readonly cause: string | null;
  /** It never was. */
  readonly isWithdrawn: boolean;
  /** The sequence of the last word on it. */
  readonly sequence: number;
}

/** The acts in the order in which they were first recorded, each with the last correction that leads back to it. */
export const actsOf = (story: Story): Placed[] =>
  story.flatMap((fact, index): Placed[] => {
    const type = ACTS.find((one) => one === fact.type);
    if (!type || !('on' in fact)) return [];
    const cause = 'cause' in fact ? (fact.cause ?? null) : null;
    let placed: Placed = { type, on: String(fact.on), cause, isWithdrawn: false, sequence: index + 1 };
    for (const [later, word] of story.entries()) {
      if (word.type !== 'contract.step_corrected' && word.type !== 'contract.step_withdrawn') continue;
      if (word.corrects !== placed.sequence) continue;
      const isWithdrawn = word.type === 'contract.step_withdrawn';
      placed = { ...placed, isWithdrawn, on: isWithdrawn ? placed.on : word.on, sequence: later + 1 };
    }
    return [placed];
  });

export const isEnd = ({ type }: Placed): boolean =>
  type === 'contract.terminated' || type === 'contract.completed';

/** The last word on how it ended before its term. */
const endOf = (story: Story) => actsOf(story).findLast((act) => isEnd(act) && !act.isWithdrawn) ?? null;

export const hasEnd = (story: Story): boolean => endOf(story) !== null;

/** The first day out. */
export const heldUntil = (story: Story): string => endOf(story)?.on ?? detailsOf(story).until;

export const isCancelled = (story: Story): boolean => all(story, 'contract.cancelled').length > 0;

/** From the first day out to the first day back; the last word on a return counts. */
export function suspensionsOf(story: Story): { from: string; until: string | null }[] {
  const stated = actsOf(story).filter((act) => !isEnd(act));
  return stated.flatMap((fact, index) => {
    if (fact.type === 'contract.resumed' || fact.isWithdrawn) return [];
    const next = stated.findIndex((other, i) => i > index && other.type === 'contract.suspended');
    const back = stated.slice(index + 1, next < 0 ? undefined : next).findLast((one) => !one.isWithdrawn);
    return [{ from: fact.on, until: back?.on ?? null }];
  });
}

export function statusOn(story: Story, day: string): string {
  if (isCancelled(story)) return 'cancelled';
  if (signedOn(story) === null) return 'draft';
  if (day >= heldUntil(story))
    return endOf(story)?.type === 'contract.terminated' ? 'terminated' : 'completed';
  if (day < detailsOf(story).startsOn) return 'signed';
  return suspensionsOf(story).some((away) => isWithin(away, day)) ? 'suspended' : 'active';
}

export const isActiveOn = (story: Story, day: string): boolean => statusOn(story, day) === 'active';

export interface Held extends Opened {
  readonly absences: readonly { readonly from: string; readonly until: string }[];
}

/** Every absence, with its first day back: the last word on that counts. */
export const absencesOf = (story: Story) =>
  all(story, 'mandate.absence_declared').map((declared) => ({
    ...declared,
    until:
      all(story, 'mandate.absence_ended').findLast(({ absence }) => absence === declared.id)?.on ??
      declared.until,
  }));

/** Every mission that was given, with its first day out. */
export const assignmentsOf = (story: Story) =>
  all(story, 'assignment.created').map((given) => ({
    ...given,
    until:
      all(story, 'assignment.ended').findLast(({ assignment }) => assignment === given.id)?.on ?? given.until,
  }));

export const TUTORS: readonly string[] = ['main_tutor', 'co_tutor', 'substitute'];

/** Every mandate, as it stands: the last end that was recorded counts. */
export const mandatesOf = (story: Story): Held[] =>
  all(story, 'mandate.opened').map((opened) => ({
    ...opened,
    until: all(story, 'mandate.ended').findLast(({ mandate }) => mandate === opened.id)?.on ?? opened.until,
    absences: absencesOf(story).filter(({ mandate }) => mandate === opened.id),
  }));

export const held = (story: Story, person: string, day: string): Held[] =>
  mandatesOf(story).filter((mandate) => mandate.person === person && isWithin(mandate, day));

export const mainTutor = (story: Story, day: string): Held | undefined =>
  mandatesOf(story).find((mandate) => mandate.role === 'main_tutor' && isWithin(mandate, day));

/** A co-tutor decides while there is no main tutor, or while they are away. */
export function coTutorDecides(story: Story, day: string): boolean {
  const main = mainTutor(story, day);
  return !main || main.absences.some((absence) => isWithin(absence, day));
}

/** The mandate by which somebody decides in that capacity. */
export function decidingMandate(
  story: Story,
  person: string,
  capacity: 'tutor' | 'referent',
  day: string,
): Held | undefined {
  if (person === detailsOf(story).alternant) return undefined;
  const own = held(story, person, day);
  if (capacity === 'referent') return own.find(({ role }) => role === 'referent');
  const main = own.find(({ role }) => role === 'main_tutor');
  return main ?? (coTutorDecides(story, day) ? own.find(({ role }) => role === 'co_tutor') : undefined);
}
