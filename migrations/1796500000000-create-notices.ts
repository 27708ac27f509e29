import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PG_BOSS_46 } from './pg-boss-46.js';

const TELLING = '(select app.is_telling())';

/** What people are told, how they want it, the mails that say it; and the queue of jobs that sends them. */
export class CreateNotices1796500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function app.is_telling() returns boolean language sql stable
        return coalesce(app.setting('app.kind') = 'telling', false)
    `);
    await tables(runner);
    await policies(runner);
    await functions(runner);
    await jobs(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema jobs cascade`);
    await runner.query(`drop policy invitations_telling on invitations`);
    await runner.query(`drop policy invitations_renewed on invitations`);
    await runner.query(`drop policy organisations_telling on organisations`);
    await runner.query(
      `drop function app.things_told, app.people_to_tell, app.mail_addresses, app.levels_ready`,
    );
    await runner.query(`drop table notices, mails, notice_preferences`);
    await runner.query(`drop function app.is_telling`);
  }
}

async function tables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table notice_preferences (
      person_id  uuid not null constraint notice_preferences_pkey primary key
                 constraint notice_preferences_person_id_fkey references people,
      language   text not null constraint notice_preferences_language_known check (language in ('fr', 'en')),
      digest_at  text not null,
      quiet_from text not null,
      quiet_to   text not null,
      off        text[] not null,
      version    integer not null,
      updated_at timestamptz not null,
      constraint notice_preferences_times check (
        digest_at ~ '^([01]\\d|2[0-3]):[0-5]\\d$'
        and quiet_from ~ '^([01]\\d|2[0-3]):[0-5]\\d$'
        and quiet_to ~ '^([01]\\d|2[0-3]):[0-5]\\d$'
      )
    )
  `);
  // One digest a person and day, whoever makes it.
  await runner.query(`
    create table mails (
      id         uuid not null constraint mails_pkey primary key,
      person_id  uuid not null constraint mails_person_id_fkey references people,
      digest_on  date,
      made_at    timestamptz not null,
      settled_at timestamptz,
      outcome    text constraint mails_outcome_known
                 check (outcome in ('sent', 'refused', 'no_address', 'nothing_left')),
      constraint mails_settled_with_outcome check ((settled_at is null) = (outcome is null))
    )
  `);
  await runner.query(
    `create unique index mails_one_digest_a_day on mails (person_id, digest_on) where digest_on is not null`,
  );
  // One thing is told to one person once, in one mail at most.
  await runner.query(`
    create table notices (
      id          uuid not null constraint notices_pkey primary key,
      thing_id    uuid not null,
      kind        text not null,
      person_id   uuid not null constraint notices_person_id_fkey references people,
      contract_id uuid not null constraint notices_contract_id_fkey references contracts,
      level       text,
      told_at     timestamptz not null,
      due_at      timestamptz,
      mail_id     uuid constraint notices_mail_id_fkey references mails
    )
  `);
  await runner.query(`create unique index notices_told_once on notices (thing_id, kind, person_id)`);
  await runner.query(`create index notices_of_person on notices (person_id, id)`);
  await runner.query(
    `create index notices_due on notices (due_at) where mail_id is null and due_at is not null`,
  );
  await runner.query(`create index notices_of_mail on notices (mail_id) where mail_id is not null`);
}

async function policies(runner: QueryRunner): Promise<void> {
  for (const table of ['notice_preferences', 'mails', 'notices']) {
    await runner.query(`alter table ${table} enable row level security`);
    await runner.query(`alter table ${table} force row level security`);
    await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
    await runner.query(
      `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
    );
  }
  await runner.query(`grant select, insert, update on notice_preferences to palier_api`);
  await runner.query(`grant select, insert on mails, notices to palier_api`);
  await runner.query(`grant update (settled_at, outcome) on mails to palier_api`);
  await runner.query(`grant update (due_at, mail_id) on notices to palier_api`);
  await runner.query(`
    create policy notice_preferences_own on notice_preferences to palier_api
      using (person_id = (select app.person_id())) with check (person_id = (select app.person_id()))
  `);
  await runner.query(
    `create policy notice_preferences_telling on notice_preferences for select to palier_api using (${TELLING})`,
  );
  // One's own, of the contracts that one still sees.
  await runner.query(`
    create policy notices_own on notices for select to palier_api using (
      person_id = (select app.person_id())
      and exists (select from contracts c where c.id = notices.contract_id)
    )
  `);
  await runner.query(
    `create policy notices_telling on notices to palier_api using (${TELLING}) with check (${TELLING})`,
  );
  await runner.query(`
    create policy mails_own on mails for select to palier_api using (person_id = (select app.person_id()))
  `);
  await runner.query(
    `create policy mails_telling on mails to palier_api using (${TELLING}) with check (${TELLING})`,
  );
  // The mail of an invitation carries a token made as it is sent: see the decision record 0025.
  await runner.query(
    `create policy invitations_telling on invitations for select to palier_api using (${TELLING})`,
  );
  await runner.query(
    `create policy organisations_telling on organisations for select to palier_api using (${TELLING})`,
  );
  await runner.query(`
    create policy invitations_renewed on invitations for update to palier_api
      using (${TELLING} and accepted_at is null) with check (${TELLING} and accepted_at is null)
  `);
}

/** What whoever tells people needs to know, and no more; to nobody else they answer nothing. */
async function functions(runner: QueryRunner): Promise<void> {
  const definer = `language sql stable security definer set search_path = public, pg_temp`;
  await runner.query(`
    create function app.things_told(events uuid[])
      returns table (id uuid, contract_id uuid, actor_id uuid, level text)
      ${definer}
    begin atomic
      select e.id, e.contract_id, e.actor_person_id as actor_id, e.data ->> 'level' as level
      from events e
      where e.id = any (events) and app.is_telling();
    end
  `);
  // Who stands on a contract today: the alternant, and who holds a mandate.
  await runner.query(`
    create function app.people_to_tell(contracts uuid[])
      returns table (contract_id uuid, person_id uuid, role text, absent boolean)
      ${definer}
    begin atomic
      select c.id as contract_id, c.alternant_id as person_id, 'alternant' as role, false as absent
      from contracts c
      where c.id = any (people_to_tell.contracts) and app.is_telling()
      union all
      select m.contract_id, m.person_id, m.role, exists (
          select from mandate_absences a
          where a.mandate_id = m.id
            and a.from_day <= app.today()
            and (a.until_day is null or a.until_day > app.today())
        ) as absent
      from mandates m
      join contracts c on c.id = m.contract_id and c.alternant_id <> m.person_id
      where m.contract_id = any (people_to_tell.contracts)
        and app.is_telling()
        and m.from_day <= app.today()
        and (m.until_day is null or m.until_day > app.today());
    end
  `);
  // That of the account: whoever reads it accepted an invitation that came by it.
  await runner.query(`
    create function app.mail_addresses(people uuid[])
      returns table (person_id uuid, email text)
      ${definer}
    begin atomic
      select a.person_id, a.email
      from accounts a
      where a.person_id = any (mail_addresses.people) and a.disabled_at is null and app.is_telling();
    end
  `);
  // Of a ready level a tutor's signature in force is the first of two.
  await runner.query(`
    create function app.levels_ready(contracts uuid[])
      returns table (contract_id uuid, level text, half boolean)
      ${definer}
    begin atomic
      select p.contract_id, l.level ->> 'code' as level, coalesce(
          (p.state #> array['levels', (l.n - 1)::text, 'decisions'])::jsonb
            @? '$[*] ? (@.effective == true && @.capacity == "tutor" && @.decision == "open")', false) as half
      from progress p
      cross join jsonb_array_elements(p.levels) with ordinality as l (level, n)
      where p.contract_id = any (levels_ready.contracts) and l.level ->> 'status' = 'ready' and app.is_telling();
    end
  `);
}

/**
 * The queue. Whoever records a fact adds a job with it; whoever works takes jobs, and pg-boss tidies up: of its tables the
 * API's role gets what that takes, and nothing of those that it does not use.
 */
async function jobs(runner: QueryRunner): Promise<void> {
  await runner.query(`create schema jobs`);
  await runner.query(PG_BOSS_46);
  await runner.query(`revoke all on all functions in schema jobs from public`);
  await runner.query(`grant usage on schema jobs to palier_api, palier_maintenance`);
  await runner.query(`grant execute on function jobs.job_now() to palier_api, palier_maintenance`);
  await runner.query(`grant select, insert, update, delete on jobs.job, jobs.job_common to palier_api`);
  await runner.query(`grant select, update on jobs.queue, jobs.version to palier_api`);
  await runner.query(`grant select, delete on jobs.job_dependency, jobs.instance to palier_api`);
  // Rows are locked before they are deleted, which takes the right to change one column.
  await runner.query(`grant update (stopped_on) on jobs.instance to palier_api`);
  await runner.query(
    `grant select, insert, update, delete on all tables in schema jobs to palier_maintenance`,
  );
  await runner.query(`
    insert into jobs.queue
      (name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, retention_seconds,
       deletion_seconds, partition, table_name)
    values
      ('tell', 'standard', 10000, 1, true, 300, 60, 1209600, 86400, false, 'job_common'),
      ('mail', 'standard', 700, 5, true, 900, 180, 1209600, 86400, false, 'job_common'),
      ('invite', 'standard', 700, 5, true, 900, 180, 604800, 86400, false, 'job_common')
  `);
}
