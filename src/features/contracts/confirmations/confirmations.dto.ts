import { ApiProperty } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import { Text, UuidField } from '../../../platform/validation/fields.js';
import type { ConfirmationRow } from './confirmations.types.js';

export class ConfirmationBody {
  @UuidField({ description: 'The draft of your own organisation that is the same contract, and ends so.' })
  duplicateId!: ContractId;
}

export class ConfirmationWithdrawalBody {
  @Text({
    max: 2000,
    description: 'Why the two are not the same. Never the identity of a resident or a patient.',
  })
  reason!: string;
}

export class ConfirmationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'The contract that stays.' }) contractId!: string;
  /** The draft that ended as the same contract; null for whoever may not see it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) duplicateId!: string | null;
  @ApiProperty({ format: 'uuid', description: 'Whose draft that was.' }) organisationId!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client confirmed. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that confirmed, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  /** When it was taken back; null: it stands. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
}

export const presentConfirmation = (confirmation: ConfirmationRow): ConfirmationResponse => ({
  id: confirmation.id,
  contractId: confirmation.contractId,
  duplicateId: confirmation.duplicateId,
  organisationId: confirmation.organisationId,
  recordedAt: confirmation.recordedAt,
  recordedBy: confirmation.recordedBy,
  recordedByClient: confirmation.recordedByClient,
  withdrawnAt: confirmation.withdrawnAt,
});
