import { Controller, Get, Param, Query, type PipeTransform } from '@nestjs/common';
import { ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Language } from '../../kernel/language.js';
import { notFound } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { headerRef } from '../../platform/openapi/openapi-headers.js';
import { Answer, Download } from '../../platform/responses/answer.js';
import { ReturnsTable, Wanted, WantsRaw, type Format } from '../../platform/responses/formats.js';
import { Lang } from '../../platform/responses/language.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { columnNames, tableDownload } from '../../platform/spreadsheet/tables.js';
import { FigureResponse, FIGURES_TABLE, FiguresQuery, intakeOf, presentFigure } from './figures.dto.js';
import { FiguresService } from './figures.service.js';
import { FIGURE_INDICATORS, type Figure, type FigureIndicator } from './figures.types.js';

const SVG_TYPE = 'image/svg+xml';
/** Whatever a picture holds, a browser runs nothing of it. */
const NEVER_RUN = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" };

class IndicatorPipe implements PipeTransform {
  transform(value: string): FigureIndicator {
    const found = FIGURE_INDICATORS.find((one) => one === value);
    // Before the query is read: what does not exist needs no words about it.
    if (!found) throw notFound();
    return found;
  }
}

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
  /** One of these figures as bars, an SVG that needs no colour and tells no more than they do. */
  @Get('figures/:indicator.svg')
  @Allow('reports.figures')
  @ApiParam({
    name: 'indicator',
    enum: FIGURE_INDICATORS,
    enumName: 'FigureIndicator',
    description: 'Which of them.',
  })
  @ApiResponse({
    status: 200,
    description: 'The picture.',
    headers: { ETag: headerRef('WeakETag'), 'Content-Language': headerRef('Content-Language') },
    content: { [SVG_TYPE]: { schema: { type: 'string' } } },
  })
  @Refuses(429, 'too_many_long_reads')
  async getFigureChart(
    @CurrentActor() actor: Actor,
    @Param('indicator', new IndicatorPipe()) indicator: FigureIndicator,
    @Lang() language: Language,
    @Query() query: FiguresQuery,
  ): Promise<Download> {
    const svg = await this.figures.chart(actor, intakeOf(query), indicator, language);
    const fileName = `palier-${indicator}-${query.schoolYear}.svg`;
    return new Download(only(svg), {
      mediaType: `${SVG_TYPE}; charset=utf-8`,
      fileName,
      language,
      isTagged: true,
      headers: { ...NEVER_RUN, 'content-disposition': `inline; filename="${fileName}"` },
    });
  }
}

async function* only(piece: string): AsyncGenerator<string, void> {
  yield await Promise.resolve(piece);
}
