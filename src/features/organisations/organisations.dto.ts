import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { bilingual } from '../../kernel/language.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { searchOf } from '../../platform/search.js';
import { SearchField } from '../../platform/validation/search.js';
import { Code, Identifier, OneOf, Text } from '../../platform/validation/fields.js';
import { ChangesQuery } from '../../platform/responses/changes.js';
import { isFiness, isSiret, isUai, normaliseDigits, normaliseUai } from './identifiers.rules.js';
import type { OrganisationFilters } from './organisations.queries.js';
import {
  ORGANISATION_KINDS,
  type OrganisationDetails,
  type OrganisationKind,
  type OrganisationRow,
} from './organisations.types.js';
import { findMisplacedFields } from './organisations.rules.js';

const siretText = bilingual(
  'Un SIRET valide est attendu : 14 chiffres, clé comprise.',
  'A valid SIRET is expected: 14 digits, with a right key.',
);
const uaiText = bilingual(
  'Un UAI valide est attendu : 7 chiffres et leur lettre-clé.',
  'A valid UAI is expected: 7 digits and their key letter.',
);
const finessText = bilingual(
  'Un FINESS valide est attendu : 9 caractères, clé comprise.',
  'A valid FINESS is expected: 9 characters, with a right key.',
);

@Judged<OrganisationBody>(({ kind, uai = null, finess = null, structureType = null }) =>
  kind ? findMisplacedFields({ kind, uai, finess, structureType }) : [],
)
export class OrganisationBody {
  @OneOf(ORGANISATION_KINDS, { name: 'OrganisationKind' }) kind!: OrganisationKind;

  @Text({ max: 200 }) name!: string;

  @Identifier('siret', isSiret, siretText, { example: '77937827200016' }) siret!: string;

  @Identifier('uai', isUai, uaiText, {
    optional: true,
    description: 'Training centres only.',
    example: '0755805C',
  })
  uai?: string;

  @Identifier('finess', isFiness, finessText, {
    optional: true,
    description: 'Employers only.',
    example: '750712184',
  })
  finess?: string;

  @Code({ optional: true, description: 'Employers only: EHPAD, MAS, FAM, IME, SSIAD…', example: 'EHPAD' })
  structureType?: string;

  @Text({ max: 200, optional: true }) externalId?: string;
}

/** A missing field is left alone, `null` clears it. The kind is fixed. */
export class UpdateOrganisationBody extends PartialType(OmitType(OrganisationBody, ['kind']), {
  skipNullProperties: false,
}) {}

/** The external id is that of the path. */
export class PutOrganisationBody extends OrganisationBody {}

export class ListOrganisationsQuery extends ChangesQuery {
  @OneOf(ORGANISATION_KINDS, { optional: true, name: 'OrganisationKind', description: 'Those of this kind.' })
  kind?: OrganisationKind;

  @Identifier('siret', isSiret, siretText, {
    optional: true,
    description: 'Those of this SIRET, and those that had it.',
  })
  siret?: string;

  @Identifier('uai', isUai, uaiText, { optional: true, description: 'The centre of this UAI.' })
  uai?: string;

  @Text({ max: 200, optional: true, description: 'The one that your own system knows by this id.' })
  externalId?: string;

  @SearchField({
    description:
      'Words that are each a part of the name, of a SIRET, UAI or FINESS, also of one that it had. Accents, case, apostrophes and hyphens do not count. Or a whole external id.',
  })
  search?: string;
}

export class OrganisationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ORGANISATION_KINDS, enumName: 'OrganisationKind' }) kind!: OrganisationKind;
  @ApiProperty() name!: string;
  @ApiProperty() siret!: string;
  @ApiProperty({ type: String, nullable: true }) uai!: string | null;
  @ApiProperty({ type: String, nullable: true }) finess!: string | null;
  @ApiProperty({ type: String, nullable: true }) structureType!: string | null;
  @ApiProperty({ type: String, nullable: true }) externalId!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export const detailsOf = (
  body: OrganisationBody | (PutOrganisationBody & { externalId?: string }),
): OrganisationDetails => ({
  kind: body.kind,
  name: body.name,
  siret: body.siret,
  uai: body.uai ?? null,
  finess: body.finess ?? null,
  structureType: body.structureType ?? null,
  externalId: body.externalId ?? null,
});

export const organisationFiltersOf = (query: ListOrganisationsQuery): OrganisationFilters => ({
  kind: query.kind ?? null,
  siret: query.siret === undefined ? null : normaliseDigits(query.siret),
  uai: query.uai === undefined ? null : normaliseUai(query.uai),
  externalId: query.externalId ?? null,
  search: searchOf(query.search),
});

/** Only what was sent. */
export const changesOf = (body: UpdateOrganisationBody): Partial<OrganisationDetails> =>
  Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as Partial<OrganisationDetails>;

export const presentOrganisation = (organisation: OrganisationRow): OrganisationResponse => ({
  id: organisation.id,
  kind: organisation.kind,
  name: organisation.name,
  siret: organisation.siret,
  uai: organisation.uai,
  finess: organisation.finess,
  structureType: organisation.structureType,
  externalId: organisation.externalId,
  createdAt: organisation.createdAt,
  updatedAt: organisation.updatedAt,
});
