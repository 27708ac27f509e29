import type { Tx } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { AccountLinkId, LinkPurpose } from '../identity.types.js';

export interface LinkToMail {
  readonly purpose: LinkPurpose;
  /** Where the mail goes. */
  readonly address: string;
  /** The address that the account gets, or has by now. */
  readonly nextEmail: string | null;
  /** Another account signs in with the address that was asked for. */
  readonly isTaken: boolean;
}

/** Takes the place of the token before, as long as the link is good. @returns null when it is not, or is nobody's */
export function renewLinkToken(tx: Tx, id: AccountLinkId, tokenHash: Buffer): Promise<LinkToMail | null> {
  return row(
    tx,
    `
    select l.purpose, l.address, l.next_email as "nextEmail", l.is_taken as "isTaken"
    from app.renew_link_token($1, $2) l
    `,
    [id, tokenHash],
  );
}
