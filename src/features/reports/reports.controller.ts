import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { isUuid } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { readAsOf } from '../../platform/http/as-of.js';
import { pageRequest, presentPage, ReturnsPage } from '../../platform/http/pages.js';
import { CohortQuery, CohortRowResponse, filtersOf, presentCohortRow } from './reports.dto.js';
import { ReportsService } from './reports.service.js';

@ApiTags('Reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly clock: Clock,
  ) {}

  /** One row per contract that the reader may see: where each alternant stands, and what somebody should look at. */
  @Get('cohort')
  @Allow('reports.cohort')
  @ReturnsPage(CohortRowResponse)
  async getCohortReport(@CurrentActor() actor: Actor, @Query() query: CohortQuery) {
    const page = pageRequest(query, isUuid);
    const at = query.at === undefined ? null : readAsOf(query.at, this.clock.now());
    const found = await this.reports.cohort(actor, filtersOf(query), at, page);
    return presentPage(found, page, (row) => row.contract.contractId, presentCohortRow);
  }
}
