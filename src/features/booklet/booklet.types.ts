import type { Day, Instant } from '../../kernel/days.js';

/** Who a booklet is for: whoever reads confidences, or who administers the contract and reads none. */
export type BookletReader = 'confidences' | 'administration';

/** A booklet in words, as it is printed: titles and names, no code and no id. Everything that its hash covers. */
export interface BookletDocument {
  readonly reader: BookletReader;
  readonly on: Day;
  /** The sequence of the last event that it knows. */
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly contract: {
    readonly kind: string;
    readonly status: string;
    readonly alternant: string;
    readonly employer: string;
    readonly trainingCentre: string;
    readonly framework: string;
    readonly ladder: string;
    readonly startsOn: Day;
    readonly endsOn: Day;
    readonly signedOn: Day | null;
    readonly endedOn: Day | null;
    readonly team: readonly {
      readonly name: string;
      readonly role: string;
      readonly from: Day;
      readonly to: Day | null;
    }[];
  };
  readonly calendar: {
    readonly rhythm: readonly { readonly from: Day; readonly weeks: readonly string[] }[];
    readonly periods: readonly { readonly from: Day; readonly to: Day; readonly title: string }[];
    readonly suspensions: readonly { readonly from: Day; readonly to: Day | null }[];
    readonly hosts: readonly { readonly name: string; readonly from: Day; readonly to: Day }[];
  };
  readonly ladder: {
    readonly acquired: number;
    readonly required: number;
    readonly complete: boolean;
    readonly levels: readonly StepOfStairs[];
  };
  readonly blocks: readonly {
    readonly title: string;
    readonly competencies: readonly { readonly title: string; readonly levels: readonly SignedLevel[] }[];
  }[];
  readonly judgements: readonly {
    readonly on: Day;
    readonly what: string;
    readonly competency: string;
    readonly level: string;
    readonly by: string;
    readonly words: string | null;
  }[];
  readonly decisions: readonly {
    readonly on: Day;
    readonly level: string;
    readonly decision: string;
    readonly capacity: string;
    readonly by: string;
    readonly words: string | null;
  }[];
  readonly missions: readonly {
    readonly title: string;
    readonly level: string;
    readonly planned: readonly { readonly from: Day; readonly to: Day | null; readonly by: string }[];
    readonly times: number;
    readonly minutes: number;
  }[];
  readonly journal: readonly {
    readonly on: Day;
    readonly mission: string;
    readonly minutes: number;
    readonly text: string | null;
  }[];
  /** Null: not for this reader. */
  readonly disputes:
    | readonly {
        readonly on: Day;
        readonly about: string;
        readonly by: string;
        readonly grounds: string;
        readonly ending: string | null;
        readonly endedOn: Day | null;
        readonly endedBy: string | null;
        readonly answer: string | null;
      }[]
    | null;
  readonly attestations: readonly { readonly title: string; readonly from: Day; readonly to: Day | null }[];
  /** How many of each were recorded beyond those that are shown. */
  readonly omitted: { readonly judgements: number; readonly journal: number };
}

/** A level as a step of the stairs. */
export interface StepOfStairs {
  readonly index: number;
  readonly title: string;
  readonly supervision: string;
  readonly status: string;
  readonly state: 'achieved' | 'current' | 'ahead';
  readonly acquired: number;
  readonly required: number;
}

/** What stands of a competency at a level. */
export interface SignedLevel {
  readonly level: string;
  readonly status: string;
  readonly by: string | null;
  readonly on: Day | null;
  readonly seen: {
    readonly times: number;
    readonly observers: number;
    readonly first: Day;
    readonly last: Day;
  } | null;
}

/** A booklet with the hash of its document. */
export interface Booklet {
  readonly document: BookletDocument;
  readonly hash: string;
}

/** What is known of a hash that was printed. */
export interface IssuedReport {
  readonly on: Day;
  readonly sequence: number;
}
