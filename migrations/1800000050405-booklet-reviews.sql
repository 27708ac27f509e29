-- How often the centre of a contract wanted reviews, as it had set it before a day: what is due in a booklet depends on the day
-- that it names and on the history of the contract, and on nothing that was set since.
create function app.review_rules_before(contract uuid, on_day date) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(jsonb_agg(jsonb_build_object(
    'kind', k.kind, 'firstMonths', u.first_months, 'everyMonths', u.every_months
  ) order by k.kind), '[]')
  from contracts c
  cross join (values ('review'), ('visit')) k (kind)
  cross join lateral (
    select x.first_months, x.every_months
    from review_rules x
    where x.training_centre_id = c.training_centre_id
      and x.kind = k.kind
      and x.from_day <= review_rules_before.on_day
      and app.paris_day(x.recorded_at) < review_rules_before.on_day
    order by x.from_day desc, x.id desc
    limit 1
  ) u
  where c.id = review_rules_before.contract
    and (
      c.alternant_id = app.person_id()
      or c.id = any (app.contracts_mandated())
      or c.employer_id = any (app.organisations_as('hr', 'auditor'))
      or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
    );
end;
