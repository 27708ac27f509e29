import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { readAsOf } from '../../../platform/validation/as-of.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  CalendarBody,
  CalendarQuery,
  CalendarResponse,
  presentCalendar,
  presentRecordedCalendar,
  RecordedCalendarResponse,
  toCalendarCommand,
} from './calendar.dto.js';
import { CalendarService } from './calendar.service.js';

@ApiTags('Alternation')
@Controller('contracts/:contractId')
export class CalendarController {
  constructor(
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /**
   * Says what is planned: at the company, at the centre, elsewhere. Each calendar takes the place of the one before, which
   * stays readable with `at`; an empty one says nothing any more.
   */
  @Post('calendars')
  @Allow('contracts.write')
  @Returns(201, RecordedCalendarResponse)
  @Refuses(409, 'calendar_changed')
  async recordContractCalendar(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() body: CalendarBody,
  ) {
    const calendar = await this.calendar.record(actor, id, toCalendarCommand(body));
    return new Answer(presentRecordedCalendar(calendar), { location: `/v1/contracts/${id}/calendar` });
  }

  /** Says day by day where the alternant is, and what says so: the calendar, a holiday, an absence, a suspension. */
  @Get('calendar')
  @Allow('contracts.read')
  @Returns(200, CalendarResponse)
  @Refuses(429, 'too_many_long_reads')
  async getContractCalendar(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() { from, to, at }: CalendarQuery,
    @Lang() language: Language,
  ) {
    const moment = at === undefined ? null : readAsOf(at, this.clock.now());
    const asked = { from: from ?? null, to: to ?? null, at: moment };
    return presentCalendar(await this.calendar.read(actor, id, asked), language);
  }
}
