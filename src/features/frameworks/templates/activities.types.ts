import shippedActs from '../../../../data/acts.json' with { type: 'json' };
import shipped from '../../../../data/activities.json' with { type: 'json' };

/** How sure we are of what we say about an activity: read in pages that explain the law, or our own. */
export const KNOWLEDGES = ['secondary', 'ours'] as const;
export type Knowledge = (typeof KNOWLEDGES)[number];

/** What bounds a mission, beside its level. */
export const MISSION_LIMITS = [
  'regulated',
  'min_age',
  'load_limit',
  'no_night_for_minors',
  'voluntary',
  'entrusted_by_nurse',
  'never_alone',
  'training',
  'never_for_an_alternant',
] as const;
export type MissionLimit = (typeof MISSION_LIMITS)[number];

/** Something done at work that Palier knows, as `data/activities.json` has it. */
export interface Activity {
  readonly code: string;
  readonly title: string;
  /** The level at which it is first done. */
  readonly level: string;
  /** The level from which nobody need stand by; null: somebody always does. */
  readonly aloneFrom: string | null;
  /** `*`: any. */
  readonly structureTypes: readonly string[];
  /** What it draws on, by the code of a framework. */
  readonly competencies: Readonly<Record<string, readonly string[]>>;
  readonly limits: readonly { readonly code: MissionLimit; readonly certainty: Knowledge }[];
  /** Codes of prerequisites that are wise to have; no shipped ladder asks for one. */
  readonly trainings: readonly string[];
  readonly note: string | null;
}

const read = shipped as unknown as {
  readonly version: string;
  readonly certainty: Knowledge;
  readonly source: string;
  readonly activities: readonly Activity[];
};

/** Files hold the straight apostrophe, what people read the curly one. */
const curly = (text: string): string => text.replaceAll("'", '’');

export const ACTIVITIES_VERSION = read.version;
export const ACTIVITIES_SOURCE = curly(read.source);
export const ACTIVITIES: ReadonlyMap<string, Activity> = new Map(
  read.activities.map((activity) => [
    activity.code,
    { ...activity, note: activity.note && curly(activity.note) },
  ]),
);

/** How sure we are that an act is never an alternant’s, by its code. */
export const CERTAINTY_OF_ACTS: ReadonlyMap<string, Knowledge> = new Map(
  shippedActs.map(({ code, certainty }) => [code, certainty as Knowledge]),
);
