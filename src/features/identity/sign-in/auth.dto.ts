import { ApiProperty } from '@nestjs/swagger';
import { Email, KnownPassword, Text } from '../../../platform/validation/fields.js';
import type { OpenedSession } from '../identity.types.js';

export class LoginBody {
  @Email() email!: string;

  @KnownPassword() password!: string;
}

export class RefreshTokenBody {
  @Text({ max: 200 }) refreshToken!: string;
}

export class SessionResponse {
  @ApiProperty({ description: 'Send it as `Authorization: Bearer …`.' }) accessToken!: string;
  @ApiProperty({ enum: ['Bearer'] }) tokenType!: 'Bearer';
  @ApiProperty({ type: 'integer', description: 'Seconds until the access token expires.' })
  expiresIn!: number;
  @ApiProperty({ description: 'Serves once, at `/v1/auth/refresh`, which gives the next one.' })
  refreshToken!: string;
}

export class SignedOutResponse {
  @ApiProperty({ enum: [true] }) signedOut!: true;
}

export const presentSession = (session: OpenedSession): SessionResponse => ({
  accessToken: session.accessToken,
  tokenType: 'Bearer',
  expiresIn: session.expiresIn,
  refreshToken: session.refreshToken,
});
