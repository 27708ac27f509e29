import { addDays } from '../../kernel/days.js';
import { LADDER_LABELS } from '../../kernel/labels/ladder-labels.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { heldUntil, statusOn } from '../contracts/contracts.types.js';
import { describePrerequisite } from '../frameworks/prerequisites.types.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { BookletFacts } from './booklet-facts.types.js';
import {
  blocksOf,
  calendarOf,
  decisionsOf,
  disputesOf,
  journalOf,
  judgementsOf,
  missionsOf,
} from './booklet-parts.rules.js';
import type { BookletSources } from './booklet-sources.types.js';
import { called, lastDay, wordsOf, type Words } from './booklet-words.rules.js';
import { dueReviewsOf, reviewsOf } from './parts/reviews-part.rules.js';
import type { BookletDocument, StepOfStairs } from './booklet.types.js';

/** The booklet of a contract for one kind of reader, in words. Nothing in it depends on who asks, or when. */
export function bookletOf(sources: BookletSources): BookletDocument {
  const { facts, on, state, sequence, recordedAt } = sources;
  const isOpen = facts.readsComments;
  const words = wordsOf(sources);
  const judged = facts.signOffs
    .flatMap((fact) => judgementsOf(fact, isOpen, words))
    .slice(0, sources.most.judgements);
  const reviews = reviewsOf(sources.reviews, isOpen, words);
  return {
    reader: isOpen ? 'confidences' : 'administration',
    on,
    sequence,
    recordedAt,
    contract: contractOf(sources, words),
    calendar: calendarOf(sources),
    ladder: {
      acquired: state.completion.acquired,
      required: state.completion.required,
      complete: state.complete,
      levels: stairsOf(state),
    },
    blocks: blocksOf(sources, words),
    judgements: judged,
    decisions: decisionsOf(facts, words),
    missions: missionsOf(sources, words),
    journal: journalOf(facts, words),
    disputes: isOpen ? disputesOf(facts, words) : null,
    reviews: reviews.slice(0, sources.most.reviews),
    dueReviews: dueReviewsOf(sources.due),
    attestations: attestationsOf(facts),
    omitted: {
      judgements: facts.judgementCount - judged.length,
      journal: facts.journalCount - facts.journal.length,
      reviews: Math.max(0, reviews.length - sources.most.reviews),
    },
  };
}

const attestationsOf = ({ attestations }: BookletFacts): BookletDocument['attestations'] =>
  attestations.map(({ prerequisite, from, until }) => ({
    title: describePrerequisite(prerequisite).fr,
    from,
    to: lastDay(until),
  }));

const contractOf = (
  { facts, ladder, life, on, ...sources }: BookletSources,
  words: Words,
): BookletDocument['contract'] => ({
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
});

/** The sign-offs by which requirements stand, however old they are: paper names who signed. */
export const signOffsThatCount = ({ levels }: LadderState): string[] => [
  ...new Set(levels.flatMap(({ requirements }) => requirements.flatMap(({ signOffId }) => signOffId ?? []))),
];

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
