import { addDays, addYears, ageOn, laterOf, type Day } from '../../../../kernel/days.js';
import { formatDay } from '../../../../kernel/days-in-words.js';
import { departmentOf, holidayOn, type HolidayPlace } from '../../../../kernel/holidays.js';
import { bilingual, type Bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn, type LegalRuleVersion } from '../../../../kernel/legal-rules.js';
import { listed } from '../../../../kernel/sentences.js';
import { isMinor } from '../../contracts.types.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { contradiction, information, warning } from './finding.rules.js';

const HALF_GROWN = 16;

/** What the law says of the hours of an alternant, first of a minor’s: no birth date counts as one, and stops nothing. */
export function findMinors(facts: CheckFacts): JudgedFinding[] {
  const { alternantBirthDate, startsOn, today, isSigned } = facts;
  const on = isSigned ? laterOf(startsOn, today) : startsOn;
  if (!isMinor(alternantBirthDate, on)) return findAdultWeek(facts);
  return [
    ...findWeek(facts),
    ...findRegulated(facts),
    ...findHours(facts),
    ...findNight(facts),
    ...findRest(facts),
  ];
}

function findWeek({ form, signedOn, alternantBirthDate }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('minor.week_max', signedOn);
  const minutes = form?.terms.weeklyMinutes ?? null;
  if (!rule || minutes === null || minutes <= figureOf(rule, 'max') * 60) return [];
  const most = figureOf(rule, 'max_with_inspector_derogation');
  const found = {
    code: 'minor_week_long',
    pointer: '/form/terms/weeklyMinutes',
    detail: bilingual(
      `Un mineur travaille au plus ${figureOf(rule, 'max')} h par semaine, centre compris : réduisez l’horaire, ou demandez l’accord de l’inspection (${most} h).`,
      `A minor works at most ${figureOf(rule, 'max')} h a week, the centre included: reduce the hours, or ask the inspectorate (${most} h).`,
    ),
    // Beyond what the inspectorate may allow nobody knows better.
    ...(minutes <= most * 60 ? { basis: String(minutes) } : {}),
  };
  return [alternantBirthDate === null ? warning(rule, found) : contradiction(rule, found)];
}

function findAdultWeek({ form, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('adult.hours', signedOn);
  const minutes = form?.terms.weeklyMinutes ?? null;
  if (!rule || minutes === null || minutes <= figureOf(rule, 'week_max') * 60) return [];
  return [
    warning(rule, {
      code: 'week_long',
      pointer: '/form/terms/weeklyMinutes',
      detail: bilingual(
        `Une semaine de travail a au plus ${figureOf(rule, 'week_max')} h : réduisez l’horaire.`,
        `A week of work has at most ${figureOf(rule, 'week_max')} h: reduce the hours.`,
      ),
    }),
  ];
}

/** Declared before such work is given, which entitlements watch over: the signature may come first. */
function findRegulated({ form, signedOn, declaresRegulatedWork }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('minor.derogation.validity', signedOn);
  if (!rule || form?.terms.riskyWork !== true || declaresRegulatedWork) return [];
  return [
    warning(rule, {
      code: 'regulated_work_undeclared',
      pointer: '/form/terms/riskyWork',
      detail: bilingual(
        'L’alternant mineur aurait des travaux à risques : déclarez-les d’abord à l’inspection du travail, avec l’avis médical.',
        'The alternant, a minor, would do work at risk: first declare it to the labour inspectorate, with the medical opinion.',
      ),
    }),
  ];
}

function findHours({ alternantBirthDate, signedOn }: CheckFacts): JudgedFinding[] {
  const day = legalRuleOn('minor.day_max', signedOn);
  const week = legalRuleOn('minor.week_max', signedOn);
  if (!day || !week) return [];
  const until = untilMajority(alternantBirthDate);
  return [
    information(day, {
      code: 'minor_hours',
      detail: bilingual(
        `${until.fr} : au plus ${figureOf(day, 'max')} h par jour et ${figureOf(week, 'max')} h par semaine, centre compris.`,
        `${until.en}: at most ${figureOf(day, 'max')} h a day and ${figureOf(week, 'max')} h a week, the centre included.`,
      ),
    }),
  ];
}

function findNight({ alternantBirthDate, signedOn, startsOn }: CheckFacts): JudgedFinding[] {
  const isYounger = alternantBirthDate !== null && ageOn(alternantBirthDate, startsOn) < HALF_GROWN;
  const rule = legalRuleOn(isYounger ? 'minor.night.under_16' : 'minor.night.16_17', signedOn);
  if (!rule) return [];
  const [evening, morning] = [wordOf(rule, 'from'), wordOf(rule, 'to')];
  const until = untilMajority(alternantBirthDate);
  return [
    information(rule, {
      code: 'minor_night',
      detail: bilingual(
        `${until.fr} : aucun travail de ${evening} à ${morning} ; le soin n’a pas de dérogation.`,
        `${until.en}: no work from ${evening} to ${morning}; care has no derogation.`,
      ),
    }),
  ];
}

/** Sundays and public holidays, those of the employer’s department included. */
function findRest({ alternantBirthDate, signedOn, startsOn, form }: CheckFacts): JudgedFinding[] {
  const sunday = legalRuleOn('minor.sunday_ban', signedOn);
  const holiday = legalRuleOn('minor.public_holiday_ban', signedOn);
  const national = legalRuleOn('holidays.national', signedOn);
  if (!sunday || !holiday || !national) return [];
  const until = untilMajority(alternantBirthDate);
  const local = localHolidays(startsOn, {
    department: departmentOf(form?.employer.address?.postcode ?? null),
    observesGoodFriday: form?.employer.observesGoodFriday ?? null,
  });
  const count = figureOf(national, 'count');
  return [
    information(sunday, {
      code: 'minor_sunday',
      detail: bilingual(
        `${until.fr} : pas de travail le dimanche dans le soin.`,
        `${until.en}: no work on Sundays in care.`,
      ),
    }),
    information(holiday, {
      code: 'minor_holidays',
      detail: bilingual(
        `${until.fr} : pas de travail les ${count} jours fériés${local.fr}.`,
        `${until.en}: no work on the ${count} public holidays${local.en}.`,
      ),
    }),
  ];
}

/** The holidays that the place has beyond those of all France, in the first year. */
function localHolidays(startsOn: Day, where: HolidayPlace): Bilingual {
  const first = Array.from({ length: 365 }, (_, count) => addDays(startsOn, count));
  const names = first
    .filter((day) => holidayOn(day, where) !== null && holidayOn(day) === null)
    .map((day) => formatDay(day));
  if (names.length === 0) return bilingual('', '');
  const [fr, en] = [names.map((name) => withoutYear(name.fr)), names.map((name) => withoutYear(name.en))];
  return bilingual(`, ni le ${listed(fr, 'ou').fr}`, `, nor on ${listed(en, 'ou').en}`);
}

const withoutYear = (day: string): string => day.replace(/ \d{4}$/, '');

function untilMajority(birthDate: Day | null): Bilingual {
  if (birthDate === null)
    return bilingual('Sans date de naissance, comme un mineur', 'Without a birth date, as a minor');
  const day = formatDay(addYears(birthDate, 18));
  return bilingual(`Jusqu’au ${day.fr}`, `Until ${day.en}`);
}

const wordOf = ({ values }: LegalRuleVersion, name: string): string =>
  listed(values.filter((figure) => figure.name === name).map(({ value }) => String(value))).fr;
