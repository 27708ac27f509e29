import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  presentBranchRule,
  toBranchRule,
  TutorBranchRuleBody,
  TutorBranchRuleResponse,
} from './branch-rules.dto.js';
import { BranchRulesService } from './branch-rules.service.js';
import type { BranchRuleId } from '../tutors.types.js';

@ApiTags('Tutors')
@Controller('tutor-branch-rules')
export class BranchRulesController {
  constructor(private readonly rules: BranchRulesService) {}

  /** Records what the agreement of a branch asks of tutors, in the place of the law, and how many apprentices it allows. */
  @Post()
  @Allow('tutor_branch_rules.write')
  @Refuses(409, 'branch_rule_overlap')
  @Returns(201, TutorBranchRuleResponse)
  async recordTutorBranchRule(@CurrentPerson() actor: PersonActor, @Body() body: TutorBranchRuleBody) {
    const rule = await this.rules.record(actor, toBranchRule(body));
    return new Answer(presentBranchRule(rule), { location: '/v1/tutor-branch-rules' });
  }

  /** Lists the rules of branches, those that were taken back included, in the order of recording. */
  @Get()
  @Allow('reference_data.read')
  @ReturnsPage(TutorBranchRuleResponse)
  async listTutorBranchRules(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.rules.list(actor, page), page, ({ id }) => id, presentBranchRule);
  }

  /** Takes a rule back; another one may take its days. */
  @Post(':tutorBranchRuleId/withdrawals')
  @Allow('tutor_branch_rules.write')
  @Refuses(409, 'already_withdrawn')
  @Returns(201, TutorBranchRuleResponse)
  async withdrawTutorBranchRule(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('tutorBranchRuleId') id: BranchRuleId,
  ) {
    const rule = await this.rules.withdraw(actor, id);
    return new Answer(presentBranchRule(rule), { location: '/v1/tutor-branch-rules' });
  }
}
