import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type Id, type MandateId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  AbsenceBody,
  AbsenceResponse,
  EndAbsenceBody,
  EndMandateBody,
  MandateBody,
  MandateResponse,
  presentAbsence,
  presentActed,
  presentMandate,
  toNewMandate,
} from './mandates.dto.js';
import { MandatesService } from './mandates.service.js';

@ApiTags('Mandates')
@Controller()
export class MandatesController {
  constructor(private readonly mandates: MandatesService) {}

  /** Gives somebody a role on a contract. With `replaces`, the mandate named ends when this one begins. */
  @Post('contracts/:contractId/mandates')
  @Allow('mandates.write')
  @Returns(201, MandateResponse)
  @Refuses(
    409,
    'illegal_transition',
    'main_tutor_overlap',
    'mandate_exists',
    'tutor_under_age',
    'tutor_over_capacity',
    'person_erased',
  )
  async openMandate(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: MandateBody,
  ) {
    const opened = await this.mandates.open(actor, contractId, toNewMandate(body));
    return new Answer(presentActed(opened), { location: `/v1/mandates/${opened.mandate.id}` });
  }

  /** Every mandate of a contract, past and to come, in the order in which they were opened. */
  @Get('contracts/:contractId/mandates')
  @Allow('contracts.read')
  @ReturnsPage(MandateResponse)
  async listContractMandates(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.mandates.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentMandate,
    );
  }

  /** Reads a mandate. */
  @Get('mandates/:mandateId')
  @Allow('contracts.read')
  @Returns(200, MandateResponse)
  async getMandate(@CurrentActor() actor: Actor, @UuidParam('mandateId') id: MandateId) {
    return presentMandate(await this.mandates.get(actor, id));
  }

  /**
   * Shortens a mandate: `on` is the first day out. It never prolongs one. Where it lies before today, `contested` lists what
   * its holder recorded of those days: the referent rules on each.
   */
  @Post('mandates/:mandateId/end')
  @Allow('mandates.write')
  @ApiBody({ type: EndMandateBody, required: false })
  @Returns(200, MandateResponse)
  async endMandate(
    @CurrentActor() actor: Actor,
    @UuidParam('mandateId') id: MandateId,
    @Body() body?: EndMandateBody,
  ) {
    return presentActed(await this.mandates.end(actor, id, body?.on ?? null));
  }

  /** Says that the holder is away. Meanwhile a co-tutor decides in place of the main tutor. */
  @Post('mandates/:mandateId/absences')
  @Allow('mandates.declare_absence')
  @Returns(201, AbsenceResponse)
  async declareMandateAbsence(
    @CurrentActor() actor: Actor,
    @UuidParam('mandateId') id: MandateId,
    @Body() body: AbsenceBody,
  ) {
    const absence = await this.mandates.declareAbsence(actor, id, body);
    return new Answer(presentAbsence(absence), { location: `/v1/mandates/${id}/absences` });
  }

  /**
   * Ends an absence, or shortens one to come: `on` is the first day back; its first day where it never was. What was declared
   * is kept.
   */
  @Post('mandate-absences/:absenceId/end')
  @Allow('mandates.declare_absence')
  @ApiBody({ type: EndAbsenceBody, required: false })
  @Returns(200, AbsenceResponse)
  async endMandateAbsence(
    @CurrentActor() actor: Actor,
    @UuidParam('absenceId') id: Id<'mandate_absence'>,
    @Body() body?: EndAbsenceBody,
  ) {
    return presentAbsence(await this.mandates.endAbsence(actor, id, body?.on ?? null));
  }

  /** Lists the absences declared on a mandate, in the order of their recording. */
  @Get('mandates/:mandateId/absences')
  @Allow('contracts.read')
  @ReturnsPage(AbsenceResponse)
  async listMandateAbsences(
    @CurrentActor() actor: Actor,
    @UuidParam('mandateId') id: MandateId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.mandates.absences(actor, id, page), page, (row) => row.id, presentAbsence);
  }
}
