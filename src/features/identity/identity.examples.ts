import { invitationVoid } from './invitations/invitations.errors.js';
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
  'SessionClientResponse.title': 'Firefox sur Android',
  ChangePasswordBody: {
    currentPassword: 'trois tasses de thé vert',
    newPassword: 'quatre chats boivent du lait',
  },
  'InvitationResponse.role': 'tutor',
  'CreatedInvitationResponse.role': 'tutor',
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

export const IDENTITY_REFUSALS: readonly AppError[] = [invitationVoid('inviter_lost_right')];
