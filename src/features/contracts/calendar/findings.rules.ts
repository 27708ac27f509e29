import { addDays, type Day } from '../../../kernel/days.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import type { CheckFinding } from '../checks/checks.types.js';
import { depositStatusOf } from '../deposits/deposits.rules.js';
import type { DepositStated } from '../deposits/deposits.types.js';
import { isAfterBreach } from '../form/contract-types.rules.js';
import { trialEndingOn } from '../trial-period/trial-ending.rules.js';
import { trialPeriodOf } from '../trial-period/trial-period.rules.js';
import type { Alternation, CalendarDay } from './calendar.types.js';
import { depositRouteOf } from './dates.rules.js';
import { judgedOn } from '../contract-details.types.js';
import { dayReader, LOOKED_AT } from './days.rules.js';

/** What the calendar, the trial period and the deposit have to say of a contract on a day. Nothing of it stops anything. */
export function findCalendarFindings(
  alternation: Alternation,
  deposit: DepositStated | null,
  today: Day,
): CheckFinding[] {
  if (alternation.isCancelled) return [];
  return [
    ...lateDeposit(alternation, deposit, today),
    ...endingTrial(alternation, today),
    ...missingCalendar(alternation),
    ...lowShare(alternation, today),
  ];
}

function lateDeposit(alternation: Alternation, deposit: DepositStated | null, today: Day): CheckFinding[] {
  const status = depositStatusOf(depositRouteOf(alternation), alternation.startsOn, deposit, today);
  if (!status.isLate || status.dueOn === null || alternation.signedOn === null) return [];
  const due = formatDay(status.dueOn);
  const rule = { rule: status.rule, article: status.article };
  if (status.state === 'not_deposited')
    return [
      checkFinding('deposit_late', rule, '/depositDueOn', {
        fr: `Le contrat devait être déposé au plus tard le ${due.fr} : déposez-le, puis enregistrez le dépôt.`,
        en: `The contract was to be deposited by ${due.en}: deposit it, then record the deposit.`,
      }),
    ];
  return [
    checkFinding('deposit_was_late', { ...rule, severity: 'inform' }, '/depositDueOn', {
      fr: `Le contrat a été déposé après le ${due.fr}, dernier jour du délai.`,
      en: `The contract was deposited after ${due.en}, the last day for it.`,
    }),
  ];
}

function endingTrial(alternation: Alternation, today: Day): CheckFinding[] {
  const last = trialEndingOn(alternation, today);
  if (last === null) return [];
  const { rule, article, earliestEndsOn, isCertain } = trialPeriodOf(alternation, today);
  const day = formatDay(last);
  const [maybeFr, maybeEn] = isCertain && !earliestEndsOn ? ['', ''] : [' au plus tôt', ' at the earliest'];
  return [
    checkFinding('trial_ending', { rule, article, severity: 'inform' }, '/trialEndsOn', {
      fr: `La période d’essai se termine le ${day.fr}${maybeFr} : décidez d’ici là si le contrat continue.`,
      en: `The trial period ends on ${day.en}${maybeEn}: decide by then whether the contract goes on.`,
    }),
  ];
}

const missingCalendar = ({ calendar }: Alternation): CheckFinding[] =>
  calendar.plan === null
    ? [
        checkFinding('calendar_missing', { rule: null, article: null, severity: 'inform' }, null, {
          fr: 'Aucun calendrier n’est enregistré : la période d’essai et la part de formation ne se calculent pas.',
          en: 'No calendar is recorded: the trial period and the share of training cannot be computed.',
        }),
      ]
    : [];

/** A contract after a breach escapes the minimum; a calendar with a gap says nothing. */
function lowShare(alternation: Alternation, today: Day): CheckFinding[] {
  const { kind, signedOn, contractType, calendar } = alternation;
  const isApprenticeship = kind === 'apprenticeship';
  const code = isApprenticeship ? 'apprenticeship.training_share_min' : 'professionalisation.training_share';
  const rule = legalRuleOn(code, judgedOn({ signedOn, startsOn: calendar.startsOn }, today));
  if (!rule || calendar.plan === null || (isApprenticeship && isAfterBreach(contractType))) return [];
  const days = plannedDays(alternation);
  const inCentre = days.filter(({ place }) => place === 'centre').length;
  const attended = days.filter(({ place }) => ['company', 'centre', 'host'].includes(place)).length;
  const least = figureOf(rule, 'min');
  if (attended === 0 || days.some(({ place }) => place === 'unknown')) return [];
  if (100 * inCentre >= least * attended) return [];
  const share = Math.floor((100 * inCentre) / attended);
  return [
    checkFinding('training_share_low', { rule: code, article: rule.article }, null, {
      fr: `Le calendrier donne ${share} % des jours au centre, moins que ${least} % : vérifiez-le, ou comptez en heures.`,
      en: `The calendar gives ${share}% of the days to the centre, under ${least}%: check it, or count in hours.`,
    }),
  ];
}

/** Absences and suspensions are no plan: they are left out. */
export function plannedDays({
  startsOn,
  until,
  calendar,
}: Pick<Alternation, 'startsOn' | 'until' | 'calendar'>): CalendarDay[] {
  const read = dayReader({ ...calendar, heldUntil: until, absences: [], suspensions: [] });
  const days: CalendarDay[] = [];
  for (let on = startsOn; on < until && days.length < LOOKED_AT; on = addDays(on, 1)) days.push(read(on));
  return days;
}

function checkFinding(
  code: string,
  { rule, article, severity = 'warn' }: Pick<CheckFinding, 'rule' | 'article'> & Partial<CheckFinding>,
  pointer: string | null,
  { fr, en }: Pick<Bilingual, 'fr' | 'en'>,
): CheckFinding {
  return { code, severity, blocks: null, pointer, detail: bilingual(fr, en), rule, article };
}
