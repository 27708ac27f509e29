import { TUTOR_ROLES } from '../../kernel/mandate-roles.js';
import type { Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows, textArray } from '../../platform/database/sql.js';
import type { QueueContract, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { canAcknowledge } from './journal.policy.js';

/** How many there are. */
export interface OpenEntries {
  readonly count: number;
}

/** Entries that nobody has acknowledged or taken back, of the contract `o`. */
const OPEN_ENTRIES = `
  from journal_entries j
  where j.contract_id = o.contract_id
    and j.recorded_at <= $2
    and not exists (select from journal_entry_steps s where s.journal_entry_id = j.id)
`;

/**
 * How many entries of each of the reader's contracts nobody has acknowledged. Who may acknowledge one may acknowledge all
 * of a contract, and there may be any number: they are counted here, and read a page at a time.
 */
export const ENTRIES_TO_ACKNOWLEDGE = {
  candidates: `
    select
      'journal_entry' as kind,
      o.contract_id   as id,
      o.contract_id   as contract_id,
      $2::timestamptz as since,
      jsonb_build_object('count', n.count) as facts
    from own o
    cross join lateral (select count(*) as count ${OPEN_ENTRIES} offset 0) n
    where o.roles && ${textArray(TUTOR_ROLES)}
      and n.count > 0
  `,
  awaits: (contract: QueueContract, { personId, today }: QueueReader): boolean =>
    canAcknowledge(personId, contract, today),
};

/** Entries of these contracts that nobody has acknowledged, the oldest first, after that place. */
export async function listOpenEntries(
  q: Queryable,
  contractIds: readonly ContractId[],
  now: Instant,
  {
    after,
    limit,
  }: { readonly after: { since: string; kind: string; id: string } | null; readonly limit: number },
): Promise<QueueItem<'journal_entry'>[]> {
  const found = await rows<Omit<QueueItem, 'kind' | 'detail'> & EntryDetail>(
    q,
    {
      name: 'queue-entries',
      text: `
        select
          j.id,
          j.contract_id       as "contractId",
          j.recorded_at       as since,
          j.mission,
          j.on_day            as "on",
          j.minutes,
          j.beyond_entitlement as "beyondEntitlement",
          j.reasons,
          j.hours_flags        as "hoursFlags"
        from unnest($1::uuid[]) o (contract_id)
        cross join lateral (
          select j.*
          ${OPEN_ENTRIES}
            and ($3::timestamptz is null or (j.recorded_at, 'journal_entry', j.id) > ($3, $4::text, $5::uuid))
          order by j.recorded_at, j.id
          limit $6
        ) j
        order by j.recorded_at, j.id
        limit $6
      `,
    },
    [contractIds, now, after?.since ?? null, after?.kind ?? null, after?.id ?? null, limit],
  );
  return found.map(({ id, contractId, since, ...detail }) => ({
    kind: 'journal_entry',
    id,
    contractId,
    since,
    detail,
  }));
}

type EntryDetail = {
  readonly mission: string;
  readonly on: string;
  readonly minutes: number;
  readonly beyondEntitlement: boolean;
  readonly reasons: readonly string[];
  readonly hoursFlags: readonly string[];
};
