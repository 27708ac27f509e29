import { addMonths, daysBetween } from '../../../../kernel/days.js';
import { bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../../kernel/legal-rules.js';
import { isAfterBreach, isOfAmendment, isProlongation } from '../../form/contract-types.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { judged, warning } from './finding.rules.js';

/** What the calendar of a school year rounds by, in days. */
const NEAR = 31;

/** How long the contract lasts, against the law and against the cycle of its diploma. */
export function findLength(facts: CheckFacts): JudgedFinding[] {
  const bounds = boundsOf(facts);
  if (!bounds) return [];
  const { shortest, longest } = bounds;
  const { startsOn, until } = facts;
  const at = { pointer: '/endsOn', basis: `${startsOn}/${until}` };
  if (shortest && until < addMonths(startsOn, shortest.months))
    return [
      judged(shortest.isCertain, shortest.rule, {
        ...at,
        code: 'contract_short',
        detail: bilingual(
          `Le contrat dure moins de ${shortest.months} mois (${shortest.rule.article}).`,
          `The contract lasts less than ${shortest.months} months (${shortest.rule.article}).`,
        ),
      }),
    ];
  if (until > addMonths(startsOn, longest.months))
    return [
      judged(longest.isCertain, longest.rule, {
        ...at,
        code: 'contract_long',
        detail: bilingual(
          `Le contrat dure plus de ${longest.months} mois (${longest.rule.article}).`,
          `The contract lasts more than ${longest.months} months (${longest.rule.article}).`,
        ),
      }),
    ];
  return findOffCycle(facts);
}

/** What bounds its length, and whether every exception is known not to hold. */
function boundsOf(facts: CheckFacts) {
  const { kind, signedOn, form, prolongedFrom, isProlongedOnGround, continuationOf } = facts;
  if (kind === 'professionalisation') {
    const rule = legalRuleOn('professionalisation.action_duration', signedOn);
    if (!rule) return null;
    const bound = (name: string) => ({ rule, months: figureOf(rule, name), isCertain: false });
    return { shortest: bound('min'), longest: bound('max_priority_public') };
  }
  const usual = legalRuleOn('apprenticeship.duration', signedOn);
  const longer = legalRuleOn('apprenticeship.duration.disabled_or_athlete', signedOn);
  const prolonged = legalRuleOn('apprenticeship.extension.failed_exam', signedOn);
  if (!usual) return null;
  const type = form?.terms.contractType ?? null;
  const exceptions = [form?.alternant.disabledWorker ?? null, form?.alternant.topLevelAthlete ?? null];
  const isLonger = (isProlongedOnGround || exceptions.includes(true)) && longer !== null;
  // How long the part that an amendment changes lasts, the law does not say.
  const isAmendment = isOfAmendment(type);
  const isProlonged = prolongedFrom !== null || isProlongation(type);
  const more = prolonged && isProlonged ? figureOf(prolonged, 'max') : 0;
  const rule = isLonger ? longer : usual;
  return {
    shortest:
      isAfterBreach(type) || (isAmendment && continuationOf !== null)
        ? null
        : { rule: usual, months: figureOf(usual, 'min'), isCertain: type !== null && !isAmendment },
    longest: {
      rule,
      months: figureOf(rule, 'max') + more,
      isCertain: type !== null && (isLonger || !exceptions.includes(null)),
    },
  };
}

/** A length other than the cycle takes an agreement of three parties, but where the law names a case. */
function findOffCycle(facts: CheckFacts): JudgedFinding[] {
  const { kind, startsOn, until, signedOn, form, prolongedFrom, isProlongedOnGround } = facts;
  const rule = legalRuleOn('apprenticeship.tripartite_agreement.not_needed', signedOn);
  const cycle = form?.training.cycleMonths ?? null;
  if (kind !== 'apprenticeship' || !rule || !form || cycle === null) return [];
  const isCycle = Math.abs(daysBetween(addMonths(startsOn, cycle), until)) <= NEAR;
  const { contractType, lengthAgreementOnFile } = form.terms;
  const isNamed =
    isProlongedOnGround ||
    form.alternant.disabledWorker === true ||
    form.alternant.topLevelAthlete === true ||
    isAfterBreach(contractType) ||
    prolongedFrom !== null ||
    isProlongation(contractType) ||
    (form.training.startsOn !== null && form.training.startsOn < startsOn);
  if (isCycle || isNamed || lengthAgreementOnFile === true) return [];
  return [
    warning(rule, {
      code: 'length_agreement_missing',
      pointer: '/form/terms/lengthAgreementOnFile',
      detail: bilingual(
        `Le contrat ne dure pas les ${cycle} mois du cycle : joignez la convention tripartite, puis cochez-la dans le formulaire.`,
        `The contract does not last the ${cycle} months of the cycle: file the agreement of the three parties, then say so in the form.`,
      ),
    }),
  ];
}
