import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Language } from '../../kernel/language.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer } from '../../platform/responses/answer.js';
import { ReturnsTable, Wanted, WantsRaw, type Format } from '../../platform/responses/formats.js';
import { Lang } from '../../platform/responses/language.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { columnNames, tableDownload } from '../../platform/spreadsheet/tables.js';
import { FigureResponse, FIGURES_TABLE, FiguresQuery, intakeOf, presentFigure } from './figures.dto.js';
import { FiguresService } from './figures.service.js';
import type { Figure } from './figures.types.js';

@ApiTags('Reports')
@Controller('reports')
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  /**
   * The figures of the contracts that began in a school year, of a centre or of an employer that the reader answers for: one
   * answer, closed a month after the year. Fewer than 5 people are never told, and counts go in steps of 5.
   */
  @Get('figures')
  @Allow('reports.figures')
  @ReturnsTable(FigureResponse, columnNames(FIGURES_TABLE))
  @Refuses(404, 'not_found')
  @Refuses(429, 'too_many_long_reads')
  async getFigures(
    @CurrentActor() actor: Actor,
    @Wanted() format: Format,
    @WantsRaw() isRaw: boolean,
    @Lang() language: Language,
    @Query() query: FiguresQuery,
  ) {
    const found = await this.figures.figures(actor, intakeOf(query));
    const present = (figure: Figure) => presentFigure(figure, language);
    if (format === 'json')
      return new Answer({ data: found.map(present), page: { next: null } }, { isTagged: true });
    const fileName = `palier-${language === 'fr' ? 'chiffres' : 'figures'}-${query.schoolYear}`;
    return tableDownload(FIGURES_TABLE, present, [found], { format, language, isRaw, fileName });
  }
}
