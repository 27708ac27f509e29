import { addMilliseconds, type Day, type Instant } from '../../kernel/days.js';
import type { ContractId, PersonId, SignOffId, SignOffRequestId } from '../../kernel/ids.js';
import { isActiveOn, type ContractLife } from '../contracts/contracts.types.js';
import type { SignOffOutcome } from '../ladder/facts.types.js';
import type { SignOffItem } from '../sign-offs/facts/facts.types.js';

export const REQUEST_STATUSES = ['submitted', 'claimed', 'decided', 'withdrawn', 'expired'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** What may be done to a request. */
export const REQUEST_ACTS = ['claim', 'decide', 'withdraw'] as const;
export type RequestAct = (typeof REQUEST_ACTS)[number];

/** What somebody asks to be judged on. */
export interface RequestedItem {
  readonly competency: string;
  readonly level: string;
}

/** An item with the sign-off that answers it: recorded since, for the request or directly. */
export interface AnsweredItem extends RequestedItem {
  readonly signOffId: SignOffId | null;
  readonly outcome: SignOffOutcome | null;
}

/** An item as it stands on the contract's ladder of now. */
export interface RequestItemState extends AnsweredItem {
  /** What people call them: their codes, where the ladder of now does not have them. */
  readonly competencyTitle: string;
  readonly levelTitle: string;
  /** Nobody judged it, and the ladder no longer requires it: it needs no answer. */
  readonly obsolete: boolean;
}

/** Somebody took it on. */
export interface Claim {
  readonly claimedBy: PersonId;
  readonly claimedAt: Instant;
  /** How often it had been claimed before. */
  readonly attempt: number;
}

/** A claim keeps others away that long; a request that nobody took on is told of after as long. */
const CLAIM_MS = 72 * 3_600_000;

/** When the claim lapses by its age alone. */
export const lapsesAt = ({ claimedAt }: Claim): Instant => addMilliseconds(claimedAt, CLAIM_MS);

/** The last moment at which what was claimed, or asked, is stale now. */
export const staleSince = (now: Instant): Instant => addMilliseconds(now, -CLAIM_MS);

/** A request that nobody ended, and whose claim, or asking, is as old as `staleSince`. */
export interface UntouchedRequest {
  readonly life: ContractLife;
  readonly items: readonly Pick<AnsweredItem, 'signOffId'>[];
}

/** Somebody should be told of it: something of it is unanswered, and can be answered on that day. */
export const isStale = ({ life, items }: UntouchedRequest, today: Day): boolean =>
  isActiveOn(life, today) && items.some(isUnanswered);

/** Nobody has judged it since it was asked. */
export const isUnanswered = ({ signOffId }: Pick<AnsweredItem, 'signOffId'>): boolean => signOffId === null;

export interface RequestEnd {
  readonly endedAs: 'decided' | 'withdrawn';
  readonly endedBy: PersonId;
  readonly endedAt: Instant;
}

/** The facts of a request; its status follows from them, from the contract's life and the team of the day. */
export interface RequestFacts {
  readonly id: SignOffRequestId;
  readonly contractId: ContractId;
  readonly askedBy: PersonId;
  readonly recordedAt: Instant;
  readonly items: readonly AnsweredItem[];
  /** The last one, whether it still stands or not. */
  readonly claim: Claim | null;
  readonly end: RequestEnd | null;
}

/** Whom a request waits for: those who may decide it now, or those who must find somebody who may. */
export interface Route {
  readonly act: 'decide' | 'cover';
  readonly personIds: readonly PersonId[];
}

/** As it stands at a moment. */
export interface RequestState extends RequestFacts {
  readonly status: RequestStatus;
  readonly items: readonly RequestItemState[];
  /** Null where nothing is awaited. */
  readonly route: Route | null;
}

export interface AnswerCommand {
  readonly observedOn: Day;
  /** Record what was seen in the same call. */
  readonly observation: boolean;
  readonly items: readonly SignOffItem[];
}

export interface SubmitCommand {
  readonly contractId: ContractId;
  readonly items: readonly RequestedItem[];
}
