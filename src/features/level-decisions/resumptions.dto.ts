import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { DayField, Text } from '../../platform/validation/fields.js';
import type { ResumeCommand, ResumptionRow } from './level-decisions.types.js';

export class ResumptionBody {
  @DayField({ optional: true, description: 'Today unless told; not before the return.' }) on?: Day;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;
}

export class ResumptionWithdrawalBody {
  @Text({ max: 2000, description: 'Never the identity of a resident or a patient.' }) reason!: string;
}

export class ResumptionWithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) withdrawnBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class ResumptionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  /** Who said since that it was none; null: it counts. */
  @ApiProperty({ type: ResumptionWithdrawalResponse, nullable: true })
  withdrawal!: ResumptionWithdrawalResponse | null;
}

export const toResumeCommand = (contractId: ContractId, body: ResumptionBody | undefined): ResumeCommand => ({
  contractId,
  on: body?.on ?? null,
  comment: body?.comment ?? null,
});

export const presentResumption = (row: ResumptionRow): ResumptionResponse => ({
  id: row.id,
  contractId: row.contractId,
  on: row.on,
  recordedBy: row.recordedBy,
  recordedAt: row.recordedAt,
  comment: row.readsComments ? row.comment : null,
  withdrawal: row.withdrawal && {
    id: row.withdrawal.id,
    withdrawnBy: row.withdrawal.withdrawnBy,
    recordedAt: row.withdrawal.recordedAt,
    reason: row.readsComments ? row.withdrawal.reason : null,
  },
});
