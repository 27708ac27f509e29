import { addMonths, ageOn, type Day } from '../../kernel/days.js';
import { finding, type Finding } from '../contracts/signing/warnings.types.js';
import { MAJORITY } from '../../kernel/law.js';
import { figureOf, legalRuleOn } from '../../kernel/legal-rules.js';
import { judgedOn } from '../contracts/contract-details.types.js';
import { isMinor } from '../contracts/contracts.types.js';
import { isComplete } from './amendments.rules.js';
import type { Amended, AmendmentRow, Proposed } from './amendments.types.js';
import { changed } from './terms/terms.rules.js';

/** What the law has a word on, and that may be right by a fact that is not here: by the rules of the day of the contract's signature. */
export function findWarnings(
  contract: Amended,
  amendment: Proposed & { readonly previousNumber: string | null },
  birthDate: Day | null,
): Finding[] {
  const day = judgedOn(contract);
  return [
    ...aboutLength(contract, amendment, day),
    ...aboutDisability(contract, amendment, day),
    ...aboutHours(amendment, day, birthDate),
    ...aboutNumber(contract, amendment, day),
  ];
}

/** What all signed for days of the new employer, or sign once the contract has passed, does not pass with it. */
export function findLeftBehind(
  one: Pick<AmendmentRow, 'number' | 'effectiveOn' | 'changes'>,
  all: readonly AmendmentRow[],
): Finding[] {
  const changesPay = ({ changes }: Pick<AmendmentRow, 'changes'>) =>
    changes.form !== null || changes.weeklyMinutes !== null;
  const isPassed = all.some(({ transfer }) => transfer?.contractId && !transfer.isUndone);
  const left =
    one.changes.newEmployerId !== null
      ? all.filter((other) => isComplete(other) && other.effectiveOn > one.effectiveOn && changesPay(other))
      : [one].filter((other) => isPassed && changesPay(other));
  return left.map(({ number }) =>
    finding(
      'not_passed_on',
      `L’avenant n° ${number} ne suit pas le contrat chez le nouvel employeur : convenez-en aussi avec lui.`,
      `Amendment ${number} does not follow the contract to the new employer: agree on it there, too.`,
    ),
  );
}

/** Longer for a failed exam is judged by itself; a disabled worker or an athlete may have longer. */
function aboutLength(contract: Amended, { changes }: Proposed, day: Day): Finding[] {
  if (contract.kind !== 'apprenticeship' || changes.extension !== null) return [];
  if (changes.until === null && changes.startsOn === null) return [];
  const rule = legalRuleOn('apprenticeship.duration', day);
  if (!rule) return [];
  const { startsOn, until } = changed({ ...contract, weeklyMinutes: null }, changes);
  const [min, max] = [figureOf(rule, 'min'), figureOf(rule, 'max')];
  if (until > addMonths(startsOn, max))
    return [
      finding(
        'contract_long',
        `Le contrat durerait plus de ${max} mois (${rule.article}) : vérifiez le motif, ou indiquez l’échec à l’examen.`,
        `The contract would last more than ${max} months (${rule.article}): check the ground, or name the failed exam.`,
      ),
    ];
  if (until < addMonths(startsOn, min))
    return [
      finding(
        'contract_short',
        `Le contrat durerait moins de ${min} mois (${rule.article}).`,
        `The contract would last less than ${min} months (${rule.article}).`,
      ),
    ];
  return [];
}

/** Teaching that is spread for a disabled apprentice adds so much; the whole contract is bounded by itself. */
function aboutDisability(contract: Amended, { changes }: Proposed, day: Day): Finding[] {
  const { extension, until } = changes;
  if (contract.kind !== 'apprenticeship' || extension !== 'disability' || until === null) return [];
  const rule = legalRuleOn('apprenticeship.extension.disability', day);
  if (!rule || until <= addMonths(contract.until, figureOf(rule, 'max'))) return [];
  return [
    finding(
      'extension_long',
      `L’étalement des enseignements ajoute au plus ${figureOf(rule, 'max')} mois (${rule.article}) : vérifiez la date.`,
      `Spreading the teaching adds ${figureOf(rule, 'max')} months at most (${rule.article}): check the day.`,
    ),
  ];
}

function aboutHours({ changes, effectiveOn }: Proposed, day: Day, birthDate: Day | null): Finding[] {
  if (changes.weeklyMinutes === null) return [];
  const minor = isMinor(birthDate, effectiveOn) ? legalRuleOn('minor.week_max', day) : null;
  if (minor && changes.weeklyMinutes > figureOf(minor, 'max') * 60) {
    const age = birthDate === null ? null : ageOn(birthDate, effectiveOn);
    return [
      finding(
        'minor_hours_long',
        `Avant ${MAJORITY} ans, au plus ${figureOf(minor, 'max')} h par semaine, sauf dérogation de l’inspecteur du travail (${minor.article})${age === null ? ' ; l’âge est inconnu' : ''}.`,
        `Before ${MAJORITY}, at most ${figureOf(minor, 'max')} hours a week, but for a derogation of the labour inspector (${minor.article})${age === null ? '; the age is unknown' : ''}.`,
      ),
    ];
  }
  const adult = legalRuleOn('adult.hours', day);
  if (!adult || changes.weeklyMinutes <= figureOf(adult, 'average_12_weeks_max') * 60) return [];
  return [
    finding(
      'hours_long',
      `Plus de ${figureOf(adult, 'average_12_weeks_max')} h par semaine ne tiennent pas douze semaines de suite (${adult.article}).`,
      `More than ${figureOf(adult, 'average_12_weeks_max')} hours a week cannot last for twelve weeks (${adult.article}).`,
    ),
  ];
}

function aboutNumber(
  { kind }: Amended,
  { previousNumber }: { readonly previousNumber: string | null },
  day: Day,
): Finding[] {
  const rule = legalRuleOn('deposit.amendment', day);
  if (kind !== 'apprenticeship' || previousNumber !== null || !rule) return [];
  return [
    finding(
      'previous_number_missing',
      `L’avenant se dépose comme le contrat (${rule.article}), avec le numéro de celui-ci : indiquez-le.`,
      `An amendment is deposited as the contract is (${rule.article}), with the number of the contract: give it in "previousNumber".`,
    ),
  ];
}
