import { ApiProperty } from '@nestjs/swagger';
import type { OrganisationId } from '../../kernel/ids.js';
import { Code, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import { PageQuery } from '../../platform/responses/pages.js';
import { FRAMEWORK_SIZES } from './frameworks.rules.js';
import type { Block, FrameworkRow, FrameworkSummary } from './frameworks.types.js';
import { CODE } from './reading/codes.rules.js';
import { FrameworkSheetResponse, presentFrameworkSheet } from './sheets/sheets.dto.js';
import type { WithSheet } from './sheets/shown-sheets.rules.js';

const code = { type: 'string', pattern: CODE.source };
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/** A framework is an open document: members beside these are kept and given back. */
const COMPETENCY = {
  title: 'FrameworkCompetency',
  type: 'object',
  required: ['code', 'title'],
  properties: { code, title: text(FRAMEWORK_SIZES.competencyTitle) },
  additionalProperties: true,
};
const BLOCK = {
  title: 'FrameworkBlock',
  type: 'object',
  required: ['code', 'title', 'competencies'],
  properties: {
    code,
    title: text(FRAMEWORK_SIZES.title),
    competencies: { type: 'array', minItems: 1, maxItems: FRAMEWORK_SIZES.competencies, items: COMPETENCY },
  },
  additionalProperties: true,
};
const BLOCKS = { type: 'array', minItems: 1, maxItems: FRAMEWORK_SIZES.blocks, items: BLOCK };

/** What `readFramework` accepts, for the API's document. */
export const FRAMEWORK_BODY = {
  title: 'FrameworkBody',
  type: 'object',
  description:
    'A code is used once in the whole framework. Any member beside these is kept under `details`; in a block or a competency it stays where it is.',
  required: ['code', 'version', 'title', 'blocks'],
  properties: {
    code,
    version: text(FRAMEWORK_SIZES.version),
    title: text(FRAMEWORK_SIZES.title),
    blocks: BLOCKS,
    details: { type: 'object', additionalProperties: true },
  },
  additionalProperties: true,
};

/** Who will own it, for someone who administers several training centres. */
export class OwnerQuery {
  @UuidField({
    optional: true,
    description: 'The training centre that will own it, where the caller administers several.',
  })
  organisationId?: OrganisationId;
}

export class PublishedQuery extends PageQuery {
  @OneOf(['true', 'false'], { optional: true, description: 'Only published ones, or only drafts.' })
  published?: 'true' | 'false';
}

export class ListFrameworksQuery extends PublishedQuery {
  @Code({ optional: true, description: 'Every version of this code.' }) code?: string;

  @Text({ max: FRAMEWORK_SIZES.version, optional: true, description: 'Those of this version.' })
  version?: string;
}

/** A framework as lists tell of it: its document is read by its id. */
export class FrameworkSummaryResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() code!: string;
  @ApiProperty() version!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: 'integer' }) blockCount!: number;
  @ApiProperty({ type: 'integer' }) competencyCount!: number;
  /** Its sheet in the national register (RNCP); null: it names none. */
  @ApiProperty({ type: FrameworkSheetResponse, nullable: true }) sheet!: FrameworkSheetResponse | null;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'What it asks for was read on its sheet; null: its author does not say.',
  })
  verified!: boolean | null;
  @ApiProperty({ enum: ['draft', 'published'], enumName: 'PublicationStatus' }) status!:
    'draft' | 'published';
  /** The training centre that wrote it; null: the platform, for all. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ownerId!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class FrameworkResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() code!: string;
  @ApiProperty() version!: string;
  @ApiProperty() title!: string;
  @ApiProperty(BLOCKS as object) blocks!: readonly Block[];
  @ApiProperty({ type: String, nullable: true, description: 'What of it was read where, and what was not.' })
  verifiedScope!: string | null;
  /** What no rule reads, as it was sent. */
  @ApiProperty({ type: 'object', additionalProperties: true }) details!: Readonly<Record<string, unknown>>;
  /** Its sheet in the national register (RNCP); null: it names none. */
  @ApiProperty({ type: FrameworkSheetResponse, nullable: true }) sheet!: FrameworkSheetResponse | null;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'What it asks for was read on its sheet; null: its author does not say.',
  })
  verified!: boolean | null;
  @ApiProperty({ enum: ['draft', 'published'], enumName: 'PublicationStatus' }) status!:
    'draft' | 'published';
  /** The training centre that wrote it; null: the platform, for all. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ownerId!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

/** Null when the query does not say. */
export const isPublished = ({ published }: PublishedQuery): boolean | null =>
  published === undefined ? null : published === 'true';

const isVerified = ({ details: { verified } }: Pick<FrameworkRow, 'details'>): boolean | null =>
  typeof verified === 'boolean' ? verified : null;
const scopeOf = ({ details: { verifiedScope } }: FrameworkRow): string | null =>
  typeof verifiedScope === 'string' ? verifiedScope : null;

export const presentFramework = (framework: WithSheet<FrameworkRow>): FrameworkResponse => ({
  id: framework.id,
  code: framework.code,
  version: framework.version,
  title: framework.title,
  blocks: framework.blocks,
  verifiedScope: scopeOf(framework),
  details: framework.details,
  sheet: presentFrameworkSheet(framework.sheet),
  verified: isVerified(framework),
  status: framework.publishedAt === null ? 'draft' : 'published',
  ownerId: framework.ownerId,
  publishedAt: framework.publishedAt,
  createdAt: framework.createdAt,
  updatedAt: framework.updatedAt,
});

export const presentFrameworkSummary = (
  framework: WithSheet<FrameworkSummary>,
): FrameworkSummaryResponse => ({
  id: framework.id,
  code: framework.code,
  version: framework.version,
  title: framework.title,
  blockCount: framework.blockCount,
  competencyCount: framework.competencyCount,
  sheet: presentFrameworkSheet(framework.sheet),
  verified: isVerified(framework),
  status: framework.publishedAt === null ? 'draft' : 'published',
  ownerId: framework.ownerId,
  publishedAt: framework.publishedAt,
  createdAt: framework.createdAt,
  updatedAt: framework.updatedAt,
});
