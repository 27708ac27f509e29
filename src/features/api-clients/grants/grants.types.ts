import type { Instant } from '../../../kernel/days.js';
import type { ApiClientId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { Scope } from '../../../platform/access/scopes.js';

export type ApiClientGrantId = Id<'api_client_grant'>;

export interface Establishment {
  readonly id: OrganisationId;
  readonly name: string;
}

/** That a client acts, or may come to act, for one more establishment. */
export interface GrantRow {
  readonly id: ApiClientGrantId;
  readonly clientId: ApiClientId;
  readonly clientName: string;
  readonly scopes: readonly Scope[];
  /** The organisation whose client it is. */
  readonly clientOrganisation: Establishment;
  /** That for which it may act besides. */
  readonly organisation: Establishment;
  readonly askedBy: PersonId;
  readonly askedAt: Instant;
  readonly acceptedBy: PersonId | null;
  readonly acceptedAt: Instant | null;
  readonly withdrawnBy: PersonId | null;
  readonly withdrawnAt: Instant | null;
  /** Whoever accepted administers the establishment today, and the two still belong together. */
  readonly stands: boolean;
}

export const GRANT_STATES = ['pending', 'in_force', 'administrator_missing', 'withdrawn'] as const;
export type GrantState = (typeof GRANT_STATES)[number];
