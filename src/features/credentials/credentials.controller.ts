import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  CredentialBody,
  CredentialResponse,
  presentCredential,
  presentSigned,
  SignedCredentialResponse,
} from './credentials.dto.js';
import { CredentialsService } from './credentials.service.js';
import type { CredentialId } from './credentials.types.js';

@ApiTags('Credentials')
@Controller()
export class CredentialsController {
  constructor(private readonly credentials: CredentialsService) {}

  /**
   * Makes an Open Badges 3.0 credential of a level that you achieved, signed, to keep and to give on. It takes the place of the
   * one before of that level. It is suspended while the level is achieved no more.
   */
  @Post('contracts/:contractId/credentials')
  @Allow('credentials.issue')
  @Returns(201, SignedCredentialResponse)
  @Refuses(409, 'quota_exceeded')
  async issueCredential(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() { level, shownName }: CredentialBody,
  ) {
    const made = await this.credentials.issue(actor, contractId, { level, shownName: shownName ?? 'usual' });
    return new Answer(presentSigned(made), { location: `/v1/credentials/${made.credential.id}` });
  }

  /** Lists those that were made, for the alternant and the administrators of the centre. */
  @Get('contracts/:contractId/credentials')
  @Allow('credentials.read')
  @ReturnsPage(CredentialResponse)
  async listCredentials(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.credentials.list(actor, contractId, page);
    return presentPage(found, page, (row) => row.id, presentCredential);
  }

  /** Reads one’s own, signed anew. */
  @Get('credentials/:credentialId')
  @Allow('credentials.issue')
  @Returns(200, SignedCredentialResponse)
  async getCredential(@CurrentPerson() actor: PersonActor, @UuidParam('credentialId') id: CredentialId) {
    return presentSigned(await this.credentials.get(actor, id));
  }

  /** Takes one’s own back, for good: whoever verifies it learns so within minutes. */
  @Post('credentials/:credentialId/revoke')
  @Allow('credentials.issue')
  @Returns(200, CredentialResponse)
  async revokeCredential(@CurrentPerson() actor: PersonActor, @UuidParam('credentialId') id: CredentialId) {
    return presentCredential(await this.credentials.revoke(actor, id));
  }
}
