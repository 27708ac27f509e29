import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type JournalEntryId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { Lang } from '../../platform/responses/language.js';
import { pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  JournalEntryBody,
  JournalEntryResponse,
  JournalQuery,
  JournalWithdrawalBody,
  presentJournalEntry,
  toJournalFilter,
  toWriteCommand,
} from './journal.dto.js';
import { JournalService } from './journal.service.js';
import type { JournalEntryWritten } from './journal.types.js';

@ApiTags('Journal')
@Controller()
export class JournalController {
  constructor(private readonly journal: JournalService) {}

  /**
   * Says which mission the alternant did, when and for how long: they alone do. One above the entitlement is kept and
   * flagged, never refused: what happened is not hidden.
   */
  @Post('contracts/:contractId/journal-entries')
  @Allow('journal.write')
  @Returns(201, JournalEntryResponse)
  async recordJournalEntry(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: JournalEntryBody,
    @Lang() language: Language,
  ) {
    const entry = await this.journal.write(actor, toWriteCommand(contractId, body));
    return recorded(entry, language);
  }

  /** Lists the journal of a contract, in the order of recording; what was withdrawn says so. */
  @Get('contracts/:contractId/journal-entries')
  @Allow('progress.read')
  @ReturnsPage(JournalEntryResponse)
  async listJournalEntries(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: JournalQuery,
    @Lang() language: Language,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.journal.list(actor, contractId, toJournalFilter(query), page),
      page,
      (row) => row.id,
      (row) => presentJournalEntry(row, language),
    );
  }

  /** Reads an entry of the journal. */
  @Get('journal-entries/:journalEntryId')
  @Allow('progress.read')
  @Returns(200, JournalEntryResponse)
  async getJournalEntry(
    @CurrentActor() actor: Actor,
    @UuidParam('journalEntryId') id: JournalEntryId,
    @Lang() language: Language,
  ) {
    return presentJournalEntry(await this.journal.get(actor, id), language);
  }

  /** Says that a tutor of today has read it. It does not change after that. */
  @Post('journal-entries/:journalEntryId/acknowledgements')
  @Allow('journal.acknowledge')
  @Returns(201, JournalEntryResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition')
  async acknowledgeJournalEntry(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('journalEntryId') id: JournalEntryId,
    @Lang() language: Language,
  ) {
    return recorded(await this.journal.acknowledge(actor, id), language);
  }

  /** Takes an entry back that no tutor has acknowledged yet. It stays readable, and no longer counts in its day. */
  @Post('journal-entries/:journalEntryId/withdrawals')
  @Allow('journal.write')
  @Returns(201, JournalEntryResponse)
  @Refuses(409, 'illegal_transition')
  async withdrawJournalEntry(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('journalEntryId') id: JournalEntryId,
    @Body() { reason }: JournalWithdrawalBody,
    @Lang() language: Language,
  ) {
    return recorded(await this.journal.withdraw(actor, id, reason), language);
  }
}

const recorded = (entry: JournalEntryWritten, language: Language) =>
  new Answer(presentJournalEntry(entry, language), { location: `/v1/journal-entries/${entry.id}` });
