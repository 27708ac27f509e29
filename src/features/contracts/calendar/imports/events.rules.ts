import { addDays, dayOf, daysBetween, isDay, type Day, type Instant } from '../../../../kernel/days.js';
import type { FieldError } from '../../../../kernel/errors.js';
import type { PlannedPlace } from '../calendar.types.js';
import { eventsIn, type IcsEvent } from './content-lines.rules.js';
import { eventWithoutDay, repeatsForever, repeatsOtherwise, tooMuch } from './imports.errors.js';
import { FILE_BOUNDS, type ImportedPeriod, type ReadFile } from './imports.types.js';
import { periodMistake } from './periods.rules.js';
import { occurrencesOf, recurrenceOf } from './recurrence.rules.js';

interface Days {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Reads the events of an iCalendar file as days at one place. Nothing is read of them but their days: summaries name teachers.
 * Times of day are dropped; an event that is cancelled is none.
 */
export function readIcs(text: string, place: PlannedPlace): ReadFile {
  const events = eventsIn(text);
  if (!Array.isArray(events)) return refused(events);
  if (events.filter(({ values }) => values.has('RRULE')).length > FILE_BOUNDS.recurrences)
    return refused(tooMuch('recurrences', FILE_BOUNDS.recurrences));
  const moved = movedDays(events);
  const periods: ImportedPeriod[] = [];
  const mistakes: FieldError[] = [];
  for (const event of events) {
    if (first(event, 'STATUS')?.toUpperCase() === 'CANCELLED') continue;
    const found = daysOf(event, moved.get(first(event, 'UID') ?? '') ?? []);
    if (!Array.isArray(found)) mistakes.push(found);
    else
      for (const days of found) {
        const period = { line: event.line, ...days, place, title: null };
        const mistake = periodMistake(period, null);
        if (mistake) mistakes.push(mistake);
        else periods.push(period);
      }
    if (periods.length > FILE_BOUNDS.lines) return refused(tooMuch('events', FILE_BOUNDS.lines));
  }
  return { periods, mistakes };
}

function daysOf(event: IcsEvent, moved: readonly Day[]): Days[] | FieldError {
  const from = timeOf(first(event, 'DTSTART'))?.day;
  const last = from && lastDayOf(event, from);
  if (!from || !last) return eventWithoutDay(event.line);
  const length = daysBetween(from, last);
  const shown = (days: readonly Day[]) => days.map((on) => ({ from: on, to: addDays(on, length) }));
  const more = daysIn(event, 'RDATE');
  const rule = first(event, 'RRULE');
  if (rule === undefined) return shown([from, ...more]);
  const recurrence = recurrenceOf(rule, (text) => timeOf(text)?.day ?? null);
  const days = occurrencesOf(from, recurrence, FILE_BOUNDS.occurrences);
  if (days === 'not_taken') return repeatsOtherwise(event.line);
  if (days === 'endless') return repeatsForever(event.line, FILE_BOUNDS.occurrences);
  const left = new Set([...daysIn(event, 'EXDATE'), ...moved]);
  return shown([...new Set([...days, ...more])].filter((on) => !left.has(on)));
}

/** The occurrences that an event of their own moves elsewhere, by the id that they share. */
function movedDays(events: readonly IcsEvent[]): ReadonlyMap<string, readonly Day[]> {
  const moved = new Map<string, Day[]>();
  for (const event of events) {
    const on = timeOf(first(event, 'RECURRENCE-ID'))?.day;
    const uid = first(event, 'UID') ?? '';
    const known = moved.get(uid);
    if (on && known) known.push(on);
    else if (on) moved.set(uid, [on]);
  }
  return moved;
}

/** The end of an event is the first day out, or an instant that may be midnight. */
function lastDayOf(event: IcsEvent, from: Day): Day | null {
  const end = first(event, 'DTEND');
  if (end === undefined) return addDays(from, lengthOf(first(event, 'DURATION')) - 1);
  const time = timeOf(end);
  if (!time) return null;
  return time.isMidnight && from < time.day ? addDays(time.day, -1) : time.day;
}

const LENGTH = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,6}S)?)?$/;

/** How many days a duration takes, at least one. */
function lengthOf(duration: string | undefined): number {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0] = LENGTH.exec(duration ?? '') ?? [];
  const length = Number(weeks) * 7 + Number(days) + Math.ceil((Number(hours) + Number(minutes) / 60) / 24);
  return Math.min(Math.max(1, length), FILE_BOUNDS.days + 1);
}

const TIME = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** The day in Paris of an instant in UTC; of any other, the day that it says. */
function timeOf(text: string | undefined): { day: Day; isMidnight: boolean } | null {
  const [, year, month, date, hour = '00', minute = '00', , zone] = TIME.exec(text ?? '') ?? [];
  const day = `${year}-${month}-${date}`;
  if (!isDay(day) || hour > '23' || minute > '59') return null;
  const isMidnight = hour === '00' && minute === '00';
  if (zone !== 'Z') return { day, isMidnight };
  const instant = `${day}T${hour}:${minute}:00.000Z` as Instant;
  const before = new Date(Date.parse(instant) - 1).toISOString() as Instant;
  return { day: dayOf(instant), isMidnight: dayOf(before) < dayOf(instant) };
}

const first = ({ values }: IcsEvent, name: string): string | undefined => values.get(name)?.[0];

const daysIn = ({ values }: IcsEvent, name: string): Day[] =>
  (values.get(name) ?? [])
    .flatMap((value) => value.split(','))
    .slice(0, FILE_BOUNDS.occurrences)
    .flatMap((value) => timeOf(value.trim())?.day ?? []);

const refused = (mistake: FieldError): ReadFile => ({ periods: [], mistakes: [mistake] });
