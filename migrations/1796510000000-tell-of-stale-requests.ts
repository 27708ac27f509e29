import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests that the time alone makes worth telling, for whoever tells people. */
export class TellOfStaleRequests1796510000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Nobody took it on for 72 hours, or whoever did let as much time pass. Known by its last claim, so that each is told.
    await runner.query(`
      create function app.requests_stale(at timestamptz)
        returns table (id uuid, contract_id uuid)
        language sql stable security definer set search_path = public, pg_temp
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
        where coalesce(claim.recorded_at, r.recorded_at) + interval '72 hours' <= requests_stale.at
          and app.contract_status(c, (requests_stale.at at time zone 'Europe/Paris')::date) = 'active'
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
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.requests_stale`);
  }
}
