import pg from 'pg';

/** Which table, how many rows. */
export type Written = Readonly<Record<string, number>>;

/**
 * Every row that is inserted, changed or deleted from now on, with the account or API client that was acting: a trigger on every
 * table notes it in the same transaction, so what was rolled back is not there. `settle` proves that nothing went past.
 */
export class WriteLog {
  private constructor(
    private readonly owner: pg.Client,
    private readonly tables: readonly string[],
    private readonly before: Written,
  ) {}

  static async start(ownerUrl: string): Promise<WriteLog> {
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query(`
      create schema witness;
      create table witness.writes (id bigserial primary key, account text, name text not null, change text not null);
      create index on witness.writes (account, id);
      create function witness.note() returns trigger language plpgsql security definer set search_path = witness as $$
        begin
          insert into witness.writes (account, name, change)
          values (
            coalesce(
              nullif(current_setting('app.account_id', true), ''),
              nullif(current_setting('app.client_id', true), '')
            ), tg_table_name, tg_op
          );
          return null;
        end $$;
    `);
    const { rows } = await owner.query(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    );
    const tables = rows.map(({ name }) => String(name));
    for (const table of tables) {
      await owner.query(`
        create trigger zz_witness after insert or update or delete on public.${table}
          for each row execute function witness.note();
        create trigger zz_witness_truncate after truncate on public.${table}
          for each statement execute function witness.note();
      `);
    }
    return new WriteLog(owner, tables, await countRows(owner, tables));
  }

  /** Where the log stands. */
  async mark(): Promise<string> {
    const { rows } = await this.owner.query('select coalesce(max(id), 0)::text as id from witness.writes');
    return rows[0].id;
  }

  /** What an account or a client wrote after a mark; null is whoever acts as neither. */
  async since(mark: string, account: string | null): Promise<{ written: Written; mark: string }> {
    const { rows } = await this.owner.query<{ name: string; count: number; last: string }>({
      name: 'written',
      text: `
        select w.name, count(*)::int as count, max(w.id)::text as last
        from witness.writes w
        where w.account is not distinct from $1 and w.id > $2 and w.name <> 'file_reads' -- written beside, later
        group by w.name
      `,
      values: [account, mark],
    });
    return {
      written: Object.fromEntries(rows.map(({ name, count }) => [name, count])),
      mark: rows.reduce((last, row) => (Number(row.last) > Number(last) ? row.last : last), mark),
    };
  }

  /** What the tables gained beyond what was noted: nothing, unless the log has a hole. */
  async unnoted(): Promise<Written> {
    const { rows } = await this.owner.query(`
      select w.name, sum(case w.change when 'INSERT' then 1 when 'DELETE' then -1 else 0 end)::int as gained
      from witness.writes w
      group by w.name
    `);
    const noted = Object.fromEntries(rows.map(({ name, gained }) => [name, Number(gained)]));
    const now = await countRows(this.owner, this.tables);
    return Object.fromEntries(
      this.tables
        .map((table) => [table, (now[table] ?? 0) - (this.before[table] ?? 0) - (noted[table] ?? 0)] as const)
        .filter(([, difference]) => difference !== 0),
    );
  }

  async stop(): Promise<void> {
    await this.owner.end();
  }
}

async function countRows(owner: pg.Client, tables: readonly string[]): Promise<Written> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await owner.query(`select count(*)::int as n from public.${table}`);
    counts[table] = Number(rows[0].n);
  }
  return counts;
}
