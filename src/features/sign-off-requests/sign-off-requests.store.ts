import type { Instant } from '../../kernel/days.js';
import type { ContractId, Id, SignOffRequestId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Asker, Claimer, WithdrawingAsker } from './sign-off-requests.policy.js';
import type { RequestedItem } from './sign-off-requests.types.js';

/** What every fact of a request takes from the journal. */
interface Recorded {
  readonly sequence: number;
  readonly recordedAt: Instant;
}
type OfRequest = { readonly id: SignOffRequestId; readonly contractId: ContractId };

export async function insertRequest(
  tx: Tx,
  by: Asker,
  { id, contractId, items }: OfRequest & { readonly items: readonly RequestedItem[] },
  { sequence, recordedAt }: Recorded,
): Promise<void> {
  await rows(
    tx,
    `
    insert into sign_off_requests (id, contract_id, sequence, recorded_at, asked_by, items)
    values ($1, $2, $3, $4, $5, $6)
    `,
    [id, contractId, sequence, recordedAt, by.personId, JSON.stringify(items)],
  );
}

export async function insertClaim(
  tx: Tx,
  by: Claimer,
  request: OfRequest,
  { id, attempt }: { readonly id: Id<'sign_off_request_claim'>; readonly attempt: number },
  { sequence, recordedAt }: Recorded,
): Promise<void> {
  await rows(
    tx,
    `
    insert into sign_off_request_claims (id, request_id, contract_id, sequence, recorded_at, claimed_by, attempt)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, request.id, request.contractId, sequence, recordedAt, by.personId, attempt],
  );
}

export async function insertWithdrawal(
  tx: Tx,
  by: WithdrawingAsker,
  request: OfRequest,
  id: Id<'sign_off_request_end'>,
  { sequence, recordedAt }: Recorded,
): Promise<void> {
  await rows(
    tx,
    `
    insert into sign_off_request_ends (id, request_id, contract_id, sequence, recorded_at, ended_by, ended_as)
    values ($1, $2, $3, $4, $5, $6, 'withdrawn')
    `,
    [id, request.id, request.contractId, sequence, recordedAt, by.personId],
  );
}
