import { addDays, type Day } from '../../kernel/days.js';
import { CALENDAR_LABELS } from '../../kernel/labels/calendar-labels.js';
import type { Labels } from '../../kernel/labels/labels.js';
import type { CalendarWeek } from '../contracts/calendar/calendar.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { BookletFacts } from './booklet-facts.types.js';

export const EARLIER = {
  competency: 'compétence d’un parcours antérieur',
  level: 'palier d’un parcours antérieur',
};
const MISSION = 'mission d’un parcours antérieur';
const NOBODY = 'nom effacé';

export const called = (words: Labels, code: string): string => words[code]?.fr ?? '';
/** What somebody wrote beside a judgement, as far as a table of a bounded number of pages can show it. */
const MOST_WORDS = 600;
export const shortened = (words: string | null): string | null =>
  words !== null && words.length > MOST_WORDS ? `${[...words].slice(0, MOST_WORDS).join('')}…` : words;
export const lastDay = (until: Day | null): Day | null => (until === null ? null : addDays(until, -1));

/** What people call whatever the facts name by its code or id. */
export interface Words {
  readonly person: (id: string) => string;
  readonly level: (code: string) => string;
  readonly competency: (code: string) => string;
  readonly mission: (code: string) => string;
}

export function wordsOf({ levels, missions, competencyTitles = {} }: Ladder, { names }: BookletFacts): Words {
  const titlesOf = (all: readonly { readonly code: string; readonly title: string }[]) =>
    new Map(all.map(({ code, title }) => [code, title]));
  const [levelTitles, missionTitles] = [titlesOf(levels), titlesOf(missions)];
  const competencies = new Map(Object.entries(competencyTitles));
  return {
    person: (id) => names[id]?.trim() || NOBODY,
    level: (code) => levelTitles.get(code) ?? EARLIER.level,
    competency: (code) => competencies.get(code) ?? EARLIER.competency,
    mission: (code) => missionTitles.get(code) ?? MISSION,
  };
}

/** A week of the rhythm as people say it. */
export function weekInWords({ company, centre }: CalendarWeek): string {
  const days = (codes: readonly string[]) =>
    codes.map((code) => called(CALENDAR_LABELS.Weekday, code)).join(', ');
  const parts = [
    ...(company.length > 0 ? [`chez l’employeur : ${days(company)}`] : []),
    ...(centre.length > 0 ? [`au centre : ${days(centre)}`] : []),
  ];
  return parts.length > 0 ? parts.join(' ; ') : 'pas de jour prévu';
}
