import { Body, Controller, Headers, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import {
  LoginBody,
  presentSession,
  RefreshTokenBody,
  SessionResponse,
  SignedOutResponse,
} from './auth.dto.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('Sign in')
@Controller('auth')
export class AuthController {
  constructor(private readonly signIn: SignInService) {}

  /** Signs in. After 5 failures for an e-mail, or 50 from an address, attempts are slowed: 429 with `Retry-After`. */
  @Post('login')
  @Allow('anyone')
  @Returns(200, SessionResponse)
  @Refuses(401, 'unauthenticated')
  async login(
    @Body() { email, password }: LoginBody,
    @Ip() address: string,
    @Headers('user-agent') userAgent: string | undefined,
  ) {
    return presentSession(await this.signIn.login(email, password, { address, userAgent }));
  }

  /** Gives a new access token and the next refresh token. A refresh token that served before ends the whole sign-in, and so does the later of two refreshes at once: refresh in one place. */
  @Post('refresh')
  @Allow('anyone')
  @Returns(200, SessionResponse)
  @Refuses(401, 'unauthenticated')
  async refreshSession(@Body() { refreshToken }: RefreshTokenBody) {
    return presentSession(await this.signIn.refresh(refreshToken));
  }

  /** Ends the sign-in that a refresh token belongs to, known or not. A second later its access token opens nothing either. */
  @Post('logout')
  @Allow('anyone')
  @Returns(200, SignedOutResponse)
  async logout(@Body() { refreshToken }: RefreshTokenBody) {
    await this.signIn.logout(refreshToken);
    return { signedOut: true };
  }
}
