import { expect, test } from '@jest/globals';
import { addDays, type Day } from '../../../src/kernel/days.js';
import joursFeries from '@socialgouv/jours-feries';
import {
  departmentOf,
  easterOf,
  holidayOn,
  isSunday,
  missesHolidays,
  type HolidayPlace,
} from '../../../src/kernel/holidays.js';

/** As calendars print them, with the earliest and the latest that there can be. */
const EASTERS =
  '1818-03-22 1943-04-25 1954-04-18 1961-04-02 1981-04-19 2000-04-23 2008-03-23 2011-04-24 2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05 2038-04-25 2039-04-10 2040-04-01 2049-04-18 2076-04-19'.split(
    ' ',
  );

test.each(EASTERS)('Easter is on %s', (day) => {
  expect(easterOf(Number(day.slice(0, 4)))).toBe(day);
});

/** By the moon instead: the Sunday after the full moon of the ecclesiastical calendar, from its golden number and epact. */
function easterByTheMoon(year: number): Day {
  const century = Math.floor(year / 100) + 1;
  const golden = (year % 19) + 1;
  const leapsSkipped = Math.floor((3 * century) / 4) - 12;
  const moonGained = Math.floor((8 * century + 5) / 25) - 5;
  let epact = (((11 * golden + 20 + moonGained - leapsSkipped) % 30) + 30) % 30;
  if ((epact === 25 && golden > 11) || epact === 24) epact += 1;
  let fullMoon = 44 - epact;
  if (fullMoon < 21) fullMoon += 30;
  let day = addDays(`${year}-03-01` as Day, fullMoon - 1 + 1);
  while (!isSunday(day)) day = addDays(day, 1);
  return day;
}

test('every Easter until 2299 is the Sunday after the full moon of spring', () => {
  for (let year = 1900; year < 2300; year += 1) expect(easterOf(year)).toBe(easterByTheMoon(year));
});

test('the eleven public holidays of 2026, and no other day of that year', () => {
  const days = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01' as Day, index));

  expect(days.flatMap((day) => (holidayOn(day) ? [`${day} ${holidayOn(day)?.fr}`] : []))).toEqual([
    '2026-01-01 jour de l’An',
    '2026-04-06 lundi de Pâques',
    '2026-05-01 fête du Travail',
    '2026-05-08 8 mai 1945',
    '2026-05-14 Ascension',
    '2026-05-25 lundi de Pentecôte',
    '2026-07-14 fête nationale',
    '2026-08-15 Assomption',
    '2026-11-01 Toussaint',
    '2026-11-11 11 novembre 1918',
    '2026-12-25 Noël',
  ]);
});

/** Those that another program, made by others, gives: https://www.npmjs.com/package/@socialgouv/jours-feries. */
const givenBy = (year: number, alsace: boolean): string[] =>
  Object.values(joursFeries(year, { alsace }))
    // It counts days of 24 hours from midnight: at noon they are the same, wherever the clocks change.
    .map((date) => new Date(date.getTime() + 12 * 3_600_000))
    .map((date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()])
    .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)
    .toSorted();
const daysIn = (year: number, where?: HolidayPlace): Day[] =>
  Array.from({ length: 366 }, (_, index) => addDays(`${year}-01-01` as Day, index)).filter(
    (day) => day.startsWith(String(year)) && holidayOn(day, where),
  );

test('the holidays of France, and of Alsace and Moselle, are those that another program gives, for fifty years', () => {
  for (let year = 2000; year <= 2050; year += 1) {
    expect(daysIn(year)).toEqual([...new Set(givenBy(year, false))]);
    const withChurch = { department: '57', observesGoodFriday: true };
    expect(daysIn(year, withChurch)).toEqual([...new Set(givenBy(year, true))]);
  }
});

test('Good Friday is a holiday where the town has a Protestant church, and what is not known is said', () => {
  const [friday, stephen] = ['2026-04-03', '2026-12-26'] as Day[] as [Day, Day];
  const cases = [
    ['67', true, 'Vendredi saint', 'Saint-Étienne', null],
    ['67', false, undefined, 'Saint-Étienne', null],
    ['67', null, undefined, 'Saint-Étienne', 'good_friday'],
    ['75', true, undefined, undefined, null],
    [null, true, undefined, undefined, 'department'],
  ] as const;
  for (const [department, observesGoodFriday, good, saint, misses] of cases) {
    const where = { department, observesGoodFriday };
    expect([holidayOn(friday, where)?.fr, holidayOn(stephen, where)?.fr]).toEqual([good, saint]);
    expect(missesHolidays(where)).toBe(misses);
  }
});

test('the abolition of slavery is a holiday overseas, each on its day', () => {
  const day = (department: string) => daysIn(2026, { department, observesGoodFriday: null }).length;

  expect(holidayOn('2026-05-22' as Day, { department: '972', observesGoodFriday: null })?.fr).toBe(
    'abolition de l’esclavage',
  );
  expect(['971', '972', '973', '974', '976', '977', '978', '75'].map(day)).toEqual([
    12, 12, 12, 12, 12, 12, 12, 11,
  ]);
});

test.each([
  ['67000', '67'],
  ['97133', '977'],
  ['97150', '978'],
  ['97110', '971'],
  ['20000', '2A'],
  ['20137', '2A'],
  ['20200', '2B'],
  ['20620', '2B'],
  ['01000', '01'],
  ['00100', null],
  ['6700', null],
  [null, null],
])('the postcode %s is of the département %s', (postcode, department) => {
  expect(departmentOf(postcode)).toBe(department);
});
