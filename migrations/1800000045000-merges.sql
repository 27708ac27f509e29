-- Two records of one human become one (docs/decisions/0060). What gives a right moves from the duplicate to the record that
-- is kept: contracts, mandates, memberships, the account. What was recorded keeps its author. Each row that moved is
-- listed, so that it goes back as it came, and so that the past still names who stood there then.

create table person_merges (
  id           uuid not null constraint person_merges_pkey primary key,
  kept_id      uuid not null constraint person_merges_kept_id_fkey references people,
  duplicate_id uuid not null constraint person_merges_duplicate_id_fkey references people,
  reason       text not null,
  merged_by    uuid not null constraint person_merges_merged_by_fkey references people,
  merged_at    timestamptz not null,
  -- What became of the memberships, the account and the address, in the order in which it was done.
  moved        jsonb not null,
  undone_by    uuid constraint person_merges_undone_by_fkey references people,
  undone_at    timestamptz,
  constraint person_merges_of_two check (kept_id <> duplicate_id),
  constraint person_merges_undone_by_somebody check ((undone_at is null) = (undone_by is null))
);
create unique index person_merges_duplicate_once on person_merges (duplicate_id) where undone_at is null;
create index person_merges_kept on person_merges (kept_id, id);

-- A contract, or a mandate on it, that moved. The instants are those of the history of the contract.
create table person_merge_moves (
  merge_id    uuid not null constraint person_merge_moves_merge_id_fkey references person_merges,
  row_id      uuid not null,
  contract_id uuid not null constraint person_merge_moves_contract_id_fkey references contracts,
  moved_at    timestamptz not null,
  returned_at timestamptz,
  constraint person_merge_moves_pkey primary key (merge_id, row_id)
);
create index person_merge_moves_contract on person_merge_moves (contract_id);
create index person_merge_moves_row on person_merge_moves (row_id);
create index person_merge_moves_moved on person_merge_moves (moved_at);
create index person_merge_moves_returned on person_merge_moves (returned_at);

alter table person_merges enable row level security, force row level security;
grant select, insert, update, delete on person_merges to palier_maintenance;
grant select on person_merges to palier_api;
create policy person_merges_maintenance on person_merges to palier_maintenance using (true) with check (true);

alter table person_merge_moves enable row level security, force row level security;
grant select, insert, update, delete on person_merge_moves to palier_maintenance;
grant select on person_merge_moves to palier_api;
create policy person_merge_moves_maintenance on person_merge_moves to palier_maintenance using (true) with check (true);
create policy person_merge_moves_read on person_merge_moves for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = person_merge_moves.contract_id)
);

-- The record that somebody is known by: their own, or that into which it was merged.
create function app.kept_person(wanted uuid) returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  kept uuid := wanted;
  next uuid;
begin
  if not (app.is_signed_in() or app.is_notifier() or pg_has_role(session_user, 'palier_maintenance', 'member')) then
    return null;
  end if;
  loop
    select g.kept_id into next from person_merges g where g.duplicate_id = kept and g.undone_at is null;
    exit when not found;
    kept := next;
  end loop;
  return kept;
end $$;

-- Who answers for all that a record is, and so may merge it: for each role whoever gives it, for an alternant and their
-- contracts the centre, for a mandate its side. Nobody answers for themself, and a program for nobody.
create function app.answers_for_person(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.person_id() is not null
  and person <> app.person_id()
  and (
    app.is_platform_admin()
    or exists (
      select from people p
      where p.id = person
        and (p.owner_id is null or p.owner_id = any (app.organisations_as('hr', 'centre_admin')))
        and (
          p.owner_id is not null and app.never_a_member(p.id)
          or exists (select from memberships m where m.person_id = p.id)
        )
    )
    and not exists (
      select from memberships m
      where m.person_id = person
        and not coalesce(
          app.may_give_role(m.role, m.organisation_id)
            and (m.role <> 'alternant' or m.organisation_id = any (app.organisations_as('centre_admin'))),
          false
        )
    )
    and not exists (
      select from contracts c
      where c.alternant_id = person and not c.training_centre_id = any (app.organisations_as('centre_admin'))
    )
    and not exists (
      select from mandates d
      join contracts c on c.id = d.contract_id
      where d.person_id = person
        and not case
          when d.role = 'referent' then c.training_centre_id = any (app.organisations_as('centre_admin'))
          when d.role = 'observer' then app.administers_party(c.employer_id, c.training_centre_id)
          else c.employer_id = any (app.organisations_as('hr'))
        end
    )
  );

create policy person_merges_read on person_merges for select to palier_api using (
  (select app.is_platform_admin()) or app.answers_for_person(kept_id)
);

create function app.lock_records(one uuid, other uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('mandates ' || p.id, 0))
  from (select p.id from people p where p.id in (one, other) order by p.id) p;
  -- Before the people, as whoever corrects them does.
  perform from contracts c
  where c.id = any (array(
    select k.id from contracts k where k.alternant_id = any (array[one, other])
    union select d.contract_id from mandates d where d.person_id = any (array[one, other])
  ))
  order by c.id for update;
  perform from people p where p.id in (one, other) order by p.id for update;
  perform from accounts a where a.person_id in (one, other) order by a.id for no key update;
end $$;
revoke execute on function app.lock_records from public;

-- Holds both records, whoever merges them the other way round too: nobody is given anything on either meanwhile.
create function app.hold_records(one uuid, other uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not (app.answers_for_person(one) and app.answers_for_person(other)) then
    return false;
  end if;
  perform app.lock_records(one, other);
  return app.answers_for_person(one) and app.answers_for_person(other);
end $$;

-- Whether somebody asked that a record be made nobody, which is not done yet: a merge would hold it back for ever, unsaid.
create function app.awaits_erasure(person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (select from erasures e where e.person_id = person and e.withdrawn_at is null and e.done_at is null);
end $$;
revoke execute on function app.awaits_erasure(uuid) from public;

-- All that decides whether two records can be merged; nothing for who does not answer for both.
create function app.merge_position(kept uuid, duplicate uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
return case when app.answers_for_person(kept) and app.answers_for_person(duplicate) then jsonb_build_object(
  'records', (
    select jsonb_object_agg(case p.id when kept then 'kept' else 'duplicate' end, jsonb_build_object(
      'id', p.id,
      'givenName', p.given_name,
      'familyName', p.family_name,
      'birthDate', p.birth_date,
      'externalId', p.external_id,
      'mergedInto', nullif(app.kept_person(p.id), p.id),
      'administersPlatform', exists (
        select from memberships m where m.person_id = p.id and m.role = 'platform_admin'
      ),
      'awaitsErasure', app.awaits_erasure(p.id),
      'account', (
        select jsonb_build_object(
          'id', a.id, 'isDisabled', a.disabled_at is not null, 'isDisabledByPlatform', a.disabled_by_platform
        )
        from accounts a where a.person_id = p.id
      )
    ))
    from people p where p.id in (kept, duplicate)
  ),
  'byPlatform', app.is_platform_admin(),
  'memberships', coalesce((
    select jsonb_agg(jsonb_build_object('id', m.id, 'role', m.role, 'organisation', o.name) order by m.id)
    from memberships m join organisations o on o.id = m.organisation_id
    where m.person_id = duplicate
  ), '[]'),
  'contracts', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', c.id,
      'employer', e.name,
      'trainingCentre', t.name,
      'startsOn', c.starts_on,
      'duplicateIs', s.of_duplicate,
      'keptIs', s.of_kept,
      'isOfKept', c.alternant_id = kept,
      'isOfDuplicate', c.alternant_id = duplicate,
      'actedOn', exists (
        select from events v
        where v.contract_id = c.id
          and v.actor_person_id = case c.alternant_id when kept then duplicate when duplicate then kept end
      ),
      'overlaps', c.alternant_id = duplicate and c.signed_on is not null and c.cancelled_on is null and exists (
        select from contracts k
        where k.alternant_id = kept and k.signed_on is not null and k.cancelled_on is null
          and daterange(k.starts_on, k.held_until) && daterange(c.starts_on, c.held_until)
      ),
      'observations', (
        select count(*) from observations b where b.contract_id = c.id and b.observer_id = duplicate
      ),
      'observedByBoth', exists (
        select from observations b where b.contract_id = c.id and b.observer_id = duplicate
      ) and exists (
        select from observations b where b.contract_id = c.id and b.observer_id = kept
      ),
      'decidedByBoth', exists (
        select from level_decisions d
        join level_decisions x on x.contract_id = d.contract_id and x.decided_by = kept
        where d.contract_id = c.id and d.decided_by = duplicate
      )
    ) order by c.id)
    from contracts c
    join organisations e on e.id = c.employer_id
    join organisations t on t.id = c.training_centre_id
    cross join lateral (
      select
        coalesce(jsonb_agg(distinct d.role) filter (where d.person_id = duplicate), '[]') as of_duplicate,
        coalesce(jsonb_agg(distinct d.role) filter (where d.person_id = kept), '[]') as of_kept
      from mandates d where d.contract_id = c.id and d.person_id in (kept, duplicate)
    ) s
    where c.id = any (array(
      select k.id from contracts k where k.alternant_id = duplicate
      union select d.contract_id from mandates d where d.person_id = duplicate
    ))
  ), '[]')
) end;

-- Whoever merges holds the two records; what follows is theirs alone, in the transaction in which they began.

create function app.merging(wanted uuid) returns person_merges
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  found_merge person_merges;
begin
  select g.* into found_merge from person_merges g
  where g.id = wanted
    and g.xmin = pg_current_xact_id()::xid
    and app.person_id() = coalesce(g.undone_by, g.merged_by);
  if not found then
    raise exception 'nobody merges beside a merge' using errcode = '42501';
  end if;
  return found_merge;
end $$;
revoke execute on function app.merging from public;

create function app.begin_merge(merge uuid, kept uuid, duplicate uuid, why text, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not app.hold_records(kept, duplicate) then
    raise exception 'not yours to merge' using errcode = '42501';
  end if;
  insert into person_merges (id, kept_id, duplicate_id, reason, merged_by, merged_at, moved)
  values (merge, kept, duplicate, why, app.person_id(), at, '[]');
end $$;

-- Whether it was held: the contract where the duplicate stands, as who merges, who may not see it otherwise.
create function app.hold_merged_contract(merge uuid, wanted uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  alternant uuid;
begin
  perform app.merging(merge);
  select c.alternant_id into alternant from contracts c where c.id = wanted for update;
  perform app.remember_contract(case when found then wanted end, alternant);
  return alternant is not null;
end $$;

create function app.move_on_contract(merge uuid, wanted uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  g person_merges := app.merging(merge);
begin
  insert into person_merge_moves (merge_id, row_id, contract_id, moved_at)
  select g.id, c.id, c.id, at from contracts c where c.id = wanted and c.alternant_id = g.duplicate_id
  union all
  select g.id, d.id, wanted, at from mandates d where d.contract_id = wanted and d.person_id = g.duplicate_id;
  update contracts c
  set alternant_id = case c.alternant_id when g.duplicate_id then g.kept_id else c.alternant_id end,
      version = c.version + 1, updated_at = at
  where c.id = wanted;
  update mandates d set person_id = g.kept_id where d.contract_id = wanted and d.person_id = g.duplicate_id;
end $$;

-- A membership that shares days with one of the same role there becomes one with it: whoever ends it ends all of it.
create function app.move_record(merge uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  g person_merges := app.merging(merge);
  done jsonb := '[]';
  held memberships;
  same memberships;
  address text;
  kept_address text;
begin
  for held in select m.* from memberships m where m.person_id = g.duplicate_id order by m.from_day nulls first, m.id loop
    select m.* into same from memberships m
    where m.person_id = g.kept_id
      and m.organisation_id is not distinct from held.organisation_id
      and m.role = held.role
      and daterange(m.from_day, m.until_day) && daterange(held.from_day, held.until_day)
    order by m.id limit 1;
    if found then
      delete from memberships m where m.id = held.id;
      update memberships m
      set from_day = case when m.from_day is null or held.from_day is null then null else least(m.from_day, held.from_day) end,
          until_day = case when m.until_day is null or held.until_day is null then null else greatest(m.until_day, held.until_day) end
      where m.id = same.id;
      done := done || jsonb_build_object(
        'kind', 'joined', 'row', to_jsonb(held), 'with', to_jsonb(same),
        'after', (select to_jsonb(m) from memberships m where m.id = same.id)
      );
    else
      update memberships m set person_id = g.kept_id where m.id = held.id;
      done := done || jsonb_build_object('kind', 'membership', 'id', held.id);
    end if;
  end loop;

  if not exists (select from accounts a where a.person_id = g.kept_id) then
    update accounts a set person_id = g.kept_id where a.person_id = g.duplicate_id;
    if found then
      -- A telephone that sends again what it sent before is known by it.
      update sent_facts f set person_id = g.kept_id where f.person_id = g.duplicate_id;
      done := done || jsonb_build_object(
        'kind', 'account', 'id', (select a.id from accounts a where a.person_id = g.kept_id)
      );
    end if;
  end if;

  -- Nobody is invited as the duplicate any more: without an address its invitations are void.
  select p.email into address from people p where p.id = g.duplicate_id;
  select p.email into kept_address from people p where p.id = g.kept_id;
  if address is not null then
    done := done || jsonb_build_object('kind', 'email', 'email', address, 'given', kept_address is null);
  end if;
  update people p set email = null, version = p.version + 1, updated_at = at where p.id = g.duplicate_id;
  update people p set email = coalesce(p.email, address), version = p.version + 1, updated_at = at where p.id = g.kept_id;
  update person_merges p set moved = done where p.id = g.id;
end $$;

-- The way back.

create function app.merged_at_sequence(merge uuid, contract uuid) returns bigint
  language sql stable security definer set search_path = public, pg_temp
return (
  select e.sequence from events e
  where e.contract_id = contract and e.type = 'person.merged' and e.data ->> 'mergeId' = merge::text
);
revoke execute on function app.merged_at_sequence from public;

-- What stands against undoing, as codes; nothing for who does not answer for the person.
create function app.undo_position(merge uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
return (
  select jsonb_build_object(
    'isUndone', g.undone_at is not null,
    'isMergedOn', exists (
      select from person_merges x where x.duplicate_id = g.kept_id and x.undone_at is null
    ),
    'contracts', coalesce((
      select jsonb_agg(distinct v.contract_id) from person_merge_moves v where v.merge_id = g.id
    ), '[]'),
    'actedSince', exists (
      select from person_merge_moves v
      join events e on e.contract_id = v.contract_id and e.actor_person_id = g.kept_id
      where v.merge_id = g.id and e.sequence > app.merged_at_sequence(g.id, v.contract_id)
    ),
    'signedSince', exists (
      select from person_merge_moves v
      join contract_steps s on s.contract_id = v.contract_id and s.kind in ('signed', 'amended')
      where v.merge_id = g.id and v.row_id = v.contract_id
        and s.sequence > app.merged_at_sequence(g.id, v.contract_id)
    ) or exists (
      select from contracts n
      join contracts o on o.id = n.continuation_of
      where n.alternant_id = g.kept_id
        and o.alternant_id = g.kept_id
        and exists (select from person_merge_moves v where v.merge_id = g.id and v.row_id = n.id)
          <> exists (select from person_merge_moves v where v.merge_id = g.id and v.row_id = o.id)
    ),
    'movedSince', exists (
      select from jsonb_array_elements(g.moved) d (done)
      where d.done ->> 'kind' = 'joined' and not exists (
        select from memberships m
        where m.id = (d.done -> 'after' ->> 'id')::uuid
          and to_jsonb(m) = d.done -> 'after'
      )
    )
  )
  from person_merges g
  where g.id = merge and app.answers_for_person(g.kept_id)
);

create function app.begin_undo(merge uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  g person_merges;
begin
  select p.* into g from person_merges p where p.id = merge;
  if found and app.answers_for_person(g.kept_id) then
    perform app.lock_records(g.kept_id, g.duplicate_id);
  end if;
  if not found or not app.answers_for_person(g.kept_id) then
    raise exception 'not yours to undo' using errcode = '42501';
  end if;
  update person_merges p set undone_by = app.person_id(), undone_at = at where p.id = merge and p.undone_at is null;
  if not found then
    raise exception 'undone already' using errcode = '40001';
  end if;
end $$;

create function app.return_on_contract(merge uuid, wanted uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  g person_merges := app.merging(merge);
begin
  update contracts c
  set alternant_id = case when exists (
        select from person_merge_moves v where v.merge_id = g.id and v.row_id = c.id
      ) then g.duplicate_id else c.alternant_id end,
      version = c.version + 1, updated_at = at
  where c.id = wanted;
  update mandates d set person_id = g.duplicate_id
  from person_merge_moves v
  where v.merge_id = g.id and v.contract_id = wanted and d.id = v.row_id;
  update person_merge_moves v set returned_at = at where v.merge_id = g.id and v.contract_id = wanted;
end $$;

create function app.return_record(merge uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  g person_merges := app.merging(merge);
  done jsonb;
begin
  for done in
    select d.done from jsonb_array_elements(g.moved) with ordinality d (done, place) order by d.place desc
  loop
    case done ->> 'kind'
      when 'membership' then
        update memberships m set person_id = g.duplicate_id where m.id = (done ->> 'id')::uuid;
      when 'joined' then
        update memberships m
        set from_day = (done -> 'with' ->> 'from_day')::date, until_day = (done -> 'with' ->> 'until_day')::date
        where m.id = (done -> 'with' ->> 'id')::uuid;
        insert into memberships select * from jsonb_populate_record(null::memberships, done -> 'row');
      when 'account' then
        update accounts a set person_id = g.duplicate_id where a.id = (done ->> 'id')::uuid;
        update sent_facts f set person_id = g.duplicate_id where f.person_id = g.kept_id;
      when 'email' then
        if (done ->> 'given')::boolean then
          update people p set email = null where p.id = g.kept_id and p.email = done ->> 'email';
        end if;
        update people p set email = done ->> 'email' where p.id = g.duplicate_id;
    end case;
  end loop;
  update people p set version = p.version + 1, updated_at = at where p.id in (g.kept_id, g.duplicate_id);
end $$;

-- Who was one person on these contracts by an instant, null: now. Facts keep their author; these say who it was.
create function app.merged_by_then(contracts uuid[], at timestamptz)
  returns table (contract_id uuid, duplicate_id uuid, kept_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct v.contract_id, g.duplicate_id, g.kept_id
  from person_merge_moves v
  join person_merges g on g.id = v.merge_id
  where v.contract_id = any (contracts)
    and (app.is_signed_in() or pg_has_role(session_user, 'palier_maintenance', 'member'))
    and v.moved_at <= coalesce(at, 'infinity')
    and (v.returned_at is null or v.returned_at > at);
end;

-- Who stood then in each contract and mandate in which somebody else stands since.
create function app.stood_then(at timestamptz) returns table (row_id uuid, person_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct on (t.row_id) t.row_id, t.person_id
  from (
    select v.row_id, v.moved_at as until, g.duplicate_id as person_id
    from person_merge_moves v
    join person_merges g on g.id = v.merge_id
    where v.moved_at > at
    union all
    select v.row_id, v.returned_at, g.kept_id
    from person_merge_moves v
    join person_merges g on g.id = v.merge_id
    where v.returned_at > at
  ) t
  where app.is_signed_in()
  order by t.row_id, t.until;
end;

-- Nothing is given to a record that was merged. Whoever waits for the merge looks again after it; a second try says why.
create function app.refuse_merged() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  person uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  perform from people p where p.id = person for key share;
  if exists (select from person_merges g where g.duplicate_id = person and g.undone_at is null) then
    raise exception 'this record was merged' using errcode = '40001';
  end if;
  return new;
end $$;
revoke execute on function app.refuse_merged from public;

create trigger contracts_not_of_merged before insert or update of alternant_id on contracts
  for each row when (current_user = 'palier_api') execute function app.refuse_merged('alternant_id');
create trigger mandates_not_of_merged before insert on mandates
  for each row execute function app.refuse_merged('person_id');
create trigger memberships_not_of_merged before insert on memberships
  for each row execute function app.refuse_merged('person_id');
create trigger accounts_not_of_merged before insert on accounts
  for each row execute function app.refuse_merged('person_id');
create trigger invitations_not_of_merged before insert on invitations
  for each row execute function app.refuse_merged('person_id');

-- A signed contract keeps its alternant, except that two records of theirs become one, or two again.
create or replace function app.refuse_other_alternant() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if exists (
    select from person_merges g
    where g.xmin = pg_current_xact_id()::xid
      and (
        g.duplicate_id = old.alternant_id and g.kept_id = new.alternant_id and g.undone_at is null
        or g.kept_id = old.alternant_id and g.duplicate_id = new.alternant_id and g.undone_at is not null
      )
  ) then
    return new;
  end if;
  raise exception 'a signed contract keeps its alternant'
    using errcode = '23514', constraint = tg_name, table = tg_table_name;
end $$;
revoke execute on function app.refuse_other_alternant from public;

-- Who is not to act on what they did themselves is asked of the person, whichever record they did it by.

create or replace function app.never_a_member(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in()
  and not exists (select from memberships m where m.person_id = never_a_member.person)
  and not exists (
    select from person_merges g where g.duplicate_id = never_a_member.person and g.undone_at is null
  );

create or replace function app.person_of_external_id(owner uuid, wanted text) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return (
  select app.kept_person(p.id) from people p
  where p.owner_id is not distinct from person_of_external_id.owner
    and p.external_id = person_of_external_id.wanted
    and (app.is_platform_admin() or p.owner_id = any (app.organisations_as('hr', 'centre_admin')))
);

-- Whom an organisation knows by an external id of a record that was merged.
create function app.people_of_former_external_id(owner uuid, wanted text) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return array(
  select app.kept_person(p.id)
  from people p
  join person_merges g on g.duplicate_id = p.id and g.undone_at is null
  where p.external_id = wanted
    and (owner is null or p.owner_id = owner)
    and (app.is_platform_admin() or p.owner_id = any (app.organisations_as('hr', 'centre_admin')))
);

create or replace function app.people_behind_caller() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return case
  when app.person_id() is not null then array[app.person_id()]
  else coalesce((
    select array_agg(distinct k.id)
    from api_client_secrets s
    cross join lateral (values (s.created_by), (app.kept_person(s.created_by))) k (id)
    where s.client_id = app.client_id()
      and (s.expires_at is null or s.expires_at > app.setting('app.now')::timestamptz - interval '65 minutes')
  ), '{}')
end;

create or replace function app.author_of_fact(sign_off uuid, revocation uuid, level_decision uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then app.kept_person(coalesce(
  (select s.signer_id from sign_offs s where s.id = author_of_fact.sign_off),
  (select r.revoked_by from revocations r where r.id = author_of_fact.revocation),
  (select l.decided_by from level_decisions l where l.id = author_of_fact.level_decision)
)) end;

create or replace function app.decided_by(decision_id uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then (
  select app.kept_person(d.decided_by) from level_decisions d where d.id = decided_by.decision_id
) end;

create or replace function app.refuse_own_cosignature() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (
    select from level_decisions d
    where d.id = new.cosigns and d.contract_id = new.contract_id and app.kept_person(d.decided_by) <> new.decided_by
  ) then
    raise exception 'a decision is cosigned by somebody else, on the same contract'
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $$;

create or replace function app.refuse_own_ruling() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  ruled jsonb := to_jsonb(new);
  about jsonb := ruled;
  author uuid;
begin
  if tg_table_name = 'dispute_endings' then
    select to_jsonb(d) into about from disputes d where d.id = new.dispute_id;
  end if;
  author := app.kept_person(coalesce(
    (select o.observer_id from observations o where o.id = (about ->> 'observation_id')::uuid),
    (select s.signer_id from sign_offs s where s.id = (about ->> 'sign_off_id')::uuid),
    (select r.revoked_by from revocations r where r.id = (about ->> 'revocation_id')::uuid),
    (select l.decided_by from level_decisions l where l.id = (about ->> 'level_decision_id')::uuid)
  ));
  if author = (ruled ->> tg_argv[0])::uuid then
    raise exception '% is by who recorded what it is about', tg_table_name
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $$;

-- Whoever has two records gave themself the mandate by the one that they hold by the other.
create or replace function app.tutors_by_another_hand(contract uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from mandates m
  where m.contract_id = contract
    and m.person_id = app.person_id()
    and m.role in ('main_tutor', 'co_tutor', 'substitute')
    and (m.until_day is null or m.until_day > m.from_day and m.until_day + 30 > app.today())
    and app.kept_person(m.recorded_by) is distinct from m.person_id
    and not exists (
      select from api_client_secrets s
      where s.client_id = m.recorded_by_client
        and app.kept_person(s.created_by) = m.person_id
        and s.created_at <= m.recorded_at
        and (s.expires_at is null or s.expires_at > m.recorded_at - interval '65 minutes')
    )
);
