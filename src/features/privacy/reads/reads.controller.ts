import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type PersonId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { FileReadResponse, presentFileRead } from './reads.dto.js';
import { ReadsService } from './reads.service.js';

@ApiTags('Privacy')
@Controller('people/:personId/reads')
export class ReadsController {
  constructor(private readonly reads: ReadsService) {}

  /**
   * Lists who read the file of a person, one entry for each reader, kind and day, the last first; their own reading is not
   * kept. For the person and the platform; for the administrators of a training centre what was read of its own contracts.
   */
  @Get()
  @Allow('signed_in')
  @ReturnsPage(FileReadResponse)
  async listFileReads(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('personId') id: PersonId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.reads.list(actor, id, page);
    return presentPage(found, page, (read) => read.id, presentFileRead);
  }
}
