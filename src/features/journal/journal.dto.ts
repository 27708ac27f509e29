import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, Text, Whole } from '../../platform/validation/fields.js';
import { PageQuery } from '../../platform/responses/pages.js';
import type { JournalFilter } from './journal.queries.js';
import { findTooLong, journalStatus } from './journal.rules.js';
import {
  JOURNAL_ENTRY_STATUSES,
  type JournalEntryStatus,
  type JournalEntryWritten,
  type WriteCommand,
} from './journal.types.js';
import { entryInTheFuture } from './journal.errors.js';

@Judged<JournalEntryBody>(({ on, minutes }, today) => [
  ...(on && on > today ? [entryInTheFuture()] : []),
  ...(on && minutes ? findTooLong({ on, minutes }, 0) : []),
])
export class JournalEntryBody {
  @DayField({ description: 'The day it was done: today or before, within the contract.' }) on!: Day;

  @Code({ example: 'mea_01', description: 'A mission of the contract’s ladder, entitled or not.' })
  mission!: string;

  @Whole({
    min: 1,
    max: 1500,
    description:
      'How long. The entries of a day hold 1440 at most; 1500 on the day on which the clocks go back, 1380 when they go forward.',
  })
  minutes!: number;

  @Text({
    max: 2000,
    optional: true,
    description: 'What happened. Never the identity of a resident or a patient.',
  })
  text?: string;
}

export class JournalWithdrawalBody {
  @Text({ max: 2000, description: 'Never the identity of a resident or a patient.' }) reason!: string;
}

export class JournalQuery extends PageQuery {
  @DayField({ optional: true, description: 'The first day.' }) from?: Day;

  @DayField({ optional: true, description: 'The last day, included.' }) to?: Day;

  @Code({ optional: true, description: 'Entries of this mission alone.' }) mission?: string;
}

export class JournalAcknowledgementResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) acknowledgedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class JournalWithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) withdrawnBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class JournalEntryResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty() mission!: string;
  @ApiProperty({ type: 'integer' }) minutes!: number;
  /** Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
  @ApiProperty({ enum: JOURNAL_ENTRY_STATUSES, enumName: 'JournalEntryStatus' }) status!: JournalEntryStatus;
  /** The mission was above the entitlement at the end of that day (or now, that day), as was known when it was recorded. */
  @ApiProperty() beyondEntitlement!: boolean;
  /** Why, by the codes of the entitlements; none: it was allowed. */
  @ApiProperty({ type: [String] }) reasons!: string[];
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** The tutor who read it; null while none has. */
  @ApiProperty({ type: JournalAcknowledgementResponse, nullable: true })
  acknowledgement!: JournalAcknowledgementResponse | null;
  /** Taken back by its author; null: it stands. */
  @ApiProperty({ type: JournalWithdrawalResponse, nullable: true })
  withdrawal!: JournalWithdrawalResponse | null;
}

export const toWriteCommand = (
  contractId: ContractId,
  { on, mission, minutes, text }: JournalEntryBody,
): WriteCommand => ({ contractId, on, mission, minutes, text: text ?? null });

export const toJournalFilter = ({ from, to, mission }: JournalQuery): JournalFilter => ({
  from: from ?? null,
  to: to ?? null,
  mission: mission ?? null,
});

export const presentJournalEntry = (entry: JournalEntryWritten): JournalEntryResponse => {
  const { step, readsComments } = entry;
  return {
    id: entry.id,
    contractId: entry.contractId,
    on: entry.on,
    mission: entry.mission,
    minutes: entry.minutes,
    text: readsComments ? entry.text : null,
    status: journalStatus(entry),
    beyondEntitlement: entry.beyondEntitlement,
    reasons: [...entry.reasons],
    recordedBy: entry.recordedBy,
    recordedAt: entry.recordedAt,
    acknowledgement:
      step?.kind === 'acknowledged'
        ? { id: step.id, acknowledgedBy: step.recordedBy, recordedAt: step.recordedAt }
        : null,
    withdrawal:
      step?.kind === 'withdrawn'
        ? {
            id: step.id,
            withdrawnBy: step.recordedBy,
            recordedAt: step.recordedAt,
            reason: readsComments ? step.reason : null,
          }
        : null,
  };
};
