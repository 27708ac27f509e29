import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../../kernel/days.js';
import { AtField } from '../../../platform/validation/as-of.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { DayField, OneOf, Text } from '../../../platform/validation/fields.js';
import { findDepositMistakes } from './deposit-mistakes.rules.js';
import type { DepositRead } from './deposits.service.js';
import {
  DEPOSIT_DECISIONS,
  DEPOSIT_STATES,
  type DepositDecision,
  type DepositState,
  type DepositStated,
} from './deposits.types.js';

@Judged<DepositBody>((body, today) => findDepositMistakes(body, today))
export class DepositBody {
  @DayField({
    optional: true,
    description: 'The day on which the complete file was sent; absent: it was not.',
    example: '2025-09-05',
  })
  on?: Day;

  @Text({ max: 60, optional: true, description: 'The number of the deposit.' }) number?: string;

  @OneOf(DEPOSIT_DECISIONS, { optional: true, name: 'DepositDecision' }) decision?: DepositDecision;

  @DayField({ optional: true, description: 'The day of the decision, with it.' }) decidedOn?: Day;
}

export class DepositQuery {
  @AtField() at?: string;
}

export class DepositResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The last day on which it is in time; null: no rule of that day is known. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn!: string | null;
  /** The code of the rule. */
  @ApiProperty() rule!: string;
  /** The article of the Code du travail. */
  @ApiProperty({ type: String, nullable: true }) article!: string | null;
  /** `unknown`: nobody answered in time, and what that means depends on the employer, public or private. */
  @ApiProperty({ enum: DEPOSIT_STATES, enumName: 'DepositState' }) state!: DepositState;
  /** It was, or is, later than that day. It stops nothing. */
  @ApiProperty() isLate!: boolean;
  /** The last day for an answer. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) answerDueOn!: string | null;
  /** Nobody answered in time, and the law says what that means. */
  @ApiProperty() isBySilence!: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) depositedOn!: string | null;
  /** The number of the deposit. */
  @ApiProperty({ type: String, nullable: true }) number!: string | null;
  @ApiProperty({ enum: DEPOSIT_DECISIONS, enumName: 'DepositDecision', nullable: true })
  decision!: DepositDecision | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) decidedOn!: string | null;
  /** The last time that somebody said something of it. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) recordedAt!: string | null;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export const toDeposit = ({ on, number, decision, decidedOn }: DepositBody): DepositStated => ({
  on: on ?? null,
  number: number ?? null,
  decision: decision ?? null,
  decidedOn: decidedOn ?? null,
});

export const presentDeposit = ({ contractId, status, deposit }: DepositRead): DepositResponse => ({
  contractId,
  dueOn: status.dueOn,
  rule: status.rule,
  article: status.article,
  state: status.state,
  isLate: status.isLate,
  answerDueOn: status.answerDueOn,
  isBySilence: status.isBySilence,
  depositedOn: deposit?.on ?? null,
  number: deposit?.number ?? null,
  decision: deposit?.decision ?? null,
  decidedOn: deposit?.decidedOn ?? null,
  recordedAt: deposit?.recordedAt ?? null,
  recordedBy: deposit?.recordedBy ?? null,
  recordedByClient: deposit?.recordedByClient ?? null,
});
