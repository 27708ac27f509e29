import { addDays, type Day, type Instant } from '../../kernel/days.js';
import { CALENDAR_LABELS } from '../../kernel/labels/calendar-labels.js';
import { LADDER_LABELS } from '../../kernel/labels/ladder-labels.js';
import type { Labels } from '../../kernel/labels/labels.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import type { CalendarFacts, CalendarWeek } from '../contracts/calendar/calendar.types.js';
import { heldUntil, statusOn, type ContractKind, type ContractLife } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { describePrerequisite } from '../frameworks/prerequisites.types.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type {
  BookletDocument,
  BookletFacts,
  SignedLevel,
  SignOffFact,
  StepOfStairs,
} from './booklet.types.js';

/** Everything that a booklet is made of: what was recorded by an instant, on the day that it names. */
export interface BookletSources {
  readonly facts: BookletFacts;
  readonly on: Day;
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly kind: ContractKind;
  readonly alternant: string;
  readonly employer: string;
  readonly trainingCentre: string;
  readonly life: ContractLife;
  readonly calendar: Pick<CalendarFacts, 'plan' | 'places' | 'suspensions'> | null;
  readonly ladder: Ladder;
  readonly state: LadderState;
  readonly most: { readonly judgements: number };
}

const EARLIER = { competency: 'compétence d’un parcours antérieur', level: 'palier d’un parcours antérieur' };
const MISSION = 'mission d’un parcours antérieur';
const NOBODY = 'nom effacé';

const called = (words: Labels, code: string): string => words[code]?.fr ?? '';
const lastDay = (until: Day | null): Day | null => (until === null ? null : addDays(until, -1));

/** The booklet of a contract for one kind of reader, in words. Nothing in it depends on who asks, or when. */
export function bookletOf(sources: BookletSources): BookletDocument {
  const { facts, on, life, ladder, state, sequence, recordedAt } = sources;
  const isOpen = facts.readsComments;
  const words = wordsOf(ladder, facts);
  const judged = facts.signOffs.flatMap((fact) => judgementsOf(fact, isOpen, words));
  return {
    reader: isOpen ? 'confidences' : 'administration',
    on,
    sequence,
    recordedAt,
    contract: {
      kind: called(PEOPLE_LABELS.ContractKind, sources.kind),
      status: called(PEOPLE_LABELS.ContractStatus, statusOn(life, on)),
      alternant: sources.alternant,
      employer: sources.employer,
      trainingCentre: sources.trainingCentre,
      framework: facts.framework.title,
      ladder: ladder.title,
      startsOn: life.startsOn,
      endsOn: addDays(life.until, -1),
      signedOn: life.signedOn,
      endedOn: life.endedOn === null ? life.cancelledOn : addDays(heldUntil(life), -1),
      team: facts.mandates.map(({ person, role, from, until }) => ({
        name: words.person(person),
        role: called(PEOPLE_LABELS.MandateRole, role),
        from,
        to: lastDay(until),
      })),
    },
    calendar: calendarOf(sources),
    ladder: {
      acquired: state.completion.acquired,
      required: state.completion.required,
      complete: state.complete,
      levels: stairsOf(state),
    },
    blocks: blocksOf(sources, words),
    judgements: judged.slice(0, sources.most.judgements),
    decisions: facts.decisions.map((made) => ({
      on: made.on,
      level: words.level(made.level),
      decision: made.decision === 'open' ? 'passage accordé' : 'passage refusé',
      capacity: called(LADDER_LABELS.DecisionCapacity, made.capacity),
      by: words.person(made.by),
      words: isOpen ? made.reason : null,
    })),
    missions: missionsOf(sources, words),
    journal: facts.journal.map(({ on: day, mission, minutes, text }) => ({
      on: day,
      mission: words.mission(mission),
      minutes,
      text: isOpen ? text : null,
    })),
    disputes: isOpen ? disputesOf(facts, words) : null,
    attestations: facts.attestations.map(({ prerequisite, from, until }) => ({
      title: describePrerequisite(prerequisite).fr,
      from,
      to: lastDay(until),
    })),
    omitted: {
      judgements: Math.max(0, judged.length - sources.most.judgements),
      journal: facts.journalCount - facts.journal.length,
    },
  };
}

/** The levels as steps, the lowest first. */
export const stairsOf = ({ levels, currentLevel, complete }: LadderState): StepOfStairs[] =>
  levels.map(({ code, index, title, supervision, status, requirements }) => ({
    index,
    title,
    supervision: called(LADDER_LABELS.Supervision, supervision),
    status: called(LADDER_LABELS.LevelStatus, status),
    state: status === 'achieved' ? 'achieved' : code === currentLevel && !complete ? 'current' : 'ahead',
    acquired: requirements.filter((one) => one.status === 'acquired').length,
    required: requirements.length,
  }));

interface Words {
  readonly person: (id: string) => string;
  readonly level: (code: string) => string;
  readonly competency: (code: string) => string;
  readonly mission: (code: string) => string;
}

function wordsOf({ levels, missions, competencyTitles = {} }: Ladder, { names }: BookletFacts): Words {
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

/** What was judged and did not become, or remain, acquired: the newest first. */
function judgementsOf(
  { on, competency, level, outcome, by, words: comment, revocation }: SignOffFact,
  isOpen: boolean,
  words: Words,
): BookletDocument['judgements'] {
  const about = { competency: words.competency(competency), level: words.level(level) };
  const judged = {
    on,
    what: called(LADDER_LABELS.SignOffOutcome, outcome),
    ...about,
    by: words.person(by),
    words: isOpen ? comment : null,
  };
  if (revocation === null) return outcome === 'acquired' && !judged.words ? [] : [judged];
  const taken = {
    on: revocation.on,
    what: `retiré : ${called(LADDER_LABELS.RevocationReason, revocation.code)}`,
    ...about,
    by: words.person(revocation.by),
    words: isOpen ? revocation.reason : null,
  };
  return [taken, judged];
}

function blocksOf({ facts, ladder, state }: BookletSources, words: Words): BookletDocument['blocks'] {
  const signOffs = new Map(facts.signOffs.map((one) => [one.id, one]));
  const seen = new Map(facts.seen.map((one) => [`${one.competency} ${one.level}`, one]));
  const levelsOf = (code: string): SignedLevel[] =>
    state.levels.flatMap((level) =>
      level.requirements
        .filter(({ competency }) => competency === code)
        .map(({ status, signOffId }) => {
          const signed = signOffId === null ? undefined : signOffs.get(signOffId);
          const found = seen.get(`${code} ${level.code}`);
          return {
            level: level.title,
            status: called(LADDER_LABELS.RequirementStatus, status),
            by: signed ? words.person(signed.by) : null,
            on: signed?.on ?? null,
            seen: found
              ? { times: found.times, observers: found.observers, first: found.first, last: found.last }
              : null,
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

function missionsOf({ facts, ladder }: BookletSources, words: Words): BookletDocument['missions'] {
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

const disputesOf = ({ disputes }: BookletFacts, words: Words): BookletDocument['disputes'] =>
  disputes.map((one) => ({
    on: one.on,
    about: [
      called(LADDER_LABELS.DisputedKind, one.kind),
      ...(one.competency === null ? [] : [words.competency(one.competency)]),
      words.level(one.level),
    ].join(', '),
    by: one.forChild ? `${words.person(one.by)}, pour le représentant légal` : words.person(one.by),
    grounds: one.grounds,
    ending: one.ending === null ? null : (ENDINGS[one.ending] ?? ''),
    endedOn: one.endedOn,
    endedBy: one.endedBy === null ? null : words.person(one.endedBy),
    answer: one.reason,
  }));

function calendarOf({ calendar, life }: BookletSources): BookletDocument['calendar'] {
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

function weekInWords({ company, centre }: CalendarWeek): string {
  const days = (codes: readonly string[]) =>
    codes.map((code) => called(CALENDAR_LABELS.Weekday, code)).join(', ');
  const parts = [
    ...(company.length > 0 ? [`chez l’employeur : ${days(company)}`] : []),
    ...(centre.length > 0 ? [`au centre : ${days(centre)}`] : []),
  ];
  return parts.length > 0 ? parts.join(' ; ') : 'pas de jour prévu';
}
