import type { Instant } from '../../kernel/days.js';
import type { ContractId, PersonId, SignOffRequestId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { RequestFacts } from './sign-off-requests.types.js';

type RequestRow = Omit<RequestFacts, 'claim' | 'end'> &
  (
    | { readonly attempt: null }
    | { readonly claimedBy: PersonId; readonly claimedAt: Instant; readonly attempt: number }
  ) &
  (
    | { readonly endedAs: null }
    | {
        readonly endedAs: 'decided' | 'withdrawn';
        readonly endedBy: PersonId;
        readonly endedAt: Instant;
      }
  );

/**
 * Each item with the sign-off that answers it: the one that names the request, else the first since it was asked and
 * until it ended.
 */
const REQUESTS = `
  select
    r.id,
    r.contract_id as "contractId",
    r.asked_by    as "askedBy",
    r.recorded_at as "recordedAt",
    (
      select jsonb_agg(jsonb_build_object(
        'competency', i.item -> 'competency', 'level', i.item -> 'level', 'signOffId', s.id, 'outcome', s.outcome
      ) order by i.place)
      from jsonb_array_elements(r.items) with ordinality as i (item, place)
      left join lateral (
        select s.id, s.outcome
        from sign_offs s
        where s.contract_id = r.contract_id
          and s.sequence > r.sequence
          and s.sequence < coalesce(e.sequence, s.sequence + 1)
          and s.competency = i.item ->> 'competency'
          and s.level = i.item ->> 'level'
        order by s.request_id is not distinct from r.id desc, s.sequence
        limit 1
      ) s on true
    ) as items,
    k.claimed_by  as "claimedBy",
    k.recorded_at as "claimedAt",
    k.attempt,
    e.ended_as    as "endedAs",
    e.ended_by    as "endedBy",
    e.recorded_at as "endedAt"
  from sign_off_requests r
  left join sign_off_request_ends e on e.request_id = r.id
  left join lateral (
    select k.claimed_by, k.recorded_at, k.attempt
    from sign_off_request_claims k
    where k.request_id = r.id
    order by k.attempt desc
    limit 1
  ) k on true
`;

/** @throws not_found */
export async function getRequest(q: Queryable, id: SignOffRequestId): Promise<RequestFacts> {
  const found = await row<RequestRow>(q, `${REQUESTS} where r.id = $1`, [id]);
  if (!found) throw notFound();
  return asFacts(found);
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export async function listRequests(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<RequestFacts[]> {
  return (await listOfContract<RequestRow>(q, REQUESTS, 'r', contractId, page)).map(asFacts);
}

function asFacts(found: RequestRow): RequestFacts {
  const { id, contractId, askedBy, recordedAt, items } = found;
  const claim =
    found.attempt === null
      ? null
      : { claimedBy: found.claimedBy, claimedAt: found.claimedAt, attempt: found.attempt };
  const end =
    found.endedAs === null
      ? null
      : { endedAs: found.endedAs, endedBy: found.endedBy, endedAt: found.endedAt };
  return { id, contractId, askedBy, recordedAt, items, claim, end };
}
