import { addDays, type Day, type Instant } from '../../kernel/days.js';
import type { Language } from '../../kernel/language.js';
import type { CalendarEvent } from './own-calendar.types.js';

/** How long programs may wait before they read again. */
const REFRESH = 'PT6H';
const NAME = { fr: 'Palier', en: 'Palier' } as const;
const MOST_OCTETS = 75;

/**
 * Writes days as iCalendar (RFC 5545): days without hours, private, and taking nobody's time. What it says follows from the
 * events alone, so that what is the same has the same bytes.
 */
export function writeCalendar(events: readonly CalendarEvent[], language: Language): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Palier//Palier//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(NAME[language])}`,
    `X-WR-CALNAME:${escapeText(NAME[language])}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...events.flatMap((event) => linesOf(event, language)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

const linesOf = (event: CalendarEvent, language: Language): string[] => [
  'BEGIN:VEVENT',
  `UID:${event.uid}`,
  `DTSTAMP:${stampOf(event.stampedAt)}`,
  `DTSTART;VALUE=DATE:${dateOf(event.from)}`,
  `DTEND;VALUE=DATE:${dateOf(addDays(event.to, 1))}`,
  `SEQUENCE:${event.sequence}`,
  `SUMMARY;LANGUAGE=${language}:${escapeText(event.title[language])}`,
  'CLASS:PRIVATE',
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

const dateOf = (day: Day): string => day.replaceAll('-', '');
const stampOf = (instant: Instant): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** A text as a value: no name that somebody chose ends a line or begins another property. */
export const escapeText = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, (one) => `\\${one}`)
    .replaceAll(/\r\n|[\r\n\u0085\u2028\u2029]/g, '\\n')
    // oxlint-disable-next-line no-control-regex -- the ones that RFC 5545 forbids
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** Cuts a line into parts of 75 octets at most, never inside a character; each but the first begins with a space. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MOST_OCTETS) {
      parts.push(part);
      part = '';
      // The space that says that the line goes on.
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

/** In UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
