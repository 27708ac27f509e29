import { Module } from '@nestjs/common';
import { CalendarLinksService } from './calendar-links.service.js';
import { OwnCalendarController } from './own-calendar.controller.js';
import { OwnCalendarService } from './own-calendar.service.js';

@Module({ controllers: [OwnCalendarController], providers: [OwnCalendarService, CalendarLinksService] })
export class OwnCalendarModule {}
