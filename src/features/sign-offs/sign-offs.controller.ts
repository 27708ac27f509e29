import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type SignOffId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/http/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/http/pages.js';
import { UuidParam } from '../../platform/http/params.js';
import {
  presentSignOff,
  presentSignOffs,
  SignOffResponse,
  SignOffsBody,
  SignOffsResponse,
  toSignOffCommand,
} from './sign-offs.dto.js';
import { SignOffsService } from './sign-offs.service.js';

@ApiTags('Sign-offs')
@Controller()
export class SignOffsController {
  constructor(private readonly signOffs: SignOffsService) {}

  /** Records a tutor's judgement on one or more competencies. All items or none. */
  @Post('contracts/:contractId/sign-offs')
  @Allow('sign_offs.record')
  @Returns(201, SignOffsResponse)
  async signOff(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: SignOffsBody,
  ) {
    const signed = await this.signOffs.signOff(actor, toSignOffCommand(contractId, body));
    const first = signed.signOffs[0];
    return new Answer(presentSignOffs(signed), first ? { location: `/v1/sign-offs/${first.id}` } : {});
  }

  @Get('contracts/:contractId/sign-offs')
  @Allow('progress.read')
  @ReturnsPage(SignOffResponse)
  async listSignOffs(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.signOffs.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentSignOff,
    );
  }

  @Get('sign-offs/:signOffId')
  @Allow('progress.read')
  @Returns(200, SignOffResponse)
  async getSignOff(@CurrentActor() actor: Actor, @UuidParam('signOffId') id: SignOffId) {
    return presentSignOff(await this.signOffs.get(actor, id));
  }
}
