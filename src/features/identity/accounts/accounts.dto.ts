import { ApiProperty } from '@nestjs/swagger';
import { Flag } from '../../../platform/validation/fields.js';
import type { AccountDetails, DisabledAccount } from '../identity.types.js';

export class AccountResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ description: 'The one that signs in.' }) email!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it is disabled; null: it is not.',
  })
  disabledAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The person who disabled it.' })
  disabledBy!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when the password is the present one; null: it is the first.',
  })
  passwordChangedAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Who gave the link by which the present password was chosen; null: nobody did.',
  })
  passwordResetBy!: string | null;
}

export class DisableAccountBody {
  @Flag({ optional: true, description: 'Only show which mandates would end; nothing is changed.' })
  dryRun?: boolean;
}

export class AlternantWithoutThemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class MandateOfDisabledResponse {
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ description: 'That of the mandate.' }) role!: string;
  /** The first day out; the first day of the mandate, when it never begins. */
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({
    type: () => AlternantWithoutThemResponse,
    nullable: true,
    description: 'Null for whoever may not see them.',
  })
  alternant!: AlternantWithoutThemResponse | null;
}

export class DisabledAccountResponse extends AccountResponse {
  @ApiProperty({
    type: () => MandateOfDisabledResponse,
    isArray: true,
    description: 'The mandates that end today with the account; with `dryRun`, that would.',
  })
  endedMandates!: MandateOfDisabledResponse[];
}

export const presentAccount = (account: AccountDetails): AccountResponse => ({
  id: account.id,
  personId: account.personId,
  email: account.email,
  createdAt: account.createdAt,
  disabledAt: account.disabledAt,
  disabledBy: account.disabledBy,
  passwordChangedAt: account.passwordChangedAt,
  passwordResetBy: account.passwordResetBy,
});

export const presentDisabledAccount = ({
  account,
  endedMandates,
}: DisabledAccount): DisabledAccountResponse => ({
  ...presentAccount(account),
  endedMandates: endedMandates.map(({ mandateId, contractId, role, on, alternant }) => ({
    mandateId,
    contractId,
    role,
    on,
    alternant: alternant && {
      id: alternant.id,
      givenName: alternant.givenName,
      familyName: alternant.familyName,
    },
  })),
});
