import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { ReturnsTagged, TaggedAnswer } from '../../platform/responses/answer.js';
import { weakTag } from '../../platform/weak-tag.js';
import { LegalRulesQuery, LegalRulesResponse, presentLegalRule } from './legal-rules.dto.js';
import { ReferenceDataService } from './reference-data.service.js';

@ApiTags('Reference data')
@Controller('legal-rules')
export class LegalRulesController {
  constructor(
    private readonly referenceData: ReferenceDataService,
    private readonly clock: Clock,
  ) {}

  /** Lists what the law says on a day, as far as Palier knows it: figures, where each is written, and how sure we are. */
  @Get()
  @Allow('reference_data.read')
  @ReturnsTagged(LegalRulesResponse)
  async listLegalRules(
    @CurrentActor() actor: Actor,
    @Query() { on, code }: LegalRulesQuery,
  ): Promise<TaggedAnswer> {
    const rules = await this.referenceData.listLegalRules(actor, on ?? this.clock.today(), code ?? null);
    const json = Buffer.from(JSON.stringify({ data: rules.map(presentLegalRule) }));
    return new TaggedAnswer(weakTag(1, json), () => json);
  }
}
