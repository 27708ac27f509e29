import { addDays, type Day } from '../../kernel/days.js';
import { CALENDAR_LABELS } from '../../kernel/labels/calendar-labels.js';
import type { LadderId } from '../../kernel/ids.js';
import type { Labels } from '../../kernel/labels/labels.js';
import type { CalendarWeek } from '../contracts/calendar/calendar.types.js';
import type { NamedFacts } from './booklet-facts.types.js';
import type { BookletSources } from './booklet-sources.types.js';

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
  /** As it was called on that ladder; without one, on that of the booklet. */
  readonly level: (code: string, of?: LadderId | null) => string;
  readonly competency: (code: string, of?: LadderId | null) => string;
  readonly mission: (code: string) => string;
}

export function wordsOf({
  ladder,
  earlier,
  facts: { names },
}: Pick<BookletSources, 'ladder' | 'earlier'> & { facts: NamedFacts }): Words {
  const titlesOf = (all: readonly { readonly code: string; readonly title: string }[]) =>
    new Map(all.map(({ code, title }) => [code, title]));
  const ladderOf = (of: LadderId | null = null) =>
    of === null ? ladder : earlier.find(({ id }) => id === of);
  const missionTitles = titlesOf(ladder.missions);
  return {
    person: (id) => names[id]?.trim() || NOBODY,
    level: (code, of) => ladderOf(of)?.levels.find((one) => one.code === code)?.title ?? EARLIER.level,
    competency: (code, of) => {
      const titles = ladderOf(of)?.competencyTitles ?? {};
      return (Object.hasOwn(titles, code) ? titles[code] : undefined) ?? EARLIER.competency;
    },
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
