import { addDays, type Day } from './days.js';
import { bilingual, type Bilingual } from './language.js';
import { LEGAL_RULES, legalRuleOn, type LegalRuleVersion } from './legal-rules.js';

/** Where somebody works, as far as it says which days are public holidays. What is null is not known. */
export interface HolidayPlace {
  /** The number of the département: `67`, `2A`, `971`. */
  readonly department: string | null;
  /** Their town has a Protestant church and a mixed confession: Good Friday is a holiday in Alsace and Moselle. */
  readonly observesGoodFriday: boolean | null;
}

/** Nothing is known: the eleven of all France. */
export const ALL_FRANCE: HolidayPlace = { department: null, observesGoodFriday: null };

/** Bas-Rhin, Haut-Rhin and Moselle: the local law of 1908 goes on there. */
const ALSACE_MOSELLE: readonly string[] = ['57', '67', '68'];
const GOOD_FRIDAY = 'good_friday_where_protestant_church';

const NAMES: Readonly<Record<string, Bilingual>> = {
  '01-01': bilingual('jour de l’An', 'New Year’s Day'),
  '05-01': bilingual('fête du Travail', 'Labour Day'),
  '05-08': bilingual('8 mai 1945', 'Victory Day'),
  '07-14': bilingual('fête nationale', 'National Day'),
  '08-15': bilingual('Assomption', 'Assumption Day'),
  '11-01': bilingual('Toussaint', 'All Saints’ Day'),
  '11-11': bilingual('11 novembre 1918', 'Armistice Day'),
  '12-25': bilingual('Noël', 'Christmas Day'),
  '12-26': bilingual('Saint-Étienne', 'Saint Stephen’s Day'),
  easter_monday: bilingual('lundi de Pâques', 'Easter Monday'),
  ascension: bilingual('Ascension', 'Ascension Day'),
  whit_monday: bilingual('lundi de Pentecôte', 'Whit Monday'),
  [GOOD_FRIDAY]: bilingual('Vendredi saint', 'Good Friday'),
};
const PUBLIC_HOLIDAY = bilingual('jour férié', 'public holiday');
const ABOLITION = bilingual('abolition de l’esclavage', 'Abolition of slavery');

/** Those that follow Easter, by the days between. */
const FROM_EASTER: Readonly<Record<string, number>> = {
  [GOOD_FRIDAY]: -2,
  easter_monday: 1,
  ascension: 39,
  whit_monday: 50,
};

/**
 * What a day is called when it is a public holiday there, or null. Which days they are, the data of the law says; before its
 * first version, as that one does. What is not known of the place brings no holiday: `missesHolidays` says so.
 */
export function holidayOn(day: Day, where: HolidayPlace = ALL_FRANCE): Bilingual | null {
  const national = namedOn(day, daysOf(versionOn('holidays.national', day)));
  if (national) return national;
  const { department, observesGoodFriday } = where;
  if (department === null) return null;
  if (ALSACE_MOSELLE.includes(department)) {
    const local = daysOf(versionOn('holidays.alsace_moselle', day));
    return namedOn(
      day,
      local.filter((name) => name !== GOOD_FRIDAY || observesGoodFriday === true),
    );
  }
  const overseas = valueOf(versionOn('holidays.overseas', day)) as Readonly<Record<string, string>>;
  return overseas[department] === day.slice(5) ? ABOLITION : null;
}

/** What about the place is not known that could make one more day a holiday. */
export function missesHolidays({
  department,
  observesGoodFriday,
}: HolidayPlace): 'department' | 'good_friday' | null {
  if (department === null) return 'department';
  return ALSACE_MOSELLE.includes(department) && observesGoodFriday === null ? 'good_friday' : null;
}

/** Two islands whose postcodes are those of Guadeloupe. */
const ISLANDS: Readonly<Record<string, string>> = { '97133': '977', '97150': '978' };

/** The département of a French postcode, or null when it is none. */
export function departmentOf(postcode: string | null): string | null {
  if (postcode === null || !/^\d{5}$/.test(postcode)) return null;
  if (postcode.startsWith('97') || postcode.startsWith('98'))
    return ISLANDS[postcode] ?? postcode.slice(0, 3);
  if (postcode.startsWith('20')) return postcode < '20200' ? '2A' : '2B';
  return postcode.startsWith('00') ? null : postcode.slice(0, 2);
}

function namedOn(day: Day, names: readonly string[]): Bilingual | null {
  const monthDay = day.slice(5);
  if (names.includes(monthDay)) return NAMES[monthDay] ?? PUBLIC_HOLIDAY;
  // Easter is never before 22 March, nor Whit Monday after 14 June.
  if (monthDay < '03-20' || monthDay > '06-14') return null;
  const easter = easterOf(Number(day.slice(0, 4)));
  const name = names.find((one) => {
    const days = FROM_EASTER[one];
    return days !== undefined && addDays(easter, days) === day;
  });
  return name === undefined ? null : (NAMES[name] ?? PUBLIC_HOLIDAY);
}

function versionOn(code: string, day: Day): LegalRuleVersion {
  const version = legalRuleOn(code, day) ?? LEGAL_RULES.find((rule) => rule.code === code);
  if (!version) throw new Error(`No legal rule is called ${code}.`);
  return version;
}

const valueOf = ({ values }: LegalRuleVersion): unknown => values.find(({ name }) => name === 'days')?.value;
const daysOf = (version: LegalRuleVersion): readonly string[] => valueOf(version) as readonly string[];

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
export const isSunday = (day: Day): boolean => weekdayOf(day) === 6;

/** From Monday, 0, to Sunday, 6. */
export const weekdayOf = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** A working day in the sense of the law (« jour ouvrable »): every day but Sundays and public holidays. */
export const isWorkingDay = (day: Day, where: HolidayPlace): boolean =>
  !isSunday(day) && holidayOn(day, where) === null;
