import { addDays, type Day } from '../../../kernel/days.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';

/** Those on the same date every year. Code du travail, L3133-1. */
const FIXED: ReadonlyMap<string, Bilingual> = new Map([
  ['01-01', bilingual('jour de l’An', 'New Year’s Day')],
  ['05-01', bilingual('fête du Travail', 'Labour Day')],
  ['05-08', bilingual('8 mai 1945', 'Victory Day')],
  ['07-14', bilingual('fête nationale', 'National Day')],
  ['08-15', bilingual('Assomption', 'Assumption Day')],
  ['11-01', bilingual('Toussaint', 'All Saints’ Day')],
  ['11-11', bilingual('11 novembre 1918', 'Armistice Day')],
  ['12-25', bilingual('Noël', 'Christmas Day')],
]);

/** Those that follow Easter, by the days between. */
const AFTER_EASTER: ReadonlyMap<number, Bilingual> = new Map([
  [1, bilingual('lundi de Pâques', 'Easter Monday')],
  [39, bilingual('Ascension', 'Ascension Day')],
  [50, bilingual('lundi de Pentecôte', 'Whit Monday')],
]);

/**
 * What a day is called when it is one of the eleven public holidays of all France, or null. The two more of Alsace and
 * Moselle are not known here: nothing recorded says for sure in which département somebody works.
 */
export function holidayOn(day: Day): Bilingual | null {
  const fixed = FIXED.get(day.slice(5));
  if (fixed) return fixed;
  const easter = easterOf(Number(day.slice(0, 4)));
  for (const [days, name] of AFTER_EASTER) if (addDays(easter, days) === day) return name;
  return null;
}

/** Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
export function easterOf(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * shift + 114;
  const month = String(Math.floor(days / 31)).padStart(2, '0');
  const dayOfMonth = String((days % 31) + 1).padStart(2, '0');
  return `${year}-${month}-${dayOfMonth}` as Day;
}

/** True on Sundays. */
export const isSunday = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
