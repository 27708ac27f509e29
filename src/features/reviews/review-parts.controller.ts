import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ReviewId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import { presentReview, ReviewAnswerBody, ReviewResponse, ReviewSectionBody } from './reviews.dto.js';
import { ReviewsService } from './reviews.service.js';
import type { Review } from './reviews.types.js';

/** What alternant, tutor and referent each say in a review. */
@ApiTags('Reviews')
@Controller()
export class ReviewPartsController {
  constructor(private readonly reviews: ReviewsService) {}

  /** Writes one’s own section and signs it by that; written anew until somebody answers to the whole. */
  @Post('reviews/:reviewId/sections')
  @Allow('reviews.write')
  @Returns(201, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition', 'too_many_reviews')
  async signReviewSection(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('reviewId') id: ReviewId,
    @Body() { items }: ReviewSectionBody,
  ) {
    return recorded(await this.reviews.sign(actor, id, items));
  }

  /** Agrees or disagrees with the whole, once all three wrote. The third answer closes the review. */
  @Post('reviews/:reviewId/answers')
  @Allow('reviews.write')
  @Returns(201, ReviewResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition', 'review_changed', 'already_answered')
  async recordReviewAnswer(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('reviewId') id: ReviewId,
    @Body() { agrees, comment, asOf }: ReviewAnswerBody,
  ) {
    return recorded(await this.reviews.answer(actor, id, { agrees, comment: comment ?? null, asOf }));
  }
}

const recorded = (review: Review) =>
  new Answer(presentReview(review), { location: `/v1/reviews/${review.id}` });
