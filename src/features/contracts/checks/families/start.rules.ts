import { addMonths, type Day } from '../../../../kernel/days.js';
import { formatDay } from '../../../../kernel/days-in-words.js';
import { bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../../kernel/legal-rules.js';
import { isAfterAnother, isAfterBreach } from '../../form/contract-types.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { contradiction, warning } from './finding.rules.js';

/** When practical training and the centre begin, against the first day of the contract. */
export function findStart(facts: CheckFacts): JudgedFinding[] {
  const { kind, form } = facts;
  if (kind !== 'apprenticeship' || !form) return [];
  const practical = form.terms.practicalTrainingStartsOn;
  const centre = form.training.startsOn;
  return [
    ...(practical === null ? [] : findPractical(facts, practical)),
    ...(centre === null ? [] : findCentre(facts, centre)),
  ];
}

function findPractical({ startsOn, signedOn }: CheckFacts, practical: Day): JudgedFinding[] {
  const rule = legalRuleOn('apprenticeship.start.practical_training_max', signedOn);
  if (!rule) return [];
  const months = figureOf(rule, 'max');
  const at = { pointer: '/form/terms/practicalTrainingStartsOn', basis: `${startsOn}/${practical}` };
  if (practical < startsOn)
    return [
      warning(rule, {
        ...at,
        code: 'practical_training_early',
        detail: bilingual(
          `La formation pratique commencerait avant le contrat, qui débute le ${formatDay(startsOn).fr} : corrigez l’une des deux dates.`,
          `Practical training would begin before the contract, which starts on ${formatDay(startsOn).en}: correct one of the two days.`,
        ),
      }),
    ];
  if (practical <= addMonths(startsOn, months)) return [];
  const last = formatDay(addMonths(startsOn, months));
  return [
    contradiction(rule, {
      ...at,
      code: 'practical_training_late',
      detail: bilingual(
        `La formation pratique commence au plus tard ${months} mois après le contrat, donc le ${last.fr} : avancez-la.`,
        `Practical training begins at most ${months} months after the contract, by ${last.en}: bring it forward.`,
      ),
    }),
  ];
}

function findCentre(facts: CheckFacts, centre: Day): JudgedFinding[] {
  const { startsOn, signedOn, continuationOf, form } = facts;
  const after = legalRuleOn('apprenticeship.start.cfa_max', signedOn);
  const before = legalRuleOn('apprenticeship.start.cfa_before_contract_max', signedOn);
  const at = { pointer: '/form/training/startsOn', basis: `${startsOn}/${centre}` };
  if (after && centre > addMonths(startsOn, figureOf(after, 'max'))) {
    const months = figureOf(after, 'max');
    const last = formatDay(addMonths(startsOn, months));
    return [
      contradiction(after, {
        ...at,
        code: 'centre_training_late',
        detail: bilingual(
          `La formation au centre commence au plus tard ${months} mois après le contrat, donc le ${last.fr} : avancez-la.`,
          `Training at the centre begins at most ${months} months after the contract, by ${last.en}: bring it forward.`,
        ),
      }),
    ];
  }
  const type = form?.terms.contractType ?? null;
  // Another contract comes before this one, and the centre with it.
  const isContinued = continuationOf !== null || isAfterAnother(type) || isAfterBreach(type);
  if (!before || isContinued || startsOn <= addMonths(centre, figureOf(before, 'max'))) return [];
  const months = figureOf(before, 'max');
  return [
    warning(before, {
      ...at,
      code: 'centre_training_early',
      detail: bilingual(
        `Le centre a commencé plus de ${months} mois avant le contrat : vérifiez la date, ou indiquez le contrat précédent.`,
        `The centre began more than ${months} months before the contract: check the day, or name the contract before this one.`,
      ),
    }),
  ];
}
