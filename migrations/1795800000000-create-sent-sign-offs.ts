import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Under which id of its own a device sent a sign-off, so that sending it again has no second effect. */
export class CreateSentSignOffs1795800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sent_sign_offs (
        person_id    uuid not null constraint sent_sign_offs_person_id_fkey references people,
        client_id    text not null,
        request_hash bytea not null,
        sign_off_id  uuid not null constraint sent_sign_offs_sign_off_id_fkey references sign_offs,
        constraint sent_sign_offs_pkey primary key (person_id, client_id)
      )
    `);
    await runner.query(`grant select, insert on sent_sign_offs to palier_api`);
    await runner.query(`grant select, insert, update, delete on sent_sign_offs to palier_maintenance`);
    await runner.query(`alter table sent_sign_offs enable row level security`);
    await runner.query(`alter table sent_sign_offs force row level security`);
    // Theirs alone, also of a contract that they no longer see: an id must not serve twice.
    await runner.query(`
      create policy sent_sign_offs_own on sent_sign_offs for select to palier_api
      using (person_id = (select app.person_id()))
    `);
    await runner.query(`
      create policy sent_sign_offs_write on sent_sign_offs for insert to palier_api
      with check (person_id = (select app.person_id()))
    `);
    await runner.query(`
      create policy sent_sign_offs_upkeep on sent_sign_offs for all to palier_maintenance using (true) with check (true)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table sent_sign_offs`);
  }
}
