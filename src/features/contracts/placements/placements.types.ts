import { contains, type Day, type Instant } from '../../../kernel/days.js';
import type { MandateRole } from '../../../kernel/mandate-roles.js';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../../kernel/ids.js';

export type PlacementId = Id<'placement'>;

/** By which law somebody is elsewhere: hosted by another company (R6223-10), or where the diploma wants them to have been. */
export const PLACEMENT_KINDS = ['host_company', 'diploma_placement'] as const;
export type PlacementKind = (typeof PLACEMENT_KINDS)[number];

/** Where an alternant is beside their employer, between two days; `until` excluded. */
export interface Place {
  readonly id: PlacementId;
  readonly from: Day;
  readonly until: Day;
  readonly structureType: string;
  readonly name: string;
}

/** The place of a day; null: the employer. No two of one contract share a day. */
export const placeOn = (places: readonly Place[], day: Day): Place | null =>
  places.find((place) => contains(place, day)) ?? null;

/**
 * Whoever is hosted counts in how many the tutor at the host company may follow (R6223-10); at the placements of a diploma that is
 * not settled.
 */
export const countsAtHost = ({ kind }: { readonly kind: PlacementKind }, role: MandateRole): boolean =>
  kind === 'host_company' && role === 'co_tutor';

/** Who hosts: an organisation of Palier, or one that is known by its name alone. */
export interface Host {
  readonly hostId: OrganisationId | null;
  readonly hostName: string;
  readonly hostSiret: string | null;
}

/** What somebody says of a placement, whole. */
export interface PlacementStated extends Host {
  readonly kind: PlacementKind;
  readonly structureType: string;
  readonly from: Day;
  readonly until: Day;
  readonly agreementReference: string | null;
  readonly agreementSignedOn: Day | null;
  /** When the agreement was sent to the centre and to whom the contract is deposited with. */
  readonly agreementSentOn: Day | null;
  /** Who tutors at a host that is no organisation of Palier. */
  readonly tutorName: string | null;
}

/** A placement as it was recorded last. */
export interface PlacementRow extends PlacementStated {
  readonly id: PlacementId;
  readonly contractId: ContractId;
  /** Who is placed: their name. */
  readonly alternant: string;
  readonly isWithdrawn: boolean;
  /** Why it was corrected, ended or withdrawn, where somebody said so. */
  readonly reason: string | null;
  /** How often it was recorded: 1, and one more for each act. */
  readonly version: number;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}
