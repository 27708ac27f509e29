import type { Day } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import type { PlacementStated } from '../contracts/placements/placements.types.js';

export type {
  PlacementId,
  PlacementKind,
  PlacementRow,
  PlacementStated,
} from '../contracts/placements/placements.types.js';

/** A placement as it is sent: the host by its id, or by what it is called. `until` excluded. */
export interface PlacementCommand extends Omit<PlacementStated, 'hostName' | 'structureType'> {
  /** Null: the host is an organisation of Palier. */
  readonly hostName: string | null;
  /** Null: that of the organisation. */
  readonly structureType: string | null;
  readonly reason: string | null;
}

/** An organisation that is to host. */
export interface HostOrganisation {
  readonly id: OrganisationId;
  readonly kind: 'employer' | 'training_centre';
  readonly name: string;
  readonly siret: string;
  readonly structureType: string | null;
}

/** A mandate at the host, as far as its days bound those of the placement. */
export interface HeldDays {
  readonly from: Day;
  readonly until: Day | null;
}
