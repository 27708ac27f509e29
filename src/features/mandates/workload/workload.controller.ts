import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { Day } from '../../../kernel/days.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer } from '../../../platform/responses/answer.js';
import type { Language } from '../../../kernel/language.js';
import { ReturnsTable, Wanted, WantsRaw, type Format } from '../../../platform/responses/formats.js';
import { Lang } from '../../../platform/responses/language.js';
import { nextCursor, pageRequest, presentPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { columnNames, tableDownload } from '../../../platform/spreadsheet/tables.js';
import { WORKLOAD_TABLE } from './workload-table.dto.js';
import { filtersOf, presentTutor, TutorResponse, TutorsQuery } from './workload.dto.js';
import { isKey, keyOfWorkload, WorkloadService } from './workload.service.js';
import type { Workload } from './workload.types.js';

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
   * As NDJSON, CSV or XLSX the whole at once.
   */
  @Get()
  @Allow('tutors.read')
  @ReturnsTable(TutorResponse, columnNames(WORKLOAD_TABLE))
  @Refuses(429, 'too_many_long_reads')
  async listTutors(
    @CurrentActor() actor: Actor,
    @Wanted() format: Format,
    @WantsRaw() isRaw: boolean,
    @Lang() language: Language,
    @Query() query: TutorsQuery,
  ) {
    const page = pageRequest(query, isKey);
    const filters = filtersOf(query, this.clock.today());
    const present = (tutor: Workload) => presentTutor(tutor, filters.on);
    if (format !== 'json' && query.limit === undefined) {
      const batches = this.workload.whole(actor, filters, page.after);
      return tableDownload(WORKLOAD_TABLE, present, batches, {
        format,
        language,
        isRaw,
        fileName: fileNameOf(filters.on),
      });
    }
    const found = await this.workload.list(actor, filters, page);
    if (format === 'json') {
      const { body, options } = presentPage(found, page, keyOfWorkload, present);
      return new Answer(body, { ...options, isTagged: true });
    }
    const next = nextCursor(found, page.limit, keyOfWorkload, page.trail);
    return tableDownload(WORKLOAD_TABLE, present, [found.slice(0, page.limit)], {
      format,
      language,
      isRaw,
      fileName: fileNameOf(filters.on),
      next,
    });
  }
}

const fileNameOf = (on: Day): string => `palier-tuteurs-${on}`;
