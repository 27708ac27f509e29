import { addMonths, ageOn, type Day } from '../../../kernel/days.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { ruleOn } from '../../../kernel/law.js';
import { explainExpired, isExpiredFor } from '../../frameworks/sheets/sheets.types.js';
import { USUAL_AGE, USUAL_LENGTH } from './law.rules.js';
import type { ContractRow } from '../contract-details.types.js';
import { isMinor, needsMainTutor, RUNNING_STATUSES } from '../contracts.types.js';
import { findAgeRefusal, type Signing } from './signing.rules.js';

/** Something unusual that does not prevent the signature. */
export interface Finding {
  readonly code: string;
  readonly detail: Bilingual;
}

export const CONTRACT_FLAGS = [
  'no_main_tutor',
  'legal_representative_missing',
  'birth_date_implausible',
] as const;
export type ContractFlag = (typeof CONTRACT_FLAGS)[number];

/** What somebody has to see to on a contract that is signed and not over, by what is recorded now. */
export function findContractFlags(contract: ContractRow): ContractFlag[] {
  const { alternantBirthDate, readOn, signedOn, startsOn } = contract;
  const flags: ContractFlag[] =
    needsMainTutor(contract.status) && !contract.hasMainTutor ? ['no_main_tutor'] : [];
  if (signedOn === null || !RUNNING_STATUSES.includes(contract.status)) return flags;
  if (!contract.hasLegalRepresentative && isMinor(alternantBirthDate, readOn))
    flags.push('legal_representative_missing');
  if (findAgeRefusal({ alternantBirthDate, startsOn, signedOn })) flags.push('birth_date_implausible');
  return flags;
}

export const finding = (code: string, fr: string, en: string): Finding => ({
  code,
  detail: bilingual(fr, en),
});

/** All that is unusual. `today`: when the signature is recorded. */
export function findWarnings(signing: Signing, today: Day): Finding[] {
  return [
    ...aboutLength(signing),
    ...aboutAlternant(signing),
    ...aboutTutors(signing),
    ...aboutSheet(signing),
    ...(signing.signedOn > today
      ? [
          finding(
            'signed_in_the_future',
            'La date de signature est à venir.',
            'The day of signature is in the future.',
          ),
        ]
      : []),
  ];
}

function aboutLength({ kind, signedOn, startsOn, until }: Signing): Finding[] {
  const usual = ruleOn(USUAL_LENGTH[kind], signedOn);
  if (!usual) return [];
  const { minMonths, maxMonths, source } = usual;
  if (until < addMonths(startsOn, minMonths)) {
    return [
      finding(
        'contract_short',
        `Le contrat dure moins de ${minMonths} mois (${source}).`,
        `The contract lasts less than ${minMonths} months (${source}).`,
      ),
    ];
  }
  if (until > addMonths(startsOn, maxMonths)) {
    return [
      finding(
        'contract_long',
        `Le contrat dure plus de ${maxMonths} mois (${source}).`,
        `The contract lasts more than ${maxMonths} months (${source}).`,
      ),
    ];
  }
  return [];
}

function aboutAlternant({ kind, signedOn, startsOn, alternantBirthDate }: Signing): Finding[] {
  if (alternantBirthDate === null) {
    return [
      finding(
        'alternant_birth_date_unknown',
        'La date de naissance de l’alternant est inconnue : il est traité comme mineur.',
        'The birth date of the alternant is unknown: they are treated as a minor.',
      ),
    ];
  }
  const usual = ruleOn(USUAL_AGE[kind], signedOn);
  const age = ageOn(alternantBirthDate, startsOn);
  if (!usual || (usual.from <= age && age <= usual.to)) return [];
  return [
    finding(
      'alternant_age_unusual',
      `L’alternant a ${age} ans au début, hors de ${usual.from} à ${usual.to} ans : une dérogation est nécessaire (${usual.source}).`,
      `The alternant is ${age} at the start, outside ${usual.from} to ${usual.to}: a derogation is needed (${usual.source}).`,
    ),
  ];
}

function aboutTutors({ tutors }: Signing): Finding[] {
  if (tutors.every(({ birthDate }) => birthDate !== null)) return [];
  return [
    finding(
      'tutor_birth_date_unknown',
      'La date de naissance d’un tuteur est inconnue : vérifiez qu’il est majeur.',
      'The birth date of a tutor is unknown: check that they are of age.',
    ),
  ];
}

/** A sheet that expired admits nobody; whoever entered before goes on under it, whenever the contract is signed. */
function aboutSheet({ sheet, enteredOn }: Signing): Finding[] {
  if (!sheet || !isExpiredFor(sheet, enteredOn)) return [];
  const { fr, en } = explainExpired(sheet);
  return [finding('framework_expired', fr, en)];
}
