import { Controller, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../../kernel/ids.js';
import type { Actor } from '../../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../../../platform/responses/answer.js';
import { CurrentTable, TABLE_TYPES, type SentTable } from '../../../../platform/server/table-body.js';
import { UuidParam } from '../../../../platform/validation/params.js';
import { CalendarService } from '../calendar.service.js';
import { CalendarImportQuery, CalendarImportResponse, presentImport } from './imports.dto.js';
import { readCalendarFile } from './read-file.js';

@ApiTags('Alternation')
@Controller('contracts/:contractId')
export class CalendarImportsController {
  constructor(private readonly calendar: CalendarService) {}

  /**
   * Reads periods out of an agenda (iCalendar: its days, nothing else of it) or a table (CSV: du, au, lieu, titre), all of them
   * or none. From the first to the last of these days they take the place of what was said; the rhythm stays.
   */
  @Post('calendar-imports')
  @Allow('contracts.write', { body: 'table' })
  @ApiConsumes(...TABLE_TYPES)
  @ApiBody({ required: true, description: 'The file, at most 256 KiB.', schema: { type: 'string' } })
  @Returns(201, CalendarImportResponse)
  @MayReturn(200, CalendarImportResponse, { description: 'A dry run: nothing was recorded.' })
  async importContractCalendar(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() { place, dryRun }: CalendarImportQuery,
    @CurrentTable() file: SentTable | null,
  ) {
    const read = readCalendarFile(file, place ?? 'centre');
    const options = { source: read.source, isDryRun: dryRun === 'true' };
    const calendar = await this.calendar.import(actor, id, read.exceptions, options);
    return new Answer(
      presentImport(read, calendar),
      calendar ? { location: `/v1/contracts/${id}/calendar` } : { status: 200 },
    );
  }
}
