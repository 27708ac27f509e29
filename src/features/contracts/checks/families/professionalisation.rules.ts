import { addMonths, ageOn, earlierOf } from '../../../../kernel/days.js';
import { bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../../kernel/legal-rules.js';
import type { ContractForm } from '../../form/form.types.js';
import { legalTrialDays, trialRuleOf } from '../../trial-period/trial-period.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { contradiction, warning } from './finding.rules.js';
import { hoursOfWork } from './training.rules.js';

/** What the law says of a professionalisation contract alone. */
export function findProfessionalisation(facts: CheckFacts): JudgedFinding[] {
  const { kind, form } = facts;
  if (kind !== 'professionalisation' || !form) return [];
  return [
    ...findAge(facts, form),
    ...findAction(facts, form),
    ...findShare(facts, form),
    ...findRenewals(facts, form),
    ...findTrial(facts, form),
    ...findPublic(facts, form),
  ];
}

function findAge({ alternantBirthDate, startsOn, signedOn }: CheckFacts, form: ContractForm) {
  const rule = legalRuleOn('professionalisation.age', signedOn);
  if (!rule || alternantBirthDate === null) return [];
  const age = ageOn(alternantBirthDate, startsOn);
  const [youngest, oldest] = [figureOf(rule, 'min'), figureOf(rule, 'max_completed')];
  const { jobSeeker, minimumBenefit } = form.professionalisation;
  const isOther = jobSeeker === true || minimumBenefit !== null;
  if (age >= youngest && (age <= oldest || isOther)) return [];
  return [
    warning(rule, {
      code: 'professionalisation_age_unusual',
      pointer: '/startsOn',
      detail: bilingual(
        `L’alternant a ${age} ans au début : hors de ${youngest} à ${oldest} ans, il faut être demandeur d’emploi ou allocataire.`,
        `The alternant is ${age} at the start: outside ${youngest} to ${oldest} it takes a job seeker, or a minimum benefit.`,
      ),
    }),
  ];
}

/** Twelve months; more by a branch agreement, or for the public that the law puts first. */
function findAction({ startsOn, until, signedOn }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const rule = legalRuleOn('professionalisation.action_duration', signedOn);
  if (!rule) return [];
  const { longerByAgreement, minimumBenefit, jobSeeker } = form.professionalisation;
  const isFirst = minimumBenefit !== null || jobSeeker === true;
  const months = figureOf(
    rule,
    isFirst ? 'max_priority_public' : longerByAgreement === true ? 'max_by_agreement' : 'max',
  );
  if (until <= addMonths(startsOn, months)) return [];
  return [
    warning(rule, {
      code: 'action_long',
      pointer: '/endsOn',
      detail: bilingual(
        `L’action dure plus de ${months} mois : il faut un accord de branche, ou un public prioritaire. Dites-le dans le formulaire.`,
        `The action lasts more than ${months} months: it takes a branch agreement, or priority public. Say so in the form.`,
      ),
    }),
  ];
}

function findShare({ startsOn, until, signedOn }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const rule = legalRuleOn('professionalisation.training_share', signedOn);
  const { hours } = form.training;
  if (!rule || hours === null) return [];
  const worked = hoursOfWork(startsOn, earlierOf(until, addMonths(startsOn, 12)));
  const least = Math.max(figureOf(rule, 'min_hours'), Math.ceil((worked * figureOf(rule, 'min')) / 100));
  if (hours >= least) return [];
  return [
    warning(rule, {
      code: 'training_share_low',
      pointer: '/form/training/hours',
      detail: bilingual(
        `${hours} h de formation : il en faut au moins ${figureOf(rule, 'min')} % de l’action, environ ${least} h. Vérifiez les heures.`,
        `${hours} h of training: it takes at least ${figureOf(rule, 'min')} % of the action, about ${least} h. Check the hours.`,
      ),
    }),
  ];
}

function findRenewals({ signedOn }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const rule = legalRuleOn('professionalisation.renewal_max', signedOn);
  const { renewals } = form.professionalisation;
  if (!rule || renewals === null || renewals <= figureOf(rule, 'max')) return [];
  return [
    contradiction(rule, {
      code: 'renewed_too_often',
      pointer: '/form/professionalisation/renewals',
      detail: bilingual(
        'Un contrat de professionnalisation à durée déterminée se renouvelle une fois : corrigez le nombre, ou signez un autre contrat.',
        'A professionalisation contract of fixed term is renewed once: correct the number, or sign another contract.',
      ),
    }),
  ];
}

function findTrial({ startsOn, until, signedOn }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const { nature, trialDays } = form.professionalisation;
  if (nature === null || trialDays === null || nature === 'temporary') return [];
  const rule = legalRuleOn(trialRuleOf(nature), signedOn);
  if (!rule) return [];
  const most = legalTrialDays(rule, { startsOn, until });
  if (trialDays <= most) return [];
  return [
    warning(rule, {
      code: 'trial_period_long',
      pointer: '/form/professionalisation/trialDays',
      detail: bilingual(
        `La période d’essai dure au plus ${most} jours pour ce contrat : réduisez-la.`,
        `The trial period of this contract lasts at most ${most} days: reduce it.`,
      ),
    }),
  ];
}

function findPublic(_: CheckFacts, { employer }: ContractForm): JudgedFinding[] {
  if (employer.isPublic !== true) return [];
  return [
    warning(null, {
      code: 'public_employer_unusual',
      pointer: '/form/employer/isPublic',
      detail: bilingual(
        'Un employeur public ne signe pas de contrat de professionnalisation : vérifiez l’employeur, ou prenez un contrat d’apprentissage.',
        'A public employer signs no professionalisation contract: check the employer, or take an apprenticeship.',
      ),
    }),
  ];
}
