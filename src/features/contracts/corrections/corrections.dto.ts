import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../../kernel/days.js';
import { DayField, OneOf, Text } from '../../../platform/validation/fields.js';
import {
  END_CAUSES,
  INITIATORS,
  NO_PROOF,
  type EndCause,
  type Initiator,
} from '../contract-details.types.js';
import { ContractResponse, presentContested, presentContract } from '../contracts.dto.js';
import { STEP_KINDS, type StepKind } from '../contracts.types.js';
import { presentWarnings } from '../signing/warnings.dto.js';
import type { Language } from '../../../kernel/language.js';
import type { CorrectCommand, StepCorrected, StepRow } from './corrections.types.js';

const REASON = 'What went wrong. Never the identity of a resident or a patient.';

export class StepCorrectionBody {
  @DayField({ optional: true, description: 'The day that it should have said; as it is unless told.' })
  on?: Day;

  @OneOf(END_CAUSES, { optional: true, name: 'ContractEndCause', description: 'As it is unless told.' })
  cause?: EndCause;

  @OneOf(INITIATORS, { optional: true, name: 'ContractInitiator', description: 'As it is unless told.' })
  initiator?: Initiator;

  @Text({ max: 2000, description: REASON }) reason!: string;
}

export class StepWithdrawalBody {
  @Text({ max: 2000, description: REASON }) reason!: string;
}

export class ContractStepResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** That of its event. */
  @ApiProperty({ type: 'integer' }) sequence!: number;
  /** `withdrawn`: what it corrects never was. */
  @ApiProperty({ enum: STEP_KINDS, enumName: 'ContractStepKind' }) kind!: StepKind;
  /** The first day in (signed, resumed) or out (suspended, terminated, completed). */
  @ApiProperty({ type: String, format: 'date', nullable: true }) on!: string | null;
  @ApiProperty({ enum: END_CAUSES, enumName: 'ContractEndCause', nullable: true }) cause!: EndCause | null;
  @ApiProperty({ enum: INITIATORS, enumName: 'ContractInitiator', nullable: true })
  initiator!: Initiator | null;
  /** The last day of a suspension whose end was known at once, included. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** When the mediator was asked, before a resignation. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) mediationOn!: string | null;
  /** When the employer was informed of a resignation. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) employerInformedOn!: string | null;
  /** When the alternant who has the diploma wrote so to the employer. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) letterGivenOn!: string | null;
  /** When both parties signed their agreement. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) agreementSignedOn!: string | null;
  /** Whether a minor’s legal representative signed the end; null: nobody recorded it. */
  @ApiProperty({ type: Boolean, nullable: true }) representativeSigned!: boolean | null;
  /** Why it was corrected. Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  /** The step that it puts right. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) corrects!: string | null;
  /** The step that put it right since: it counts no more. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) correctedBy!: string | null;
}

export class StepCorrectedResponse {
  @ApiProperty() step!: ContractStepResponse;
  @ApiProperty() contract!: ContractResponse;
}

export const toCorrectCommand = (body: StepCorrectionBody): CorrectCommand => ({
  on: body.on ?? null,
  cause: body.cause ?? null,
  initiator: body.initiator ?? null,
  reason: body.reason,
});

export const presentStep = (step: StepRow): ContractStepResponse => ({
  id: step.id,
  contractId: step.contractId,
  sequence: step.sequence,
  kind: step.kind,
  on: step.on,
  cause: step.cause,
  initiator: step.initiator,
  to: step.until && addDays(step.until, -1),
  ...(step.proof ?? NO_PROOF),
  reason: step.reason,
  recordedAt: step.recordedAt,
  recordedBy: step.recordedBy,
  recordedByClient: step.recordedByClient,
  corrects: step.corrects,
  correctedBy: step.correctedBy,
});

export const presentCorrected = (
  { step, contract, contested, warnings }: StepCorrected,
  language: Language,
): StepCorrectedResponse => ({
  step: presentStep(step),
  contract: {
    ...presentContract(contract),
    contested: presentContested(contested),
    warnings: presentWarnings(warnings, language),
  },
});
