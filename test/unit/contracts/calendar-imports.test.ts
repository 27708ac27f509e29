import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { eventsIn } from '../../../src/features/contracts/calendar/imports/content-lines.rules.js';
import { readIcs } from '../../../src/features/contracts/calendar/imports/events.rules.js';
import {
  dayOfText,
  gatheredExceptions,
  periodMistake,
  placeOfText,
  statedExceptions,
} from '../../../src/features/contracts/calendar/imports/periods.rules.js';
import { readCalendarFile } from '../../../src/features/contracts/calendar/imports/read-file.js';
import {
  occurrencesOf,
  recurrenceOf,
} from '../../../src/features/contracts/calendar/imports/recurrence.rules.js';
import { recordsOf } from '../../../src/features/contracts/calendar/imports/records.rules.js';
import { readCsv } from '../../../src/features/contracts/calendar/imports/tables.rules.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { AppError } from '../../../src/kernel/errors.js';
import type { SentTable } from '../../../src/platform/server/table-body.js';

const D = (day: string) => day as Day;
const file = (
  type: SentTable['type'],
  text: string | Buffer,
  charset: SentTable['charset'] = null,
): SentTable => ({
  type,
  charset,
  bytes: Buffer.isBuffer(text) ? text : Buffer.from(text),
});
const read = (sent: SentTable | null) =>
  readCalendarFile(sent, 'centre').exceptions.map(({ from, to, place, days, title }) => [
    from,
    to,
    place,
    days,
    title,
  ]);
const csv = (text: string | Buffer, charset: SentTable['charset'] = null) =>
  read(file('text/csv', text, charset));
const event = (uid: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//essai//FR', ...events, 'END:VCALENDAR', ''].join('\r\n');
const ics = (...events: string[]) => read(file('text/calendar', calendar(...events)));
const refusalOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (error.details['errors'] as { pointer: string; code: string }[]).map(
      (one) => `${one.pointer} ${one.code}`,
    );
  }
  return [];
};

test.each([
  ['31/12/2026', '2026-12-31'],
  ['1/9/2026', '2026-09-01'],
  ['2026-12-31', '2026-12-31'],
  ['31.12.2026', '2026-12-31'],
  ['12/31/2026', null],
  ['29/02/2025', null],
  ['31/12/26', null],
  ['', null],
])('the day %s is %s', (text, day) => {
  expect(dayOfText(text)).toBe(day);
});

test.each([
  ['Entreprise', 'company'],
  ['CFA', 'centre'],
  ['École', 'centre'],
  ['entreprise d’accueil', 'host'],
  ['Congés payés', 'leave'],
  ['Examen', 'exam_leave'],
  ['repos', 'rest'],
  ['lune', null],
])('%s is %s', (text, place) => {
  expect(placeOfText(text)).toBe(place);
});

test('a table as a spreadsheet in France writes it: semicolons, days first, Windows-1252', () => {
  const text =
    'Du;Au;Lieu;Titre\r\n01/09/2026;05/09/2026;École;"Rentrée ; accueil"\r\n\r\n21/12/2026;;congés;\r\n';
  const expected = [
    ['2026-09-01', '2026-09-05', 'centre', null, 'Rentrée ; accueil'],
    ['2026-12-21', '2026-12-21', 'leave', null, null],
  ];

  expect(csv(text)).toEqual(expected);
  expect(csv(`\uFEFF${text}`)).toEqual(expected);
  expect(csv(Buffer.from(text, 'latin1'))).toEqual(expected);
  expect(csv(Buffer.from(text, 'latin1'), 'windows-1252')).toEqual(expected);
  expect(csv('from,to\n2026-09-01,2026-09-05\n')).toEqual([
    ['2026-09-01', '2026-09-05', 'centre', null, null],
  ]);
});

/** Whatever cells are written as RFC 4180 has it, another program and this one read the same. */
test('a table is read as another program reads it, each record with its line', () => {
  const cell = fc
    .oneof(fc.constantFrom('', 'a', 'é;', '"', 'deux\nlignes', ' x', ',', '\t'), fc.string({ maxLength: 6 }))
    .map((text) => text.replaceAll(/[\r\0]/g, '').trim());
  const quoted = (text: string) => (/["\n;,\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 }), (rows) => {
      const text = ['du;au;titre', ...rows.map((row) => row.map(quoted).join(';'))].join('\r\n');
      const records = recordsOf(text);
      const others = parse(text, {
        delimiter: ';',
        relax_quotes: true,
        trim: true,
        relax_column_count: true,
        skip_empty_lines: true,
      }) as string[][];
      expect(Array.isArray(records) && records.map(({ cells }) => cells)).toEqual(
        others.filter((cells) => cells.some((value) => value !== '')),
      );
    }),
    { numRuns: 200 },
  );
  expect(recordsOf('a;b\n"x\ny";z\nw')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x\ny', 'z'] },
    { line: 4, cells: ['w'] },
  ]);
  expect([recordsOf('a\n"b'), recordsOf('a\n"b"c')]).toEqual([2, 2]);
  expect(readCsv('date\n2026-09-01', 'rest').periods).toMatchObject([{ line: 2, place: 'rest' }]);
});

test('every mistake of a table is told by its line and column, and nothing of it is taken', () => {
  const text = [
    'du;au;lieu;titre',
    '31/02/2026;;;',
    '01/09/2026;hier;lune;',
    '05/09/2026;01/09/2026;;',
    `01/10/2026;;;${'x'.repeat(121)}`,
    '01/11/2026;05/11/2026;centre;',
  ].join('\n');

  expect(refusalOf(() => csv(text))).toEqual([
    '/lines/2/du day',
    '/lines/3/au day',
    '/lines/3/lieu place',
    '/lines/4/au before_from',
    '/lines/5/titre text',
  ]);
  expect(refusalOf(() => csv('du\n01/09/2026\n01/09/2026'))).toEqual(['/lines/3 shares_days']);
  expect(refusalOf(() => csv('quand\n01/09/2026'))).toEqual(['/lines/1 column_missing']);
  expect(refusalOf(() => csv('du\n'))).toEqual([' nothing_to_import']);
  expect(refusalOf(() => csv('du;au\n"01/09/2026;'))).toEqual(['/lines/2 unreadable']);
  expect(refusalOf(() => csv('\0\0'))).toEqual([' file_missing']);
  expect(refusalOf(() => read(null))).toEqual([' file_missing']);
  expect(refusalOf(() => csv(`du\n${'01/09/2026\n'.repeat(2001)}`))).toEqual([' too_many']);
});

test('an agenda is read as days: all-day events, times in Paris, repeated ones; what it calls them is not', () => {
  expect(
    ics(
      event('1', 'SUMMARY:Cours de M. Petit', 'DTSTART;VALUE=DATE:20260907', 'DTEND;VALUE=DATE:20260912'),
      event('2', 'DTSTART:20260913T220000Z', 'DTEND:20260914T100000Z'),
      event('3', 'DTSTART;TZID=Europe/Paris:20260915T090000', 'DTEND;TZID=Europe/Paris:20260915T170000'),
      event(
        '4',
        'DTSTART:20261005T090000',
        'DURATION:PT3H',
        'RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=4',
        'EXDATE:20261012T090000',
      ),
      event('4', 'RECURRENCE-ID:20261013T090000', 'DTSTART:20261014T090000', 'DTEND:20261014T120000'),
      event('5', 'STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20261101'),
    ),
  ).toEqual([
    ['2026-09-07', '2026-09-11', 'centre', ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], null],
    ['2026-09-14', '2026-09-15', 'centre', ['monday', 'tuesday'], null],
    ['2026-10-05', '2026-10-06', 'centre', ['monday', 'tuesday'], null],
    ['2026-10-14', '2026-10-14', 'centre', null, null],
  ]);
});

test('what cannot be read of an agenda is told by its line', () => {
  const repeated = (rule: string) => () => ics(event('1', 'DTSTART;VALUE=DATE:20260907', `RRULE:${rule}`));

  expect(refusalOf(repeated('FREQ=MONTHLY;COUNT=3'))).toEqual(['/lines/4/RRULE recurrence']);
  expect(refusalOf(repeated('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))).toEqual(['/lines/4/RRULE recurrence']);
  expect(refusalOf(repeated('FREQ=WEEKLY'))).toEqual(['/lines/4/RRULE recurrence_endless']);
  expect(refusalOf(repeated('FREQ=DAILY;COUNT=9999'))).toEqual(['/lines/4/RRULE recurrence_endless']);
  expect(refusalOf(() => ics(event('1', 'SUMMARY:sans jour')))).toEqual(['/lines/4/DTSTART day']);
  expect(refusalOf(() => read(file('text/calendar', 'bonjour')))).toEqual([' not_icalendar']);
  expect(refusalOf(() => ics())).toEqual([' nothing_to_import']);
  const many = Array.from({ length: 1001 }, (_, index) =>
    event(String(index), 'DTSTART;VALUE=DATE:20260907'),
  );
  expect(refusalOf(() => ics(...many))).toEqual([' too_many']);
  const recurring = Array.from({ length: 101 }, (_, n) =>
    event(String(n), 'DTSTART;VALUE=DATE:20260907', 'RRULE:FREQ=DAILY;COUNT=2'),
  );
  expect(refusalOf(() => ics(...recurring))).toEqual([' too_many']);
});

test('a recurrence gives the days that looking at each day gives', () => {
  const rule = {
    freq: 'WEEKLY',
    interval: 2,
    count: null,
    until: D('2026-10-20'),
    weekdays: [0, 3],
    others: [],
  };

  // From a Wednesday on, which is taken though it is none of them.
  expect(occurrencesOf(D('2026-09-02'), rule, 400)).toEqual([
    '2026-09-02',
    '2026-09-03',
    '2026-09-14',
    '2026-09-17',
    '2026-09-28',
    '2026-10-01',
    '2026-10-12',
    '2026-10-15',
  ]);
  expect(
    occurrencesOf(
      D('2026-02-27'),
      { ...rule, freq: 'DAILY', interval: 1, weekdays: [], until: D('2026-03-01') },
      400,
    ),
  ).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(occurrencesOf(D('2026-09-02'), { ...rule, interval: 53 }, 400)).toBe('not_taken');
  expect(occurrencesOf(D('2026-09-02'), rule, 3)).toBe('endless');
});

test('content lines are joined and read without their parameters; a rule is read as far as it is taken', () => {
  const text = calendar(
    event('1', 'DESCRIPTION;X="a:b";Y=c:long', '  er', 'DTSTART;TZID="Europe/Paris":20260907T090000'),
  );
  const [read] = eventsIn(text) as { line: number; values: Map<string, string[]> }[];
  expect([read?.line, read?.values.get('DESCRIPTION'), read?.values.get('DTSTART')]).toEqual([
    4,
    ['long er'],
    ['20260907T090000'],
  ]);
  expect(readIcs(text, 'host').periods).toMatchObject([
    { from: '2026-09-07', to: '2026-09-07', place: 'host' },
  ]);
  for (const wrong of ['', 'BEGIN:VCALENDAR', 'BEGIN:VCALENDAR\nEND:VEVENT', 'DTSTART:1', 'sans deux-points'])
    expect(eventsIn(wrong)).toMatchObject({ code: 'not_icalendar' });

  const rule = (text: string) => recurrenceOf(text, (day) => (day === 'X' ? null : D('2026-10-20')));
  expect(rule('FREQ=WEEKLY;WKST=SU;BYDAY=MO,SU;UNTIL=20261020')).toEqual({
    freq: 'WEEKLY',
    interval: 1,
    count: null,
    until: '2026-10-20',
    weekdays: [0, 6],
    others: [],
  });
  for (const other of [
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    'FREQ=DAILY;BYDAY=1MO',
    'FREQ=DAILY;UNTIL=X',
    'FREQ=DAILY;COUNT=x',
    'FREQ=DAILY;BYMONTH=2',
  ])
    expect(rule(other).others).toHaveLength(1);
});

test('what is read of a file is bounded', () => {
  const period = {
    line: 1,
    from: D('2026-09-01'),
    to: D('2036-09-01'),
    place: 'centre',
    title: null,
  } as const;
  expect(periodMistake(period, null)?.code).toBe('too_many_days');
  const five = { ...period, to: addDays(period.from, 1800) };
  expect(gatheredExceptions({ periods: Array(9).fill(five) as never, mistakes: [] }).mistakes[0]?.code).toBe(
    'too_many',
  );
  const days = Array.from({ length: 401 }, (_, n) => ({
    ...period,
    from: addDays(period.from, 2 * n),
    to: addDays(period.from, 2 * n),
  }));
  expect(statedExceptions({ periods: days, mistakes: [] }).mistakes.map(({ code }) => code)).toEqual([
    'too_many',
  ]);
});

test.each([
  ['one line of quotes', 'text/csv', `du\nx${'"'.repeat(250_000)}`],
  ['one line of separators', 'text/csv', ';'.repeat(250_000)],
  [
    'recurrences that look far for few days',
    'text/calendar',
    calendar(
      ...Array(100).fill(event('1', 'DTSTART:20260907', 'RRULE:FREQ=WEEKLY;INTERVAL=52;UNTIL=29990101')),
    ),
  ],
])('a file within its bounds costs little: %s', (_, type, text) => {
  const before = process.cpuUsage();
  refusalOf(() => readCalendarFile(file(type as SentTable['type'], Buffer.from(text)), 'centre'));
  const { user, system } = process.cpuUsage(before);

  expect((user + system) / 1000).toBeLessThan(150);
});

const junk = fc.constantFrom(
  ...'BEGIN:VEVENT|END:VEVENT|BEGIN:VCALENDAR|END:VCALENDAR|DTSTART:20260907T100000Z|DTSTART;VALUE=DATE:20260230|DTEND;VALUE=DATE:20260101|RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO|RRULE:FREQ=DAILY;UNTIL=20269999|RRULE:FREQ=DAILY;INTERVAL=0;COUNT=2|EXDATE:x|RDATE:20260909|DURATION:P1D|DURATION:-P9999D|UID:1|RECURRENCE-ID:20260907|du;au;lieu|01/09/2026;;x|"|;|\u0000|é'.split(
    '|',
  ),
);

test('whatever is sent, it is read or refused with what is wrong', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('text/csv', 'text/calendar'),
      fc.oneof(
        fc.array(junk, { maxLength: 25 }).map((lines) => Buffer.from(lines.join('\r\n'))),
        fc.array(junk, { maxLength: 8 }).map((lines) => Buffer.from(calendar(event('1', ...lines)))),
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      ),
      (type, bytes) => {
        refusalOf(() => readCalendarFile(file(type as SentTable['type'], bytes), 'centre'));
      },
    ),
    { numRuns: 400 },
  );
});
