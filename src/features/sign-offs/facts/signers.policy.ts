import { addDays, type Day } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { refusedWithoutMandate } from '../../mandates/whom-to-ask.types.js';
import { holdsOn, isMemberOn, TUTOR_ROLES, type Mandate, type Team } from '../../mandates/mandates.types.js';

declare const proven: unique symbol;
/** Someone proven entitled to do it to this contract. Holding one is the permission; the store asks for it. */
export interface Signer {
  readonly personId: PersonId;
  readonly [proven]: 'signer';
}
export interface Observer {
  readonly personId: PersonId;
  readonly [proven]: 'observer';
}
export interface Revoker {
  readonly personId: PersonId;
  readonly [proven]: 'revoker';
}
export interface Withdrawer {
  readonly personId: PersonId;
  readonly [proven]: 'withdrawer';
}
/** Days after the last day of a mandate or a contract during which what was seen before may still be recorded. */
export const LATE_OBSERVATION_DAYS = 30;

/** A tutor signs for the day observed and on the day of signing, up to the highest level of the mandate; never for oneself. */
export function canSign(
  person: PersonId,
  team: Team,
  ladder: Ladder,
  levels: readonly string[],
  days: readonly Day[],
): boolean {
  const indexOf = (code: string) => ladder.levels.findIndex((level) => level.code === code);
  const covers = (mandate: Mandate, level: string) =>
    mandate.maxLevel === null || indexOf(level) <= indexOf(mandate.maxLevel);
  return (
    person !== team.alternantId &&
    days.every((day) => {
      const held = mandatesOf(person, team).filter(
        (mandate) => TUTOR_ROLES.includes(mandate.role) && holdsOn(mandate, day),
      );
      return levels.every((level) => held.some((mandate) => covers(mandate, level)));
    })
  );
}

export function requireSigner(
  person: PersonId,
  team: Team,
  ladder: Ladder,
  levels: readonly string[],
  days: readonly Day[],
): Signer {
  if (!canSign(person, team, ladder, levels, days)) {
    const today = days.reduce((latest, day) => (day > latest ? day : latest));
    const wanted = {
      roles: TUTOR_ROLES,
      on: today,
      not: person,
      suits: (held: Mandate) => canSign(held.personId, team, ladder, levels, days),
    };
    const isTutor = mandatesOf(person, team).some(({ role }) => TUTOR_ROLES.includes(role));
    throw isTutor
      ? refusedWithoutMandate(
          team,
          wanted,
          'Votre mandat de tuteur ne couvre pas ce jour, aujourd’hui ou ce palier',
          'Your tutor’s mandate does not cover that day, today or this level',
        )
      : refusedWithoutMandate(team, wanted, 'Seul un tuteur valide', 'Only a tutor signs off');
  }
  return { personId: person } as Signer;
}

/** Whoever held any mandate on the day may tell what they saw, until 30 days after the mandate ended, as long as they are a member. */
export function canObserve(person: PersonId, team: Team, observedOn: Day, today: Day): boolean {
  return (
    person !== team.alternantId &&
    mandatesOf(person, team).some(
      (mandate) =>
        holdsOn(mandate, observedOn) &&
        isMemberOn(mandate, today) &&
        (mandate.until === null || today < addDays(mandate.until, LATE_OBSERVATION_DAYS)),
    )
  );
}

export function requireObserver(person: PersonId, team: Team, observedOn: Day, today: Day): Observer {
  if (!canObserve(person, team, observedOn, today)) {
    throw refusedWithoutMandate(
      team,
      { roles: TUTOR_ROLES, on: today, not: person },
      'Seule une personne de l’équipe ce jour-là observe, 30 jours au plus après son départ',
      'Only who was of the team on that day observes, 30 days after leaving at most',
    );
  }
  return { personId: person } as Observer;
}

/** A tutor, whatever their highest level, or the referent. */
export function canRevoke(person: PersonId, team: Team, today: Day): boolean {
  return (
    person !== team.alternantId &&
    mandatesOf(person, team).some((mandate) => holdsOn(mandate, today) && mandate.role !== 'observer')
  );
}

export function requireRevoker(person: PersonId, team: Team, today: Day): Revoker {
  if (!canRevoke(person, team, today)) {
    throw refusedWithoutMandate(
      team,
      { roles: [...TUTOR_ROLES, 'referent'], on: today, not: person },
      'Seul un tuteur ou le référent décide du retrait d’une validation',
      'Only a tutor or the referent decides whether a sign-off is revoked',
    );
  }
  return { personId: person } as Revoker;
}

/** An observation is withdrawn by its author, as long as they are a member, or by the main tutor; never by the alternant. */
export function canWithdraw(person: PersonId, team: Team, observer: PersonId, today: Day): boolean {
  return (
    person !== team.alternantId &&
    mandatesOf(person, team).some(
      (mandate) =>
        (person === observer && isMemberOn(mandate, today)) ||
        (mandate.role === 'main_tutor' && holdsOn(mandate, today)),
    )
  );
}

export function requireWithdrawer(person: PersonId, team: Team, observer: PersonId, today: Day): Withdrawer {
  if (!canWithdraw(person, team, observer, today)) {
    throw refusedWithoutMandate(
      team,
      { roles: ['main_tutor'], on: today, not: person },
      'Une observation est retirée par son auteur ou par le tuteur principal',
      'An observation is withdrawn by its author or by the main tutor',
    );
  }
  return { personId: person } as Withdrawer;
}

const mandatesOf = (person: PersonId, team: Team) =>
  team.mandates.filter((mandate) => mandate.personId === person);
