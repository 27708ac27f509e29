import type { Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { NotificationKind } from '../../kernel/notification-kinds.js';

/** Something that happened to a contract, as its history tells it. `data` is what was known then. */
export interface DomainEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The place that a fact takes in the history of its contract. */
export interface Recorded {
  readonly sequence: number;
  readonly recordedAt: Instant;
}

/** What the recorder adds to every row of a fact. */
type Stamp = 'contractId' | keyof Recorded;
/** A row by the property names of its entity, without what the recorder adds. */
export type RowOf<Entity> = Omit<Entity, Stamp>;

export interface FactRow {
  /** The table of an entity: its columns are told there. */
  readonly table: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Pairs the name of a table with a row of its entity. */
export const factRow = <Entity>(table: string, values: RowOf<Entity>): FactRow => ({
  table,
  values: values as Readonly<Record<string, unknown>>,
});

/**
 * One fact of a contract, of whatever kind: what the history tells of it, and the rows that keep it. `Move`: what it does
 * to the ladder; a fact that cannot say so moves nothing.
 */
export interface Fact<Move = never> {
  readonly event: DomainEvent;
  /** None where the fact changes a row that is there, which its store does. */
  readonly rows: readonly FactRow[];
  readonly moves?: (recorded: Recorded) => Move;
  /** What it means that a constraint of that name refuses a row. */
  readonly refusals?: Readonly<Record<string, () => Error>>;
}

/** The rows of one table that facts bring, as their entity describes them. */
export const rowsIn = <Entity>(facts: readonly Fact<unknown>[], table: string): RowOf<Entity>[] =>
  facts.flatMap(({ rows }) =>
    rows.filter((row) => row.table === table).map(({ values }) => values as RowOf<Entity>),
  );

/** The one row of that table. */
export function rowIn<Entity>(facts: readonly Fact<unknown>[], table: string): RowOf<Entity> {
  const [row] = rowsIn<Entity>(facts, table);
  if (!row) throw new Error(`None of these facts is kept in ${table}.`);
  return row;
}

/** The last thing that was recorded of a contract. */
export interface HistoryHead {
  readonly contractId: ContractId;
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
}

/** What facts led to, to be stored with them. */
export interface ProgressUpdate {
  /** By the property names of the entity. */
  readonly values: object;
  readonly mode: 'insert' | 'update' | 'upsert';
  /** What somebody waits for from now on, though no event of its own tells it. */
  readonly awaited: { readonly kind: NotificationKind; readonly level: string } | null;
}

/** How facts move what is kept beside the history: the ladder brings one. Pure, and the state is never changed in place. */
export interface Progression<Move, State> {
  readonly start: State;
  /** Where a fact leads, and what the history tells of it beside its own event. */
  readonly advance: (
    state: State,
    move: Move,
    sequence: number,
  ) => { readonly state: State; readonly events: readonly DomainEvent[] };
  readonly updateOf: (state: State) => ProgressUpdate;
}
