import type { Day, Instant, Period } from '../../../kernel/days.js';
import type { HolidayPlace } from '../../../kernel/holidays.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { Bilingual } from '../../../kernel/language.js';
import type { AbsencePeriod } from '../absences/absences.types.js';
import type { Place } from '../placements/placements.types.js';
import type { ContractKind } from '../contracts.types.js';

export type CalendarId = Id<'contract_calendar'>;

/** From Monday on. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What a calendar may say of a period. */
export const PLANNED_PLACES = ['company', 'centre', 'host', 'leave', 'exam_leave', 'rest'] as const;
export type PlannedPlace = (typeof PLANNED_PLACES)[number];

/** Where the alternant is on a day. */
export const DAY_PLACES = [
  'company',
  'centre',
  'host',
  'leave',
  'absence',
  'holiday',
  'rest',
  'suspended',
  'out',
  'unknown',
] as const;
export type DayPlace = (typeof DAY_PLACES)[number];

/** What says so. */
export const DAY_REASONS = [
  'outside_contract',
  'suspension',
  'absent',
  'stated',
  'exam_leave',
  'pattern',
  'day_off',
  'public_holiday',
  'placement',
  'nothing_planned',
] as const;
export type DayReason = (typeof DAY_REASONS)[number];

/** One week of the rhythm: a day that is in neither list is a day off. */
export interface CalendarWeek {
  readonly company: readonly Weekday[];
  readonly centre: readonly Weekday[];
  /** Worked half: noted for people, a day counts as a day. */
  readonly halfDays: readonly Weekday[];
}

/** A rhythm that holds from a Monday on, until the next one begins: its weeks come round and round. */
export interface CalendarPattern {
  readonly from: Day;
  readonly weeks: readonly CalendarWeek[];
}

/** A period that is otherwise than the rhythm says; `to` is its last day. */
export interface CalendarException {
  readonly from: Day;
  readonly to: Day;
  readonly place: PlannedPlace;
  /** On these days of the week only; null: on those that are worked, or all of them where nobody works. */
  readonly days: readonly Weekday[] | null;
  readonly title: string | null;
}

/** What is planned: no two exceptions share a day. */
export interface AlternationPlan {
  readonly patterns: readonly CalendarPattern[];
  readonly exceptions: readonly CalendarException[];
}

/** Everything that says where an alternant is on a day. */
export interface CalendarFacts {
  readonly startsOn: Day;
  /** The first day out, whatever ends the contract. */
  readonly heldUntil: Day;
  readonly suspensions: readonly Period[];
  /** Null: nobody has said. */
  readonly plan: AlternationPlan | null;
  readonly absences: readonly AbsencePeriod[];
  /** Days on which the company is that of a host. */
  readonly places: readonly Place[];
  readonly where: HolidayPlace;
}

export interface CalendarDay {
  readonly on: Day;
  readonly place: DayPlace;
  readonly why: DayReason;
  /** The name of the holiday or of the period, the kind of the absence for whoever may know it. */
  readonly title: Bilingual | null;
  readonly isHalfDay: boolean;
}

/** Days on end at one place; days off between two of them are part of it, and not counted. */
export interface CalendarPeriod extends Omit<CalendarDay, 'on' | 'isHalfDay'> {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
}

/** A calendar as it was recorded. */
export interface CalendarVersion extends AlternationPlan {
  readonly id: CalendarId;
  readonly contractId: ContractId;
  readonly source: CalendarSource;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}

/** A contract as far as days at work, the trial period and the deposit follow from it. */
export interface Alternation {
  readonly contractId: ContractId;
  readonly kind: ContractKind;
  readonly startsOn: Day;
  /** The first day out that the parties agreed on. */
  readonly until: Day;
  readonly signedOn: Day | null;
  readonly isCancelled: boolean;
  /** Null, here and below: the form does not say yet. */
  readonly isPublic: boolean | null;
  readonly contractType: string | null;
  readonly practicalTrainingStartsOn: Day | null;
  readonly nature: 'open_ended' | 'fixed_term' | 'temporary' | null;
  /** How long the contract says that its trial period is. */
  readonly statedDays: number | null;
  /** The calendar that was recorded last; it may say nothing. */
  readonly version: CalendarVersion | null;
  readonly calendar: CalendarFacts;
}

export const CALENDAR_SOURCES = ['stated', 'ics', 'csv'] as const;
export type CalendarSource = (typeof CALENDAR_SOURCES)[number];
