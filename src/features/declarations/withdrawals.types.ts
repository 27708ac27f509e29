import type { Instant } from '../../kernel/days.js';
import type { ApiClientId, Id, PersonId } from '../../kernel/ids.js';

/** By whom and when something was recorded: a person, or an API client. */
export interface Recorded {
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}

/** What ends a declaration or an attestation before its time. */
export interface Withdrawn extends Recorded {
  readonly id: Id<'declaration_withdrawal' | 'attestation_withdrawal'>;
}
