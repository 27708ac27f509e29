import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField } from '../../platform/validation/fields.js';
import { type Supervision, SUPERVISIONS } from '../frameworks/frameworks.types.js';
import type { AssignCommand, AssignmentRead } from './assignments.types.js';
import { endsBeforeStart } from './assignments.errors.js';

@Judged<AssignmentBody>(({ from, to }) => (from && to && to < from ? [endsBeforeStart()] : []))
export class AssignmentBody {
  @Code({ example: 'hyg_02' }) mission!: string;

  @DayField() from!: Day;

  @DayField({ optional: true, description: 'The last day, included.' }) to?: Day;
}

export class EndAssignmentBody {
  @DayField({ optional: true, description: 'The first day out. Today unless told.' }) on?: Day;
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
  /** What people call the mission; null: the ladder no longer has it. */
  @ApiProperty({ type: String, nullable: true }) missionTitle!: string | null;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; before `from` where it was ended before it began. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** What `to` was when it was given. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedTo!: string | null;
  /** Who ended it sooner, last, and when. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) endedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
  @ApiProperty({ format: 'uuid' }) assignedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Whether the mission is entitled today, whatever it was when it was given: an assignment grants nothing by itself. */
  @ApiProperty() allowed!: boolean;
  /** Under whose eyes today; null when it is not allowed. */
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision', nullable: true })
  supervision!: Supervision | null;
  /** Why it is not allowed, by the codes of the entitlements; `unknown_mission`: the ladder no longer has it. */
  @ApiProperty({ type: [String] }) reasons!: string[];
  /** The first of its days, from today on, on which a prerequisite of the mission is not held. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) lackingFrom!: string | null;
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

export const presentAssignment = (row: AssignmentRead): AssignmentResponse => ({
  id: row.id,
  contractId: row.contractId,
  mission: row.mission,
  missionTitle: row.missionTitle,
  from: row.from,
  to: row.until === null ? null : addDays(row.until, -1),
  plannedTo: row.plannedUntil === null ? null : addDays(row.plannedUntil, -1),
  endedBy: row.shortened?.by ?? null,
  endedAt: row.shortened?.at ?? null,
  assignedBy: row.assignedBy,
  recordedAt: row.recordedAt,
  allowed: row.allowed,
  supervision: row.supervision,
  reasons: [...row.reasons],
  lackingFrom: row.lackingFrom,
  ...(row.ended ? { ended: { on: row.ended.on, ladderChangeId: row.ended.ladderChangeId } } : {}),
});
