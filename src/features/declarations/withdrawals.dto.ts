import { ApiProperty } from '@nestjs/swagger';
import type { Withdrawn } from './withdrawals.types.js';

export class DeclarationWithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export const presentWithdrawal = (withdrawal: Withdrawn | null): DeclarationWithdrawalResponse | null =>
  withdrawal && {
    id: withdrawal.id,
    recordedAt: withdrawal.recordedAt,
    recordedBy: withdrawal.recordedBy,
    recordedByClient: withdrawal.recordedByClient,
  };
