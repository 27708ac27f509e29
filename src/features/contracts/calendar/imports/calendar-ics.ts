import ICAL from 'ical.js';
import { addDays, dayOf, isDay, type Day, type Instant } from '../../../../kernel/days.js';
import type { FieldError } from '../../../../kernel/errors.js';
import type { PlannedPlace } from '../calendar.types.js';
import {
  eventWithoutDay,
  notICalendar,
  repeatsForever,
  repeatsOtherwise,
  tooMuch,
} from './imports.errors.js';
import { FILE_BOUNDS, type ImportedPeriod, type ReadFile } from './imports.types.js';
import { periodMistake } from './periods.rules.js';
import { occurrencesOf, type Recurrence } from './recurrence.rules.js';

interface Days {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Reads the events of an iCalendar file as days at one place. Nothing is read of them but their days: summaries name teachers.
 * Times of day are dropped; an event that is cancelled is none.
 */
export function readIcs(text: string, place: PlannedPlace): ReadFile {
  const lines = linesOfEvents(text);
  if (lines.length > FILE_BOUNDS.events) return refused(tooMuch('events', FILE_BOUNDS.events));
  const events = eventsIn(text);
  if (!events) return refused(notICalendar());
  if (events.filter((event) => event.hasProperty('rrule')).length > FILE_BOUNDS.recurrences)
    return refused(tooMuch('recurrences', FILE_BOUNDS.recurrences));
  const moved = movedDays(events);
  const periods: ImportedPeriod[] = [];
  const mistakes: FieldError[] = [];
  for (const [index, event] of events.entries()) {
    const line = lines[index] ?? 1;
    if (textOf(event, 'status').toUpperCase() === 'CANCELLED') continue;
    const found =
      unlessUnreadable(() => daysOf(event, line, moved.get(textOf(event, 'uid')) ?? [])) ??
      eventWithoutDay(line);
    if (!Array.isArray(found)) mistakes.push(found);
    else
      for (const days of found) {
        const period = { line, ...days, place, title: null };
        const mistake = periodMistake(period, null);
        if (mistake) mistakes.push(mistake);
        else periods.push(period);
      }
    if (periods.length > FILE_BOUNDS.lines) return refused(tooMuch('events', FILE_BOUNDS.lines));
  }
  return { periods, mistakes };
}

const eventsIn = (text: string): readonly ICAL.Component[] | null =>
  unlessUnreadable(() => {
    const parsed = ICAL.parse(text) as unknown[];
    const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]) as ConstructorParameters<
      typeof ICAL.Component
    >[0][];
    return calendars.flatMap((calendar) => {
      const component = new ICAL.Component(calendar);
      return component.name === 'vevent' ? [component] : component.getAllSubcomponents('vevent');
    });
  });

/** Null: the library throws at what it cannot read, and reads each value when it is asked for. */
function unlessUnreadable<Read>(read: () => Read): Read | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function daysOf(event: ICAL.Component, line: number, moved: readonly Day[]): Days[] | FieldError {
  const from = dayIn(event, 'dtstart');
  if (from === null) return eventWithoutDay(line);
  const last = lastDayOf(event, from);
  if (last === null) return eventWithoutDay(line);
  const rule = event.getFirstPropertyValue('rrule');
  const more = daysIn(event, 'rdate');
  if (!(rule instanceof ICAL.Recur)) return [from, ...more].map((on) => shifted(on, from, last));
  const days = occurrencesOf(from, recurrenceOf(rule), FILE_BOUNDS.occurrences);
  if (days === 'not_taken') return repeatsOtherwise(line);
  if (days === 'endless') return repeatsForever(line, FILE_BOUNDS.occurrences);
  const isSingle = event.hasProperty('recurrence-id');
  const left = [...daysIn(event, 'exdate'), ...(isSingle ? [] : moved)];
  return [...new Set([...days, ...more])]
    .filter((on) => !left.includes(on))
    .map((on) => shifted(on, from, last));
}

/** The days that one occurrence of an event takes, by those of the first. */
const shifted = (on: Day, from: Day, to: Day): Days => ({
  from: on,
  to: addDays(on, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)),
});

function recurrenceOf(rule: ICAL.Recur): Recurrence {
  const parts = rule.parts as Readonly<Record<string, readonly unknown[] | undefined>>;
  const days = (parts['BYDAY'] ?? []).map(String);
  const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const others = Object.keys(parts).filter((part) => part !== 'BYDAY');
  return {
    freq: String(rule.freq),
    interval: Number(rule.interval),
    count: rule.count === null || rule.count === undefined ? null : Number(rule.count),
    until: rule.until ? dayOfTime(rule.until) : null,
    weekdays: days.map((day) => names.indexOf(day)),
    others: days.every((day) => names.includes(day)) ? others : [...others, 'BYDAY'],
  };
}

/** The occurrences that an event of their own moves elsewhere, by the id that they share. */
function movedDays(events: readonly ICAL.Component[]): ReadonlyMap<string, readonly Day[]> {
  const moved = new Map<string, Day[]>();
  for (const event of events) {
    const on = unlessUnreadable(() => dayIn(event, 'recurrence-id'));
    const uid = textOf(event, 'uid');
    if (on !== null) moved.set(uid, [...(moved.get(uid) ?? []), on]);
  }
  return moved;
}

/** The end of an event is the first day out, or an instant that may be midnight. */
function lastDayOf(event: ICAL.Component, from: Day): Day | null {
  const end = event.getFirstPropertyValue('dtend');
  if (end instanceof ICAL.Time) {
    const day = dayOfTime(end);
    if (day === null) return null;
    const isOut = end.isDate || (end.hour === 0 && end.minute === 0);
    return isOut && from < day ? addDays(day, -1) : day;
  }
  const length = event.getFirstPropertyValue('duration');
  const days = length instanceof ICAL.Duration ? Math.ceil(length.toSeconds() / 86_400) : 1;
  return days >= 1 && days <= FILE_BOUNDS.days ? addDays(from, days - 1) : from;
}

const dayIn = (event: ICAL.Component, name: string): Day | null => {
  const value = event.getFirstPropertyValue(name);
  return value instanceof ICAL.Time ? dayOfTime(value) : null;
};

const daysIn = (event: ICAL.Component, name: string): Day[] =>
  event
    .getAllProperties(name)
    .flatMap((property) => property.getValues() as unknown[])
    .flatMap((value) => (value instanceof ICAL.Time ? (dayOfTime(value) ?? []) : []))
    .slice(0, FILE_BOUNDS.occurrences);

/** The day in Paris of an instant in UTC; of any other, the day that it says. */
function dayOfTime(time: ICAL.Time): Day | null {
  const two = (count: number) => String(count).padStart(2, '0');
  const said = `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`;
  if (!isDay(said)) return null;
  const isUtc = !time.isDate && time.zone === ICAL.Timezone.utcTimezone;
  return isUtc ? dayOf(`${said}T${two(time.hour)}:${two(time.minute)}:00.000Z` as Instant) : said;
}

const textOf = (event: ICAL.Component, name: string): string => {
  const value = unlessUnreadable(() => event.getFirstPropertyValue(name));
  return typeof value === 'string' ? value : '';
};

const linesOfEvents = (text: string): number[] =>
  text.split(/\r\n|\r|\n/).flatMap((line, index) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [index + 1] : []));

const refused = (mistake: FieldError): ReadFile => ({ periods: [], mistakes: [mistake] });
