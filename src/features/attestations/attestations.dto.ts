import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { Language } from '../../kernel/language.js';
import { lastDayOf } from '../frameworks/prerequisites.types.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField } from '../../platform/validation/fields.js';
import { DeclarationWithdrawalResponse, presentWithdrawal } from '../declarations/withdrawals.dto.js';
import { endsBeforeStart } from './attestations.errors.js';
import { findWarnings } from './attestations.rules.js';
import { ProofReference } from './proof-reference.dto.js';
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

  @ProofReference() proofReference?: string;
}

export class AttestationWarningResponse {
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
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
  /** Where the paper is found; null: not told, or not for you: for the alternant, HR and the centre. */
  @ApiProperty({ type: String, nullable: true }) proofReference!: string | null;
  /** What is unusual in it. */
  @ApiProperty({ type: [AttestationWarningResponse] }) warnings!: AttestationWarningResponse[];
  /** What ended it; null while it stands. */
  @ApiProperty({ type: DeclarationWithdrawalResponse, nullable: true })
  withdrawal!: DeclarationWithdrawalResponse | null;
}

export const toAttestCommand = (
  contractId: ContractId,
  { prerequisite, validFrom, validUntil, proofReference }: AttestationBody,
): AttestCommand => ({
  contractId,
  prerequisite,
  from: validFrom,
  until: validUntil ? addDays(validUntil, 1) : null,
  proofReference: proofReference ?? null,
});

export const presentAttestation = (row: AttestationRow, language: Language): AttestationResponse => ({
  id: row.id,
  contractId: row.contractId,
  prerequisite: row.prerequisite,
  validFrom: row.from,
  validUntil: row.until && lastDayOf(row.until),
  recordedAt: row.recordedAt,
  recordedBy: row.recordedBy,
  recordedByClient: row.recordedByClient,
  proofReference: row.proofReference,
  warnings: findWarnings(row).map(({ code, detail }) => ({ code, detail: detail[language] })),
  withdrawal: presentWithdrawal(row.withdrawal),
});
