import type { Day, Instant } from '../../kernel/days.js';
import type { ApiClientId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Scope } from '../../platform/access/scopes.js';

export type SecretId = Id<'api_client_secret'>;

/** A secret without its value, of which nobody keeps more than a hash. */
export interface SecretRow {
  readonly id: SecretId;
  /** Whom it was shown to. */
  readonly createdBy: PersonId;
  readonly createdAt: Instant;
  /** Null: until the client is revoked or expires. */
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** An organisation's own program, by which it calls. */
export interface ApiClientRow {
  readonly id: ApiClientId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Excluded; null: no end. */
  readonly until: Day | null;
  readonly createdBy: PersonId;
  readonly createdAt: Instant;
  readonly revokedBy: PersonId | null;
  readonly revokedAt: Instant | null;
  /** Nobody who was shown one of its secrets acts for the organisation any more: it is refused until one is rotated. */
  readonly needsAdministrator: boolean;
  /** Those that still open: one, or two while the newer takes over. */
  readonly secrets: readonly SecretRow[];
}

export interface NewApiClient {
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly until: Day | null;
}

/** What the right secret of a client opens. */
export interface ClientOfSecret {
  readonly organisationId: OrganisationId;
  readonly scopes: readonly Scope[];
  /** The role that its organisation gives it; null: revoked or expired. */
  readonly role: 'hr' | 'centre_admin' | null;
  /** Whoever the secret was shown to acts for the organisation today. */
  readonly hasAdministrator: boolean;
}

export interface ClientToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scopes: readonly Scope[];
}
