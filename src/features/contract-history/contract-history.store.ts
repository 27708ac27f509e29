import { createHash } from 'node:crypto';
import type { DataSource, EntityMetadata } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import { kindOf } from '../../kernel/notification-kinds.js';
import { notFound } from '../../kernel/refusals.js';
import { clientOf, personOf, type Recorder } from '../../platform/access/actor.js';
import type { Tx } from '../../platform/database/db.js';
import { execute, row, type Prepared } from '../../platform/database/sql.js';
import { constraintOf } from '../../platform/database/violations.js';
import { newId } from '../../platform/ids.js';
import { enqueue } from '../../platform/jobs/enqueue.js';
import { ContractHistory } from './contract-history.rules.js';
import type { Fact, HistoryHead, ProgressUpdate } from './contract-history.types.js';

/** Continues the history of a contract that is held already. The clock is read here: time never goes back within a contract. */
export function continueHistory(
  { contractId, lastSequence, lastRecordedAt }: HistoryHead,
  actor: Recorder,
  clock: Clock,
): ContractHistory {
  const by = { contractId, actor, recordedAt: clock.after(lastRecordedAt), newId };
  return new ContractHistory(by, lastSequence, null, null);
}

/**
 * Locks the contract and continues its history: everybody who changes anything of a contract passes here or comes by
 * `Db.writeLocked`, one at a time.
 * @throws not_found when the actor may not see it
 */
export async function openHistory(
  tx: Tx,
  actor: Recorder,
  clock: Clock,
  contractId: ContractId,
): Promise<ContractHistory> {
  const head = await row<Omit<HistoryHead, 'contractId'>>(
    tx,
    `
    select c.last_sequence as "lastSequence", c.last_recorded_at as "lastRecordedAt"
    from contracts c
    where c.id = $1
    for update
    `,
    [contractId],
  );
  if (!head) throw notFound();
  return continueHistory({ contractId, ...head }, actor, clock);
}

/**
 * Records facts of a contract: their rows, their events, the progress that they make and the contract's head, in one
 * statement whatever their number and kind. Nothing else writes any of these. People are told once it is committed.
 *
 * When it returns, the facts are written for all that follows in the transaction. The statement travels with the next one,
 * or with the commit: a constraint that refuses a row is met there, and becomes the refusal that the fact names for it.
 * @returns the history with these facts
 */
export function recordFacts<Move, State>(
  tx: Tx,
  history: ContractHistory<Move, State>,
  facts: readonly Fact<Move>[],
): ContractHistory<Move, State> {
  const after = history.with(facts);
  const { progress, pending, actor } = after;
  const events = pending.events.map((event) => ({ ...event, id: newId<'event'>() }));
  const last = events.at(-1);
  if (!last) return after;

  const tables = [...new Set(pending.rows.map(({ table }) => table))].sort();
  const values = [
    after.contractId,
    after.recordedAt,
    personOf(actor),
    clientOf(actor),
    JSON.stringify(events),
    after.lastSequence,
    ...tables.map((name) =>
      JSON.stringify(pending.rows.filter(({ table }) => table === name).map(valuesIn(tx.dataSource))),
    ),
    ...(progress ? progressValues(tx.dataSource, progress) : []),
  ];
  const refusals = Object.assign({}, ...pending.facts.map((fact) => fact.refusals)) as NonNullable<
    Fact['refusals']
  >;
  execute(tx, { ...recordStatement(tx.dataSource, tables, progress?.mode ?? null), values }, (error) => {
    const refusal = refusals[constraintOf(error) ?? ''];
    return refusal ? refusal() : error;
  });

  const notified: { event: string; kind: string; level?: string }[] = events.flatMap((event) => {
    const kind = kindOf(event);
    return kind ? [{ event: event.id, kind }] : [];
  });
  if (progress?.awaited) notified.push({ event: last.id, ...progress.awaited });
  if (notified.length > 0) enqueue(tx, 'notify', { notified });
  return after;
}

type ColumnMetadata = EntityMetadata['columns'][number];

/** A table as its entity describes it. */
interface Shape {
  readonly columns: readonly ColumnMetadata[];
  /** Those that the rows bring; contract and instant are given once for all. */
  readonly own: readonly ColumnMetadata[];
  readonly given: readonly { readonly column: string; readonly parameter: string }[];
}

const GIVEN: Readonly<Record<string, string>> = { contractId: '$1', recordedAt: '$2' };
const shapes = new Map<string, Shape>();

function shapeOf(source: DataSource, table: string): Shape {
  const known = shapes.get(table);
  if (known) return known;
  const { columns } = source.getMetadata(table);
  const given = columns.flatMap(({ propertyName, databaseName }) => {
    const parameter = GIVEN[propertyName];
    return parameter ? [{ column: databaseName, parameter }] : [];
  });
  const shape = { columns, own: columns.filter(({ propertyName }) => !GIVEN[propertyName]), given };
  shapes.set(table, shape);
  return shape;
}

/** A row as `jsonb_to_recordset` takes it. */
const valuesIn =
  (source: DataSource) =>
  ({ table, values, sequence }: ContractHistory['pending']['rows'][number]) => {
    const stamped: Record<string, unknown> = {};
    for (const { propertyName, databaseName } of shapeOf(source, table).own) {
      const value = propertyName === 'sequence' ? sequence : values[propertyName];
      stamped[databaseName] = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
    }
    return stamped;
  };

function progressValues(source: DataSource, { values }: ProgressUpdate): unknown[] {
  const byName = values as Readonly<Record<string, unknown>>;
  return shapeOf(source, 'progress').own.map(({ propertyName, type }) =>
    type === 'json' || type === 'jsonb' ? JSON.stringify(byName[propertyName]) : byName[propertyName],
  );
}

const statements = new Map<string, Prepared>();
const BEFORE_TABLES = 6;

/**
 * The statement for rows of these tables. A table that takes no row is left out, and a first progress is told from the
 * next: each part brings its row security with it, which costs even where it has nothing to do.
 */
export function recordStatement(
  source: DataSource,
  tables: readonly string[],
  mode: ProgressUpdate['mode'] | null,
): Prepared {
  const key = [...tables, mode].join();
  const known = statements.get(key);
  if (known) return known;
  const parts = tables.map((table, index) =>
    insertInto(shapeOf(source, table), table, BEFORE_TABLES + index + 1),
  );
  const progress = mode && [
    writeProgress(shapeOf(source, 'progress'), mode, BEFORE_TABLES + tables.length + 1),
  ];
  const text = `with ${[...parts, EVENTS, ...(progress ?? [])].join(', ')} ${HEAD}`;
  // PostgreSQL tells names apart by their first 63 letters.
  const statement = { name: `record_${createHash('sha256').update(text).digest('base64url')}`, text };
  statements.set(key, statement);
  return statement;
}

const EVENTS = `recorded_events as (
  insert into events (contract_id, recorded_at, actor_person_id, actor_client_id, id, sequence, type, data)
  select $1, $2, $3, $4, e.*
  from jsonb_to_recordset($5::jsonb) as e (id uuid, sequence bigint, type text, data jsonb)
)`;

const HEAD = 'update contracts c set last_sequence = $6, last_recorded_at = $2 where c.id = $1';

function insertInto({ columns, own, given }: Shape, table: string, parameter: number): string {
  const names = own.map(({ databaseName }) => databaseName);
  const types = own.map(
    ({ databaseName, type, isArray }) => `${databaseName} ${String(type)}${isArray ? '[]' : ''}`,
  );
  const keys = columns.filter(({ isPrimary }) => isPrimary).map(({ databaseName }) => `f.${databaseName}`);
  // In one order, or two transactions that take the same keys could wait for each other; a sequence is taken once.
  const order = names.includes('sequence') ? '' : `order by ${keys.join(', ')}`;
  return `recorded_${table} as (
    insert into ${table} (${[...given.map(({ column }) => column), ...names].join(', ')})
    select ${[...given.map((one) => one.parameter), 'f.*'].join(', ')}
    from jsonb_to_recordset($${parameter}::jsonb) as f (${types.join(', ')})
    ${order}
  )`;
}

function writeProgress({ own }: Shape, mode: ProgressUpdate['mode'], first: number): string {
  const names = own.map(({ databaseName }) => databaseName);
  const insert = `
    insert into progress (contract_id, ${names.join(', ')})
    values ($1, ${names.map((_, index) => `$${first + index}`).join(', ')})
  `;
  const set = `set ${names.map((name, index) => `${name} = $${first + index}`).join(', ')}`;
  const texts = {
    insert,
    update: `update progress p ${set} where p.contract_id = $1`,
    upsert: `${insert} on conflict (contract_id) do update ${set}`,
  };
  return `progressed as (${texts[mode]})`;
}
