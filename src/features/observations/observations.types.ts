import type { Day } from '../../kernel/days.js';
import type { CompetencyAtLevel } from '../ladder/facts.types.js';
import type { ContractId } from '../../kernel/ids.js';
import type { ObservationItem } from '../sign-offs/facts/facts.types.js';
import type { Sent } from '../sign-offs/shift/shift.types.js';

/** One observation of several that are sent together. */
export interface SentObservation extends Sent, ObserveCommand {}

export interface ObserveCommand {
  readonly contractId: ContractId;
  readonly observedOn: Day;
  readonly mission: string | null;
  readonly unit: string | null;
  readonly items: readonly ObservationItem[];
}

export interface WithdrawCommand {
  readonly reason: string;
  /** That of its items alone; null: all of it. */
  readonly item: CompetencyAtLevel | null;
}
