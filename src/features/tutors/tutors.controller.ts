import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type PersonId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  presentDerogation,
  presentQualification,
  ProofWithdrawalBody,
  toDerogation,
  toQualification,
  TutorDerogationBody,
  TutorDerogationResponse,
  TutorQualificationBody,
  TutorQualificationResponse,
} from './tutors.dto.js';
import { TutorsService } from './tutors.service.js';
import type { TutorProofId } from './tutors.types.js';

@ApiTags('Tutors')
@Controller()
export class TutorsController {
  constructor(private readonly tutors: TutorsService) {}

  /** Records what HR of an employer checked of one of its tutors: that it was seen, and when, never the document. */
  @Post('people/:personId/tutor-qualifications')
  @Allow('tutor_proofs.record')
  @Refuses(409, 'quota_exceeded', 'person_erased')
  @Returns(201, TutorQualificationResponse)
  async recordTutorQualification(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') personId: PersonId,
    @Body() body: TutorQualificationBody,
  ) {
    const proof = await this.tutors.record(actor, 'qualifications', toQualification(personId, body));
    return new Answer(presentQualification(proof), {
      location: `/v1/people/${proof.personId}/tutor-qualifications`,
    });
  }

  /** Lists what one's own employers checked of a tutor, or what was checked of oneself, in the order of recording. */
  @Get('people/:personId/tutor-qualifications')
  @Allow('tutor_proofs.read')
  @ReturnsPage(TutorQualificationResponse)
  async listTutorQualifications(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') personId: PersonId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.tutors.list(actor, 'qualifications', personId, page);
    return presentPage(found, page, ({ id }) => id, presentQualification);
  }

  /** Takes back what was recorded by mistake. What was signed meanwhile stays. */
  @Post('tutor-qualifications/:tutorQualificationId/withdrawals')
  @Allow('tutor_proofs.record')
  @Refuses(409, 'already_withdrawn')
  @Returns(201, TutorQualificationResponse)
  async withdrawTutorQualification(
    @CurrentActor() actor: Actor,
    @UuidParam('tutorQualificationId') id: TutorProofId,
    @Body() { reason }: ProofWithdrawalBody,
  ) {
    const proof = await this.tutors.withdraw(actor, 'qualifications', id, reason);
    return new Answer(presentQualification(proof), {
      location: `/v1/people/${proof.personId}/tutor-qualifications`,
    });
  }

  /** Records that a tutor may follow more apprentices than the law allows, by whom, and until when. */
  @Post('people/:personId/tutor-derogations')
  @Allow('tutor_proofs.record')
  @Refuses(409, 'quota_exceeded', 'person_erased')
  @Returns(201, TutorDerogationResponse)
  async recordTutorDerogation(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') personId: PersonId,
    @Body() body: TutorDerogationBody,
  ) {
    const proof = await this.tutors.record(actor, 'derogations', toDerogation(personId, body));
    return new Answer(presentDerogation(proof), {
      location: `/v1/people/${proof.personId}/tutor-derogations`,
    });
  }

  /** Lists the derogations of a tutor at one's own employers, or one's own, in the order of recording. */
  @Get('people/:personId/tutor-derogations')
  @Allow('tutor_proofs.read')
  @ReturnsPage(TutorDerogationResponse)
  async listTutorDerogations(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') personId: PersonId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.tutors.list(actor, 'derogations', personId, page);
    return presentPage(found, page, ({ id }) => id, presentDerogation);
  }

  /** Takes a derogation back: it lets nobody be signed any more, and ends nothing. */
  @Post('tutor-derogations/:tutorDerogationId/withdrawals')
  @Allow('tutor_proofs.record')
  @Refuses(409, 'already_withdrawn')
  @Returns(201, TutorDerogationResponse)
  async withdrawTutorDerogation(
    @CurrentActor() actor: Actor,
    @UuidParam('tutorDerogationId') id: TutorProofId,
    @Body() { reason }: ProofWithdrawalBody,
  ) {
    const proof = await this.tutors.withdraw(actor, 'derogations', id, reason);
    return new Answer(presentDerogation(proof), {
      location: `/v1/people/${proof.personId}/tutor-derogations`,
    });
  }
}
