import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { Lang } from '../../platform/responses/language.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  AmendmentBody,
  AmendmentRefusalBody,
  AmendmentSignatureBody,
  AmendmentWithdrawalBody,
  toProposeCommand,
  toSignCommand,
} from './amendment-bodies.dto.js';
import { AmendmentResponse, presentAmended, presentAmendment } from './amendments.dto.js';
import { AmendmentsService } from './amendments.service.js';
import { AmendmentViews, type Amended } from './terms/amendment-views.service.js';
import type { AmendmentId } from './amendments.types.js';

@ApiTags('Contracts')
@Controller()
export class AmendmentsController {
  constructor(
    private readonly amendments: AmendmentsService,
    private readonly views: AmendmentViews,
  ) {}

  /**
   * Proposes to change a signed contract from a day on. It changes once the employer, the centre and the alternant signed, and
   * the legal representative of a minor: see its `signatures`.
   */
  @Post('contracts/:contractId/amendments')
  @Allow('contracts.write')
  @Returns(201, AmendmentResponse)
  @Refuses(409, 'illegal_transition', 'too_many_amendments')
  async proposeAmendment(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Body() body: AmendmentBody,
  ) {
    return recorded(await this.amendments.propose(actor, id, toProposeCommand(body)), language);
  }

  /** Lists the amendments of a contract in the order of their numbers, also those that were refused or withdrawn. */
  @Get('contracts/:contractId/amendments')
  @Allow('contracts.read')
  @ReturnsPage(AmendmentResponse)
  async listAmendments(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const all = await this.views.list(actor, id, page);
    return presentPage(all, page, (row) => row.id, presentAmendment);
  }

  /** Reads an amendment. */
  @Get('amendments/:amendmentId')
  @Allow('contracts.read')
  @Returns(200, AmendmentResponse)
  async getAmendment(@CurrentActor() actor: Actor, @UuidParam('amendmentId') id: AmendmentId) {
    return presentAmendment(await this.views.get(actor, id));
  }

  /**
   * Signs for one party: the alternant for themself, HR for the employer, an administrator for the centre, one of which signs
   * last. Or attests, for an organisation, that every party signed the paper. With the last signature it is agreed. A new employer
   * signs by `mainTutorId`, before the centre, by which the contract goes on there.
   */
  @Post('amendments/:amendmentId/signatures')
  @Allow('amendments.answer')
  @ApiBody({ type: AmendmentSignatureBody, required: false })
  @Returns(201, AmendmentResponse)
  @Refuses(403, 'person_required')
  @Refuses(
    409,
    'amendment_closed',
    'amendment_outdated',
    'already_signed',
    'signatures_awaited',
    'legal_representative_missing',
    'main_tutor_missing',
    'main_tutor_overlap',
    'mandate_exists',
    'tutor_under_age',
    'tutor_over_capacity',
    'contract_overlap',
    'birth_date_implausible',
    'person_erased',
    'mandate_unfit',
    'checks_failed',
    'alternant_kept_elsewhere',
  )
  async signAmendment(
    @CurrentActor() actor: Actor,
    @UuidParam('amendmentId') id: AmendmentId,
    @Lang() language: Language,
    @Body() body?: AmendmentSignatureBody,
  ) {
    return recorded(await this.amendments.sign(actor, id, toSignCommand(body)), language);
  }

  /** Refuses what is proposed, for one of those who have to sign: it is closed, and another may be proposed. */
  @Post('amendments/:amendmentId/refusals')
  @Allow('amendments.answer')
  @Returns(201, AmendmentResponse)
  @Refuses(403, 'person_required')
  @Refuses(409, 'amendment_closed', 'already_signed')
  async refuseAmendment(
    @CurrentActor() actor: Actor,
    @UuidParam('amendmentId') id: AmendmentId,
    @Lang() language: Language,
    @Body() { reason }: AmendmentRefusalBody,
  ) {
    return recorded(await this.amendments.refuse(actor, id, reason), language);
  }

  /**
   * Takes a proposal back, for the organisation that made it, until all have signed; after that another amendment corrects it. The
   * centre takes back a transfer that all signed, before its day.
   */
  @Post('amendments/:amendmentId/withdrawals')
  @Allow('contracts.write')
  @Returns(201, AmendmentResponse)
  @Refuses(409, 'amendment_closed', 'transfer_agreed', 'contract_overlap', 'tutor_over_capacity')
  async withdrawAmendment(
    @CurrentActor() actor: Actor,
    @UuidParam('amendmentId') id: AmendmentId,
    @Lang() language: Language,
    @Body() { reason }: AmendmentWithdrawalBody,
  ) {
    return recorded(await this.amendments.withdraw(actor, id, reason), language);
  }
}

const recorded = (done: Amended, language: Language) =>
  new Answer(presentAmended(done, language), { location: `/v1/amendments/${done.amendment.id}` });
