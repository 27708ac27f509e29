import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { isUuid, type PersonId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import { presentTime, toTutoringTime, TutoringTimeBody, TutoringTimeResponse } from './derogations.dto.js';
import { ProofWithdrawalBody } from './tutors.dto.js';
import { TutorsService } from './tutors.service.js';
import type { TutorProofId } from './tutors.types.js';

@ApiTags('Tutors')
@Controller()
export class TutoringTimesController {
  constructor(
    private readonly tutors: TutorsService,
    private readonly clock: Clock,
  ) {}

  /** Records how much of their working time an employer gives a tutor, a week. Of two that run, the later counts. */
  @Post('people/:personId/tutoring-times')
  @Allow('tutor_proofs.record')
  @Refuses(409, 'quota_exceeded', 'person_erased')
  @Returns(201, TutoringTimeResponse)
  async recordTutoringTime(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') personId: PersonId,
    @Body() body: TutoringTimeBody,
  ) {
    const proof = await this.tutors.record(
      actor,
      'times',
      toTutoringTime(personId, body, this.clock.today()),
    );
    return new Answer(presentTime(proof), { location: `/v1/people/${proof.personId}/tutoring-times` });
  }

  /** Lists the time that one's own employers give a tutor, or that oneself is given, in the order of recording. */
  @Get('people/:personId/tutoring-times')
  @Allow('tutor_proofs.read')
  @ReturnsPage(TutoringTimeResponse)
  async listTutoringTimes(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') personId: PersonId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.tutors.list(actor, 'times', personId, page);
    return presentPage(found, page, ({ id }) => id, presentTime);
  }

  /** Takes back time that was recorded by mistake. */
  @Post('tutoring-times/:tutoringTimeId/withdrawals')
  @Allow('tutor_proofs.record')
  @Refuses(409, 'already_withdrawn')
  @Returns(201, TutoringTimeResponse)
  async withdrawTutoringTime(
    @CurrentActor() actor: Actor,
    @UuidParam('tutoringTimeId') id: TutorProofId,
    @Body() { reason }: ProofWithdrawalBody,
  ) {
    const proof = await this.tutors.withdraw(actor, 'times', id, reason);
    return new Answer(presentTime(proof), { location: `/v1/people/${proof.personId}/tutoring-times` });
  }
}
