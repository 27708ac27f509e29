import { expect, test } from '@jest/globals';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { easterOf, holidayOn, isSunday } from '../../../src/kernel/holidays.js';

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
