import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, FrameworkId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractLife, ContractStatus, ContractStep } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
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
}

export interface CohortFilters {
  readonly trainingCentreId: OrganisationId | null;
  readonly employerId: OrganisationId | null;
  readonly frameworkId: FrameworkId | null;
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
  readonly progress: ProgressSummary;
  readonly daysSinceLastSignOff: number | null;
  readonly expectedPace: number;
  readonly flags: readonly Flag[];
}

export const COHORT_FLAGS = ['behind_pace', 'stalled', 'no_main_tutor', 'decision_awaited'] as const;
export type CohortFlag = (typeof COHORT_FLAGS)[number];
