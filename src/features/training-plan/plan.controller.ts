import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type PlanItemId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  PlanItemBody,
  PlanItemResponse,
  PlanWithdrawalBody,
  presentPlanItem,
  toPlanItem,
} from './plan.dto.js';
import { PlanService } from './plan.service.js';

@ApiTags('Training plan')
@Controller()
export class PlanController {
  constructor(private readonly plan: PlanService) {}

  /** Adds to the plan what the alternant is to learn: where, and by when. */
  @Post('contracts/:contractId/plan-items')
  @Allow('training_plan.write')
  @Returns(201, PlanItemResponse)
  @Refuses(403, 'mandate_missing')
  async createPlanItem(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: PlanItemBody,
  ) {
    const item = await this.plan.add(actor, contractId, toPlanItem(body));
    return new Answer(presentPlanItem(item), { location: `/v1/plan-items/${item.id}` });
  }

  /** Lists the training plan of a contract by day, with how far each item is; replaced and withdrawn ones say so. */
  @Get('contracts/:contractId/plan-items')
  @Allow('progress.read')
  @ReturnsPage(PlanItemResponse)
  async listPlanItems(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.plan.list(actor, contractId, page), page, (row) => row.id, presentPlanItem);
  }

  /** Reads an item of the training plan. */
  @Get('plan-items/:planItemId')
  @Allow('progress.read')
  @Returns(200, PlanItemResponse)
  async getPlanItem(@CurrentActor() actor: Actor, @UuidParam('planItemId') id: PlanItemId) {
    return presentPlanItem(await this.plan.get(actor, id));
  }

  /** Puts a new item in the place of one that stands; the old one stays readable. */
  @Post('plan-items/:planItemId/replace')
  @Allow('training_plan.write')
  @Returns(201, PlanItemResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition')
  async replacePlanItem(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('planItemId') id: PlanItemId,
    @Body() body: PlanItemBody,
  ) {
    const item = await this.plan.replace(actor, id, toPlanItem(body));
    return new Answer(presentPlanItem(item), { location: `/v1/plan-items/${item.id}` });
  }

  /** Takes an item out of the plan; it stays readable. */
  @Post('plan-items/:planItemId/withdraw')
  @Allow('training_plan.write')
  @Returns(200, PlanItemResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition')
  async withdrawPlanItem(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('planItemId') id: PlanItemId,
    @Body() { reason }: PlanWithdrawalBody,
  ) {
    return presentPlanItem(await this.plan.withdraw(actor, id, reason));
  }
}
