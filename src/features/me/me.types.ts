import type { Day } from '../../kernel/days.js';
import type { ContractId, MandateId } from '../../kernel/ids.js';
import type { MandateRole } from '../mandates/mandates.types.js';
import type { PersonRow } from '../people/people.types.js';

/** A mandate of one's own; `until` is the first day out. */
export interface OwnMandateRow {
  readonly id: MandateId;
  readonly contractId: ContractId;
  readonly role: MandateRole;
  readonly from: Day;
  readonly until: Day | null;
  readonly maxLevel: string | null;
}

export interface Self {
  readonly person: PersonRow;
  /** That of the account. */
  readonly email: string;
  readonly mandates: readonly OwnMandateRow[];
}
