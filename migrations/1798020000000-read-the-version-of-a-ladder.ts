import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReadTheVersionOfALadder1798020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Whoever keeps a ladder that was read asks this before it is shown again: whether the caller sees the contract now, by
    // row security, and whether its row is the one that was read. One statement, which says itself who asks.
    await runner.query(`
      create function app.ladder_version(
        kind text, caller uuid, subject uuid, at timestamptz, wanted uuid,
        out version text, out last_recorded_at timestamptz, out writing_for_ms double precision
      )
        language plpgsql
      as $$
        begin
          perform app.enter(kind, caller, subject, at);
          select concat_ws('.', c.xmin, c.last_sequence),
              c.last_recorded_at,
              case when app.may_be_writing(c.xmax) then coalesce(app.writing_for(c.xmax), -1) end
            into version, last_recorded_at, writing_for_ms
            from contracts c
            where c.id = wanted;
        end $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.ladder_version(text, uuid, uuid, timestamptz, uuid)');
  }
}
