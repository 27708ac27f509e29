import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { PageInfo } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { organisationOf } from '../figures.dto.js';
import { presentSignal, SignalsQuery, SignalsResponse } from './signals.dto.js';
import { SignalsService } from './signals.service.js';

const WHOLE: PageInfo = { next: null };

@ApiTags('Reports')
@Controller('reports')
export class SignalsController {
  constructor(private readonly service: SignalsService) {}

  /**
   * What somebody should look at in the contracts that the reader answers for, of the last 90 days: a referent reads theirs. At most
   * 20 of each kind; computed, and kept nowhere.
   */
  @Get('signals')
  @Allow('reports.signals')
  @Refuses(404, 'not_found')
  @Refuses(429, 'too_many_long_reads')
  @Returns(200, SignalsResponse)
  async listSignals(
    @CurrentPerson() actor: PersonActor,
    @Lang() language: Language,
    @Query() query: SignalsQuery,
  ): Promise<SignalsResponse> {
    const found = await this.service.signals(actor, organisationOf(query));
    return { data: found.map((signal) => presentSignal(signal, language)), page: WHOLE };
  }
}
