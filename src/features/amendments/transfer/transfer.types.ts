import type { Amended, AmendmentRow } from '../amendments.types.js';
import type { Signer } from '../signatures.rules.js';

/** What the employer to which a contract passes reads of it before it is its own. */
export interface OfferedTransfer {
  readonly amendment: AmendmentRow;
  readonly contract: Omit<Amended, 'status'>;
  readonly signer: Signer;
}
