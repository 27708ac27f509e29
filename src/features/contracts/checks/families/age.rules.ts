import { ageOn } from '../../../../kernel/days.js';
import { bilingual } from '../../../../kernel/language.js';
import { figureOf, LEGAL_RULES, legalRuleOn, type LegalRuleVersion } from '../../../../kernel/legal-rules.js';
import { isFirstContract, isOfAmendment } from '../../form/contract-types.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { judged, warning } from './finding.rules.js';

/** typeDerogation of the form: under 16; over 29, several, another one. */
const UNDER_AGE = '11';
const OVER_AGE = ['12', '50', '60'];

/** Whether the alternant is of an age to begin. Their derogations are in the form: of what it does not say, none is ruled out. */
export function findAge(facts: CheckFacts): JudgedFinding[] {
  if (facts.alternantBirthDate === null)
    return [
      warning(null, {
        code: 'alternant_birth_date_unknown',
        pointer: '/alternantId',
        detail: bilingual(
          'La date de naissance de l’alternant est inconnue : il est traité comme mineur.',
          'The birth date of the alternant is unknown: they are treated as a minor.',
        ),
      }),
    ];
  const age = ageOn(facts.alternantBirthDate, facts.startsOn);
  const ofContract = facts.kind === 'apprenticeship' ? findUnusual(facts, age) : [];
  return [...ofContract, ...findUnderDiplomaAge(facts, age)];
}

function findUnusual(facts: CheckFacts, age: number): JudgedFinding[] {
  const [least, most] = [
    legalRuleOn('apprenticeship.age.min', facts.signedOn),
    legalRuleOn('apprenticeship.age.max', facts.signedOn),
  ];
  if (!least || !most) return [];
  const [youngest, oldest] = [figureOf(least, 'min'), figureOf(most, 'max')];
  const found = (rule: LegalRuleVersion) => ({
    code: 'alternant_age_unusual',
    pointer: '/startsOn',
    detail: bilingual(
      `L’alternant a ${age} ans au début, hors de ${youngest} à ${oldest} ans : une dérogation est nécessaire (${rule.article}).`,
      `The alternant is ${age} at the start, outside ${youngest} to ${oldest}: a derogation is needed (${rule.article}).`,
    ),
    basis: `${rule.code}:${age}`,
  });
  if (age < youngest) {
    const verdict = judgeYoung(facts, age, figureOf(least, 'min_if_lower_secondary_done'));
    return verdict === 'allowed' ? [] : [judged(verdict === 'contradicted', least, found(least))];
  }
  if (age > oldest) {
    const verdict = judgeOld(facts, oldest);
    return verdict === 'allowed' ? [] : [judged(verdict === 'contradicted', most, found(most))];
  }
  return [];
}

type Verdict = 'allowed' | 'unknown' | 'contradicted';

function judgeYoung({ form }: CheckFacts, age: number, least: number): Verdict {
  if (!form) return 'unknown';
  if (age < least) return 'contradicted';
  const { lowerSecondaryDone, derogationType } = form.terms;
  if (lowerSecondaryDone === true || derogationType === UNDER_AGE) return 'allowed';
  return lowerSecondaryDone === false ? 'contradicted' : 'unknown';
}

/** Over the usual age at both dates, and no ground that has no limit: then a contract before this one is what is left. */
function judgeOld(
  { form, alternantBirthDate, signedOn, continuationOf }: CheckFacts,
  oldest: number,
): Verdict {
  if (!form || alternantBirthDate === null) return 'unknown';
  const { disabledWorker, topLevelAthlete, businessProject } = form.alternant;
  const grounds = [disabledWorker, topLevelAthlete, businessProject];
  if (grounds.includes(true)) return 'allowed';
  const { derogationType, contractType } = form.terms;
  // They began with the contract that it changes.
  if (isOfAmendment(contractType)) return continuationOf === null ? 'unknown' : 'allowed';
  const age = ageOn(alternantBirthDate, signedOn);
  if (age <= oldest || grounds.includes(null)) return 'unknown';
  if (derogationType === null || !OVER_AGE.includes(derogationType)) return 'contradicted';
  if (isFirstContract(contractType)) return 'contradicted';
  const derogation = legalRuleOn('apprenticeship.age.derogation_35', signedOn);
  if (!derogation || contractType === null) return 'unknown';
  return age <= figureOf(derogation, 'max_at_signature') ? 'allowed' : 'unknown';
}

/** The sheets, past and present, of the diplomas that have an age of entry of their own. */
const AGED_SHEETS = new Set(
  LEGAL_RULES.filter(({ code }) => code === 'rncp.deas' || code === 'rncp.deap').map(
    ({ article }) => article,
  ),
);

function findUnderDiplomaAge({ rncp, form, signedOn }: CheckFacts, age: number): JudgedFinding[] {
  const sheet = rncp ?? form?.training.rncp ?? null;
  const rule = legalRuleOn('training.deas_deap.min_age', signedOn);
  if (!rule || sheet === null || !AGED_SHEETS.has(sheet) || age >= figureOf(rule, 'min')) return [];
  const least = figureOf(rule, 'min');
  return [
    warning(rule, {
      code: 'diploma_age_unusual',
      pointer: '/startsOn',
      detail: bilingual(
        `Ce diplôme se prépare à partir de ${least} ans : l’alternant en a ${age} au début. Voyez le centre de formation.`,
        `This diploma is prepared from the age of ${least}: the alternant is ${age} at the start. Ask the training centre.`,
      ),
    }),
  ];
}
