import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { AlternationPlan, CalendarId, CalendarSource } from './calendar.types.js';
import type { ContractCalendar } from './contract-calendar.entity.js';

/** The event says that there is another calendar, and how much it says; never a title. */
export const calendarRecorded = (
  { author }: Authorship,
  id: CalendarId,
  { patterns, exceptions }: AlternationPlan,
  source: CalendarSource,
): Fact => ({
  event: {
    type: 'contract.calendar_recorded',
    data: { calendarId: id, source, patterns: patterns.length, exceptions: exceptions.length },
  },
  rows: [
    factRow<ContractCalendar>('contract_calendars', { id, ...author, patterns, items: exceptions, source }),
  ],
});
