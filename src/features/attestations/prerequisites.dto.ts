import { ApiProperty } from '@nestjs/swagger';
import { isDay, type Day } from '../../kernel/days.js';
import { isUuid } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { describePrerequisite, lastDayOf } from '../frameworks/prerequisites.types.js';
import { PageQuery } from '../../platform/responses/pages.js';
import { AtField } from '../../platform/validation/as-of.js';
import { DayField, UuidField } from '../../platform/validation/fields.js';
import {
  PREREQUISITE_STATES,
  type ExpiringRow,
  type PrerequisiteRead,
  type PrerequisiteState,
  type ReadPrerequisites,
} from './attestations.types.js';

export class PrerequisitesQuery {
  @AtField() at?: string;
}

export class WaitingMissionResponse {
  @ApiProperty() mission!: string;
  @ApiProperty() title!: string;
  @ApiProperty() level!: string;
}

export class PriorAttestationResponse {
  @ApiProperty({ format: 'date' }) validFrom!: string;
  /** The last day, included; null: it did not end. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil!: string | null;
}

export class PrerequisiteResponse {
  @ApiProperty() prerequisite!: string;
  @ApiProperty({ description: 'What it is called.' }) title!: string;
  /** `expiring`: held, and to be renewed; `upcoming`: attested from a later day on; `withdrawn`: all was taken back. */
  @ApiProperty({ enum: PREREQUISITE_STATES, enumName: 'PrerequisiteState' }) state!: PrerequisiteState;
  /** Since when, without a day between; or when what is over began. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) validFrom!: string | null;
  /** The last day, included, renewals counted; null: it does not end, or nothing was attested. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil!: string | null;
  /** The first day on which the missions are refused; null: none is known. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) firstDayOut!: string | null;
  /** The next day on which it holds again. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) holdsFrom!: string | null;
  /** That by which it is held; else the last one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) attestationId!: string | null;
  /** The last day by which the law wants it; null: none, or not for you: for the alternant, HR and the centre. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn!: string | null;
  /** The code of the legal rule that says so. */
  @ApiProperty({ type: String, nullable: true }) rule!: string | null;
  /** The longest that the contracts which this one continues attested: it counts here once it is attested here. */
  @ApiProperty({ type: PriorAttestationResponse, nullable: true }) prior!: PriorAttestationResponse | null;
  /** The missions that ask for it. */
  @ApiProperty({ type: [WaitingMissionResponse] }) missions!: WaitingMissionResponse[];
}

export class PrerequisitesResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The day that is judged. */
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({ type: [PrerequisiteResponse] }) data!: PrerequisiteResponse[];
}

export class ExpiringQuery extends PageQuery {
  @DayField({ description: 'What is still held that day is not told.' }) before!: Day;

  @UuidField({ optional: true, description: 'Of that employer.' }) employerId?: string;

  @UuidField({ optional: true, description: 'Of that training centre.' }) trainingCentreId?: string;
}

export class ExpiringAlternantResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class ExpiringPrerequisiteResponse {
  @ApiProperty({ format: 'uuid' }) attestationId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() alternant!: ExpiringAlternantResponse;
  @ApiProperty({ format: 'uuid' }) employerId!: string;
  @ApiProperty({ description: 'What the employer is called.' }) employerName!: string;
  @ApiProperty({ format: 'uuid' }) trainingCentreId!: string;
  @ApiProperty() prerequisite!: string;
  @ApiProperty({ description: 'What it is called.' }) title!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) validUntil!: string;
}

const presentPrerequisite = (row: PrerequisiteRead, language: Language): PrerequisiteResponse => ({
  prerequisite: row.prerequisite,
  title: describePrerequisite(row.prerequisite)[language],
  state: row.state,
  validFrom: row.from,
  validUntil: row.until && lastDayOf(row.until),
  firstDayOut: row.until,
  holdsFrom: row.holdsFrom,
  attestationId: row.attestationId,
  dueOn: row.due?.by ?? null,
  rule: row.due?.rule ?? null,
  prior: row.prior && {
    validFrom: row.prior.from,
    validUntil: row.prior.until && lastDayOf(row.prior.until),
  },
  missions: row.missions.map(({ code, title, level }) => ({ mission: code, title, level })),
});

export const presentPrerequisites = (
  { contractId, on, prerequisites }: ReadPrerequisites,
  language: Language,
): PrerequisitesResponse => ({
  contractId,
  on,
  data: prerequisites.map((one) => presentPrerequisite(one, language)),
});

export const presentExpiring = (row: ExpiringRow, language: Language): ExpiringPrerequisiteResponse => ({
  attestationId: row.attestationId,
  contractId: row.contractId,
  alternant: { id: row.alternantId, givenName: row.givenName, familyName: row.familyName },
  employerId: row.employerId,
  employerName: row.employerName,
  trainingCentreId: row.trainingCentreId,
  prerequisite: row.prerequisite,
  title: describePrerequisite(row.prerequisite)[language],
  validUntil: lastDayOf(row.until),
});

/** A row's place in the list: its first day out, and its id. */
export const keyOfExpiring = ({ until, attestationId }: ExpiringRow): string => `${until} ${attestationId}`;

export function isExpiringKey(key: string): boolean {
  const [until = '', id = '', ...more] = key.split(' ');
  return more.length === 0 && isDay(until) && isUuid(id);
}

export function placeOf(key: string | null): { until: string; id: string } | null {
  const [until = '', id = ''] = key?.split(' ') ?? [];
  return key === null ? null : { until, id };
}
