import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { bilingual } from '../../kernel/language.js';
import { PageQuery } from '../../platform/responses/pages.js';
import {
  Codes,
  Code,
  DayField,
  Flag,
  Identifier,
  OneOf,
  Text,
  UuidField,
} from '../../platform/validation/fields.js';
import { decisionsOn, stateOf } from './prospects.rules.js';
import {
  CONTACT_DECISIONS,
  CONTACT_STATES,
  type AgreementCommand,
  type AgreementRow,
  type ContactDecision,
  type ContactRow,
  type ProspectFilters,
  type ProspectRow,
  type ViewRow,
} from './prospects.types.js';

const DEPARTMENT = /^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-46])$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NOBODY = 'Never the identity of a resident or a patient.';

export class ProspectAgreementBody {
  @Codes({ min: 1, max: 20, pattern: DEPARTMENT, description: 'By their numbers.', example: ['75', '2A'] })
  departments!: string[];

  @Codes({ min: 1, max: 20, description: 'Codes of `StructureType`.', example: ['EHPAD'] })
  structureTypes!: string[];

  @Codes({
    min: 0,
    max: 50,
    pattern: UUID,
    optional: true,
    description: 'Employers that see nothing, with all their company.',
  })
  hiddenFrom?: OrganisationId[];

  @Flag({ optional: true, description: 'The first name alone, unless told.' }) showsFamilyName?: boolean;

  @Flag({ optional: true, description: 'Also to the present employer. Never, unless told.' })
  showsOwnEmployer?: boolean;

  @Text({ max: 500, optional: true, description: `A few words of your own. ${NOBODY}` }) message?: string;

  @DayField({
    optional: true,
    description: 'The last day: a year at most, and half a year after the contract.',
  })
  untilOn?: Day;
}

const month = (description: string) =>
  Identifier(
    'month',
    (value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value),
    bilingual('Un mois est attendu : 2027-06.', 'A month is expected: 2027-06.'),
    { optional: true, description, example: '2027-06' },
  );

export class ListProspectsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'For which employer, when you are the HR of several.' })
  employerId?: OrganisationId;

  @Code({ optional: true, description: 'The code of a framework: a diploma.', example: 'DEAS' })
  framework?: string;

  @month('The first month of ends, included.') endsFrom?: string;

  @month('The last month of ends, included.') endsTo?: string;
}

export class ProspectContactBody {
  @UuidField({ optional: true, description: 'For which employer, when you are the HR of several.' })
  employerId?: OrganisationId;

  @Text({ max: 1000, description: `What you offer: the centre and the alternant read it. ${NOBODY}` })
  message!: string;
}

export class DecideProspectContactBody {
  @OneOf(CONTACT_DECISIONS, {
    name: 'ProspectContactDecision',
    description:
      'The centre passes on or declines, the alternant accepts or refuses, the employer withdraws.',
  })
  decision!: ContactDecision;

  @Text({ max: 500, optional: true, description: `Whoever declines says why. ${NOBODY}` }) reason?: string;
}

export class ProspectOrganisationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ProspectAgreementResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date-time' }) agreedAt!: string;
  /** Which text was agreed to. */
  @ApiProperty({ type: 'integer' }) textVersion!: number;
  /** Where employers are that see them. */
  @ApiProperty({ type: String, isArray: true }) departments!: readonly string[];
  /** Their types. */
  @ApiProperty({ type: String, isArray: true }) structureTypes!: readonly string[];
  /** Which see nothing. */
  @ApiProperty({ type: ProspectOrganisationResponse, isArray: true })
  hiddenFrom!: readonly ProspectOrganisationResponse[];
  /** Whether the family name is shown. */
  @ApiProperty() showsFamilyName!: boolean;
  /** Whether the present employer sees it too. */
  @ApiProperty() showsOwnEmployer!: boolean;
  /** In their own words. */
  @ApiProperty({ type: String, nullable: true }) message!: string | null;
  /** The last day. */
  @ApiProperty({ format: 'date' }) untilOn!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
  /** Whether employers may see them today. */
  @ApiProperty() isInForce!: boolean;
}

export class ProspectDiplomaResponse {
  @ApiProperty() code!: string;
  @ApiProperty() title!: string;
}

export class ProspectResponse {
  /** Known to your employer alone. */
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  /** Null unless they show it. */
  @ApiProperty({ type: String, nullable: true }) familyName!: string | null;
  @ApiProperty({ type: ProspectDiplomaResponse }) framework!: ProspectDiplomaResponse;
  /** The level that they work on. */
  @ApiProperty({ type: ProspectDiplomaResponse }) currentLevel!: ProspectDiplomaResponse;
  /** Whether all levels are achieved. */
  @ApiProperty() complete!: boolean;
  /** The month in which the contract ends. */
  @ApiProperty({ example: '2027-06' }) endsIn!: string;
  /** Through whom one meets them. */
  @ApiProperty() trainingCentreName!: string;
  /** In their own words. */
  @ApiProperty({ type: String, nullable: true }) message!: string | null;
}

export class ProspectViewResponse {
  @ApiProperty({ type: ProspectOrganisationResponse }) employer!: ProspectOrganisationResponse;
  @ApiProperty({ format: 'date' }) viewedOn!: string;
}

export class ProspectContactResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) prospectId!: string;
  /** Null to the employer. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty({ type: ProspectOrganisationResponse }) employer!: ProspectOrganisationResponse;
  /** What the employer offers. */
  @ApiProperty() message!: string;
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
  /** What became of it. */
  @ApiProperty({ enum: CONTACT_STATES, enumName: 'ProspectContactState' }) state!: string;
  /** Why, in the words of whoever decided last. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  /** What any of the three may still decide. */
  @ApiProperty({ enum: CONTACT_DECISIONS, enumName: 'ProspectContactDecision', isArray: true })
  allowed!: readonly ContactDecision[];
}

export const agreementOf = (body: ProspectAgreementBody): AgreementCommand => ({
  departments: body.departments,
  structureTypes: body.structureTypes,
  hiddenFrom: body.hiddenFrom ?? [],
  showsFamilyName: body.showsFamilyName ?? false,
  showsOwnEmployer: body.showsOwnEmployer ?? false,
  words: body.message ?? null,
  untilOn: body.untilOn ?? null,
});

export const filtersOf = (query: ListProspectsQuery): ProspectFilters => ({
  framework: query.framework ?? null,
  endsFrom: query.endsFrom ?? null,
  endsTo: query.endsTo ?? null,
});

export const presentAgreement = ({
  untilDay,
  words,
  stands,
  ...row
}: AgreementRow): ProspectAgreementResponse => ({
  id: row.id,
  contractId: row.contractId,
  agreedAt: row.agreedAt,
  textVersion: row.textVersion,
  departments: row.departments,
  structureTypes: row.structureTypes,
  hiddenFrom: row.hiddenFrom,
  showsFamilyName: row.showsFamilyName,
  showsOwnEmployer: row.showsOwnEmployer,
  message: words,
  untilOn: addDays(untilDay, -1),
  withdrawnAt: row.withdrawnAt,
  isInForce: stands,
});

export const presentProspect = (row: ProspectRow): ProspectResponse => ({
  id: row.prospectId,
  givenName: row.givenName,
  familyName: row.familyName,
  framework: { code: row.frameworkCode, title: row.frameworkTitle },
  currentLevel: { code: row.levelCode, title: row.levelTitle },
  complete: row.isComplete,
  endsIn: row.endsIn,
  trainingCentreName: row.centre,
  message: row.words,
});

export const presentView = ({ employer, viewedOn }: ViewRow): ProspectViewResponse => ({
  employer,
  viewedOn,
});

export const presentContact = (row: ContactRow): ProspectContactResponse => ({
  id: row.id,
  prospectId: row.prospectId,
  contractId: row.contractId,
  employer: row.employer,
  message: row.words,
  askedAt: row.askedAt,
  state: stateOf(row),
  reason: row.reason,
  decidedAt: row.decidedAt,
  allowed: decisionsOn(row),
});
