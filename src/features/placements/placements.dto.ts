import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { bilingual } from '../../kernel/language.js';
import { AtField } from '../../platform/validation/as-of.js';
import { Judged, wasRefused } from '../../platform/validation/body-rules.js';
import {
  Code,
  DayField,
  Identifier,
  Nested,
  OneOf,
  Text,
  UuidField,
} from '../../platform/validation/fields.js';
import { PageQuery } from '../../platform/responses/pages.js';
import { PLACEMENT_KINDS } from '../contracts/placements/placements.types.js';
import { isSiret } from '../organisations/identifiers.rules.js';
import { oneHost, placementBackwards, sentBeforeSigned, tutorOutsideOnly } from './placements.errors.js';
import type { PlacementCommand, PlacementKind, PlacementRow } from './placements.types.js';

const NOBODY = 'Never the identity of a resident or a patient.';

export class PlacementHostBody {
  @Text({ max: 200 }) name!: string;

  @Identifier(
    'siret',
    isSiret,
    bilingual(
      'Un SIRET valide est attendu : 14 chiffres, clé comprise.',
      'A valid SIRET is expected: 14 digits, with a right key.',
    ),
    { optional: true, example: '77937827200016' },
  )
  siret?: string;
}

export class PlacementAgreementBody {
  /** How the three call it. */
  @Text({ max: 100, optional: true }) reference?: string;

  @DayField({ optional: true, description: 'When all three signed it.' }) signedOn?: Day;

  @DayField({ optional: true, description: 'When it went to the centre and to the deposit body.' })
  sentOn?: Day;
}

@Judged<PlacementBody>((body) => {
  const { hostId, host, from, to, agreement, tutorName } = body;
  return [
    // What is wrong by itself was sent, and is told where it is.
    ...((hostId === undefined) === (host === undefined) &&
    !wasRefused(body, 'hostId') &&
    !wasRefused(body, 'host')
      ? [oneHost()]
      : []),
    ...(hostId && tutorName ? [tutorOutsideOnly()] : []),
    ...(from && to && to < from ? [placementBackwards()] : []),
    ...(agreement?.signedOn && agreement.sentOn && agreement.sentOn < agreement.signedOn
      ? [sentBeforeSigned()]
      : []),
  ];
})
export class PlacementBody {
  @OneOf(PLACEMENT_KINDS, { name: 'PlacementKind' }) kind!: PlacementKind;

  @UuidField({ optional: true, description: 'The host, where it is an organisation of Palier.' })
  hostId?: OrganisationId;

  @Nested(() => PlacementHostBody, { optional: true, description: 'Any other host.' })
  host?: PlacementHostBody;

  @Code({
    optional: true,
    description: 'By which missions are allowed there; that of the organisation unless told.',
    example: 'EAJE',
  })
  structureType?: string;

  @DayField({ description: 'The first day.', example: '2026-03-02' }) from!: Day;

  @DayField({ description: 'The last day, included.', example: '2026-03-27' }) to!: Day;

  @Nested(() => PlacementAgreementBody, { optional: true, description: 'The agreement of all three.' })
  agreement?: PlacementAgreementBody;

  @Text({ max: 200, optional: true, description: 'Who tutors at a host outside Palier.' })
  tutorName?: string;
}

export class PlacementCorrectionBody extends PlacementBody {
  @Text({ max: 500, optional: true, description: NOBODY }) reason?: string;
}

export class EndPlacementBody {
  @DayField({ optional: true, description: 'The first day out. Today unless told.' }) on?: Day;

  @Text({ max: 500, optional: true, description: NOBODY }) reason?: string;
}

export class PlacementWithdrawalBody {
  @Text({ max: 500, description: NOBODY }) reason!: string;
}

export class ListContractPlacementsQuery extends PageQuery {
  @AtField() at?: string;
}

export class PlacementHostResponse {
  /** Null: no organisation of Palier. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id!: string | null;
  /** As it was called when this was recorded. */
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) siret!: string | null;
}

export class PlacementAgreementResponse {
  /** How the three call it. */
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn!: string | null;
  /** When it went to the centre and to the deposit body. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) sentOn!: string | null;
}

export class PlacementResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** Who is placed: their name. */
  @ApiProperty() alternant!: string;
  @ApiProperty({ enum: PLACEMENT_KINDS, enumName: 'PlacementKind' }) kind!: PlacementKind;
  /** Where they are instead of at the employer. */
  @ApiProperty() host!: PlacementHostResponse;
  @ApiProperty() structureType!: string;
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; before `from` when it was ended before it began. */
  @ApiProperty({ format: 'date' }) to!: string;
  /** What the employer, the host and the alternant signed. */
  @ApiProperty() agreement!: PlacementAgreementResponse;
  /** Who tutors at a host outside Palier. */
  @ApiProperty({ type: String, nullable: true }) tutorName!: string | null;
  /** It never was. */
  @ApiProperty() isWithdrawn!: boolean;
  /** Why it was corrected, ended or withdrawn, where somebody said so. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  /** How often it was recorded: one more for each act. */
  @ApiProperty({ type: 'integer' }) version!: number;
  /** The last time. */
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export const toPlacement = (body: PlacementBody & { reason?: string }): PlacementCommand => ({
  kind: body.kind,
  hostId: (body.hostId?.toLowerCase() ?? null) as OrganisationId | null,
  hostName: body.host?.name ?? null,
  hostSiret: body.host?.siret?.replace(/\s/g, '') ?? null,
  structureType: body.structureType ?? null,
  from: body.from,
  until: addDays(body.to, 1),
  agreementReference: body.agreement?.reference ?? null,
  agreementSignedOn: body.agreement?.signedOn ?? null,
  agreementSentOn: body.agreement?.sentOn ?? null,
  tutorName: body.tutorName ?? null,
  reason: body.reason ?? null,
});

export const presentPlacement = (placement: PlacementRow): PlacementResponse => ({
  id: placement.id,
  contractId: placement.contractId,
  alternant: placement.alternant,
  kind: placement.kind,
  host: { id: placement.hostId, name: placement.hostName, siret: placement.hostSiret },
  structureType: placement.structureType,
  from: placement.from,
  to: addDays(placement.until, -1),
  agreement: {
    reference: placement.agreementReference,
    signedOn: placement.agreementSignedOn,
    sentOn: placement.agreementSentOn,
  },
  tutorName: placement.tutorName,
  isWithdrawn: placement.isWithdrawn,
  reason: placement.reason,
  version: placement.version,
  recordedAt: placement.recordedAt,
  recordedBy: placement.recordedBy,
  recordedByClient: placement.recordedByClient,
});
