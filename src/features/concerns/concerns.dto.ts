import { ApiProperty } from '@nestjs/swagger';
import type { ContractId } from '../../kernel/ids.js';
import { Codes, OneOf, Text } from '../../platform/validation/fields.js';
import { CONCERN_SEVERITIES, type ConcernSeverity } from '../ladder/entitlements/concerns.types.js';
import type { ConcernRaised, RaiseCommand } from './concerns.types.js';

export class ConcernBody {
  @OneOf(CONCERN_SEVERITIES, {
    name: 'ConcernSeverity',
    description: '`high` withdraws the missions at once, until it is reviewed; `low` informs only.',
  })
  severity!: ConcernSeverity;

  @Codes({ min: 1, max: 20, description: 'Codes of missions of the contract’s ladder.' })
  missions!: string[];

  @Text({ max: 2000, description: 'What happened. Never the identity of a resident or a patient.' })
  text!: string;
}

export class ConcernReviewBody {
  @Text({ max: 2000, description: 'What was decided. Never the identity of a resident or a patient.' })
  text!: string;
}

export class ConcernReviewResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) reviewedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
}

export class ConcernResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ enum: CONCERN_SEVERITIES, enumName: 'ConcernSeverity' }) severity!: ConcernSeverity;
  @ApiProperty({ type: [String] }) missions!: string[];
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
  @ApiProperty({ format: 'uuid' }) raisedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** What was decided, and by whom; null while it awaits its review. */
  @ApiProperty({ type: ConcernReviewResponse, nullable: true }) review!: ConcernReviewResponse | null;
}

export const toRaiseCommand = (
  contractId: ContractId,
  { severity, missions, text }: ConcernBody,
): RaiseCommand => ({ contractId, severity, missions, text });

export const presentConcern = ({ review, readsComments, ...concern }: ConcernRaised): ConcernResponse => ({
  id: concern.id,
  contractId: concern.contractId,
  severity: concern.severity,
  missions: [...concern.missions],
  text: readsComments ? concern.text : null,
  raisedBy: concern.raisedBy,
  recordedAt: concern.recordedAt,
  review: review && {
    id: review.id,
    reviewedBy: review.reviewedBy,
    recordedAt: review.recordedAt,
    text: readsComments ? review.text : null,
  },
});
