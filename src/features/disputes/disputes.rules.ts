import { addDays, dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { Dispute, DisputeRead, DisputeStatus } from './disputes.types.js';

/** Days after its recording within which a fact may be contested. A figure of our own: no law sets it. */
const DAYS_TO_OPEN = 30;

/** Days after the opening within which a ruling is due. A figure of our own: no law sets it, and nothing ends with it. */
export const DAYS_TO_RULE = 15;

export type DisputeAct = 'rule' | 'withdraw';

/** The one table of what may become of a dispute. */
export const DISPUTE_TRANSITIONS: readonly {
  readonly from: DisputeStatus;
  readonly act: DisputeAct;
  readonly to: DisputeStatus;
}[] = [
  { from: 'open', act: 'rule', to: 'ruled' },
  { from: 'open', act: 'withdraw', to: 'withdrawn' },
];

export const allowedActs = (status: DisputeStatus): DisputeAct[] =>
  DISPUTE_TRANSITIONS.filter(({ from }) => from === status).map(({ act }) => act);

/** The last day, included, on which a fact recorded then may be contested. */
export const lastDayToOpen = (recordedAt: Instant): Day => addDays(dayOf(recordedAt), DAYS_TO_OPEN);

export function statusOf({ ending }: Pick<Dispute, 'ending'>): DisputeStatus {
  if (ending === null) return 'open';
  return ending.ending === 'withdrawn' ? 'withdrawn' : 'ruled';
}

export function readOn(dispute: Dispute, today: Day): DisputeRead {
  const status = statusOf(dispute);
  const dueOn = addDays(dayOf(dispute.recordedAt), DAYS_TO_RULE);
  return { ...dispute, status, dueOn, overdue: status === 'open' && dueOn < today };
}
