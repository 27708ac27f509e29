import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { sidesOf, type Authority, type Parties } from '../contracts/contract-details.types.js';
import { holdsOn, type MandateRole, type Team } from '../mandates/mandates.types.js';
import { attesterMandateMissing } from './attestations.errors.js';

declare const proven: unique symbol;
/** Someone proven entitled to say what the alternant of a contract holds. */
export interface Attester {
  readonly [proven]: 'attester';
}

const ATTESTING: readonly MandateRole[] = ['main_tutor', 'referent'];

/** HR and the centre's administrators, the main tutor and the referent of today; never the alternant. Null: a client. */
export function canAttest(
  person: PersonId | null,
  authority: Authority,
  parties: Parties,
  team: Team,
  today: Day,
): boolean {
  return attestsOn(person, sidesOf(authority, parties).length > 0, team, today);
}

/** Whether they attest, of somebody of whom it is known whether they administer a side. */
export function attestsOn(
  person: PersonId | null,
  isAdministrator: boolean,
  team: Team,
  today: Day,
): boolean {
  if (person === team.alternantId) return false;
  return (
    isAdministrator ||
    team.mandates.some(
      (held) => held.personId === person && ATTESTING.includes(held.role) && holdsOn(held, today),
    )
  );
}

/** @throws mandate_missing */
export function requireAttester(...asked: Parameters<typeof canAttest>): Attester {
  if (!canAttest(...asked)) throw attesterMandateMissing();
  return {} as Attester;
}

/** Programs that attest read where papers are, and by when the law wants them: the others read progress alone. */
export const readsProofs = (actor: Actor): boolean =>
  actor.kind === 'person' || actor.scopes.includes('contracts:write');
