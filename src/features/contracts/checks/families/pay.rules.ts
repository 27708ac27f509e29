import { addMonths, type Day } from '../../../../kernel/days.js';
import { formatDay } from '../../../../kernel/days-in-words.js';
import { bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn, wordsOf, type LegalRuleVersion } from '../../../../kernel/legal-rules.js';
import { listed } from '../../../../kernel/sentences.js';
import type { ContractKind } from '../../contracts.types.js';
import type { ContractForm, PayPeriod } from '../../form/form.types.js';
import { minimumPay, minutesOn } from '../../pay/pay.rules.js';
import type { MinimumPeriod, PayTerms } from '../../pay/pay.types.js';
import { eurosIn, percentIn } from '../../pay/reasons.rules.js';
import { partOf, smicOn } from '../../pay/smic.rules.js';
import { payTermsOf } from '../../pay/terms.rules.js';
import { periodsAgreed, type PlacedPeriod } from '../../terms/agreed.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { contradiction, information, warning, type Found } from './finding.rules.js';

/** What the form says of pay, against the least that the law asks for. */
export function findPay(facts: CheckFacts): JudgedFinding[] {
  const { form, filled, agreed } = facts;
  if (!form) return [];
  const terms = payTermsOf(facts);
  const stretches = minimumPay(terms);
  return [
    ...periodsAgreed(filled?.pay.periods ?? [], agreed).flatMap((period) =>
      findPeriod(facts, terms, stretches, period),
    ),
    ...findBenefits(facts, form),
    ...findOptions(facts, form),
  ];
}

/** At most one finding for each period of the form: the first stretch that it falls short of, for certain before as expected. */
function findPeriod(
  { kind, signedOn }: CheckFacts,
  terms: PayTerms,
  stretches: readonly MinimumPeriod[],
  { index, ...period }: PlacedPeriod,
): JudgedFinding[] {
  const met = stretches.filter(({ from, to }) => period.from <= to && from <= period.to);
  const below = met.find((stretch) => isBelow(terms, stretch, period));
  const rule = ruleOf(kind, signedOn, below);
  if (below && rule)
    return [
      contradiction(rule, lacking('pay_below_minimum', index, below, below.percent, below.minimumCents)),
    ];
  const under = met.find(
    ({ expectedCents }) => expectedCents !== null && period.grossMonthlyCents < expectedCents,
  );
  if (!under) return [];
  return [
    warning(
      ruleOf(kind, signedOn, under),
      lacking('pay_below_expected', index, under, under.expectedPercent, under.expectedCents),
    ),
  ];
}

function ruleOf(kind: ContractKind, on: Day, stretch: MinimumPeriod | undefined): LegalRuleVersion | null {
  if (kind === 'apprenticeship') return legalRuleOn('apprenticeship.pay.grid', on);
  return legalRuleOn(`professionalisation.pay.${stretch?.toAge === null ? 'from_26' : 'under_26'}`, on);
}

/**
 * Below what is certain: the percentage of the SMIC that the form names, or the amount, by the SMIC known when it was signed:
 * one that rises later raises the pay by itself.
 */
function isBelow(terms: PayTerms, stretch: MinimumPeriod, period: PayPeriod): boolean {
  if (period.base === 'SMIC' && Math.round(period.percent * 100) < stretch.percent) return true;
  const minutes = minutesOn(terms, stretch.from);
  if (minutes === null || terms.isMayotte === null || stretch.minimumCents === null) return false;
  const signed = smicOn(terms.judgedOn, terms.isMayotte, minutes);
  const floor = signed ? partOf(signed.monthlyCents, stretch.percent) : stretch.minimumCents;
  return period.grossMonthlyCents < Math.min(floor, stretch.minimumCents);
}

function lacking(
  code: string,
  index: number,
  { from }: MinimumPeriod,
  percent: number,
  cents: number | null,
): Found {
  const [day, part, sum] = [formatDay(from), percentIn(percent), cents === null ? null : eurosIn(cents)];
  return {
    code,
    pointer: `/form/pay/periods/${index}`,
    detail: bilingual(
      `À partir du ${day.fr}, la loi demande ${part.fr} % du minimum${sum ? `, soit ${sum.fr} par mois` : ''} : relevez cette période.`,
      `From ${day.en} the law asks for ${part.en} % of the minimum${sum ? `, ${sum.en} a month` : ''}: raise this period.`,
    ),
  };
}

/** Housing is deducted from the pay up to a part of it; the social-security values of meals are not known here. */
function findBenefits({ kind, signedOn }: CheckFacts, { pay }: ContractForm): JudgedFinding[] {
  const rule = legalRuleOn(`${kind}.pay.benefits_in_kind`, signedOn);
  const housing = pay.housingMonthlyCents;
  if (!rule || housing === null || pay.benefitsInKind !== true) return [];
  const share = figureOf(rule, 'max_monthly_share');
  if (pay.periods.every(({ grossMonthlyCents }) => housing * 100 <= grossMonthlyCents * share)) return [];
  return [
    contradiction(rule, {
      code: 'benefits_in_kind_high',
      pointer: '/form/pay/housingMonthlyCents',
      detail: bilingual(
        `Les avantages en nature se déduisent au plus jusqu’à ${share} % de la paie du mois : réduisez le logement.`,
        `Benefits in kind are deducted up to ${share} % of the month’s pay at most: reduce the housing.`,
      ),
    }),
  ];
}

/** What may be paid on top, and takes somebody to decide. */
function findOptions({ kind, signedOn, startsOn, until }: CheckFacts, form: ContractForm): JudgedFinding[] {
  if (kind !== 'apprenticeship') return [];
  const increase = legalRuleOn('apprenticeship.pay.public_increase', signedOn);
  const related = legalRuleOn('apprenticeship.pay.related_diploma_bonus', signedOn);
  return [
    ...(increase && form.employer.isPublic === true
      ? [
          information(increase, {
            code: 'public_increase_possible',
            pointer: '/form/pay',
            detail: bilingual(
              `Un employeur public peut ajouter ${listed(wordsOf(increase, 'choices'), 'ou').fr} points au taux.`,
              `A public employer may add ${listed(wordsOf(increase, 'choices'), 'ou').en} points to the rate.`,
            ),
          }),
        ]
      : []),
    ...(related && isRelated(form, startsOn, until, figureOf(related, 'max_contract'))
      ? [
          information(related, {
            code: 'related_diploma_bonus_possible',
            pointer: '/form/pay',
            detail: bilingual(
              `Si ce diplôme est en lien direct avec celui déjà obtenu, de même niveau, le taux gagne ${figureOf(related, 'increase')} points.`,
              `If this diploma is directly related to the one held, of the same level, the rate gains ${figureOf(related, 'increase')} points.`,
            ),
          }),
        ]
      : []),
  ];
}

/** A short contract to a diploma of the level of the one held: the first digit of both codes is the level. */
function isRelated(
  { alternant, training }: ContractForm,
  startsOn: Day,
  until: Day,
  months: number,
): boolean {
  const { highestDiploma } = alternant;
  const { diplomaType } = training;
  return (
    until <= addMonths(startsOn, months) &&
    highestDiploma !== null &&
    diplomaType !== null &&
    highestDiploma[0] === diplomaType[0]
  );
}
