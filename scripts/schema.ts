import type pg from 'pg';

/** From the root of the project. */
export const SCHEMA_FILE = 'migrations/schema.sql';

/** What TypeORM keeps for itself: which migrations ran. */
export const MIGRATIONS_TABLE = 'migrations';

/** One table as the catalogue describes it, each part in a fixed order and in the server's own words. */
export interface TableDescription {
  readonly name: string;
  readonly columns: readonly string[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
}

interface AccessDescription {
  readonly storage: readonly string[];
  readonly triggers: readonly string[];
  readonly rowSecurity: readonly string[];
  readonly policies: readonly string[];
  readonly grants: readonly string[];
}

type Reader = Pick<pg.Client, 'query'>;

/** Every table of the product, in the order of their names. Names of schema `public` come without it. */
export async function readTables(client: Reader): Promise<TableDescription[]> {
  await client.query('set search_path = public, pg_temp');
  const { rows } = await client.query<TableDescription>(TABLES, [MIGRATIONS_TABLE]);
  return rows;
}

/** The whole schema as text: the same schema gives the same text, and a change of it shows where it is. */
export async function describeSchema(client: Reader): Promise<string> {
  const tables = await readTables(client);
  const access = await readAccess(client);
  return [
    '-- The schema that the migrations build, as the catalogue tells it: to be read, not to be run.',
    '-- Written by `npm run schema:dump`; a test compares it with the migrations.',
    ...(await lines(client, EXTENSIONS)),
    ...(await lines(client, FUNCTIONS)),
    ...tables.map((table) => describeTable(table, access.get(table.name))),
    ...(await lines(client, SCHEMA_GRANTS)),
  ]
    .join('\n\n')
    .concat('\n');
}

function describeTable(table: TableDescription, access: AccessDescription | undefined): string {
  const body = [...table.columns, ...table.constraints].map((line) => `  ${line}`).join(',\n');
  const after = access
    ? [...access.storage, ...access.triggers, ...access.rowSecurity, ...access.policies, ...access.grants]
    : [];
  return [`create table ${table.name} (\n${body}\n)`, ...table.indexes, ...after]
    .map((line) => `${line};`)
    .join('\n');
}

async function readAccess(client: Reader): Promise<Map<string, AccessDescription>> {
  const { rows } = await client.query<AccessDescription & { name: string }>(ACCESS, [MIGRATIONS_TABLE]);
  return new Map(rows.map((row) => [row.name, row]));
}

async function lines(client: Reader, sql: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(sql);
  return rows.map(({ line }) => line);
}

/** One row per table. PostgreSQL 18 also lists `not null` among the constraints: it is said with the column. */
const TABLES = `
  select
    t.relname::text as name,
    array(
      select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
        || case when a.attnotnull then ' not null' else '' end
      from pg_attribute a
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      order by a.attnum
    ) as columns,
    array(
      select format('constraint %I %s', c.conname, pg_get_constraintdef(c.oid))
      from pg_constraint c
      where c.conrelid = t.oid and c.contype <> 'n'
      order by c.conname
    ) as constraints,
    array(
      select pg_get_indexdef(i.indexrelid)
      from pg_index i
      join pg_class x on x.oid = i.indexrelid
      where i.indrelid = t.oid
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
      order by x.relname
    ) as indexes
  from pg_class t
  where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and t.relname <> $1
  order by t.relname
`;

/** One row per table: how it is kept, what happens by itself, who sees which rows, who may do what. */
const ACCESS = `
  select
    t.relname::text as name,
    array(
      select format('alter table %I set (%s)', t.relname, array_to_string(t.reloptions, ', ')) where t.reloptions <> '{}'
    ) as storage,
    array(
      select pg_get_triggerdef(g.oid) from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal order by g.tgname
    ) as triggers,
    array(
      select format('alter table %I %s row level security', t.relname, verb)
      from (values (1, 'enable', t.relrowsecurity), (2, 'force', t.relforcerowsecurity)) as flag (n, verb, is_on)
      where is_on
      order by n
    ) as "rowSecurity",
    array(
      select format('create policy %I on %I%s for %s to %s', p.policyname, t.relname,
          case when p.permissive = 'RESTRICTIVE' then ' as restrictive' else '' end, lower(p.cmd), array_to_string(p.roles, ', '))
        || coalesce(E'\\n  using ' || p.qual, '')
        || coalesce(E'\\n  with check ' || p.with_check, '')
      from pg_policies p
      where p.schemaname = 'public' and p.tablename = t.relname
      order by p.policyname
    ) as policies,
    array(
      select format('grant %s on %I to %s', string_agg(lower(g.privilege), ', ' order by g.privilege), t.relname, g.grantee)
      from (
        select coalesce(r.rolname, 'public') as grantee, a.privilege_type as privilege
        from aclexplode(t.relacl) a
        left join pg_roles r on r.oid = a.grantee
        where a.grantee <> t.relowner
        union all
        select coalesce(r.rolname, 'public'),
               format('%s (%s)', a.privilege_type, string_agg(c.attname, ', ' order by c.attnum))
        from pg_attribute c
        cross join aclexplode(c.attacl) a
        left join pg_roles r on r.oid = a.grantee
        where c.attrelid = t.oid and not c.attisdropped
        group by r.rolname, a.privilege_type
      ) g
      group by g.grantee
      order by g.grantee
    ) as grants
  from pg_class t
  where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and t.relname <> $1
`;

const EXTENSIONS = `
  select format('create extension %I;', e.extname) as line from pg_extension e where e.extname <> 'plpgsql' order by e.extname
`;

const FUNCTIONS = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';'
    || case
      when exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) then ''
      else format(E'\\nrevoke execute on function %s from public;', p.oid::regprocedure)
    end as line
  from pg_proc p
  where p.pronamespace in ('app'::regnamespace, 'public'::regnamespace)
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.oid::regprocedure::text collate "C"
`;

const SCHEMA_GRANTS = `
  select format('grant %s on schema %I to %I;', lower(a.privilege_type), n.nspname, r.rolname) as line
  from pg_namespace n
  cross join aclexplode(n.nspacl) a
  join pg_roles r on r.oid = a.grantee
  where n.nspname in ('app', 'public') and r.rolname like 'palier_%'
  order by n.nspname, r.rolname, a.privilege_type
`;
