import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../../kernel/days.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { DayField, OneOf, Text } from '../../../platform/validation/fields.js';
import { backBeforeAway } from './absences.errors.js';
import { ABSENCE_KINDS, type AbsenceKind, type AbsenceRow, type AbsenceStated } from './absences.types.js';

const FREE_TEXT = 'Never a diagnosis, never the identity of a resident or a patient.';

@Judged<ContractAbsenceBody>(({ from, to }) => (from && to && to < from ? [backBeforeAway()] : []))
export class ContractAbsenceBody {
  @DayField({ example: '2026-03-02' }) from!: Day;

  @DayField({
    optional: true,
    description: 'The last day; absent while nobody knows.',
    example: '2026-03-06',
  })
  to?: Day;

  @OneOf(ABSENCE_KINDS, { name: 'AbsenceKind' }) kind!: AbsenceKind;

  @Text({ max: 500, optional: true, description: FREE_TEXT }) comment?: string;
}

export class ContractAbsenceWithdrawalBody {
  @Text({ max: 500, description: FREE_TEXT }) reason!: string;
}

export class ContractAbsenceResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The side that recorded it, which alone corrects it. */
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null while nobody knows. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  @ApiProperty({ enum: ABSENCE_KINDS, enumName: 'AbsenceKind', nullable: true }) kind!: AbsenceKind | null;
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  /** It never was. */
  @ApiProperty() isWithdrawn!: boolean;
  /** How often it was recorded: one more for each correction. */
  @ApiProperty({ type: 'integer' }) version!: number;
  /** The last time. */
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export const toAbsence = ({ from, to, kind, comment }: ContractAbsenceBody): AbsenceStated => ({
  from,
  until: to ? addDays(to, 1) : null,
  kind,
  comment: comment ?? null,
});

export const presentAbsence = (absence: AbsenceRow): ContractAbsenceResponse => ({
  id: absence.id,
  contractId: absence.contractId,
  organisationId: absence.organisationId,
  from: absence.from,
  to: absence.until && addDays(absence.until, -1),
  kind: absence.kind,
  comment: absence.comment,
  isWithdrawn: absence.isWithdrawn,
  version: absence.version,
  recordedAt: absence.recordedAt,
  recordedBy: absence.recordedBy,
  recordedByClient: absence.recordedByClient,
});
