import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { headerRef } from '../../platform/openapi/openapi-headers.js';
import { Download, Returns, TaggedAnswer } from '../../platform/responses/answer.js';
import { WantedOf } from '../../platform/responses/formats.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { readAsOf } from '../../platform/validation/as-of.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  BlankFormQuery,
  BookletQuery,
  BookletResponse,
  presentBooklet,
  presentVerified,
  VerifiedReportResponse,
} from './booklet.dto.js';
import { BookletService } from './booklet.service.js';

const JSON_TYPE = 'application/json';
const PDF_TYPE = 'application/pdf';
const SVG_TYPE = 'image/svg+xml';
const BINARY = { type: 'string', format: 'binary' } as const;
/** Whatever a picture holds, a browser runs nothing of it. */
const NEVER_RUN = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" };

@ApiTags('Reports')
@Controller()
export class BookletController {
  constructor(
    private readonly booklets: BookletService,
    private readonly clock: Clock,
  ) {}

  /**
   * The booklet of a contract, in French, as recorded by `at`. HR get it without comments, texts of journal and
   * reviews, and disputes. One day, state and kind of reader: one hash, one file.
   */
  @Get('contracts/:contractId/report')
  @Allow('progress.read')
  @ApiExtraModels(BookletResponse)
  @ApiResponse({
    status: 200,
    description: 'By `Accept`, JSON without it.',
    headers: { ETag: headerRef('WeakETag') },
    content: {
      [JSON_TYPE]: { schema: { $ref: getSchemaPath(BookletResponse) } },
      [PDF_TYPE]: { schema: BINARY },
    },
  })
  @Refuses(406, 'not_acceptable')
  @Refuses(429, 'too_many_long_reads')
  @Refuses(503, 'reports_busy')
  async getBooklet(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @WantedOf([JSON_TYPE, PDF_TYPE]) wanted: string,
    @Query() { at }: BookletQuery,
  ): Promise<TaggedAnswer> {
    const booklet = await this.booklets.read(actor, contractId, this.asOf(at));
    const { document, hash } = booklet;
    const name = `palier-livret-${document.on}-${document.sequence}`;
    return wanted === PDF_TYPE
      ? new TaggedAnswer(
          `W/"pdf.${hash}"`,
          () => this.booklets.print(actor, booklet),
          [],
          fileHeaders(PDF_TYPE, `${name}.pdf`),
        )
      : new TaggedAnswer(`W/"${hash}"`, () =>
          Buffer.from(JSON.stringify(presentBooklet(contractId, booklet))),
        );
  }

  /** The ladder as stairs, an SVG in French that needs no colour. */
  @Get('contracts/:contractId/ladder.svg')
  @Allow('progress.read')
  @ApiResponse({
    status: 200,
    description: 'The picture.',
    headers: { ETag: headerRef('WeakETag') },
    content: { [SVG_TYPE]: { schema: { type: 'string' } } },
  })
  @Refuses(429, 'too_many_long_reads')
  async getLadderPicture(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() { at }: BookletQuery,
  ): Promise<Download> {
    const svg = await this.booklets.stairs(actor, contractId, this.asOf(at));
    return new Download(only(svg), {
      mediaType: `${SVG_TYPE}; charset=utf-8`,
      fileName: 'palier-parcours.svg',
      language: 'fr',
      isTagged: true,
      headers: { ...NEVER_RUN, 'content-disposition': 'inline; filename="palier-parcours.svg"' },
    });
  }

  /** Says whether a printed booklet is genuine, and of what day and state: nothing of whom. `hash` is what it bears. */
  @Get('reports/verify/:hash')
  @Allow('anyone')
  @ApiParam({ name: 'hash', type: String, description: 'The hash that the print bears.' })
  @Returns(200, VerifiedReportResponse)
  async verifyReport(@Param('hash') hash: string): Promise<VerifiedReportResponse> {
    return presentVerified(await this.booklets.verify(hash));
  }

  /** A review to print and fill in by hand, with the names of a contract that the caller sees, or with none. */
  @Get('reviews/blank-form')
  @Allow('signed_in')
  @ApiResponse({ status: 200, description: 'The form.', content: { [PDF_TYPE]: { schema: BINARY } } })
  @Refuses(404, 'not_found')
  @Refuses(429, 'too_many_long_reads')
  @Refuses(503, 'reports_busy')
  async getBlankReviewForm(
    @CurrentActor() actor: Actor,
    @Query() { contractId }: BlankFormQuery,
  ): Promise<Download> {
    const pdf = await this.booklets.blankForm(actor, contractId ?? null);
    return new Download(only(pdf), { mediaType: PDF_TYPE, language: 'fr', fileName: 'palier-bilan.pdf' });
  }

  private asOf(at: string | undefined) {
    return at === undefined ? null : readAsOf(at, this.clock.now());
  }
}

const fileHeaders = (mediaType: string, fileName: string): Readonly<Record<string, string>> => ({
  'content-type': mediaType,
  'content-language': 'fr',
  'content-disposition': `attachment; filename="${fileName}"`,
});

async function* only(piece: string | Uint8Array): AsyncGenerator<string | Uint8Array, void> {
  yield await Promise.resolve(piece);
}
