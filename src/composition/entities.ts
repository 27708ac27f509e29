import { Organisation } from '../features/organisations/organisation.entity.js';
import { OrganisationName } from '../features/organisations/organisation-name.entity.js';
import { Framework } from '../features/frameworks/framework.entity.js';
import { Ladder } from '../features/frameworks/ladders/ladder.entity.js';
import { ApiClient } from '../features/api-clients/api-client.entity.js';
import { ApiClientSecret } from '../features/api-clients/api-client-secret.entity.js';
import { Account } from '../features/identity/accounts/account.entity.js';
import { Invitation } from '../features/identity/invitations/invitation.entity.js';
import { RefreshToken } from '../features/identity/sign-in/refresh-token.entity.js';
import { SignInFailure } from '../features/identity/sign-in/sign-in-failure.entity.js';
import { Membership } from '../features/people/memberships/membership.entity.js';
import { Person } from '../features/people/person.entity.js';
import { PersonCorrection } from '../features/people/identity/person-correction.entity.js';
import { PersonName } from '../features/people/person-name.entity.js';
import { SigningKey } from '../platform/access/signing-key.entity.js';
import { IdempotencyKey } from '../platform/idempotency/idempotency-key.entity.js';
import { Progress } from '../features/ladder/progress/progress.entity.js';
import { Assignment } from '../features/assignments/assignment.entity.js';
import { EvidenceFile } from '../features/evidence/evidence.entity.js';
import { EvidenceWithdrawal } from '../features/evidence/evidence-withdrawal.entity.js';
import { Concern } from '../features/concerns/concern.entity.js';
import { ConcernReview } from '../features/concerns/concern-review.entity.js';
import { JournalEntry } from '../features/journal/journal-entry.entity.js';
import { JournalEntryStep } from '../features/journal/journal-entry-step.entity.js';
import { PlanItem } from '../features/training-plan/plan-item.entity.js';
import { PlanItemWithdrawal } from '../features/training-plan/plan-item-withdrawal.entity.js';
import { SelfAssessmentEntity } from '../features/self-assessments/self-assessment.entity.js';
import { Attestation } from '../features/attestations/attestation.entity.js';
import { AttestationWithdrawal } from '../features/attestations/attestation-withdrawal.entity.js';
import { EmployerDeclaration } from '../features/declarations/employer-declaration.entity.js';
import { EmployerDeclarationWithdrawal } from '../features/declarations/employer-declaration-withdrawal.entity.js';
import { OrganisationStructureType } from '../features/organisations/organisation-structure-type.entity.js';
import { PersonBirthDate } from '../features/people/person-birth-date.entity.js';
import { DisputeEndingRow } from '../features/disputes/dispute-ending.entity.js';
import { DisputeRow } from '../features/disputes/dispute.entity.js';
import { LevelDecision } from '../features/sign-offs/facts/level-decision.entity.js';
import { LadderChangeRow } from '../features/ladder-changes/ladder-change.entity.js';
import { LadderMappingRow } from '../features/frameworks/mappings/ladder-mapping.entity.js';
import { Observation } from '../features/sign-offs/facts/observation.entity.js';
import { ObservationWithdrawal } from '../features/sign-offs/facts/observation-withdrawal.entity.js';
import { Overturn } from '../features/sign-offs/facts/overturn.entity.js';
import { ContestedFactRuling } from '../features/disputes/contested-facts/contested-fact-ruling.entity.js';
import { ProposalDismissal } from '../features/observations/proposals/proposal-dismissal.entity.js';
import { Resumption } from '../features/sign-offs/facts/resumption.entity.js';
import { Revocation } from '../features/sign-offs/facts/revocation.entity.js';
import { SentSignOff } from '../features/sign-offs/facts/sent-sign-off.entity.js';
import { SignOff } from '../features/sign-offs/facts/sign-off.entity.js';
import { SignOffRequest } from '../features/sign-off-requests/sign-off-request.entity.js';
import { SignOffRequestClaim } from '../features/sign-off-requests/sign-off-request-claim.entity.js';
import { SignOffRequestEnd } from '../features/sign-off-requests/sign-off-request-end.entity.js';
import { Mail } from '../features/notifications/notify/mail.entity.js';
import { NotificationPreferences } from '../features/notifications/notification-preferences.entity.js';
import { Notification } from '../features/notifications/notification.entity.js';
import { Event } from '../features/contract-history/event.entity.js';
import { Contract } from '../features/contracts/contract.entity.js';
import { ContractStepRow } from '../features/contracts/contract-step.entity.js';
import { Mandate } from '../features/mandates/mandate.entity.js';
import { MandateAbsence } from '../features/mandates/mandate-absence.entity.js';

/** Every table, for the comparison of entities with what the migrations built. */
export const ENTITIES = [
  Organisation,
  OrganisationName,
  Framework,
  Ladder,
  ApiClient,
  ApiClientSecret,
  Account,
  Invitation,
  RefreshToken,
  SignInFailure,
  Membership,
  Person,
  PersonName,
  SigningKey,
  IdempotencyKey,
  MandateAbsence,
  Mandate,
  ContractStepRow,
  Contract,
  Observation,
  ObservationWithdrawal,
  SignOff,
  SentSignOff,
  Revocation,
  Resumption,
  LevelDecision,
  Assignment,
  Concern,
  ConcernReview,
  JournalEntry,
  JournalEntryStep,
  PlanItem,
  PlanItemWithdrawal,
  SelfAssessmentEntity,
  Attestation,
  AttestationWithdrawal,
  EmployerDeclaration,
  EmployerDeclarationWithdrawal,
  OrganisationStructureType,
  PersonBirthDate,
  PersonCorrection,
  EvidenceFile,
  EvidenceWithdrawal,
  DisputeRow,
  DisputeEndingRow,
  Overturn,
  LadderMappingRow,
  LadderChangeRow,
  Progress,
  Event,
  SignOffRequest,
  SignOffRequestClaim,
  SignOffRequestEnd,
  Notification,
  NotificationPreferences,
  Mail,
  ProposalDismissal,
  ContestedFactRuling,
];
