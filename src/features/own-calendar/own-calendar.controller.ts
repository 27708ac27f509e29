import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { headerRef } from '../../platform/openapi/openapi-headers.js';
import { Answer, Download, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { RateLimits } from '../../platform/server/rate-limit.js';
import { UuidParam } from '../../platform/validation/params.js';
import { CalendarLinksService } from './calendar-links.service.js';
import {
  CalendarLinkBody,
  CalendarLinkResponse,
  MadeCalendarLinkResponse,
  presentCalendarLink,
  presentMadeLink,
} from './own-calendar.dto.js';
import { OwnCalendarService, type WrittenCalendar } from './own-calendar.service.js';
import type { CalendarLinkId } from './own-calendar.types.js';

/** Programs read an address a few times a day. */
const READS_PER_MINUTE = 10;
/** 256 bits in base64url. */
const SECRET = /^[\w-]{43}$/;

const ReturnsCalendar = () =>
  applyDecorators(
    HttpCode(200),
    ApiResponse({
      status: 200,
      description: 'The calendar, as iCalendar (RFC 5545).',
      headers: { ETag: headerRef('WeakETag'), 'Content-Language': headerRef('Content-Language') },
      content: { 'text/calendar': { schema: { type: 'string' } } },
    }),
  );

@ApiTags('Calendar')
@Controller()
export class OwnCalendarController {
  private readonly limits = new RateLimits(READS_PER_MINUTE);

  constructor(
    private readonly calendar: OwnCalendarService,
    private readonly links: CalendarLinksService,
  ) {}

  /**
   * Reads one’s own calendar, in the language of one’s notifications: first and last days of contracts, trial periods, days at
   * hosts, what awaits one by a day. From 3 months ago to 15 months ahead, 2,000 events at most; others by given name and initial.
   */
  @Get('me/calendar.ics')
  @Allow('signed_in')
  @ReturnsCalendar()
  async getOwnCalendar(@CurrentPerson() actor: PersonActor) {
    return download(await this.calendar.read(actor));
  }

  /** Makes a private address of one’s own calendar, for a program that cannot sign in. */
  @Post('me/calendar-links')
  @Allow('signed_in')
  @Returns(201, MadeCalendarLinkResponse)
  @Refuses(409, 'quota_exceeded')
  async createCalendarLink(@CurrentPerson() actor: PersonActor, @Body() { name }: CalendarLinkBody) {
    const made = await this.links.make(actor, name);
    return new Answer(presentMadeLink(made), { location: '/v1/me/calendar-links', shownOnce: ['url'] });
  }

  /** Lists them, without their secrets. A change of the password ends those that were made before. */
  @Get('me/calendar-links')
  @Allow('signed_in')
  @ReturnsPage(CalendarLinkResponse)
  async listCalendarLinks(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.links.list(actor, page), page, (row) => row.id, presentCalendarLink);
  }

  /** Ends an address at once. It cannot be taken back: make another. */
  @Post('me/calendar-links/:calendarLinkId/revoke')
  @Allow('signed_in')
  @Returns(200, CalendarLinkResponse)
  async revokeCalendarLink(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('calendarLinkId') id: CalendarLinkId,
  ) {
    return presentCalendarLink(await this.links.revoke(actor, id));
  }

  /** Reads the calendar of a private address, with the rights that its holder has now. One that was revoked is unknown. */
  @Get('calendar/:secret.ics')
  @Allow('anyone')
  @ApiParam({ name: 'secret', description: 'Shown when the address was made.' })
  @ReturnsCalendar()
  async getCalendarBySecret(@Param('secret') secret: string) {
    if (!SECRET.test(secret)) throw notFound();
    const link = await this.links.find(secret);
    await this.limits.consume('', link.id);
    return download(await this.links.read(link));
  }
}

const download = ({ text, language }: WrittenCalendar) =>
  new Download(pieces(text), {
    mediaType: 'text/calendar; charset=utf-8',
    language,
    fileName: 'palier.ics',
    isTagged: true,
  });

// oxlint-disable-next-line require-await -- made already; a download is sent piece by piece
async function* pieces(text: string): AsyncGenerator<string, void> {
  yield text;
}
