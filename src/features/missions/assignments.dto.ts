import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { Code, DayField } from '../../platform/http/fields.js';
import type { AssignmentRow } from './assignments.queries.js';
import type { AssignCommand } from './assignments.service.js';

export class AssignmentBody {
  @Code({ example: 'hyg_02' }) mission!: string;

  @DayField() from!: Day;

  @DayField({ optional: true, description: 'The last day, included.' }) to?: Day;
}

export class AssignmentEndedResponse {
  /** The first day out. */
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({ format: 'uuid' }) ladderChangeId!: string;
}

export class AssignmentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() mission!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  @ApiProperty({ format: 'uuid' }) assignedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Only when it ended before its time: the contract moved to a ladder that does not have this mission. */
  @ApiProperty({ required: false }) ended?: AssignmentEndedResponse;
}

export const toAssignCommand = (
  contractId: ContractId,
  { mission, from, to }: AssignmentBody,
): AssignCommand => ({
  contractId,
  mission,
  from,
  until: to ? addDays(to, 1) : null,
});

export const presentAssignment = (row: AssignmentRow): AssignmentResponse => ({
  id: row.id,
  contractId: row.contractId,
  mission: row.mission,
  from: row.from,
  to: row.until === null ? null : addDays(row.until, -1),
  assignedBy: row.assignedBy,
  recordedAt: row.recordedAt,
  ...(row.ended ? { ended: { on: row.ended.on, ladderChangeId: row.ended.ladderChangeId } } : {}),
});
