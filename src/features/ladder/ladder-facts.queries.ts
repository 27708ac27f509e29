import type { Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { LadderFact } from './facts.types.js';
import { asOnePerson, type SamePerson } from './progress/same-person.rules.js';
import { overturns } from './overturns.queries.js';

/**
 * Every fact that moves the ladders of these contracts, recorded by `at` (all when null), in order. Observers are who they
 * were known to be by then.
 */
export async function listLadderFacts(
  q: Queryable,
  contractIds: readonly ContractId[],
  at: Instant | null,
): Promise<Map<ContractId, LadderFact[]>> {
  const found = await rows<{ contractId: ContractId; fact: LadderFact | Same; recordedAt: Instant }>(
    q,
    // The plan for one contract serves the next one; how many contracts there are decides another's.
    contractIds.length === 1 ? { name: 'ladder-facts-of-one', text: LADDER_FACTS } : LADDER_FACTS,
    [contractIds, at],
  );
  const facts = new Map<ContractId, LadderFact[]>(contractIds.map((id) => [id, []]));
  const known: SamePerson[] = [];
  for (const { contractId, fact, recordedAt } of found) {
    if (fact.kind === 'same_person') known.push({ ...fact, contractId });
    else facts.get(contractId)?.push({ ...fact, recordedAt });
  }
  for (const id of new Set(known.map(({ contractId }) => contractId))) {
    const ofContract = known.filter(({ contractId }) => contractId === id);
    facts.set(id, asOnePerson(facts.get(id) ?? [], ofContract));
  }
  return facts;
}

/** No fact of the ladder: it comes with them, so that one statement reads all. */
type Same = Omit<SamePerson, 'contractId'> & { readonly kind: 'same_person' };

const LADDER_FACTS = `
    select f.contract_id as "contractId", f.fact, f.recorded_at as "recordedAt"
    from (
      select o.contract_id, o.sequence, o.recorded_at, jsonb_build_object(
        'kind', 'observation', 'sequence', o.sequence, 'observerId', o.observer_id, 'observedOn', o.observed_on, 'items', o.items
      ) as fact
      from observations o
      where o.contract_id = any ($1)
      union all
      select w.contract_id, w.sequence, w.recorded_at, jsonb_build_object(
        'kind', 'withdrawal', 'sequence', w.sequence, 'observation', o.sequence,
        'item', case when w.competency is not null then jsonb_build_object('competency', w.competency, 'level', w.level) end
      )
      from observation_withdrawals w
      join observations o on o.id = w.observation_id
      where w.contract_id = any ($1)
        and w.revocation_id is null
      union all
      select s.contract_id, s.sequence, s.recorded_at, jsonb_build_object(
        'kind', 'sign_off', 'sequence', s.sequence, 'id', s.id, 'signerId', s.signer_id, 'observedOn', s.observed_on,
        'competency', s.competency, 'level', s.level, 'outcome', s.outcome, 'observation', o.sequence
      )
      from sign_offs s
      left join observations o on o.id = s.observation_id
      where s.contract_id = any ($1)
      union all
      select r.contract_id, r.sequence, r.recorded_at, jsonb_build_object(
        'kind', 'revocation', 'sequence', r.sequence, 'signOffId', r.sign_off_id, 'competency', s.competency,
        'level', s.level, 'reasonCode', r.reason_code
      )
      from revocations r
      join sign_offs s on s.id = r.sign_off_id
      where r.contract_id = any ($1)
      union all
      select d.contract_id, d.sequence, d.recorded_at, jsonb_build_object(
        'kind', 'level_decision', 'sequence', d.sequence, 'id', d.id, 'level', d.level, 'decision', d.decision,
        'capacity', d.capacity, 'decidedBy', d.decided_by, 'mandateId', d.mandate_id
      )
      from level_decisions d
      where d.contract_id = any ($1)
      union all
      select m.contract_id, 0, 'epoch', jsonb_build_object(
        'kind', 'same_person', 'duplicateId', m.duplicate_id, 'keptId', m.kept_id
      )
      from app.merged_by_then($1, $2) m
      union all
      ${overturns('v.contract_id = any ($1)')}
    ) f
    where $2::timestamptz is null or f.recorded_at <= $2
    order by f.contract_id, f.sequence
`;
