import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Returns, ReturnsTagged, TaggedAnswer } from '../../platform/responses/answer.js';
import { readAsOf } from '../../platform/validation/as-of.js';
import { Lang } from '../../platform/responses/language.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { EntitlementsQuery, LadderQuery, LadderResponse, shiftOf } from './ladder.dto.js';
import { EntitlementsResponse, presentEntitlement } from './entitlements/entitlements.dto.js';
import { jsonAt } from './ladder-answers.js';
import { LadderService } from './ladder.service.js';

@ApiTags('Ladder')
@Controller('contracts/:contractId')
export class LadderController {
  constructor(
    private readonly ladder: LadderService,
    private readonly clock: Clock,
  ) {}

  /** The alternant's ladder: what is acquired, what is missing, which level is open. With `at`, what was true then. */
  @Get('ladder')
  @Allow('progress.read')
  @ReturnsTagged(LadderResponse)
  @Refuses(429, 'too_many_long_reads')
  async getLadder(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() { at }: LadderQuery,
  ): Promise<TaggedAnswer> {
    const asOf = at === undefined ? null : readAsOf(at, this.clock.now());
    const { answer, at: reported } = await this.ladder.read(actor, contractId, asOf);
    return new TaggedAnswer(answer.tag, () => jsonAt(answer, reported));
  }

  /** What the alternant may do, and under whose eyes; a refusal gives all its reasons. `at` may be in the future, and so may a shift. */
  @Get('entitlements')
  @Allow('progress.read')
  @Returns(200, EntitlementsResponse)
  @Refuses(429, 'too_many_long_reads')
  async listEntitlements(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: EntitlementsQuery,
    @Lang() language: Language,
  ): Promise<EntitlementsResponse> {
    const { at, mission } = query;
    const asked = { missions: mission ?? [], shift: shiftOf(query) };
    const asOf = at === undefined ? null : readAsOf(at, this.clock.now(), { future: true });
    const found = await this.ladder.entitlements(actor, contractId, asked, asOf);
    return { data: found.map((entitlement) => presentEntitlement(entitlement, language)) };
  }
}
