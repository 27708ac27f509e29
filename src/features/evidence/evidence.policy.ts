import { addDays, type Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import {
  holdsOn,
  isAbsentOn,
  isDeputy,
  isMemberOn,
  type Mandate,
  type Team,
} from '../mandates/mandates.types.js';
import { adderMandateMissing, evidenceWithdrawerMandateMissing } from './evidence.errors.js';
import type { DaysShown } from './evidence.types.js';

declare const proven: unique symbol;
/** Someone proven entitled to add a file to a contract. */
export interface Adder {
  readonly personId: PersonId;
  readonly [proven]: 'adder';
}
/** Someone proven entitled to withdraw a file. */
export interface EvidenceWithdrawer {
  readonly personId: PersonId;
  readonly [proven]: 'evidence_withdrawer';
}

/** As long as an observation may be told after the mandate that covers its day. */
const LATE_DAYS = 30;

/** The alternant; whoever holds any mandate today; or held one on the day of what it shows, as who observes. */
export function canAdd(person: PersonId, team: Team, shown: DaysShown, today: Day): boolean {
  const days = [shown.observation, shown.signOff, shown.journalEntry].filter((day) => day !== null);
  return (
    person === team.alternantId ||
    mandatesOf(person, team).some(
      (held) =>
        holdsOn(held, today) ||
        (days.some((day) => holdsOn(held, day)) &&
          isMemberOn(held, today) &&
          (held.until === null || today < addDays(held.until, LATE_DAYS))),
    )
  );
}

export function requireAdder(person: PersonId, team: Team, shown: DaysShown, today: Day): Adder {
  if (!canAdd(person, team, shown, today)) throw adderMandateMissing();
  return { personId: person } as Adder;
}

/** Whoever added it, as long as they are a member, the main tutor (a co-tutor while there is none or they are absent), or the referent. */
export function canWithdrawEvidence(person: PersonId, team: Team, addedBy: PersonId, today: Day): boolean {
  const main = team.mandates.find((held) => held.role === 'main_tutor' && holdsOn(held, today));
  const standsIn = !main || isAbsentOn(main, today);
  return (
    (person === addedBy && person === team.alternantId) ||
    (person !== team.alternantId &&
      mandatesOf(person, team).some(
        (held) =>
          (person === addedBy && isMemberOn(held, today)) ||
          (holdsOn(held, today) &&
            (held.role === 'main_tutor' || held.role === 'referent' || (standsIn && isDeputy(held)))),
      ))
  );
}

export function requireEvidenceWithdrawer(
  ...asked: Parameters<typeof canWithdrawEvidence>
): EvidenceWithdrawer {
  if (!canWithdrawEvidence(...asked)) throw evidenceWithdrawerMandateMissing();
  return { personId: asked[0] } as EvidenceWithdrawer;
}

const mandatesOf = (person: PersonId, { mandates }: Team): Mandate[] =>
  mandates.filter((held) => held.personId === person);
