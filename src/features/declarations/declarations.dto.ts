import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { ContractId, LadderId, OrganisationId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, Codes, DayField, UuidField } from '../../platform/validation/fields.js';
import { validityOf } from '../ladder/entitlements/declarations.rules.js';
import type { AttestCommand } from '../attestations/attestations.service.js';
import type { AttestationRow, DeclarationRow, Withdrawn } from './declarations.types.js';
import type { DeclareCommand } from './declarations.service.js';
import { declaredInTheFuture, endsBeforeStart } from './declarations.errors.js';

@Judged<DeclarationBody>(({ declaredOn }, today) =>
  declaredOn && declaredOn > today ? [declaredInTheFuture()] : [],
)
export class DeclarationBody {
  @DayField({
    description: 'The day on which it was made to the labour inspectorate; it holds for three years.',
  })
  declaredOn!: Day;

  @UuidField({ description: 'A published ladder; the declaration holds for every revision of it.' })
  ladderId!: LadderId;

  @Codes({ min: 1, max: 200, description: 'Codes of missions of that ladder that are regulated work.' })
  missions!: string[];
}

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

export class ClearanceWithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export class DeclarationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty({ format: 'uuid' }) ladderId!: string;
  @ApiProperty({ type: [String] }) missions!: string[];
  @ApiProperty({ format: 'date' }) declaredOn!: string;
  /** The last day, included, unless it is withdrawn. */
  @ApiProperty({ format: 'date' }) validUntil!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  /** What ended it; null while it stands. */
  @ApiProperty({ type: ClearanceWithdrawalResponse, nullable: true })
  withdrawal!: ClearanceWithdrawalResponse | null;
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
  @ApiProperty({ type: ClearanceWithdrawalResponse, nullable: true })
  withdrawal!: ClearanceWithdrawalResponse | null;
}

export const toDeclareCommand = (
  employerId: OrganisationId,
  { declaredOn, ladderId, missions }: DeclarationBody,
): DeclareCommand => ({ employerId, declaredOn, ladderId, missions });

export const toAttestCommand = (
  contractId: ContractId,
  { prerequisite, validFrom, validUntil }: AttestationBody,
): AttestCommand => ({
  contractId,
  prerequisite,
  from: validFrom,
  until: validUntil ? addDays(validUntil, 1) : null,
});

const presentWithdrawal = (withdrawal: Withdrawn | null): ClearanceWithdrawalResponse | null =>
  withdrawal && {
    id: withdrawal.id,
    recordedAt: withdrawal.recordedAt,
    recordedBy: withdrawal.recordedBy,
    recordedByClient: withdrawal.recordedByClient,
  };

export const presentDeclaration = (row: DeclarationRow): DeclarationResponse => ({
  id: row.id,
  organisationId: row.employerId,
  ladderId: row.ladderId,
  missions: [...row.missions],
  declaredOn: row.declaredOn,
  validUntil: addDays(validityOf(row.declaredOn).until, -1),
  recordedAt: row.recordedAt,
  recordedBy: row.recordedBy,
  recordedByClient: row.recordedByClient,
  withdrawal: presentWithdrawal(row.withdrawal),
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
