import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As the ladder that it leads to: the platform's, or the centre's own. */
const OWNED = `
  exists (
    select
    from ladders l
    where l.id = to_ladder_id
      and l.owner_id is not distinct from ladder_mappings.owner_id
      and (
        (l.owner_id is null and (select app.is_platform_admin()))
        or l.owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
`;

/** Mappings between ladders, and the act by which a contract moves along one: both are added, never changed. */
export class CreateLadderChanges1796300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ladder_mappings (
        id             uuid not null constraint ladder_mappings_pkey primary key,
        from_ladder_id uuid not null constraint ladder_mappings_from_ladder_id_fkey references ladders,
        to_ladder_id   uuid not null constraint ladder_mappings_to_ladder_id_fkey references ladders,
        owner_id       uuid constraint ladder_mappings_owner_id_fkey references organisations,
        competencies   jsonb not null,
        levels         jsonb not null,
        created_by     uuid not null constraint ladder_mappings_created_by_fkey references people,
        created_at     timestamptz not null,
        constraint ladder_mappings_lead_elsewhere check (from_ladder_id <> to_ladder_id)
      )
    `);
    await runner.query(
      `create index ladder_mappings_between on ladder_mappings (from_ladder_id, to_ladder_id, id)`,
    );
    await runner.query(`
      create table ladder_changes (
        id                 uuid not null constraint ladder_changes_pkey primary key,
        contract_id        uuid not null constraint ladder_changes_contract_id_fkey references contracts,
        sequence           bigint not null,
        recorded_at        timestamptz not null,
        recorded_by        uuid constraint ladder_changes_recorded_by_fkey references people,
        recorded_by_client uuid constraint ladder_changes_recorded_by_client_fkey references api_clients,
        mapping_id         uuid not null constraint ladder_changes_mapping_id_fkey references ladder_mappings,
        from_ladder_id     uuid not null constraint ladder_changes_from_ladder_id_fkey references ladders,
        to_ladder_id       uuid not null constraint ladder_changes_to_ladder_id_fkey references ladders,
        ended_missions     text[] not null,
        constraint ladder_changes_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
      )
    `);
    await runner.query(
      `create unique index ladder_changes_in_order on ladder_changes (contract_id, sequence)`,
    );
    // A preview reads the contracts on one ladder.
    await runner.query(`create index contracts_ladder on contracts (ladder_id, id)`);
    await this.policies(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index contracts_ladder`);
    await runner.query(`drop table ladder_changes, ladder_mappings`);
  }

  private async policies(runner: QueryRunner): Promise<void> {
    for (const table of ['ladder_mappings', 'ladder_changes']) {
      await runner.query(`grant select, insert on ${table} to palier_api`);
      await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
      await runner.query(`alter table ${table} enable row level security`);
      await runner.query(`alter table ${table} force row level security`);
      await runner.query(
        `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
      );
    }
    // Both ladders are published, and so is what leads from one to the other.
    await runner.query(`
      create policy ladder_mappings_read on ladder_mappings for select to palier_api
        using ((select app.is_signed_in()))
    `);
    await runner.query(`
      create policy ladder_mappings_write on ladder_mappings for insert to palier_api
        with check (created_by = (select app.person_id()) and ${OWNED})
    `);
    await runner.query(`
      create policy ladder_changes_read on ladder_changes for select to palier_api using (
        contract_id = (select app.held_contract())
        or exists (select from contracts c where c.id = ladder_changes.contract_id)
      )
    `);
    await runner.query(`
      create policy ladder_changes_write on ladder_changes for insert to palier_api with check (
        recorded_by is not distinct from (select app.person_id())
        and recorded_by_client is not distinct from (select app.client_id())
        and exists (
          select
          from contracts c
          where c.id = ladder_changes.contract_id
            and c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
        )
      )
    `);
  }
}
