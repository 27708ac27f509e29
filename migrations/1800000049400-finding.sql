-- Contracts are found and paged as an HR office looks for them: by name, by first and last day, at the same cost on the first
-- page and on the thousandth (docs/decisions/0079). A list goes through the contracts of each organisation in its order, so
-- every order has an index for either side.

-- How the alternant is called, as lists are sorted: the beginning of the family name, then of the given name, each by its
-- plainest form. Cut, so that a cursor that holds it stays short.
create function app.sort_name(family_name text, given_name text) returns text
  language sql immutable
return left(app.fold(family_name), 40) || ' ' || left(app.fold(given_name), 20);

-- Holds the person: whoever renames them meanwhile comes before, or renames this contract too.
create function app.name_contract() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  select app.sort_name(app.called(p.family_name, p.usual_family_name), app.called(p.given_name, p.usual_given_name))
    into new.sort_name
    from people p
    where p.id = new.alternant_id
    for share;
  new.sort_name := coalesce(new.sort_name, '');
  return new;
end $$;

create function app.rename_contracts() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update contracts c
  set sort_name = app.sort_name(
    app.called(new.family_name, new.usual_family_name), app.called(new.given_name, new.usual_given_name))
  where c.alternant_id = new.id;
  return null;
end $$;

alter table contracts add column sort_name text collate "C" not null default '';
update contracts c
set sort_name = app.sort_name(
  app.called(p.family_name, p.usual_family_name), app.called(p.given_name, p.usual_given_name))
from people p
where p.id = c.alternant_id;
alter table contracts alter column sort_name drop default;

-- Not where the alternant stays: whoever renames them holds the person and waits for the contract.
create trigger contracts_are_named before insert on contracts
  for each row execute function app.name_contract();
create trigger contracts_keep_sort_name before update of alternant_id on contracts
  for each row when (old.alternant_id is distinct from new.alternant_id) execute function app.name_contract();
create trigger people_rename_contracts after update of given_name, family_name, usual_given_name, usual_family_name on people
  for each row
  when (
    (old.given_name, old.family_name, old.usual_given_name, old.usual_family_name)
    is distinct from (new.given_name, new.family_name, new.usual_given_name, new.usual_family_name)
  )
  execute function app.rename_contracts();

-- The orders of lists, of each side; and of all, for whoever acts for many organisations.
create index contracts_names on contracts (sort_name, id);
create index contracts_starts on contracts (starts_on, id);
create index contracts_ends on contracts (held_until, id);
create index contracts_employer_names on contracts (employer_id, sort_name, id);
create index contracts_employer_starts on contracts (employer_id, starts_on, id);
create index contracts_employer_ends on contracts (employer_id, held_until, id);
create index contracts_training_centre_names on contracts (training_centre_id, sort_name, id);
create index contracts_training_centre_starts on contracts (training_centre_id, starts_on, id);
create index contracts_training_centre_ends on contracts (training_centre_id, held_until, id);
-- Few, and the last ones in the order of creation.
create index contracts_employer_drafts on contracts (employer_id, id)
  where signed_on is null and cancelled_on is null;
create index contracts_training_centre_drafts on contracts (training_centre_id, id)
  where signed_on is null and cancelled_on is null;
create index contract_groups_named on contract_groups (group_name, contract_id);

update personal_data set withheld = withheld || '{sort_name}' where table_name = 'contracts';

-- What is asked of a row c of contracts, in SQL: its values are written as literals, and what is not asked is null, which
-- concat leaves out. hr_of and admin_of: whose papers the reader handles, who alone finds a civil name.
create function app.contract_filters(wanted jsonb, hr_of uuid[], admin_of uuid[]) returns text
  language plpgsql stable set search_path = public, pg_temp
as $$
declare
  today constant text := quote_literal(app.today()) || '::date';
  signed constant text := ' and c.cancelled_on is null and c.signed_on is not null';
  in_force constant text := signed || ' and c.held_until > ' || today;
  over constant text := signed || ' and c.held_until <= ' || today;
  begun constant text := ' and c.starts_on <= ' || today;
  away constant text := 'c.suspensions @> ' || today;
  patterns constant text[] := app.search_patterns(array(select jsonb_array_elements_text(wanted -> 'words')));
begin
  return concat(
    ' and c.kind = ' || quote_literal(wanted ->> 'kind'),
    ' and c.alternant_id = ' || quote_literal(wanted ->> 'alternantId'),
    ' and c.employer_id = ' || quote_literal(wanted ->> 'employerId'),
    ' and c.training_centre_id = ' || quote_literal(wanted ->> 'trainingCentreId'),
    ' and c.ladder_id = ' || quote_literal(wanted ->> 'ladderId'),
    ' and c.starts_on >= ' || quote_literal(wanted ->> 'startsFrom'),
    ' and c.starts_on <= ' || quote_literal(wanted ->> 'startsTo'),
    ' and c.held_until > ' || quote_literal(wanted ->> 'endsFrom'),
    ' and c.held_until <= ' || quote_literal((wanted ->> 'endsTo')::date + 1),
    ' and c.changed_at >= ' || quote_literal(wanted ->> 'changedFrom'),
    ' and c.changed_at < ' || quote_literal(wanted ->> 'changedBefore'),
    case wanted ->> 'status'
      when 'cancelled' then ' and c.cancelled_on is not null'
      when 'draft' then ' and c.cancelled_on is null and c.signed_on is null'
      when 'terminated' then over || ' and c.ended_as = ''terminated'''
      when 'completed' then over || ' and c.ended_as is distinct from ''terminated'''
      when 'signed' then in_force || ' and c.starts_on > ' || today
      when 'suspended' then in_force || begun || ' and ' || away
      when 'active' then in_force || begun || ' and not ' || away
    end,
    case when wanted ? 'frameworkId' then format(
      ' and c.ladder_id = any (%L::uuid[])',
      array(select l.id from ladders l where l.framework_id = (wanted ->> 'frameworkId')::uuid)
    ) end,
    -- Until something moves it, the first level of the ladder is the current one.
    case when wanted ? 'level' then format(
      ' and c.ladder_id = any (%2$L::uuid[])
        and %1$L = coalesce(
          (select g.current_level from progress g where g.contract_id = c.id),
          case when c.ladder_id = any (%3$L::uuid[]) then %1$L end
        )',
      wanted ->> 'level',
      array(select l.id from ladders l where l.levels @> jsonb_build_array(jsonb_build_object('code', wanted ->> 'level'))),
      array(select l.id from ladders l where l.levels -> 0 ->> 'code' = wanted ->> 'level')
    ) end,
    case when wanted ? 'tutorId' then format(
      ' and c.id in (
          select m.contract_id
          from mandates m
          where m.person_id = %1$L
            and m.role in (''main_tutor'', ''co_tutor'', ''substitute'')
            and daterange(m.from_day, m.until_day) @> %2$s
            and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> %2$s
        )',
      wanted ->> 'tutorId', today
    ) end,
    case when wanted ? 'group' then format(
      ' and c.id in (
          select g.contract_id
          from contract_groups g
          where g.group_name = %L
            and not exists (
              select from contract_groups later
              where later.contract_id = g.contract_id and later.sequence > g.sequence
            )
        )',
      wanted ->> 'group'
    ) end,
    case when wanted ? 'externalId' then format(
      ' and c.id in (
          select e.contract_id
          from contract_external_ids e
          where e.external_id = %L and e.organisation_id = any (%L::uuid[])
        )',
      wanted ->> 'externalId', app.organisations_as('hr', 'centre_admin', 'auditor')
    ) end,
    -- As app.member_days says it, which asked of each contract costs more than twice as much.
    case wanted ->> 'flag'
      when 'no_main_tutor' then format(
        in_force || ' and not (c.starts_on <= %1$s and ' || away || ')
          and not exists (
            select
            from mandates m
            join memberships b on b.person_id = m.person_id
            where m.contract_id = c.id
              and m.role = ''main_tutor''
              and daterange(m.from_day, m.until_day) @> greatest(%1$s, c.starts_on)
              and b.organisation_id = c.employer_id
              and b.role in (''hr'', ''tutor'')
              and daterange(b.from_day, b.until_day) @> greatest(%1$s, c.starts_on)
          )',
        today
      )
      when 'not_deposited' then signed || '
          and coalesce((
            select d.on_day is null from contract_deposits d where d.contract_id = c.id order by d.sequence desc limit 1
          ), true)'
    end,
    case when cardinality(patterns) > 0 then format(
      ' and exists (
          select
          from people p
          where p.id = c.alternant_id %1$s
            and (
              num_nonnulls(p.usual_given_name, p.usual_family_name) = 0
              or c.alternant_id = app.person_id()
              or c.employer_id = any (%3$L::uuid[])
              or c.training_centre_id = any (%4$L::uuid[])
              or concat_ws(
                   '' '',
                   app.fold(app.called(p.given_name, p.usual_given_name)),
                   app.fold(app.called(p.family_name, p.usual_family_name))
                 ) like all (%2$L::text[])
            )
        )',
      (select string_agg(format('and p.search_key like %L', k.pattern), ' ') from unnest(patterns) k (pattern)),
      patterns, hr_of, admin_of
    )
    when wanted ? 'words' then ' and false' end
  );
end $$;

revoke execute on function app.contract_filters(jsonb, uuid[], uuid[]) from public;

-- Which contracts a page shows, in its order, and the key of each. It looks among those that the policy contracts_read shows,
-- and gives ids: whoever asks reads the rows under that policy. Past row-level security the planner knows how many rows an
-- organisation has, `like` may use an index, and what is looked up beside a row is not judged row by row. Of a reader of few
-- organisations each is an arm of its own, whose rows come in order and end with the page; of many the planner chooses, and
-- reads no table whole.
create function app.find_contracts(wanted jsonb, sorted_by text, after_key text, after_id uuid, at_most integer)
  returns table (id uuid, key text)
  language plpgsql stable security definer rows 51 set search_path = public, pg_temp set jit = false set enable_seqscan = false
as $$
declare
  few constant integer := 8;
  key_of constant text := case sorted_by
    when 'name' then 'c.sort_name'
    when 'startsOn' then 'c.starts_on'
    when 'endsOn' then 'c.held_until'
    when 'change' then 'c.changed_at'
    else 'c.id'
  end;
  -- An auditor may be one of either kind: what is not an employer has no contracts as one.
  employers constant uuid[] := array(
    select o.id from organisations o where o.id = any (app.organisations_as('hr', 'auditor')) and o.kind = 'employer'
  );
  centres constant uuid[] := array(
    select o.id from organisations o where o.id = any (app.organisations_as('centre_admin', 'auditor')) and o.kind = 'training_centre'
  );
  own uuid[];
  asked text;
  arms text[] := '{}';
  beside text := '';
  side record;
begin
  if not app.is_signed_in() then
    return;
  end if;
  own := array(
    select unnest(app.contracts_mandated()) union select c.id from contracts c where c.alternant_id = app.person_id()
  );
  asked := concat(
    app.contract_filters(wanted, app.organisations_as('hr'), app.organisations_as('centre_admin')),
    case
      when after_id is null then null
      when key_of = 'c.id' then format(' and c.id > %L', after_id)
      when key_of = 'c.changed_at' then format(' and (c.changed_at, c.id) > (%L, %L)', app.instant_of_change(after_key), after_id)
      else format(' and (%s, c.id) > (%L, %L)', key_of, after_key, after_id)
    end,
    format(' order by %s, c.id limit %s)', key_of, at_most)
  );
  -- What an arm before has shown is left out of those that follow.
  for side in
    select 'c.employer_id' as of_side, '$1' as all_of_it, employers as organisations
    union all
    select 'c.training_centre_id', '$2', centres
    union all
    select 'c.id', '$3', own
  loop
    continue when cardinality(side.organisations) = 0;
    arms := arms || array(
      select format('(select c.id, %s as key from contracts c where %s%s%s', key_of, one.condition, beside, asked)
      from (
        select format('%s = %L', side.of_side, o.id) as condition
        from unnest(side.organisations) o (id)
        where side.of_side <> 'c.id' and cardinality(side.organisations) <= few
        union all
        select format('%s = any (%s)', side.of_side, side.all_of_it)
        where side.of_side = 'c.id' or cardinality(side.organisations) > few
      ) one
    );
    beside := beside || format(' and %s <> all (%s)', side.of_side, side.all_of_it);
  end loop;
  if cardinality(arms) = 0 then
    return;
  end if;
  return query execute format(
    'select k.id, k.key::text from (%s) k order by k.key, k.id limit %s', array_to_string(arms, ' union all '), at_most
  ) using employers, centres, own;
end $$;
