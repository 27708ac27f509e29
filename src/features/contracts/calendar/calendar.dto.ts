import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../../kernel/days.js';
import { missesHolidays } from '../../../kernel/holidays.js';
import { CALENDAR_LABELS } from '../../../kernel/labels/calendar-labels.js';
import type { Language } from '../../../kernel/language.js';
import { inLanguage } from '../../../platform/responses/language.js';
import { AtField } from '../../../platform/validation/as-of.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { DayField, Items, OneOf, OneOfEach, Text, UuidField } from '../../../platform/validation/fields.js';
import { findCalendarMistakes } from './calendar.rules.js';
import type { CalendarCommand, CalendarRead } from './calendar.service.js';
import {
  CALENDAR_SOURCES,
  DAY_PLACES,
  DAY_REASONS,
  PLANNED_PLACES,
  WEEKDAYS,
  type CalendarException,
  type CalendarId,
  type CalendarSource,
  type CalendarVersion,
  type DayPlace,
  type DayReason,
  type PlannedPlace,
  type Weekday,
} from './calendar.types.js';
import { daysFrom, periodsOf } from './days.rules.js';

const weekdays = (description: string) =>
  OneOfEach(WEEKDAYS, { name: 'Weekday', optional: true, description });

export class CalendarWeekBody {
  @weekdays('Days at the company.') company?: Weekday[];
  @weekdays('Days at the training centre.') centre?: Weekday[];
  @weekdays('Those that are worked half: a day counts as a day.') halfDays?: Weekday[];
}

export class CalendarPatternBody {
  @DayField({ description: 'A Monday: that of its first week.', example: '2025-09-01' }) from!: Day;

  @Items(() => CalendarWeekBody, {
    min: 1,
    max: 52,
    description: 'They come round and round. A day in neither list is off.',
  })
  weeks!: CalendarWeekBody[];
}

export class CalendarExceptionBody {
  @DayField({ example: '2025-10-20' }) from!: Day;

  @DayField({ description: 'The last day, included.', example: '2025-10-24' }) to!: Day;

  @OneOf(PLANNED_PLACES, { name: 'PlannedPlace' }) place!: PlannedPlace;

  @weekdays('On these days only; unless given, on those that are worked.') days?: Weekday[];

  @Text({ max: 120, optional: true, description: 'Never the name of anybody.' }) title?: string;
}

@Judged<CalendarBody>((body) => findCalendarMistakes(body as Parameters<typeof findCalendarMistakes>[0]))
export class CalendarBody {
  @Items(() => CalendarPatternBody, {
    min: 0,
    max: 10,
    optional: true,
    description: 'The rhythm, each until the next one begins.',
  })
  patterns?: CalendarPatternBody[];

  @Items(() => CalendarExceptionBody, {
    min: 0,
    max: 400,
    optional: true,
    description: 'What is otherwise; no two share a day.',
  })
  exceptions?: CalendarExceptionBody[];

  @UuidField({ optional: true, description: 'The calendar that you read: another one since is refused.' })
  replaces?: CalendarId;
}

export class CalendarQuery {
  @DayField({ optional: true, description: 'Today unless told, within the contract.' }) from?: Day;

  @DayField({ optional: true, description: 'The last day: 400 days at most, five weeks unless told.' })
  to?: Day;

  @AtField() at?: string;
}

export class CalendarWeekResponse {
  /** Days at the company. */
  @ApiProperty({ enum: WEEKDAYS, enumName: 'Weekday', isArray: true }) company!: Weekday[];
  /** Days at the training centre. */
  @ApiProperty({ enum: WEEKDAYS, enumName: 'Weekday', isArray: true }) centre!: Weekday[];
  /** Those that are worked half. */
  @ApiProperty({ enum: WEEKDAYS, enumName: 'Weekday', isArray: true }) halfDays!: Weekday[];
}

export class CalendarPatternResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** They come round and round. */
  @ApiProperty({ type: [CalendarWeekResponse] }) weeks!: CalendarWeekResponse[];
}

export class CalendarExceptionResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) to!: string;
  @ApiProperty({ enum: PLANNED_PLACES, enumName: 'PlannedPlace' }) place!: PlannedPlace;
  /** Null: on those that are worked. */
  @ApiProperty({ enum: WEEKDAYS, enumName: 'Weekday', isArray: true, nullable: true }) days!:
    Weekday[] | null;
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
}

export class RecordedCalendarResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The rhythms, each until the next one begins. */
  @ApiProperty({ type: [CalendarPatternResponse] }) patterns!: CalendarPatternResponse[];
  /** What is otherwise. */
  @ApiProperty({ type: [CalendarExceptionResponse] }) exceptions!: CalendarExceptionResponse[];
  /** How it came. */
  @ApiProperty({ enum: CALENDAR_SOURCES, enumName: 'CalendarSource' }) source!: CalendarSource;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

class PlaceOfDayResponse {
  @ApiProperty({ enum: DAY_PLACES, enumName: 'DayPlace' }) place!: DayPlace;
  /** The place, in words. */
  @ApiProperty() words!: string;
  /** What says so. */
  @ApiProperty({ enum: DAY_REASONS, enumName: 'DayReason' }) why!: DayReason;
  /** The name of the holiday or the period; the kind of absence for whoever may know it. */
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
}

export class CalendarDayResponse extends PlaceOfDayResponse {
  @ApiProperty({ format: 'date' }) on!: string;
  /** Half of it is worked; it counts as a day. */
  @ApiProperty() isHalfDay!: boolean;
}

export class CalendarPeriodResponse extends PlaceOfDayResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) to!: string;
  /** How many days, those off between them left out. */
  @ApiProperty({ type: 'integer' }) days!: number;
}

export const HOLIDAYS_MISS = ['department', 'good_friday'] as const;

export class CalendarHolidaysResponse {
  /** That of the employer, by the postcode of the form; null: the holidays of all France. */
  @ApiProperty({ type: String, nullable: true, example: '67' }) department!: string | null;
  /** What is not known, and could make one more day a holiday. */
  @ApiProperty({ enum: HOLIDAYS_MISS, enumName: 'HolidaysMiss', nullable: true })
  misses!: (typeof HOLIDAYS_MISS)[number] | null;
}

export class CalendarResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date' }) to!: string;
  /** What was recorded last; null: nobody has said. */
  @ApiProperty({ type: RecordedCalendarResponse, nullable: true }) calendar!: RecordedCalendarResponse | null;
  /** Which public holidays these are. */
  @ApiProperty() holidays!: CalendarHolidaysResponse;
  /** One after the other. */
  @ApiProperty({ type: [CalendarDayResponse] }) days!: CalendarDayResponse[];
  /** They say the same as the days, put together. */
  @ApiProperty({ type: [CalendarPeriodResponse] }) periods!: CalendarPeriodResponse[];
}

const exceptionOf = ({ from, to, place, days, title }: CalendarExceptionBody): CalendarException => ({
  from,
  to,
  place,
  days: days ?? null,
  title: title ?? null,
});

export const toCalendarCommand = ({ patterns, exceptions, replaces }: CalendarBody): CalendarCommand => ({
  patterns: (patterns ?? []).map(({ from, weeks }) => ({
    from,
    weeks: weeks.map(({ company, centre, halfDays }) => ({
      company: company ?? [],
      centre: centre ?? [],
      halfDays: halfDays ?? [],
    })),
  })),
  exceptions: (exceptions ?? []).map(exceptionOf),
  replaces,
});

export const presentRecordedCalendar = (version: CalendarVersion): RecordedCalendarResponse => ({
  id: version.id,
  contractId: version.contractId,
  patterns: version.patterns.map(({ from, weeks }) => ({
    from,
    weeks: weeks.map(({ company, centre, halfDays }) => ({
      company: [...company],
      centre: [...centre],
      halfDays: [...halfDays],
    })),
  })),
  exceptions: version.exceptions.map(presentException),
  source: version.source,
  recordedAt: version.recordedAt,
  recordedBy: version.recordedBy,
  recordedByClient: version.recordedByClient,
});

export const presentException = (one: CalendarException): CalendarExceptionResponse => ({
  from: one.from,
  to: one.to,
  place: one.place,
  days: one.days && [...one.days],
  title: one.title,
});

export function presentCalendar(
  { alternation, from, to }: CalendarRead,
  language: Language,
): CalendarResponse {
  const { calendar, version, contractId } = alternation;
  const days = daysFrom(calendar, from, to);
  const inWords = <Shown extends { readonly place: DayPlace }>(shown: Shown) =>
    inLanguage({ ...shown, words: CALENDAR_LABELS.DayPlace[shown.place] }, language);
  return {
    contractId,
    from,
    to,
    calendar: version && presentRecordedCalendar(version),
    holidays: { department: calendar.where.department, misses: missesHolidays(calendar.where) },
    days: days.map(inWords) as CalendarDayResponse[],
    periods: periodsOf(days).map(inWords) as CalendarPeriodResponse[],
  };
}
