import { addDays, laterOf, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import { heldUntil, statusOn, type ContractLife } from '../contracts/contracts.types.js';
import { heldInTheFuture, outsideReviewedContract, topicOfAnother, topicTwice } from './reviews.errors.js';
import {
  REVIEW_PARTS,
  TOPICS_OF,
  type Review,
  type ReviewAnswer,
  type ReviewPart,
  type ReviewRow,
  type ReviewStatus,
  type ReviewStep,
  type SectionItem,
} from './reviews.types.js';

/** So many reviews that one person plans on a contract, so many steps of each and sections of one person: far more than anybody has. */
const MOST_REVIEWS = 100;
const MOST_STEPS = 60;
const MOST_SECTIONS = 20;
/** A review at the end of a contract may be held shortly after it. */
const DAYS_AFTER_THE_END = 30;
/** After so many days whoever is still missing is waited for no longer. */
export const DAYS_TO_WAIT = 15;

/** Steps in their order: the last one that is no new day says how it stands. */
export function statusOf(steps: readonly Pick<ReviewStep, 'kind'>[]): ReviewStatus {
  const kind = steps.findLast((step) => step.kind !== 'moved')?.kind;
  return kind === undefined || kind === 'resumed' || kind === 'moved' ? 'planned' : kind;
}

/** The day as it was planned, moved or held last. */
export function meetingDay({
  on,
  steps,
}: {
  readonly on: Day;
  readonly steps: readonly Pick<ReviewStep, 'on'>[];
}): Day {
  return steps.findLast((step) => step.on !== null)?.on ?? on;
}

/** The review as its rows tell it. */
export function foldReview(row: ReviewRow): Review {
  const status = statusOf(row.steps);
  const moved = row.steps.findLast((step) => step.on !== null);
  const sections = REVIEW_PARTS.flatMap((part) => row.sections.findLast((one) => one.part === part) ?? []);
  const isWhole = sections.length === REVIEW_PARTS.length;
  const missing = REVIEW_PARTS.filter(
    (part) => !(isWhole ? row.answers : sections).some((one) => one.part === part),
  );
  return {
    ...row,
    status,
    on: moved?.on ?? row.on,
    mode: moved?.mode ?? row.mode,
    place: moved ? moved.place : row.place,
    sections,
    asOf: isWhole ? Math.max(...sections.map(({ sequence }) => sequence)) : null,
    awaited: status === 'held' && row.readsTexts ? missing : [],
  };
}

/** What may be done with it, by status; what was signed is amended by a new one alone. */
export type ReviewAct = 'change' | 'cancel' | 'resume' | 'confirm' | 'write' | 'answer' | 'complete';
export function allowedActs({ status, sections, answers, asOf }: Review): ReviewAct[] {
  switch (status) {
    case 'planned':
      return ['change', 'cancel', 'confirm'];
    case 'cancelled':
      return ['resume'];
    case 'held':
      return [
        ...(sections.length === 0 ? (['cancel'] as const) : []),
        ...(answers.length === 0 ? (['write'] as const) : []),
        ...(asOf === null ? [] : (['answer'] as const)),
        'complete',
      ];
    case 'closed':
      return [];
  }
}

/** The first day on which whoever is missing is waited for no longer: counted from when the three could write. */
export const completableFrom = (on: Day, confirmedOn: Day): Day =>
  addDays(laterOf(on, confirmedOn), DAYS_TO_WAIT);

/** The answer of that part is the last: everybody has answered with it. */
export const isLastAnswer = ({ answers }: Pick<Review, 'answers'>, part: ReviewPart): boolean =>
  REVIEW_PARTS.every((one) => one === part || answers.some((answer) => answer.part === one));

/** A review takes place on a day of a contract that was signed, or shortly after its end. */
export function findDayMistake(life: ContractLife, on: Day): FieldError | null {
  const last = addDays(heldUntil(life), DAYS_AFTER_THE_END);
  return on < life.startsOn || on >= last || statusOn(life, on) === 'cancelled' || life.signedOn === null
    ? outsideReviewedContract()
    : null;
}

export const findHeldMistake = (on: Day, today: Day): FieldError | null =>
  on > today ? heldInTheFuture() : null;

/** Topics of somebody else, or told twice. */
export function findSectionMistakes(
  part: ReviewPart,
  items: readonly Pick<SectionItem, 'topic'>[],
): FieldError[] {
  return items.flatMap(({ topic }, index) => {
    const at = `/items/${index}/topic`;
    if (!TOPICS_OF[part].includes(topic)) return [topicOfAnother(at, TOPICS_OF[part])];
    return items.findIndex((one) => one.topic === topic) < index ? [topicTwice(at)] : [];
  });
}

/** So many were recorded that no more is taken. */
export const isFull = (reviews: number): boolean => reviews >= MOST_REVIEWS;

/** What may be repeated without end is taken so often only, of each person; nobody keeps the others from ending a review by it. */
export function isRepeated(act: ReviewAct, by: PersonId, { steps, sections }: ReviewRow): boolean {
  if (act === 'write') return sections.filter(({ writtenBy }) => writtenBy === by).length >= MOST_SECTIONS;
  return (act === 'change' || act === 'resume') && steps.length >= MOST_STEPS;
}

/** Characters that a disagreement takes at least. */
const LEAST_COMMENT = 10;

/** An agreement stands by itself, a disagreement is explained. */
export const explains = ({ agrees, comment }: Pick<ReviewAnswer, 'agrees' | 'comment'>): boolean =>
  agrees || (comment ?? '').trim().length >= LEAST_COMMENT;
