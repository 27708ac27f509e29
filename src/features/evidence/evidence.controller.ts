import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type EvidenceId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { FILE_TYPES } from '../../platform/files/media-types.js';
import { Answer, Download, Returns } from '../../platform/responses/answer.js';
import { CurrentFile, soundFile, type RefusedFile, type SentFile } from '../../platform/server/file-body.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  EvidenceFileResponse,
  EvidenceQuery,
  EvidenceWithdrawalBody,
  dispositionOf,
  plainNameOf,
  presentEvidence,
  toAddCommand,
} from './evidence.dto.js';
import { EvidenceService } from './evidence.service.js';

const BINARY = { type: 'string', format: 'binary' } as const;

/** Whatever a browser is told to do with it, it runs nothing and loads nothing. */
const NEVER_RUN = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
};

@ApiTags('Evidence')
@Controller()
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  /**
   * Adds a photo or a document. The body is the file itself, at most 10 MiB, its type in `Content-Type`. It is rebuilt so
   * that only what is seen stays: place, date, device, author, notes, scripts and attached files are removed. Pixels are not
   * changed: whoever sends it makes sure that no resident is identifiable, and says so.
   */
  @Post('contracts/:contractId/evidence')
  @Allow('evidence.add', { body: 'file' })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody({ required: true, description: 'The file, at most 10 MiB.', schema: BINARY })
  @Returns(201, EvidenceFileResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'quota_exceeded')
  @Refuses(503, 'evidence_store_unavailable', 'uploads_busy')
  async addEvidence(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: EvidenceQuery,
    @CurrentFile() file: SentFile | RefusedFile | null,
  ) {
    const evidence = await this.evidence.add(actor, toAddCommand(contractId, query, soundFile(file)));
    return new Answer(presentEvidence(evidence), { location: `/v1/evidence/${evidence.id}` });
  }

  /** Lists the files of a contract, withdrawn or not, in the order of their recording. */
  @Get('contracts/:contractId/evidence')
  @Allow('progress.read')
  @ReturnsPage(EvidenceFileResponse)
  async listEvidence(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.evidence.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentEvidence,
    );
  }

  /** Reads what is known of a file, without its content. */
  @Get('evidence/:evidenceId')
  @Allow('progress.read')
  @Returns(200, EvidenceFileResponse)
  async getEvidence(@CurrentActor() actor: Actor, @UuidParam('evidenceId') id: EvidenceId) {
    return presentEvidence(await this.evidence.get(actor, id));
  }

  /** Gives the file itself, to save, never to show in place. HR do not open it. */
  @Get('evidence/:evidenceId/content')
  @Allow('evidence.open')
  @ApiResponse({
    status: 200,
    description: 'The file, as an attachment.',
    content: Object.fromEntries(FILE_TYPES.map((type) => [type, { schema: BINARY }])),
  })
  @Refuses(410, 'evidence_withdrawn')
  @Refuses(500, 'evidence_unreadable')
  @Refuses(503, 'evidence_store_unavailable')
  async getEvidenceContent(@CurrentPerson() actor: PersonActor, @UuidParam('evidenceId') id: EvidenceId) {
    const { evidence, pieces } = await this.evidence.open(actor, id);
    return new Download(pieces, {
      mediaType: evidence.mediaType,
      fileName: plainNameOf(evidence),
      headers: {
        ...NEVER_RUN,
        'content-disposition': dispositionOf(evidence),
        'content-length': String(evidence.size),
      },
    });
  }

  /** Takes a file away: its content is erased and no longer given, that it was there stays. */
  @Post('evidence/:evidenceId/withdraw')
  @Allow('evidence.withdraw')
  @Returns(200, EvidenceFileResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'already_withdrawn')
  async withdrawEvidence(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('evidenceId') id: EvidenceId,
    @Body() { reason }: EvidenceWithdrawalBody,
  ) {
    return presentEvidence(await this.evidence.withdraw(actor, id, reason));
  }
}
