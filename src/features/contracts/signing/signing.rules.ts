import { ageOn, laterOf, type Day } from '../../../kernel/days.js';
import type { AppError } from '../../../kernel/errors.js';
import type { MandateId, PersonId } from '../../../kernel/ids.js';
import { suitsRole, type HeldRoles, type MandateRole } from '../../../kernel/mandate-roles.js';
import { MAJORITY, ruleOn } from '../../../kernel/law.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import {
  birthDateImplausible,
  legalRepresentativeMissing,
  mainTutorMissing,
  tutorUnderAge,
} from './signing.errors.js';
import type { Sheet } from '../../frameworks/sheets/sheets.types.js';
import { isMinor, type ContractKind } from '../contracts.types.js';
import { SIGNING_AGE } from './law.rules.js';

/** Somebody who tutors on a contract, and when: `until` excluded, null for open-ended. */
export interface Tutor {
  readonly personId: PersonId;
  readonly isMain: boolean;
  /** The contract counts in how many they may follow: of its main tutor, and of the tutor at a host company. */
  readonly isCounted: boolean;
  /** They belong to the employer on the contract's first day: a mandate gives rights to members. */
  readonly isMemberAtStart: boolean;
  readonly from: Day;
  readonly until: Day | null;
  readonly birthDate: Day | null;
}

/** A mandate of a draft, whose contract or holder may have changed since it was opened. */
export interface MandateToSign extends HeldRoles {
  readonly mandateId: MandateId;
  readonly personId: PersonId;
  readonly role: MandateRole;
  readonly maxLevel: string | null;
  readonly alternantId: PersonId;
  /** Codes of the contract's ladder. */
  readonly levels: readonly string[];
}

/** The contract no longer allows it: nobody could open it now. */
export const isUnfit = (mandate: MandateToSign): boolean =>
  mandate.personId === mandate.alternantId ||
  (mandate.maxLevel !== null && !mandate.levels.includes(mandate.maxLevel)) ||
  !suitsRole(mandate.role, mandate);

/** A contract about to be signed, as it would be. */
export interface Signing {
  readonly kind: ContractKind;
  readonly signedOn: Day;
  readonly startsOn: Day;
  readonly until: Day;
  readonly alternantBirthDate: Day | null;
  readonly hasLegalRepresentative: boolean;
  readonly tutors: readonly Tutor[];
  /** That of the framework; null: nothing is told of its end. */
  readonly sheet: Sheet | null;
  /** When the alternant entered: with the contract that this one continues, or with this one. */
  readonly enteredOn: Day;
}

/** Why the contract may not be signed, the first reason; null when it may. */
export function findSigningRefusal(signing: Signing): AppError | null {
  const { signedOn, tutors } = signing;
  const terms = findTermsRefusal(tutors, signing, signedOn);
  if (terms) return terms;
  const age = findAgeRefusal(signing);
  if (age) return age;
  if (isMinor(signing.alternantBirthDate, signedOn) && !signing.hasLegalRepresentative)
    return legalRepresentativeMissing();
  return null;
}

/** Somebody tutors from the first day on, and all who do are of age. */
export function findTermsRefusal(
  tutors: readonly Tutor[],
  { startsOn }: Pick<Signing, 'startsOn'>,
  signedOn: Day,
): AppError | null {
  const inCharge = tutors.some(
    ({ isMain, isMemberAtStart, from, until }) =>
      isMain && isMemberAtStart && from <= startsOn && (until === null || startsOn < until),
  );
  if (!inCharge) return mainTutorMissing(startsOn);
  for (const tutor of tutors) {
    const refusal = findTutorRefusal(tutor, startsOn, signedOn);
    if (refusal) return refusal;
  }
  return null;
}

/** Not by the law, which has derogations: an age that can only come from a birth date that was mistyped. */
export function findAgeRefusal({
  alternantBirthDate,
  startsOn,
  signedOn,
}: Pick<Signing, 'alternantBirthDate' | 'startsOn' | 'signedOn'>): AppError | null {
  const rule = ruleOn(SIGNING_AGE, signedOn);
  if (!rule || alternantBirthDate === null) return null;
  const age = ageOn(alternantBirthDate, startsOn);
  const { atLeast, atMost } = rule;
  return atLeast <= age && age <= atMost ? null : birthDateImplausible({ age, atLeast, atMost });
}

/**
 * Checks that tutors are of age on the first day they tutor: that is ours to refuse, whatever the severity of the law's own rule.
 * An unknown birth date is nobody's fault: it only warns.
 */
export function findTutorRefusal(
  tutor: Pick<Tutor, 'personId' | 'from' | 'birthDate'>,
  startsOn: Day,
  signedOn: Day,
): AppError | null {
  if (tutor.birthDate === null) return null;
  const rule = legalRuleOn('maitre.min_age', signedOn);
  const atLeast = rule ? figureOf(rule, 'min') : MAJORITY;
  return ageOn(tutor.birthDate, laterOf(startsOn, tutor.from)) < atLeast
    ? tutorUnderAge(tutor.personId, atLeast)
    : null;
}
