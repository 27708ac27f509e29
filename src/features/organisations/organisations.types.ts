import type { Instant } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';

export const ORGANISATION_KINDS = ['employer', 'training_centre'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** What an organisation says of itself. Identifiers are normalised: no spaces, upper case. */
export interface OrganisationDetails {
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly siret: string;
  readonly uai: string | null;
  readonly finess: string | null;
  readonly structureType: string | null;
  readonly externalId: string | null;
}

/** One of them, as a person names it. */
export type OrganisationNamed = Pick<OrganisationRow, 'id' | 'name'>;

export interface OrganisationRow extends OrganisationDetails {
  readonly id: OrganisationId;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
