import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch } from '../../../platform/responses/etag.js';
import { Lang } from '../../../platform/responses/language.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { readAsOf } from '../../../platform/validation/as-of.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { ContractFormQuery, ContractFormResponse, UpdateContractFormBody, presentForm } from './form.dto.js';
import { ContractFormService } from './form.service.js';
import type { FormView } from './recorded.types.js';

@ApiTags('Contracts')
@Controller('contracts/:contractId')
export class ContractFormController {
  constructor(
    private readonly forms: ContractFormService,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads the form of the contract (CERFA 10103 or 12434), with what is recorded elsewhere beside it: one answer fills a paper. For
   * the alternant, the HR of the employer and the administrators of the centre.
   */
  @Get('form')
  @Allow('contract_forms.read')
  @Returns(200, ContractFormResponse, { etag: true })
  @Refuses(429, 'too_many_long_reads')
  async getContractForm(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Query() { at }: ContractFormQuery,
  ) {
    const asOf = at === undefined ? null : readAsOf(at, this.clock.now());
    return answered(await this.forms.read(actor, id, asOf), language);
  }

  /**
   * Fills what is sent and leaves the rest (a merge patch): any part of any section, in any order; `null` empties, a list is
   * replaced whole. Either side fills. Once signed, what was filled changes by amendment only; what nobody had filled, and what
   * comes later (the DECA number, contact details), may still be written down.
   */
  @Patch('form')
  @Allow('contracts.write')
  @NeedsIfMatch()
  @Returns(200, ContractFormResponse, { etag: true })
  @Refuses(409, 'amendment_required', 'not_amendable')
  async updateContractForm(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @IfMatch() version: number | null,
    @Lang() language: Language,
    @Body() body: UpdateContractFormBody,
  ) {
    return answered(await this.forms.fill(actor, id, version, body), language);
  }
}

const answered = (view: FormView, language: Language) =>
  new Answer(presentForm(view, language), { version: view.version });
