import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  ContractAbsenceBody,
  ContractAbsenceResponse,
  ContractAbsenceWithdrawalBody,
  presentAbsence,
  toAbsence,
} from './absences.dto.js';
import { AbsencesService } from './absences.service.js';
import type { AbsenceId, AbsenceRow } from './absences.types.js';

@ApiTags('Alternation')
@Controller()
export class AbsencesController {
  constructor(private readonly absences: AbsencesService) {}

  /**
   * Records days on which the alternant was or will be away. Those who follow the contract read that they are; why, only the
   * alternant and the two sides.
   */
  @Post('contracts/:contractId/absences')
  @Allow('contracts.write')
  @Returns(201, ContractAbsenceResponse)
  @Refuses(409, 'too_many_absences')
  async recordContractAbsence(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() body: ContractAbsenceBody,
  ) {
    return recorded(await this.absences.record(actor, id, toAbsence(body)));
  }

  /** Lists the absences of a contract, each as it was recorded last, withdrawn or not. */
  @Get('contracts/:contractId/absences')
  @Allow('contracts.read')
  @ReturnsPage(ContractAbsenceResponse)
  async listContractAbsences(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.absences.list(actor, id, page), page, ({ place }) => place, presentAbsence);
  }

  /** Reads an absence as it was recorded last. */
  @Get('contract-absences/:contractAbsenceId')
  @Allow('contracts.read')
  @Returns(200, ContractAbsenceResponse)
  async getContractAbsence(@CurrentActor() actor: Actor, @UuidParam('contractAbsenceId') id: AbsenceId) {
    return presentAbsence(await this.absences.get(actor, id));
  }

  /** Says anew, whole, what the absence should have said: it went on, it ended, it was of another kind. By its own side. */
  @Post('contract-absences/:contractAbsenceId/corrections')
  @Allow('contracts.write')
  @Returns(201, ContractAbsenceResponse)
  @Refuses(409, 'already_withdrawn', 'too_many_absences')
  async correctContractAbsence(
    @CurrentActor() actor: Actor,
    @UuidParam('contractAbsenceId') id: AbsenceId,
    @Body() body: ContractAbsenceBody,
  ) {
    return recorded(await this.absences.correct(actor, id, toAbsence(body)));
  }

  /** Takes back an absence that never was. By its own side. */
  @Post('contract-absences/:contractAbsenceId/withdrawals')
  @Allow('contracts.write')
  @Returns(201, ContractAbsenceResponse)
  @Refuses(409, 'already_withdrawn')
  async withdrawContractAbsence(
    @CurrentActor() actor: Actor,
    @UuidParam('contractAbsenceId') id: AbsenceId,
    @Body() { reason }: ContractAbsenceWithdrawalBody,
  ) {
    return recorded(await this.absences.withdraw(actor, id, reason));
  }
}

const recorded = (absence: AbsenceRow) =>
  new Answer(presentAbsence(absence), { location: `/v1/contract-absences/${absence.id}` });
