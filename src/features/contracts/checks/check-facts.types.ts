import type { Day } from '../../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { ContractKind } from '../contracts.types.js';
import type { ContractForm } from '../form/form.types.js';
import type { Signing } from '../signing/signing.rules.js';
import type { AgreedChange } from '../terms/agreed.types.js';
import type { CheckFinding } from './checks.types.js';

/** A signed contract of the same alternant that began before, as far as the reader sees it. */
export interface EarlierContract {
  readonly id: ContractId;
  readonly kind: ContractKind;
  readonly employerId: OrganisationId;
  readonly startsOn: Day;
  /** Its first day out, whatever ended it. */
  readonly heldUntil: Day;
  readonly endedAs: 'terminated' | 'completed' | null;
  /** It is on some version of the same framework: a diploma goes on under its next sheet. */
  readonly isOfSameFramework: boolean;
  /** What its form says of the last month’s pay; null: nobody knows, or the reader need not. */
  readonly lastGrossCents: number | null;
}

/** Everything that is recorded of a contract and that a rule of the law asks about. `signedOn`: the day it is judged by. */
export interface CheckFacts extends Signing {
  readonly today: Day;
  readonly isSigned: boolean;
  readonly alternantId: PersonId;
  readonly employerId: OrganisationId;
  readonly continuationOf: ContractId | null;
  /** The first day with the first employer, of a contract that passed from another; null: it did not. */
  readonly beganOn: Day | null;
  /** As it holds today, or on the first day of a contract to come, by what was agreed since; null: it says nothing. */
  readonly form: ContractForm | null;
  /** As it was filled. */
  readonly filled: ContractForm | null;
  /** What all agreed since to change of it, also on days to come, in the order of the last signatures. */
  readonly agreed: readonly AgreedChange[];
  /** Pointers into the form of what its deposit takes and is not there; null: nobody looked. */
  readonly missing: readonly string[] | null;
  /** What was found by other rules: of tutors, of the calendar. */
  readonly beside: readonly CheckFinding[];
  /** The number of the framework’s sheet. */
  readonly rncp: string | null;
  /** The employer declared regulated work to the labour inspectorate, and the declaration holds today. */
  readonly declaresRegulatedWork: boolean;
  readonly earlier: readonly EarlierContract[];
  /** The first day that an amendment added after an exam that was failed; null: none did. */
  readonly prolongedFrom: Day | null;
  /** An amendment prolonged it for a disabled worker or an athlete, whatever the form says. */
  readonly isProlongedOnGround: boolean;
}

/** A finding, and whether somebody may know better. */
export interface JudgedFinding extends CheckFinding {
  readonly isOverridable: boolean;
  /** What it was found on, in figures and days: an override counts for nothing else. */
  readonly basis: string;
}
