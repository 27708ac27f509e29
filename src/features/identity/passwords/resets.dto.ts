import { ApiProperty } from '@nestjs/swagger';
import { WithheldField } from '../../../platform/responses/answer.js';
import { Email, Text } from '../../../platform/validation/fields.js';
import { NewPassword } from '../../../platform/validation/password-fields.js';

export class ForgetPasswordBody {
  @Email() email!: string;
}

export class ForgottenPasswordResponse {
  @ApiProperty({
    description:
      'What to do now, in the language of the request. The same whether or not the account exists.',
  })
  nextStep!: string;
}

export class ResetPasswordBody {
  /** The `token` of the link. */
  @Text({ max: 200 }) token!: string;

  @NewPassword({
    description:
      'Refused when it is a common one, or holds the address or the name of whose it is. 12 characters or more as people count them, spaces included.',
  })
  password!: string;
}

export class ResetPasswordResponse {
  @ApiProperty({ enum: [true] }) passwordSet!: true;
  @ApiProperty({ description: 'The address to sign in with.' }) email!: string;
}

export class IssuedResetResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({
    required: false,
    description:
      'The link to pass on, shown this once: only where no mail transport is configured. Else a mail brings it to the address of the account.',
  })
  resetUrl?: string;
  @WithheldField() withheld?: string[];
}
