import { addDays, earlierOf, laterOf, type Day } from '../../kernel/days.js';
import { CALENDAR_LABELS } from '../../kernel/labels/calendar-labels.js';
import { LADDER_LABELS } from '../../kernel/labels/ladder-labels.js';
import type { BookletFacts, SeenFact, SignOffFact } from './booklet-facts.types.js';
import type { BookletSources } from './booklet-sources.types.js';
import { called, EARLIER, lastDay, shortened, weekInWords, type Words } from './booklet-words.rules.js';
import type { BookletDocument, SignedLevel } from './booklet.types.js';

/** What a ruling took away is told to every reader: that it counts no more, not who contested it. */
const unlessOverturned = (what: string, overturned: boolean): string =>
  overturned ? `annulé : ${what}` : what;

/** What was judged and did not become, or remain, acquired: the newest first. */
export function judgementsOf(
  { on, competency, level, outcome, by, words: comment, overturned, revocation, ladderId }: SignOffFact,
  isOpen: boolean,
  words: Words,
): BookletDocument['judgements'] {
  const about = {
    competency: words.competency(competency, ladderId),
    level: words.level(level, ladderId),
  };
  const judged = {
    on,
    what: unlessOverturned(called(LADDER_LABELS.SignOffOutcome, outcome), overturned),
    ...about,
    by: words.person(by),
    words: isOpen ? shortened(comment) : null,
  };
  if (revocation === null) return outcome === 'acquired' && !overturned && !judged.words ? [] : [judged];
  const taken = {
    on: revocation.on,
    what: `retiré : ${called(LADDER_LABELS.RevocationReason, revocation.code)}`,
    ...about,
    by: words.person(revocation.by),
    words: isOpen ? shortened(revocation.reason) : null,
  };
  return [taken, judged];
}

const togetherSeen = (found: readonly SeenFact[]): SignedLevel['seen'] => ({
  times: found.reduce((sum, { times }) => sum + times, 0),
  observers: new Set(found.flatMap(({ observers }) => observers)).size,
  first: found.map(({ first }) => first).reduce(earlierOf<Day>),
  last: found.map(({ last }) => last).reduce(laterOf<Day>),
});

export function blocksOf({ facts, ladder, state }: BookletSources, words: Words): BookletDocument['blocks'] {
  const signOffs = new Map(facts.signOffs.map((one) => [one.id, one]));
  const levelsOf = (code: string): SignedLevel[] =>
    state.levels.flatMap((level) =>
      level.requirements
        .filter(({ competency }) => competency === code)
        .map(({ status, signOffId, migratedFrom }) => {
          const signed = signOffId === null ? undefined : signOffs.get(signOffId);
          // On a former ladder a code may stand for something else.
          const found = facts.seen.filter(
            (one) =>
              (one.competency === code &&
                one.level === level.code &&
                words.competency(code, one.ladderId) === words.competency(code) &&
                words.level(level.code, one.ladderId) === words.level(level.code)) ||
              (one.competency === migratedFrom?.competency &&
                one.level === migratedFrom.level &&
                one.ladderId === migratedFrom.ladderId),
          );
          return {
            level: level.title,
            status: called(LADDER_LABELS.RequirementStatus, status),
            by: signed ? words.person(signed.by) : null,
            on: signed?.on ?? null,
            seen: found.length > 0 ? togetherSeen(found) : null,
          };
        }),
    );
  const asked = new Set(
    ladder.levels.flatMap(({ requirements }) => requirements.map((one) => one.competency)),
  );
  return facts.blocks
    .map(({ title, competencies }) => ({
      title,
      competencies: competencies
        .filter(({ code }) => asked.has(code))
        .map((competency) => ({ title: competency.title, levels: levelsOf(competency.code) })),
    }))
    .filter(({ competencies }) => competencies.length > 0);
}

export function missionsOf({ facts, ladder }: BookletSources, words: Words): BookletDocument['missions'] {
  const work = new Map(facts.work.map((one) => [one.mission, one]));
  const known = ladder.missions.map(({ code }) => code);
  const others = [...new Set([...facts.assignments, ...facts.work].map(({ mission }) => mission))].filter(
    (code) => !known.includes(code),
  );
  return [...known, ...others]
    .map((code) => {
      const level = ladder.missions.find((one) => one.code === code)?.level;
      return {
        title: words.mission(code),
        level: level === undefined ? EARLIER.level : words.level(level),
        planned: facts.assignments
          .filter(({ mission }) => mission === code)
          .map(({ from, until, by }) => ({ from, to: lastDay(until), by: words.person(by) })),
        times: work.get(code)?.times ?? 0,
        minutes: work.get(code)?.minutes ?? 0,
      };
    })
    .filter(({ planned, times }) => planned.length > 0 || times > 0);
}

const ENDINGS: Readonly<Record<string, string>> = {
  fact_stands: 'maintenu',
  fact_overturned: 'annulé',
  withdrawn: 'contestation retirée',
};

export const disputesOf = ({ disputes }: BookletFacts, words: Words): BookletDocument['disputes'] =>
  disputes.map((one) => ({
    on: one.on,
    about: [
      called(LADDER_LABELS.DisputedKind, one.kind),
      ...(one.competency === null ? [] : [words.competency(one.competency, one.ladderId)]),
      words.level(one.level, one.ladderId),
    ].join(', '),
    by: one.forChild ? `${words.person(one.by)}, pour le représentant légal` : words.person(one.by),
    grounds: one.grounds,
    ending: one.ending === null ? null : (ENDINGS[one.ending] ?? ''),
    endedOn: one.endedOn,
    endedBy: one.endedBy === null ? null : words.person(one.endedBy),
    answer: one.reason,
  }));

export function calendarOf({ calendar, life }: BookletSources): BookletDocument['calendar'] {
  return {
    rhythm: (calendar?.plan?.patterns ?? []).map(({ from, weeks }) => ({
      from,
      weeks: weeks.map(weekInWords),
    })),
    periods: (calendar?.plan?.exceptions ?? []).map(({ from, to, place, title }) => ({
      from,
      to,
      title: title ?? called(CALENDAR_LABELS.PlannedPlace, place),
    })),
    suspensions: life.suspensions.map(({ from, until }) => ({ from: from as Day, to: lastDay(until) })),
    hosts: (calendar?.places ?? []).map(({ name, from, until }) => ({ name, from, to: addDays(until, -1) })),
  };
}

export const decisionsOf = (
  { decisions, readsComments }: BookletFacts,
  words: Words,
): BookletDocument['decisions'] =>
  decisions.map((made) => ({
    on: made.on,
    level: words.level(made.level, made.ladderId),
    decision: unlessOverturned(
      made.decision === 'open' ? 'passage accordé' : 'passage refusé',
      made.overturned,
    ),
    capacity: called(LADDER_LABELS.DecisionCapacity, made.capacity),
    by: words.person(made.by),
    words: readsComments ? shortened(made.reason) : null,
  }));

export const journalOf = (
  { journal, readsComments }: BookletFacts,
  words: Words,
): BookletDocument['journal'] =>
  journal.map(({ on, mission, minutes, text }) => ({
    on,
    mission: words.mission(mission),
    minutes,
    text: readsComments ? text : null,
  }));
