import { dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { AppError, FieldError } from '../../kernel/errors.js';
import type { PersonId, SignOffId } from '../../kernel/ids.js';
import { statusOn, type ContractLife, type ContractStatus } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { SignOffOutcome } from '../ladder/facts.types.js';
import type { Team } from '../mandates/mandates.types.js';
import { alreadyClaimed, notRequested, requestNotOpen, unanswered } from './sign-off-requests.errors.js';
import { canClaim, routeOf } from './sign-off-requests.policy.js';
import {
  REQUEST_ACTS,
  type AnsweredItem,
  type Claim,
  type RequestAct,
  type RequestedItem,
  type RequestFacts,
  type RequestStatus,
  type StandingRequest,
} from './sign-off-requests.types.js';
import type { SignOffItem } from './sign-offs.types.js';

/**
 * What becomes of a request. Beside what somebody does to it, what is computed when it is read: `answer` (every item was
 * signed off directly), `lapse` (the claim grew old, or its author may no longer sign or is absent) and `expire` (the
 * contract ended).
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

/** A claim keeps others away that long. */
const CLAIM_HOURS = 72;

const ENDS_OF_CONTRACT: readonly ContractStatus[] = ['terminated', 'completed', 'cancelled'];

/** What a request is judged with beside its own facts. */
export interface Surroundings extends Team {
  readonly life: ContractLife;
  readonly ladder: Ladder;
}

/** When the claim lapses by its age alone. */
export const lapsesAt = ({ claimedAt }: Claim): Instant =>
  new Date(Date.parse(claimedAt) + CLAIM_HOURS * 3_600_000).toISOString() as Instant;

/** As it stands at that moment: nothing has to run for a claim to lapse, or for a request to expire. */
export function standingRequest(request: RequestFacts, around: Surroundings, now: Instant): StandingRequest {
  const today = dayOf(now);
  const status = statusOf(request, around, now);
  return { ...request, status, route: routeWhile(status, request, around, today) };
}

function statusOf(request: RequestFacts, around: Surroundings, now: Instant): RequestStatus {
  if (request.end) return request.end.endedAs;
  if (openItems(request).length === 0) return 'decided';
  if (ENDS_OF_CONTRACT.includes(statusOn(around.life, dayOf(now)))) return 'expired';
  const { claim } = request;
  const stands =
    claim !== null &&
    now < lapsesAt(claim) &&
    canClaim(claim.claimedBy, around, around.ladder, levelsOf(request), dayOf(now));
  return stands ? 'claimed' : 'submitted';
}

function routeWhile(status: RequestStatus, request: RequestFacts, around: Surroundings, today: Day) {
  if (status === 'claimed' && request.claim)
    return { act: 'decide' as const, personIds: [request.claim.claimedBy] };
  return status === 'submitted' ? routeOf(around, around.ladder, levelsOf(request), today) : null;
}

/** What nobody has judged since it was asked. */
const openItems = (request: RequestFacts): RequestedItem[] =>
  request.items.filter(({ signOffId }) => signOffId === null);

export const levelsOf = ({ items }: Pick<RequestFacts, 'items'>): string[] => [
  ...new Set(items.map(({ level }) => level)),
];

/** A decision judges what was asked and nothing else, and leaves nothing of it unanswered. */
export function findAnswerMistakes(request: RequestFacts, answers: readonly SignOffItem[]): FieldError[] {
  const foreign = answers.flatMap((answer, index) =>
    request.items.some(isSameAs(answer)) ? [] : [notRequested(`/items/${index}`)],
  );
  const left = openItems(request).filter((item) => !answers.some(isSameAs(item)));
  return left.length === 0 ? foreign : [...foreign, unanswered(left)];
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

/** Why this may not be done to a request as it stands, by that person; null: it may. */
export function findActRefusal(
  { status, claim }: StandingRequest,
  act: RequestAct,
  person: PersonId,
): AppError | null {
  const allowed = allowedActs(status);
  const isHeld = status === 'claimed' && claim !== null && act !== 'withdraw';
  if (isHeld && (act === 'claim' || claim.claimedBy !== person))
    return alreadyClaimed(claim, status, allowed);
  return allowed.includes(act) ? null : requestNotOpen(status, allowed);
}
