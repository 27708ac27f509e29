import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { MandateRole } from '../../../kernel/mandate-roles.js';
import type { LegalRepresentative } from '../contract-details.types.js';
import type { ContractKind, ContractStatus } from '../contracts.types.js';
import type { AgreedChange } from '../terms/agreed.types.js';
import type { FormWord } from './form-words.rules.js';
import type { ContractForm } from './form.types.js';

/** Somebody as their record has them today; what the reader need not know is null. */
export interface RecordedPerson {
  readonly personId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: Day | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** The reader sees all of their record: what is null there is missing. */
  readonly isKnown: boolean;
}

export interface RecordedTutor extends RecordedPerson {
  readonly role: MandateRole;
  readonly from: Day;
}

export interface RecordedOrganisation {
  readonly id: OrganisationId;
  readonly name: string;
  readonly siret: string;
  readonly uai: string | null;
}

/** What the paper asks for and Palier has elsewhere. */
export interface RecordedBeside {
  readonly kind: ContractKind;
  readonly status: ContractStatus;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly signedOn: Day | null;
  readonly employer: RecordedOrganisation;
  readonly trainingCentre: RecordedOrganisation;
  readonly alternant: RecordedPerson;
  readonly legalRepresentative: LegalRepresentative | null;
  readonly tutors: readonly RecordedTutor[];
}

/**
 * The form of a contract as it stood, and a number that grows with whatever made it so: what was filled, and each amendment that
 * took effect; 0: nothing was filled.
 */
export interface StoredForm {
  readonly version: number;
  readonly recordedAt: Instant | null;
  /** As it was filled. */
  readonly filled: ContractForm;
  /** As it holds on that day, by what was agreed since. */
  readonly form: ContractForm;
  /** All that amendments change of it, also on days to come. */
  readonly agreed: readonly AgreedChange[];
}

/** The form, and all that is told beside it. */
export interface FormView extends StoredForm {
  readonly contractId: ContractId;
  readonly words: readonly FormWord[];
  readonly missing: readonly string[];
  readonly recorded: RecordedBeside;
}
