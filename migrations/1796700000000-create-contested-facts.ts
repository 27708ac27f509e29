import type { MigrationInterface, QueryRunner } from 'typeorm';

const READ = (table: string) => `
  contract_id = (select app.held_contract())
  or exists (select from contracts c where c.id = ${table}.contract_id)
`;

/** By whoever it names, about another. */
const BY_ANOTHER = (author: string) => `
  ${author} = (select app.person_id())
  and (contract_id = (select app.held_contract_of_another()) or app.sees_contract_of_another(contract_id))
`;

/** Recorded on a later day than the first one out. */
const BACKDATED = `
  kind in ('suspended', 'terminated', 'completed')
  and on_day < (recorded_at at time zone 'Europe/Paris')::date
`;

/**
 * A tutor dismisses the revocation that an unsafe observation proposes; somebody rules on a fact of a day that a late
 * suspension or ending made inactive. What is proposed and what is contested is computed: only the answers are kept.
 */
export class CreateContestedFacts1796700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table proposal_dismissals (
        id             uuid not null constraint proposal_dismissals_pkey primary key,
        contract_id    uuid not null constraint proposal_dismissals_contract_id_fkey references contracts,
        sequence       bigint not null,
        recorded_at    timestamptz not null,
        observation_id uuid not null constraint proposal_dismissals_observation_id_fkey references observations,
        dismissed_by   uuid not null constraint proposal_dismissals_dismissed_by_fkey references people,
        reason         text not null
      )
    `);
    await runner.query(
      `create unique index proposal_dismissals_once on proposal_dismissals (observation_id)`,
    );
    await runner.query(
      `create unique index proposal_dismissals_in_order on proposal_dismissals (contract_id, sequence)`,
    );
    await runner.query(`
      create table contested_fact_rulings (
        id                uuid not null constraint contested_fact_rulings_pkey primary key,
        contract_id       uuid not null constraint contested_fact_rulings_contract_id_fkey references contracts,
        sequence          bigint not null,
        recorded_at       timestamptz not null,
        ruled_by          uuid not null constraint contested_fact_rulings_ruled_by_fkey references people,
        observation_id    uuid constraint contested_fact_rulings_observation_id_fkey references observations,
        sign_off_id       uuid constraint contested_fact_rulings_sign_off_id_fkey references sign_offs,
        level_decision_id uuid constraint contested_fact_rulings_level_decision_id_fkey references level_decisions,
        step              bigint not null,
        ruling            text not null constraint contested_fact_rulings_ruling_known
                            check (ruling in ('fact_stands', 'fact_overturned')),
        reason            text not null,
        constraint contested_fact_rulings_of_one_fact
          check (num_nonnulls(observation_id, sign_off_id, level_decision_id) = 1)
      )
    `);
    await runner.query(
      `create unique index contested_fact_rulings_in_order on contested_fact_rulings (contract_id, sequence)`,
    );
    for (const fact of ['observation', 'sign_off', 'level_decision']) {
      // \`step\`: the sequence of the act that contests it. A later act may contest it again.
      await runner.query(
        `create unique index contested_fact_rulings_one_of_${fact} on contested_fact_rulings (${fact}_id, step) where ${fact}_id is not null`,
      );
    }
    await runner.query(
      `create index contract_steps_backdated on contract_steps (contract_id) where ${BACKDATED}`,
    );
    await functions(runner);
    await policies(runner, 'proposal_dismissals', BY_ANOTHER('dismissed_by'));
    await policies(
      runner,
      'contested_fact_rulings',
      `
      ${BY_ANOTHER('ruled_by')}
      and ruled_by <> coalesce(
        (select o.observer_id from observations o where o.id = observation_id),
        app.author_of_fact(sign_off_id, null, level_decision_id)
      )
      `,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.contested_facts(uuid)`);
    await runner.query(`drop function app.contesting_steps(uuid)`);
    await runner.query(`drop index contract_steps_backdated`);
    await runner.query(`drop table contested_fact_rulings, proposal_dismissals`);
  }
}

async function functions(runner: QueryRunner): Promise<void> {
  // The days out of each backdated act, as the steps say it now: a suspension until the return that was recorded last, an
  // end for good unless another replaced it. Invoker's rights: whoever sees the contract sees its steps.
  await runner.query(`
    create function app.contesting_steps(wanted uuid)
      returns table (sequence bigint, recorded_at timestamptz, days daterange)
    language sql stable
    begin atomic
      select s.sequence, s.recorded_at, daterange(s.on_day, (
        select r.on_day
        from contract_steps r
        where r.contract_id = s.contract_id
          and s.kind = 'suspended'
          and r.kind = 'resumed'
          and r.sequence > s.sequence
          and not exists (
            select from contract_steps n
            where n.contract_id = s.contract_id
              and n.kind = 'suspended'
              and n.sequence > s.sequence
              and n.sequence < r.sequence
          )
        order by r.sequence desc
        limit 1
      )) as days
      from contract_steps s
      where s.contract_id = contesting_steps.wanted
        and ${BACKDATED.replace(/\b(kind|on_day|recorded_at)\b/g, 's.$1')}
        and (s.kind = 'suspended' or not exists (
          select from contract_steps e
          where e.contract_id = s.contract_id
            and e.kind in ('terminated', 'completed')
            and e.sequence > s.sequence
        ));
    end
  `);
  // Recorded before such an act, of a day that it took out; with the ruling on it. What was taken back meanwhile awaits none.
  await runner.query(`
    create function app.contested_facts(wanted uuid) returns table (
      kind text, id uuid, sequence bigint, day date, author_id uuid, step bigint, since timestamptz, ruling_id uuid
    )
    language sql stable
    begin atomic
      select f.kind, f.id, f.sequence, f.day, f.author_id, p.sequence as step, p.recorded_at as since, r.id as ruling_id
      from (
        select 'observation' as kind, o.id, o.sequence, o.observed_on as day, o.observer_id as author_id,
          exists (select from observation_withdrawals w where w.observation_id = o.id) as is_gone
        from observations o
        where o.contract_id = contested_facts.wanted
        union all
        select 'sign_off' as kind, s.id, s.sequence, s.observed_on as day, s.signer_id as author_id,
          (exists (select from overturns v where v.sign_off_id = s.id) or exists (
            select from revocations t
            where t.sign_off_id = s.id
              and not exists (select from overturns v where v.revocation_id = t.id)
          )) as is_gone
        from sign_offs s
        where s.contract_id = contested_facts.wanted
        union all
        select 'level_decision' as kind, l.id, l.sequence, (l.recorded_at at time zone 'Europe/Paris')::date as day,
          l.decided_by as author_id, exists (select from overturns v where v.level_decision_id = l.id) as is_gone
        from level_decisions l
        where l.contract_id = contested_facts.wanted
      ) f
      cross join lateral (
        select c.sequence, c.recorded_at
        from app.contesting_steps(contested_facts.wanted) c
        where c.sequence > f.sequence
          and c.days @> f.day
        order by c.sequence desc
        limit 1
      ) p
      left join lateral (
        select g.id
        from contested_fact_rulings g
        where g.contract_id = contested_facts.wanted
          and coalesce(g.observation_id, g.sign_off_id, g.level_decision_id) = f.id
          and g.step >= p.sequence
        limit 1
      ) r on true
      where r.id is not null or not f.is_gone;
    end
  `);
}

async function policies(runner: QueryRunner, table: string, write: string): Promise<void> {
  await runner.query(`grant select, insert on ${table} to palier_api`);
  await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(
    `create policy ${table}_read on ${table} for select to palier_api using (${READ(table)})`,
  );
  await runner.query(
    `create policy ${table}_write on ${table} for insert to palier_api with check (${write})`,
  );
  await runner.query(
    `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
  );
}
