import { addDays, addMonths, ageOn, earlierOf, type Day } from '../../kernel/days.js';
import { MAJORITY } from '../../kernel/law.js';
import type { ContactDecision, ContactParty, ContactRow, ContactState, Seeker } from './prospects.types.js';

const LONGEST_MONTHS = 12;
const AFTER_THE_CONTRACT_MONTHS = 6;

/** The last day until which somebody may be seen: a year from today, half a year after the contract. */
export const latestDay = ({ heldUntil }: Pick<Seeker, 'heldUntil'>, today: Day): Day =>
  earlierOf(addMonths(today, LONGEST_MONTHS), addDays(addMonths(heldUntil, AFTER_THE_CONTRACT_MONTHS), -1));

export type AgreementObstacle = 'minor' | 'not_signed' | 'long_over';

/** Why nobody may agree to it today, or null. Without a birth date somebody is a minor. */
export function obstacleTo(seeker: Seeker, today: Day): AgreementObstacle | null {
  if (seeker.birthDate === null || ageOn(seeker.birthDate, today) < MAJORITY) return 'minor';
  if (!seeker.isSigned || seeker.isCancelled) return 'not_signed';
  return latestDay(seeker, today) < today ? 'long_over' : null;
}

/** What became of a contact. What was accepted stays so; what awaits an answer ends with the agreement. */
export function stateOf({ decision, stands }: Pick<ContactRow, 'decision' | 'stands'>): ContactState {
  const state = decision ?? 'asked';
  return !stands && (state === 'asked' || state === 'passed_on') ? 'lapsed' : state;
}

export const PARTY_OF: Readonly<Record<ContactDecision, ContactParty>> = {
  passed_on: 'training_centre',
  declined: 'training_centre',
  accepted: 'alternant',
  refused: 'alternant',
  withdrawn: 'employer',
};

/** Each may think again: the centre that declined, the alternant who refused or accepted. */
const NEXT: Readonly<Record<ContactState, readonly ContactDecision[]>> = {
  asked: ['passed_on', 'declined', 'withdrawn'],
  passed_on: ['declined', 'accepted', 'refused', 'withdrawn'],
  declined: ['passed_on', 'withdrawn'],
  accepted: ['refused', 'withdrawn'],
  refused: ['accepted'],
  withdrawn: [],
  lapsed: [],
};

/** What may be decided of a contact now; nothing is begun again once the agreement has ended. */
export function decisionsOn(contact: Pick<ContactRow, 'decision' | 'stands'>): readonly ContactDecision[] {
  const next = NEXT[stateOf(contact)];
  return contact.stands ? next : next.filter((one) => one === 'refused' || one === 'withdrawn');
}
