import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { ContestedFactResponse, presentContestedFact } from './contested-facts.dto.js';
import { ContestedFactsService } from './contested-facts.service.js';
import { RulingBody } from '../disputes.dto.js';

const isSequence = (key: string): boolean => /^\d{1,15}$/.test(key);

@ApiTags('Disputes')
@Controller('contracts/:contractId/contested-facts')
export class ContestedFactsController {
  constructor(private readonly contested: ContestedFactsService) {}

  /**
   * Lists the observations, sign-offs and level decisions of days that a suspension or an ending, recorded later, made
   * inactive, ruled on or not. Computed: when the contract resumes on that day after all, nothing contests them.
   */
  @Get()
  @Allow('progress.read')
  @ReturnsPage(ContestedFactResponse)
  async listContestedFacts(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isSequence);
    return presentPage(
      await this.contested.list(actor, contractId, page),
      page,
      ({ sequence }) => String(sequence),
      presentContestedFact,
    );
  }

  /**
   * Says what becomes of such a fact: the referent; the administrator of the centre where no referent but its author is
   * there. `fact_stands` ends the mark. `fact_overturned` takes it back: an `acquired` is revoked (`other`), an observation
   * withdrawn, any other judgement and a level decision count no more.
   */
  @Post(':factId/ruling')
  @Allow('disputes.rule')
  @Returns(200, ContestedFactResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'already_ruled', 'ruler_not_distinct')
  async ruleOnContestedFact(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @UuidParam('factId') factId: string,
    @Body() { ruling, reason }: RulingBody,
  ) {
    return presentContestedFact(await this.contested.rule(actor, { contractId, factId, ruling, reason }));
  }
}
