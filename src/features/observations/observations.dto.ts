import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { duplicateItem } from '../../kernel/refusals.js';
import { findRepeated, Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, Items, Nested, OneOf, Text } from '../../platform/validation/fields.js';
import { OBSERVATION_OUTCOMES, type ObservationOutcome } from '../ladder/facts.types.js';
import { isLate } from '../sign-offs/lateness.rules.js';
import type { ObservationRow } from './observations.queries.js';
import type { Withdrawal } from '../sign-offs/facts/facts.types.js';
import type { ObserveCommand, WithdrawCommand } from './observations.types.js';
import { competencyAtLevel } from '../sign-offs/sign-offs.dto.js';
import { isInTheFuture } from '../sign-offs/sign-offs.errors.js';

export class ObservationItemBody {
  @Code({ example: 'C1' }) competency!: string;

  /** The standard that was met, not the supervision of that day. */
  @Code({ example: 'simple_tasks' }) level!: string;

  @OneOf(OBSERVATION_OUTCOMES, { name: 'ObservationOutcome' }) outcome!: ObservationOutcome;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;
}

@Judged<ObservationBody>(({ observedOn, items }, today) => [
  ...(observedOn && observedOn > today ? [isInTheFuture()] : []),
  ...findRepeated(items, competencyAtLevel).map((index) => duplicateItem(`/items/${index}`)),
])
export class ObservationBody {
  @DayField({ description: 'The day it was seen: today or before.' }) observedOn!: Day;

  @Code({ optional: true, description: 'The mission during which it was seen.' }) mission?: string;

  @Text({ max: 200, optional: true, description: 'Where: unit, floor, team.' }) unit?: string;

  @Items(() => ObservationItemBody, { min: 1, max: 50 }) items!: ObservationItemBody[];
}

export class WithdrawnItemBody {
  @Code({ example: 'C1' }) competency!: string;

  @Code({ example: 'simple_tasks' }) level!: string;
}

export class WithdrawalBody {
  @Text({ max: 2000 }) reason!: string;

  @Nested(() => WithdrawnItemBody, { optional: true, description: 'One item alone; without it all of them.' })
  item?: WithdrawnItemBody;
}

export class WithdrawalSummary {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) withdrawnBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  /** The revocation that says that the sign-off of the same call was a mistake; null: it was withdrawn for itself. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) revocationId!: string | null;
}

export class ObservationItemResponse {
  @ApiProperty() competency!: string;
  @ApiProperty() level!: string;
  @ApiProperty({ enum: OBSERVATION_OUTCOMES, enumName: 'ObservationOutcome' }) outcome!: ObservationOutcome;
  /** Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  /** The level was locked when it was recorded: kept, and counting once the level is open. */
  @ApiProperty() beyondEntitlement!: boolean;
  /** This item alone: for itself, or by the revocation of the sign-off that was recorded with it, until that is overturned. */
  @ApiProperty({ type: WithdrawalSummary, nullable: true }) withdrawal!: WithdrawalSummary | null;
}

export class ObservationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) observerId!: string;
  @ApiProperty({ format: 'date' }) observedOn!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Recorded more than two days after the day observed. */
  @ApiProperty() late!: boolean;
  @ApiProperty({ type: String, nullable: true }) mission!: string | null;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ type: [ObservationItemResponse] }) items!: ObservationItemResponse[];
  /** As a whole, or each of its items. */
  @ApiProperty() withdrawn!: boolean;
  /** An act that was recorded late says that its day was inactive, or its author without a mandate; nobody has ruled yet (`GET …/contested-facts`). */
  @ApiProperty() contested!: boolean;
  /** Who took it out of the count, and why; where that was item by item, the last one. */
  @ApiProperty({ type: WithdrawalSummary, nullable: true }) withdrawal!: WithdrawalSummary | null;
}

export class WithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() observation!: ObservationResponse;
}

export const toObserveCommand = (contractId: ContractId, body: ObservationBody): ObserveCommand => ({
  contractId,
  observedOn: body.observedOn,
  mission: body.mission ?? null,
  unit: body.unit ?? null,
  items: body.items.map(({ competency, level, outcome, comment }) => ({
    competency,
    level,
    outcome,
    comment: comment ?? null,
  })),
});

export const presentObservation = (row: ObservationRow): ObservationResponse => ({
  id: row.id,
  contractId: row.contractId,
  observerId: row.observerId,
  observedOn: row.observedOn,
  recordedAt: row.recordedAt,
  late: isLate(row.observedOn, row.recordedAt),
  mission: row.mission,
  unit: row.unit,
  items: row.items.map((item) => ({
    competency: item.competency,
    level: item.level,
    outcome: item.outcome,
    comment: row.readsComments ? item.comment : null,
    beyondEntitlement: item.beyondEntitlement,
    withdrawal: presentWithdrawal(item.withdrawal, row.readsComments),
  })),
  withdrawn: row.withdrawal !== null,
  contested: row.contested,
  withdrawal: presentWithdrawal(row.withdrawal, row.readsComments),
});

export const toWithdrawCommand = ({ reason, item }: WithdrawalBody): WithdrawCommand => ({
  reason,
  item: item ? { competency: item.competency, level: item.level } : null,
});

const presentWithdrawal = (withdrawal: Withdrawal | null, readsComments: boolean): WithdrawalSummary | null =>
  withdrawal && {
    id: withdrawal.id,
    withdrawnBy: withdrawal.withdrawnBy,
    recordedAt: withdrawal.recordedAt,
    reason: readsComments ? withdrawal.reason : null,
    revocationId: withdrawal.revocationId,
  };
