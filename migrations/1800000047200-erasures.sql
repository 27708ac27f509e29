-- Somebody is made nobody: asked, awaited for thirty days, then carried out. Facts, their order and progress stay as they were.

alter table people add column erased_at timestamptz;

create table erasures (
  id                uuid constraint erasures_pkey primary key,
  person_id         uuid not null constraint erasures_person_id_fkey references people,
  reason            text not null,
  asked_by          uuid constraint erasures_asked_by_fkey references people,
  asked_at          timestamptz not null,
  due_at            timestamptz not null,
  withdrawn_at      timestamptz,
  withdrawn_by      uuid constraint erasures_withdrawn_by_fkey references people,
  withdrawal_reason text,
  done_at           timestamptz,
  constraint erasures_end_once check (num_nonnulls(withdrawn_at, done_at) <= 1),
  constraint erasures_withdrawn_for_a_reason check (
    (withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawal_reason is null)
  )
);
create unique index erasures_one_at_a_time on erasures (person_id) where withdrawn_at is null;
create index erasures_person on erasures (person_id, id);
create index erasures_due on erasures (due_at) where withdrawn_at is null and done_at is null;

insert into personal_data (place, table_name, of_person, by_person, erased)
values (15, 'erasures', '{person_id}', '{asked_by, withdrawn_by}', 'changed');

-- Somebody who is to be made nobody is merged into nobody, nor anybody into them, nor told apart again, before that is taken
-- back.
create or replace function app.erasure_is_asked(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (select from erasures e where e.person_id = erasure_is_asked.person and e.withdrawn_at is null)
  or exists (select from people p where p.id = erasure_is_asked.person and p.erased_at is not null);

-- Whether the actor may have somebody made nobody: themselves and the platform; a centre or an employer, of whom nobody else
-- ever answered for: every membership, contract and mandate was theirs. Never a program.
create function app.may_erase(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  return app.client_id() is null and app.person_id() is not null and (
    person = app.person_id()
    or app.is_platform_admin()
    or (
      (
        app.was_member(person)
        -- Whom it recorded, and who came to belong nowhere: a guest, a tutor who was proposed.
        or exists (
          select from people p
          where p.id = person
            and p.owner_id = any (app.organisations_as('hr', 'centre_admin'))
            and app.never_a_member(p.id)
        )
      )
      and not app.stands_elsewhere(person)
      and not exists (
        select from contracts c
        where c.alternant_id = person and not (c.training_centre_id = any (app.organisations_as('centre_admin')))
      )
      and not exists (
        select from mandates d join contracts c on c.id = d.contract_id
        where d.person_id = person
          and not (c.training_centre_id = any (app.organisations_as('centre_admin')))
          and not (c.employer_id = any (app.organisations_as('hr')))
      )
      and not exists (
        select from memberships m
        where m.person_id = person
          and (m.organisation_id is null or not (m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))))
          and not exists (
            select from contracts c where c.alternant_id = person and c.employer_id = m.organisation_id and m.role = 'alternant'
          )
      )
    )
  );

-- Whether the actor may keep somebody from being made nobody: whoever may ask it, and the centres of their contracts, who
-- may have to keep them.
create function app.may_keep(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  return app.may_erase(person) or app.client_id() is null and exists (
    select from contracts c
    where c.alternant_id = person
      and c.signed_on is not null
      and c.cancelled_on is null
      and c.training_centre_id = any (app.organisations_as('centre_admin'))
  );

alter table erasures enable row level security, force row level security;
grant select, insert, update, delete on erasures to palier_maintenance;
grant select, insert, update (withdrawn_at, withdrawn_by, withdrawal_reason) on erasures to palier_api;
create policy erasures_maintenance on erasures to palier_maintenance using (true) with check (true);
create policy erasures_read on erasures for select to palier_api using (app.may_keep(person_id));
create policy erasures_write on erasures for insert to palier_api with check (
  asked_by = (select app.person_id()) and withdrawn_at is null and done_at is null
  and due_at >= app.setting('app.now')::timestamptz + interval '30 days'
  and app.may_erase(person_id)
);
create policy erasures_withdraw on erasures for update to palier_api
  using (done_at is null and withdrawn_at is null and app.may_keep(person_id))
  with check (withdrawn_by = (select app.person_id()));

-- What keeps somebody from being made nobody today.
create function app.what_stands_against_erasing(person uuid) returns text[]
  language sql stable security definer set search_path = public, pg_temp
  return array(
    select o.code
    from (values
      ('erased', exists (select from people p where p.id = person and p.erased_at is not null)),
      ('merged', exists (select from person_merges g where g.duplicate_id = person and g.undone_at is null)),
      ('contract_runs', exists (
        select from contracts c where c.alternant_id = person and c.cancelled_on is null and c.held_until > app.today()
      )),
      ('mandate_runs', exists (
        select from mandates d join contracts c on c.id = d.contract_id
        where d.person_id = person
          and (d.until_day is null or d.until_day > app.today())
          and c.cancelled_on is null
          and c.held_until > app.today()
      )),
      ('platform_role', exists (
        select from memberships m
        where m.person_id = person and m.role = 'platform_admin' and (m.until_day is null or m.until_day > app.today())
      ))
    ) o (code, stands)
    where o.stands
  );
revoke execute on function app.what_stands_against_erasing(uuid) from public;

create function app.erasure_obstacles(person uuid) returns text[]
  language sql stable security definer set search_path = public, pg_temp
  return case when app.may_keep(person) then app.what_stands_against_erasing(person) else '{}' end;

-- How many rows of each part are deleted, changed, lose their words, or are kept.
create function app.erasure_impact(person uuid) returns table (section text, fate text, row_count integer)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  held personal_data;
  about text;
  n integer;
begin
  if not app.may_keep(person) then
    return;
  end if;
  for held in select d.* from personal_data d order by d.place loop
    select string_agg(c.sql, ' or ') into about
    from (
      select format('t.%I = any ($1)', o) from unnest(held.of_person) o
      union all select format('t.%I = any ($2)', o) from unnest(held.of_account) o
      union all select format('t.%I = any ($3)', o) from unnest(held.of_contract) o
    ) c (sql);
    continue when about is null;
    execute format('select count(*)::integer from %I t where %s', held.table_name, about) into n
    using
      app.records_of(person),
      array(select a.id from accounts a where a.person_id = any (app.records_of(person))),
      array(select c.id from contracts c where c.alternant_id = erasure_impact.person);
    if n > 0 then
      section := held.table_name;
      fate := held.erased;
      row_count := n;
      return next;
    end if;
  end loop;
end $$;

-- An array of items whose words are taken away, or lose what the pattern finds.
create function app.without_words(items jsonb, members text[], pattern text) returns jsonb
  language sql immutable
as $$
  select coalesce(jsonb_agg(
    i.item || coalesce((
      select jsonb_object_agg(m, case
        when pattern is null then '[effacé]'
        else regexp_replace(i.item ->> m, pattern, '[effacé]', 'g')
      end)
      from unnest(members) m
      where jsonb_typeof(i.item -> m) = 'string'
    ), '{}')
    order by i.place
  ), '[]')
  from jsonb_array_elements(items) with ordinality i (item, place)
$$;
revoke execute on function app.without_words(jsonb, text[], text) from public;

-- Takes the words out of what is told on these contracts: all of them, or where the pattern finds a name.
create function app.erase_words(contracts uuid[], pattern text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held personal_data;
  changes text;
  found_in text;
begin
  for held in select d.* from personal_data d where d.erased = 'words' loop
    select
      string_agg(
        format(
          '%1$I = case when $2 is null then case when t.%1$I is not null then ''[effacé]'' end '
            'else regexp_replace(t.%1$I, $2, ''[effacé]'', ''g'') end', w
        ), ', '),
      string_agg(format('t.%I ~ $2', w), ' or ')
    into changes, found_in
    from unnest(held.words) w;
    if cardinality(held.item_words) > 0 then
      changes := concat_ws(', ', changes, 'items = app.without_words(t.items, $3, $2)');
      found_in := concat_ws(' or ', found_in, 't.items::text ~ $2');
    end if;
    execute format(
      'update %I t set %s where t.contract_id = any ($1) and ($2 is null or %s)', held.table_name, changes, found_in
    ) using contracts, pattern, held.item_words;
  end loop;
end $$;
revoke execute on function app.erase_words(uuid[], text) from public;

-- What finds the names and addresses of somebody in a text, as words: with their capitals, accented or not; both names together
-- in any case. A name that is also a common word (Petit, Rose) leaves the word alone where it is written small.
create function app.names_pattern(person uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
  return (
    select '(?<![[:alnum:]])('
      || string_agg(regexp_replace(w.word, '([^[:alnum:][:space:]])', '\\\1', 'g'), '|' order by length(w.word) desc)
      || ')(?![[:alnum:]])'
    from (
      select distinct v.word
      from (
        select p.given_name, p.family_name, p.email from people p where p.id = person
        union all
        select app.called(p.given_name, p.usual_given_name), app.called(p.family_name, p.usual_family_name), null
        from people p where p.id = person
        union all select n.given_name, n.family_name, null from person_names n where n.person_id = person
        union all
        select app.called(n.given_name, n.usual_given_name), app.called(n.family_name, n.usual_family_name), null
        from person_names n where n.person_id = person
        union all select k.given_name_before, k.family_name_before, null from person_corrections k where k.person_id = person
        union all select null, null, a.email from accounts a where a.person_id = person
      ) n (given, family, email)
      cross join lateral (values
        (n.email), (lower(n.email)),
        (n.given), (upper(n.given)), (initcap(app.fold(n.given))), (upper(app.fold(n.given))),
        (n.family), (upper(n.family)), (initcap(app.fold(n.family))), (upper(app.fold(n.family))),
        (lower(n.given || ' ' || n.family)), (app.fold(n.given || ' ' || n.family)),
        (lower(n.family || ' ' || n.given)), (app.fold(n.family || ' ' || n.given))
      ) v (word)
      where length(v.word) >= 3
    ) w
  );
revoke execute on function app.names_pattern(uuid) from public;

-- Whether whoever asked an erasure may still ask it: judged when it is carried out, as they stand then.
create function app.asker_still_may(asker uuid, person uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  may boolean;
begin
  perform set_config('app.person_id', app.record_of(asker)::text, true);
  may := app.may_erase(person) and exists (
    select from accounts a where a.person_id = app.record_of(asker) and a.disabled_at is null
  );
  perform set_config('app.person_id', '', true);
  return may;
end $$;
revoke execute on function app.asker_still_may(uuid, uuid) from public;

-- Whether the file of somebody was kept long enough: their last contract ended five years ago, and they are nothing here any more.
create function app.is_past_retention(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  return not exists (
      select from contracts c
      where c.alternant_id = person
        and least(c.held_until, c.until_day) > least(app.today(), current_date + 1) - interval '5 years'
    )
    and not exists (
      select from memberships m
      where m.person_id = person and m.role <> 'alternant' and (m.until_day is null or m.until_day > app.today())
    )
    and not exists (
      select from mandates d where d.person_id = person and (d.until_day is null or d.until_day > app.today())
    );
revoke execute on function app.is_past_retention(uuid) from public;

-- What was asked in nobody's name holds only as long as its reason does: whoever came back meanwhile is kept on.
create function app.is_still_asked(asker uuid, person uuid) returns boolean
  language sql security definer set search_path = public, pg_temp
  return case when asker is null then app.is_past_retention(person) else app.asker_still_may(asker, person) end;
revoke execute on function app.is_still_asked(uuid, uuid) from public;

-- The next erasures that are due and stand in nobody's way.
create function app.due_erasures(batch integer) returns table (id uuid)
  language sql security definer set search_path = public, pg_temp
begin atomic
  select e.id from erasures e
  where e.withdrawn_at is null
    and e.done_at is null
    and e.due_at <= app.setting('app.now')::timestamptz
    and app.is_signing_in()
    and cardinality(app.what_stands_against_erasing(e.person_id)) = 0
    and app.is_still_asked(e.asked_by, e.person_id)
  order by e.due_at
  limit batch;
end;

-- Makes somebody nobody, if that is due and nothing and nobody stands against it. Answers the files whose bytes are to be
-- removed; null: it was not done.
create function app.carry_out_erasure(wanted uuid) returns uuid[]
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
  asked erasures;
  records uuid[];
  own uuid[];
  others uuid[];
  held uuid[];
  files uuid[];
begin
  if not app.is_signing_in() then
    return null;
  end if;
  select e.* into asked from erasures e where e.id = wanted for update;
  if not found or asked.withdrawn_at is not null or asked.done_at is not null
    or asked.due_at > least(at, now() + interval '1 day')
  then
    return null;
  end if;
  -- Whoever refers to the person meanwhile is waited for, and is seen below; whoever comes later meets the trigger.
  perform from people p where p.id = asked.person_id for update;
  if cardinality(app.what_stands_against_erasing(asked.person_id)) > 0
    or not app.is_still_asked(asked.asked_by, asked.person_id)
  then
    return null;
  end if;
  own := array(select c.id from contracts c where c.alternant_id = asked.person_id order by c.id for no key update);
  -- With the records that were merged into it, and whoever stood for the alternant alone and is nobody else here.
  records := array(
    with recursive same (id) as (
      (
        select asked.person_id
        union
        select l.person_id from guest_links l
        where l.contract_id = any (own)
          and l.purpose = 'legal_representative'
          and not exists (select from memberships m where m.person_id = l.person_id)
          and not exists (select from accounts a where a.person_id = l.person_id)
          and not exists (select from contracts c where c.alternant_id = l.person_id)
          and not exists (select from mandates d where d.person_id = l.person_id)
          and not exists (select from guest_links x where x.person_id = l.person_id and not x.contract_id = any (own))
      )
      union select g.duplicate_id from person_merges g join same s on s.id = g.kept_id where g.undone_at is null
    )
    select s.id from same s
  );
  perform from people p where p.id = any (records) order by p.id for update;
  others := array(
    select d.contract_id from mandates d where d.person_id = any (records)
    union select l.contract_id from guest_links l where l.person_id = any (records)
  );
  held := array(select a.id from accounts a where a.person_id = any (records));
  files := array(
    select e.id from evidence e
    where e.contract_id = any (own) and not exists (select from evidence_withdrawals w where w.evidence_id = e.id)
  );
  perform app.erase_words(others, p.pattern)
  from unnest(records) r (id)
  cross join lateral app.names_pattern(r.id) p (pattern)
  where p.pattern is not null;
  perform app.erase_words(own, null);
  update contracts c
  set legal_representative = null, external_id = null, version = c.version + 1, updated_at = greatest(c.updated_at, at)
  where c.id = any (own);
  update contracts c set version = c.version + 1, updated_at = greatest(c.updated_at, at) where c.id = any (others);

  delete from contract_external_ids i where i.contract_id = any (own);
  delete from mandate_external_ids i
  using mandates d
  where d.id = i.mandate_id and (d.contract_id = any (own) or d.person_id = any (records));
  update guest_links l
  set given_name = 'Personne', family_name = 'effacée', job_title = null, email = 'personne-effacee@invalid',
    token_hash = null, session_hash = null, code_hash = null, expires_at = least(l.expires_at, at)
  where l.person_id = any (records) or l.contract_id = any (own) and l.purpose = 'legal_representative';
  update person_merges g set moved = '[]', reason = '[effacé]' where g.kept_id = any (records) or g.duplicate_id = any (records);

  delete from refresh_tokens t where t.account_id = any (held);
  delete from sessions s where s.account_id = any (held);
  delete from account_links l where l.account_id = any (held);
  delete from idempotency_keys k where k.caller_id = any (held);
  delete from accounts a where a.id = any (held);
  delete from invitations i where i.person_id = any (records);
  delete from notifications n where n.person_id = any (records);
  delete from mails m where m.person_id = any (records);
  delete from notification_preferences p where p.person_id = any (records);
  delete from sent_facts f where f.person_id = any (records);
  delete from memberships m where m.person_id = any (records) and m.from_day >= app.today();
  update memberships m set until_day = app.today()
  where m.person_id = any (records) and (m.until_day is null or m.until_day > app.today());

  delete from person_corrections k where k.person_id = any (records);
  update person_names n set given_name = 'Personne', family_name = 'effacée', usual_given_name = null, usual_family_name = null
  where n.person_id = any (records);
  update erasures e
  set reason = '[effacé]', withdrawal_reason = case when e.withdrawn_at is not null then '[effacé]' end
  where e.person_id = any (records);
  update erasures e set done_at = at where e.id = wanted;
  update people p
  set given_name = 'Personne', family_name = 'effacée', usual_given_name = null, usual_family_name = null, birth_date = null, email = null, phone = null, external_id = null,
    version = p.version + 1, updated_at = greatest(p.updated_at, at), erased_at = at
  where p.id = any (records);
  delete from person_birth_dates b where b.person_id = any (records);
  return files;
end $$;

-- Nobody stays nobody: neither the record, nor what would give them an account, a place, a contract or a mandate.
create function app.keep_erased() returns trigger
  language plpgsql
as $$
begin
  if current_user = 'palier_api' or old.erased_at is not null then
    raise exception 'person_erased' using errcode = 'PA410';
  end if;
  return new;
end $$;
create trigger people_stay_erased before update on people
  for each row when (old.erased_at is not null or new.erased_at is distinct from old.erased_at)
  execute function app.keep_erased();

-- After the foreign key has been looked at, which waits for an erasure under way.
create function app.refuse_erased() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if exists (
    select from people p where p.id = (to_jsonb(new) ->> tg_argv[0])::uuid and p.erased_at is not null
  ) then
    raise exception 'person_erased' using errcode = 'PA410';
  end if;
  return null;
end $$;
create trigger accounts_of_somebody after insert or update of person_id on accounts
  for each row execute function app.refuse_erased('person_id');
create trigger invitations_of_somebody after insert or update of person_id on invitations
  for each row execute function app.refuse_erased('person_id');
create trigger memberships_of_somebody after insert or update on memberships
  for each row execute function app.refuse_erased('person_id');
create trigger contracts_of_somebody after insert or update of alternant_id on contracts
  for each row execute function app.refuse_erased('alternant_id');
create trigger mandates_of_somebody after insert or update of person_id on mandates
  for each row execute function app.refuse_erased('person_id');
