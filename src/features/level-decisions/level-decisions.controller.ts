import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  LevelDecidedResponse,
  LevelDecisionBody,
  LevelDecisionResponse,
  presentLevelDecided,
  presentLevelDecision,
  toDecideCommand,
} from './level-decisions.dto.js';
import { LevelDecisionsService } from './level-decisions.service.js';

@ApiTags('Level decisions')
@Controller()
export class LevelDecisionsController {
  constructor(private readonly decisions: LevelDecisionsService) {}

  /** Decides that a level is done (or not yet); where the ladder is co-signed, the main tutor first, then the referent. */
  @Post('contracts/:contractId/level-decisions')
  @Allow('level_decisions.record')
  @Returns(201, LevelDecidedResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(
    409,
    'contract_not_active',
    'level_not_ready',
    'decision_not_needed',
    'cosigner_order',
    'cosigner_not_distinct',
  )
  async decideLevel(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: LevelDecisionBody,
  ) {
    const decided = await this.decisions.decide(actor, toDecideCommand(contractId, body));
    return new Answer(presentLevelDecided(decided), {
      location: `/v1/level-decisions/${decided.levelDecision.id}`,
    });
  }

  /** Lists the level decisions of a contract, in the order of their recording. */
  @Get('contracts/:contractId/level-decisions')
  @Allow('progress.read')
  @ReturnsPage(LevelDecisionResponse)
  async listLevelDecisions(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.decisions.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentLevelDecision,
    );
  }

  /** Reads a level decision. */
  @Get('level-decisions/:levelDecisionId')
  @Allow('progress.read')
  @Returns(200, LevelDecisionResponse)
  async getLevelDecision(@CurrentActor() actor: Actor, @UuidParam('levelDecisionId') id: string) {
    return presentLevelDecision(await this.decisions.get(actor, id));
  }
}
