import { ApiProperty } from '@nestjs/swagger';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { ROLES, type Role } from '../../platform/access/actor.js';
import { WithheldField } from '../../platform/http/answer.js';
import { Email, OneOf, Text, UuidField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/pages.js';
import type { InvitationCommand, InvitationRow } from './identity.types.js';

export class InvitationBody {
  @Email() email!: string;

  @UuidField({ optional: true, description: 'Needed for every role but `platform_admin`, which has none.' })
  organisationId?: OrganisationId;

  @OneOf(ROLES, { name: 'Role' }) role!: Role;

  @UuidField({
    optional: true,
    description:
      'A person whom you administer. Without it, the one of that e-mail whom you administer, or a new one, named after the e-mail until somebody corrects it (`PATCH /v1/me`).',
  })
  personId?: PersonId;
}

export class AcceptInvitationBody {
  /** The `token` of the link. */
  @Text({ max: 200 }) token!: string;

  /** Taken only when the account has none yet. */
  @Text({ min: 12, max: 200 }) password!: string;
}

export class ListInvitationsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Those to this organisation.' }) organisationId?: OrganisationId;

  @Email({ optional: true, description: 'Those to this address.' }) email?: string;
}

export class InvitationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() email!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) organisationId!: string | null;
  @ApiProperty({ enum: ROLES, enumName: 'Role' }) role!: Role;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty({ format: 'uuid' }) invitedBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) acceptedAt!: string | null;
}

export class CreatedInvitationResponse extends InvitationResponse {
  @ApiProperty({
    required: false,
    description: 'The link to pass on, shown this once: only where no mail transport is configured.',
  })
  acceptUrl?: string;
  @WithheldField() withheld?: string[];
}

const idOf = <Id extends string>(id: Id | null | undefined): Id | null =>
  id ? (id.toLowerCase() as Id) : null;

export const invitationCommandOf = (body: InvitationBody): InvitationCommand => ({
  email: body.email,
  organisationId: idOf(body.organisationId),
  role: body.role,
  personId: idOf(body.personId),
});

export const presentInvitation = (invitation: InvitationRow): InvitationResponse => ({
  id: invitation.id,
  email: invitation.email,
  organisationId: invitation.organisationId,
  role: invitation.role,
  personId: invitation.personId,
  invitedBy: invitation.invitedBy,
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
  acceptedAt: invitation.acceptedAt,
});
