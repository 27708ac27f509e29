-- What an alternant achieved, as a credential that they hold and give on (docs/decisions/0090). The row keeps what it is of and
-- where its status stands; the credential is made and signed of it whenever its holder asks.

create table level_credentials (
  id           uuid not null constraint level_credentials_pkey primary key,
  contract_id  uuid not null constraint level_credentials_contract_id_fkey references contracts,
  ladder_id    uuid not null constraint level_credentials_ladder_id_fkey references ladders,
  level        text not null,
  shown_name   text not null,
  achieved_at  timestamptz not null,
  issued_at    timestamptz not null,
  status_list  integer not null,
  status_index integer not null,
  revoked_at   timestamptz,
  constraint level_credentials_shown_name_known check (shown_name in ('usual', 'civil', 'none')),
  constraint level_credentials_index_in_list check (status_list >= 1 and status_index between 0 and 131071)
);
create unique index level_credentials_one_at_a_time on level_credentials (contract_id, level) where revoked_at is null;
create unique index level_credentials_status_once on level_credentials (status_list, status_index);
create index level_credentials_contract on level_credentials (contract_id, id);

alter table level_credentials enable row level security, force row level security;
grant select, insert, update, delete on level_credentials to palier_maintenance;
grant select, insert, update (revoked_at) on level_credentials to palier_api;
create policy level_credentials_maintenance on level_credentials to palier_maintenance using (true) with check (true);
create policy level_credentials_read on level_credentials for select to palier_api using (
  exists (
    select from contracts c
    where c.id = level_credentials.contract_id
      and (
        c.alternant_id = (select app.person_id())
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);
-- Their holder alone, of a level that stands achieved.
create policy level_credentials_issue on level_credentials for insert to palier_api with check (
  revoked_at is null
  and app.guest_link_id() is null
  and exists (
    select from contracts c
    join progress p on p.contract_id = c.id
    where c.id = level_credentials.contract_id
      and c.alternant_id = (select app.person_id())
      and c.ladder_id = level_credentials.ladder_id
      and p.levels @> jsonb_build_array(jsonb_build_object('code', level_credentials.level, 'status', 'achieved'))
  )
);
create policy level_credentials_revoke on level_credentials for update to palier_api
  using (
    revoked_at is null
    and exists (
      select from contracts c where c.id = level_credentials.contract_id and c.alternant_id = (select app.person_id())
    )
  )
  with check (revoked_at is not null);

-- A place in a status list: the first of these, chosen at random, that nobody has. Lists are filled to the half, so that
-- there is one. @returns the list and the place
create function app.free_status_place(among integer[], out list integer, out place integer)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if app.person_id() is null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('status lists', 0));
  select coalesce(max(k.status_list), 1) into list from level_credentials k;
  if (select count(*) from level_credentials k where k.status_list = list) >= 65536 then
    list := list + 1;
  end if;
  select a.place into place
  from unnest(among) with ordinality a (place, nth)
  where not exists (
    select from level_credentials k where k.status_list = free_status_place.list and k.status_index = a.place
  )
  order by a.nth
  limit 1;
end $$;

-- The places of one list whose credentials are revoked, or suspended: the level is achieved no more. Nothing else of them is
-- for anybody. One that its contract's ladder does not have stays as it was when that ladder was left.
create function app.status_of_credentials(list integer) returns table (place integer, is_revoked boolean, is_suspended boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.status_index, s.is_revoked, s.is_suspended
  from (
    select k.status_index, k.revoked_at is not null as is_revoked,
      coalesce(
        (
          select l.level ->> 'status' <> 'achieved'
          from progress p
          cross join jsonb_array_elements(p.levels) l (level)
          where p.contract_id = k.contract_id and l.level ->> 'code' = k.level
        ),
        (
          select e.type <> 'level.achieved'
          from events e
          where e.contract_id = k.contract_id
            and e.type in ('level.achieved', 'level.reopened', 'level.locked')
            and e.data ->> 'level' = k.level
          order by e.sequence desc
          limit 1
        ),
        false
      ) as is_suspended
    from level_credentials k
    where k.status_list = status_of_credentials.list and app.is_signing_in()
  ) s
  where s.is_revoked or s.is_suspended;
end;

create function app.status_list_exists(list integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signing_in()
  and (list = 1 or exists (select from level_credentials k where k.status_list = status_list_exists.list));

-- Keys that sign credentials. Their public halves stay for as long as somebody may verify what they signed.
create table credential_keys (
  kid        text not null constraint credential_keys_pkey primary key,
  created_at timestamptz not null,
  public_key jsonb not null,
  sealed_key bytea not null
);
alter table credential_keys enable row level security, force row level security;
grant select, insert, update, delete on credential_keys to palier_maintenance;
create policy credential_keys_maintenance on credential_keys to palier_maintenance using (true) with check (true);

create function app.credential_keys() returns table (kid text, public_key jsonb, sealed_key bytea)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select k.kid, k.public_key, k.sealed_key
  from credential_keys k
  where app.is_signing_in()
  order by k.created_at, k.kid;
end;

-- Another key, where the newest is the one that the process knew: of several that find none at once one makes it.
create function app.keep_credential_key(kid text, public_key jsonb, sealed_key bytea, newest text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_variable
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('credential keys', 0));
  insert into credential_keys (kid, created_at, public_key, sealed_key)
  select kid, greatest(app.setting('app.now')::timestamptz, max(k.created_at) + interval '1 millisecond'), public_key, sealed_key
  from credential_keys k
  having (array_agg(k.kid order by k.created_at desc, k.kid desc))[1] is not distinct from newest;
end $$;

insert into personal_data (place, table_name, of_contract, erased)
values (497, 'level_credentials', '{contract_id}', 'kept');
