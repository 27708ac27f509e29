import type { Day } from '../../kernel/days.js';
import type { DeclarationId, LadderId, OrganisationId } from '../../kernel/ids.js';
import type { Recorded, Withdrawn } from './withdrawals.types.js';

export interface DeclarationRow extends Recorded {
  readonly id: DeclarationId;
  readonly employerId: OrganisationId;
  /** A declaration speaks of this ladder, whatever its revision. */
  readonly ladderId: LadderId;
  readonly missions: readonly string[];
  readonly declaredOn: Day;
  readonly withdrawal: Withdrawn | null;
}

export interface DeclareCommand {
  readonly employerId: OrganisationId;
  readonly ladderId: LadderId;
  readonly missions: readonly string[];
  readonly declaredOn: Day;
}
