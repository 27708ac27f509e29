import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, Id, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ObservationOutcome, SignOffOutcome } from '../ladder/facts.types.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { ProgressRow } from '../ladder/progress/ladder-progress.types.js';

/** A contract that another continues, as it is known now: what shows who was where and when, and where it led. */
export interface PriorContractRow {
  readonly contractId: ContractId;
  readonly startsOn: Day;
  /** The first day out. */
  readonly until: Day;
  readonly employer: { readonly id: OrganisationId; readonly name: string };
  readonly trainingCentre: { readonly id: OrganisationId; readonly name: string };
  readonly ladderId: LadderId;
  /** What the competencies of its ladder are called, by code. */
  readonly titles: Readonly<Record<string, string>>;
  /** Null: nothing was recorded. */
  readonly progress: ProgressRow['state'] | null;
  readonly tallies: ProgressRow['tallies'] | null;
}

export interface PriorContract extends Omit<PriorContractRow, 'ladderId' | 'progress' | 'tallies'> {
  readonly ladder: { readonly id: LadderId; readonly title: string };
  readonly state: LadderState;
}

/** What was seen or judged of one competency, without a word of comment. */
export interface PriorFactItem {
  readonly competency: string;
  readonly title: string | null;
  readonly level: string;
  readonly outcome: ObservationOutcome | SignOffOutcome;
}

export const PRIOR_FACT_KINDS = ['observation', 'sign_off'] as const;

/** An observation or a sign-off that stands. */
export interface PriorFact {
  readonly id: Id<'observation' | 'sign_off'>;
  readonly kind: (typeof PRIOR_FACT_KINDS)[number];
  readonly contractId: ContractId;
  readonly observedOn: Day;
  readonly recordedAt: Instant;
  readonly author: { readonly id: PersonId; readonly givenName: string; readonly familyName: string };
  readonly items: readonly PriorFactItem[];
}
