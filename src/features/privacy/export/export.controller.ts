import { Controller, Get } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { PersonId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Download } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { ExportService } from './export.service.js';

@ApiTags('Privacy')
@Controller('people/:personId/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  /**
   * Gives everything that is held on a person, as a ZIP: `person.json`, the files of evidence, and `manifest.json`, which lists
   * both. For the person and the platform: all of it; for the administrators of a training centre: what it holds of an
   * alternant of theirs. Secrets (password, tokens) are not in it, nor what others' files say.
   */
  @Get()
  @Allow('signed_in')
  @ApiResponse({
    status: 200,
    description: 'The archive, made while it is sent.',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
  })
  @Refuses(429, 'too_many_long_reads')
  async exportPerson(
    @CurrentPerson() actor: PersonActor,
    @Lang() language: Language,
    @UuidParam('personId') id: PersonId,
  ) {
    return new Download(await this.exports.export(actor, id, language), {
      mediaType: 'application/zip',
      language,
      fileName: `palier-${id}.zip`,
    });
  }
}
