import type { FrameworkId } from '../../../kernel/ids.js';
import type { FrameworkRow, LadderRow, Level, MadeFrom, Mission, MissionKind } from '../frameworks.types.js';

/** The ladder of the platform on which a template builds. */
export type BaseLadder = Pick<LadderRow, 'id' | 'title' | 'revision' | 'levels' | 'missions'>;

/** A competency that some level lacks a mission for. */
export interface Gap {
  readonly competency: string;
  readonly title: string;
  /** Those at which no mission draws on it. */
  readonly levels: readonly Level[];
  /** The first level that requires it where nothing open by then lets anybody practise it; null: none. */
  readonly unpractisedAt: Level | null;
}

/** What Palier knows of the missions of one diploma in some structures. */
export interface LadderTemplate {
  readonly madeFrom: MadeFrom;
  /** None where no mission is known: then there is nothing to draft. */
  readonly levels: readonly Level[];
  /** By level, then by kind. */
  readonly missions: readonly Mission[];
  /** Those of the seven without a mission. */
  readonly missingKinds: readonly MissionKind[];
  readonly gaps: readonly Gap[];
}

/** A template with the framework that it is for. */
export interface ReadTemplate {
  readonly framework: FrameworkRow;
  readonly template: LadderTemplate;
}

export interface DraftCommand {
  readonly frameworkId: FrameworkId;
  readonly structureTypes: readonly string[];
  readonly code: string;
  readonly title: string;
}
