import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { AtField, readAsOf } from '../../../platform/validation/as-of.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { ContractReadResponse, presentContractRead } from '../calendar/contract-read.dto.js';
import { ContractsService } from '../contracts.service.js';
import { PastContractsService } from './past-contracts.service.js';

export class GetContractQuery {
  @AtField() at?: string;
}

@ApiTags('Contracts')
@Controller('contracts/:contractId')
export class ContractReadsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly past: PastContractsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a contract. With `at`, as it stood then by what was recorded by then, for whoever may read it now; without civil
   * names and representative, under the ETag of now.
   */
  @Get()
  @Allow('contracts.read')
  @Returns(200, ContractReadResponse, { etag: true })
  async getContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() { at }: GetContractQuery,
  ) {
    const found =
      at === undefined
        ? await this.contracts.get(actor, id)
        : await this.past.read(actor, id, readAsOf(at, this.clock.now()));
    return new Answer(presentContractRead(found), { version: found.contract.version });
  }
}
