import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import {
  ActBody,
  CompleteBody,
  SuspendBody,
  TerminateBody,
  toActCommand,
  toEndCommand,
  toSuspendCommand,
} from './contract-acts.dto.js';
import { ContractActsService, type Acted } from './contract-acts.service.js';
import { ContractResponse, presentContested, presentContract } from '../contracts.dto.js';
import { presentWarnings } from '../signing/warnings.dto.js';

@ApiTags('Contracts')
@Controller('contracts/:contractId')
export class ContractActsController {
  constructor(private readonly acts: ContractActsService) {}

  /**
   * Records the signature: `on` is today unless told, or the first day of the contract if that is earlier. What is only
   * unusual is told in `warnings`.
   */
  @Post('sign')
  @Allow('contracts.write')
  @ApiBody({ type: ActBody, required: false })
  @Returns(200, ContractResponse, { etag: true })
  @Refuses(
    409,
    'illegal_transition',
    'main_tutor_missing',
    'tutor_under_age',
    'birth_date_implausible',
    'legal_representative_missing',
    'mandate_unfit',
    'checks_failed',
    'alternant_kept_elsewhere',
    'contract_overlap',
    'tutor_over_capacity',
  )
  async signContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Body() body?: ActBody,
  ) {
    const { contract, warnings } = await this.acts.sign(actor, id, toActCommand(body));
    return new Answer(
      { ...presentContract(contract), warnings: presentWarnings(warnings, language) },
      { version: contract.version },
    );
  }

  /**
   * From `on` nothing is signed off and no mission is allowed, until `to`, or `resume`. Several may be planned. What is recorded already stays; where `on` lies
   * before today, `contested` lists what was recorded of those days: the referent rules on each.
   */
  @Post('suspend')
  @Allow('contracts.write')
  @ApiBody({ type: SuspendBody, required: false })
  @Returns(200, ContractResponse, { etag: true })
  @Refuses(409, 'illegal_transition')
  async suspendContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Body() body?: SuspendBody,
  ) {
    return done(await this.acts.act(actor, id, 'suspend', toSuspendCommand(body)), language);
  }

  /** Ends the suspension: `on` is the first day back. A return to come may be changed in the same way. */
  @Post('resume')
  @Allow('contracts.write')
  @ApiBody({ type: ActBody, required: false })
  @Returns(200, ContractResponse, { etag: true })
  @Refuses(409, 'illegal_transition')
  async resumeContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Body() body?: ActBody,
  ) {
    return done(await this.acts.act(actor, id, 'resume', toActCommand(body)), language);
  }

  /**
   * Breaks the contract before its term: `on` is the first day out. Where it lies before today, `contested` lists what was
   * recorded of those days: the referent rules on each. What the law asks for is told in `warnings`; only what is recorded and
   * contradicts it refuses.
   */
  @Post('terminate')
  @Allow('contracts.write')
  @Returns(200, ContractResponse, { etag: true })
  @Refuses(409, 'illegal_transition', 'end_not_grounded', 'transfer_agreed')
  async terminateContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Body() body: TerminateBody,
  ) {
    return done(await this.acts.act(actor, id, 'terminate', toEndCommand(body)), language);
  }

  /** Takes back a contract that has not begun. It takes effect at once; `on` is the day that the parties give it. */
  @Post('cancel')
  @Allow('contracts.write')
  @ApiBody({ type: ActBody, required: false })
  @Returns(200, ContractResponse, { etag: true })
  @Refuses(409, 'illegal_transition', 'transfer_agreed')
  async cancelContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Body() body?: ActBody,
  ) {
    return done(await this.acts.act(actor, id, 'cancel', toActCommand(body)), language);
  }

  /** Completes the contract, early with the diploma: `on` is the first day out. Past its last day none of this is needed. */
  @Post('complete')
  @Allow('contracts.write')
  @ApiBody({ type: CompleteBody, required: false })
  @Returns(200, ContractResponse, { etag: true })
  @Refuses(409, 'illegal_transition', 'end_not_grounded', 'transfer_agreed')
  async completeContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Body() body?: CompleteBody,
  ) {
    return done(await this.acts.act(actor, id, 'complete', toEndCommand(body)), language);
  }
}

function done({ contract, contested, warnings }: Acted, language: Language) {
  const beside = { contested: presentContested(contested), warnings: presentWarnings(warnings, language) };
  return new Answer({ ...presentContract(contract), ...beside }, { version: contract.version });
}
