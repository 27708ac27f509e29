import { ApiProperty } from '@nestjs/swagger';
import type { LadderId } from '../../../kernel/ids.js';
import { Code, Items, OneOf, UuidField } from '../../../platform/validation/fields.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { PageQuery } from '../../../platform/responses/pages.js';
import { LADDER_SIZES } from '../ladders/ladder-form.rules.js';
import { findMappedTwice } from './mappings.rules.js';
import type { MappingRow } from './mappings.queries.js';
import { type MapCommand, MAPPING_KINDS, type MappingKind } from './mappings.types.js';

export class MappedCompetency {
  @Code({ description: 'A competency of the framework of the ladder that is left.' }) from!: string;

  @Code({ description: 'A competency of the framework of the ladder that is taken.' }) to!: string;

  @OneOf(MAPPING_KINDS, {
    name: 'MappingKind',
    description:
      '`exact`: what was acquired stays acquired. `partial`: it counts as one observation. What is not listed is history.',
  })
  kind!: MappingKind;
}

export class MappedLevel {
  @Code() from!: string;

  @Code() to!: string;
}

@Judged<LadderMappingBody>(({ competencies, levels }) =>
  findMappedTwice(
    (competencies ?? []).map((item) =>
      item?.from && item.to && item.kind ? { from: item.from, to: item.to, kind: item.kind } : null,
    ),
    (levels ?? []).map((item) => (item?.from && item.to ? { from: item.from, to: item.to } : null)),
  ),
)
export class LadderMappingBody {
  @UuidField({ description: 'The ladder that is taken: published, and the caller’s to write.' })
  toLadderId!: LadderId;

  @Items(() => MappedCompetency, {
    min: 0,
    max: 1000,
    description: 'The same code in both frameworks says nothing: what is not listed is not carried over.',
  })
  competencies!: MappedCompetency[];

  @Items(() => MappedLevel, {
    min: 1,
    max: LADDER_SIZES.levels.max,
    optional: true,
    description:
      'Which level stands for which. Without it, levels of the same code and supervision stand for each other.',
  })
  levels?: MappedLevel[];
}

export class ListMappingsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Those that lead to this ladder.' }) toLadderId?: LadderId;
}

export class LadderMappingResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) fromLadderId!: string;
  @ApiProperty({ format: 'uuid' }) toLadderId!: string;
  /** The training centre whose ladder it leads to; null: the platform's, for all. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ownerId!: string | null;
  /** False once another one was made between the two ladders: contracts move along the current one only. */
  @ApiProperty() current!: boolean;
  @ApiProperty({ type: [MappedCompetency] }) competencies!: MappedCompetency[];
  @ApiProperty({ type: [MappedLevel] }) levels!: MappedLevel[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export const toMapCommand = (
  fromLadderId: LadderId,
  { toLadderId, competencies, levels }: LadderMappingBody,
): MapCommand => ({
  fromLadderId,
  toLadderId,
  competencies: competencies.map(({ from, to, kind }) => ({ from, to, kind })),
  levels: levels?.map(({ from, to }) => ({ from, to })) ?? null,
});

export const presentMapping = (mapping: MappingRow): LadderMappingResponse => ({
  id: mapping.id,
  fromLadderId: mapping.fromLadderId,
  toLadderId: mapping.toLadderId,
  ownerId: mapping.ownerId,
  current: mapping.isCurrent,
  competencies: mapping.competencies.map(({ from, to, kind }) => ({ from, to, kind })),
  levels: mapping.levels.map(({ from, to }) => ({ from, to })),
  createdAt: mapping.createdAt,
});
