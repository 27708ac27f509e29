import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, people, memberships; the names they bore, for reports that must not change. */
export class CreatePeople1795500001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organisations (
        id             uuid not null constraint organisations_pkey primary key,
        kind           text not null constraint organisations_kind_known check (kind in ('employer', 'training_centre')),
        name           text not null,
        siret          text not null,
        uai            text,
        finess         text,
        structure_type text,
        external_id    text,
        version        integer not null,
        created_at     timestamptz not null,
        updated_at     timestamptz not null
      )
    `);
    await runner.query(`create unique index organisations_external_id_once on organisations (external_id)`);
    await runner.query(`
      create table people (
        id          uuid not null constraint people_pkey primary key,
        given_name  text not null,
        family_name text not null,
        birth_date  date,
        email       text,
        phone       text,
        owner_id    uuid constraint people_owner_id_fkey references organisations,
        external_id text,
        version     integer not null,
        created_at  timestamptz not null,
        updated_at  timestamptz not null
      )
    `);
    await runner.query(`
      create unique index people_external_id_once on people (owner_id, external_id) where external_id is not null
    `);
    await runner.query(`
      create unique index people_external_id_of_platform_once on people (external_id)
        where owner_id is null and external_id is not null
    `);
    await runner.query(`create index people_email on people (lower(email))`);
    await runner.query(`
      create table memberships (
        id              uuid not null constraint memberships_pkey primary key,
        person_id       uuid not null constraint memberships_person_id_fkey references people,
        organisation_id uuid constraint memberships_organisation_id_fkey references organisations,
        role            text not null,
        from_day        date,
        until_day       date,
        created_at      timestamptz not null,
        constraint memberships_role_known check (
          role in ('platform_admin', 'centre_admin', 'referent', 'alternant', 'auditor', 'hr', 'tutor')
        ),
        constraint memberships_platform_has_no_organisation check ((role = 'platform_admin') = (organisation_id is null)),
        constraint memberships_days_in_order check (from_day < until_day)
      )
    `);
    await runner.query(`create index memberships_person on memberships (person_id, role)`);
    await runner.query(`create index memberships_organisation on memberships (organisation_id, person_id)`);
    await runner.query(`
      create table person_names (
        person_id   uuid not null constraint person_names_person_id_fkey references people,
        recorded_at timestamptz not null,
        version     integer not null,
        given_name  text not null,
        family_name text not null,
        constraint person_names_pkey primary key (person_id, version)
      )
    `);
    await runner.query(`
      create table organisation_names (
        organisation_id uuid not null constraint organisation_names_organisation_id_fkey references organisations,
        recorded_at     timestamptz not null,
        version         integer not null,
        name            text not null,
        constraint organisation_names_pkey primary key (organisation_id, version)
      )
    `);

    // Security definer: the policies of other tables ask these without meeting the policies of memberships.
    await runner.query(`
      create function app.organisations_as(variadic roles text[]) returns uuid[]
        language sql stable security definer set search_path = public, pg_temp
        return coalesce((
          select array_agg(m.organisation_id)
          from memberships m
          where m.person_id = app.person_id()
            and m.role = any (roles)
            and m.organisation_id is not null
            and (m.from_day is null or m.from_day <= app.today())
            and (m.until_day is null or m.until_day > app.today())
        ), '{}')
    `);
    await runner.query(`
      create function app.is_platform_admin() returns boolean
        language sql stable security definer set search_path = public, pg_temp
        return exists (
          select from memberships m
          where m.person_id = app.person_id()
            and m.role = 'platform_admin'
            and (m.from_day is null or m.from_day <= app.today())
            and (m.until_day is null or m.until_day > app.today())
        )
    `);
    await runner.query(`
      create function app.member_roles(person uuid, organisation uuid, from_day date, until_day date) returns text[]
        language sql stable security definer set search_path = public, pg_temp
        return coalesce((
          select array_agg(distinct m.role)
          from memberships m
          where m.person_id = person
            and m.organisation_id = organisation
            and daterange(m.from_day, m.until_day) && daterange(member_roles.from_day, member_roles.until_day)
        ), '{}')
    `);
    // A birth date is needed to judge what a minor may do, and who may tutor, by people who may not read it.
    await runner.query(`
      create function app.person_birth(person uuid, out found boolean, out birth_date date)
        language sql stable security definer set search_path = public, pg_temp
      begin atomic
        select count(*) = 1, max(p.birth_date) from people p where p.id = person;
      end
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table organisation_names, person_names, memberships, people, organisations cascade`,
    );
  }
}
