import { ApiProperty } from '@nestjs/swagger';
import type { Instant } from '../../../kernel/days.js';
import { Email, KnownPassword, NewPassword, Text } from '../../../platform/validation/fields.js';
import { EMAIL_CHANGE_STATES, type EmailChangeRow, type EmailChangeState } from '../identity.types.js';
import { emailChangeState } from './email-changes.rules.js';

export class EmailChangeBody {
  /** The address to sign in with from now on. */
  @Email() email!: string;

  /** The present one. */
  @KnownPassword() password!: string;
}

export class ConfirmEmailBody {
  /** The `token` of the link. */
  @Text({ max: 200 }) token!: string;
}

export class UndoEmailBody {
  /** The `token` of the link. */
  @Text({ max: 200 }) token!: string;

  @NewPassword({
    description: 'Refused when it is a common one, or holds the address or the name of whose it is.',
  })
  password!: string;
}

export class EmailChangeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The address that was asked for.' }) email!: string;
  @ApiProperty({
    enum: EMAIL_CHANGE_STATES,
    enumName: 'EmailChangeState',
    description: 'As of now. `withdrawn`: also by a later one, or by a change of password.',
  })
  state!: EmailChangeState;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) confirmedAt!: string | null;
}

export class AccountEmailResponse {
  @ApiProperty({ description: 'The address to sign in with.' }) email!: string;
}

export const presentEmailChange =
  (now: Instant) =>
  (change: EmailChangeRow): EmailChangeResponse => ({
    id: change.id,
    email: change.email,
    state: emailChangeState(change, now),
    createdAt: change.createdAt,
    expiresAt: change.expiresAt,
    confirmedAt: change.usedAt,
  });
