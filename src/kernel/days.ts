/** A calendar day in France, `YYYY-MM-DD`. Days compare with `<`. */
export type Day = string & { readonly day: unique symbol };

/** An instant, RFC 3339 in UTC with milliseconds: `2026-03-12T08:30:00.000Z`. Instants compare with `<`. */
export type Instant = string & { readonly instant: unique symbol };

/** `from` included, `until` excluded; a missing bound is open. */
export interface Period {
  readonly from: Day | null;
  readonly until: Day | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const PARIS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** True for a day that exists, from year 1900 to 2999: nothing that Palier records lies outside. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  if (value < '1900-01-01' || value > '2999-12-31') return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

export function addDays(day: Day, count: number): Day {
  return new Date((numberOf(day) + count) * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** Finds the day of the month that many months later, or the last one of a shorter month. */
export function addMonths(day: Day, count: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(Math.min(Number(day.slice(8)), last))}` as Day;
}

/** Finds the day some years later; where there is none, the last of February. */
export function addYears(day: Day, count: number): Day {
  const year = String(Number(day.slice(0, 4)) + count).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return isDay(same) ? same : (`${year}-02-28` as Day);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** Days since 1970; reading the figures is several times faster than `Date.parse`, and reports do it for every row. */
const numberOf = (day: Day): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY_MS;

/** Completed years on `on` of someone born on `birth`; a 29 February birthday falls on 1 March in common years. */
export function ageOn(birth: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The hour asked about last, and its day: a day in Paris begins and ends with an hour of UTC, and most ask about now. */
let lastAsked = { hour: '', day: '' as Day };

/** The day it is in Europe/Paris at that instant. */
export function dayOf(instant: Instant): Day {
  const hour = instant.slice(0, 13);
  if (hour !== lastAsked.hour) {
    const parts = parisParts(instant);
    lastAsked = { hour, day: `${parts.year}-${parts.month}-${parts.day}` as Day };
  }
  return lastAsked.day;
}

/** What clocks in Europe/Paris say at that instant, `HH:MM:SS`. */
export function timeOf(instant: Instant): string {
  const { hour, minute, second } = parisParts(instant);
  return `${hour}:${minute}:${second}`;
}

/** The last instant (to the millisecond) of that day in Europe/Paris. */
export function endOfDay(day: Day): Instant {
  const next = Date.parse(`${addDays(day, 1)}T00:00:00Z`);
  return new Date(next - parisOffset(next) - 1).toISOString() as Instant;
}

/** How long that day is in Europe/Paris: 24 hours, but for the two on which the clocks change. */
export const minutesOf = (day: Day): number =>
  (Date.parse(endOfDay(day)) - Date.parse(endOfDay(addDays(day, -1)))) / 60_000;

/** The time that clocks show in Paris at that instant, `HH:MM`. */
export function clockTimeOf(instant: Instant): string {
  return timeOf(instant).slice(0, 5);
}

/**
 * When clocks in Paris show that time on that day: the first of two where an hour comes twice, and where it is skipped, an
 * hour later on the clock.
 */
export function instantAt(day: Day, time: string): Instant {
  const utc = Date.parse(`${day}T${time}:00Z`);
  const [summer, winter] = [2, 1].map((hours) => new Date(utc - hours * 3_600_000).toISOString() as Instant);
  const shown = summer as Instant;
  return dayOf(shown) === day && clockTimeOf(shown) === time ? shown : (winter as Instant);
}

export function contains(period: Period, day: Day): boolean {
  return (period.from === null || period.from <= day) && (period.until === null || day < period.until);
}

export const addMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  milliseconds === 0 ? instant : (new Date(Date.parse(instant) + milliseconds).toISOString() as Instant);

export function laterOf<T extends Day | Instant>(a: T, b: T): T {
  return a < b ? b : a;
}

export function earlierOf<T extends Day | Instant>(a: T, b: T): T {
  return a < b ? a : b;
}

function parisParts(instant: Instant): Record<string, string> {
  return Object.fromEntries(PARIS.formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]));
}

/** Paris minus UTC, in milliseconds, around an instant. Midnight in Paris is never inside a change of hour. */
function parisOffset(aroundMs: number): number {
  const instant = new Date(aroundMs - 2 * 3_600_000).toISOString() as Instant;
  const p = parisParts(instant);
  return (
    Date.parse(`${p['year']}-${p['month']}-${p['day']}T${p['hour']}:${p['minute']}:${p['second']}Z`) -
    Date.parse(instant)
  );
}
