import { dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { AppError, FieldError } from '../../kernel/errors.js';
import type { PersonId, SignOffId } from '../../kernel/ids.js';
import { statusOn, type ContractLife, type ContractStatus } from '../contracts/contracts.types.js';
import { competencyTitle, levelTitle, type Ladder } from '../frameworks/frameworks.types.js';
import type { SignOffOutcome } from '../ladder/facts.types.js';
import type { Team } from '../mandates/mandates.types.js';
import { alreadyClaimed, notRequested, requestNotOpen, unanswered } from './sign-off-requests.errors.js';
import { canClaim, routeOf } from './sign-off-requests.policy.js';
import {
  isUnanswered,
  lapsesAt,
  REQUEST_ACTS,
  type AnsweredItem,
  type RequestAct,
  type RequestedItem,
  type RequestFacts,
  type RequestStatus,
  type RequestState,
} from './sign-off-requests.types.js';
import type { SignOffItem } from '../sign-offs/facts/facts.types.js';

/**
 * What becomes of a request. Beside what somebody does to it, what is computed when it is read: `answer` (every item was
 * signed off directly, but for those that are gone), `lapse` (the claim grew old, or its author may no longer sign or is
 * absent) and `expire` (the contract ended, or every item is gone).
 */
export const SIGN_OFF_REQUEST_TRANSITIONS = [
  { from: 'submitted', act: 'claim', to: 'claimed' },
  { from: 'claimed', act: 'lapse', to: 'submitted' },
  { from: 'submitted', act: 'decide', to: 'decided' },
  { from: 'claimed', act: 'decide', to: 'decided' },
  { from: 'submitted', act: 'answer', to: 'decided' },
  { from: 'claimed', act: 'answer', to: 'decided' },
  { from: 'submitted', act: 'withdraw', to: 'withdrawn' },
  { from: 'claimed', act: 'withdraw', to: 'withdrawn' },
  { from: 'submitted', act: 'expire', to: 'expired' },
  { from: 'claimed', act: 'expire', to: 'expired' },
] as const satisfies readonly {
  from: RequestStatus;
  act: RequestAct | 'lapse' | 'answer' | 'expire';
  to: RequestStatus;
}[];

export const allowedActs = (status: RequestStatus): RequestAct[] =>
  REQUEST_ACTS.filter((act) =>
    SIGN_OFF_REQUEST_TRANSITIONS.some((known) => known.from === status && known.act === act),
  );

const ENDS_OF_CONTRACT: readonly ContractStatus[] = ['terminated', 'completed', 'cancelled'];

/** What a request is judged with beside its own facts. */
export interface RequestContext extends Team {
  readonly life: ContractLife;
  readonly ladder: Ladder;
}

/** As it stands at that moment: nothing has to run for a claim to lapse, or for a request to expire. */
export function requestState(request: RequestFacts, context: RequestContext, now: Instant): RequestState {
  const today = dayOf(now);
  const status = statusOf(request, context, now);
  const { ladder } = context;
  const items = request.items.map((item) => ({
    ...item,
    competencyTitle: competencyTitle(ladder, item.competency),
    levelTitle: levelTitle(ladder, item.level),
    obsolete: isObsolete(item, ladder),
  }));
  return { ...request, items, status, route: routeWhile(status, request, context, today) };
}

function statusOf(request: RequestFacts, context: RequestContext, now: Instant): RequestStatus {
  if (request.end) return request.end.endedAs;
  if (openItems(request, context.ladder).length === 0)
    return request.items.every((item) => isObsolete(item, context.ladder)) ? 'expired' : 'decided';
  if (ENDS_OF_CONTRACT.includes(statusOn(context.life, dayOf(now)))) return 'expired';
  const { claim } = request;
  const stands =
    claim !== null &&
    now < lapsesAt(claim) &&
    canClaim(claim.claimedBy, context, context.ladder, levelsOf(request, context.ladder), dayOf(now));
  return stands ? 'claimed' : 'submitted';
}

function routeWhile(status: RequestStatus, request: RequestFacts, context: RequestContext, today: Day) {
  if (status === 'claimed' && request.claim)
    return { act: 'decide' as const, personIds: [request.claim.claimedBy] };
  return status === 'submitted'
    ? routeOf(context, context.ladder, levelsOf(request, context.ladder), today)
    : null;
}

/** What nobody has judged since it was asked, and somebody still can. */
const openItems = ({ items }: RequestFacts, ladder: Ladder): RequestedItem[] =>
  items.filter((item) => isUnanswered(item) && isRequired(item, ladder));

/** A move to another ladder took it away before anybody judged it. */
const isObsolete = (item: AnsweredItem, ladder: Ladder): boolean =>
  isUnanswered(item) && !isRequired(item, ladder);

export const isRequired = ({ competency, level }: RequestedItem, ladder: Ladder): boolean =>
  ladder.levels.some(
    ({ code, requirements }) =>
      code === level && requirements.some((required) => required.competency === competency),
  );

/** Those that a mandate must reach: of what the ladder still requires; where nothing is left, of what was asked. */
export function levelsOf({ items }: Pick<RequestFacts, 'items'>, ladder: Ladder): string[] {
  const left = items.filter((item) => isRequired(item, ladder));
  return [...new Set((left.length > 0 ? left : items).map(({ level }) => level))];
}

/** A decision judges what was asked and nothing else, and leaves nothing of it unanswered. */
export function findAnswerMistakes(
  request: RequestFacts,
  ladder: Ladder,
  answers: readonly SignOffItem[],
): FieldError[] {
  const foreign = answers.flatMap((answer, index) =>
    request.items.some(isSameAs(answer)) ? [] : [notRequested(`/items/${index}`)],
  );
  const left = openItems(request, ladder).filter((item) => !answers.some(isSameAs(item)));
  return left.length === 0
    ? foreign
    : [...foreign, unanswered(left.map(({ competency }) => competencyTitle(ladder, competency)))];
}

/** The items with the sign-offs that answer them now; an item that was answered before keeps its own. */
export function answeredBy(
  request: RequestFacts,
  signOffs: readonly (RequestedItem & { readonly id: SignOffId; readonly outcome: SignOffOutcome })[],
): AnsweredItem[] {
  return request.items.map((item) => {
    const answer = signOffs.find(isSameAs(item));
    return answer ? { ...item, signOffId: answer.id, outcome: answer.outcome } : item;
  });
}

const isSameAs =
  (a: RequestedItem) =>
  (b: RequestedItem): boolean =>
    a.competency === b.competency && a.level === b.level;

/** What is asked for is judged as an answer that needs nothing seen: it may be given where the level is open and it is not acquired. */
export const asAnswer = ({ competency, level }: RequestedItem): SignOffItem => ({
  competency,
  level,
  outcome: 'not_yet',
  nextStep: '',
  reason: null,
  comment: null,
});

/** That person's claim stands: to claim once more changes nothing. */
export const isHeldBy = ({ status, claim }: RequestState, person: PersonId): boolean =>
  status === 'claimed' && claim?.claimedBy === person;

/** Why this may not be done to a request as it stands, by that person; null: it may. */
export function findActRefusal(request: RequestState, act: RequestAct, person: PersonId): AppError | null {
  const { status, claim, askedBy } = request;
  if (status === 'claimed' && claim && act !== 'withdraw' && !isHeldBy(request, person))
    return alreadyClaimed(claim, status, askedBy === person ? ['withdraw'] : []);
  const allowed = allowedActs(status);
  return allowed.includes(act) ? null : requestNotOpen(status, allowed);
}
