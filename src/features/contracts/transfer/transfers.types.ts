import type { Day } from '../../../kernel/days.js';

/** What all signed: by which amendment, and from which day the contract is the new employer's. */
export interface AgreedTransfer {
  readonly amendmentId: string;
  readonly effectiveOn: Day;
  /** `typeContratApp` of the form. */
  readonly formType: string;
  /** `numeroContratPrecedent` of the form. */
  readonly previousNumber: string | null;
}
