import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { ReturnsTagged, TaggedAnswer } from '../../../platform/responses/answer.js';
import { weakTag } from '../../../platform/weak-tag.js';
import { FrameworksService } from '../frameworks.service.js';
import { presentSheet, SheetsResponse } from './sheets.dto.js';

@ApiTags('Frameworks')
@Controller('sheets')
export class SheetsController {
  constructor(private readonly frameworks: FrameworksService) {}

  /** Lists the sheets of the national register (RNCP), diploma by diploma, oldest first: from when to when each admits, how sure we are, what follows, and whether its referential is known. */
  @Get()
  @Allow('frameworks.read')
  @ReturnsTagged(SheetsResponse)
  async listSheets(@CurrentActor() actor: Actor): Promise<TaggedAnswer> {
    const sheets = await this.frameworks.listSheets(actor);
    const json = Buffer.from(JSON.stringify({ data: sheets.map(presentSheet) }));
    return new TaggedAnswer(weakTag(1, json), () => json);
  }
}
