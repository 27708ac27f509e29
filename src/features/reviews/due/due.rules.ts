import { addDays, addMonths, daysBetween, earlierOf, laterOf, type Day } from '../../../kernel/days.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import { heldUntil, RUNNING_STATUSES, statusOn, type ContractLife } from '../../contracts/contracts.types.js';
import { meetingDay, statusOf } from '../reviews.rules.js';
import {
  REVIEW_KINDS,
  type DueBasis,
  type DueReview,
  type DueState,
  type ReviewCircumstances,
  type ReviewKind,
  type ReviewRhythm,
} from '../reviews.types.js';

/** A centre that never said otherwise holds the first review within two months, as centres do. */
const USUAL_FIRST_MONTHS = 2;
/** So many days before it is due people are reminded. */
export const DAYS_AHEAD = 14;

/**
 * The next review of each kind that a centre wants, computed of what is recorded: never stored, so never out of date. It is
 * counted from the first day of the contract, then from the day on which the last one was held; by the rule in force.
 */
export function dueReviews(circumstances: ReviewCircumstances, today: Day): DueReview[] {
  if (!RUNNING_STATUSES.includes(statusOn(circumstances.life, today))) return [];
  return REVIEW_KINDS.flatMap((kind) => nextOf(kind, circumstances, today) ?? []);
}

function nextOf(kind: ReviewKind, circumstances: ReviewCircumstances, today: Day): DueReview | null {
  const { contractId, life } = circumstances;
  const reviews = circumstances.reviews
    .filter((one) => one.kind === kind)
    .map((one) => ({ id: one.id, status: statusOf(one.steps), on: meetingDay(one) }))
    .sort((a, b) => a.on.localeCompare(b.on));
  const last = reviews.findLast(({ status }) => status === 'held' || status === 'closed');
  const { rhythm, basis } = rhythmOf(kind, circumstances, today);
  const months = last ? rhythm.everyMonths : rhythm.firstMonths;
  if (months === null) return null;
  const countedFrom = last ? last.on : life.startsOn;
  const { dueOn, suspendedDays } = withoutSuspensions(
    life,
    countedFrom,
    addMonths(countedFrom, months),
    today,
  );
  if (dueOn >= heldUntil(life)) return null;
  const planned = reviews.find(({ status }) => status === 'planned');
  return {
    contractId,
    kind,
    dueOn,
    state: stateOf(dueOn, planned?.on ?? null, today),
    basis,
    countedFrom,
    suspendedDays,
    plannedReviewId: planned?.id ?? null,
    plannedOn: planned?.on ?? null,
  };
}

function stateOf(dueOn: Day, plannedOn: Day | null, today: Day): DueState {
  if (plannedOn !== null) return plannedOn >= today ? 'planned' : 'late';
  if (dueOn < today) return 'late';
  return dueOn <= addDays(today, DAYS_AHEAD) ? 'soon' : 'upcoming';
}

/** As the centre wants it on that day; else what is usual, or what the law says of the kind of contract. */
function rhythmOf(
  kind: ReviewKind,
  { rules, kind: ofContract, life }: ReviewCircumstances,
  today: Day,
): { readonly rhythm: ReviewRhythm; readonly basis: DueBasis } {
  const rule = rules.find((one) => one.kind === kind);
  if (rule) return { rhythm: rule, basis: 'centre' };
  const law =
    ofContract === 'professionalisation'
      ? legalRuleOn('professionalisation.fit_review_max', life.signedOn ?? today)
      : null;
  const firstMonths = law ? figureOf(law, 'max') : USUAL_FIRST_MONTHS;
  const rhythm = { kind, firstMonths: kind === 'review' ? firstMonths : null, everyMonths: null };
  return { rhythm, basis: law ? 'law' : 'usual' };
}

/** Days of suspension do not count: each makes it a day later. One that nobody ended yet lasts through today. */
function withoutSuspensions(
  { suspensions }: ContractLife,
  from: Day,
  planned: Day,
  today: Day,
): { readonly dueOn: Day; readonly suspendedDays: number } {
  let dueOn = planned;
  let suspendedDays = 0;
  for (const period of [...suspensions].sort((a, b) => (a.from ?? from).localeCompare(b.from ?? from))) {
    const first = laterOf(period.from ?? from, from);
    const until = period.until ?? laterOf(addDays(today, 1), first);
    if (first >= dueOn || until <= first) continue;
    const days = daysBetween(first, until);
    suspendedDays += days;
    dueOn = addDays(dueOn, days);
  }
  return { dueOn, suspendedDays };
}

/** What people are reminded of: near or late, not planned, and wanted by a rule that their centre gave itself. */
export const remindersOf = (circumstances: ReviewCircumstances, today: Day): DueReview[] =>
  dueReviews(circumstances, today).filter(
    ({ state, basis }) => basis === 'centre' && (state === 'soon' || state === 'late'),
  );

/** The day since which somebody is waited for: the reminder, or the day that was planned. */
export const awaitedSince = ({ dueOn, plannedOn }: DueReview): Day =>
  plannedOn === null ? addDays(dueOn, -DAYS_AHEAD) : earlierOf(plannedOn, dueOn);
