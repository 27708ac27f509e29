import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PREREQUISITES } from '../frameworks/prerequisites.types.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { ReturnsTagged, TaggedAnswer } from '../../platform/responses/answer.js';
import { weakTag } from '../../platform/weak-tag.js';
import { KnownPrerequisitesResponse, presentKnownPrerequisite } from './prerequisites.dto.js';
import { ReferenceDataService } from './reference-data.service.js';

@ApiTags('Reference data')
@Controller('prerequisites')
export class PrerequisitesController {
  constructor(private readonly referenceData: ReferenceDataService) {}

  /** Lists the prerequisites that have a name here: how long each is usually good for, who says so, and how sure we are. */
  @Get()
  @Allow('reference_data.read')
  @ReturnsTagged(KnownPrerequisitesResponse)
  async listPrerequisites(@CurrentActor() actor: Actor): Promise<TaggedAnswer> {
    await this.referenceData.read(actor);
    const json = Buffer.from(JSON.stringify({ data: PREREQUISITES.map(presentKnownPrerequisite) }));
    return new TaggedAnswer(weakTag(1, json), () => json);
  }
}
