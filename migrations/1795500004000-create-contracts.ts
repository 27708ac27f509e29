import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contracts, the steps of their life, mandates and absences. Periods are half-open. */
export class CreateContracts1795500004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table contracts (
        id                   uuid not null constraint contracts_pkey primary key,
        kind                 text not null constraint contracts_kind_known check (kind in ('apprenticeship', 'professionalisation')),
        alternant_id         uuid not null constraint contracts_alternant_id_fkey references people,
        employer_id          uuid not null constraint contracts_employer_id_fkey references organisations,
        training_centre_id   uuid not null constraint contracts_training_centre_id_fkey references organisations,
        ladder_id            uuid not null constraint contracts_ladder_id_fkey references ladders,
        starts_on            date not null,
        until_day            date not null,
        owner_id             uuid not null constraint contracts_owner_id_fkey references organisations,
        external_id          text,
        continuation_of      uuid constraint contracts_continuation_of_fkey references contracts,
        legal_representative jsonb,
        signed_on            date,
        held_until           date not null,
        ended_as             text constraint contracts_end_known check (ended_as in ('terminated', 'completed')),
        cancelled_on         date,
        suspensions          datemultirange not null,
        version              integer not null,
        created_at           timestamptz not null,
        updated_at           timestamptz not null,
        last_sequence        bigint not null,
        last_recorded_at     timestamptz not null,
        constraint contracts_days_in_order check (starts_on < until_day),
        constraint contracts_signed_before_start check (signed_on <= starts_on),
        constraint contracts_held_within_term check (starts_on <= held_until),
        constraint contracts_one_signed_at_a_time
          exclude using gist (alternant_id with =, daterange(starts_on, held_until) with &&)
          where (signed_on is not null and cancelled_on is null)
      )
    `);
    await runner.query(`
      create unique index contracts_external_id_once on contracts (owner_id, external_id) where external_id is not null
    `);
    await runner.query(`create index contracts_alternant on contracts (alternant_id)`);
    await runner.query(`create index contracts_employer on contracts (employer_id, id)`);
    await runner.query(`create index contracts_training_centre on contracts (training_centre_id, id)`);
    await runner.query(`
      create table contract_steps (
        id          uuid not null constraint contract_steps_pkey primary key,
        contract_id uuid not null constraint contract_steps_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        recorded_by uuid not null constraint contract_steps_recorded_by_fkey references people,
        kind        text not null,
        on_day      date,
        cause       text,
        initiator   text,
        comment     text,
        terms       jsonb,
        constraint contract_steps_kind_known check (
          kind in ('created', 'amended', 'signed', 'suspended', 'resumed', 'terminated', 'cancelled', 'completed')
        )
      )
    `);
    await runner.query(
      `create unique index contract_steps_in_order on contract_steps (contract_id, sequence)`,
    );
    await runner.query(`
      create table mandates (
        id                uuid not null constraint mandates_pkey primary key,
        contract_id       uuid not null constraint mandates_contract_id_fkey references contracts,
        person_id         uuid not null constraint mandates_person_id_fkey references people,
        role              text not null,
        from_day          date not null,
        until_day         date,
        planned_until_day date,
        max_level         text,
        replaces          uuid constraint mandates_replaces_fkey references mandates,
        sequence          bigint not null,
        recorded_at       timestamptz not null,
        recorded_by       uuid not null constraint mandates_recorded_by_fkey references people,
        ended_recorded_at timestamptz,
        constraint mandates_role_known check (role in ('main_tutor', 'co_tutor', 'substitute', 'observer', 'referent')),
        constraint mandates_days_in_order check (from_day <= until_day),
        constraint mandates_one_main_tutor_at_a_time
          exclude using gist (contract_id with =, daterange(from_day, until_day) with &&) where (role = 'main_tutor')
      )
    `);
    await runner.query(`create index mandates_contract on mandates (contract_id, from_day)`);
    await runner.query(`create index mandates_person on mandates (person_id, contract_id)`);
    await runner.query(`
      create table mandate_absences (
        id          uuid not null constraint mandate_absences_pkey primary key,
        mandate_id  uuid not null constraint mandate_absences_mandate_id_fkey references mandates,
        contract_id uuid not null constraint mandate_absences_contract_id_fkey references contracts,
        from_day    date not null,
        until_day   date,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        recorded_by uuid not null constraint mandate_absences_recorded_by_fkey references people,
        constraint mandate_absences_days_in_order check (from_day < until_day)
      )
    `);
    await runner.query(`create index mandate_absences_mandate on mandate_absences (mandate_id)`);
    await runner.query(`create index mandate_absences_contract on mandate_absences (contract_id)`);
    // Read by the policy of contracts: a mandate opens the file as soon as it is recorded, until 30 days after it ends;
    // one that was ended before it began never did.
    await runner.query(`
      create function app.contracts_mandated() returns uuid[]
        language sql stable security definer set search_path = public, pg_temp
        return coalesce((
          select array_agg(m.contract_id)
          from mandates m
          where m.person_id = app.person_id()
            and (m.until_day is null or (m.until_day > m.from_day and m.until_day + 30 > app.today()))
        ), '{}')
    `);
    // What an access token says: memberships in force, and what contracts and mandates make of a person.
    await runner.query(`
      create function app.token_roles(person uuid) returns text[]
        language sql stable security definer set search_path = public, pg_temp
        return coalesce((
          select array_agg(r.role order by r.role)
          from (
            select m.role
            from memberships m
            where m.person_id = person
              and (m.from_day is null or m.from_day <= app.today())
              and (m.until_day is null or m.until_day > app.today())
            union
            select 'alternant'
            from contracts c
            where c.alternant_id = person
            union
            select case m.role when 'referent' then 'referent' else 'tutor' end
            from mandates m
            where m.person_id = person
              and (m.until_day is null or (m.until_day > m.from_day and m.until_day + 30 > app.today()))
          ) r
        ), '{}')
    `);
    await runner.query(`
      create function app.contract_status(c contracts, on_day date) returns text language sql immutable
        return case
          when c.cancelled_on is not null then 'cancelled'
          when c.signed_on is null then 'draft'
          when c.held_until <= on_day then coalesce(c.ended_as, 'completed')
          when on_day < c.starts_on then 'signed'
          when c.suspensions @> on_day then 'suspended'
          else 'active'
        end
    `);
    // Whoever creates a contract may name the one that it continues, also another employer's.
    await runner.query(`
      create function app.alternant_of_contract(wanted uuid) returns uuid
        language sql stable security definer set search_path = public, pg_temp
        return (select c.alternant_id from contracts c where c.id = wanted)
    `);
    // An invitation lets its bearer choose the first password: nobody but the platform gives one of somebody who also
    // stands elsewhere.
    await runner.query(`
      create function app.stands_elsewhere_without_password(person uuid, organisation uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp
        return not exists (select from accounts a where a.person_id = person and a.password_hash is not null)
          and (
            exists (
              select from memberships m
              where m.person_id = person
                and m.organisation_id <> organisation
                and (m.until_day is null or m.until_day > app.today())
            )
            or exists (
              select from mandates d join contracts c on c.id = d.contract_id
              where d.person_id = person
                and organisation not in (c.employer_id, c.training_centre_id)
                and (d.until_day is null or d.until_day > app.today())
            )
          )
    `);
    // A draft may have changed under its mandates: those that no longer fit the people and organisations that it names.
    await runner.query(`
      create function app.unfit_mandates(contract uuid) returns table (id uuid, person_id uuid, role text)
        language sql stable security definer set search_path = public, pg_temp
      begin atomic
        select m.id, m.person_id, m.role
        from mandates m
        join contracts c on c.id = m.contract_id
        join ladders l on l.id = c.ladder_id
        where m.contract_id = contract
          and (m.until_day is null or m.until_day > m.from_day)
          and (
            m.person_id = c.alternant_id
            or (m.max_level is not null and not jsonb_path_exists(
                 l.levels, '$[*] ? (@.code == $code)', jsonb_build_object('code', m.max_level)))
            or not case
              when m.role = 'referent' then
                app.member_roles(m.person_id, c.training_centre_id, m.from_day, m.until_day) && '{centre_admin,referent}'
              when m.role = 'observer' then
                cardinality(app.member_roles(m.person_id, c.training_centre_id, m.from_day, m.until_day)
                  || app.member_roles(m.person_id, c.employer_id, m.from_day, m.until_day)) > 0
              else
                app.member_roles(m.person_id, c.employer_id, m.from_day, m.until_day) && '{hr,tutor}'
            end
          );
      end
    `);
    // Whoever signs contracts must learn that a tutor is full, also by contracts that they may not see.
    await runner.query(`
      create function app.contracts_followed(tutor uuid, besides uuid, from_day date, until_day date)
        returns table (kind text, is_continuation boolean, starts_on date, held_until date)
        language sql stable security definer set search_path = public, pg_temp
      begin atomic
        select c.kind, c.continuation_of is not null,
               greatest(c.starts_on, m.from_day), least(c.held_until, m.until_day)
        from mandates m
        join contracts c on c.id = m.contract_id
        where m.person_id = tutor
          and m.role = 'main_tutor'
          and c.id <> besides
          and c.signed_on is not null
          and c.cancelled_on is null
          and daterange(c.starts_on, c.held_until) * daterange(m.from_day, m.until_day)
              && daterange(contracts_followed.from_day, contracts_followed.until_day);
      end
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table mandate_absences, mandates, contract_steps, contracts cascade`);
  }
}
