import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { Lang } from '../../../platform/responses/language.js';
import { readAsOf } from '../../../platform/validation/as-of.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { presentTrialPeriod, TrialPeriodQuery, TrialPeriodResponse } from './trial-period.dto.js';
import { TrialPeriodService } from './trial-period.service.js';

@ApiTags('Alternation')
@Controller('contracts/:contractId')
export class TrialPeriodController {
  constructor(
    private readonly trial: TrialPeriodService,
    private readonly clock: Clock,
  ) {}

  /** Counts the trial period: of an apprenticeship in days present in the company, each explained. */
  @Get('trial-period')
  @Allow('contracts.read')
  @Returns(200, TrialPeriodResponse)
  @Refuses(429, 'too_many_long_reads')
  async getContractTrialPeriod(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() { at }: TrialPeriodQuery,
    @Lang() language: Language,
  ) {
    const moment = at === undefined ? null : readAsOf(at, this.clock.now());
    return presentTrialPeriod(await this.trial.read(actor, id, moment), language);
  }
}
