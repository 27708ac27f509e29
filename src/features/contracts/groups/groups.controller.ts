import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Text } from '../../../platform/validation/fields.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { ContractResponse, presentContract } from '../contracts.dto.js';
import { ContractGroupsService } from './groups.service.js';

export class AssignGroupBody {
  @Text({
    max: 60,
    optional: true,
    example: 'DEAS 2026 A',
    description: 'What the training centre calls its group or intake. Null, or absent: none any more.',
  })
  group?: string | null;
}

@ApiTags('Contracts')
@Controller('contracts/:contractId')
export class ContractGroupsController {
  constructor(private readonly groups: ContractGroupsService) {}

  /**
   * Assigns the contract to a group of its training centre, which alone does so, also after the signature. Lists and reports tell
   * it; of the past, the group of then.
   */
  @Post('groups')
  @Allow('contracts.write')
  @Returns(201, ContractResponse, { etag: true })
  async assignContractGroup(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() { group }: AssignGroupBody,
  ) {
    const contract = await this.groups.assign(actor, id, group?.trim() ?? null);
    return new Answer(presentContract(contract), {
      location: `/v1/contracts/${id}`,
      version: contract.version,
    });
  }
}
