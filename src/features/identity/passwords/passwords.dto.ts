import { ApiProperty } from '@nestjs/swagger';
import { KnownPassword, NewPassword } from '../../../platform/validation/fields.js';

export class ChangePasswordBody {
  /** The present one. */
  @KnownPassword() currentPassword!: string;

  @NewPassword({
    description:
      'Refused when it is a common one, the present one, or holds one’s address or name. 12 characters or more as people count them, spaces included.',
  })
  newPassword!: string;
}

export class ChangedPasswordResponse {
  @ApiProperty({ enum: [true] }) passwordSet!: true;
  @ApiProperty({ type: 'integer', description: 'How many other sessions ended.' }) endedSessions!: number;
}
