import type { LadderId } from '../../../kernel/ids.js';
import type { LadderRow, Level, Mission, MissionKind } from '../frameworks.types.js';

/** The ladder of the platform on which a template builds. */
export type BaseLadder = Pick<LadderRow, 'id' | 'title' | 'revision' | 'levels' | 'missions'>;

/** What a ladder was made from, kept beside it for good. */
export interface MadeFrom {
  /** The version of the activities. */
  readonly version: string;
  readonly structureTypes: readonly string[];
  /** The ladder that it builds on, as it was called; absent where the platform had none. */
  readonly ladder?: { readonly id: LadderId; readonly title: string; readonly revision: number };
}

/** A competency that some level lacks a mission for. */
export interface Gap {
  readonly competency: string;
  readonly title: string;
  /** Codes of the levels at which no mission draws on it. */
  readonly levels: readonly string[];
  /** The first level that requires it where nothing open by then lets anybody practise it; null: none. */
  readonly unpractisedAt: Level | null;
}

/** What Palier knows of the missions of one diploma in some structures. */
export interface LadderTemplate {
  readonly madeFrom: MadeFrom;
  /** None where no mission is known: then there is nothing to draft. */
  readonly levels: readonly Level[];
  /** By level, then by kind. */
  readonly missions: readonly (Mission & { readonly kind?: MissionKind })[];
  /** Of the seven kinds, those without a mission. */
  readonly missingKinds: readonly MissionKind[];
  readonly gaps: readonly Gap[];
}
