import type { Prepared } from '../../platform/database/sql.js';

/** Facts, their events, the progress that they make and the contract's head, at once: `Facts.write` gives the parameters. */
export const RECORD_FACTS: Prepared = {
  name: 'record_facts',
  text: `
    with seen as (
      insert into observations
        (contract_id, recorded_at, id, sequence, observer_id, observed_on, mission, unit, with_sign_off, items)
      select $1, $2, f.*
      from jsonb_to_recordset($6::jsonb) as f (
        id uuid, sequence bigint, observer_id uuid, observed_on date, mission text, unit text, with_sign_off boolean, items jsonb
      )
    ), withdrawn as (
      insert into observation_withdrawals (contract_id, recorded_at, id, sequence, observation_id, withdrawn_by, reason)
      select $1, $2, f.*
      from jsonb_to_recordset($7::jsonb) as f (id uuid, sequence bigint, observation_id uuid, withdrawn_by uuid, reason text)
    ), signed as (
      insert into sign_offs
        (contract_id, recorded_at, id, sequence, signer_id, observed_on, competency, level, outcome, next_step, reason,
         comment, observation_id, attempt)
      select $1, $2, f.*
      from jsonb_to_recordset($8::jsonb) as f (
        id uuid, sequence bigint, signer_id uuid, observed_on date, competency text, level text, outcome text, next_step text,
        reason text, comment text, observation_id uuid, attempt integer
      )
    ), revoked as (
      insert into revocations (contract_id, recorded_at, id, sequence, sign_off_id, revoked_by, reason_code, reason)
      select $1, $2, f.*
      from jsonb_to_recordset($9::jsonb) as f (
        id uuid, sequence bigint, sign_off_id uuid, revoked_by uuid, reason_code text, reason text
      )
    ), decided as (
      insert into level_decisions
        (contract_id, recorded_at, id, sequence, decided_by, mandate_id, capacity, level, decision, reason, cosigns)
      select $1, $2, f.*
      from jsonb_to_recordset($10::jsonb) as f (
        id uuid, sequence bigint, decided_by uuid, mandate_id uuid, capacity text, level text, decision text, reason text, cosigns uuid
      )
    ), told as (
      insert into events (contract_id, recorded_at, actor_person_id, id, sequence, type, data)
      select $1, $2, $3, e.*
      from jsonb_to_recordset($4::jsonb) as e (id uuid, sequence bigint, type text, data jsonb)
    ), progressed as (
      insert into progress
        (contract_id, sequence, current_level, complete, levels, last_sign_off_on, state, tallies, marks)
      values ($1, $11, $12, $13, $14, $15, $16, $17, $18)
      on conflict (contract_id) do update
      set sequence = excluded.sequence,
          current_level = excluded.current_level,
          complete = excluded.complete,
          levels = excluded.levels,
          last_sign_off_on = excluded.last_sign_off_on,
          state = excluded.state,
          tallies = excluded.tallies,
          marks = excluded.marks
    )
    update contracts c
    set last_sequence = $5, last_recorded_at = $2
    where c.id = $1
  `,
};
