import { Controller, Headers, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../platform/access/allow.js';
import { Returns } from '../../platform/responses/answer.js';
import { CurrentForm } from '../../platform/server/body.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { presentToken, TokenBody, TokenResponse } from './api-clients.dto.js';
import { OauthService } from './oauth.service.js';

@ApiTags('API clients')
@Controller('oauth')
export class OauthController {
  constructor(private readonly oauth: OauthService) {}

  /** Gives an API client a token, for its id and secret by HTTP Basic. Refusals carry `error`, as RFC 6749 has it. */
  @Post('token')
  @Allow('anyone', { body: 'form' })
  @ApiSecurity('clientSecret')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ type: TokenBody })
  @Returns(200, TokenResponse)
  @Refuses(400, 'invalid_request', 'unsupported_grant_type', 'invalid_scope')
  @Refuses(401, 'administrator_missing', 'invalid_client')
  async issueToken(
    @Headers('authorization') authorization: string | undefined,
    @CurrentForm() form: URLSearchParams | null,
  ) {
    return presentToken(await this.oauth.issue(authorization, form));
  }
}
