import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, Flag, OneOf, Text, UuidField, Whole } from '../../platform/validation/fields.js';
import { IdccField } from './idcc.dto.js';
import { findDerogationMistakes, findQualificationMistakes } from './tutors.rules.js';
import {
  QUALIFICATION_KINDS,
  type ProofRow,
  type QualificationKind,
  type RecordProof,
} from './tutors.types.js';

const NO_DOCUMENT = 'Where the document is kept. Never what it says, nor anything of a resident.';

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

@Judged<TutorDerogationBody>((body, today) => findDerogationMistakes(body, today))
export class TutorDerogationBody {
  @UuidField({ description: 'The employer for whose contracts it is.' }) employerId!: OrganisationId;

  @DayField() from!: Day;

  @DayField({ description: 'The last day, five years on at most.' }) to!: Day;

  @Whole({ min: 1, max: 20, description: 'How many apprentices at once.' }) apprentices!: number;

  @Text({ max: 200, description: 'Who gave it.' }) authority!: string;

  @Text({ max: 200, optional: true, description: NO_DOCUMENT }) reference?: string;

  @DayField({ description: 'When somebody of the employer saw it.' }) checkedOn!: Day;
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

class RecordedProofResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  /** The employer that checked it. */
  @ApiProperty({ format: 'uuid' }) employerId!: string;
  /** When somebody of the employer saw it. */
  @ApiProperty({ format: 'date' }) checkedOn!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  /** What took it back; null while it stands. */
  @ApiProperty({ type: ProofWithdrawalResponse, nullable: true }) withdrawal!: ProofWithdrawalResponse | null;
}

export class TutorQualificationResponse extends RecordedProofResponse {
  @ApiProperty({ enum: QUALIFICATION_KINDS, enumName: 'TutorQualificationKind' }) kind!: QualificationKind;
  /** Of the diploma, the post, or the training. */
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  /** Of a diploma, 3 to 8. */
  @ApiProperty({ type: Number, nullable: true }) level!: number | null;
  /** Of the field of which framework it is. */
  @ApiProperty({ type: String, nullable: true }) frameworkCode!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) obtainedOn!: string | null;
  /** The first day of the work. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) since!: string | null;
  /** Its last day, included. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** Of work whose days are not known. */
  @ApiProperty({ type: Number, nullable: true }) months!: number | null;
  /** A placement counts for nothing. */
  @ApiProperty() isPlacement!: boolean;
  /** Of a training. */
  @ApiProperty({ type: Number, nullable: true }) hours!: number | null;
  /** The branch whose rule was checked. */
  @ApiProperty({ type: String, nullable: true }) idcc!: string | null;
  /** Where the document is kept. */
  @ApiProperty({ type: String, nullable: true }) proofReference!: string | null;
}

export class TutorDerogationResponse extends RecordedProofResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) to!: string;
  /** How many apprentices at once. */
  @ApiProperty() apprentices!: number;
  /** Who gave it. */
  @ApiProperty() authority!: string;
  /** Where the document is kept. */
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
}

const NOTHING = {
  title: null,
  level: null,
  frameworkCode: null,
  obtainedOn: null,
  months: null,
  isPlacement: false,
  hours: null,
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

export const toDerogation = (personId: PersonId, body: TutorDerogationBody): RecordProof => ({
  ...NOTHING,
  sent: { derogation: body },
  personId,
  employerId: body.employerId,
  kind: 'derogation',
  from: body.from,
  until: addDays(body.to, 1),
  apprentices: body.apprentices,
  authority: body.authority,
  reference: body.reference ?? null,
  checkedOn: body.checkedOn,
});

const lastDay = (until: Day | null): Day | null => (until === null ? null : addDays(until, -1));

const presentRecorded = (proof: ProofRow): RecordedProofResponse => ({
  id: proof.id,
  personId: proof.personId,
  employerId: proof.employerId,
  checkedOn: proof.checkedOn,
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

export const presentDerogation = (proof: ProofRow): TutorDerogationResponse => ({
  ...presentRecorded(proof),
  from: proof.from ?? '',
  to: lastDay(proof.until) ?? '',
  apprentices: proof.apprentices ?? 0,
  authority: proof.authority ?? '',
  reference: proof.reference,
});
