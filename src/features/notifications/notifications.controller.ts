import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch } from '../../platform/responses/etag.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import {
  NoticePreferencesBody,
  NoticePreferencesResponse,
  NoticeResponse,
  preferencesOf,
  presentNotice,
  presentPreferences,
} from './notifications.dto.js';
import { NoticesService } from './notifications.service.js';

@ApiTags('Me')
@Controller('me')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  /** Lists what one was told, the newest first: also what no mail said. */
  @Get('notices')
  @Allow('signed_in')
  @ReturnsPage(NoticeResponse)
  async listOwnNotices(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.notices.list(actor, page), page, (row) => row.id, presentNotice);
  }

  /** How one wants to be told by mail. */
  @Get('notice-preferences')
  @Allow('signed_in')
  @Returns(200, NoticePreferencesResponse, { etag: true })
  async getNoticePreferences(@CurrentPerson() actor: PersonActor) {
    const { version, ...preferences } = await this.notices.preferences(actor);
    return new Answer(presentPreferences(preferences), { version });
  }

  /**
   * Says how one wants to be told by mail. Whoever is a tutor or referent today is told of what safety hangs on
   * (`revocation`, `fallback`, `concern_high`, `beyond_entitlement`) whatever they prefer.
   */
  @Put('notice-preferences')
  @Allow('signed_in')
  @NeedsIfMatch()
  @Returns(200, NoticePreferencesResponse, { etag: true })
  async replaceNoticePreferences(
    @CurrentPerson() actor: PersonActor,
    @IfMatch() version: number,
    @Body() body: NoticePreferencesBody,
  ) {
    const saved = await this.notices.prefer(actor, version, preferencesOf(body));
    return new Answer(presentPreferences(saved), { version: saved.version });
  }
}
