import type { FieldError } from '../../../../kernel/errors.js';
import { notICalendar, tooMuch } from './imports.errors.js';
import { FILE_BOUNDS } from './imports.types.js';

/** One event of an iCalendar file: what it says of itself, by name, and the line on which it begins. */
export interface IcsEvent {
  readonly line: number;
  /** Values by name, in capitals, as often as they stand there. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

interface Open {
  readonly name: string;
  readonly line: number;
  readonly values: Map<string, string[]>;
}

/** Reads the events out of the content lines of RFC 5545: folded lines are joined, parameters left aside. */
export function eventsIn(text: string): IcsEvent[] | FieldError {
  const open: Open[] = [];
  const events: IcsEvent[] = [];
  let calendars = 0;
  for (const { line, content } of unfolded(text)) {
    const end = endOfName(content);
    if (end < 0) return notICalendar();
    const name = content.slice(0, end).split(';', 1)[0]?.toUpperCase() ?? '';
    const value = content.slice(end + 1).trim();
    const inside = open.at(-1);
    if (name === 'BEGIN') {
      open.push({ name: value.toUpperCase(), line, values: new Map() });
    } else if (name === 'END') {
      if (inside?.name !== value.toUpperCase()) return notICalendar();
      open.pop();
      if (inside.name === 'VEVENT') events.push(inside);
      if (inside.name === 'VCALENDAR') calendars += 1;
      if (events.length > FILE_BOUNDS.events) return tooMuch('events', FILE_BOUNDS.events);
    } else if (!inside) {
      return notICalendar();
    } else if (inside.name === 'VEVENT') {
      const known = inside.values.get(name);
      if (known) known.push(value);
      else inside.values.set(name, [value]);
    }
  }
  return open.length > 0 || calendars === 0 ? notICalendar() : events;
}

/** Joins each line with those that go on with it, which begin with a space or a tab. */
function unfolded(text: string): { line: number; content: string }[] {
  const joined: { line: number; parts: string[] }[] = [];
  for (const [index, one] of text.split(/\r\n|\r|\n/).entries()) {
    const last = joined.at(-1);
    if (last && /^[ \t]/.test(one)) last.parts.push(one.slice(1));
    else if (one.trim() !== '') joined.push({ line: index + 1, parts: [one] });
  }
  return joined.map(({ line, parts }) => ({ line, content: parts.join('') }));
}

/** The colon that ends the name and its parameters: none of those between quotes. */
function endOfName(content: string): number {
  let isQuoted = false;
  for (let at = 0; at < content.length; at += 1) {
    if (content[at] === '"') isQuoted = !isQuoted;
    else if (content[at] === ':' && !isQuoted) return at;
  }
  return -1;
}
