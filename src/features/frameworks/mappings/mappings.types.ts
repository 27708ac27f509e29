import type { Instant } from '../../../kernel/days.js';
import type { Id, LadderId, OrganisationId, PersonId } from '../../../kernel/ids.js';

export type LadderMappingId = Id<'ladder_mapping'>;

/** `exact`: what was acquired stays acquired. `partial`: it counts as something seen. What is not mapped is history. */
export const MAPPING_KINDS = ['exact', 'partial'] as const;
export type MappingKind = (typeof MAPPING_KINDS)[number];

export interface CompetencyMapping {
  readonly from: string;
  readonly to: string;
  readonly kind: MappingKind;
}

export interface LevelMapping {
  readonly from: string;
  readonly to: string;
}

/** What of one ladder stands for what of another: competencies, and the levels at which they are acquired. */
export interface MappingContent {
  readonly competencies: readonly CompetencyMapping[];
  /** In the order of both ladders; no level is named twice. */
  readonly levels: readonly LevelMapping[];
}

export interface LadderMapping extends MappingContent {
  readonly id: LadderMappingId;
  readonly fromLadderId: LadderId;
  readonly toLadderId: LadderId;
  /** The owner of the ladder that it leads to; null: the platform. */
  readonly ownerId: OrganisationId | null;
  /** Null: it was shipped. */
  readonly createdBy: PersonId | null;
  readonly createdAt: Instant;
}

/** `levels` null: those of the same code stand for each other. */
export interface SentMapping {
  readonly competencies: readonly CompetencyMapping[];
  readonly levels: readonly LevelMapping[] | null;
}

export interface MapCommand extends SentMapping {
  readonly fromLadderId: LadderId;
  readonly toLadderId: LadderId;
}
