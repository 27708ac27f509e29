import type { AppError } from '../../kernel/errors.js';
import { C1_TITLE, DISPUTE, SIGN_OFF, SIGN_OFF_REQUEST } from '../../platform/openapi/example-world.js';
import { linkNotPossible } from './guest-links.errors.js';
import { guestLinkClosed } from './guests.errors.js';

const TOKEN = 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA';
const SESSION = 'Zq8nB2vK7wE4tR1yU6iO3pA5sD9fG0hJ';
const GROUNDS = 'Inès a fait la toilette seule devant Claire le 10 mars, elle l’a dite conforme.';
const OBSERVED = {
  observedOn: '2026-03-12',
  items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'acquired' }],
};

export const GUEST_LINKS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'GuestLinkResponse.state': 'sent',
  'GuestLinkResponse.purpose': 'tutor_once',
  'GuestLinkResponse.jobTitle': 'Aide-soignante de nuit',
  'GuestLinkResponse.voidReason': null,
  'GuestLinkResponse.openedAt': null,
  'GuestLinkResponse.usedAt': null,
  'GuestLinkResponse.withdrawnAt': null,
  'GuestLinkResponse.withdrawnBy': null,
  'GuestLinkResponse.disownedAt': null,
  'IssuedGuestLinkResponse.state': 'sent',
  'IssuedGuestLinkResponse.purpose': 'tutor_once',
  'IssuedGuestLinkResponse.jobTitle': 'Aide-soignante de nuit',
  'IssuedGuestLinkResponse.voidReason': null,
  'IssuedGuestLinkResponse.openedAt': null,
  'IssuedGuestLinkResponse.usedAt': null,
  'IssuedGuestLinkResponse.withdrawnAt': null,
  'IssuedGuestLinkResponse.withdrawnBy': null,
  'IssuedGuestLinkResponse.disownedAt': null,
  'IssuedGuestLinkResponse.url': `https://palier.example.org/guest?token=${TOKEN}`,
  TutorLinkBody: {
    signOffRequestId: SIGN_OFF_REQUEST,
    givenName: 'Karim',
    familyName: 'Haddad',
    jobTitle: 'Aide-soignant de nuit',
    email: 'karim.haddad@example.org',
    metOn: '2026-03-12',
    days: 3,
  },
  RepresentativeLinkBody: { days: 7 },
  GuestTokenBody: { token: TOKEN },
  GuestVisitBody: { session: SESSION },
  GuestAnswerBody: { session: SESSION, code: '402917', observation: true, ...OBSERVED },
  GuestDisputeBody: { session: SESSION, about: { kind: 'sign_off', id: SIGN_OFF }, grounds: GROUNDS },
  GuestDisputeWithdrawalBody: { session: SESSION, disputeId: DISPUTE },
  'GuestSessionResponse.session': SESSION,
  'GuestSessionResponse.purpose': 'tutor_once',
  'GuestRequestResponse.alternantGivenName': 'Inès',
  'GuestRequestResponse.organisation': 'EHPAD Les Tilleuls',
  'GuestRequestResponse.status': 'submitted',
  'GuestItemResponse.competencyTitle': C1_TITLE,
  'GuestItemResponse.levelTitle': 'Gestes simples',
  'GuestItemResponse.outcome': null,
  'RepresentedLadderResponse.alternantGivenName': 'Inès',
  'ContestableResponse.levelTitle': 'Gestes simples',
  'ContestableResponse.outcome': 'not_yet',
  'ContestableResponse.competencyTitle': C1_TITLE,
  'ContestableResponse.words': 'Revoir l’installation de la personne avant la toilette.',
  'ContestableResponse.disputeId': null,
};

export const GUEST_LINKS_REFUSALS: readonly AppError[] = [
  linkNotPossible('request_closed'),
  guestLinkClosed({ state: 'withdrawn', reason: null }),
];
