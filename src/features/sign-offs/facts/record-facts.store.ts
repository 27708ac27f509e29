import { sendWithCommit, type Tx } from '../../../platform/database/db.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import type { Prepared } from '../../../platform/database/sql.js';
import { violates } from '../../../platform/database/violations.js';
import { eventRows, tellPeople, type Journal } from '../../../platform/events/contract-history.js';
import type { ProgressRow } from '../../ladder/progress/ladder-progress.types.js';

/**
 * The tables of facts, each with the columns that its rows name beside contract and instant; and, beside the person,
 * the ids under which sign-offs were sent.
 */
const FACTS = {
  observations: `
    id uuid, sequence bigint, observer_id uuid, observed_on date, mission text, unit text, with_sign_off boolean, items jsonb`,
  observation_withdrawals: `
    id uuid, sequence bigint, observation_id uuid, withdrawn_by uuid, reason text, revocation_id uuid, competency text,
    level text`,
  sign_offs: `
    id uuid, sequence bigint, signer_id uuid, observed_on date, competency text, level text, outcome text, next_step text,
    reason text, comment text, observation_id uuid, attempt integer, request_id uuid`,
  revocations: `
    id uuid, sequence bigint, sign_off_id uuid, revoked_by uuid, reason_code text, reason text, attempt integer`,
  level_decisions: `
    id uuid, sequence bigint, decided_by uuid, mandate_id uuid, capacity text, level text, decision text, reason text,
    cosigns uuid`,
  overturns: `
    id uuid, sequence bigint, overturned_by uuid, sign_off_id uuid, revocation_id uuid, level_decision_id uuid`,
  sent_sign_offs: `
    client_id text, request_hash bytea, sign_off_id uuid`,
  sign_off_request_ends: `
    id uuid, sequence bigint, request_id uuid, ended_by uuid, ended_as text`,
} as const;
export type FactTable = keyof typeof FACTS;

const FIRST_PROGRESS = `
  insert into progress
    (contract_id, sequence, current_level, complete, levels, last_sign_off_on, state, tallies, marks)
  values ($1, $6, $7, $8, $9, $10, $11, $12, $13)
`;

const NEXT_PROGRESS = `
  update progress p
  set sequence = $6, current_level = $7, complete = $8, levels = $9, last_sign_off_on = $10, state = $11, tallies = $12,
      marks = $13
  where p.contract_id = $1
`;

const statements = new Map<string, Prepared>();

/**
 * Facts, their events, the progress that they make and the contract's head, at once: `writeFacts` gives the parameters,
 * the rows of each named table last. A table that takes no row is left out, and a first progress is told from the next:
 * each part brings its row security with it, which costs even where it has nothing to do.
 */
export function recordFacts(tables: readonly FactTable[], isFirst: boolean): Prepared {
  const numbers = tables.map((table) => Object.keys(FACTS).indexOf(table));
  // PostgreSQL tells names apart by their first 63 letters.
  const name = `record_facts_${numbers.join('')}_${isFirst ? 'first' : 'next'}`;
  const known = statements.get(name);
  if (known) return known;
  const parts = tables.map((table, index) => {
    const columns = FACTS[table].replace(/ (uuid|bigint|date|text|boolean|jsonb|integer|bytea)/g, '');
    // In one order, or two transactions that take the same ids could wait for each other.
    const isSent = table === 'sent_sign_offs';
    return `
      told_${table} as (
        insert into ${table} (${isSent ? 'person_id' : 'contract_id, recorded_at'}, ${columns})
        select ${isSent ? '$3' : '$1, $2'}, f.*
        from jsonb_to_recordset($${index + 14}::jsonb) as f (${FACTS[table]})
        ${isSent ? 'order by f.client_id' : ''}
      ),`;
  });
  const text = `
    with ${parts.join('')}
    told as (
      insert into events (contract_id, recorded_at, actor_person_id, id, sequence, type, data)
      select $1, $2, $3, e.*
      from jsonb_to_recordset($4::jsonb) as e (id uuid, sequence bigint, type text, data jsonb)
    ), progressed as (${isFirst ? FIRST_PROGRESS : NEXT_PROGRESS})
    update contracts c
    set last_sequence = $5, last_recorded_at = $2
    where c.id = $1
  `;
  const statement = { name, text };
  statements.set(name, statement);
  return statement;
}

/** Writes what was told, one statement whatever its number, together with the commit. */
export function writeFacts(
  tx: Tx,
  journal: Journal,
  actor: PersonActor,
  told: readonly { readonly table: FactTable; readonly row: object }[],
  progress: ProgressRow & { readonly isFirst: boolean },
): void {
  const tables = (Object.keys(FACTS) as FactTable[]).filter((one) => told.some(({ table }) => table === one));
  const values = [
    journal.contractId,
    journal.recordedAt,
    actor.personId,
    eventRows(journal),
    journal.lastSequence,
    progress.sequence,
    progress.currentLevel,
    progress.complete,
    JSON.stringify(progress.levels),
    progress.lastSignOffOn,
    JSON.stringify(progress.state),
    JSON.stringify(progress.tallies),
    JSON.stringify(progress.marks),
    ...tables.map((one) => JSON.stringify(told.filter(({ table }) => table === one).map(({ row }) => row))),
  ];
  sendWithCommit(tx, { ...recordFacts(tables, progress.isFirst), values });
  tellPeople(tx, journal);
}

/** The same person recorded something under one of these client ids, on another contract, since they were looked up. */
export const wasSentMeanwhile = (error: unknown): boolean => violates(error, 'sent_sign_offs_pkey');
