import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import { findRepeated, Judged, wasRefused } from '../../platform/validation/body-rules.js';
import { duplicateItem } from '../../kernel/refusals.js';
import { Code, DayField, Items, OneOf, Text } from '../../platform/validation/fields.js';
import {
  HORIZONS,
  PLACES,
  PLAN_ITEM_STATUSES,
  type Horizon,
  type Place,
  type PlanItemRead,
  type PlanItemStatus,
  type PlanItemWanted,
} from './plan.types.js';
import { nothingToLearn } from './plan.errors.js';

export class PlannedCompetencyBody {
  @Code({ example: 'C1' }) competency!: string;

  @Code({ example: 'simple_tasks' }) level!: string;
}

@Judged<PlanItemBody>((body) => [
  ...(!body.mission && !wasRefused(body, 'mission') && !body.competencies?.length ? [nothingToLearn()] : []),
  ...findRepeated(body.competencies, ({ competency, level }) => [competency, level]).map((index) =>
    duplicateItem(`/competencies/${index}`),
  ),
])
export class PlanItemBody {
  @OneOf(HORIZONS, { name: 'PlanHorizon', description: 'Court, moyen ou long terme.' }) horizon!: Horizon;

  @Code({ optional: true, example: 'mea_01', description: 'A mission of the contract’s ladder.' })
  mission?: string;

  @Items(() => PlannedCompetencyBody, {
    min: 0,
    max: 50,
    optional: true,
    description: 'Competencies that a level of the ladder requires. At least one, or a mission.',
  })
  competencies?: PlannedCompetencyBody[];

  @OneOf(PLACES, { name: 'PlanPlace', description: 'Where it is learned.' }) place!: Place;

  @Text({ max: 200, optional: true, description: 'Where exactly: unit, floor, team.' }) unit?: string;

  @DayField({ description: 'By when: the last day, within the contract.' }) by!: Day;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  note?: string;
}

export class PlanWithdrawalBody {
  @Text({ max: 2000, description: 'Never the identity of a resident or a patient.' }) reason!: string;
}

export class PlannedCompetencyResponse {
  @ApiProperty() competency!: string;
  @ApiProperty() level!: string;
}

export class PlanWithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) withdrawnBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class PlanItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ enum: HORIZONS, enumName: 'PlanHorizon' }) horizon!: Horizon;
  @ApiProperty({ type: String, nullable: true }) mission!: string | null;
  @ApiProperty({ type: [PlannedCompetencyResponse] }) competencies!: PlannedCompetencyResponse[];
  @ApiProperty({ enum: PLACES, enumName: 'PlanPlace' }) place!: Place;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ format: 'date' }) by!: string;
  /** Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  /**
   * Computed when it is read. `reached`: every competency is acquired at its level and the mission entitled, a contract
   * that is not active apart; it is lost again when one of them falls. `overdue`: its last day is over.
   */
  @ApiProperty({ enum: PLAN_ITEM_STATUSES, enumName: 'PlanItemStatus' }) status!: PlanItemStatus;
  /** The item that it stands for. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) replaces!: string | null;
  /** The item that stands for it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) replacedBy!: string | null;
  @ApiProperty({ type: PlanWithdrawalResponse, nullable: true }) withdrawal!: PlanWithdrawalResponse | null;
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export const toPlanItem = (body: PlanItemBody): PlanItemWanted => ({
  horizon: body.horizon,
  mission: body.mission ?? null,
  competencies: (body.competencies ?? []).map(({ competency, level }) => ({ competency, level })),
  place: body.place,
  unit: body.unit ?? null,
  by: body.by,
  note: body.note ?? null,
});

export const presentPlanItem = (item: PlanItemRead): PlanItemResponse => ({
  id: item.id,
  contractId: item.contractId,
  horizon: item.horizon,
  mission: item.mission,
  competencies: item.competencies.map(({ competency, level }) => ({ competency, level })),
  place: item.place,
  unit: item.unit,
  by: item.by,
  note: item.readsComments ? item.note : null,
  status: item.status,
  replaces: item.replaces,
  replacedBy: item.replacedBy,
  withdrawal: item.withdrawal && {
    id: item.withdrawal.id,
    withdrawnBy: item.withdrawal.recordedBy,
    recordedAt: item.withdrawal.recordedAt,
    reason: item.readsComments ? item.withdrawal.reason : null,
  },
  recordedBy: item.recordedBy,
  recordedAt: item.recordedAt,
});
