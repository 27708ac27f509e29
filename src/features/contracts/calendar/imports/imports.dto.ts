import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../../../../platform/validation/fields.js';
import {
  CalendarExceptionResponse,
  presentException,
  presentRecordedCalendar,
  RecordedCalendarResponse,
} from '../calendar.dto.js';
import {
  CALENDAR_SOURCES,
  PLANNED_PLACES,
  type CalendarSource,
  type CalendarVersion,
  type PlannedPlace,
} from '../calendar.types.js';
import type { CalendarImport } from './imports.types.js';

export class CalendarImportQuery {
  @OneOf(PLANNED_PLACES, {
    optional: true,
    name: 'PlannedPlace',
    description: 'Where its days are, unless a line says so; the centre unless told.',
  })
  place?: PlannedPlace;

  @OneOf(['true', 'false'], {
    optional: true,
    description: 'Only say what it would be; nothing is recorded.',
  })
  dryRun?: 'true' | 'false';
}

export class CalendarImportResponse {
  /** How it came. */
  @ApiProperty({ enum: CALENDAR_SOURCES, enumName: 'CalendarSource' }) source!: CalendarSource;
  /** The periods that were read. */
  @ApiProperty({ type: [CalendarExceptionResponse] }) exceptions!: CalendarExceptionResponse[];
  /** The calendar with them; null in a dry run. */
  @ApiProperty({ type: RecordedCalendarResponse, nullable: true }) calendar!: RecordedCalendarResponse | null;
}

export const presentImport = (
  { source, exceptions }: CalendarImport,
  calendar: CalendarVersion | null,
): CalendarImportResponse => ({
  source,
  exceptions: exceptions.map(presentException),
  calendar: calendar && presentRecordedCalendar(calendar),
});
