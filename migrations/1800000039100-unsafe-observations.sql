-- While what was unsafe has not been seen anew and safe, missions that need it are watched closely: also for readers to whom
-- observations are closed, HR and programs.

-- Of each competency that was ever observed unsafe, by what was recorded at that instant: the last day on which it was, and the
-- last one on which it was performed. An observation that was withdrawn says nothing.
create function app.unsafe_observed(wanted uuid, at timestamptz) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'competency', s.competency, 'unsafeOn', s.unsafe_on, 'performedOn', s.performed_on
  ) order by s.competency), '[]')
  from (
    select
      i.item ->> 'competency' as competency,
      max(o.observed_on) filter (where i.item ->> 'outcome' = 'unsafe') as unsafe_on,
      max(o.observed_on) filter (where i.item ->> 'outcome' = 'performed') as performed_on
    from observations o
    cross join lateral jsonb_array_elements(o.items) i (item)
    where o.contract_id = wanted
      and o.recorded_at <= at
      and (app.is_signed_in() or app.is_notifier())
      -- Nearly no contract has any: the others are not taken apart.
      and exists (
        select from observations u
        where u.contract_id = wanted and u.items @> '[{"outcome": "unsafe"}]' and u.recorded_at <= at
      )
      and not exists (
        select from observation_withdrawals w
        where w.observation_id = o.id
          and w.recorded_at <= at
          and (
            w.competency is null
            or (
              w.competency = i.item ->> 'competency'
              and w.level = i.item ->> 'level'
              and not exists (
                select from overturns v where v.revocation_id = w.revocation_id and v.recorded_at <= at offset 0
              )
            )
          )
        offset 0 -- asked of each by its key: else whole tables would be read
      )
    group by 1
  ) s
  where s.unsafe_on is not null
$$;
