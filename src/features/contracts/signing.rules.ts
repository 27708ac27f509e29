import { ageOn, laterOf, type Day } from '../../kernel/days.js';
import type { AppError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { legalRepresentativeMissing, mainTutorMissing, tutorUnderAge, type Overload } from './contracts.errors.js';
import type { ContractKind } from './contracts.types.js';
import { ruleOn, TUTOR_AGE, TUTOR_CAPACITY, USUAL_AGE, USUAL_LENGTH } from './law.rules.js';

/** Somebody who tutors on a contract, and when: `until` excluded, null for open-ended. */
export interface Tutor {
  readonly personId: PersonId;
  readonly isMain: boolean;
  readonly from: Day;
  readonly until: Day | null;
  readonly birthDate: Day | null;
}

/** A contract about to be signed, as it would be. */
export interface Signing {
  readonly kind: ContractKind;
  readonly signedOn: Day;
  readonly startsOn: Day;
  readonly until: Day;
  readonly alternantBirthDate: Day | null;
  readonly hasLegalRepresentative: boolean;
  readonly tutors: readonly Tutor[];
}

/** Why the contract may not be signed, the first reason; null when it may. */
export function findSigningRefusal(signing: Signing): AppError | null {
  const { startsOn, signedOn, tutors } = signing;
  const inCharge = tutors.some(({ isMain, from, until }) => isMain && from <= startsOn && (until === null || startsOn < until));
  if (!inCharge) return mainTutorMissing(startsOn);
  for (const tutor of tutors) {
    const refusal = findTutorRefusal(tutor, startsOn, signedOn);
    if (refusal) return refusal;
  }
  if (isMinor(signing.alternantBirthDate, signedOn) && !signing.hasLegalRepresentative) return legalRepresentativeMissing();
  return null;
}

/** Of age on the first day they tutor. An unknown birth date is nobody's fault: it only warns. */
export function findTutorRefusal(tutor: Pick<Tutor, 'personId' | 'from' | 'birthDate'>, startsOn: Day, signedOn: Day): AppError | null {
  const rule = ruleOn(TUTOR_AGE, signedOn);
  if (!rule || tutor.birthDate === null) return null;
  return ageOn(tutor.birthDate, laterOf(startsOn, tutor.from)) < rule.atLeast ? tutorUnderAge(tutor.personId, rule.atLeast) : null;
}

/** No birth date counts as a minor; majority comes on the birthday. */
export const isMinor = (birthDate: Day | null, on: Day): boolean => birthDate === null || ageOn(birthDate, on) < 18;

export interface Finding {
  readonly code: string;
  readonly detail: Bilingual;
}

/** What is unusual and does not prevent the signature. `today`: when it is recorded. */
export function findWarnings(signing: Signing, today: Day): Finding[] {
  const found: Finding[] = [];
  const warn = (code: string, fr: string, en: string) => found.push({ code, detail: bilingual(fr, en) });

  const length = ruleOn(USUAL_LENGTH[signing.kind], signing.signedOn);
  if (length && signing.until < monthsAfter(signing.startsOn, length.minMonths)) {
    warn('contract_short', `Le contrat dure moins de ${length.minMonths} mois (${length.source}).`, `The contract lasts less than ${length.minMonths} months (${length.source}).`);
  }
  if (length && signing.until > monthsAfter(signing.startsOn, length.maxMonths)) {
    warn('contract_long', `Le contrat dure plus de ${length.maxMonths} mois (${length.source}).`, `The contract lasts more than ${length.maxMonths} months (${length.source}).`);
  }
  if (signing.alternantBirthDate === null) {
    warn('alternant_birth_date_unknown', 'La date de naissance de l’alternant est inconnue : il est traité comme mineur.', 'The birth date of the alternant is unknown: they are treated as a minor.');
  } else {
    const usual = ruleOn(USUAL_AGE[signing.kind], signing.signedOn);
    const age = ageOn(signing.alternantBirthDate, signing.startsOn);
    if (usual && (age < usual.from || age > usual.to)) {
      warn('alternant_age_unusual', `L’alternant a ${age} ans au début, hors de ${usual.from} à ${usual.to} ans : une dérogation est nécessaire (${usual.source}).`, `The alternant is ${age} at the start, outside ${usual.from} to ${usual.to}: a derogation is needed (${usual.source}).`);
    }
  }
  if (signing.tutors.some(({ birthDate }) => birthDate === null)) {
    warn('tutor_birth_date_unknown', 'La date de naissance d’un tuteur est inconnue : vérifiez qu’il est majeur.', 'The birth date of a tutor is unknown: check that they are of age.');
  }
  if (signing.signedOn > today) {
    warn('signed_in_the_future', 'La date de signature est à venir.', 'The day of signature is in the future.');
  }
  return found;
}

/** A contract that somebody follows as main tutor, between two days (`until` excluded, null: open-ended). */
export interface Followed {
  readonly isContinuation: boolean;
  readonly from: Day;
  readonly until: Day | null;
}

/** The first day on which one more contract would be too many; null when there is room on every day. */
export function findOverload(kind: ContractKind, signedOn: Day, one: Followed, others: readonly Followed[]): Overload | null {
  const rule = ruleOn(TUTOR_CAPACITY[kind], signedOn);
  if (!rule) return null;
  const isOn = ({ from, until }: Followed, day: Day) => from <= day && (until === null || day < until);
  // The number only rises on a day when one of them begins.
  const days = [...new Set([one.from, ...others.map(({ from }) => from)])].filter((day) => isOn(one, day)).sort();
  for (const on of days) {
    const that = [one, ...others].filter((followed) => isOn(followed, on));
    const repeating = Math.min(rule.repeating, that.filter(({ isContinuation }) => isContinuation).length);
    if (that.length - repeating > rule.atOnce) {
      return { on, followed: that.length, limit: rule.atOnce, repeating: rule.repeating, source: rule.source };
    }
  }
  return null;
}

/** The same day of the month that many months later, or the last one of a shorter month. */
export function monthsAfter(day: Day, months: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(Math.min(Number(day.slice(8)), last))}` as Day;
}
