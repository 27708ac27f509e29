import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { filtersOf, presentTutor, TutorResponse, TutorsQuery } from './workload.dto.js';
import { isKey, keyOfWorkload, WorkloadService } from './workload.service.js';

@ApiTags('Tutors')
@Controller('tutors')
export class WorkloadController {
  constructor(
    private readonly workload: WorkloadService,
    private readonly clock: Clock,
  ) {}

  /**
   * Lists the tutors of one's own employers, establishment by establishment: whom they follow, the places left in the coming
   * twelve months, absences, trainings. A centre reads those of its own contracts, and counts of those alone.
   */
  @Get()
  @Allow('tutors.read')
  @ReturnsPage(TutorResponse)
  async listTutors(@CurrentActor() actor: Actor, @Query() query: TutorsQuery) {
    const page = pageRequest(query, isKey);
    const filters = filtersOf(query, this.clock.today());
    const found = await this.workload.list(actor, filters, page);
    return presentPage(found, page, keyOfWorkload, (tutor) => presentTutor(tutor, filters.on));
  }
}
