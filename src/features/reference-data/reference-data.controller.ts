import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../platform/access/allow.js';
import { ReturnsTagged, TaggedAnswer } from '../../platform/responses/answer.js';
import { weakTag } from '../../platform/weak-tag.js';
import { presentReferenceData, ReferenceDataResponse } from './reference-data.dto.js';
import { CODE_LISTS } from './reference-data.types.js';

/** It changes with the server's version only. */
const JSON_OF_ALL = Buffer.from(JSON.stringify(presentReferenceData(CODE_LISTS)));
const TAG = weakTag(1, JSON_OF_ALL);

@ApiTags('Reference data')
@Controller('reference-data')
export class ReferenceDataController {
  /** What people read in the place of each code that the API answers or takes, in French and in English: kept by whoever shows codes. */
  @Get()
  @Allow('reference_data.read')
  @ReturnsTagged(ReferenceDataResponse)
  getReferenceData(): TaggedAnswer {
    return new TaggedAnswer(TAG, () => JSON_OF_ALL);
  }
}
