import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type OrganisationId } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../../platform/access/allow.js';
import { headerRef } from '../../../platform/openapi/openapi-headers.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { withTrail } from '../../../platform/responses/links.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  DueReviewsQuery,
  DueReviewsResponse,
  presentDue,
  presentReviewRule,
  ReviewRuleBody,
  ReviewRuleResponse,
} from './review-rules.dto.js';
import { ReviewRulesService } from './review-rules.service.js';

@ApiTags('Reviews')
@Controller()
export class ReviewRulesController {
  constructor(private readonly rules: ReviewRulesService) {}

  /** Sets how often the centre wants reviews of a kind, from a day on; without months: none from that day on. */
  @Post('organisations/:organisationId/review-rules')
  @Allow('review_rules.write')
  @Returns(201, ReviewRuleResponse)
  async recordReviewRule(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('organisationId') centreId: OrganisationId,
    @Body() { kind, firstMonths, everyMonths, from }: ReviewRuleBody,
  ) {
    const rule = {
      kind,
      firstMonths: firstMonths ?? null,
      everyMonths: everyMonths ?? null,
      from: from ?? null,
    };
    const recorded = await this.rules.record(actor, centreId, rule);
    return new Answer(presentReviewRule(recorded), {
      location: `/v1/organisations/${centreId}/review-rules`,
    });
  }

  /** Lists what a centre set, in the order of recording: on a day the last `from` not after it holds. */
  @Get('organisations/:organisationId/review-rules')
  @Allow('review_rules.read')
  @ReturnsPage(ReviewRuleResponse)
  async listReviewRules(
    @CurrentActor() actor: Actor,
    @UuidParam('organisationId') centreId: OrganisationId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.rules.list(actor, centreId, page),
      page,
      (row) => row.id,
      presentReviewRule,
    );
  }

  /** Computes the next review and visit of a running contract: when each is due, and whether one is planned. */
  @Get('contracts/:contractId/due-reviews')
  @Allow('progress.read')
  @Returns(200, DueReviewsResponse)
  async listContractDueReviews(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
  ) {
    const due = await this.rules.dueOf(actor, contractId);
    return { data: due.map(presentDue), page: { next: null } };
  }

  /** Lists reviews of a centre’s contracts that are late, planned or due in two weeks. A page may be short: go on by `next`. */
  @Get('due-reviews')
  @Allow('reviews.list_due')
  @ApiOkResponse({ description: 'One page.', type: DueReviewsResponse, headers: { Link: headerRef('Link') } })
  async listDueReviews(@CurrentActor() actor: Actor, @Query() query: DueReviewsQuery) {
    const page = pageRequest(query, isUuid);
    const { due, next } = await this.rules.listDue(actor, query.trainingCentreId, page);
    const cursor = next && withTrail(Buffer.from(next).toString('base64url'), page.trail);
    return new Answer({ data: due.map(presentDue), page: { next: cursor } }, { next: cursor });
  }
}
