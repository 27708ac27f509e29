import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { DayField, Text, UuidField, Whole } from '../../platform/validation/fields.js';
import { lastDay, NO_DOCUMENT, NOTHING, presentRecorded, RecordedProofResponse } from './tutors.dto.js';
import { findDerogationMistakes, findTimeMistakes } from './tutors.rules.js';
import type { ProofRow, RecordProof } from './tutors.types.js';

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

@Judged<TutoringTimeBody>((body) => findTimeMistakes(body))
export class TutoringTimeBody {
  @UuidField({ description: 'The employer that gives it.' }) employerId!: OrganisationId;

  @DayField() from!: Day;

  @DayField({ optional: true, description: 'The last day, included; left out while it goes on.' }) to?: Day;

  @Whole({ min: 0, max: 2400, description: 'Minutes a week, of their working time.' }) weeklyMinutes!: number;
}

export class TutorDerogationResponse extends RecordedProofResponse {
  /** When somebody of the employer saw it. */
  @ApiProperty({ format: 'date' }) checkedOn!: string;
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

export class TutoringTimeResponse extends RecordedProofResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null while it goes on. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** Minutes a week, of their working time. */
  @ApiProperty() weeklyMinutes!: number;
}

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

/** `today`: the employer says so on the day of recording. */
export const toTutoringTime = (personId: PersonId, body: TutoringTimeBody, today: Day): RecordProof => ({
  ...NOTHING,
  sent: { time: body },
  personId,
  employerId: body.employerId,
  kind: 'time',
  from: body.from,
  until: body.to ? addDays(body.to, 1) : null,
  minutes: body.weeklyMinutes,
  reference: null,
  checkedOn: today,
});

export const presentDerogation = (proof: ProofRow): TutorDerogationResponse => ({
  ...presentRecorded(proof),
  checkedOn: proof.checkedOn,
  from: proof.from ?? '',
  to: lastDay(proof.until) ?? '',
  apprentices: proof.apprentices ?? 0,
  authority: proof.authority ?? '',
  reference: proof.reference,
});

export const presentTime = (proof: ProofRow): TutoringTimeResponse => ({
  ...presentRecorded(proof),
  from: proof.from ?? '',
  to: lastDay(proof.until),
  weeklyMinutes: proof.minutes ?? 0,
});
