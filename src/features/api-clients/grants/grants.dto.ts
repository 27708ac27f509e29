import { ApiProperty } from '@nestjs/swagger';
import type { ApiClientId, OrganisationId } from '../../../kernel/ids.js';
import { SCOPES, type Scope } from '../../../platform/access/scopes.js';
import { PageQuery } from '../../../platform/responses/pages.js';
import { UuidField } from '../../../platform/validation/fields.js';
import { grantStateOf } from './grants.rules.js';
import { GRANT_STATES, type GrantRow } from './grants.types.js';

export class ApiClientGrantBody {
  @UuidField({ description: 'The establishment for which the client is to act besides.' })
  organisationId!: OrganisationId;
}

export class ListApiClientGrantsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Those of this client.' }) apiClientId?: ApiClientId;
  @UuidField({ optional: true, description: 'Those of this establishment.' }) organisationId?: OrganisationId;
}

export class EstablishmentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ApiClientGrantResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) apiClientId!: string;
  /** What its organisation calls the client. */
  @ApiProperty() apiClientName!: string;
  /** What it may do, there too. */
  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true }) scopes!: Scope[];
  /** The organisation whose client it is. */
  @ApiProperty({ type: EstablishmentResponse }) clientOrganisation!: EstablishmentResponse;
  /** The establishment for which it acts besides. */
  @ApiProperty({ type: EstablishmentResponse }) organisation!: EstablishmentResponse;
  /** Whether it acts for the establishment today: only while whoever accepted administers it. */
  @ApiProperty({ enum: GRANT_STATES, enumName: 'ApiClientGrantState' }) state!: string;
  @ApiProperty({ format: 'uuid' }) askedBy!: string;
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) acceptedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) acceptedAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) withdrawnBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
}

export const presentGrant = (grant: GrantRow): ApiClientGrantResponse => ({
  id: grant.id,
  apiClientId: grant.clientId,
  apiClientName: grant.clientName,
  scopes: [...grant.scopes],
  clientOrganisation: { id: grant.clientOrganisation.id, name: grant.clientOrganisation.name },
  organisation: { id: grant.organisation.id, name: grant.organisation.name },
  state: grantStateOf(grant),
  askedBy: grant.askedBy,
  askedAt: grant.askedAt,
  acceptedBy: grant.acceptedBy,
  acceptedAt: grant.acceptedAt,
  withdrawnBy: grant.withdrawnBy,
  withdrawnAt: grant.withdrawnAt,
});
