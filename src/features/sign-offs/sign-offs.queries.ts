import type { ContractId, SignOffId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import { contestedNow } from '../contracts/contested-days.queries.js';
import { contested } from './facts/contested.queries.js';
import type { SignOffRow } from './sign-off.types.js';

export const SIGN_OFFS = `
  select
    s.id,
    s.contract_id    as "contractId",
    s.signer_id      as "signerId",
    s.observed_on    as "observedOn",
    s.recorded_at    as "recordedAt",
    s.competency,
    s.level,
    s.outcome,
    s.next_step      as "nextStep",
    s.reason,
    s.comment,
    s.observation_id as "observationId",
    r.id             as "revokedBy",
    ${contested(
      'sign_off_id',
      's.id',
      `${contestedNow('sign_off', 's')} and not app.is_revoked(s.id, s.contract_id, s.outcome)`,
    )},
    app.reads_comments(c) as "readsComments"
  from sign_offs s
  join contracts c on c.id = s.contract_id
  left join revocations r on r.sign_off_id = s.id
    and not exists (select from overturns v where v.revocation_id = r.id)
`;

/** @throws not_found */
export async function getSignOff(q: Queryable, id: SignOffId): Promise<SignOffRow> {
  const found = await row<SignOffRow>(q, `${SIGN_OFFS} where s.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listSignOffs(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<SignOffRow[]> {
  return listOfContract(q, SIGN_OFFS, 's', contractId, page);
}
