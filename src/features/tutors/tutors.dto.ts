import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, Flag, OneOf, Text, UuidField, Whole } from '../../platform/validation/fields.js';
import { IdccField } from './idcc.dto.js';
import { findQualificationMistakes } from './tutors.rules.js';
import {
  QUALIFICATION_KINDS,
  type ProofRow,
  type QualificationKind,
  type RecordProof,
} from './tutors.types.js';

export const NO_DOCUMENT = 'Where the document is kept. Never what it says, nor anything of a resident.';

@Judged<TutorQualificationBody>((body, today) => findQualificationMistakes(body, today))
export class TutorQualificationBody {
  @UuidField({ description: 'The employer that checked it.' }) employerId!: OrganisationId;

  @OneOf(QUALIFICATION_KINDS, { name: 'TutorQualificationKind' }) kind!: QualificationKind;

  @Text({ max: 200, optional: true, description: 'Of the diploma, the post, or the training.' })
  title?: string;

  @Whole({ min: 3, max: 8, optional: true, description: 'Of a diploma.' }) level?: number;

  @Code({ optional: true, description: 'Code of the framework in whose field the diploma or the work is.' })
  frameworkCode?: string;

  @DayField({ optional: true, description: 'When the diploma was given, or the training followed.' })
  obtainedOn?: Day;

  @DayField({ optional: true, description: 'The first day of the work.' }) since?: Day;

  @DayField({ optional: true, description: 'Its last day; left out while it goes on.' }) to?: Day;

  @Whole({ min: 1, max: 720, optional: true, description: 'Of work whose days are not known.' })
  months?: number;

  @Flag({ optional: true, description: 'A placement or training period: it counts for nothing.' })
  isPlacement?: boolean;

  @Whole({ min: 1, max: 2000, optional: true, description: 'Of a training.' }) hours?: number;

  @IdccField({ optional: true, description: 'Whose rule was checked.' }) idcc?: string;

  @DayField({ description: 'When somebody of the employer saw the document.' }) checkedOn!: Day;

  @Text({ max: 200, optional: true, description: NO_DOCUMENT }) proofReference?: string;
}

export class ProofWithdrawalBody {
  @Text({ max: 500, description: 'Why. No resident belongs in it.' }) reason!: string;
}

export class ProofWithdrawalResponse {
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that took it back, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  @ApiProperty() reason!: string;
}

export class RecordedProofResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  /** The employer that checked it. */
  @ApiProperty({ format: 'uuid' }) employerId!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  /** What took it back; null while it stands. */
  @ApiProperty({ type: ProofWithdrawalResponse, nullable: true }) withdrawal!: ProofWithdrawalResponse | null;
}

export class TutorQualificationResponse extends RecordedProofResponse {
  /** When somebody of the employer saw it. */
  @ApiProperty({ format: 'date' }) checkedOn!: string;
  @ApiProperty({ enum: QUALIFICATION_KINDS, enumName: 'TutorQualificationKind' }) kind!: QualificationKind;
  /** The name of the diploma, the post, or the training. */
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  /** The level of a diploma, 3 to 8. */
  @ApiProperty({ type: Number, nullable: true }) level!: number | null;
  /** The framework in whose field it is. */
  @ApiProperty({ type: String, nullable: true }) frameworkCode!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) obtainedOn!: string | null;
  /** The first day of the work. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) since!: string | null;
  /** Its last day, included. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** The length of work whose days are not known. */
  @ApiProperty({ type: Number, nullable: true }) months!: number | null;
  /** A placement counts for nothing. */
  @ApiProperty() isPlacement!: boolean;
  /** How long a training was. */
  @ApiProperty({ type: Number, nullable: true }) hours!: number | null;
  /** The branch whose rule was checked. */
  @ApiProperty({ type: String, nullable: true }) idcc!: string | null;
  /** Where the document is kept. */
  @ApiProperty({ type: String, nullable: true }) proofReference!: string | null;
}

/** What a proof of another kind does not say. */
export const NOTHING = {
  title: null,
  level: null,
  frameworkCode: null,
  obtainedOn: null,
  months: null,
  isPlacement: false,
  hours: null,
  minutes: null,
  idcc: null,
  apprentices: null,
  authority: null,
};

export const toQualification = (personId: PersonId, body: TutorQualificationBody): RecordProof => ({
  ...NOTHING,
  sent: { qualification: body },
  personId,
  employerId: body.employerId,
  kind: body.kind,
  title: body.title ?? null,
  level: body.level ?? null,
  frameworkCode: body.frameworkCode ?? null,
  obtainedOn: body.obtainedOn ?? null,
  from: body.since ?? null,
  until: body.to ? addDays(body.to, 1) : null,
  months: body.months ?? null,
  isPlacement: body.isPlacement ?? false,
  hours: body.hours ?? null,
  idcc: body.idcc ?? null,
  reference: body.proofReference ?? null,
  checkedOn: body.checkedOn,
});

export const lastDay = (until: Day | null): Day | null => (until === null ? null : addDays(until, -1));

export const presentRecorded = (proof: ProofRow): RecordedProofResponse => ({
  id: proof.id,
  personId: proof.personId,
  employerId: proof.employerId,
  recordedAt: proof.recordedAt,
  recordedBy: proof.recordedBy,
  recordedByClient: proof.recordedByClient,
  withdrawal: proof.withdrawal && {
    recordedAt: proof.withdrawal.at,
    recordedBy: proof.withdrawal.by,
    recordedByClient: proof.withdrawal.byClient,
    reason: proof.withdrawal.reason,
  },
});

export const presentQualification = (proof: ProofRow): TutorQualificationResponse => ({
  ...presentRecorded(proof),
  checkedOn: proof.checkedOn,
  kind: proof.kind as QualificationKind,
  title: proof.title,
  level: proof.level,
  frameworkCode: proof.frameworkCode,
  obtainedOn: proof.obtainedOn,
  since: proof.from,
  to: lastDay(proof.until),
  months: proof.months,
  isPlacement: proof.isPlacement,
  hours: proof.hours,
  idcc: proof.idcc,
  proofReference: proof.reference,
});
