import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type DeclarationId, type OrganisationId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  DeclarationBody,
  DeclarationResponse,
  presentDeclaration,
  toDeclareCommand,
} from './declarations.dto.js';
import { DeclarationsService } from './declarations.service.js';

@ApiTags('Declarations')
@Controller()
export class DeclarationsController {
  constructor(private readonly declarations: DeclarationsService) {}

  /**
   * Records that the employer declared regulated work to the labour inspectorate: for three years from that day, its
   * alternants under 18 may be given the missions that it names.
   */
  @Post('organisations/:organisationId/declarations')
  @Allow('declarations.record')
  @Returns(201, DeclarationResponse)
  async recordDeclaration(
    @CurrentActor() actor: Actor,
    @UuidParam('organisationId') organisationId: OrganisationId,
    @Body() body: DeclarationBody,
  ) {
    const declaration = await this.declarations.record(actor, toDeclareCommand(organisationId, body));
    return new Answer(presentDeclaration(declaration), { location: `/v1/declarations/${declaration.id}` });
  }

  /** Lists what an employer declared, in the order of recording, for whoever stands on one of its contracts. */
  @Get('organisations/:organisationId/declarations')
  @Allow('declarations.read')
  @ReturnsPage(DeclarationResponse)
  async listDeclarations(
    @CurrentActor() actor: Actor,
    @UuidParam('organisationId') organisationId: OrganisationId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.declarations.list(actor, organisationId, page),
      page,
      (row) => row.id,
      presentDeclaration,
    );
  }

  /** Reads a declaration. */
  @Get('declarations/:declarationId')
  @Allow('declarations.read')
  @Returns(200, DeclarationResponse)
  async getDeclaration(@CurrentActor() actor: Actor, @UuidParam('declarationId') id: DeclarationId) {
    return presentDeclaration(await this.declarations.get(actor, id));
  }

  /** Ends a declaration before its time. To replace one, record the new one, then withdraw the old one. */
  @Post('declarations/:declarationId/withdrawals')
  @Allow('declarations.record')
  @Returns(201, DeclarationResponse)
  @Refuses(409, 'already_withdrawn')
  async withdrawDeclaration(@CurrentActor() actor: Actor, @UuidParam('declarationId') id: DeclarationId) {
    const declaration = await this.declarations.withdraw(actor, id);
    return new Answer(presentDeclaration(declaration), { location: `/v1/declarations/${id}` });
  }
}
