-- Contracts and the steps of their life. Periods are half-open.

-- Each fact changes the row: with room on its page, no index learns of it.
create table contracts (
  id                   uuid not null constraint contracts_pkey primary key,
  kind                 text not null constraint contracts_kind_known
                         check (kind in ('apprenticeship', 'professionalisation')),
  alternant_id         uuid not null constraint contracts_alternant_id_fkey references people,
  employer_id          uuid not null constraint contracts_employer_id_fkey references organisations,
  training_centre_id   uuid not null constraint contracts_training_centre_id_fkey references organisations,
  ladder_id            uuid not null constraint contracts_ladder_id_fkey references ladders,
  starts_on            date not null,
  until_day            date not null,
  owner_id             uuid not null constraint contracts_owner_id_fkey references organisations,
  external_id          text,
  continuation_of      uuid constraint contracts_continuation_of_fkey references contracts,
  legal_representative jsonb,
  signed_on            date,
  held_until           date not null,
  ended_as             text constraint contracts_end_known check (ended_as in ('terminated', 'completed')),
  cancelled_on         date,
  suspensions          datemultirange not null,
  version              integer not null,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  last_sequence        bigint not null,
  last_recorded_at     timestamptz not null,
  constraint contracts_days_in_order check (starts_on < until_day),
  constraint contracts_signed_before_start check (signed_on <= starts_on),
  constraint contracts_held_within_term check (starts_on <= held_until),
  constraint contracts_one_signed_at_a_time
    exclude using gist (alternant_id with =, daterange(starts_on, held_until) with &&)
    where (signed_on is not null and cancelled_on is null)
) with (fillfactor = 75);
create unique index contracts_external_id_once on contracts (owner_id, external_id) where external_id is not null;
create index contracts_alternant on contracts (alternant_id);
create index contracts_employer on contracts (employer_id, id);
create index contracts_training_centre on contracts (training_centre_id, id);
create index contracts_ladder on contracts (ladder_id, id);

alter table contracts enable row level security, force row level security;
grant select, insert, update, delete on contracts to palier_maintenance;
grant
  select,
  insert,
  update (
    kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, external_id,
    continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on, suspensions, version,
    updated_at, last_sequence, last_recorded_at
  )
on contracts to palier_api;
create policy contracts_maintenance on contracts to palier_maintenance using (true) with check (true);

-- What a reader's mandates open: a mandate opens the file as soon as it is recorded, until 30 days after it ends, or
-- after the membership that it needs; one that was ended before it began never did. A tutor is of the employer, a
-- referent of the centre, an observer of either. Read by every policy: a plan kept by PL/pgSQL costs a third of one
-- that SQL starts again.
create function app.contracts_mandated() returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return coalesce((
    select array_agg(d.contract_id)
    from mandates d
    join contracts c on c.id = d.contract_id
    where d.person_id = app.person_id()
      and (d.until_day is null or (d.until_day > d.from_day and d.until_day + 30 > app.today()))
      and exists (
        select
        from memberships m
        where m.person_id = d.person_id
          and (m.until_day is null or m.until_day + 30 > app.today())
          and case d.role
            when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
            when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
            else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
          end
      )
  ), '{}'::uuid[]);
end $$;

create policy contracts_read on contracts for select to palier_api using (
  id = (select app.contract_scope())
  or alternant_id = (select app.person_id())
  or id = any ((select app.contracts_mandated())::uuid[])
  or employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
  or training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
);
create policy contracts_write on contracts for insert to palier_api with check (
  employer_id = any ((select app.organisations_as('hr'))::uuid[])
  or training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);
-- Any fact moves the contract's sequence, so whoever may see it may lock it and move that; the rest is the parties'.
create policy contracts_update on contracts for update to palier_api using (
  id = (select app.contract_scope())
  or alternant_id = (select app.person_id())
  or id = any ((select app.contracts_mandated())::uuid[])
  or employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
  or training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
);

create function app.keep_terms_to_the_parties() returns trigger
  language plpgsql
as $$
begin
  if current_user = 'palier_api'
    and to_jsonb(new) - '{last_sequence,last_recorded_at}'::text[]
        is distinct from to_jsonb(old) - '{last_sequence,last_recorded_at}'::text[]
    and not (
      old.employer_id = any (app.organisations_as('hr'))
      or old.training_centre_id = any (app.organisations_as('centre_admin'))
    )
  then
    raise exception 'not a party of the contract' using errcode = '42501';
  end if;
  return new;
end $$;

-- Every fact moves a contract's sequence: only what else is written to the contract needs the trigger's question.
create trigger contracts_terms_are_the_parties
  before update of
    id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id,
    external_id, continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on,
    suspensions, version, created_at, updated_at
  on contracts
  for each row execute function app.keep_terms_to_the_parties();

-- Else a signed contract given another alternant would make somebody the subject of what they signed.
create function app.refuse_other_alternant() returns trigger
  language plpgsql
as $$
begin
  raise exception 'a signed contract keeps its alternant'
    using errcode = '23514', constraint = tg_name, table = tg_table_name;
end $$;

create trigger contracts_keep_their_alternant before update of alternant_id on contracts
  for each row when (old.signed_on is not null and old.alternant_id is distinct from new.alternant_id)
  execute function app.refuse_other_alternant();

-- A signature binds the alternant everywhere. It is for the side that keeps them to give; for either while only the
-- contract's own organisations, or no organisation at all, do.
create function app.keeps_alternant(alternant uuid, employer uuid, centre uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return (
  with keeper as (
    select m.organisation_id as id
    from memberships m
    where m.person_id = alternant and (m.until_day is null or m.until_day > app.today())
    union
    select p.owner_id
    from people p
    where p.id = alternant
      and not exists (
        select from memberships m where m.person_id = p.id and m.organisation_id = p.owner_id
      )
  )
  select app.is_signed_in() and coalesce(
    bool_or(
      k.id = employer and k.id = any (app.organisations_as('hr'))
      or k.id = centre and k.id = any (app.organisations_as('centre_admin'))
    )
    or bool_or(k.id in (employer, centre)) and not bool_or(k.id <> employer and o.kind = 'employer'),
    true
  )
  from keeper k
  join organisations o on o.id = k.id
);

create function app.refuse_signature_of_strangers() returns trigger
  language plpgsql
as $$
begin
  if not app.keeps_alternant(new.alternant_id, new.employer_id, new.training_centre_id) then
    raise exception 'alternant_kept_elsewhere' using errcode = 'PA409';
  end if;
  return new;
end $$;

-- After the row, so that a contract that overlaps is said first: it is the nearer reason.
create trigger contracts_signed_by_who_keeps_the_alternant after update of signed_on on contracts
  for each row when (current_user = 'palier_api' and old.signed_on is null and new.signed_on is not null)
  execute function app.refuse_signature_of_strangers();

-- Remembers the contract that a transaction is about. As the caller: row security says whether it is seen, and only
-- then is it remembered.
create function app.set_contract_scope(wanted uuid) returns void
  language plpgsql
as $$
declare
  alternant uuid;
begin
  perform app.remember_contract(null, null);
  select c.alternant_id into alternant from contracts c where c.id = wanted;
  if found then
    perform app.remember_contract(wanted, alternant);
  end if;
end $$;

-- Locks and remembers it, and tells whether it did: a contract that becomes visible after its lock was asked for,
-- because a mandate was committed in between, would be written without being held, so it is refused as one that is
-- not seen. Whoever has a mandate there needs no list of all their contracts to see this one. Their days are asked
-- again when somebody changed the contract meanwhile, or was waited for: a membership may end beside a contract that
-- is held, and whoever waited sees what others left.
create function app.lock_contract(wanted uuid) returns boolean
  language plpgsql
as $$
declare
  mine record;
  alternant uuid;
  version xid;
begin
  mine := app.own_mandates(wanted);
  perform set_config('app.contract_scope', case when mine.are_read then wanted::text else '' end, true);
  select c.alternant_id, c.xmin into alternant, version from contracts c where c.id = wanted for update skip locked;
  if not found then
    select c.alternant_id into alternant from contracts c where c.id = wanted for update;
    if not found then
      perform app.remember_contract(null, null);
      return false;
    end if;
  end if;
  if version is null or version is distinct from mine.version then
    mine := app.own_mandates(wanted);
  end if;
  perform app.remember_contract(wanted, alternant);
  perform set_config('app.held_days', coalesce(mine.days, ''), true);
  return true;
end $$;

create function app.sees_contract(wanted uuid) returns boolean
  language plpgsql stable
as $$
begin
  return exists (select from contracts c where c.id = wanted);
end $$;

create function app.sees_contract_of_another(wanted uuid) returns boolean
  language plpgsql stable
as $$
begin
  return exists (select from contracts c where c.id = wanted and c.alternant_id is distinct from app.person_id());
end $$;

create function app.administers_centre_of(wanted uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (
    select from contracts c
    where c.id = wanted and c.training_centre_id = any (app.organisations_as('centre_admin'))
  );
end $$;

-- Nobody judges themselves: for every role, the owner of the database too. Row security says the same to the role of
-- the API only, and with who asks instead of what is written. One look at the contract's key, on the way of every
-- sign-off, and never spared by a setting: those are written by whoever runs SQL. Branches that are not taken cost
-- nothing.
create function app.refuse_own_subject() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  author uuid;
begin
  if tg_argv[0] = 'signer_id' then
    author := new.signer_id;
  elsif tg_argv[0] = 'observer_id' then
    author := new.observer_id;
  else
    author := (to_jsonb(new) ->> tg_argv[0])::uuid;
  end if;
  if exists (select from contracts c where c.id = new.contract_id and c.alternant_id = author) then
    raise exception '% is by the alternant of its contract', tg_table_name
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $$;

-- Whoever creates a contract may name the one that it continues, also another employer's.
create function app.alternant_of_contract(wanted uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then (select c.alternant_id from contracts c where c.id = wanted) end;

create table contract_steps (
  id                 uuid not null constraint contract_steps_pkey primary key,
  contract_id        uuid not null constraint contract_steps_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_steps_recorded_by_fkey references people,
  kind               text not null,
  on_day             date,
  cause              text,
  initiator          text,
  comment            text,
  terms              jsonb,
  recorded_by_client uuid constraint contract_steps_recorded_by_client_fkey references api_clients,
  constraint contract_steps_kind_known check (
    kind in ('created', 'amended', 'signed', 'suspended', 'resumed', 'terminated', 'cancelled', 'completed')
  ),
  constraint contract_steps_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create unique index contract_steps_in_order on contract_steps (contract_id, sequence);
create index contract_steps_backdated on contract_steps (contract_id)
  where kind in ('suspended', 'terminated', 'completed') and on_day < (recorded_at at time zone 'Europe/Paris')::date;

alter table contract_steps enable row level security, force row level security;
grant select, insert, update, delete on contract_steps to palier_maintenance;
grant select, insert on contract_steps to palier_api;
create policy contract_steps_maintenance on contract_steps to palier_maintenance using (true) with check (true);
create policy contract_steps_read on contract_steps for select to palier_api
  using (exists (select from contracts c where c.id = contract_steps.contract_id));
create policy contract_steps_write on contract_steps for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = contract_steps.contract_id
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);
