import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { MandateId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { EligibilityResponse, presentEligibility } from './eligibility.dto.js';
import { EligibilityService } from './eligibility.service.js';

@ApiTags('Tutors')
@Controller()
export class EligibilityController {
  constructor(private readonly eligibility: EligibilityService) {}

  /** Says whether the holder of a mandate may tutor, by what their employer checked, and by which rule. */
  @Get('mandates/:mandateId/eligibility')
  @Allow('contracts.read')
  @Returns(200, EligibilityResponse)
  async getMandateEligibility(
    @CurrentActor() actor: Actor,
    @UuidParam('mandateId') id: MandateId,
    @Lang() language: Language,
  ) {
    return presentEligibility(await this.eligibility.get(actor, id), language);
  }
}
