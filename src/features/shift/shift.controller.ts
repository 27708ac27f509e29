import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { ReturnsTagged, TaggedAnswer } from '../../platform/responses/answer.js';
import { Lang } from '../../platform/responses/language.js';
import { PageQuery, pageRequest } from '../../platform/responses/pages.js';
import { weakTag } from '../../platform/weak-tag.js';
import { MAX_CONTRACTS, presentShift, ShiftResponse } from './shift.dto.js';
import { ShiftOfReaderService } from './shift.service.js';

@ApiTags('Me')
@Controller('me/shift')
export class ShiftController {
  constructor(private readonly shift: ShiftOfReaderService) {}

  /**
   * All that somebody needs for a shift, in one call: the alternants on whom they hold a mandate today, what is open at their
   * levels and what is missing, what each may do today and under whose eyes; 50 at a time at most. The same ETag while nothing of it
   * changes.
   */
  @Get()
  @Allow('signed_in')
  @ReturnsTagged(ShiftResponse)
  async getShift(
    @CurrentPerson() actor: PersonActor,
    @Query() query: PageQuery,
    @Lang() language: Language,
  ): Promise<TaggedAnswer> {
    const { limit, ...from } = pageRequest(query, isUuid);
    const page = { ...from, limit: Math.min(limit, MAX_CONTRACTS) };
    const json = Buffer.from(
      JSON.stringify(presentShift(await this.shift.read(actor, page), page, language)),
    );
    return new TaggedAnswer(weakTag(0, json), () => json, ['Accept-Language']);
  }
}
