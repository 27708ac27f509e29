import { ApiProperty } from '@nestjs/swagger';
import type { CorrectionRow } from './identity.queries.js';
import type { CivilIdentity } from './identity.rules.js';

export class CivilIdentityResponse {
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate!: string | null;
}

export class PersonCorrectionResponse {
  @ApiProperty({ description: 'The version that it made of the person.' }) version!: number;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client corrected. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that corrected, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  @ApiProperty({ description: 'Why, in the words of whoever corrected.' }) reason!: string;
  @ApiProperty({ type: CivilIdentityResponse }) before!: CivilIdentityResponse;
  @ApiProperty({ type: CivilIdentityResponse }) after!: CivilIdentityResponse;
}

/** What a list of corrections goes on from. */
export const isVersion = (key: string): boolean => /^\d{1,9}$/.test(key);

const presentIdentity = ({ givenName, familyName, birthDate }: CivilIdentity): CivilIdentityResponse => ({
  givenName,
  familyName,
  birthDate,
});

export const presentCorrection = (correction: CorrectionRow): PersonCorrectionResponse => ({
  version: correction.version,
  recordedAt: correction.recordedAt,
  recordedBy: correction.recordedBy,
  recordedByClient: correction.recordedByClient,
  reason: correction.reason,
  before: presentIdentity(correction.before),
  after: presentIdentity(correction.after),
});
