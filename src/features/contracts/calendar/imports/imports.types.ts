import type { Day } from '../../../../kernel/days.js';
import type { FieldError } from '../../../../kernel/errors.js';
import type { CalendarException, CalendarSource, PlannedPlace } from '../calendar.types.js';

/** Days at one place, as a line of a file has them. */
export interface ImportedPeriod {
  readonly line: number;
  readonly from: Day;
  readonly to: Day;
  readonly place: PlannedPlace;
  readonly title: string | null;
}

/** What was read of a file: nothing of it counts where anything is wrong. */
export interface ReadFile {
  readonly periods: readonly ImportedPeriod[];
  readonly mistakes: readonly FieldError[];
}

export interface CalendarImport {
  readonly source: CalendarSource;
  readonly exceptions: readonly CalendarException[];
}

/** How much of a file is read at all. */
export const FILE_BOUNDS = {
  recurrences: 100,
  gathered: 10_000,
  lines: 2000,
  events: 1000,
  occurrences: 400,
  periods: 400,
  days: 1830,
} as const;
