import type { Day } from '../../kernel/days.js';
import type { ContractId, JournalEntryId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { Work } from '../ladder/entitlements/minors/minor-work.rules.js';
import type { JournalEntryWritten, JournalStep } from './journal.types.js';

type EntryRow = Omit<JournalEntryWritten, 'step'> & {
  readonly stepId: JournalStep['id'] | null;
  readonly stepKind: JournalStep['kind'];
  readonly stepBy: JournalStep['recordedBy'];
  readonly stepAt: JournalStep['recordedAt'];
  readonly stepReason: JournalStep['reason'];
};

const ENTRIES = `
  select
    j.id,
    j.contract_id        as "contractId",
    j.on_day             as "on",
    j.mission,
    j.minutes,
    j.text,
    j.recorded_by        as "recordedBy",
    j.recorded_at        as "recordedAt",
    j.beyond_entitlement as "beyondEntitlement",
    j.reasons,
    j.starts_at          as "startsAt",
    j.ends_at            as "endsAt",
    j.break_minutes      as "breakMinutes",
    j.hours_flags        as "hoursFlags",
    s.id                 as "stepId",
    s.kind               as "stepKind",
    s.recorded_by        as "stepBy",
    s.recorded_at        as "stepAt",
    s.reason             as "stepReason",
    app.reads_comments(c) as "readsComments"
  from journal_entries j
  join contracts c on c.id = j.contract_id
  left join journal_entry_steps s on s.journal_entry_id = j.id
`;

/** Null: any. */
export interface JournalFilter {
  readonly from: Day | null;
  /** The last day, included. */
  readonly to: Day | null;
  readonly mission: string | null;
}

/** @throws not_found */
export async function getJournalEntry(q: Queryable, id: JournalEntryId): Promise<JournalEntryWritten> {
  const found = await row<EntryRow>(q, `${ENTRIES} where j.id = $1`, [id]);
  if (!found) throw notFound();
  return withStep(found);
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export async function listJournalEntries(
  q: Queryable,
  contractId: ContractId,
  { from, to, mission }: JournalFilter,
  page: { after: string | null; limit: number },
): Promise<JournalEntryWritten[]> {
  const found = await listOfContract<EntryRow>(q, ENTRIES, 'j', contractId, page, {
    where: `
      ($4::date is null or j.on_day >= $4)
      and ($5::date is null or j.on_day <= $5)
      and ($6::text is null or j.mission = $6)
    `,
    values: [from, to, mission],
  });
  return found.map(withStep);
}

/** What the journal of a contract holds for those days, without what was withdrawn. */
export function listWork(q: Queryable, contractId: ContractId, from: Day, until: Day): Promise<Work[]> {
  return rows<Work & Record<string, unknown>>(
    q,
    `
    select
      j.on_day    as "on",
      j.minutes,
      j.starts_at as "from",
      j.ends_at   as "to",
      coalesce(j.break_minutes, 0) as "breakMinutes"
    from journal_entries j
    where j.contract_id = $1
      and j.on_day >= $2
      and j.on_day < $3
      and not exists (
        select from journal_entry_steps s where s.journal_entry_id = j.id and s.kind = 'withdrawn'
      )
    `,
    [contractId, from, until],
  );
}

function withStep({ stepId, stepKind, stepBy, stepAt, stepReason, ...entry }: EntryRow): JournalEntryWritten {
  const step =
    stepId === null
      ? null
      : { id: stepId, kind: stepKind, recordedBy: stepBy, recordedAt: stepAt, reason: stepReason };
  return { ...entry, step };
}
