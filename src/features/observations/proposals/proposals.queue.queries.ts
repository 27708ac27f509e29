import { DECIDING_ROLES } from '../../../kernel/mandate-roles.js';
import type { ContractId, ObservationId, SignOffId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows, textArray } from '../../../platform/database/sql.js';
import { restoreProgress } from '../../ladder/progress/progress.rules.js';
import type { AskedSource } from '../../ladder/queue-contracts.queries.js';
import type { LevelledContract } from '../../ladder/queue-contracts.types.js';
import type { ProgressRow } from '../../ladder/progress/ladder-progress.types.js';
import type { Candidate } from '../../mandates/queue.types.js';
import { stillSaid } from '../observations.queries.js';
import { decideUnsafe, findProposals } from './proposals.rules.js';
import type { SeenUnsafe, UnsafeSeen } from './proposals.types.js';

/** Observations of the reader's contracts that saw something unsafe, neither withdrawn nor dismissed: few. */
export const UNSAFE_TO_ANSWER: AskedSource<UnsafeSeen> = {
  candidates: `
    select
      'revocation_proposal' as kind,
      u.id                  as id,
      u.contract_id         as contract_id,
      u.recorded_at         as since,
      jsonb_build_object(
        'sequence', u.sequence,
        'observedOn', u.observed_on,
        'observerId', u.observer_id,
        'items', (
          select jsonb_agg(jsonb_build_object('competency', i.item ->> 'competency', 'level', i.item ->> 'level'))
          from jsonb_array_elements(u.items) i (item)
          where i.item ->> 'outcome' = 'unsafe'
            and ${stillSaid('u')}
        )
      )                     as facts
    from own o
    cross join lateral (
      select *
      from observations one
      where one.contract_id = o.contract_id
        and one.items @> '[{"outcome": "unsafe"}]'
      offset 0
    ) u
    where o.roles && ${textArray(DECIDING_ROLES.tutor)}
      and exists (
        select
        from jsonb_array_elements(u.items) i (item)
        where i.item ->> 'outcome' = 'unsafe'
          and ${stillSaid('u')}
      )
      and not exists (select from proposal_dismissals d where d.observation_id = u.id)
  `,
  decide: decideUnsafe,
  findOpen: findProposing,
};

/** What findings proposals needs of each contract: its progress with marks, and when its sign-offs were recorded. */
const PROGRESS = {
  name: 'queue-states of progress',
  text: `
    select
      p.contract_id as "contractId",
      p.state,
      p.marks,
      (
        select coalesce(jsonb_object_agg(s.id, s.sequence), '{}')
        from sign_offs s
        where s.contract_id = p.contract_id
          and s.outcome = 'acquired'
      )             as sequences
    from unnest($1::uuid[]) wanted (id)
    cross join lateral (select * from progress one where one.contract_id = wanted.id offset 0) p
  `,
};

interface StoredProgress extends Pick<ProgressRow, 'state' | 'marks'> {
  readonly contractId: ContractId;
  readonly sequences: Readonly<Record<SignOffId, number>>;
}

/** So many contracts are read at a time: a progress with its marks is large. */
const AT_ONCE = 200;

/** Which of these observations propose that something be revoked. */
async function findProposing(
  q: Queryable,
  seen: readonly Candidate<UnsafeSeen>[],
  contracts: ReadonlyMap<ContractId, LevelledContract>,
): Promise<ReadonlySet<string>> {
  const byContract = groupByContract(seen);
  const ids = [...byContract.keys()];
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    for (const { contractId, state, marks, sequences } of await rows<
      StoredProgress & Record<string, unknown>
    >(q, PROGRESS, [some])) {
      const ladder = contracts.get(contractId)?.ladder;
      if (!ladder) continue;
      const signedAt = new Map(Object.entries(sequences) as [SignOffId, number][]);
      const unsafe = byContract.get(contractId) ?? [];
      for (const { observationId } of findProposals(ladder, restoreProgress(state, marks), signedAt, unsafe))
        found.add(observationId);
    }
  }
  return found;
}

function groupByContract(seen: readonly Candidate<UnsafeSeen>[]): Map<ContractId, SeenUnsafe[]> {
  const grouped = new Map<ContractId, SeenUnsafe[]>();
  for (const { id, contractId, since, facts } of seen) {
    const one = {
      ...facts,
      observationId: id as ObservationId,
      contractId,
      recordedAt: since,
      dismissal: null,
    };
    const others = grouped.get(contractId);
    if (others) others.push(one);
    else grouped.set(contractId, [one]);
  }
  return grouped;
}
