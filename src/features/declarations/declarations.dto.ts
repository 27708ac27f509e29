import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { LadderId, OrganisationId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Codes, DayField, UuidField } from '../../platform/validation/fields.js';
import { validityOf } from '../ladder/entitlements/declarations.rules.js';
import type { DeclarationRow, DeclareCommand } from './declarations.types.js';
import { declaredInTheFuture } from './declarations.errors.js';
import { DeclarationWithdrawalResponse, presentWithdrawal } from './withdrawals.dto.js';

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
  @ApiProperty({ type: DeclarationWithdrawalResponse, nullable: true })
  withdrawal!: DeclarationWithdrawalResponse | null;
}

export const toDeclareCommand = (
  employerId: OrganisationId,
  { declaredOn, ladderId, missions }: DeclarationBody,
): DeclareCommand => ({ employerId, declaredOn, ladderId, missions });

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
