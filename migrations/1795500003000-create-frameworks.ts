import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Frameworks and ladders. The tree is one document: it is judged, published and read as a whole. */
export class CreateFrameworks1795500003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table frameworks (
        id           uuid not null constraint frameworks_pkey primary key,
        owner_id     uuid constraint frameworks_owner_id_fkey references organisations,
        code         text not null,
        version_code text not null,
        title        text not null,
        blocks       jsonb not null,
        details      jsonb not null,
        published_at timestamptz,
        version      integer not null,
        created_at   timestamptz not null,
        updated_at   timestamptz not null
      )
    `);
    await runner.query(`
      create unique index frameworks_published_once on frameworks (owner_id, code, version_code)
        nulls not distinct where published_at is not null
    `);
    await runner.query(`
      create table ladders (
        id           uuid not null constraint ladders_pkey primary key,
        owner_id     uuid constraint ladders_owner_id_fkey references organisations,
        framework_id uuid not null constraint ladders_framework_id_fkey references frameworks,
        code         text not null,
        revision     integer not null,
        title        text not null,
        levels       jsonb not null,
        missions     jsonb not null,
        published_at timestamptz,
        version      integer not null,
        created_at   timestamptz not null,
        updated_at   timestamptz not null
      )
    `);
    await runner.query(`
      create unique index ladders_published_once on ladders (owner_id, code, revision)
        nulls not distinct where published_at is not null
    `);
    // A contract may pin a ladder, and its people read it, whoever owns it.
    await runner.query(`
      create function app.published_ladder(wanted uuid)
        returns table (id uuid, code text, title text, levels jsonb, missions jsonb)
        language sql stable security definer set search_path = public, pg_temp
      begin atomic
        select l.id, l.code, l.title, l.levels, l.missions
        from ladders l
        where l.id = wanted
          and l.published_at is not null;
      end
    `);
    await runner.query(`
      create function app.framework_of_ladder(ladder uuid) returns uuid
        language sql stable security definer set search_path = public, pg_temp
        return (select l.framework_id from ladders l where l.id = ladder)
    `);
    // The published one never changes, whoever asks and however.
    await runner.query(`
      create function app.refuse_change_of_published() returns trigger language plpgsql as $$
      begin
        if old.published_at is not null then
          raise exception 'published' using errcode = 'PA409';
        end if;
        return coalesce(new, old);
      end $$
    `);
    for (const table of ['frameworks', 'ladders']) {
      await runner.query(`
        create trigger ${table}_published_never_change before update or delete on ${table}
          for each row execute function app.refuse_change_of_published()
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ladders, frameworks cascade`);
  }
}
