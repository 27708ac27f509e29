import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../kernel/ids.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import { ExternalIdParams } from '../../platform/validation/external-id.js';
import { CONTESTED_KINDS, type ContestedKind } from '../contracts/contracts.types.js';
import type { PlacementId } from '../contracts/placements/placements.types.js';
import type { AbsenceRow, MandateActed, MandateRow } from './mandates.queries.js';
import type { NewMandate } from './mandates.rules.js';
import { MANDATE_ROLES, TUTOR_ROLES, type MandateRole } from './mandates.types.js';
import { endsBeforeStart, levelForTutors } from './mandates.errors.js';

@Judged<MandateBody>(({ from, to, role, maxLevel }) => [
  ...(from && to && to < from ? [endsBeforeStart('/to')] : []),
  ...(role && maxLevel && !TUTOR_ROLES.includes(role) ? [levelForTutors()] : []),
])
export class MandateBody {
  @UuidField() personId!: PersonId;

  @OneOf(MANDATE_ROLES, { name: 'MandateRole' }) role!: MandateRole;

  @DayField({ description: 'The first day. On a signed contract at most 7 days back.' }) from!: Day;

  @DayField({
    optional: true,
    description:
      'The last day, included; without it open-ended, or that of the membership that it needs, when known.',
  })
  to?: Day;

  @Code({ optional: true, description: 'Tutors only: code of the highest level that they may sign off.' })
  maxLevel?: string;

  @UuidField({ optional: true, description: 'The mandate of the same role that ends when this one begins.' })
  replaces?: MandateId;

  @UuidField({
    optional: true,
    description: 'Co-tutors and substitutes at a host: the placement, within whose days the mandate lies.',
  })
  placementId?: PlacementId;
}

/** The mandate of a contract that another system knows by its own id. */
export class MandateExternalIdParams extends ExternalIdParams {
  @UuidField() contractId!: ContractId;
}

/** The external id is that of the path. */
export class PutMandateBody extends MandateBody {
  @Text({ max: 200, optional: true, description: 'That of the path, if it is sent at all.' })
  externalId?: string;
}

export class EndMandateBody {
  @DayField({ optional: true, description: 'The first day out. Today unless told.' }) on?: Day;
}

@Judged<AbsenceBody>(({ from, to }) => (from && to && to < from ? [endsBeforeStart('/to')] : []))
export class AbsenceBody {
  @DayField({ description: 'The first day away.' }) from!: Day;

  @DayField({ description: 'The last day away, included.' }) to!: Day;
}

export class EndAbsenceBody {
  @DayField({ optional: true, description: 'The first day back. Today unless told.' }) on?: Day;
}

export class MandateHolderResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class ContestedByEndResponse {
  @ApiProperty({ enum: CONTESTED_KINDS, enumName: 'ContestedKind' }) kind!: ContestedKind;
  @ApiProperty({ format: 'uuid' }) id!: string;
}

export class MandateResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() person!: MandateHolderResponse;
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole' }) role!: MandateRole;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null when open-ended; before `from` when it was ended before it began. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** What `to` was when it was opened. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedTo!: string | null;
  @ApiProperty({ type: String, nullable: true }) maxLevel!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) replaces!: string | null;
  /** At the host of that placement; null: at the employer, or at the centre. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) placementId!: string | null;
  /** How your own organisation calls it; null where it does not, or has put it under no id. */
  @ApiProperty({ type: String, nullable: true }) externalId!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** When its end was recorded, if it was ended by somebody. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
  /** What was recorded of the days that an end took out; only the answer to an end that was recorded late tells it. */
  @ApiProperty({ type: [ContestedByEndResponse] }) contested!: ContestedByEndResponse[];
}

export class AbsenceResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null while nobody knows; before `from` when it never was. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  /** What `to` was when it was declared. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedTo!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** When it was shortened last; null: never. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
  /** Null when an API client declared it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that declared it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

const lastDay = (until: Day | null): Day | null => (until === null ? null : addDays(until, -1));

export const toNewMandate = (body: MandateBody): NewMandate => ({
  personId: body.personId.toLowerCase() as PersonId,
  role: body.role,
  from: body.from,
  until: body.to ? addDays(body.to, 1) : null,
  maxLevel: body.maxLevel ?? null,
  replaces: (body.replaces?.toLowerCase() ?? null) as MandateId | null,
  placementId: (body.placementId?.toLowerCase() ?? null) as PlacementId | null,
});

export const presentMandate = (mandate: MandateRow): MandateResponse => ({
  id: mandate.id,
  contractId: mandate.contractId,
  personId: mandate.personId,
  person: { id: mandate.personId, givenName: mandate.givenName, familyName: mandate.familyName },
  role: mandate.role,
  from: mandate.from,
  to: lastDay(mandate.until),
  plannedTo: lastDay(mandate.plannedUntil),
  maxLevel: mandate.maxLevel,
  replaces: mandate.replaces,
  placementId: mandate.placementId,
  externalId: mandate.externalId,
  recordedAt: mandate.recordedAt,
  endedAt: mandate.endedAt,
  contested: [],
});

export const presentActed = ({ mandate, contested }: MandateActed): MandateResponse => ({
  ...presentMandate(mandate),
  contested: contested.map(({ kind, id }) => ({ kind, id })),
});

export const presentAbsence = (absence: AbsenceRow): AbsenceResponse => ({
  id: absence.id,
  mandateId: absence.mandateId,
  from: absence.from,
  to: lastDay(absence.until),
  plannedTo: lastDay(absence.plannedUntil),
  recordedAt: absence.recordedAt,
  endedAt: absence.endedAt,
  recordedBy: absence.recordedBy,
  recordedByClient: absence.recordedByClient,
});
