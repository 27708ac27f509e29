import type { ContractId, LadderId, SignOffId } from '../../../kernel/ids.js';
import { DECIDING_ROLES } from '../../../kernel/mandate-roles.js';
import type { Queryable } from '../../../platform/database/db.js';
import { instantIn, rows, textArray } from '../../../platform/database/sql.js';
import { loadPublishedLadders } from '../../frameworks/ladders/ladders.queries.js';
import type { ProgressRow } from '../../ladder/progress/ladder-progress.types.js';
import { restoreProgress } from '../../ladder/progress/progress.rules.js';
import type { AskedSource } from '../../ladder/queue-contracts.queries.js';
import type { QueueItem } from '../../mandates/queue.types.js';
import { stillSaid } from '../observations.queries.js';
import { decideUnsafe, findProposed, type Proposal } from './proposals.rules.js';

/** Observations of the contract `o` that saw something unsafe and are not withdrawn: few. */
const UNSAFE = `(
  select *
  from observations one
  where one.contract_id = o.contract_id
    and one.items @> '[{"outcome": "unsafe"}]'
    and exists (
      select
      from jsonb_array_elements(one.items) i (item)
      where i.item ->> 'outcome' = 'unsafe' and ${stillSaid('one')}
    )
  offset 0
)`;

/** What awaits somebody, where it proposes anything and nobody dismissed it. */
export const UNSAFE_TO_ANSWER: AskedSource<QueueItem['detail']> = {
  candidates: `
    select
      'revocation_proposal' as kind,
      u.id                  as id,
      u.contract_id         as contract_id,
      u.recorded_at         as since,
      jsonb_build_object('observedOn', u.observed_on, 'observerId', u.observer_id) as facts
    from own o
    cross join lateral ${UNSAFE} u
    where o.roles && ${textArray(DECIDING_ROLES.tutor)}
      and not exists (select from proposal_dismissals d where d.observation_id = u.id)
  `,
  decide: decideUnsafe,
  findOpen: async (q, seen) => {
    const proposals = await loadProposals(q, [...new Set(seen.map(({ contractId }) => contractId))]);
    return new Set(proposals.map(({ observationId }) => observationId));
  },
};

const CONTRACTS = {
  name: 'proposals',
  text: `
    select
      o.contract_id as "contractId",
      o.ladder_id   as "ladderId",
      app.reads_comments(o.contract) as "readsComments",
      p.state,
      p.marks,
      (
        select coalesce(jsonb_object_agg(s.id, s.sequence), '{}')
        from sign_offs s
        where s.contract_id = o.contract_id
          and s.outcome = 'acquired'
      ) as "signedAt",
      (
        select jsonb_agg(jsonb_build_object(
          'observationId', u.id,
          'sequence', u.sequence,
          'observedOn', u.observed_on,
          'observerId', u.observer_id,
          'recordedAt', ${instantIn('u.recorded_at')},
          'items', (
            select jsonb_agg(i.item)
            from jsonb_array_elements(u.items) i (item)
            where i.item ->> 'outcome' = 'unsafe' and ${stillSaid('u')}
          ),
          'dismissal', case when d.id is not null then jsonb_build_object(
            'id', d.id, 'dismissedBy', d.dismissed_by, 'recordedAt', ${instantIn('d.recorded_at')}, 'reason', d.reason
          ) end
        ) order by u.id)
        from ${UNSAFE} u
        left join lateral (select * from proposal_dismissals one where one.observation_id = u.id offset 0) d on true
      ) as seen
    from unnest($1::uuid[]) wanted (id)
    cross join lateral (
      select c as contract, c.id as contract_id, c.ladder_id
      from contracts c
      where c.id = wanted.id
      offset 0
    ) o
    cross join lateral (select * from progress one where one.contract_id = o.contract_id offset 0) p
  `,
};

interface ContractSeen
  extends Pick<ProgressRow, 'state' | 'marks'>, Pick<Proposal, 'contractId' | 'readsComments'> {
  readonly ladderId: LadderId;
  readonly signedAt: Readonly<Record<SignOffId, number>>;
  readonly seen: readonly (Omit<Proposal, keyof ContractSeen> & { readonly sequence: number })[] | null;
}

/** So many contracts are read at a time: a progress with its marks is large. */
const AT_ONCE = 200;

/** What the observations of these contracts propose, dismissed or not, in the order of their recording on each. */
export async function loadProposals(q: Queryable, ids: readonly ContractId[]): Promise<Proposal[]> {
  const proposals: Proposal[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = [ids.slice(at, at + AT_ONCE)];
    const contracts = await rows<ContractSeen & Record<string, unknown>>(q, CONTRACTS, some);
    const ladders = await loadPublishedLadders(q, [...new Set(contracts.map(({ ladderId }) => ladderId))]);
    for (const { contractId, readsComments, ladderId, state, marks, signedAt, seen } of contracts) {
      const ladder = ladders.get(ladderId);
      if (!ladder || !seen) continue;
      const progress = restoreProgress(state, marks);
      for (const { sequence, items: unsafe, ...observation } of seen) {
        const wasBefore = (signOff: SignOffId) => (signedAt[signOff] ?? Infinity) < sequence;
        const items = findProposed(ladder, progress, wasBefore, { sequence, items: unsafe });
        if (items.length > 0) proposals.push({ ...observation, contractId, readsComments, items });
      }
    }
  }
  return proposals;
}
