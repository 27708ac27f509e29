import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, FrameworkId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { EndCause } from '../contracts/contract-details.types.js';
import type {
  ContractKind,
  ContractLife,
  ContractStatus,
  ContractStep,
} from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { Sheet } from '../frameworks/sheets/sheets.types.js';
import type { StoredChange } from '../ladder/versions/version-history.types.js';
import type { LadderFact, ObservationFact, WithdrawalFact } from '../ladder/facts.types.js';
import type { ProgressSummary } from '../ladder/progress/ladder-progress.types.js';
import type { Bilingual } from '../../kernel/language.js';

export interface NamedPerson {
  readonly id: PersonId;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

export interface NamedOrganisation {
  readonly id: OrganisationId;
  readonly name: string | null;
  readonly siret: string | null;
  readonly uai: string | null;
}

/** What a list tells of a contract beside its progress, as it was recorded by then. */
export interface CohortExtras {
  readonly kind: ContractKind;
  /** Those of now: nobody keeps what they were, so of the past there are none. */
  readonly externalId: string | null;
  readonly alternantExternalId: string | null;
  /** Null also for whoever does not administer the person. */
  readonly birthDate: Day | null;
  readonly group: string | null;
  readonly endCause: EndCause | null;
  readonly openConcerns: number;
  /** Null for whoever does not read disputes. */
  readonly openDisputes: number | null;
  /** The first day out of the attestation in force that lapses first. */
  readonly attestedUntil: Day | null;
  readonly journalMinutes: number;
  /** The last entry of the journal that is more than a minor’s work. */
  readonly minorWorkOn: Day | null;
  /** When the contract that this one continues began. */
  readonly continuesFrom: Day | null;
}

/** What moves the statuses of levels. Observations are evidence: no status, and no count of a report, follows from them. */
export type Judgement = Exclude<LadderFact, ObservationFact | WithdrawalFact>;

/** One contract of the cohort as it was recorded by the instant asked for. */
export interface CohortContract {
  readonly contractId: ContractId;
  readonly ladderId: LadderId;
  readonly alternant: NamedPerson;
  readonly employer: NamedOrganisation;
  readonly trainingCentre: NamedOrganisation;
  readonly mainTutor: NamedPerson | null;
  readonly referent: NamedPerson | null;
  readonly extras: CohortExtras;
  /** Now: what is stored. In the past: what has to be folded. */
  readonly state:
    | { readonly kind: 'now'; readonly life: ContractLife; readonly progress: ProgressSummary | null }
    | {
        readonly kind: 'past';
        readonly steps: readonly ContractStep[];
        readonly changes: readonly StoredChange[];
        readonly judgements: readonly Judgement[];
      };
}

export interface CohortLadder extends Ladder {
  readonly frameworkId: FrameworkId;
  readonly frameworkCode: string;
  readonly frameworkTitle: string;
  readonly rncp: string | null;
  /** Null: nothing is known of its end. */
  readonly sheet: Sheet | null;
}

export interface CohortFilters {
  readonly trainingCentreId: OrganisationId | null;
  readonly employerId: OrganisationId | null;
  readonly frameworkId: FrameworkId | null;
  /** Null: whenever they changed. */
  readonly updatedSince: Instant | null;
}

/** What is wanted of the rows themselves, as they are told: of the past, as they were. */
export interface RowFilters {
  readonly status: ContractStatus | null;
  /** Code of the current level. */
  readonly level: string | null;
  readonly flag: CohortFlag | null;
  readonly group: string | null;
  /** The main tutor of that day. */
  readonly tutorId: PersonId | null;
}

/** Which contracts, as of when. */
export interface CohortSelection extends CohortFilters {
  readonly at: Instant;
  readonly on: Day;
  readonly isPast: boolean;
  /** The contract before the first one. */
  readonly after: string | null;
  /** None: all of them. */
  readonly limit: number | null;
}

/** Something that somebody should look at, and the figures that say why. */
export interface Flag {
  readonly code: CohortFlag;
  readonly why: Bilingual;
}

export interface CohortRow {
  readonly contract: CohortContract;
  readonly ladder: CohortLadder;
  readonly life: ContractLife;
  readonly status: ContractStatus;
  /** The day that is told. */
  readonly on: Day;
  readonly progress: ProgressSummary;
  readonly daysSinceLastSignOff: number | null;
  readonly expectedPace: number;
  readonly flags: readonly Flag[];
}

export const COHORT_FLAGS = [
  'behind_pace',
  'stalled',
  'no_main_tutor',
  'decision_awaited',
  'framework_expired',
  'minor_hours',
] as const;
export type CohortFlag = (typeof COHORT_FLAGS)[number];
