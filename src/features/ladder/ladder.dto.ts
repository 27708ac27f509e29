import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { validationFailed } from '../../kernel/refusals.js';
import { AtField, InstantField, instantOf } from '../../platform/validation/as-of.js';
import { Codes } from '../../platform/validation/fields.js';
import { SUPERVISIONS, type Supervision } from '../frameworks/frameworks.types.js';
import { findShiftMistakes, halfAShift } from './entitlements/shift.rules.js';
import type { Shift } from './entitlements/shift.types.js';
import { LEVEL_STATUSES, type MigratedFrom, type DecisionState } from './progress/ladder-progress.types.js';
import type { Evidence, LevelState, ReadLadder, RequirementState } from './ladder.types.js';

export class LadderQuery {
  @AtField() at?: string;
}

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
}

/** The hours asked about, if they are. @throws validation_failed for half of them, or what is no shift */
export function shiftOf({ shiftFrom, shiftTo }: EntitlementsQuery): Shift | null {
  if (shiftFrom === undefined && shiftTo === undefined) return null;
  if (shiftFrom === undefined || shiftTo === undefined)
    throw validationFailed([halfAShift(shiftFrom === undefined ? '/shiftFrom' : '/shiftTo')]);
  const shift = { from: instantOf(shiftFrom), to: instantOf(shiftTo) };
  const mistakes = findShiftMistakes(shift);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  return shift;
}

export class CountResponse {
  @ApiProperty({ type: 'integer' }) have!: number;
  @ApiProperty({ type: 'integer' }) need!: number;
}

export class EvidenceResponse {
  @ApiProperty() observations!: CountResponse;
  @ApiProperty() observers!: CountResponse;
  @ApiProperty() distinctDays!: CountResponse;
  /** Only after a revocation: what was taken back must be observed again. */
  @ApiProperty({ required: false }) reobserved?: CountResponse;
  /** Only when a sign-off is refused under a contract that continues another: what its signer saw under this one. */
  @ApiProperty({ required: false }) bySigner?: CountResponse;
}

export class MissingResponse {
  @ApiProperty() level!: string;
  @ApiProperty() competency!: string;
  /** What people call the level. */
  @ApiProperty() levelTitle!: string;
  /** What people call the competency. */
  @ApiProperty() competencyTitle!: string;
}

export class MigratedFromResponse {
  @ApiProperty({ format: 'uuid' }) signOffId!: string;
  @ApiProperty({ format: 'uuid' }) ladderId!: string;
  @ApiProperty() competency!: string;
  @ApiProperty() level!: string;
}

export class RequirementResponse {
  @ApiProperty() competency!: string;
  /** What people call the competency. */
  @ApiProperty() title!: string;
  @ApiProperty({
    enum: ['missing', 'not_yet', 'cannot_assess', 'acquired', 'kept'],
    enumName: 'RequirementStatus',
  })
  status!: string;
  @ApiProperty() evidence!: EvidenceResponse;
  @ApiProperty({ format: 'uuid', required: false }) signOffId?: string;
  /** Where the contract moved to another ladder since: what that sign-off named on the ladder of its time. */
  @ApiProperty({ required: false }) migratedFrom?: MigratedFromResponse;
}

export class LevelDecisionSummary {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['open', 'decline'], enumName: 'Decision' }) decision!: string;
  @ApiProperty({ enum: ['tutor', 'referent'], enumName: 'DecisionCapacity' }) capacity!: string;
  @ApiProperty({ format: 'uuid' }) decidedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** False once a revocation, a refusal or a newer decision made it void. */
  @ApiProperty() effective!: boolean;
}

export class LevelResponse {
  @ApiProperty() code!: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) index!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision' }) supervision!: Supervision;
  @ApiProperty({ enum: LEVEL_STATUSES, enumName: 'LevelStatus' }) status!: string;
  @ApiProperty({ enum: ['previous_level', 'basis_lost'], enumName: 'LockReason', required: false })
  reason?: string;
  @ApiProperty({ type: [LevelDecisionSummary] }) decisions!: LevelDecisionSummary[];
  @ApiProperty({ type: [RequirementResponse] }) requirements!: RequirementResponse[];
  /** What is still to acquire at this level. */
  @ApiProperty({ type: [MissingResponse] }) missing!: MissingResponse[];
}

export class CompletionResponse {
  @ApiProperty({ type: 'integer' }) acquired!: number;
  @ApiProperty({ type: 'integer' }) required!: number;
}

export class LadderResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) ladderId!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: 'integer' }) sequence!: number;
  /** True while the contract is not active: nothing is signed, every mission is refused. */
  @ApiProperty() frozen!: boolean;
  @ApiProperty() currentLevel!: string;
  /** What people call the current level. */
  @ApiProperty() currentLevelTitle!: string;
  @ApiProperty() complete!: boolean;
  @ApiProperty({ type: [LevelResponse] }) levels!: LevelResponse[];
  @ApiProperty() completion!: CompletionResponse;
}

export const presentLadder = ({
  contractId,
  ladderId,
  at,
  sequence,
  frozen,
  state,
}: ReadLadder): LadderResponse => ({
  contractId,
  ladderId,
  at,
  sequence,
  frozen,
  currentLevel: state.currentLevel,
  currentLevelTitle: state.currentLevelTitle,
  complete: state.complete,
  levels: state.levels.map(presentLevel),
  completion: { acquired: state.completion.acquired, required: state.completion.required },
});

const presentLevel = (level: LevelState): LevelResponse => ({
  code: level.code,
  index: level.index,
  title: level.title,
  supervision: level.supervision,
  status: level.status,
  ...(level.reason ? { reason: level.reason } : {}),
  decisions: level.decisions.map(presentDecision),
  requirements: level.requirements.map(presentRequirement),
  missing: level.missing.map(({ level: code, competency, levelTitle, competencyTitle }) => ({
    level: code,
    competency,
    levelTitle,
    competencyTitle,
  })),
});

const presentDecision = (made: DecisionState): LevelDecisionSummary => ({
  id: made.id,
  decision: made.decision,
  capacity: made.capacity,
  decidedBy: made.decidedBy,
  recordedAt: made.recordedAt,
  effective: made.effective,
});

const presentRequirement = (requirement: RequirementState): RequirementResponse => ({
  competency: requirement.competency,
  title: requirement.title,
  status: requirement.status,
  evidence: presentEvidence(requirement.evidence),
  ...(requirement.signOffId ? { signOffId: requirement.signOffId } : {}),
  ...(requirement.signOffId && requirement.migratedFrom
    ? { migratedFrom: presentMigratedFrom(requirement.signOffId, requirement.migratedFrom) }
    : {}),
});

export const presentMigratedFrom = (
  signOffId: string,
  { ladderId, competency, level }: MigratedFrom,
): MigratedFromResponse => ({ signOffId, ladderId, competency, level });

const presentEvidence = ({
  observations,
  observers,
  distinctDays,
  reobserved,
  bySigner,
}: Evidence): EvidenceResponse => ({
  observations,
  observers,
  distinctDays,
  ...(reobserved ? { reobserved } : {}),
  ...(bySigner ? { bySigner } : {}),
});
