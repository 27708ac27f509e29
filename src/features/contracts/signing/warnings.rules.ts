import type { Finding } from './warnings.types.js';
import type { ContractRow } from '../contract-details.types.js';
import { isMinor, needsMainTutor, RUNNING_STATUSES } from '../contracts.types.js';
import { findAgeRefusal } from './signing.rules.js';

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

/** What a signature warns of, among all that is found: other findings are told by the checks. */
export const WARNING_CODES = [
  'contract_short',
  'contract_long',
  'alternant_birth_date_unknown',
  'alternant_age_unusual',
  'tutor_birth_date_unknown',
  'framework_expired',
  'signed_in_the_future',
];

/** All that is unusual, overridden or not. */
export const warningsIn = (findings: readonly Finding[]): Finding[] =>
  WARNING_CODES.flatMap((code) =>
    findings.filter((found) => found.code === code).map(({ detail }) => ({ code, detail })),
  );
