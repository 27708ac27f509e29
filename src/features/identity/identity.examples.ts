import { invitationVoid } from './invitations/invitations.errors.js';
import { linkVoid } from './account-links/links.errors.js';
import { resetNotPossible } from './passwords/resets.errors.js';
import type { AppError } from '../../kernel/errors.js';
import { CLAIRE, CONTRACT, EHPAD, MANDATE, ines } from '../../platform/openapi/example-world.js';

const ENDED_MANDATE = {
  mandateId: MANDATE,
  contractId: CONTRACT,
  role: 'main_tutor',
  on: '2026-04-01',
  alternant: ines,
};

export const IDENTITY_EXAMPLES: Readonly<Record<string, unknown>> = {
  'SessionResponse.expiresIn': 900,
  EmailChangeBody: { email: 'claire.petit@example.net', password: 'trois tasses de thé vert' },
  ConfirmEmailBody: { token: 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA' },
  UndoEmailBody: {
    token: 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA',
    password: 'quatre chats boivent du lait',
  },
  ForgetPasswordBody: { email: 'claire.petit@example.org' },
  ResetPasswordBody: {
    token: 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA',
    password: 'quatre chats boivent du lait',
  },
  'ForgottenPasswordResponse.nextStep':
    'Si un compte porte cette adresse, un message vient de lui être envoyé.',
  'IssuedResetResponse.resetUrl':
    'https://palier.example.org/password/reset?token=mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA',
  'SessionClientResponse.title': 'Firefox sur Android',
  ChangePasswordBody: {
    currentPassword: 'trois tasses de thé vert',
    newPassword: 'quatre chats boivent du lait',
  },
  'InvitationResponse.role': 'tutor',
  'CreatedInvitationResponse.role': 'tutor',
  'MailReasonResponse.title': 'Cette adresse n’existe pas : vérifiez-la, puis invitez à la bonne.',
  'CreatedInvitationResponse.acceptUrl':
    'https://palier.example.org/invitations/accept?token=mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA',
  InvitationBody: {
    email: 'claire.petit@example.org',
    organisationId: EHPAD,
    role: 'tutor',
    personId: CLAIRE,
  },
  'DisabledAccountResponse.endedMandates': [ENDED_MANDATE],
  'MandateOfDisabledResponse.role': ENDED_MANDATE.role,
};

export const IDENTITY_REFUSALS: readonly AppError[] = [
  linkVoid('superseded'),
  resetNotPossible('no_password'),
  invitationVoid('inviter_lost_right'),
];
