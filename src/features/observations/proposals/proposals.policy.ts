import type { Day } from '../../../kernel/days.js';
import type { ObservationId, PersonId } from '../../../kernel/ids.js';
import { isAbsentOn, type Team } from '../../mandates/mandates.types.js';
import { dismisserMandateMissing, dismisserNotDistinct } from './proposals.errors.js';
import { canRevoke } from '../../sign-offs/facts/signers.policy.js';

declare const proven: unique symbol;
/** Someone proven entitled to dismiss what an observation proposes. */
export interface Dismisser {
  readonly personId: PersonId;
  readonly observationId: ObservationId;
  readonly [proven]: 'dismisser';
}

/** Whoever may revoke. */
export function requireDismisser(
  person: PersonId,
  team: Team,
  observationId: ObservationId,
  today: Day,
): Dismisser {
  if (!canRevoke(person, team, today)) throw dismisserMandateMissing(team, person, today);
  return { personId: person, observationId } as Dismisser;
}

/** Not whoever saw it, as long as somebody else who may is there. @throws dismisser_not_distinct */
export function requireAnotherDismisser(person: PersonId, observer: PersonId, team: Team, today: Day): void {
  const isAnotherThere = team.mandates.some(
    (held) => held.personId !== person && canRevoke(held.personId, team, today) && !isAbsentOn(held, today),
  );
  if (person === observer && isAnotherThere) throw dismisserNotDistinct();
}
