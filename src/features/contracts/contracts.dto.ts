import { ApiProperty, OmitType } from '@nestjs/swagger';
import { addDays, earlierOf, type Day } from '../../kernel/days.js';
import type { ContractId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { Judged, type BodyRule } from '../../platform/validation/body-rules.js';
import { DayField, Nested, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import {
  END_CAUSES,
  type ContractDetails,
  type ContractRow,
  type EndCause,
  type PutDetails,
} from './contract-details.types.js';
import {
  CONTESTED_KINDS,
  CONTRACT_KINDS,
  CONTRACT_STATUSES,
  type ContestedFactRow,
  type ContestedKind,
  type ContractKind,
  type ContractStatus,
} from './contracts.types.js';
import { CONTRACT_FLAGS, findContractFlags, type ContractFlag } from './signing/warnings.rules.js';
import { accompaniedUntil } from './termination/accompaniment.rules.js';
import { endsBeforeStart } from './contracts.errors.js';
import {
  LegalRepresentativeBody,
  LegalRepresentativeResponse,
  representativeMistakes,
  representativeOf,
} from './signing/legal-representative.dto.js';
import { WarningResponse } from './signing/warnings.dto.js';

/** What is wrong between the members of a contract, whole or in part. */
export const contractMistakes: BodyRule<
  Pick<ContractBody, 'startsOn' | 'endsOn' | 'legalRepresentative'>
> = ({ startsOn, endsOn, legalRepresentative: who }) => [
  ...(startsOn && endsOn && endsOn < startsOn ? [endsBeforeStart()] : []),
  ...(who ? representativeMistakes(who) : []),
];

@Judged<ContractBody>(contractMistakes)
export class ContractBody {
  @OneOf(CONTRACT_KINDS, { name: 'ContractKind' }) kind!: ContractKind;

  @UuidField({ description: 'The person who learns.' }) alternantId!: PersonId;

  @UuidField() employerId!: OrganisationId;

  @UuidField() trainingCentreId!: OrganisationId;

  @UuidField({ description: 'A published ladder. The contract keeps that version.' }) ladderId!: LadderId;

  @DayField({ example: '2025-09-01' }) startsOn!: Day;

  @DayField({ description: 'The last day, included.', example: '2027-08-31' }) endsOn!: Day;

  @Text({ max: 200, optional: true, description: 'Its id in your own system; unique in your organisation.' })
  externalId?: string;

  @UuidField({ optional: true, description: 'The contract of the same alternant that this one continues.' })
  continuationOf?: ContractId;

  @Nested(() => LegalRepresentativeBody, { optional: true, description: 'Needed to sign with a minor.' })
  legalRepresentative?: LegalRepresentativeBody;
}

/** The external id is that of the path. */
@Judged<PutContractBody>(contractMistakes)
export class PutContractBody extends OmitType(ContractBody, ['ladderId']) {
  @UuidField({
    optional: true,
    description: 'A published ladder. Needed to create; left out, a contract keeps the one that it follows.',
  })
  ladderId?: LadderId;
}

export class PutContractQuery {
  @UuidField({
    optional: true,
    description: 'Whose external id it is; needed when you administer several organisations.',
  })
  organisationId?: OrganisationId;
}

const CIVIL = 'As papers say it, the contract first of all. Null for readers who need not know.';

export class ContractAlternantResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty({ type: String, nullable: true, description: CIVIL }) civilGivenName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: CIVIL }) civilFamilyName!: string | null;
}

export class OrganisationNameResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class SuspensionResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  /** The last day, included; null while nobody knows. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
}

export class ContestedResponse {
  @ApiProperty({ enum: CONTESTED_KINDS, enumName: 'ContestedKind' }) kind!: ContestedKind;
  @ApiProperty({ format: 'uuid' }) id!: string;
}

export class ContractResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: CONTRACT_KINDS, enumName: 'ContractKind' }) kind!: ContractKind;
  /** As it is today: computed from the days below. */
  @ApiProperty({ enum: CONTRACT_STATUSES, enumName: 'ContractStatus' }) status!: ContractStatus;
  @ApiProperty({ format: 'uuid' }) alternantId!: string;
  @ApiProperty() alternant!: ContractAlternantResponse;
  @ApiProperty({ format: 'uuid' }) employerId!: string;
  @ApiProperty() employer!: OrganisationNameResponse;
  @ApiProperty({ format: 'uuid' }) trainingCentreId!: string;
  @ApiProperty() trainingCentre!: OrganisationNameResponse;
  @ApiProperty({ format: 'uuid' }) ladderId!: string;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  /** The last day agreed on, included. */
  @ApiProperty({ format: 'date' }) endsOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn!: string | null;
  @ApiProperty({ type: [SuspensionResponse] }) suspensions!: SuspensionResponse[];
  /** The first day out, when it was terminated or completed by somebody. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) endedOn!: string | null;
  /** After a breach, the last day on which the law keeps the apprentice in training at the centre; null otherwise. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) accompaniedUntil!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) cancelledOn!: string | null;
  /** Why it ended. */
  @ApiProperty({ enum: END_CAUSES, enumName: 'ContractEndCause', nullable: true }) cause!: EndCause | null;
  /** How your own organisation calls it: each side keeps and reads its own. */
  @ApiProperty({ type: String, nullable: true }) externalId!: string | null;
  /** Others that you may see of the same alternant, employer and days, where one of the two is a draft: confirm that yours is the same, or cancel it. */
  @ApiProperty({ type: String, format: 'uuid', isArray: true }) possibleDuplicates!: string[];
  /** The contract as which this one was confirmed, and so cancelled; null too for readers who may not see that one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) duplicateOf!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) continuationOf!: string | null;
  /** Null also for readers who need not know. */
  @ApiProperty({ type: LegalRepresentativeResponse, nullable: true })
  legalRepresentative!: LegalRepresentativeResponse | null;
  @ApiProperty({ type: String, nullable: true }) group!: string | null;
  /** The main tutor of today. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) mainTutorId!: string | null;
  /**
   * `no_main_tutor`: signed or active without one. By the birth date that is recorded now, while the contract is not over:
   * `legal_representative_missing`, a minor (or nobody knows) without one; `birth_date_implausible`, an age that is not signed.
   */
  @ApiProperty({ enum: CONTRACT_FLAGS, enumName: 'ContractFlag', isArray: true }) flags!: ContractFlag[];
  /** What was unusual, or what the law asks for; only the answers to `sign`, to an early end and to a correction tell it. */
  @ApiProperty({ type: [WarningResponse] }) warnings!: WarningResponse[];
  /** What was recorded of the days that an act made inactive; only the answer to an act that was recorded late tells it. */
  @ApiProperty({ type: [ContestedResponse] }) contested!: ContestedResponse[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

const id = <T extends string>(value: T): T => value.toLowerCase() as T;

const withoutLadder = (
  body: Omit<ContractBody, 'externalId' | 'ladderId'>,
  externalId: string | null,
): Omit<ContractDetails, 'ladderId'> => ({
  kind: body.kind,
  alternantId: id(body.alternantId),
  employerId: id(body.employerId),
  trainingCentreId: id(body.trainingCentreId),
  startsOn: body.startsOn,
  until: addDays(body.endsOn, 1),
  externalId,
  continuationOf: body.continuationOf ? id(body.continuationOf) : null,
  legalRepresentative: representativeOf(body.legalRepresentative),
});

export const detailsOf = (
  body: Omit<ContractBody, 'externalId'>,
  externalId: string | null,
): ContractDetails => ({ ...withoutLadder(body, externalId), ladderId: id(body.ladderId) });

export const putDetailsOf = (body: PutContractBody, externalId: string): PutDetails => ({
  ...withoutLadder(body, externalId),
  ladderId: body.ladderId ? id(body.ladderId) : null,
});

const alternantOf = (contract: ContractRow): ContractAlternantResponse => ({
  id: contract.alternantId,
  givenName: contract.alternantGivenName,
  familyName: contract.alternantFamilyName,
  civilGivenName: contract.alternantCivilGivenName,
  civilFamilyName: contract.alternantCivilFamilyName,
});

/** Who has left is away no more: a suspension ends with the contract, and its step says how long it was to be. */
const lastOut = ({ heldUntil }: ContractRow, from: Day | null, until: Day): Day =>
  from === null || from < heldUntil ? earlierOf(until, heldUntil) : until;

export const presentContract = (contract: ContractRow): ContractResponse => ({
  id: contract.id,
  kind: contract.kind,
  status: contract.status,
  alternantId: contract.alternantId,
  alternant: alternantOf(contract),
  employerId: contract.employerId,
  employer: { id: contract.employerId, name: contract.employerName },
  trainingCentreId: contract.trainingCentreId,
  trainingCentre: { id: contract.trainingCentreId, name: contract.trainingCentreName },
  ladderId: contract.ladderId,
  startsOn: contract.startsOn,
  endsOn: addDays(contract.until, -1),
  signedOn: contract.signedOn,
  suspensions: contract.suspensions.map(({ from, until }) => ({
    from: from ?? contract.startsOn,
    to: until && addDays(lastOut(contract, from, until), -1),
  })),
  endedOn: contract.endedAs === null ? null : contract.heldUntil,
  accompaniedUntil: accompaniedUntil(contract),
  cancelledOn: contract.cancelledOn,
  cause: contract.cause,
  externalId: contract.externalId,
  possibleDuplicates: [...contract.possibleDuplicates],
  duplicateOf: contract.duplicateOf,
  continuationOf: contract.continuationOf,
  legalRepresentative: contract.legalRepresentative,
  group: contract.group,
  mainTutorId: contract.mainTutorId,
  flags: findContractFlags(contract),
  warnings: [],
  contested: [],
  createdAt: contract.createdAt,
  updatedAt: contract.updatedAt,
});

export const presentContested = (found: readonly ContestedFactRow[]): ContestedResponse[] =>
  found.map(({ kind, id }) => ({ kind, id }));
