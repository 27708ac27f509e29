import type { Day } from '../../../kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../../kernel/ids.js';

/** A mandate that ends with the membership that it needs. */
export interface EndedMandate {
  readonly mandateId: MandateId;
  readonly contractId: ContractId;
  readonly role: string;
  /** The first day out. */
  readonly on: Day;
  /** Null for whoever may not see them. */
  readonly alternant: {
    readonly id: PersonId;
    readonly givenName: string;
    readonly familyName: string;
  } | null;
}

/** Who leaves, and whether it is done or only shown. */
export interface Leaver {
  readonly personId: PersonId;
  readonly dryRun: boolean;
}
