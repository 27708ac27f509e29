import type { Day } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import { DECIDING_ROLES } from '../../../kernel/mandate-roles.js';
import type { Capacity } from '../../ladder/facts.types.js';
import { refusedWithoutMandate } from '../../mandates/whom-to-ask.types.js';
import {
  answersForAll,
  holdsOn,
  isAbsentOn,
  isDeputy,
  type Mandate,
  type Team,
} from '../../mandates/mandates.types.js';

declare const proven: unique symbol;
/** Someone proven entitled to decide on a level of this contract: the store asks for one. */
export interface Decider {
  readonly personId: PersonId;
  /** In which capacity they may decide, and the mandate that gives it. */
  readonly capacities: ReadonlyMap<Capacity, Mandate>;
  readonly [proven]: 'decider';
}

/** The main tutor decides; a co-tutor of the employer only while there is none or they are absent; the referent co-signs. */
export function capacitiesOf(person: PersonId, team: Team, today: Day): Map<Capacity, Mandate> {
  const capacities = new Map<Capacity, Mandate>();
  if (person === team.alternantId) return capacities;
  const current = team.mandates.filter((mandate) => holdsOn(mandate, today));
  const [deciding] = DECIDING_ROLES.tutor;
  const main = current.find((mandate) => mandate.role === deciding);
  const standsIn = !main || isAbsentOn(main, today);
  const own = current.filter((held) => held.personId === person);
  const referent = own.find(({ role }) => role === DECIDING_ROLES.referent[0]);
  // Their own word as main tutor comes before that of somebody who stands in.
  const tutor = own.find(({ role }) => role === deciding) ?? (standsIn ? own.find(isDeputy) : undefined);
  if (tutor) capacities.set('tutor', tutor);
  if (referent) capacities.set('referent', referent);
  return capacities;
}

export function requireDecider(person: PersonId, team: Team, isCosigned: boolean, today: Day): Decider {
  const capacities = capacitiesOf(person, team, today);
  if (!isCosigned) capacities.delete('referent');
  if (capacities.size === 0) {
    throw refusedWithoutMandate(
      team,
      {
        roles: ['main_tutor', 'co_tutor', ...(isCosigned ? (['referent'] as const) : [])],
        on: today,
        not: person,
        suits: answersForAll,
      },
      isCosigned
        ? 'Le passage est décidé par le tuteur principal, puis cosigné par le référent'
        : 'Le passage est décidé par le tuteur principal, ou un cotuteur en son absence',
      isCosigned
        ? 'A level is decided by the main tutor, then co-signed by the referent'
        : 'A level is decided by the main tutor, or a co-tutor in their absence',
    );
  }
  return { personId: person, capacities } as Omit<Decider, typeof proven> as Decider;
}
