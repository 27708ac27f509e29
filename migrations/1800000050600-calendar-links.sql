-- Private addresses of one's own calendar (docs/decisions/0088): whoever has the address reads what its holder may read that day.
-- Only the hash of the secret is kept, and the role of the API never reads it.

create table calendar_links (
  id           uuid not null constraint calendar_links_pkey primary key,
  account_id   uuid not null constraint calendar_links_account_id_fkey references accounts on delete cascade,
  name         text not null,
  token_hash   bytea not null,
  created_at   timestamptz not null,
  last_read_on date,
  revoked_at   timestamptz
);
create unique index calendar_links_token_once on calendar_links (token_hash);
create index calendar_links_account on calendar_links (account_id, id);

alter table calendar_links enable row level security, force row level security;
grant select, insert, update, delete on calendar_links to palier_maintenance;
grant select (id, account_id, name, created_at, last_read_on, revoked_at) on calendar_links to palier_api;
grant insert, delete, update (revoked_at) on calendar_links to palier_api;
create policy calendar_links_maintenance on calendar_links to palier_maintenance using (true) with check (true);
create policy calendar_links_own on calendar_links for select to palier_api using (account_id = (select app.account_id()));
create policy calendar_links_make on calendar_links for insert to palier_api with check (
  account_id = (select app.account_id()) and revoked_at is null and last_read_on is null
);
create policy calendar_links_revoke on calendar_links for update to palier_api
  using (account_id = (select app.account_id()) and revoked_at is null)
  with check (account_id = (select app.account_id()) and revoked_at is not null);
-- What was revoked long ago makes room.
create policy calendar_links_forget on calendar_links for delete to palier_api
  using (account_id = (select app.account_id()) and revoked_at is not null);

-- Whose calendar an address opens. One that was made before the present password was chosen opens nothing: whoever knew the former
-- one may have made it. Which rights its holder has is judged when the calendar is read.
create function app.calendar_link_to_read(token bytea)
  returns table (id uuid, account_id uuid, person_id uuid)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not app.is_signing_in() then
    return;
  end if;
  return query
    select l.id, a.id, a.person_id
    from calendar_links l
    join accounts a on a.id = l.account_id
    where l.token_hash = token
      and l.revoked_at is null
      and a.disabled_at is null
      and (a.password_changed_at is null or a.password_changed_at <= l.created_at);
  if found then
    update calendar_links l
    set last_read_on = app.today()
    where l.token_hash = token and l.last_read_on is distinct from app.today();
  end if;
end $$;

insert into personal_data (place, table_name, of_account, withheld, sorted_by, is_private, erased)
values (31, 'calendar_links', '{account_id}', '{token_hash}', 'id', true, 'deleted');
