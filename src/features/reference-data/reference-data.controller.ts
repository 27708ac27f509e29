import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { ReturnsTagged, TaggedAnswer } from '../../platform/responses/answer.js';
import { weakTag } from '../../platform/weak-tag.js';
import { presentReferenceData, ReferenceDataResponse } from './reference-data.dto.js';
import { ReferenceDataService } from './reference-data.service.js';

@ApiTags('Reference data')
@Controller('reference-data')
export class ReferenceDataController {
  constructor(private readonly referenceData: ReferenceDataService) {}

  /** What people read in the place of each code that the API answers or takes, in French and in English: kept by whoever shows codes. */
  @Get()
  @Allow('reference_data.read')
  @ReturnsTagged(ReferenceDataResponse)
  async getReferenceData(@CurrentActor() actor: Actor): Promise<TaggedAnswer> {
    const json = Buffer.from(JSON.stringify(presentReferenceData(await this.referenceData.read(actor))));
    return new TaggedAnswer(weakTag(1, json), () => json);
  }
}
