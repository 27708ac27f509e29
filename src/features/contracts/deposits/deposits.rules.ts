import { addDays, type Day } from '../../../kernel/days.js';
import { isWorkingDay, type HolidayPlace } from '../../../kernel/holidays.js';
import { figureOf, legalRuleOn, type LegalRuleVersion } from '../../../kernel/legal-rules.js';
import { judgedOn } from '../contract-details.types.js';
import type { DepositRoute, DepositStated, DepositState, DepositStatus } from './deposits.types.js';

const CODES = {
  opco: { max: 'deposit.opco.max', answer: 'deposit.opco.answer' },
  public: { max: 'deposit.public.max', answer: 'deposit.public.answer' },
  professionalisation: {
    max: 'deposit.professionalisation.max',
    answer: 'deposit.professionalisation.answer',
  },
} as const;

/** The rules on a deposit. An employer of whom it is not known is read as a private one: the day is the same. */
export const codesOf = ({ kind, isPublic }: Pick<DepositRoute, 'kind' | 'isPublic'>) =>
  kind === 'professionalisation' ? CODES.professionalisation : isPublic === true ? CODES.public : CODES.opco;

/**
 * The last day on which a contract, or an amendment, is sent in time: so many days after the one on which it starts, working
 * days where the law says so (Saturday is one; Sundays and the holidays of the place are not). It is judged by the law of
 * the signature, or of `today`. Null: no rule of that day is known.
 */
export function depositDueOn(route: DepositRoute, startsOn: Day, today: Day): Day | null {
  const rule = legalRuleOn(codesOf(route).max, judgedOn({ signedOn: route.signedOn, startsOn }, today));
  if (!rule) return null;
  const days = figureOf(rule, 'max');
  return unitOf(rule) === 'working_day_mon_sat'
    ? addWorkingDays(startsOn, days, route.where)
    : addDays(startsOn, days);
}

/** The deposit as it stands on a day: decided, awaited, or decided by silence. */
export function depositStatusOf(
  route: DepositRoute,
  startsOn: Day,
  deposit: DepositStated | null,
  at: Day,
): DepositStatus {
  const codes = codesOf(route);
  const dueOn = depositDueOn(route, startsOn, at);
  const answer = legalRuleOn(codes.answer, judgedOn({ signedOn: route.signedOn, startsOn }, at));
  const { on = null, decision = null } = deposit ?? {};
  const answerDueOn = on && answer && addDays(on, figureOf(answer, 'max'));
  const isSilent = on !== null && decision === null && answerDueOn !== null && answerDueOn < at;
  const state: DepositState =
    on === null ? 'not_deposited' : (decision ?? (isSilent ? bySilence(route, answer) : 'awaiting'));
  return {
    dueOn,
    rule: codes.max,
    article: legalRuleOn(codes.max, judgedOn({ signedOn: route.signedOn, startsOn }, at))?.article ?? null,
    state,
    isLate: dueOn !== null && dueOn < (on ?? at),
    answerDueOn,
    isBySilence: isSilent && state !== 'unknown',
  };
}

/** What silence means differs with the employer: of one of whom it is not known, nothing is concluded. */
function bySilence({ kind, isPublic }: DepositRoute, answer: LegalRuleVersion | null): DepositState {
  const silence = answer?.values.find(({ name }) => name === 'silence')?.value;
  if (kind === 'apprenticeship' && isPublic === null) return 'unknown';
  if (silence === 'refusal_of_funding') return 'refused';
  return silence === 'deposit_accepted' || silence === 'funding_accepted_and_deposited'
    ? 'accepted'
    : 'unknown';
}

function addWorkingDays(from: Day, count: number, where: HolidayPlace): Day {
  let on = from;
  for (let left = count; left > 0; left -= isWorkingDay(on, where) ? 1 : 0) on = addDays(on, 1);
  return on;
}

const unitOf = ({ values }: LegalRuleVersion): string | undefined =>
  values.find(({ name }) => name === 'max')?.unit;
