import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type ReviewId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  presentReview,
  ReviewBody,
  ReviewChangeBody,
  ReviewConfirmationBody,
  ReviewReasonBody,
  ReviewResponse,
  toMeeting,
  toPlanReview,
} from './reviews.dto.js';
import { ReviewsService } from './reviews.service.js';
import type { Review } from './reviews.types.js';

@ApiTags('Reviews')
@Controller()
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  /** Plans a review or a visit: by the referent, a tutor or the centre. With `amends` it amends one that is closed. */
  @Post('contracts/:contractId/reviews')
  @Allow('reviews.plan')
  @Returns(201, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'review_open', 'review_amended', 'too_many_reviews')
  async createReview(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: ReviewBody,
  ) {
    return recorded(await this.reviews.plan(actor, toPlanReview(contractId, body)));
  }

  /** Lists the reviews and visits of a contract in the order in which they were planned first. */
  @Get('contracts/:contractId/reviews')
  @Allow('progress.read')
  @ReturnsPage(ReviewResponse)
  async listReviews(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.reviews.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentReview,
    );
  }

  /** Reads a review or a visit. */
  @Get('reviews/:reviewId')
  @Allow('progress.read')
  @Returns(200, ReviewResponse)
  async getReview(@CurrentActor() actor: Actor, @UuidParam('reviewId') id: ReviewId) {
    return presentReview(await this.reviews.get(actor, id));
  }

  /** Moves a planned review to another day or place. */
  @Post('reviews/:reviewId/change')
  @Allow('reviews.plan')
  @Returns(200, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition', 'too_many_reviews')
  async changeReview(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('reviewId') id: ReviewId,
    @Body() body: ReviewChangeBody,
  ) {
    return presentReview(await this.reviews.change(actor, id, { ...toMeeting(body), on: body.on }));
  }

  /** Cancels a review that is planned, or was confirmed and in which nobody wrote. */
  @Post('reviews/:reviewId/cancel')
  @Allow('reviews.plan')
  @Returns(200, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition')
  async cancelReview(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('reviewId') id: ReviewId,
    @Body() { reason }: ReviewReasonBody,
  ) {
    return presentReview(await this.reviews.cancel(actor, id, reason));
  }

  /** Takes a cancellation back: the review is planned again for the day that it had. */
  @Post('reviews/:reviewId/resume')
  @Allow('reviews.plan')
  @Returns(200, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition', 'too_many_reviews')
  async resumeReview(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('reviewId') id: ReviewId,
    @Body() { reason }: ReviewReasonBody,
  ) {
    return presentReview(await this.reviews.resume(actor, id, reason));
  }

  /** Confirms that it was held. From then on alternant, tutor and referent write their sections. */
  @Post('reviews/:reviewId/confirm')
  @Allow('reviews.plan')
  @Returns(200, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition')
  async confirmReview(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('reviewId') id: ReviewId,
    @Body() body: ReviewConfirmationBody,
  ) {
    return presentReview(await this.reviews.confirm(actor, id, toMeeting(body)));
  }

  /** Closes a review without whoever is still missing, fifteen days after it was held: the referent or the centre says why. */
  @Post('reviews/:reviewId/complete')
  @Allow('reviews.plan')
  @Returns(200, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition', 'review_awaited')
  async completeReview(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('reviewId') id: ReviewId,
    @Body() { reason }: ReviewReasonBody,
  ) {
    return presentReview(await this.reviews.complete(actor, id, reason));
  }
}

const recorded = (review: Review) =>
  new Answer(presentReview(review), { location: `/v1/reviews/${review.id}` });
