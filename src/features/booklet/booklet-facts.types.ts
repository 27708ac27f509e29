import type { Day } from '../../kernel/days.js';
import type { LadderId } from '../../kernel/ids.js';

/** What names competencies and levels by the codes of a ladder; null: of the one that the booklet names. */
interface OfLadder {
  readonly ladderId: LadderId | null;
}

/** A person's name stands behind each id of the facts. */
export interface NamedFacts {
  readonly names: Readonly<Record<string, string>>;
}

/** What was recorded of a contract by an instant, as one statement answers it: codes and ids, not yet words. */
export interface BookletFacts extends NamedFacts {
  readonly readsComments: boolean;
  readonly framework: { readonly title: string; readonly version: string };
  readonly blocks: readonly {
    readonly title: string;
    readonly competencies: readonly { readonly code: string; readonly title: string }[];
  }[];
  readonly mandates: readonly {
    readonly person: string;
    readonly role: string;
    readonly from: Day;
    readonly until: Day | null;
  }[];
  /** The newest first: those to tell of, as many as are shown, and those by which a requirement stands. */
  readonly signOffs: readonly SignOffFact[];
  /** How many judgements and withdrawals there are to tell of, also beyond those that are read. */
  readonly judgementCount: number;
  readonly seen: readonly SeenFact[];
  readonly decisions: readonly DecisionFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly work: readonly { readonly mission: string; readonly minutes: number; readonly times: number }[];
  readonly journal: readonly JournalFact[];
  readonly journalCount: number;
  readonly disputes: readonly DisputeFact[];
  readonly attestations: readonly {
    readonly prerequisite: string;
    readonly from: Day;
    readonly until: Day | null;
  }[];
}

export interface SignOffFact extends OfLadder {
  readonly id: string;
  readonly by: string;
  readonly on: Day;
  readonly competency: string;
  readonly level: string;
  readonly outcome: string;
  readonly words: string | null;
  /** A ruling took it away. */
  readonly overturned: boolean;
  readonly revocation: {
    readonly by: string;
    readonly code: string;
    readonly reason: string;
    readonly on: Day;
  } | null;
}

/** What was observed of one competency at one level, without what was withdrawn. */
export interface SeenFact extends OfLadder {
  readonly competency: string;
  readonly level: string;
  readonly times: number;
  /** Who saw it. */
  readonly observers: readonly string[];
  readonly first: Day;
  readonly last: Day;
}

export interface DecisionFact extends OfLadder {
  readonly id: string;
  readonly level: string;
  readonly decision: string;
  readonly capacity: string;
  readonly by: string;
  readonly on: Day;
  readonly reason: string | null;
  readonly overturned: boolean;
}

export interface AssignmentFact {
  readonly mission: string;
  readonly from: Day;
  readonly until: Day | null;
  readonly by: string;
}

export interface JournalFact {
  readonly on: Day;
  readonly mission: string;
  readonly minutes: number;
  readonly text: string | null;
}

export interface DisputeFact extends OfLadder {
  readonly kind: 'sign_off' | 'revocation' | 'level_decision';
  readonly competency: string | null;
  readonly level: string;
  readonly by: string;
  readonly forChild: boolean;
  readonly on: Day;
  readonly grounds: string;
  readonly ending: string | null;
  readonly reason: string | null;
  readonly endedBy: string | null;
  readonly endedOn: Day | null;
}
