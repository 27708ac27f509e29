import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINER = `language sql stable security definer set search_path = public, pg_temp`;

/** Functions that answer what was recorded; how long a claim lasts and whose signature comes first, the rules say. */
export class AnswerFactsNotRules1798030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.requests_stale`);
    await requestsUntouchedSince(runner);
    await runner.query(`drop function app.levels_ready`);
    await readyLevels(runner);
    // Where a code stands on a ladder, the rules know.
    await runner.query(`drop function app.level_index`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('What these functions decided, rules decide: there is no way back.'));
  }
}

/** Asked or last claimed by then, and answered by nobody. Known by the last claim, so that each is told. */
const requestsUntouchedSince = (runner: QueryRunner) =>
  runner.query(`
    create function app.requests_untouched(by_then timestamptz, on_day date)
      returns table (id uuid, contract_id uuid)
      ${DEFINER}
    begin atomic
      select coalesce(claim.id, r.id) as id, r.contract_id
      from sign_off_requests r
      join contracts c on c.id = r.contract_id
      left join lateral (
        select k.id, k.recorded_at
        from sign_off_request_claims k
        where k.request_id = r.id
        order by k.attempt desc
        limit 1
      ) claim on true
      where coalesce(claim.recorded_at, r.recorded_at) <= requests_untouched.by_then
        and app.contract_status(c, requests_untouched.on_day) = 'active'
        and not exists (select from sign_off_request_ends e where e.request_id = r.id)
        and exists (
          select
          from jsonb_array_elements(r.items) i (item)
          where not exists (
            select
            from sign_offs s
            where s.contract_id = r.contract_id
              and s.sequence > r.sequence
              and s.competency = i.item ->> 'competency'
              and s.level = i.item ->> 'level'
          )
        )
        and app.is_telling();
    end
  `);

/** The level of each contract that progress keeps as ready, with what was decided about it. */
const readyLevels = (runner: QueryRunner) =>
  runner.query(`
    create function app.levels_ready(contracts uuid[])
      returns table (contract_id uuid, level text, decisions json)
      ${DEFINER}
    begin atomic
      select p.contract_id, l.level ->> 'code' as level,
        p.state -> 'levels' -> (l.n - 1)::integer -> 'decisions' as decisions
      from progress p
      cross join jsonb_array_elements(p.levels) with ordinality as l (level, n)
      where p.contract_id = any (levels_ready.contracts) and l.level ->> 'status' = 'ready' and app.is_telling();
    end
  `);
