import { ApiProperty } from '@nestjs/swagger';
import type { AccountDetails } from './identity.types.js';

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
}

export const presentAccount = (account: AccountDetails): AccountResponse => ({
  id: account.id,
  personId: account.personId,
  email: account.email,
  createdAt: account.createdAt,
  disabledAt: account.disabledAt,
  disabledBy: account.disabledBy,
});
