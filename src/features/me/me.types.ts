import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, MandateId, OrganisationId, PersonId } from '../../kernel/ids.js';
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
  /** Null while the contract is not theirs to read. */
  readonly alternant: NamedPerson | null;
}

export interface NamedPerson {
  readonly id: PersonId;
  readonly givenName: string;
  readonly familyName: string;
}

export const PERIOD_STATES = ['current', 'later', 'ended'] as const;
export type PeriodState = (typeof PERIOD_STATES)[number];

/** What one signs in with. */
export interface OwnAccount {
  readonly email: string;
  /** Null: the password is the first one. */
  readonly passwordChangedAt: Instant | null;
  /** Who gave the link by which it was chosen, if somebody did. */
  readonly passwordResetBy: NamedPerson | null;
}

export interface Self {
  readonly person: PersonRow;
  readonly account: OwnAccount;
  readonly organisations: ReadonlyMap<OrganisationId, string>;
  readonly mandates: readonly OwnMandateRow[];
  readonly today: Day;
}
