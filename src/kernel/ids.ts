/** Ids are UUIDs (version 7); the brand keeps one kind from being passed for another. */
export type Id<Name extends string> = string & { readonly id: Name };

export type OrganisationId = Id<'organisation'>;
export type PersonId = Id<'person'>;
export type MembershipId = Id<'membership'>;
export type AccountId = Id<'account'>;
export type SessionId = Id<'session'>;
export type FileReadId = Id<'file_read'>;
export type ErasureId = Id<'erasure'>;
export type ApiClientId = Id<'api_client'>;
export type FrameworkId = Id<'framework'>;
export type LadderId = Id<'ladder'>;
export type ContractId = Id<'contract'>;
export type MandateId = Id<'mandate'>;
export type ObservationId = Id<'observation'>;
export type SignOffId = Id<'sign_off'>;
export type AssignmentId = Id<'assignment'>;
export type ConcernId = Id<'concern'>;
export type JournalEntryId = Id<'journal_entry'>;
export type PlanItemId = Id<'plan_item'>;
export type SelfAssessmentId = Id<'self_assessment'>;
export type SignOffRequestId = Id<'sign_off_request'>;
export type DeclarationId = Id<'declaration'>;
export type AttestationId = Id<'attestation'>;
export type EvidenceId = Id<'evidence'>;
export type DisputeId = Id<'dispute'>;
export type ReviewId = Id<'review'>;
export type GuestLinkId = Id<'guest_link'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
