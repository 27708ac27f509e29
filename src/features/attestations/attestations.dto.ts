import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField } from '../../platform/validation/fields.js';
import { DeclarationWithdrawalResponse, presentWithdrawal } from '../declarations/withdrawals.dto.js';
import { endsBeforeStart } from './attestations.errors.js';
import type { ContractId } from '../../kernel/ids.js';
import type { AttestationRow, AttestCommand } from './attestations.types.js';

@Judged<AttestationBody>(({ validFrom, validUntil }) =>
  validFrom && validUntil && validUntil < validFrom ? [endsBeforeStart()] : [],
)
export class AttestationBody {
  @Code({
    example: 'afgsu_2',
    description:
      'A prerequisite of a mission of the contract’s ladder: a code, never anything of somebody’s health.',
  })
  prerequisite!: string;

  @DayField() validFrom!: Day;

  @DayField({ optional: true, description: 'The last day, included.' }) validUntil?: Day;
}

export class AttestationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() prerequisite!: string;
  @ApiProperty({ format: 'date' }) validFrom!: string;
  /** The last day, included; null: it does not expire. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  /** What ended it; null while it stands. */
  @ApiProperty({ type: DeclarationWithdrawalResponse, nullable: true })
  withdrawal!: DeclarationWithdrawalResponse | null;
}

export const toAttestCommand = (
  contractId: ContractId,
  { prerequisite, validFrom, validUntil }: AttestationBody,
): AttestCommand => ({
  contractId,
  prerequisite,
  from: validFrom,
  until: validUntil ? addDays(validUntil, 1) : null,
});

export const presentAttestation = (row: AttestationRow): AttestationResponse => ({
  id: row.id,
  contractId: row.contractId,
  prerequisite: row.prerequisite,
  validFrom: row.from,
  validUntil: row.until === null ? null : addDays(row.until, -1),
  recordedAt: row.recordedAt,
  recordedBy: row.recordedBy,
  recordedByClient: row.recordedByClient,
  withdrawal: presentWithdrawal(row.withdrawal),
});
