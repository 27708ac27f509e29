import { API_CLIENTS_EXAMPLES } from '../features/api-clients/api-clients.examples.js';
import { ASSIGNMENTS_EXAMPLES } from '../features/assignments/assignments.examples.js';
import { ATTESTATIONS_EXAMPLES } from '../features/attestations/attestations.examples.js';
import { CONCERNS_EXAMPLES } from '../features/concerns/concerns.examples.js';
import { CONTRACTS_EXAMPLES } from '../features/contracts/contracts.examples.js';
import { DECLARATIONS_EXAMPLES } from '../features/declarations/declarations.examples.js';
import { DISPUTES_EXAMPLES } from '../features/disputes/disputes.examples.js';
import { EVIDENCE_EXAMPLES } from '../features/evidence/evidence.examples.js';
import { FRAMEWORKS_EXAMPLES } from '../features/frameworks/frameworks.examples.js';
import { IDENTITY_EXAMPLES } from '../features/identity/identity.examples.js';
import { JOURNAL_EXAMPLES } from '../features/journal/journal.examples.js';
import { LADDER_EXAMPLES } from '../features/ladder/ladder.examples.js';
import { LADDER_CHANGES_EXAMPLES } from '../features/ladder-changes/ladder-changes.examples.js';
import { LEVEL_DECISIONS_EXAMPLES } from '../features/level-decisions/level-decisions.examples.js';
import { MANDATES_EXAMPLES } from '../features/mandates/mandates.examples.js';
import { ME_EXAMPLES } from '../features/me/me.examples.js';
import { NOTIFICATIONS_EXAMPLES } from '../features/notifications/notifications.examples.js';
import { OBSERVATIONS_EXAMPLES } from '../features/observations/observations.examples.js';
import { ORGANISATIONS_EXAMPLES } from '../features/organisations/organisations.examples.js';
import { PEOPLE_EXAMPLES } from '../features/people/people.examples.js';
import { PRIOR_LEARNING_EXAMPLES } from '../features/prior-learning/prior-learning.examples.js';
import { QUEUE_EXAMPLES } from '../features/queue/queue.examples.js';
import { REPORTS_EXAMPLES } from '../features/reports/reports.examples.js';
import { REVOCATIONS_EXAMPLES } from '../features/revocations/revocations.examples.js';
import { SELF_ASSESSMENTS_EXAMPLES } from '../features/self-assessments/self-assessments.examples.js';
import { SIGN_OFF_REQUESTS_EXAMPLES } from '../features/sign-off-requests/sign-off-requests.examples.js';
import { SIGN_OFFS_EXAMPLES } from '../features/sign-offs/sign-offs.examples.js';
import { TRAINING_PLAN_EXAMPLES } from '../features/training-plan/training-plan.examples.js';
import {
  CFA,
  CLAIRE,
  CONTRACT,
  EHPAD,
  FRAMEWORK,
  INES,
  LADDER,
  LADDER_CHANGE,
  LADDER_MAPPING,
  MANDATE,
  NADIA,
  OBSERVATION,
  OLD_LADDER,
  SIGN_OFF,
  id,
} from '../platform/openapi/example-world.js';

/** Wherever a field has that name. */
const FIELD_EXAMPLES: Readonly<Record<string, unknown>> = {
  alternantId: INES,
  employerId: EHPAD,
  trainingCentreId: CFA,
  organisationId: EHPAD,
  frameworkId: FRAMEWORK,
  ladderId: LADDER,
  contractId: CONTRACT,
  mandateId: MANDATE,
  observationId: OBSERVATION,
  signOffId: SIGN_OFF,
  personId: CLAIRE,
  mainTutorId: CLAIRE,
  observerId: CLAIRE,
  signerId: CLAIRE,
  decidedBy: CLAIRE,
  recordedBy: CLAIRE,
  assignedBy: CLAIRE,
  withdrawnBy: CLAIRE,
  revokedBy: CLAIRE,
  raisedBy: CLAIRE,
  assessedBy: INES,
  reviewedBy: CLAIRE,
  askedBy: INES,
  claimedBy: CLAIRE,
  addedBy: CLAIRE,
  invitedBy: NADIA,
  declaredOn: '2026-03-01',
  prerequisite: 'afgsu_2',
  validFrom: '2026-03-01',
  validUntil: '2029-02-28',
  givenName: 'Claire',
  familyName: 'Petit',
  email: 'claire.petit@example.org',
  phone: '+33 1 99 00 12 34',
  externalId: 'RH-2025-0142',
  siret: '77937827200016',
  uai: '0755805C',
  finess: '750712184',
  structureType: 'EHPAD',
  password: 'un mot de passe assez long',
  accessToken: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTk5YzFkMiJ9.c2lnbmF0dXJl',
  refreshToken: 'qKc0r3eY1vU5mH8sT2wB7nX4zL9dF6gJ',
  token: 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA',
  competency: 'C1',
  clientId: id(51),
  createdBy: NADIA,
  clientSecret: 'pal_mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zA',
  access_token: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTk5YzFkMiJ9.c2lnbmF0dXJl',
  scope: 'contracts:read progress:read',
  revokedAt: null,
  level: 'simple_tasks',
  maxLevel: 'supervised_care',
  mission: 'mea_01',
  unit: '2e étage',
  comment: 'Gestes sûrs, consignes suivies.',
  reason: 'Erreur de saisie : ce n’était pas ce jour-là.',
  nextStep: 'Revoir les textures avec l’équipe de cuisine.',
  currentLevel: 'simple_tasks',
  from: '2025-09-01',
  startsOn: '2025-09-01',
  endsOn: '2027-08-31',
  createdAt: '2025-08-20T09:12:00.000Z',
  updatedAt: '2025-08-28T14:05:00.000Z',
  publishedAt: '2025-06-02T08:00:00.000Z',
  expiresAt: '2025-08-27T09:12:00.000Z',
  acceptedAt: null,
  withdrawn: false,
  late: false,
  withdrawal: null,
  frozen: false,
  complete: false,
  beyondEntitlement: false,
  next: null,
  to: null,
  plannedTo: null,
  replaces: null,
  continuationOf: null,
  cosigns: null,
  ownerId: null,
  acquired: 5,
  required: 30,
  sequence: 12,
  openedBy: INES,
  ruledBy: NADIA,
  contested: false,
  overturned: false,
  dismissedBy: NADIA,
  mappingId: LADDER_MAPPING,
  ladderChangeId: LADDER_CHANGE,
  fromLadderId: OLD_LADDER,
  toLadderId: LADDER,
  acknowledge: 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zAqKc0r3eY1vU',
};

/** Examples for the API’s document: by field, by field of a schema, by schema. */
export const API_EXAMPLES: Readonly<Record<string, unknown>> = {
  ...FIELD_EXAMPLES,
  ...API_CLIENTS_EXAMPLES,
  ...ASSIGNMENTS_EXAMPLES,
  ...ATTESTATIONS_EXAMPLES,
  ...CONCERNS_EXAMPLES,
  ...CONTRACTS_EXAMPLES,
  ...DECLARATIONS_EXAMPLES,
  ...DISPUTES_EXAMPLES,
  ...EVIDENCE_EXAMPLES,
  ...FRAMEWORKS_EXAMPLES,
  ...IDENTITY_EXAMPLES,
  ...JOURNAL_EXAMPLES,
  ...LADDER_EXAMPLES,
  ...LADDER_CHANGES_EXAMPLES,
  ...LEVEL_DECISIONS_EXAMPLES,
  ...MANDATES_EXAMPLES,
  ...ME_EXAMPLES,
  ...NOTIFICATIONS_EXAMPLES,
  ...OBSERVATIONS_EXAMPLES,
  ...ORGANISATIONS_EXAMPLES,
  ...PEOPLE_EXAMPLES,
  ...PRIOR_LEARNING_EXAMPLES,
  ...QUEUE_EXAMPLES,
  ...REPORTS_EXAMPLES,
  ...REVOCATIONS_EXAMPLES,
  ...SELF_ASSESSMENTS_EXAMPLES,
  ...SIGN_OFF_REQUESTS_EXAMPLES,
  ...SIGN_OFFS_EXAMPLES,
  ...TRAINING_PLAN_EXAMPLES,
};
