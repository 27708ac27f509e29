import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/days.js';
import type { ContractId, ReviewId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import type { ContractHistory } from '../contract-history/contract-history.rules.js';
import type { Fact } from '../contract-history/contract-history.types.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { loadLadderTeam, type LadderTeam } from '../ladder/ladder.queries.js';
import {
  alreadyAmended,
  alreadyAnswered,
  disagreementUnexplained,
  illegalReviewAct,
  notYetSigned,
  reviewChanged,
  stillAwaited,
  tooManyReviews,
  unknownReview,
} from './reviews.errors.js';
import { reviewAnswered, reviewPlanned, reviewStepped, sectionSigned } from './reviews.facts.js';
import { requireCloser, requireReviewPlanner, requireSpeaker, type ReviewPerson } from './reviews.policy.js';
import { administersCentre, countReviews, getReview, getReviewRow, listReviews } from './reviews.queries.js';
import {
  allowedActs,
  completableFrom,
  explains,
  findDayMistake,
  findHeldMistake,
  findSectionMistakes,
  foldReview,
  isFull,
  isLastAnswer,
  isRepeated,
  type ReviewAct,
} from './reviews.rules.js';
import type {
  Meeting,
  PlanReviewCommand,
  Review,
  ReviewAnswer,
  ReviewStep,
  SectionItem,
} from './reviews.types.js';

/** What an act finds: the review held with its contract, who asks, and the history that goes on. */
interface Held {
  readonly review: Review;
  readonly team: LadderTeam;
  readonly person: ReviewPerson;
  readonly today: Day;
  readonly history: ContractHistory;
}

@Injectable()
export class ReviewsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  plan(actor: PersonActor, command: PlanReviewCommand): Promise<Review> {
    const { contractId, amends } = command;
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const team = await loadLadderTeam(tx, contractId);
      const history = continueHistory(team, actor, this.clock);
      const mistake = findDayMistake(team.life, command.on);
      if (mistake) throw validationFailed([mistake]);
      const person = { personId: actor.personId, administersCentre: await administersCentre(tx, contractId) };
      const planner = requireReviewPlanner(person, team, history.today);
      if (amends !== null) await requireAmendable(tx, command, amends);
      if (isFull(await countReviews(tx, contractId, actor.personId))) throw tooManyReviews();

      const id: ReviewId = history.newId();
      recordFacts(tx, history, [reviewPlanned(planner, { ...command, id })]);
      return getReview(tx, id);
    });
  }

  change(actor: PersonActor, id: ReviewId, changed: Partial<Meeting> & Pick<Meeting, 'on'>): Promise<Review> {
    return this.act(actor, id, 'change', ({ review, team, person, today, history }) => {
      const mistake = findDayMistake(team.life, changed.on);
      if (mistake) throw validationFailed([mistake]);
      return [
        reviewStepped(requireReviewPlanner(person, team, today), review, history.newId(), {
          kind: 'moved',
          reason: null,
          meeting: meetingOf(review, changed),
        }),
      ];
    });
  }

  cancel(actor: PersonActor, id: ReviewId, reason: string): Promise<Review> {
    return this.step(actor, id, 'cancel', { kind: 'cancelled', reason });
  }

  /** The way back from a cancellation: it is planned again for the day that it had. */
  resume(actor: PersonActor, id: ReviewId, reason: string): Promise<Review> {
    return this.step(actor, id, 'resume', { kind: 'resumed', reason });
  }

  /** It took place on that day: from now on the three write. */
  confirm(actor: PersonActor, id: ReviewId, held: Partial<Meeting>): Promise<Review> {
    return this.act(actor, id, 'confirm', ({ review, team, person, today, history }) => {
      const meeting = meetingOf(review, held);
      const mistake = findHeldMistake(meeting.on, today) ?? findDayMistake(team.life, meeting.on);
      if (mistake) throw validationFailed([mistake]);
      const planner = requireReviewPlanner(person, team, today);
      return [reviewStepped(planner, review, history.newId(), { kind: 'held', reason: null, meeting })];
    });
  }

  /** Whoever is still missing after a while is waited for no longer: it is said why. */
  complete(actor: PersonActor, id: ReviewId, reason: string): Promise<Review> {
    return this.act(actor, id, 'complete', ({ review, team, person, today, history }) => {
      const closer = requireCloser(person, team, today);
      requireAllowed(review, 'complete');
      const confirmed = review.steps.findLast(({ kind }) => kind === 'held')?.recordedAt;
      const from = completableFrom(review.on, confirmed ? dayOf(confirmed) : today);
      if (today < from) throw stillAwaited(from);
      return [reviewStepped(closer, review, history.newId(), { kind: 'closed', reason, meeting: null })];
    });
  }

  /** Writing a section signs it. Written anew it replaces what its part wrote before, until somebody answers to the whole. */
  sign(actor: PersonActor, id: ReviewId, items: readonly SectionItem[]): Promise<Review> {
    return this.act(actor, id, 'write', ({ review, team, person, today, history }) => {
      const speaker = requireSpeaker(review, person.personId, team, today);
      const mistakes = findSectionMistakes(speaker.part, items);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      return [sectionSigned(speaker, review, history.newId(), items)];
    });
  }

  /** To the whole as it was read: whoever answers to what was written anew since reads it again first. */
  answer(
    actor: PersonActor,
    id: ReviewId,
    answer: Pick<ReviewAnswer, 'agrees' | 'comment' | 'asOf'>,
  ): Promise<Review> {
    if (!explains(answer)) throw validationFailed([disagreementUnexplained()]);
    return this.act(actor, id, 'answer', ({ review, team, person, today, history }) => {
      const speaker = requireSpeaker(review, person.personId, team, today);
      requireAllowed(review, 'answer');
      const hasAnswered = review.answers.some(
        ({ part, answeredBy }) => part === speaker.part || answeredBy === speaker.personId,
      );
      if (hasAnswered) throw alreadyAnswered();
      if (review.asOf !== answer.asOf) throw reviewChanged(review.asOf);
      const fact = reviewAnswered(speaker, review, history.newId(), answer);
      if (!isLastAnswer(review, speaker.part)) return [fact];
      const closed = { kind: 'closed', reason: null, meeting: null } as const;
      return [fact, reviewStepped(speaker, review, history.newId(), closed)];
    });
  }

  get(actor: Actor, id: ReviewId): Promise<Review> {
    return this.db.read(actor, (q) => getReview(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<Review[]> {
    return this.db.read(actor, (q) => listReviews(q, contractId, page));
  }

  private step(
    actor: PersonActor,
    id: ReviewId,
    act: ReviewAct,
    step: Pick<ReviewStep, 'kind' | 'reason'>,
  ): Promise<Review> {
    return this.act(actor, id, act, ({ review, team, person, today, history }) => [
      reviewStepped(requireReviewPlanner(person, team, today), review, history.newId(), {
        ...step,
        meeting: null,
      }),
    ]);
  }

  /** Every act on a review: by whoever may, then as far as it stands there. */
  private async act(
    actor: PersonActor,
    id: ReviewId,
    act: ReviewAct,
    decide: (held: Held) => readonly Fact[],
  ): Promise<Review> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const team = await loadLadderTeam(tx, contractId);
      const history = continueHistory(team, actor, this.clock);
      const row = await getReviewRow(tx, id);
      const review = foldReview(row);
      const person = { personId: actor.personId, administersCentre: await administersCentre(tx, contractId) };
      const facts = decide({ review, team, person, today: history.today, history });
      requireAllowed(review, act);
      if (isRepeated(act, actor.personId, row)) throw tooManyReviews();
      recordFacts(tx, history, facts);
      return getReview(tx, id);
    });
  }
}

const meetingOf = (before: Meeting, changed: Partial<Meeting>): Meeting => ({
  on: changed.on ?? before.on,
  mode: changed.mode ?? before.mode,
  place: changed.place === undefined ? before.place : changed.place,
});

/** @throws illegal_transition */
function requireAllowed(review: Review, act: ReviewAct): void {
  const allowed = allowedActs(review);
  if (!allowed.includes(act)) throw illegalReviewAct(review.status, allowed);
}

/** @throws validation_failed of another contract or kind; review_open; review_amended */
async function requireAmendable(
  tx: Tx,
  { contractId, kind }: PlanReviewCommand,
  amends: ReviewId,
): Promise<void> {
  const amended = await getReview(tx, amends).catch(() => null);
  if (amended?.contractId !== contractId || amended.kind !== kind) throw validationFailed([unknownReview()]);
  if (amended.status !== 'closed') throw notYetSigned();
  if (amended.amendedBy !== null) throw alreadyAmended();
}
