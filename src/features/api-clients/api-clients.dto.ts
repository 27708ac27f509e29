import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { SCOPES, type Scope } from '../../platform/access/scopes.js';
import { Judged } from '../../platform/validation/body-rules.js';
import { DayField, OneOfEach, Text, UuidField, Whole } from '../../platform/validation/fields.js';
import { WithheldField } from '../../platform/responses/answer.js';
import { PageQuery } from '../../platform/responses/pages.js';
import type { ApiClientRow, ClientToken, NewApiClient } from './api-clients.types.js';
import { expiredAlready } from './api-clients.errors.js';

@Judged<ApiClientBody>(({ expiresOn }, today) => (expiresOn && expiresOn < today ? [expiredAlready()] : []))
export class ApiClientBody {
  /** How you recognise the program. @example SIRH des Tilleuls */
  @Text({ max: 100 }) name!: string;

  @UuidField({
    description: 'The organisation that it acts for: an employer as its HR, a centre as its administrator.',
  })
  organisationId!: OrganisationId;

  @OneOfEach(SCOPES, {
    name: 'Scope',
    description: 'What it may do, and no more. A token may ask for fewer.',
  })
  scopes!: Scope[];

  @DayField({
    optional: true,
    description: 'The last day on which it may call. Absent: until it is revoked.',
  })
  expiresOn?: Day;
}

export class RotateApiClientBody {
  @Whole({
    min: 0,
    max: 30,
    optional: true,
    description:
      'For how many days (24 h each) the present secret goes on beside the new one; 7 unless told.',
  })
  overlapDays?: number;
}

export class ListApiClientsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Those of this organisation.' }) organisationId?: OrganisationId;
}

export class ApiClientSecretResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  /** The person it was shown to: the client may do no more for them than they may themselves. */
  @ApiProperty({ format: 'uuid' }) createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  /** When it no longer opens; null while nobody ended it. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expiresAt!: string | null;
  /** When a token was last given for it: whether the old one of two still serves. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastUsedAt!: string | null;
}

export class ApiClientResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'Its user name at `POST /v1/oauth/token`; the same as `id`.' })
  clientId!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true }) scopes!: Scope[];
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day, included.' })
  expiresOn!: string | null;
  @ApiProperty({ format: 'uuid' }) createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) revokedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: string | null;
  @ApiProperty({
    description:
      'Nobody whom one of its secrets was shown to administers the organisation any more: it is refused until an administrator rotates the secret.',
  })
  needsAdministrator!: boolean;
  @ApiProperty({
    type: () => ApiClientSecretResponse,
    isArray: true,
    description: 'Those that still open: one, or two during a rotation; none once revoked.',
  })
  secrets!: ApiClientSecretResponse[];
}

export class ApiClientWithSecretResponse extends ApiClientResponse {
  @ApiProperty({
    required: false,
    description:
      'Shown this once: only a hash of it is kept. Absent when the answer is sent again for its Idempotency-Key.',
  })
  clientSecret?: string;
  @WithheldField() withheld?: string[];
}

export class TokenBody {
  @ApiProperty({ enum: ['client_credentials'] }) grant_type!: 'client_credentials';
  @ApiProperty({
    type: String,
    required: false,
    description: 'Scopes, separated by a space; all that the client has unless told.',
    example: 'contracts:read contracts:write',
  })
  scope?: string;
}

export class TokenResponse {
  @ApiProperty({ description: 'Send it as `Authorization: Bearer …`.' }) access_token!: string;
  @ApiProperty({ enum: ['Bearer'] }) token_type!: 'Bearer';
  @ApiProperty({ type: 'integer', description: 'Seconds until it expires: then ask for another.' })
  expires_in!: number;
  @ApiProperty({ description: 'Those given, separated by a space.' }) scope!: string;
}

export const DEFAULT_OVERLAP_DAYS = 7;

export const newApiClientOf = (body: ApiClientBody): NewApiClient => ({
  name: body.name,
  organisationId: body.organisationId,
  scopes: SCOPES.filter((scope) => body.scopes.includes(scope)),
  until: body.expiresOn ? addDays(body.expiresOn, 1) : null,
});

export const presentApiClient = (client: ApiClientRow): ApiClientResponse => ({
  id: client.id,
  clientId: client.id,
  name: client.name,
  organisationId: client.organisationId,
  scopes: [...client.scopes],
  expiresOn: client.until === null ? null : addDays(client.until, -1),
  createdBy: client.createdBy,
  createdAt: client.createdAt,
  revokedBy: client.revokedBy,
  revokedAt: client.revokedAt,
  needsAdministrator: client.needsAdministrator,
  secrets: client.secrets.map(({ id, createdBy, createdAt, expiresAt, lastUsedAt }) => ({
    id,
    createdBy,
    createdAt,
    expiresAt,
    lastUsedAt,
  })),
});

export const presentToken = (token: ClientToken): TokenResponse => ({
  access_token: token.accessToken,
  token_type: 'Bearer',
  expires_in: token.expiresIn,
  scope: token.scopes.join(' '),
});
