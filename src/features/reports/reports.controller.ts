import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { isUuid } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { readAsOf } from '../../platform/validation/as-of.js';
import { ReturnsTable, Wanted, WantsRaw, type Format } from '../../platform/responses/formats.js';
import { Answer } from '../../platform/responses/answer.js';
import { Lang } from '../../platform/responses/language.js';
import { nextCursor, pageRequest, presentPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { columnNames, tableDownload } from '../../platform/spreadsheet/tables.js';
import { COHORT_TABLE } from './cohort-table.dto.js';
import { updatedSinceOfNow } from './reports.errors.js';
import { CohortQuery, CohortRowResponse, filtersOf, presentCohortRow, rowFiltersOf } from './reports.dto.js';
import { ReportsService } from './reports.service.js';
import { type CohortRow } from './cohort.types.js';

@ApiTags('Reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly clock: Clock,
  ) {}

  /**
   * One row per contract that the reader may see: where each alternant stands, and what somebody should look at and why.
   * As JSON a page at a time; as NDJSON, CSV or XLSX the whole at once. In French the CSV is for a spreadsheet; programs ask for
   * `text/csv;profile=raw`.
   */
  @Get('cohort')
  @Allow('reports.cohort')
  @ReturnsTable(
    CohortRowResponse,
    // Those of the other levels have their numbers.
    columnNames(COHORT_TABLE).filter((name) => !/^level[2-8]/.test(name)),
  )
  @Refuses(429, 'too_many_long_reads')
  async getCohortReport(
    @CurrentActor() actor: Actor,
    @Wanted() format: Format,
    @WantsRaw() isRaw: boolean,
    @Lang() language: Language,
    @Query() query: CohortQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const at = query.at === undefined ? null : readAsOf(query.at, this.clock.now());
    if (at !== null && query.updatedSince !== undefined) throw updatedSinceOfNow();
    const asked = { ...filtersOf(query), rows: rowFiltersOf(query), at };
    const keyOf = (row: CohortRow) => row.contract.contractId;
    const present = (row: CohortRow) => presentCohortRow(row, language);
    if (format === 'json') {
      const found = await this.reports.cohortPage(actor, asked, page);
      const { body, options } = presentPage(found, page, keyOf, present);
      return new Answer(body, { ...options, isTagged: true });
    }
    const fileName = `palier-${language === 'fr' ? 'cohorte' : 'cohort'}-${this.reports.dayOf(asked)}`;
    if (query.limit === undefined) {
      const batches = this.reports.wholeCohort(actor, asked, page.after);
      return tableDownload(COHORT_TABLE, present, batches, { format, language, isRaw, fileName });
    }
    const found = await this.reports.cohortPage(actor, asked, page);
    const next = nextCursor(found, page.limit, keyOf, page.trail);
    return tableDownload(COHORT_TABLE, present, [found.slice(0, page.limit)], {
      format,
      language,
      isRaw,
      fileName,
      next,
    });
  }
}
