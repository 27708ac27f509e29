import { ApiProperty } from '@nestjs/swagger';
import { addDays, dayOf } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Bilingual, Language } from '../../kernel/language.js';
import { Flag, Text, UuidField } from '../../platform/validation/fields.js';
import { UNDONE_WITHIN_DAYS } from './undo.rules.js';
import { MERGE_EFFECTS, MERGE_OBSTACLES, type Merged, type MergeRow } from './merges.types.js';

export class MergeBody {
  @UuidField({ description: 'The other record of the same human: it becomes part of the one in the path.' })
  duplicateId!: PersonId;

  @Text({ max: 2000, description: 'Why they are one. Never the identity of a resident or a patient.' })
  reason!: string;

  @Flag({ optional: true, description: 'Only say what would move and what stands against it.' })
  dryRun?: boolean;
}

export class MergeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  /** The record that is kept; the other id leads to it. */
  @ApiProperty({ format: 'uuid' }) keptId!: string;
  @ApiProperty({ format: 'uuid' }) duplicateId!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid' }) mergedBy!: string;
  @ApiProperty({ format: 'date-time' }) mergedAt!: string;
  /** The last day on which it can be undone. */
  @ApiProperty({ format: 'date' }) undoableUntilOn!: string;
  /** Null: it stands. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) undoneBy!: string | null;
  /** When they became two again. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) undoneAt!: string | null;
}

export class MergeEffectResponse {
  @ApiProperty({ enum: MERGE_EFFECTS, enumName: 'MergeEffect' }) kind!: string;
  /** The contract, or the membership; null where the sentence says all. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id!: string | null;
  @ApiProperty() detail!: string;
}

export class MergeObstacleResponse {
  @ApiProperty({ enum: MERGE_OBSTACLES, enumName: 'MergeObstacle' }) code!: string;
  @ApiProperty() detail!: string;
}

export class MergedResponse {
  /** Absent from a dry run. */
  @ApiProperty({ required: false }) merge?: MergeResponse;
  /** What moves to the record that is kept, and what does not. */
  @ApiProperty({ type: [MergeEffectResponse] }) effects!: MergeEffectResponse[];
  /** What stands against it; of a merge that was done, nothing. */
  @ApiProperty({ type: [MergeObstacleResponse] }) obstacles!: MergeObstacleResponse[];
}

export const presentMerge = (merge: MergeRow): MergeResponse => ({
  id: merge.id,
  keptId: merge.keptId,
  duplicateId: merge.duplicateId,
  reason: merge.reason,
  mergedBy: merge.mergedBy,
  mergedAt: merge.mergedAt,
  undoableUntilOn: addDays(dayOf(merge.mergedAt), UNDONE_WITHIN_DAYS),
  undoneBy: merge.undoneBy,
  undoneAt: merge.undoneAt,
});

const translated =
  (language: Language) =>
  <Text extends { readonly detail: Bilingual }>(text: Text) => ({ ...text, detail: text.detail[language] });

export const presentMerged = ({ merge, effects, obstacles }: Merged, language: Language): MergedResponse => ({
  ...(merge ? { merge: presentMerge(merge) } : {}),
  effects: effects.map(translated(language)),
  obstacles: obstacles.map(translated(language)),
});
