import { all, isWithin, type Details, type Opened, type Story } from './facts.js';

/** What the parties agreed on last. */
export function detailsOf(story: Story): Details {
  const last = all(story, 'contract.created', 'contract.amended').at(-1);
  if (!last) throw new Error('A contract begins with its terms.');
  return last.details;
}

export const signedOn = (story: Story): string | null => all(story, 'contract.signed')[0]?.on ?? null;

/** The last word on how it ended before its term. */
const endOf = (story: Story) => all(story, 'contract.terminated', 'contract.completed').at(-1) ?? null;

export const hasEnd = (story: Story): boolean => endOf(story) !== null;

/** The first day out. */
export const heldUntil = (story: Story): string => endOf(story)?.on ?? detailsOf(story).until;

export const isCancelled = (story: Story): boolean => all(story, 'contract.cancelled').length > 0;

/** From the first day out to the first day back; the last word on a return counts. */
export function suspensionsOf(story: Story): { from: string; until: string | null }[] {
  const stated = all(story, 'contract.suspended', 'contract.resumed');
  return stated.flatMap((fact, index) => {
    if (fact.type === 'contract.resumed') return [];
    const next = stated.findIndex((other, i) => i > index && other.type === 'contract.suspended');
    const back = stated.slice(index + 1, next < 0 ? undefined : next).at(-1);
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

export const TUTORS: readonly string[] = ['main_tutor', 'co_tutor', 'substitute'];

/** Every mandate, as it stands: the last end that was recorded counts. */
export const mandatesOf = (story: Story): Held[] =>
  all(story, 'mandate.opened').map((opened) => ({
    ...opened,
    until: all(story, 'mandate.ended').findLast(({ mandate }) => mandate === opened.id)?.on ?? opened.until,
    absences: all(story, 'mandate.absence_declared').filter(({ mandate }) => mandate === opened.id),
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
