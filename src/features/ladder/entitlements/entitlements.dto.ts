import { ApiProperty } from '@nestjs/swagger';
import { LADDER_LABELS } from '../../../kernel/labels/ladder-labels.js';
import type { Language } from '../../../kernel/language.js';
import { SUPERVISIONS, type Supervision } from '../../frameworks/frameworks.types.js';
import type { Entitlement } from './entitlement.rules.js';
import { explainCloser, explainRefusal } from './entitlement.types.js';

export class ReasonResponse {
  @ApiProperty({
    enum: [
      'contract_not_active',
      'level_locked',
      'concern',
      'age',
      'regulated',
      'structure',
      'prerequisite',
      'never_for_an_alternant',
    ],
    enumName: 'EntitlementRefusal',
  })
  code!: string;
  @ApiProperty() detail!: string;
}

export class SupervisionReasonResponse {
  @ApiProperty({ enum: ['long_absence', 'unsafe_observed'], enumName: 'SupervisionReason' }) code!: string;
  @ApiProperty() detail!: string;
}

export class EntitlementResponse {
  @ApiProperty() mission!: string;
  @ApiProperty() title!: string;
  @ApiProperty() level!: string;
  /** What people call the level. */
  @ApiProperty() levelTitle!: string;
  @ApiProperty() allowed!: boolean;
  /** Under whose eyes; null when refused. */
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision', nullable: true })
  supervision!: Supervision | null;
  /** Says the same in the language asked for: « observer seulement » is not to perform. */
  @ApiProperty({ type: String, nullable: true }) supervisionLabel!: string | null;
  @ApiProperty({ type: [ReasonResponse] }) reasons!: ReasonResponse[];
  /** What makes the supervision closer than what is acquired would have it, and until when. */
  @ApiProperty({ type: [SupervisionReasonResponse] }) supervisionReasons!: SupervisionReasonResponse[];
}

export class EntitlementsResponse {
  @ApiProperty({ type: [EntitlementResponse] }) data!: EntitlementResponse[];
}

export const presentEntitlement = (entitlement: Entitlement, language: Language): EntitlementResponse => ({
  mission: entitlement.mission.code,
  title: entitlement.mission.title,
  level: entitlement.mission.level,
  levelTitle: entitlement.levelTitle,
  allowed: entitlement.allowed,
  supervision: entitlement.supervision,
  supervisionLabel: entitlement.supervision && LADDER_LABELS.Supervision[entitlement.supervision][language],
  reasons: entitlement.reasons.map((reason) => ({
    code: reason.code,
    detail: explainRefusal(reason)[language],
  })),
  supervisionReasons: entitlement.closerBecause.map((reason) => ({
    code: reason.code,
    detail: explainCloser(reason)[language],
  })),
});
