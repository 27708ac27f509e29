import type pg from 'pg';

/**
 * Lets a test send a request, look at what came of it, and have the database as it was: from `watch` on, every row that
 * is added, changed or removed is remembered by a trigger, and `undo` puts it back. `undo` also counts what it took
 * back, so that a refused request can be seen to have changed nothing.
 */
export class Undo {
  private constructor(private readonly owner: pg.Client) {}

  static async watch(owner: pg.Client): Promise<Undo> {
    await owner.query(REMEMBER);
    const { rows } = await owner.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and c.relname <> 'file_reads'`, // who read what is written later, beside whatever is sent by then
    );
    for (const { name } of rows) {
      await owner.query(
        `create trigger undo_remember after insert or update or delete on ${name} for each row execute function undo.remember()`,
      );
    }
    return new Undo(owner);
  }

  /** What is done by now stays, until `undo` is given an earlier mark. */
  async mark(): Promise<number> {
    const { rows } = await this.owner.query<{ mark: number }>(
      'select coalesce(max(n), 0)::int as mark from undo.changes',
    );
    return rows[0]?.mark ?? 0;
  }

  /** Takes back everything since the mark. @returns the tables that had changed, once for each row */
  async undo(mark: number): Promise<string[]> {
    const { rows } = await this.owner.query<{ changed: string[] }>('select undo.since($1) as changed', [
      mark,
    ]);
    return rows[0]?.changed ?? [];
  }
}

const REMEMBER = `
  create schema undo;
  create table undo.changes (n bigint generated always as identity, changed regclass, old jsonb, new jsonb);

  create function undo.remember() returns trigger language plpgsql security definer as $$
  begin
    insert into undo.changes (changed, old, new)
    values (
      tg_relid,
      case when tg_op <> 'INSERT' then to_jsonb(old) end,
      case when tg_op <> 'DELETE' then to_jsonb(new) end
    );
    return null;
  end $$;

  -- No trigger and no foreign key is asked meanwhile: the last change goes first.
  create function undo.since(mark bigint) returns text[] language plpgsql as $$
  declare
    change record;
    changed text[] := '{}';
  begin
    perform set_config('session_replication_role', 'replica', true);
    for change in select c.changed, c.old, c.new from undo.changes c where c.n > mark order by c.n desc loop
      if change.new is not null then
        execute format('delete from %s t where to_jsonb(t) = $1', change.changed) using change.new;
      end if;
      if change.old is not null then
        execute format('insert into %1$s select * from jsonb_populate_record(null::%1$s, $1)', change.changed)
        using change.old;
      end if;
      changed := changed || change.changed::text;
    end loop;
    delete from undo.changes c where c.n > mark;
    return changed;
  end $$;
`;
