import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, Text, Whole } from '../../platform/validation/fields.js';
import { InstantField, instantOf } from '../../platform/validation/as-of.js';
import { PageQuery } from '../../platform/responses/pages.js';
import { explainMinorWork } from '../ladder/entitlements/minors/minor-work.rules.js';
import { MINOR_WORK_RULES, type MinorWorkRule } from '../ladder/entitlements/minors/minors-law.rules.js';
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

  @InstantField({ optional: true, description: 'When it began, on that day in Paris. With `endsAt`.' })
  startsAt?: string;

  @InstantField({ optional: true, description: 'When it ended, a day later at most.' }) endsAt?: string;

  @Whole({ min: 0, max: 720, optional: true, description: 'Of these hours, those that were a break.' })
  breakMinutes?: number;

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

export class HoursWarningResponse {
  @ApiProperty({ enum: MINOR_WORK_RULES, enumName: 'MinorWorkRule' }) code!: MinorWorkRule;
  @ApiProperty() detail!: string;
}

export class JournalEntryResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty() mission!: string;
  @ApiProperty({ type: 'integer' }) minutes!: number;
  /** When it began and ended, and its break in minutes; null: not told. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) startsAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endsAt!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) breakMinutes!: number | null;
  /** Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
  @ApiProperty({ enum: JOURNAL_ENTRY_STATUSES, enumName: 'JournalEntryStatus' }) status!: JournalEntryStatus;
  /** The mission was above the entitlement at the end of that day (or now, that day), as was known when it was recorded. */
  @ApiProperty() beyondEntitlement!: boolean;
  /** Why, by the codes of the entitlements; none: it was allowed. */
  @ApiProperty({ type: [String] }) reasons!: string[];
  /** More work than a minor’s, or too little rest, among what the journal told when it was recorded. */
  @ApiProperty({ type: [HoursWarningResponse] }) warnings!: HoursWarningResponse[];
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
  { on, mission, minutes, text, startsAt, endsAt, breakMinutes }: JournalEntryBody,
): WriteCommand => ({
  contractId,
  on,
  mission,
  minutes,
  startsAt: startsAt ? instantOf(startsAt) : null,
  endsAt: endsAt ? instantOf(endsAt) : null,
  breakMinutes: breakMinutes ?? null,
  text: text ?? null,
});

export const toJournalFilter = ({ from, to, mission }: JournalQuery): JournalFilter => ({
  from: from ?? null,
  to: to ?? null,
  mission: mission ?? null,
});

export const presentJournalEntry = (entry: JournalEntryWritten, language: Language): JournalEntryResponse => {
  const { step, readsComments } = entry;
  return {
    id: entry.id,
    contractId: entry.contractId,
    on: entry.on,
    mission: entry.mission,
    minutes: entry.minutes,
    startsAt: entry.startsAt,
    endsAt: entry.endsAt,
    breakMinutes: entry.breakMinutes,
    text: readsComments ? entry.text : null,
    status: journalStatus(entry),
    beyondEntitlement: entry.beyondEntitlement,
    reasons: [...entry.reasons],
    warnings: entry.hoursFlags.map((code) => ({ code, detail: explainMinorWork(code, entry.on)[language] })),
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
