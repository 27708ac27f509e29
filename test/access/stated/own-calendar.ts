import type { Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';

export const SAMPLES: readonly Sample[] = [
  sample('getOwnCalendar', { of: 'nothing' }),
  sample('createCalendarLink', { of: 'nothing', request: () => ({ body: { name: 'Mon téléphone' } }) }),
  sample('listCalendarLinks', { of: 'nothing' }),
  // Nobody but its holder learns of one: whose it is, test/api/own-calendar knows.
  sample('revokeCalendarLink', {
    of: 'nothing',
    request: () => ({ path: { calendarLinkId: '01900000-0000-7000-8000-00000000ca1e' } }),
  }),
  sample('getCalendarBySecret', { of: 'nothing', request: () => ({ path: { secret: 'A'.repeat(43) } }) }),
];

const own = (status: string): Rule => ({ roles: 'signed_in', gets: () => status });

export const RULES: Readonly<Record<string, Rule>> = {
  getOwnCalendar: own('200'),
  createCalendarLink: own('201'),
  listCalendarLinks: own('200'),
  revokeCalendarLink: own('404'),
  // Whoever has an address reads it; of one that opens nothing everybody learns the same.
  getCalendarBySecret: { roles: 'anyone', gets: () => '404' },
};
