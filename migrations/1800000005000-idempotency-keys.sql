-- The first answer to each key of a caller. What is kept is sealed: an answer may hold a secret that is shown once.

create table idempotency_keys (
  caller_id    uuid not null,
  key          text not null,
  request_hash bytea not null,
  status       integer,
  headers      jsonb,
  expires_at   timestamptz not null,
  sealed_body  bytea,
  constraint idempotency_keys_pkey primary key (caller_id, key)
);
create index idempotency_keys_expiry on idempotency_keys (expires_at);

alter table idempotency_keys enable row level security, force row level security;
grant select, insert, update, delete on idempotency_keys to palier_maintenance;
grant select, insert, update, delete on idempotency_keys to palier_api;
create policy idempotency_keys_maintenance on idempotency_keys to palier_maintenance using (true) with check (true);
create policy idempotency_keys_own on idempotency_keys to palier_api
  using (caller_id = (select app.caller_id()))
  with check (caller_id = (select app.caller_id()));

-- Waits (lock_timeout) for a request that holds the key; PA208: it has been answered; PA209: it still runs. One
-- request at a time for a key; its row is written once, with its answer.
create function app.claim_key(wanted text, hash bytea, expires timestamptz) returns void
  language plpgsql
as $$
declare
  kept_until timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended(app.caller_id() || wanted, 27002));
  select k.expires_at into kept_until from idempotency_keys k where k.caller_id = app.caller_id() and k.key = wanted;
  if found and kept_until > app.setting('app.now')::timestamptz then
    raise exception 'key_answered' using errcode = 'PA208';
  end if;
  if found then
    delete from idempotency_keys k where k.caller_id = app.caller_id() and k.key = wanted;
  end if;
exception when lock_not_available then
  raise exception 'key_in_flight' using errcode = 'PA209';
end $$;

-- Asked before any transaction, by the caller that the token proves; a closed account or client is answered nothing.
-- What is answered again is judged again: by `app.set_actor`, and by what the caller sees today.
create function app.stored_answer(caller uuid, wanted text, at timestamptz)
  returns table (request_hash bytea, status integer, headers jsonb, sealed_body bytea)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select k.request_hash, k.status, k.headers, k.sealed_body
  from idempotency_keys k
  where k.caller_id = stored_answer.caller
    and k.key = wanted
    and k.expires_at > at
    and k.status is not null
    and (
      exists (select from accounts a where a.id = stored_answer.caller and a.disabled_at is null)
      or exists (select from api_clients a where a.id = stored_answer.caller and a.revoked_at is null)
    );
end;

-- Seeing the name of a person is not seeing the answer: it is for whom the row is theirs to change.
create function app.still_sees(collection text, wanted uuid) returns boolean
  language plpgsql
as $$
declare
  rows_of text := case collection
    when 'declarations' then 'employer_declarations'
    else replace(collection, '-', '_')
  end;
  seen boolean;
begin
  execute format(
    'select exists (select from public.%I r where r.id = $1 %s)',
    rows_of, case when collection = 'people' then 'for key share' else '' end
  )
  into seen using wanted;
  return seen;
end $$;
