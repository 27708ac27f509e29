import { addMonths, daysBetween, type Day } from '../../../../kernel/days.js';
import { formatDay } from '../../../../kernel/days-in-words.js';
import { bilingual, type Bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../../kernel/legal-rules.js';
import {
  explainExpired,
  explainTooEarly,
  isExpiredFor,
  isTooEarlyFor,
} from '../../../frameworks/sheets/sheet-days.types.js';
import { isAfterBreach } from '../../form/contract-types.rules.js';
import type { ContractForm } from '../../form/form.types.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { information, warning } from './finding.rules.js';

/** Hours of work a year by which the State’s tool turns a length into hours; the law gives none. */
export const HOURS_A_YEAR = 1607;
/** Months that the State’s tool leaves between the exams and the end of the contract. */
const AFTER_EXAMS = 2;

/** Hours of work between two days, the second excluded. */
export const hoursOfWork = (from: Day, until: Day): number => (daysBetween(from, until) * HOURS_A_YEAR) / 365;

/** What is learned at the centre: the sheet, its hours, and its end against that of the contract. */
export function findTraining(facts: CheckFacts): JudgedFinding[] {
  const { form } = facts;
  return [
    ...findSheet(facts),
    ...findThird(facts),
    ...(form
      ? [
          ...findOtherSheet(facts, form),
          ...findShare(facts, form),
          ...findEnd(facts, form),
          ...findDistance(facts, form),
        ]
      : []),
  ];
}

/** A sheet admits from its first day to its last; whoever entered then goes on under it, whenever the contract is signed. */
function findSheet({ sheet, enteredOn }: CheckFacts): JudgedFinding[] {
  const found = (code: string, detail: Bilingual) => [warning(null, { code, pointer: '/ladderId', detail })];
  if (!sheet) return [];
  if (isExpiredFor(sheet, enteredOn)) return found('framework_expired', explainExpired(sheet));
  return isTooEarlyFor(sheet, enteredOn) ? found('framework_too_recent', explainTooEarly(sheet)) : [];
}

/** The director of the last centre authorises the third contract at one level: here, to one diploma. */
function findThird({ kind, earlier, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('apprenticeship.third_contract_same_level', signedOn);
  if (kind !== 'apprenticeship' || !rule) return [];
  const before = earlier.filter((one) => one.kind === kind && one.isOfSameFramework);
  if (before.length < figureOf(rule, 'contracts_before_authorisation')) return [];
  return [
    warning(rule, {
      code: 'third_contract',
      pointer: '/ladderId',
      detail: bilingual(
        `Déjà ${before.length} contrats pour ce diplôme : demandez l’accord du directeur du dernier centre.`,
        `${before.length} contracts to this diploma already: ask the director of the last centre for leave.`,
      ),
    }),
  ];
}

function findOtherSheet({ rncp }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const written = form.training.rncp;
  if (rncp === null || written === null || rncp === written) return [];
  return [
    warning(null, {
      code: 'sheet_differs',
      pointer: '/form/training/rncp',
      detail: bilingual(
        `Le formulaire nomme la fiche ${written}, le parcours suit ${rncp} : vérifiez le diplôme préparé.`,
        `The form names sheet ${written}, the ladder follows ${rncp}: check the diploma that is prepared.`,
      ),
    }),
  ];
}

function findShare({ kind, startsOn, until, signedOn }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const rule = legalRuleOn('apprenticeship.training_share_min', signedOn);
  const { hours } = form.training;
  const isWaived = isAfterBreach(form.terms.contractType);
  if (kind !== 'apprenticeship' || !rule || hours === null || isWaived) return [];
  const least = Math.ceil((hoursOfWork(startsOn, until) * figureOf(rule, 'min')) / 100);
  if (hours >= least) return [];
  return [
    warning(rule, {
      code: 'training_share_low',
      pointer: '/form/training/hours',
      detail: bilingual(
        `${hours} h au centre : il en faut ${figureOf(rule, 'min')} % de la durée, environ ${least} h. Vérifiez les heures.`,
        `${hours} h at the centre: it takes ${figureOf(rule, 'min')} % of the length, about ${least} h. Check the hours.`,
      ),
    }),
  ];
}

/** The contract ends after the exams, and not long after. */
function findEnd({ until, prolongedFrom }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const exams = form.training.endsOn;
  // Those that were failed say nothing of the end of what was prolonged.
  if (exams === null || (prolongedFrom !== null && exams < prolongedFrom)) return [];
  const pointer = '/form/training/endsOn';
  const day = formatDay(exams);
  if (until <= exams)
    return [
      warning(null, {
        code: 'contract_ends_before_exams',
        pointer,
        detail: bilingual(
          `Les examens finissent le ${day.fr}, après le contrat : prolongez-le, ou corrigez la date.`,
          `The exams end on ${day.en}, after the contract: lengthen it, or correct the day.`,
        ),
      }),
    ];
  if (until <= addMonths(exams, AFTER_EXAMS)) return [];
  return [
    warning(null, {
      code: 'contract_ends_after_exams',
      pointer,
      detail: bilingual(
        `Le contrat dure plus de ${AFTER_EXAMS} mois après les examens, qui finissent le ${day.fr} : vérifiez les dates.`,
        `The contract goes on for more than ${AFTER_EXAMS} months after the exams, which end on ${day.en}: check the days.`,
      ),
    }),
  ];
}

function findDistance({ kind, signedOn }: CheckFacts, form: ContractForm): JudgedFinding[] {
  const rule = legalRuleOn('funding.distance_reduction', signedOn);
  const { hours, distanceHours } = form.training;
  if (kind !== 'apprenticeship' || !rule || hours === null || distanceHours === null) return [];
  if (distanceHours * 100 < hours * figureOf(rule, 'threshold')) return [];
  return [
    information(rule, {
      code: 'distance_training_high',
      pointer: '/form/training/distanceHours',
      detail: bilingual(
        `Au moins ${figureOf(rule, 'threshold')} % de la formation est à distance : le financement est réduit de ${figureOf(rule, 'reduction')} %.`,
        `At least ${figureOf(rule, 'threshold')} % of the training is at a distance: its funding is reduced by ${figureOf(rule, 'reduction')} %.`,
      ),
    }),
  ];
}
