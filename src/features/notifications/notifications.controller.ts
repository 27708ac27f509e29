import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch } from '../../platform/responses/etag.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import {
  NotificationPreferencesBody,
  NotificationPreferencesResponse,
  NotificationResponse,
  preferencesOf,
  presentNotification,
  presentPreferences,
} from './notifications.dto.js';
import { OwnNotificationsService } from './notifications.service.js';

@ApiTags('Me')
@Controller('me')
export class NotificationsController {
  constructor(private readonly notifications: OwnNotificationsService) {}

  /** Lists what one was told, the newest first: also what no mail said. */
  @Get('notifications')
  @Allow('signed_in')
  @ReturnsPage(NotificationResponse)
  async listOwnNotifications(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.notifications.list(actor, page),
      page,
      (row) => row.id,
      presentNotification,
    );
  }

  /** How one wants to be told by mail. */
  @Get('notification-preferences')
  @Allow('signed_in')
  @Returns(200, NotificationPreferencesResponse, { etag: true })
  async getNotificationPreferences(@CurrentPerson() actor: PersonActor) {
    const { version, ...preferences } = await this.notifications.preferences(actor);
    return new Answer(presentPreferences(preferences), { version });
  }

  /**
   * Says how one wants to be told by mail. Whoever is a tutor or referent today is told of what safety hangs on
   * (`revocation`, `fallback`, `concern_high`, `beyond_entitlement`) whatever they prefer.
   */
  @Put('notification-preferences')
  @Allow('signed_in')
  @NeedsIfMatch()
  @Returns(200, NotificationPreferencesResponse, { etag: true })
  async replaceNotificationPreferences(
    @CurrentPerson() actor: PersonActor,
    @IfMatch() version: number | null,
    @Body() body: NotificationPreferencesBody,
  ) {
    const saved = await this.notifications.prefer(actor, version, preferencesOf(body));
    return new Answer(presentPreferences(saved), { version: saved.version });
  }
}
