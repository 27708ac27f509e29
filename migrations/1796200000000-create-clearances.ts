import type { MigrationInterface, QueryRunner } from 'typeorm';

const BY_ONESELF = `
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
`;

/** The columns that say who recorded a row: a person or a client. */
const recordedBy = (table: string) => `
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint ${table}_recorded_by_fkey references people,
  recorded_by_client uuid constraint ${table}_recorded_by_client_fkey references api_clients,
  constraint ${table}_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
`;

/** What entitlements ask for beside the ladder: an employer's declarations, an alternant's attestations, and what was known when. */
export class CreateClearances1796200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await declarations(runner);
    await attestations(runner);
    await history(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger people_keep_birth_dates on people`);
    await runner.query(`drop trigger organisations_keep_structure_types on organisations`);
    await runner.query(`drop function app.birth_date_as_of(uuid, timestamptz)`);
    await runner.query(`drop function app.structure_type_as_of(uuid, timestamptz)`);
    await runner.query(`drop function app.keep_birth_date()`);
    await runner.query(`drop function app.keep_structure_type()`);
    await runner.query(`drop table person_birth_dates, organisation_structure_types`);
    await runner.query(`drop table attestation_withdrawals, attestations`);
    await runner.query(`drop table employer_declaration_withdrawals, employer_declarations`);
  }
}

async function declarations(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table employer_declarations (
      id          uuid not null constraint employer_declarations_pkey primary key,
      employer_id uuid not null constraint employer_declarations_employer_id_fkey references organisations,
      ladder_id   uuid not null constraint employer_declarations_ladder_id_fkey references ladders,
      missions    text[] not null constraint employer_declarations_names_missions check (cardinality(missions) > 0),
      declared_on date not null,
      ${recordedBy('employer_declarations')}
    )
  `);
  await runner.query(
    `create index employer_declarations_employer on employer_declarations (employer_id, id)`,
  );
  await runner.query(`
    create table employer_declaration_withdrawals (
      id             uuid not null constraint employer_declaration_withdrawals_pkey primary key,
      declaration_id uuid not null
        constraint employer_declaration_withdrawals_declaration_id_fkey references employer_declarations,
      ${recordedBy('employer_declaration_withdrawals')}
    )
  `);
  await runner.query(
    `create unique index employer_declaration_withdrawals_once on employer_declaration_withdrawals (declaration_id)`,
  );
  // Whoever sees a contract of the employer; first that of the contract looked at, which costs nothing.
  await secure(runner, 'employer_declarations', {
    read: `
      employer_id = (select c.employer_id from contracts c where c.id = (select app.held_contract()))
      or employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
      or exists (select from contracts c where c.employer_id = employer_declarations.employer_id)
    `,
    write: `employer_id = any ((select app.organisations_as('hr'))::uuid[])`,
  });
  const declared = `select from employer_declarations d where d.id = employer_declaration_withdrawals.declaration_id`;
  await secure(runner, 'employer_declaration_withdrawals', {
    read: `exists (${declared})`,
    write: `exists (${declared} and d.employer_id = any ((select app.organisations_as('hr'))::uuid[]))`,
  });
}

async function attestations(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table attestations (
      id           uuid not null constraint attestations_pkey primary key,
      contract_id  uuid not null constraint attestations_contract_id_fkey references contracts,
      sequence     bigint not null,
      prerequisite text not null,
      from_day     date not null,
      until_day    date,
      ${recordedBy('attestations')},
      constraint attestations_days_in_order check (from_day < until_day)
    )
  `);
  await runner.query(`create unique index attestations_in_order on attestations (contract_id, sequence)`);
  await runner.query(`
    create table attestation_withdrawals (
      id             uuid not null constraint attestation_withdrawals_pkey primary key,
      attestation_id uuid not null constraint attestation_withdrawals_attestation_id_fkey references attestations,
      contract_id    uuid not null constraint attestation_withdrawals_contract_id_fkey references contracts,
      sequence       bigint not null,
      ${recordedBy('attestation_withdrawals')}
    )
  `);
  await runner.query(
    `create unique index attestation_withdrawals_once on attestation_withdrawals (attestation_id)`,
  );
  await runner.query(
    `create unique index attestation_withdrawals_in_order on attestation_withdrawals (contract_id, sequence)`,
  );
  for (const table of ['attestations', 'attestation_withdrawals']) {
    // Never about oneself; whose role it is, the API asks.
    await secure(runner, table, {
      read: `
        contract_id = (select app.held_contract())
        or exists (select from contracts c where c.id = ${table}.contract_id)
      `,
      write: `contract_id = (select app.held_contract_of_another()) or app.sees_contract_of_another(contract_id)`,
    });
  }
}

/** Whatever the way in which a birth date or a structure type is written, what it was stays known. */
async function history(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table person_birth_dates (
      person_id   uuid not null constraint person_birth_dates_person_id_fkey references people,
      version     integer not null,
      recorded_at timestamptz not null,
      birth_date  date,
      constraint person_birth_dates_pkey primary key (person_id, version)
    )
  `);
  await runner.query(`
    create table organisation_structure_types (
      organisation_id uuid not null
        constraint organisation_structure_types_organisation_id_fkey references organisations,
      version         integer not null,
      recorded_at     timestamptz not null,
      structure_type  text,
      constraint organisation_structure_types_pkey primary key (organisation_id, version)
    )
  `);
  await keep(runner, 'people', 'person_birth_dates', 'person_id', 'birth_date');
  await keep(runner, 'organisations', 'organisation_structure_types', 'organisation_id', 'structure_type');
}

async function keep(
  runner: QueryRunner,
  source: string,
  kept: string,
  key: string,
  column: string,
): Promise<void> {
  const type = column === 'birth_date' ? 'date' : 'text';
  // What is known of before is what stands there now.
  await runner.query(`
    insert into ${kept} (${key}, version, recorded_at, ${column})
    select s.id, s.version, s.created_at, s.${column} from ${source} s
  `);
  await runner.query(`grant select, insert, update, delete on ${kept} to palier_maintenance`);
  await runner.query(`alter table ${kept} enable row level security`);
  await runner.query(`alter table ${kept} force row level security`);
  await runner.query(
    `create policy ${kept}_upkeep on ${kept} for all to palier_maintenance using (true) with check (true)`,
  );
  // The API neither reads nor writes the table itself: these two functions are its only ways.
  await runner.query(`grant select on ${kept} to palier_api`);
  await runner.query(`create policy ${kept}_read on ${kept} for select to palier_api using (false)`);
  await runner.query(`
    create function app.keep_${column}() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
    begin
      if tg_op = 'INSERT' or new.${column} is distinct from old.${column} then
        insert into ${kept} (${key}, version, recorded_at, ${column})
        values (new.id, new.version, new.updated_at, new.${column})
        on conflict (${key}, version) do update
        set recorded_at = excluded.recorded_at, ${column} = excluded.${column};
      end if;
      return null;
    end $$
  `);
  await runner.query(`
    create trigger ${source}_keep_${column}s after insert or update on ${source}
    for each row execute function app.keep_${column}()
  `);
  await runner.query(`
    create function app.${column}_as_of(wanted uuid, at timestamptz) returns ${type}
    language sql stable security definer set search_path = public, pg_temp
    return (
      select k.${column} from ${kept} k
      where k.${key} = wanted and k.recorded_at <= at
      order by k.version desc
      limit 1
    )
  `);
}

async function secure(
  runner: QueryRunner,
  table: string,
  { read, write }: { readonly read: string; readonly write: string },
): Promise<void> {
  await runner.query(`grant select, insert on ${table} to palier_api`);
  await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(`create policy ${table}_read on ${table} for select to palier_api using (${read})`);
  await runner.query(
    `create policy ${table}_write on ${table} for insert to palier_api with check (${BY_ONESELF} and (${write}))`,
  );
  await runner.query(
    `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
  );
}
