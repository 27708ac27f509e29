import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { IdentityCorrections } from './identity-corrections.service.js';
import { isVersion, PersonCorrectionResponse, presentCorrection } from './identity.dto.js';

@ApiTags('People')
@Controller('people/:personId/corrections')
export class IdentityController {
  constructor(private readonly identity: IdentityCorrections) {}

  /**
   * Lists the corrections of names and birth date since a contract was signed, in their order: who, why, and what stood
   * before. For the person, the training centre of their contract and the platform.
   */
  @Get()
  @Allow('people.read')
  @ReturnsPage(PersonCorrectionResponse)
  async listPersonCorrections(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') id: PersonId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isVersion);
    return presentPage(
      await this.identity.list(actor, id, page),
      page,
      ({ version }) => `${version}`,
      presentCorrection,
    );
  }
}
