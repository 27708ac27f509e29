import type { Day, Instant } from '../../../kernel/days.js';
import type { HolidayPlace } from '../../../kernel/holidays.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { Alternation } from '../calendar/calendar.types.js';

export type DepositId = Id<'contract_deposit'>;

export const DEPOSIT_DECISIONS = ['accepted', 'refused'] as const;
export type DepositDecision = (typeof DEPOSIT_DECISIONS)[number];

export const DEPOSIT_STATES = ['not_deposited', 'awaiting', 'accepted', 'refused', 'unknown'] as const;
export type DepositState = (typeof DEPOSIT_STATES)[number];

/** What somebody says of the deposit of a contract, whole: the last word counts. */
export interface DepositStated {
  /** The day on which the complete file was sent; null: it was not. */
  readonly on: Day | null;
  readonly number: string | null;
  readonly decision: DepositDecision | null;
  readonly decidedOn: Day | null;
}

export interface DepositRow extends DepositStated {
  readonly id: DepositId;
  readonly contractId: ContractId;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}

/** What the deposit of a contract, or of an amendment, follows from. */
export type DepositRoute = Pick<Alternation, 'kind' | 'isPublic' | 'signedOn'> & {
  readonly where: HolidayPlace;
};

/** The deposit as it stands on a day. */
export interface DepositStatus {
  /** The last day on which it is in time; null: no rule of that day is known. */
  readonly dueOn: Day | null;
  readonly rule: string;
  readonly article: string | null;
  readonly state: DepositState;
  /** It was, or is, later than that day. */
  readonly isLate: boolean;
  /** The last day for an answer. */
  readonly answerDueOn: Day | null;
  /** Nobody answered in time, and the law says what that means. */
  readonly isBySilence: boolean;
}
