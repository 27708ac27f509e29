import { formatDay } from '../../../../kernel/days-in-words.js';
import { bilingual } from '../../../../kernel/language.js';
import { legalRuleOn, wordsOf } from '../../../../kernel/legal-rules.js';
import { findSigningRefusal } from '../../signing/signing.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { contradiction, requirement, warning } from './finding.rules.js';

/** Who signs, when, and what kind of contract an employer may sign at all. */
export function findSignature(facts: CheckFacts): JudgedFinding[] {
  const { signedOn, today, startsOn, isSigned } = facts;
  const rule = legalRuleOn('apprenticeship.signature_before_start', signedOn);
  const refusal = isSigned ? null : findSigningRefusal(facts);
  return [
    ...(refusal ? [requirement('sign', { code: refusal.code, detail: refusal.text.detail })] : []),
    ...(signedOn > today
      ? [
          warning(rule, {
            code: 'signed_in_the_future',
            pointer: '/signedOn',
            detail: bilingual('La date de signature est à venir.', 'The day of signature is in the future.'),
          }),
        ]
      : []),
    ...(rule && !isSigned && startsOn < today
      ? [
          warning(rule, {
            code: 'signature_late',
            pointer: '/signedOn',
            detail: bilingual(
              `Un contrat se signe avant de commencer ; celui-ci a commencé le ${formatDay(startsOn).fr} : enregistrez sa signature.`,
              `A contract is signed before it begins; this one began on ${formatDay(startsOn).en}: record its signature.`,
            ),
          }),
        ]
      : []),
    ...findMode(facts),
  ];
}

/** A public employer signs for a fixed term only. */
function findMode({ kind, form, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('apprenticeship.public_employer.fixed_term_only', signedOn);
  const mode = form?.terms.contractMode ?? null;
  if (kind !== 'apprenticeship' || !rule || form?.employer.isPublic !== true || mode === null) return [];
  if (wordsOf(rule, 'modes_allowed').includes(mode)) return [];
  return [
    contradiction(rule, {
      code: 'public_employer_fixed_term',
      pointer: '/form/terms/contractMode',
      detail: bilingual(
        'Un employeur public ne signe qu’à durée limitée : corrigez le mode contractuel dans le formulaire.',
        'A public employer signs for a limited term only: correct the mode of the contract in the form.',
      ),
    }),
  ];
}
