import { addDays, contains, daysBetween, type Day } from '../../../kernel/days.js';
import { holidayOn, weekdayOf } from '../../../kernel/holidays.js';
import { bilingual } from '../../../kernel/language.js';
import { CALENDAR_LABELS } from '../../../kernel/labels/calendar-labels.js';
import { placeOn } from '../placements/placements.types.js';
import {
  WEEKDAYS,
  type AlternationPlan,
  type CalendarDay,
  type CalendarException,
  type CalendarFacts,
  type CalendarPattern,
  type CalendarPeriod,
  type DayPlace,
  type PlannedPlace,
  type Weekday,
} from './calendar.types.js';

/** Where somebody learns or works: absence and holidays take these days, and no others. */
const ATTENDED: readonly DayPlace[] = ['company', 'centre', 'host'];
const OFFICE_DAYS: readonly Weekday[] = WEEKDAYS.slice(0, 5);

/** However far away a contract says that it ends, no more days than these are looked at: five years. */
export const LOOKED_AT = 1830;

/** Says of one day after the other where the alternant is. What is recorded is put in order once, for however many days. */
export function dayReader(facts: CalendarFacts): (on: Day) => CalendarDay {
  const { plan } = facts;
  const planned = plan ? planReader(plan) : nothingPlanned;
  return (on) => {
    if (on < facts.startsOn || facts.heldUntil <= on) return day(on, 'out', 'outside_contract');
    if (facts.suspensions.some((period) => contains(period, on))) return day(on, 'suspended', 'suspension');
    const found = hosted(planned(on), facts);
    const isAttended = ATTENDED.includes(found.place);
    const holiday = isAttended && !found.isExplicit ? holidayOn(on, facts.where) : null;
    if (holiday) return day(on, 'holiday', 'public_holiday', { title: holiday });
    const absence =
      isAttended || found.place === 'unknown'
        ? facts.absences.find((period) => contains(period, on))
        : undefined;
    if (absence)
      return day(on, 'absence', 'absent', {
        title: absence.kind && CALENDAR_LABELS.AbsenceKind[absence.kind],
      });
    const { isExplicit: _, ...shown } = found;
    return shown;
  };
}

/** A day at the company is one at the host of a placement, and one at a host that nobody named bears its name. */
function hosted(planned: Planned, { places }: CalendarFacts): Planned {
  if (planned.place !== 'company' && (planned.place !== 'host' || planned.title !== null)) return planned;
  const place = placeOn(places, planned.on);
  if (!place) return planned;
  return { ...planned, place: 'host', why: 'placement', title: bilingual(place.name, place.name) };
}

/** One day after the other, `to` included. */
export function daysFrom(facts: CalendarFacts, from: Day, to: Day): CalendarDay[] {
  const read = dayReader(facts);
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => read(addDays(from, index)));
}

/** Puts the days together as periods: one or two days off between two that are alike part nothing, and are not counted. */
export function periodsOf(days: readonly CalendarDay[]): CalendarPeriod[] {
  const periods: CalendarPeriod[] = [];
  for (const one of days) {
    const [last, before] = [periods.at(-1), periods.at(-2)];
    if (last && isAlike(last, one)) {
      periods[periods.length - 1] = { ...last, to: one.on, days: last.days + 1 };
    } else if (before && last?.place === 'rest' && last.days <= 2 && isAlike(before, one)) {
      periods.splice(-2, 2, { ...before, to: one.on, days: before.days + 1 });
    } else {
      const { on, place, why, title } = one;
      periods.push({ from: on, to: on, days: 1, place, why, title });
    }
  }
  return periods;
}

const isAlike = (a: Omit<CalendarPeriod, 'from' | 'to' | 'days'>, b: CalendarDay): boolean =>
  a.place === b.place && a.why === b.why && a.title?.fr === b.title?.fr;

/** `isExplicit`: the calendar names this very day, a public holiday or not. */
type Planned = CalendarDay & { readonly isExplicit: boolean };

function day(
  on: Day,
  place: DayPlace,
  why: CalendarDay['why'],
  more: Partial<Pick<CalendarDay, 'title' | 'isHalfDay'>> = {},
): CalendarDay {
  return { on, place, why, title: null, isHalfDay: false, ...more };
}

const nothingPlanned = (on: Day): Planned => ({
  ...day(on, 'unknown', 'nothing_planned'),
  isExplicit: false,
});

function planReader(plan: AlternationPlan): (on: Day) => Planned {
  const patterns = plan.patterns.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const exceptions = plan.exceptions.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return (on) => {
    const pattern = patterns.findLast(({ from }) => from <= on);
    const exception = lastFrom(exceptions, on);
    if (exception && on <= exception.to && takes(exception, pattern, on)) return stated(exception, on);
    return pattern ? ofPattern(pattern, on) : nothingPlanned(on);
  };
}

/** The last that has begun by then, of those in order: found by halves, as a calendar may have hundreds. */
function lastFrom(exceptions: readonly CalendarException[], on: Day): CalendarException | undefined {
  let [low, high] = [0, exceptions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((exceptions[middle]?.from ?? on) <= on) low = middle + 1;
    else high = middle;
  }
  return exceptions[low - 1];
}

/** Whether a period that holds a day says something of it. */
function takes(
  { from, to, place, days }: CalendarException,
  pattern: CalendarPattern | undefined,
  on: Day,
): boolean {
  const weekday = WEEKDAYS[weekdayOf(on)] as Weekday;
  if (days !== null) return days.includes(weekday);
  if (from === to || !isAttendedPlace(place)) return true;
  return (pattern ? workedIn(pattern) : OFFICE_DAYS).includes(weekday);
}

const isAttendedPlace = (place: PlannedPlace): boolean => (ATTENDED as readonly string[]).includes(place);

/** Every day of the week that one of its weeks works on. */
const workedIn = ({ weeks }: CalendarPattern): readonly Weekday[] => {
  const worked = weeks.flatMap(({ company, centre }) => [...company, ...centre]);
  return worked.length > 0 ? worked : OFFICE_DAYS;
};

function stated({ from, to, place, title }: CalendarException, on: Day): Planned {
  const isExplicit = from === to;
  const named = { title: title === null ? null : bilingual(title, title) };
  if (place === 'exam_leave') return { ...day(on, 'leave', 'exam_leave', named), isExplicit };
  return { ...day(on, place, place === 'rest' ? 'day_off' : 'stated', named), isExplicit };
}

function ofPattern({ from, weeks }: CalendarPattern, on: Day): Planned {
  const week = weeks[Math.floor(daysBetween(from, on) / 7) % weeks.length];
  const weekday = WEEKDAYS[weekdayOf(on)] as Weekday;
  const isHalfDay = week?.halfDays.includes(weekday) ?? false;
  if (week?.company.includes(weekday))
    return { ...day(on, 'company', 'pattern', { isHalfDay }), isExplicit: false };
  if (week?.centre.includes(weekday))
    return { ...day(on, 'centre', 'pattern', { isHalfDay }), isExplicit: false };
  return { ...day(on, 'rest', 'day_off'), isExplicit: false };
}
