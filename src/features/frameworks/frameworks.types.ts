import type { Instant } from '../../kernel/days.js';
import type { FrameworkId, LadderId, OrganisationId } from '../../kernel/ids.js';

/** From the closest to the farthest; never "none": before the diploma someone stays responsible. */
export const SUPERVISIONS = ['present_only', 'direct', 'indirect', 'distant'] as const;
export type Supervision = (typeof SUPERVISIONS)[number];

/** What makes a level achieved once its requirements are met. */
export const UNLOCKS = ['automatic', 'decision', 'cosigned'] as const;
export type Unlock = (typeof UNLOCKS)[number];

/**
 * What a mission is about. The first seven are of every place and every diploma; the last two of some only: care that a
 * nurse entrusts, and sheltered work.
 */
export const MISSION_KINDS = [
  'hygiene_comfort',
  'daily_life',
  'meals',
  'group_activities',
  'observation_handover',
  'mobility',
  'team_life',
  'entrusted_care',
  'sheltered_work',
] as const;
export type MissionKind = (typeof MISSION_KINDS)[number];

export const SEVEN_KINDS: readonly MissionKind[] = MISSION_KINDS.slice(0, 7);

/** What must speak for a competency before it is signed off; a member that is absent asks for nothing more than one observation. */
export interface Quorum {
  readonly minObservations?: number;
  readonly minObservers?: number;
  readonly minDistinctDays?: number;
  readonly maxAgeDays?: number;
}

export interface Requirement {
  readonly competency: string;
  readonly quorum?: Quorum;
}

export interface Level {
  readonly code: string;
  readonly title: string;
  readonly supervision: Supervision;
  readonly unlock: Unlock;
  readonly requirements: readonly Requirement[];
}

export interface Mission {
  readonly code: string;
  readonly title: string;
  readonly level: string;
  /** Absent where its author did not say it. */
  readonly kind?: MissionKind;
  readonly competencies: readonly string[];
  /** None, or `*` among them: any structure. */
  readonly structureTypes?: readonly string[];
  readonly minAge?: number;
  /** Regulated work: a minor needs a declaration of the employer that names it. */
  readonly regulated?: boolean;
  /** Codes of what the alternant must hold, each attested. */
  readonly prerequisites?: readonly string[];
  /** Codes of `NEVER_FOR_AN_ALTERNANT`: with one, the mission is refused to everybody. */
  readonly acts?: readonly string[];
}

export interface Ladder {
  readonly id: LadderId;
  readonly code: string;
  readonly title: string;
  readonly levels: readonly Level[];
  readonly missions: readonly Mission[];
  /** What its framework calls the competencies, by code; absent where nobody reads them. */
  readonly competencyTitles?: Readonly<Record<string, string>>;
}

/** What people call a competency of the ladder: its code where nobody named it. */
export const competencyTitle = (
  { competencyTitles }: Pick<Ladder, 'competencyTitles'>,
  code: string,
): string => competencyTitles?.[code] ?? code;

/** What people call a level of the ladder: the code of one that it does not have. */
export const levelTitle = ({ levels }: Pick<Ladder, 'levels'>, code: string): string =>
  levels.find((level) => level.code === code)?.title ?? code;

/** What a centre writes beside code and title (an official block code, indicators…) is kept as it came. */
export interface Competency {
  readonly code: string;
  readonly title: string;
  readonly [extra: string]: unknown;
}

export interface Block {
  readonly code: string;
  readonly title: string;
  readonly competencies: readonly Competency[];
  readonly [extra: string]: unknown;
}

/** A version of a framework: what a diploma asks for. `details` holds what no rule reads. */
export interface FrameworkTree {
  readonly code: string;
  readonly version: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a ladder says, before it has an id. */
export type LadderContent = Omit<Ladder, 'id'>;

/** How a framework or a ladder is kept. Without an owner it is the platform's, for all. */
interface Kept {
  readonly ownerId: OrganisationId | null;
  /** Null while a draft. */
  readonly publishedAt: Instant | null;
  /** Rises with every change; the ETag. */
  readonly rowVersion: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface FrameworkRow extends FrameworkTree, Kept {
  readonly id: FrameworkId;
}

/** What a list tells of a framework: how much is in its document, not the document; of the details, what its sheet is. */
export interface FrameworkSummary extends Omit<FrameworkRow, 'blocks'> {
  readonly blockCount: number;
  readonly competencyCount: number;
}

/** What a ladder has of it. */
export interface LadderSummary extends Omit<LadderRow, 'levels' | 'missions' | 'madeFrom'> {
  readonly levelCount: number;
  readonly requirementCount: number;
  readonly missionCount: number;
}

/** What a ladder was made from, kept beside it for good. */
export interface MadeFrom {
  /** The version of the activities. */
  readonly version: string;
  readonly structureTypes: readonly string[];
  /** The ladder that it builds on, as it was called; absent where the platform had none. */
  readonly ladder?: { readonly id: LadderId; readonly title: string; readonly revision: number };
}

export interface LadderRow extends Ladder, Kept {
  readonly frameworkId: FrameworkId;
  /** Counts what one owner published under one code; 0 while a draft. */
  readonly revision: number;
  /** Null: written by hand. */
  readonly madeFrom: MadeFrom | null;
}
