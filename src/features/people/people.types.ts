import type { Day, Instant } from '../../kernel/days.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import type { EndedMandate } from './memberships/departures.types.js';
import type { MembershipDetails, MembershipRow } from './memberships/memberships.types.js';

/** How somebody is called where that is not what their papers say; null: it is. */
export interface UsualName {
  readonly usualGivenName: string | null;
  readonly usualFamilyName: string | null;
}

/** What is known of a person, the names as papers say them: '' where there is none. Everything but how they are called is personal. */
export interface PersonDetails extends UsualName {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: Day | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly externalId: string | null;
}

/** A person as the reader may see them: personal fields are null, and memberships none, for whoever may not know them. */
export interface PersonRow extends PersonDetails {
  readonly id: PersonId;
  readonly ownerId: OrganisationId | null;
  /** The reader may correct this person: an administrator of the platform, or of an organisation of theirs. */
  readonly isAdministered: boolean;
  readonly memberships: readonly MembershipRow[];
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Which version is changed (null: the stored one), and whether it is done or only shown. */
export interface Change {
  readonly version: number | null;
  readonly dryRun: boolean;
}

/** A person as they stand once changed, and the mandates that ended with a membership; of a dry run, as they stand still. */
export interface ChangedPerson {
  readonly person: PersonRow;
  readonly endedMandates: readonly EndedMandate[];
}

/** Beside a person, whom else the record may be about: two records of one human are told to whoever may see both. */
export type WithDuplicates<Shown> = Shown & { readonly possibleDuplicates: readonly PersonRow[] };

/** A person as somebody describes them. */
export interface PersonCommand {
  /** A usual name that is not spoken of stays as it is: no system that knows nothing of it takes it back. */
  readonly details: Omit<PersonDetails, keyof UsualName> & Partial<UsualName>;
  readonly memberships: readonly MembershipDetails[];
  /** The organisation that keeps the external id, when the caller says which. */
  readonly organisationId: OrganisationId | null;
  /** Why names or birth date are corrected, where that has to be said. */
  readonly reason: string | null;
  /** The caller says that the record may become another human's. */
  readonly replaceIdentity: boolean;
}

/** What changes; what is absent stays. */
export interface PersonChanges {
  readonly details: Partial<PersonDetails>;
  readonly memberships: readonly MembershipDetails[];
  readonly reason: string | null;
}

/** What one may correct of oneself. */
export type OwnChanges = Partial<Pick<PersonDetails, 'givenName' | 'familyName' | 'phone' | keyof UsualName>>;

/** A civil name that is taken back is none. */
export const clearedNames = (body: { givenName?: string | null; familyName?: string | null }) => ({
  ...(body.givenName === null ? { givenName: '' } : {}),
  ...(body.familyName === null ? { familyName: '' } : {}),
});

/** Details in which every name is spoken of: a usual name that was not stays as it is. */
export const namedAs = (
  details: PersonCommand['details'],
  { usualGivenName, usualFamilyName }: UsualName = { usualGivenName: null, usualFamilyName: null },
): PersonDetails => ({ usualGivenName, usualFamilyName, ...details });
