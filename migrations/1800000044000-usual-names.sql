-- People are called as they are called: a usual name beside the civil one, and one single name where there is no other.

alter table people
  add column usual_given_name text,
  add column usual_family_name text,
  add constraint people_have_a_name check (given_name <> '' or family_name <> '');
alter table person_names
  add column usual_given_name text,
  add column usual_family_name text;

-- What somebody is called, of a name as papers say it and as they use it. Every answer that names people asks this.
create function app.called(civil text, usual text) returns text
  language sql immutable
return coalesce(usual, civil);

-- A name as it is said. Whoever has one single name has no blank before or after it.
create function app.full_name(given_name text, family_name text) returns text
  language sql immutable
return trim(given_name || ' ' || family_name);

create or replace function app.keep_name(person uuid) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  insert into person_names
    (person_id, recorded_at, version, given_name, family_name, usual_given_name, usual_family_name)
  select p.id, p.updated_at, p.version, p.given_name, p.family_name, p.usual_given_name, p.usual_family_name
  from people p
  where p.id = keep_name.person and app.is_signed_in()
  on conflict do nothing;
end;

create or replace function app.names_of_people(people uuid[], at timestamptz)
  returns table (person_id uuid, given_name text, family_name text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct on (n.person_id)
    n.person_id,
    app.called(n.given_name, n.usual_given_name),
    app.called(n.family_name, n.usual_family_name)
  from person_names n
  where n.person_id = any (people) and n.recorded_at <= at and app.is_signed_in()
  order by n.person_id, n.version desc;
end;

-- People are found by both. Who may find by the civil one is judged of whom it found.
create or replace function app.key_person() returns trigger
  language plpgsql
as $$
begin
  new.search_key := concat_ws(' ',
    app.fold(new.given_name), app.fold(new.family_name), app.fold(new.usual_given_name), app.fold(new.usual_family_name)
  );
  return new;
end $$;

-- How somebody is called is asked only where it is told.
drop function app.says_the_same(uuid, text, text, date, text, text);
create function app.says_the_same(
  person uuid, given_name text, family_name text, birth_date date, email text, phone text,
  usual_given_name text default null, usual_family_name text default null
) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.left_lately(person) and exists (
  select from people p
  where p.id = says_the_same.person
    and p.given_name is not distinct from says_the_same.given_name
    and p.family_name is not distinct from says_the_same.family_name
    and p.birth_date is not distinct from says_the_same.birth_date
    and p.email is not distinct from says_the_same.email
    and p.phone is not distinct from says_the_same.phone
    and p.usual_given_name is not distinct from
      coalesce(says_the_same.usual_given_name, p.usual_given_name)
    and p.usual_family_name is not distinct from
      coalesce(says_the_same.usual_family_name, p.usual_family_name)
);

create or replace function app.prior_facts(wanted uuid, after_fact uuid, at_most integer)
  returns table (
    id uuid, kind text, contract_id uuid, observed_on date, recorded_at timestamptz, author_id uuid,
    given_name text, family_name text, items jsonb
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with facts as (
    select o.id, 'observation' as kind, o.contract_id, o.sequence, o.observed_on, o.recorded_at,
      o.observer_id as author_id, o.items
    from app.prior_contracts(prior_facts.wanted, 'infinity') k
    join observations o on o.contract_id = k.contract_id
    where (prior_facts.after_fact is null or o.id > prior_facts.after_fact)
      and not app.is_withdrawn(o.id, o.items)
    union all
    select s.id, 'sign_off' as kind, s.contract_id, s.sequence, s.observed_on, s.recorded_at,
      s.signer_id as author_id,
      jsonb_build_array(
        jsonb_build_object('competency', s.competency, 'level', s.level, 'outcome', s.outcome)
      ) as items
    from app.prior_contracts(prior_facts.wanted, 'infinity') k
    join sign_offs s on s.contract_id = k.contract_id
    where (prior_facts.after_fact is null or s.id > prior_facts.after_fact)
      and not app.is_revoked(s.id, s.contract_id, case
        when exists (
          select from ladder_changes x where x.contract_id = s.contract_id and x.sequence > s.sequence
        ) then ''
        else s.outcome
      end)
    order by 1
    limit prior_facts.at_most
  )
  select f.id, f.kind, f.contract_id, f.observed_on, f.recorded_at, f.author_id,
    app.called(a.given_name, a.usual_given_name), app.called(a.family_name, a.usual_family_name), (
    select jsonb_agg(jsonb_build_object(
      'competency', i.item -> 'competency',
      'title', jsonb_path_query_first(
        d.blocks, '$[*].competencies[*] ? (@.code == $code).title', jsonb_build_object('code', i.item -> 'competency')
      ),
      'level', i.item -> 'level',
      'outcome', i.item -> 'outcome'
    ) order by i.place)
    from jsonb_array_elements(f.items) with ordinality as i (item, place)
    where not exists (
      select
      from observation_withdrawals w
      where w.observation_id = f.id
        and w.competency = i.item ->> 'competency'
        and w.level = i.item ->> 'level'
        and not exists (select from overturns v where v.revocation_id = w.revocation_id)
    )
  ) as items
  from facts f
  join people a on a.id = f.author_id
  -- Each by its key, however many facts the planner expects.
  cross join lateral (select c.ladder_id from contracts c where c.id = f.contract_id offset 0) p
  join ladders l on l.id = coalesce((
    select x.from_ladder_id
    from ladder_changes x
    where x.contract_id = f.contract_id
      and x.sequence > f.sequence
    order by x.sequence
    limit 1
  ), p.ladder_id)
  join frameworks d on d.id = l.framework_id;
end;
