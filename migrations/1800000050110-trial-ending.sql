-- Trial periods that come to their end: for whoever tells people, of whom nobody was told yet.

-- The running contracts that began within so many days, with what their trial period follows from. An apprenticeship without a
-- calendar is not among them: nothing says how many of its days were in the company.
create function app.trials_running(on_day date, days_back integer)
  returns table (contract_id uuid, kind text, life jsonb, facts jsonb, places jsonb, patterns jsonb, exceptions jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    c.id,
    c.kind,
    jsonb_build_object(
      'startsOn', c.starts_on,
      'until', c.until_day,
      'signedOn', c.signed_on,
      'heldUntil', c.held_until,
      'suspensions', (
        select coalesce(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]')
        from unnest(c.suspensions) as s (r)
      )
    ),
    jsonb_build_object(
      'absences', (
        select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', a.until_day)), '[]')
        from (
          select distinct on (x.absence_id) x.from_day, x.until_day, x.is_withdrawn
          from contract_absences x
          where x.contract_id = c.id
          order by x.absence_id, x.sequence desc
        ) a
        where not a.is_withdrawn
      ),
      'postcode', f.content #>> '{employer,address,postcode}',
      'observesGoodFriday', f.content #> '{employer,observesGoodFriday}',
      'practicalTrainingStartsOn', f.content #>> '{terms,practicalTrainingStartsOn}',
      'contractType', f.content #>> '{terms,contractType}',
      'nature', f.content #>> '{professionalisation,nature}',
      'trialDays', f.content #> '{professionalisation,trialDays}'
    ),
    app.places_of(c.id, 'infinity'),
    k.patterns,
    k.items
  from contracts c
  left join lateral (
    select x.content from contract_forms x where x.contract_id = c.id order by x.sequence desc limit 1
  ) f on true
  left join lateral (
    select x.patterns, x.items from contract_calendars x where x.contract_id = c.id order by x.sequence desc limit 1
  ) k on true
  where app.is_notifier()
    and c.starts_on between trials_running.on_day - trials_running.days_back and trials_running.on_day
    and c.signed_on is not null
    and c.cancelled_on is null
    and c.held_until > trials_running.on_day
    and (c.kind <> 'apprenticeship' or k.patterns is not null)
    and not exists (select from notifications n where n.subject_id = c.id and n.kind = 'trial_period_ending');
end;
