import { addDays, type Day } from '../../../kernel/days.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { bilingual } from '../../../kernel/language.js';
import { figureOf, legalRuleOn, mayBlock, type LegalRuleVersion } from '../../../kernel/legal-rules.js';
import { judgedOn } from '../contract-details.types.js';
import type { EndFinding, Ending, EndingContract } from './grounds.types.js';

export const finding = (
  code: string,
  rule: LegalRuleVersion | null,
  stops: boolean,
  [fr, en]: readonly [string, string],
): EndFinding => ({
  code,
  stops: stops && rule !== null && mayBlock(rule),
  article: rule?.article ?? null,
  detail: bilingual(fr, en),
});

export const warning = (code: string, rule: LegalRuleVersion | null, sentences: readonly [string, string]) =>
  finding(code, rule, false, sentences);

/** The mediator, then the employer, then the end: one delay after the other. */
export function aboutResignation(contract: EndingContract, { cause, on, proof }: Ending): EndFinding[] {
  if (cause !== 'resignation_mediated') return [];
  const { mediationOn, employerInformedOn: informed } = proof;
  const day = judgedOn(contract);
  const mediator = legalRuleOn('apprenticeship.resignation.mediator_to_employer_min', day);
  const effect = legalRuleOn('apprenticeship.resignation.employer_to_effect_min', day);
  return [...aboutMediator(mediator, mediationOn, informed), ...aboutInformation(effect, informed, on)];
}

function aboutMediator(
  rule: LegalRuleVersion | null,
  mediationOn: Day | null,
  informed: Day | null,
): EndFinding[] {
  if (!rule) return [];
  const days = figureOf(rule, 'min');
  if (mediationOn === null)
    return [
      warning('mediation_not_recorded', rule, [
        `Le médiateur est saisi au moins ${days} jours avant d’informer l’employeur, là où il y en a un (${rule.article}).`,
        `The mediator is asked at least ${days} days before the employer is informed, where there is one (${rule.article}).`,
      ]),
    ];
  if (informed === null || addDays(mediationOn, days) <= informed) return [];
  return [
    warning('mediation_too_late', rule, [
      `Moins de ${days} jours entre la saisine du médiateur et l’information de l’employeur (${rule.article}).`,
      `Less than ${days} days between asking the mediator and informing the employer (${rule.article}).`,
    ]),
  ];
}

function aboutInformation(rule: LegalRuleVersion | null, informed: Day | null, on: Day): EndFinding[] {
  if (!rule) return [];
  const days = figureOf(rule, 'min');
  if (informed === null)
    return [
      warning('information_not_recorded', rule, [
        `L’employeur est informé au moins ${days} jours avant la rupture (${rule.article}) : indiquez quel jour.`,
        `The employer is informed at least ${days} days before the end (${rule.article}): say on which day.`,
      ]),
    ];
  const earliest = addDays(informed, days);
  if (earliest <= on) return [];
  return [
    finding('information_too_late', rule, true, [
      `L’employeur informé le ${formatDay(informed).fr}, la rupture est possible dès le ${formatDay(earliest).fr} (${rule.article}).`,
      `The employer was informed on ${formatDay(informed).en}: the end is possible from ${formatDay(earliest).en} (${rule.article}).`,
    ]),
  ];
}
