import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was seen, judged, decided and taken back; progress, which is a cache of it; and the history. */
export class CreateFacts1795500005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table observations (
        id          uuid not null constraint observations_pkey primary key,
        contract_id uuid not null constraint observations_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        observer_id uuid not null constraint observations_observer_id_fkey references people,
        observed_on date not null,
        mission     text,
        unit        text,
        with_sign_off boolean not null,
        items       jsonb not null
      )
    `);
    await runner.query(`create unique index observations_in_order on observations (contract_id, sequence)`);
    await runner.query(`
      create table observation_withdrawals (
        id             uuid not null constraint observation_withdrawals_pkey primary key,
        observation_id uuid not null constraint observation_withdrawals_observation_id_fkey references observations,
        contract_id    uuid not null constraint observation_withdrawals_contract_id_fkey references contracts,
        sequence       bigint not null,
        recorded_at    timestamptz not null,
        withdrawn_by   uuid not null constraint observation_withdrawals_withdrawn_by_fkey references people,
        reason         text not null
      )
    `);
    await runner.query(
      `create unique index observation_withdrawals_once on observation_withdrawals (observation_id)`,
    );
    await runner.query(
      `create unique index observation_withdrawals_in_order on observation_withdrawals (contract_id, sequence)`,
    );
    await runner.query(`
      create table sign_offs (
        id             uuid not null constraint sign_offs_pkey primary key,
        contract_id    uuid not null constraint sign_offs_contract_id_fkey references contracts,
        sequence       bigint not null,
        recorded_at    timestamptz not null,
        signer_id      uuid not null constraint sign_offs_signer_id_fkey references people,
        observed_on    date not null,
        competency     text not null,
        level          text not null,
        outcome        text not null,
        next_step      text,
        reason         text,
        comment        text,
        observation_id uuid constraint sign_offs_observation_id_fkey references observations,
        attempt        integer not null,
        constraint sign_offs_outcome_known check (outcome in ('acquired', 'not_yet', 'cannot_assess')),
        constraint sign_offs_not_yet_has_next_step check (outcome <> 'not_yet' or next_step is not null),
        constraint sign_offs_cannot_assess_has_reason check (outcome <> 'cannot_assess' or reason is not null)
      )
    `);
    await runner.query(`create unique index sign_offs_in_order on sign_offs (contract_id, sequence)`);
    // "attempt" counts how often the competency was taken back at that level: one effective acquired at a time.
    await runner.query(`
      create unique index sign_offs_acquired_once on sign_offs (contract_id, competency, level, attempt)
        where outcome = 'acquired'
    `);
    await runner.query(`
      create table revocations (
        id           uuid not null constraint revocations_pkey primary key,
        sign_off_id  uuid not null constraint revocations_sign_off_id_fkey references sign_offs,
        contract_id  uuid not null constraint revocations_contract_id_fkey references contracts,
        sequence     bigint not null,
        recorded_at  timestamptz not null,
        revoked_by   uuid not null constraint revocations_revoked_by_fkey references people,
        reason_code  text not null,
        reason       text not null,
        constraint revocations_reason_known check (
          reason_code in ('safety', 'lost_practice', 'entered_in_error', 'wrong_person', 'other')
        )
      )
    `);
    await runner.query(`create unique index revocations_once on revocations (sign_off_id)`);
    await runner.query(`create unique index revocations_in_order on revocations (contract_id, sequence)`);
    await runner.query(`
      create table level_decisions (
        id          uuid not null constraint level_decisions_pkey primary key,
        contract_id uuid not null constraint level_decisions_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        decided_by  uuid not null constraint level_decisions_decided_by_fkey references people,
        mandate_id  uuid not null constraint level_decisions_mandate_id_fkey references mandates,
        capacity    text not null constraint level_decisions_capacity_known check (capacity in ('tutor', 'referent')),
        level       text not null,
        decision    text not null constraint level_decisions_decision_known check (decision in ('open', 'decline')),
        reason      text,
        cosigns     uuid constraint level_decisions_cosigns_fkey references level_decisions,
        constraint level_decisions_decline_has_reason check (decision <> 'decline' or reason is not null)
      )
    `);
    await runner.query(
      `create unique index level_decisions_in_order on level_decisions (contract_id, sequence)`,
    );
    await runner.query(`create unique index level_decisions_cosigned_once on level_decisions (cosigns)`);
    await runner.query(`
      create table assignments (
        id          uuid not null constraint assignments_pkey primary key,
        contract_id uuid not null constraint assignments_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        assigned_by uuid not null constraint assignments_assigned_by_fkey references people,
        mission     text not null,
        from_day    date not null,
        until_day   date,
        constraint assignments_days_in_order check (from_day < until_day)
      )
    `);
    await runner.query(`create unique index assignments_in_order on assignments (contract_id, sequence)`);
    await runner.query(`
      create table resumptions (
        id          uuid not null constraint resumptions_pkey primary key,
        contract_id uuid not null constraint resumptions_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        recorded_by uuid not null constraint resumptions_recorded_by_fkey references people,
        on_day      date not null,
        comment     text
      )
    `);
    await runner.query(`create unique index resumptions_in_order on resumptions (contract_id, sequence)`);
    await runner.query(`
      create table progress (
        contract_id   uuid not null constraint progress_pkey primary key
                      constraint progress_contract_id_fkey references contracts,
        sequence      bigint not null,
        current_level text not null,
        complete      boolean not null,
        levels        jsonb not null,
        last_sign_off_on date,
        state         jsonb not null,
        tallies       jsonb not null,
        marks         jsonb not null
      )
    `);
    // Events are told in the order of commits: one whose transaction is still open hides those that follow.
    await runner.query(`
      create function app.transaction_id() returns bigint language sql stable
        return pg_current_xact_id()::text::bigint
    `);
    await runner.query(`
      create table events (
        id              uuid not null constraint events_pkey primary key,
        contract_id     uuid not null constraint events_contract_id_fkey references contracts,
        sequence        bigint not null,
        type            text not null,
        recorded_at     timestamptz not null,
        actor_person_id uuid,
        actor_client_id uuid,
        data            jsonb not null,
        transaction_id  bigint not null default app.transaction_id()
      )
    `);
    await runner.query(`create unique index events_in_order on events (contract_id, sequence)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table events, progress, resumptions, assignments, level_decisions, revocations, sign_offs,
        observation_withdrawals, observations cascade
    `);
  }
}
