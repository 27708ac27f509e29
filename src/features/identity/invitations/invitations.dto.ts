import { ApiProperty } from '@nestjs/swagger';
import type { OrganisationId, PersonId } from '../../../kernel/ids.js';
import { bilingual, type Language } from '../../../kernel/language.js';
import { ROLES, type Role } from '../../../platform/access/actor.js';
import { Email, OneOf, Text, UuidField } from '../../../platform/validation/fields.js';
import { NewPassword } from '../../../platform/validation/password-fields.js';
import { WithheldField } from '../../../platform/responses/answer.js';
import { PageQuery } from '../../../platform/responses/pages.js';
import { InvitationMailResponse, presentInvitationMail } from './invitation-mail.dto.js';
import {
  INVITATION_STATES,
  VOID_REASONS,
  type Acceptance,
  type InvitationCommand,
  type InvitationRow,
  type InvitationState,
  type VoidReason,
} from '../identity.types.js';

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

  @NewPassword({
    description:
      'Taken only where the account has none yet (`passwordSet` says so), and then refused when it is a common one, or holds the address or the name of whose it is. 12 characters or more as people count them, spaces included.',
  })
  password!: string;
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

  @ApiProperty({
    enum: INVITATION_STATES,
    enumName: 'InvitationState',
    description:
      'As of now. `superseded`: a more recent one of the same address, organisation and role took its place. `void`: by the rules by which it was made it could not be made today, `voidReason` says why.',
  })
  state!: InvitationState;

  @ApiProperty({
    enum: VOID_REASONS,
    enumName: 'InvitationVoidReason',
    nullable: true,
    description:
      '`email_changed`: the address of the person was corrected, this one stays void. `inviter_lost_right`: whoever invited may no longer give the role. `platform_invitation_needed`: an administrator of the platform must invite whoever has no password yet and belongs to others too.',
  })
  voidReason!: VoidReason | null;

  @ApiProperty({
    type: () => InvitationMailResponse,
    nullable: true,
    description: 'What became of its last mail; null where the link was given to the inviter.',
  })
  mail!: InvitationMailResponse | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) withdrawnBy!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersededBy!: string | null;
}

export class AcceptedInvitationResponse extends InvitationResponse {
  @ApiProperty({
    description:
      'False: the account had a password already. It stays, and the one that was sent is not kept.',
  })
  passwordSet!: boolean;

  @ApiProperty({ description: 'What to do now, in the language of the request.' }) nextStep!: string;
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

export const presentInvitation = (invitation: InvitationRow, language: Language): InvitationResponse => ({
  id: invitation.id,
  email: invitation.email,
  organisationId: invitation.organisationId,
  role: invitation.role,
  personId: invitation.personId,
  invitedBy: invitation.invitedBy,
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
  acceptedAt: invitation.acceptedAt,
  state: invitation.state,
  voidReason: invitation.voidReason,
  mail: presentInvitationMail(invitation, language),
  withdrawnAt: invitation.withdrawnAt,
  withdrawnBy: invitation.withdrawnBy,
  supersededBy: invitation.supersededBy,
});

const PASSWORD_SET = bilingual(
  'Connectez-vous avec votre adresse électronique et le mot de passe que vous venez de choisir.',
  'Sign in with your e-mail address and the password that you just chose.',
);
const PASSWORD_KEPT = bilingual(
  'Vous avez déjà un compte : connectez-vous avec votre mot de passe habituel. Celui que vous venez de saisir n’est pas retenu.',
  'You already have an account: sign in with the one that you have, as before. The password that you just typed is not kept.',
);

export const presentAcceptance = (
  { invitation, passwordSet }: Acceptance,
  language: Language,
): AcceptedInvitationResponse => ({
  ...presentInvitation(invitation, language),
  passwordSet,
  nextStep: (passwordSet ? PASSWORD_SET : PASSWORD_KEPT)[language],
});
