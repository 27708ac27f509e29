import { bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../../kernel/legal-rules.js';
import type { ContractForm, TutorSection } from '../../form/form.types.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { contradiction, warning } from './finding.rules.js';

/** employeurSpecifique: temporary work, a group of employers. There a second tuteur needs no experience. */
const SHARED_EMPLOYERS = ['1', '2'];

/** Who tutors, as far as birth dates and the form say; proofs of their own are judged with the mandates. */
export function findTutors(facts: CheckFacts): JudgedFinding[] {
  const { tutors, form } = facts;
  return [
    ...(tutors.every(({ birthDate }) => birthDate !== null)
      ? []
      : [
          warning(null, {
            code: 'tutor_birth_date_unknown',
            pointer: '/mainTutorId',
            detail: bilingual(
              'La date de naissance d’un tuteur est inconnue : vérifiez qu’il est majeur.',
              'The birth date of a tutor is unknown: check that they are of age.',
            ),
          }),
        ]),
    ...(form ? form.tutors.flatMap((tutor, index) => findUneligible(facts, form, tutor, index)) : []),
    ...(form ? findUnattested(facts, form) : []),
  ];
}

function findUneligible(
  { kind, signedOn }: CheckFacts,
  { employer }: ContractForm,
  { experienceMonths, sameField }: TutorSection,
  index: number,
): JudgedFinding[] {
  const isShared = employer.specificEmployer !== null && SHARED_EMPLOYERS.includes(employer.specificEmployer);
  if (experienceMonths === null || (kind === 'professionalisation' && isShared && index > 0)) return [];
  const code =
    kind === 'professionalisation'
      ? 'tuteur.experience_min'
      : employer.isPublic === true
        ? 'maitre.eligibility.public'
        : 'maitre.eligibility.default';
  const rule = legalRuleOn(code, signedOn);
  if (!rule) return [];
  const short = figureOf(rule, kind === 'professionalisation' ? 'min' : 'experience_without');
  const withDiploma =
    kind === 'professionalisation'
      ? short
      : figureOf(rule, 'experience_with_same_field_diploma_of_at_least_same_level');
  // Nobody knows whether their diploma helps: the shorter time is asked.
  const years = sameField === false ? short : withDiploma;
  if (experienceMonths >= years * 12) return [];
  return [
    contradiction(rule, {
      code: 'tutor_not_eligible',
      pointer: `/form/tutors/${index}/experienceMonths`,
      detail: bilingual(
        `Le tuteur ${index + 1} a moins de ${years} an(s) d’expérience dans la qualification : nommez quelqu’un d’autre, ou corrigez le formulaire.`,
        `Tutor ${index + 1} has less than ${years} year(s) of work in the qualification: name somebody else, or correct the form.`,
      ),
    }),
  ];
}

function findUnattested({ kind, signedOn }: CheckFacts, { terms }: ContractForm): JudgedFinding[] {
  const rule = legalRuleOn(
    kind === 'apprenticeship' ? 'maitre.eligibility.default' : 'tuteur.experience_min',
    signedOn,
  );
  if (terms.tutorEligibilityAttested !== false) return [];
  return [
    warning(rule, {
      code: 'tutor_eligibility_unattested',
      pointer: '/form/terms/tutorEligibilityAttested',
      detail: bilingual(
        'L’employeur n’atteste pas que le tuteur peut l’être : vérifiez diplôme et expérience, puis attestez-le.',
        'The employer does not attest that the tutor may be one: check diploma and experience, then attest it.',
      ),
    }),
  ];
}
