import type { Instant } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractLife, ContractStatus } from '../contracts/contracts.types.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import type { KnownCircumstances } from '../ladder/circumstances.types.js';
import type { RunningAssignment } from '../contract-history/facts.types.js';

export type LadderChangeId = Id<'ladder_change'>;

/** The act as it is kept. */
export interface LadderChanged {
  readonly id: LadderChangeId;
  readonly contractId: ContractId;
  readonly mappingId: LadderMappingId;
  readonly fromLadderId: LadderId;
  readonly toLadderId: LadderId;
  readonly recordedAt: Instant;
  /** One of the two. */
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  /** Missions of the ladder that was left which the new one does not have. */
  readonly endedMissions: readonly string[];
}

/** A tutor's mandate up to a level. */
export interface BoundMandate {
  readonly mandateId: string;
  readonly maxLevel: string;
}

/** A contract that may move, what of it hangs on codes of its ladder, and what else decides its entitlements. */
export interface Moving extends KnownCircumstances {
  readonly life: ContractLife;
  /** What its employer declared of the ladder that it would move to. */
  readonly declarationsThere: KnownCircumstances['declarations'];
  readonly contractId: ContractId;
  readonly alternantId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly ladderId: LadderId;
  readonly trainingCentreId: OrganisationId;
  readonly status: ContractStatus;
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
  readonly assignments: readonly RunningAssignment[];
  readonly mandates: readonly BoundMandate[];
}
