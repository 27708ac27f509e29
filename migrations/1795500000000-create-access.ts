import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who asks, as the database knows it. `app.enter` opens every transaction of the API; the functions of
 * schema `app` answer the policies. The API logs in as `palier_api`, which owns nothing; migrations and
 * upkeep run as a member of `palier_maintenance`, which alone sees all.
 */
export class CreateAccess1795500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      begin
        if not exists (select from pg_roles where rolname = 'palier_api') then
          create role palier_api login nosuperuser nobypassrls nocreatedb nocreaterole;
        end if;
        if not exists (select from pg_roles where rolname = 'palier_maintenance') then
          create role palier_maintenance nologin;
        end if;
        if not (select rolsuper from pg_roles where rolname = current_user) then
          execute format('grant palier_maintenance to %I', current_user);
        end if;
      end $$
    `);
    await runner.query(`create extension if not exists btree_gist`);
    await runner.query(`create schema app`);
    await runner.query(`grant usage on schema app, public to palier_api, palier_maintenance`);
    await runner.query(`
      create function app.setting(name text) returns text language sql stable
        return nullif(current_setting(name, true), '')
    `);
    await runner.query(`
      create function app.person_id() returns uuid language sql stable
        return app.setting('app.person_id')::uuid
    `);
    await runner.query(`
      create function app.account_id() returns uuid language sql stable
        return app.setting('app.account_id')::uuid
    `);
    await runner.query(`
      create function app.is_signing_in() returns boolean language sql stable
        return coalesce(app.setting('app.kind') = 'sign_in', false)
    `);
    // The API's clock decides which day it is, so that a test, or a replay, moves the policies with it.
    await runner.query(`
      create function app.today() returns date language sql stable
        return (coalesce(app.setting('app.now')::timestamptz, now()) at time zone 'Europe/Paris')::date
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema app cascade`);
  }
}
