import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type SessionId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  EndedSessionsResponse,
  EndSessionsBody,
  OwnSessionResponse,
  presentOwnSession,
} from './sessions.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Sign in')
@Controller('me/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** Lists where one is signed in: since when, with what, and when it was last used. */
  @Get()
  @Allow('signed_in')
  @ReturnsPage(OwnSessionResponse)
  async listOwnSessions(
    @CurrentPerson() actor: PersonActor,
    @Query() query: PageQuery,
    @Lang() language: Language,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.sessions.list(actor, page),
      page,
      (row) => row.id,
      presentOwnSession(actor.sessionId, language),
    );
  }

  /** Ends one of one's own sessions. Its refresh token serves no more, its access token neither, a second later. */
  @Post(':sessionId/end')
  @Allow('signed_in')
  @Returns(200, OwnSessionResponse)
  async endOwnSession(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('sessionId') id: SessionId,
    @Lang() language: Language,
  ) {
    return presentOwnSession(actor.sessionId, language)(await this.sessions.end(actor, id));
  }

  /** Signs out everywhere, here too unless `keepPresent` says otherwise. */
  @Post('end')
  @Allow('signed_in')
  @ApiBody({ type: EndSessionsBody, required: false })
  @Returns(200, EndedSessionsResponse)
  async endOwnSessions(@CurrentPerson() actor: PersonActor, @Body() body?: EndSessionsBody) {
    return { endedSessions: await this.sessions.endAll(actor, body?.keepPresent ?? false) };
  }
}
