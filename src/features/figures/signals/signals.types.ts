import type { Bilingual } from '../../../kernel/language.js';
import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { Intake } from '../figures.types.js';

export const SIGNAL_CODES = [
  'many_sign_offs_in_a_day',
  'one_observer',
  'slow_competency',
  'requests_pile_up',
  'level_stalled',
] as const;
export type SignalCode = (typeof SIGNAL_CODES)[number];

/** Something that somebody should look at together with those whom it concerns: a question, never a judgement. */
export interface Signal {
  readonly code: SignalCode;
  /** What was seen, with its figures. */
  readonly detail: Bilingual;
  /** What may be done about it. */
  readonly advice: Bilingual;
  readonly personId: PersonId | null;
  readonly personName: string | null;
  readonly contractId: ContractId | null;
}

/** What somebody signed on one day. */
export interface SigningDay {
  readonly personId: PersonId;
  readonly name: string;
  readonly on: Day;
  readonly signOffs: number;
  readonly alternants: number;
}

/** Who observed an alternant most: competencies that they observed, of all that were. */
export interface Observing {
  readonly contractId: ContractId;
  readonly alternant: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly observed: number;
  readonly ofAll: number;
}

/** How long requests for a competency wait or waited. */
export interface CompetencyWait {
  readonly framework: string;
  readonly title: string;
  /** The middle of whole days. */
  readonly days: number;
  readonly alternants: number;
}

/** The requests that wait for a main tutor. */
export interface TutorLoad {
  readonly personId: PersonId;
  readonly name: string;
  readonly requests: number;
  readonly oldestDays: number;
}

/** The active contracts that stand at a level. */
export interface LevelStay {
  readonly ladder: string;
  readonly level: string;
  readonly contracts: number;
  /** Those without a sign-off for as long as the threshold says. */
  readonly stalled: number;
}

/** What signals are found in. */
export interface SignalFacts {
  readonly days: readonly SigningDay[];
  readonly observing: readonly Observing[];
  readonly waits: readonly CompetencyWait[];
  readonly loads: readonly TutorLoad[];
  readonly stays: readonly LevelStay[];
}

/** Whose contracts are looked at, since when. */
export interface SignalScope {
  readonly side: Intake['side'];
  readonly organisationId: OrganisationId;
  /** Those alone of which the reader is the referent; null: all of the organisation. */
  readonly contracts: readonly ContractId[] | null;
  readonly now: Instant;
  readonly since: Instant;
}
