import pg from 'pg';

/** The schemas that hold rows: the product's own, and that of the jobs. */
const SCHEMAS = `('public', 'jobs')`;

export const HEAD = 'palier-backup.json';
export const FORMAT = 1;

export interface Table {
  /** With its schema. */
  readonly name: string;
  /** Those that are stored, in their order. */
  readonly columns: readonly string[];
}

/** What the first entry says, before any row. */
export interface Head {
  readonly format: number;
  readonly palier: string;
  readonly createdAt: string;
  readonly postgresql: string;
  /** By these names the schema is made again. */
  readonly migrations: readonly string[];
  readonly tables: readonly Table[];
}

/** What the last entry says. */
export interface Manifest {
  /** The hash of all the bytes before it. */
  readonly sha256: string;
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[];
  readonly sequences: readonly { readonly name: string; readonly last: string }[];
  /** Null: left out, as asked. */
  readonly evidence: { readonly files: number; readonly bytes: number; readonly missing: number } | null;
}

/** Lists the tables that hold rows themselves: of a partitioned one, its parts. */
export async function listTables(client: Pick<pg.ClientBase, 'query'>): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select n.nspname || '.' || c.relname as name, array(
      select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      order by a.attnum
    ) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${SCHEMAS} and c.relkind = 'r'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by n.nspname collate "C", c.relname collate "C"
  `);
  return rows;
}

/** Lists the sequences that were used, and how far. */
export async function listSequences(client: Pick<pg.ClientBase, 'query'>): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; last: string }>(`
    select schemaname || '.' || sequencename as name, last_value::text as last from pg_sequences
    where schemaname in ${SCHEMAS} and last_value is not null
    order by name
  `);
  return rows;
}

/**
 * What stands in the way of rows that come in any order, and how it is put back: references, indexes (faster made at the
 * end), triggers, and the row security that binds the owner too.
 */
export async function listObstacles(
  client: Pick<pg.ClientBase, 'query'>,
): Promise<{ undo: string; redo: string }[]> {
  const { rows } = await client.query<{ undo: string; redo: string }>(`
    select undo, redo from (
      select 1 as place, format('drop index %s', i.indexrelid::regclass) as undo, pg_get_indexdef(i.indexrelid) as redo
      from pg_index i
      join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and not t.relispartition
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
      union all
      select 2, format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
             format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
      from pg_constraint c
      join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and c.conparentid = 0 and n.nspname in ${SCHEMAS}
      union all
      select distinct 3, format('alter table %s disable trigger user', g.tgrelid::regclass),
             format('alter table %s enable trigger user', g.tgrelid::regclass)
      from pg_trigger g
      join pg_class t on t.oid = g.tgrelid
      join pg_namespace n on n.oid = t.relnamespace
      where not g.tgisinternal and n.nspname in ${SCHEMAS}
      union all
      select 4, format('alter table %s no force row level security', t.oid::regclass),
             format('alter table %s force row level security', t.oid::regclass)
      from pg_class t
      join pg_namespace n on n.oid = t.relnamespace
      where t.relforcerowsecurity and n.nspname in ${SCHEMAS}
    ) obstacle
    order by place, undo
  `);
  return rows;
}

export const quotedList = (names: readonly string[]): string =>
  names.map((name) => pg.escapeIdentifier(name)).join(', ');

/** What a table is called, with its schema. */
export const quotedName = (name: string): string =>
  name
    .split('.')
    .map((it) => pg.escapeIdentifier(it))
    .join('.');
