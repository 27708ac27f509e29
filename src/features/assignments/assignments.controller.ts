import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type AssignmentId, type ContractId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  AssignmentBody,
  AssignmentResponse,
  EndAssignmentBody,
  presentAssignment,
  toAssignCommand,
} from './assignments.dto.js';
import { AssignmentsService } from './assignments.service.js';

@ApiTags('Missions')
@Controller()
export class AssignmentsController {
  constructor(private readonly assignments: AssignmentsService) {}

  /** Gives a mission for a time. Refused when the alternant is not entitled to it, with every reason. */
  @Post('contracts/:contractId/assignments')
  @Allow('assignments.write')
  @Returns(201, AssignmentResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'mission_not_entitled')
  async assignMission(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: AssignmentBody,
  ) {
    const assignment = await this.assignments.assign(actor, toAssignCommand(contractId, body));
    return new Answer(presentAssignment(assignment), { location: `/v1/assignments/${assignment.id}` });
  }

  /** Ends a mission that was given, sooner than was planned: `on` is the first day out. What was given is kept. */
  @Post('assignments/:assignmentId/end')
  @Allow('assignments.write')
  @ApiBody({ type: EndAssignmentBody, required: false })
  @Returns(200, AssignmentResponse)
  @Refuses(403, 'mandate_missing')
  async endAssignment(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('assignmentId') id: AssignmentId,
    @Body() body?: EndAssignmentBody,
  ) {
    return presentAssignment(await this.assignments.end(actor, id, body?.on ?? null));
  }

  /** Lists the missions given on a contract, past and to come, in the order of their recording. */
  @Get('contracts/:contractId/assignments')
  @Allow('progress.read')
  @ReturnsPage(AssignmentResponse)
  async listAssignments(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.assignments.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentAssignment,
    );
  }

  /** Reads a mission that was given. */
  @Get('assignments/:assignmentId')
  @Allow('progress.read')
  @Returns(200, AssignmentResponse)
  async getAssignment(@CurrentActor() actor: Actor, @UuidParam('assignmentId') id: AssignmentId) {
    return presentAssignment(await this.assignments.get(actor, id));
  }
}
