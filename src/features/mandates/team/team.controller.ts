import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { readAsOf } from '../../../platform/validation/as-of.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { presentTeam, TeamQuery, TeamResponse } from './team.dto.js';
import { TeamService } from './team.service.js';

@ApiTags('Mandates')
@Controller()
export class TeamController {
  constructor(
    private readonly team: TeamService,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads the team of a contract on a day, past or to come: who is what, who is away and until when, and who answers meanwhile.
   */
  @Get('contracts/:contractId/team')
  @Allow('contracts.read')
  @Refuses(429, 'too_many_long_reads')
  @Returns(200, TeamResponse)
  async getContractTeam(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() { at }: TeamQuery,
  ) {
    const asked = at === undefined ? null : readAsOf(at, this.clock.now(), { future: true });
    return presentTeam(await this.team.get(actor, contractId, asked));
  }
}
