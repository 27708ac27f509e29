import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { addDays } from '../../../kernel/days.js';
import { LADDER_LABELS } from '../../../kernel/labels/ladder-labels.js';
import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import { validationFailed } from '../../../kernel/refusals.js';
import { InstantField, instantOf } from '../../../platform/validation/as-of.js';
import { Codes, WholeInQuery } from '../../../platform/validation/fields.js';
import {
  MISSION_KINDS,
  SUPERVISIONS,
  type MissionKind,
  type Supervision,
} from '../../frameworks/frameworks.types.js';
import { MANDATE_ROLES, type MandateRole } from '../../mandates/mandates.types.js';
import { LadderQuery } from '../ladder.dto.js';
import type { Entitlement } from './entitlement.rules.js';
import { explainCloser, explainRefusal } from './entitlement.types.js';
import { findShiftMistakes, halfAShift } from './shift-form.rules.js';
import type { Shift } from './shift.types.js';
import type { ReadEntitlements } from './supervision/supervisors.rules.js';

export class EntitlementsQuery extends LadderQuery {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @Codes({
    min: 1,
    max: 200,
    optional: true,
    description: 'May repeat; every mission of the ladder without it.',
  })
  mission?: string[];

  @InstantField({
    optional: true,
    description:
      'With `shiftTo`: the hours asked about. Nights, Sundays and public holidays are closed to minors, by the clock in Paris. Every day that the shift touches there is judged, and one that is refused refuses the shift; `at` then only says by when things had to be recorded. Without a shift, a Sunday or public holiday is closed to minors all day.',
  })
  shiftFrom?: string;

  @InstantField({
    optional: true,
    description: 'The end of the hours asked about: one day later at most, by the clock in Paris.',
  })
  shiftTo?: string;

  @WholeInQuery({
    min: 0,
    max: 720,
    optional: true,
    description:
      'Minutes of its break, by which the day and the stretch of a minor are judged; untold, as short as the law allows.',
  })
  shiftBreakMinutes?: number;
}

/** The hours asked about, if they are. @throws validation_failed for half of them, or what is no shift */
export function shiftOf({ shiftFrom, shiftTo, shiftBreakMinutes }: EntitlementsQuery): Shift | null {
  if (shiftFrom === undefined && shiftTo === undefined && shiftBreakMinutes === undefined) return null;
  if (shiftFrom === undefined || shiftTo === undefined)
    throw validationFailed([halfAShift(shiftFrom === undefined ? '/shiftFrom' : '/shiftTo')]);
  const shift = {
    from: instantOf(shiftFrom),
    to: instantOf(shiftTo),
    breakMinutes: shiftBreakMinutes ?? null,
  };
  const mistakes = findShiftMistakes(shift);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  return shift;
}

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
  /** Absent where its author did not say it. */
  @ApiProperty({ enum: MISSION_KINDS, enumName: 'MissionKind', required: false }) kind?: MissionKind;
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

export class SupervisorResponse {
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole' }) role!: MandateRole;
}

export class EntitlementHostResponse {
  @ApiProperty() name!: string;
  @ApiProperty() structureType!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) to!: string;
}

export class EntitlementsResponse {
  @ApiProperty({ type: [EntitlementResponse] }) data!: EntitlementResponse[];
  /** Under whose eyes: the tutors who are there on every day that is asked about, the main tutor first; null of the past. */
  @ApiProperty({ type: [SupervisorResponse], nullable: true }) supervisors!: SupervisorResponse[] | null;
  /** Nobody is there to watch over the alternant: a sentence that says so; else null. */
  @ApiProperty({ type: String, nullable: true }) supervisorsDetail!: string | null;
  /** By whose structure type the days that are asked about are judged; none: by the employer’s alone. */
  @ApiProperty({ type: [EntitlementHostResponse] }) hosts!: EntitlementHostResponse[];
}

/** Says that nobody watches over the alternant; null where somebody does. */
export const explainSupervisors = (supervisors: readonly unknown[]): Bilingual | null =>
  supervisors.length > 0
    ? null
    : bilingual(
        'Aucun tuteur n’est là ce jour-là : demandez à l’employeur de nommer un remplaçant.',
        'No tutor is there on that day: ask the employer to name a substitute.',
      );

export const presentEntitlements = (
  { entitlements, supervisors, hosts }: ReadEntitlements,
  language: Language,
): EntitlementsResponse => ({
  data: entitlements.map((one) => presentEntitlement(one, language)),
  supervisors: supervisors && [...supervisors],
  supervisorsDetail: supervisors && (explainSupervisors(supervisors)?.[language] ?? null),
  hosts: hosts.map(({ name, structureType, from, until }) => ({
    name,
    structureType,
    from,
    to: addDays(until, -1),
  })),
});

export const presentEntitlement = (entitlement: Entitlement, language: Language): EntitlementResponse => ({
  mission: entitlement.mission.code,
  title: entitlement.mission.title,
  ...(entitlement.mission.kind === undefined ? {} : { kind: entitlement.mission.kind }),
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
