-- Links for somebody without an account, each for one purpose (docs/decisions/0056): a tutor met once answers one request; the
-- legal representative of a minor reads and contests. The bearer exchanges the link for a short session, and enters as a
-- `guest`: somebody who stands on one contract, for one purpose, while the link is good. Only hashes are kept.

create table guest_links (
  id                 uuid not null constraint guest_links_pkey primary key,
  contract_id        uuid not null constraint guest_links_contract_id_fkey references contracts,
  purpose            text not null constraint guest_links_purpose_known
                       check (purpose in ('tutor_once', 'legal_representative')),
  person_id          uuid not null constraint guest_links_person_id_fkey references people,
  given_name         text not null,
  family_name        text not null,
  job_title          text,
  email              text not null constraint guest_links_address_in_lower_case check (email = lower(email)),
  request_id         uuid constraint guest_links_request_id_fkey references sign_off_requests,
  met_on             date,
  issued_by          uuid not null constraint guest_links_issued_by_fkey references people,
  issued_at          timestamptz not null,
  expires_at         timestamptz not null,
  token_hash         bytea,
  sends              integer not null,
  last_sent_at       timestamptz not null,
  opened_at          timestamptz,
  session_hash       bytea,
  session_expires_at timestamptz,
  code_hash          bytea,
  code_asked_at      timestamptz,
  code_expires_at    timestamptz,
  code_tries         integer not null default 0,
  codes_asked        integer not null default 0,
  used_at            timestamptz,
  withdrawn_at       timestamptz,
  withdrawn_by       uuid constraint guest_links_withdrawn_by_fkey references people,
  disowned_at        timestamptz,
  constraint guest_links_about_one_request check ((purpose = 'tutor_once') = (num_nonnulls(request_id, met_on) = 2)),
  constraint guest_links_days_not_months check (expires_at <= issued_at + interval '15 days'),
  constraint guest_links_withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null)),
  constraint guest_links_end_once check (num_nonnulls(withdrawn_at, disowned_at) <= 1),
  constraint guest_links_few_tries check (code_tries between 0 and 5 and codes_asked between 0 and 5)
);
create unique index guest_links_token_once on guest_links (token_hash);
create unique index guest_links_session_once on guest_links (session_hash);
create index guest_links_contract on guest_links (contract_id, id);
create index guest_links_person on guest_links (person_id);

-- What a transaction of a guest knows of its link.

create function app.guest_link_id() returns uuid
  language sql stable
return app.setting('app.guest_link_id')::uuid;

-- The one request that a guest answers.
create function app.guest_request() returns uuid
  language sql stable
return case when app.guest_link_id() is not null then app.setting('app.guest_request')::uuid end;

-- The one contract on which a guest stands for a minor.
create function app.represented_contract() returns uuid
  language sql stable
return case when app.guest_link_id() is not null then app.setting('app.represented_contract')::uuid end;

-- Who gives one: whoever opens a tutor's mandate, so the employer's HR; for the representative the centre alone, since
-- what an alternant confides is not the employer's to open. A program never does.
create function app.gives_guest_link(contract uuid, purpose text) returns boolean
  language sql stable
return app.client_id() is null and exists (
  select from contracts c
  where c.id = gives_guest_link.contract
    and case gives_guest_link.purpose
      when 'tutor_once' then c.employer_id = any (app.organisations_as('hr'))
      when 'legal_representative' then c.training_centre_id = any (app.organisations_as('centre_admin'))
      else false
    end
);

alter table guest_links enable row level security, force row level security;
grant select, insert, update, delete on guest_links to palier_maintenance;
grant insert on guest_links to palier_api;
grant select (
  id, contract_id, purpose, person_id, given_name, family_name, job_title, email, request_id, met_on, issued_by, issued_at,
  expires_at, sends, last_sent_at, opened_at, used_at, withdrawn_at, withdrawn_by, disowned_at
) on guest_links to palier_api;
create policy guest_links_maintenance on guest_links to palier_maintenance using (true) with check (true);
-- The centre sees every link of its contracts; the employer those that it gives.
create policy guest_links_read on guest_links for select to palier_api using (
  exists (
    select from contracts c
    where c.id = guest_links.contract_id
      and (
        c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
        or purpose = 'tutor_once' and c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
      )
  )
);
create policy guest_links_write on guest_links for insert to palier_api with check (
  issued_by = (select app.person_id())
  and person_id <> issued_by
  and num_nonnulls(opened_at, session_hash, code_hash, used_at, withdrawn_at, disowned_at) = 0
  and app.gives_guest_link(contract_id, purpose)
);

create trigger guest_links_never_of_oneself after insert or update of contract_id, issued_by on guest_links
  for each row execute function app.refuse_own_subject('issued_by');
create trigger guest_links_never_for_oneself after insert or update of contract_id, person_id on guest_links
  for each row execute function app.refuse_own_subject('person_id');

-- Whose address somebody wants to send a link to: nobody who is there already, by another way, gets one.
create function app.whose_address(contract uuid, address text) returns text
  language sql stable security definer set search_path = public, pg_temp
return case when app.person_id() is not null and app.gives_guest_link(contract, 'tutor_once')
    or app.gives_guest_link(contract, 'legal_representative') then (
  with known as (
    select p.id from people p where lower(p.email) = lower(address)
    union
    select a.person_id from accounts a where a.email = lower(address)
  )
  select case
    when exists (select from known k join contracts c on c.alternant_id = k.id where c.id = contract) then 'alternant'
    when exists (select from known k where k.id = app.person_id()) then 'issuer'
    when exists (select from known k join mandates m on m.person_id = k.id where m.contract_id = contract) then 'team'
    -- Whatever the employer writes on the contract: what a minor confides is not its to read.
    when not app.gives_guest_link(contract, 'tutor_once') and exists (
      select from known k
      join memberships m on m.person_id = k.id and m.role = 'hr'
      join contracts c on c.id = contract and c.employer_id = m.organisation_id
    ) then 'team'
    when exists (
      select from contracts c where c.id = contract and lower(c.legal_representative ->> 'email') = lower(address)
    ) then 'representative'
  end
) end;

create function app.signs_in(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (select from accounts a where a.person_id = signs_in.person);
revoke execute on function app.signs_in from public;

-- Judged when it is used, never when it was given alone.
create function app.judge_guest_link(wanted uuid, out state text, out reason text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.state, case when s.state = 'void' then s.reason end
  from (
    select
      f.reason,
      case
        when l.disowned_at is not null then 'disowned'
        when l.withdrawn_at is not null then 'withdrawn'
        when l.purpose = 'tutor_once' and l.used_at is not null then 'used'
        when l.expires_at <= app.setting('app.now')::timestamptz then 'expired'
        when f.reason is not null then 'void'
        when l.used_at is not null then 'used'
        when l.opened_at is not null then 'opened'
        else 'sent'
      end as state
    from guest_links l
    join contracts c on c.id = l.contract_id
    join people alternant on alternant.id = c.alternant_id
    cross join lateral (
      select case
        when c.signed_on is null or c.cancelled_on is not null or c.held_until <= app.today() then 'contract_ended'
        when not exists (select from accounts a where a.person_id = l.issued_by and a.disabled_at is null)
          or not exists (
            select from memberships m
            where m.person_id = l.issued_by
              and (m.from_day is null or m.from_day <= app.today())
              and (m.until_day is null or m.until_day > app.today())
              and case l.purpose
                when 'tutor_once' then m.role = 'hr' and m.organisation_id = c.employer_id
                else m.role = 'centre_admin' and m.organisation_id = c.training_centre_id
              end
          )
          -- Whoever follows the contract gives no second pair of eyes to themselves.
          or l.purpose = 'tutor_once' and exists (
            select from mandates m
            where m.contract_id = l.contract_id and m.person_id = l.issued_by
              and (m.until_day is null or m.until_day > app.today())
          ) then 'issuer_lost_right'
        when app.signs_in(l.person_id) then 'has_account'
        when exists (select from sign_off_request_ends e where e.request_id = l.request_id) then 'request_closed'
        when l.purpose = 'legal_representative'
          and extract(year from age(app.today(), alternant.birth_date)) >= 18 then 'came_of_age'
        when l.purpose = 'legal_representative' and (
          c.legal_representative is null
          or (l.given_name, l.family_name, l.email) is distinct from (
            c.legal_representative ->> 'givenName',
            c.legal_representative ->> 'familyName',
            lower(c.legal_representative ->> 'email')
          )
        ) then 'representative_changed'
      end as reason
    ) f
    where l.id = wanted
  ) s;
end;

-- Whether it opens anything, and the days that it covers: a grant, as a mandate is one.
create function app.guest_link_is_good(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select
  from guest_links l
  cross join lateral app.judge_guest_link(l.id) j
  where l.id = wanted
    and (j.state in ('sent', 'opened') or j.state = 'used' and l.purpose = 'legal_representative')
);

revoke execute on function app.judge_guest_link, app.guest_link_is_good from public;

-- What became of one, for those who see it.
create function app.guest_link_state(wanted uuid, out state text, out reason text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select j.state, j.reason
  from guest_links l
  cross join lateral app.judge_guest_link(l.id) j
  where l.id = wanted
    and (app.gives_guest_link(l.contract_id, l.purpose) or app.administers_centre_of(l.contract_id));
end;

-- The link of a token, or of a session, for whoever bears it. Of one that is over nothing is told but that it is.
create function app.guest_link_of(token bytea, session bytea)
  returns table (
    id uuid, contract_id uuid, purpose text, person_id uuid, given_name text, family_name text, request_id uuid,
    met_on date, expires_at timestamptz, issued_by uuid, state text, reason text, organisation text
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select l.id, l.contract_id, l.purpose, l.person_id, l.given_name, l.family_name, l.request_id, l.met_on, l.expires_at,
    l.issued_by, j.state, j.reason, o.name
  from guest_links l
  join contracts c on c.id = l.contract_id
  join organisations o
    on o.id = case l.purpose when 'tutor_once' then c.employer_id else c.training_centre_id end
  cross join lateral app.judge_guest_link(l.id) j
  where app.is_signing_in()
    and (
      l.token_hash = guest_link_of.token
      or l.session_hash = guest_link_of.session and l.session_expires_at > app.setting('app.now')::timestamptz
    );
end;

-- One session at a time: whoever opens it again ends the one before. @returns whether it was opened
create function app.open_guest_link(token bytea, session bytea, expires timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held guest_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody opens for somebody else' using errcode = '42501';
  end if;
  select * into held from guest_links l where l.token_hash = token for update;
  if held.id is null or not app.guest_link_is_good(held.id) then
    return false;
  end if;
  update guest_links l
  set opened_at = coalesce(l.opened_at, at),
      session_hash = session,
      session_expires_at = least(expires, l.expires_at)
  where l.id = held.id;
  return true;
end $$;

-- "This is not me": by the token or in the session. It ends the link for good. @returns the link, if it was good
create function app.disown_guest_link(secret bytea) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held guest_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody disowns for somebody else' using errcode = '42501';
  end if;
  select * into held
  from guest_links l
  where l.token_hash = secret or l.session_hash = secret and l.session_expires_at > at
  for update;
  if held.id is null or not app.guest_link_is_good(held.id) then
    return null;
  end if;
  update guest_links l set disowned_at = at, session_hash = null where l.id = held.id;
  return held.id;
end $$;

-- A code by mail, five times at most, a minute apart. @returns `asked`, `soon`, `many`, or null where the session is over
create function app.ask_guest_code(session bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held guest_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    return null;
  end if;
  select * into held from guest_links l where l.session_hash = session and l.session_expires_at > at for update;
  if held.id is null or held.purpose <> 'tutor_once' or not app.guest_link_is_good(held.id) then
    return null;
  end if;
  if held.code_asked_at > at - interval '1 minute' then
    return 'soon';
  end if;
  if held.codes_asked >= 5 then
    return 'many';
  end if;
  update guest_links l
  set codes_asked = l.codes_asked + 1, code_asked_at = at, code_hash = null, code_expires_at = null
  where l.id = held.id;
  return 'asked';
end $$;

-- Every try counts, before it is compared; five for each code. What is right stays so until it expires: the link serves
-- once. @returns `right`, `wrong`, `spent`, or null where there is no code, or no longer
create function app.try_guest_code(session bytea, code bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held guest_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    return null;
  end if;
  select * into held from guest_links l where l.session_hash = session and l.session_expires_at > at for update;
  if held.code_hash is null or held.code_expires_at <= at then
    return null;
  end if;
  if held.code_tries >= 5 then
    return 'spent';
  end if;
  if held.code_hash = code then
    return 'right';
  end if;
  update guest_links l set code_tries = l.code_tries + 1 where l.id = held.id;
  return case when held.code_tries = 4 then 'spent' else 'wrong' end;
end $$;

-- For the mails that bring them: each takes the place of the one before.
create function app.renew_guest_token(wanted uuid, token bytea)
  returns table (purpose text, address text, organisation text)
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
begin
  if not app.is_notifier() then
    return;
  end if;
  perform from guest_links l where l.id = wanted for update;
  return query
    update guest_links l
    set token_hash = token
    from contracts c, organisations o
    where l.id = wanted
      and c.id = l.contract_id
      and o.id = case l.purpose when 'tutor_once' then c.employer_id else c.training_centre_id end
      and app.guest_link_is_good(l.id)
    returning l.purpose, l.email, o.name;
end $$;

create function app.renew_guest_code(wanted uuid, code bytea, expires timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  address text;
begin
  if not app.is_notifier() then
    return null;
  end if;
  perform from guest_links l where l.id = wanted for update;
  update guest_links l
  set code_hash = code, code_expires_at = expires, code_tries = 0
  where l.id = wanted
    and l.session_expires_at > app.setting('app.now')::timestamptz
    and l.session_hash is not null
    and app.guest_link_is_good(l.id)
  returning l.email into address;
  return address;
end $$;

-- Whoever gave the link learns that it went to somebody else: once.
create function app.note_disowned_link(wanted uuid, notification uuid) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  issuer uuid;
begin
  if not app.is_notifier() then
    return null;
  end if;
  insert into notifications (id, subject_id, kind, person_id, contract_id, notified_at)
  select notification, l.id, 'guest_link_disowned', l.issued_by, l.contract_id, l.disowned_at
  from guest_links l
  where l.id = wanted and l.disowned_at is not null
  on conflict do nothing
  returning person_id into issuer;
  return issuer;
end $$;

-- Whoever may give it withdraws it, or sends it again.
create function app.withdraw_guest_link(wanted uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held guest_links;
begin
  select * into held from guest_links l where l.id = wanted for update;
  if held.id is null or app.person_id() is null or not (
    app.gives_guest_link(held.contract_id, held.purpose) or app.administers_centre_of(held.contract_id)
  ) or (select j.state in ('withdrawn', 'disowned', 'expired') or j.state = 'used' and held.purpose = 'tutor_once'
        from app.judge_guest_link(held.id) j) then
    return false;
  end if;
  update guest_links l
  set withdrawn_at = app.setting('app.now')::timestamptz, withdrawn_by = app.person_id(), session_hash = null
  where l.id = held.id;
  return true;
end $$;

-- As long as it is good, five times at most, a minute apart. Its days stay what they are. @returns null where it is over
create function app.resend_guest_link(wanted uuid, token bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held guest_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  select * into held from guest_links l where l.id = wanted for update;
  if held.id is null or app.person_id() is null or not app.gives_guest_link(held.contract_id, held.purpose)
    or not app.guest_link_is_good(held.id) then
    return null;
  end if;
  if held.last_sent_at > at - interval '1 minute' then
    return 'soon';
  end if;
  if held.sends >= 5 then
    return 'many';
  end if;
  update guest_links l
  set sends = l.sends + 1,
      last_sent_at = at,
      token_hash = coalesce(token, l.token_hash),
      -- Whoever holds the new link answers for it.
      issued_by = case when token is null then l.issued_by else app.person_id() end,
      session_hash = null
  where l.id = held.id;
  return 'sent';
end $$;

-- Within the transaction of the guest, once the contract is held: what stood when it began may have been withdrawn since.
create function app.hold_guest_link(out state text, out reason text)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from guest_links l where l.id = app.guest_link_id() for update;
  select j.state, j.reason into state, reason from app.judge_guest_link(app.guest_link_id()) j;
end $$;

create function app.use_guest_link() returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  update guest_links l
  set used_at = coalesce(l.used_at, app.setting('app.now')::timestamptz)
  where l.id = app.guest_link_id();
end;

-- A guest enters by a link that is good and a session that lasts: `caller` is the link, `subject` its person.
create or replace function app.set_actor(kind text, caller uuid, subject uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  is_client boolean := kind = 'client';
  is_person boolean := kind = 'person';
  role text;
begin
  if kind is null or kind not in ('person', 'client', 'sign_in', 'notifier', 'guest') then
    raise exception 'unknown kind of actor' using errcode = 'PA401';
  end if;
  perform set_config('app.kind', kind, true),
          set_config('app.account_id', coalesce(case when is_person then caller::text end, ''), true),
          set_config('app.person_id', coalesce(case when is_person then subject::text end, ''), true),
          set_config('app.client_id', coalesce(case when is_client then caller::text end, ''), true),
          set_config('app.organisation_id', coalesce(case when is_client then subject::text end, ''), true),
          set_config('app.contract_scope', '', true),
          set_config('app.contract_scope_of_another', '', true),
          set_config('app.guest_link_id', '', true),
          set_config('app.now', at::text, true);
  if is_client then
    role := app.client_role(caller, subject, app.today());
    perform set_config('app.client_role', coalesce(role, ''), true);
    if role is null then
      raise exception 'client_closed' using errcode = 'PA401';
    end if;
  elsif kind = 'guest' then
    perform app.set_guest(caller, subject, at);
  elsif is_person and not exists (
    select from accounts a where a.id = caller and a.person_id = subject and a.disabled_at is null
  ) then
    raise exception 'account_closed' using errcode = 'PA401';
  end if;
end $$;

create function app.set_guest(link uuid, person uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held record;
begin
  select l.contract_id, l.purpose, l.request_id, c.alternant_id into held
  from guest_links l
  join contracts c on c.id = l.contract_id
  where l.id = link
    and l.person_id = person
    and l.session_hash is not null
    and l.session_expires_at > at
    and app.guest_link_is_good(l.id);
  if not found then
    raise exception 'link_closed' using errcode = 'PA401';
  end if;
  perform set_config('app.person_id', person::text, true),
          set_config('app.guest_link_id', link::text, true),
          set_config('app.guest_request', coalesce(held.request_id::text, ''), true),
          set_config('app.represented_contract',
            case when held.purpose = 'legal_representative' then held.contract_id::text else '' end, true);
  perform app.remember_contract(held.contract_id, held.alternant_id);
end $$;

revoke execute on function app.set_guest from public;

-- A guest sees the contract of the link, and no other; their days are those of the link.
create or replace function app.own_mandates(wanted uuid, out days text, out are_read boolean, out version xid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if app.person_id() is null then
    return;
  end if;
  if app.guest_link_id() is not null then
    select g.days || '|' || g.days, true, g.version into days, are_read, version
    from (
      select
        case
          when l.purpose = 'tutor_once'
            then datemultirange(daterange(l.met_on, app.paris_day(l.expires_at) + 1))::text
          else '{}'
        end as days,
        c.xmin::text::xid as version
      from guest_links l
      join contracts c on c.id = l.contract_id
      where l.id = app.guest_link_id() and l.contract_id = wanted
    ) g;
    return;
  end if;
  select
    concat(
      coalesce(range_agg(datemultirange(daterange(d.from_day, d.until_day)) * m.days), '{}'),
      '|',
      coalesce(range_agg(m.days), '{}')
    ),
    coalesce(bool_or(m.are_read and (
      d.until_day is null or (d.until_day > d.from_day and d.until_day + 30 > app.today())
    )), false),
    min(c.xmin::text)::xid
  into days, are_read, version
  from contracts c
  join mandates d on d.contract_id = c.id and d.person_id = app.person_id()
  cross join lateral (
    select range_agg(daterange(m.from_day, m.until_day)) as days,
      bool_or((m.until_day is null or m.until_day + 30 > app.today())) as are_read
    from memberships m
    where m.person_id = d.person_id
      and case d.role
        when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
        when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
        else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
      end
  ) m
  where c.id = wanted;
end $$;

-- Whoever stands for a minor reads what the minor reads of what was judged and contested.
create or replace function app.reads_comments(c contracts) returns boolean
  language sql stable
return coalesce(c.alternant_id = app.person_id(), false)
  or c.id = any (app.contracts_mandated())
    and (not c.employer_id = any (app.organisations_as('hr')) or app.tutors_by_another_hand(c.id))
  or c.employer_id = any (app.organisations_as('auditor'))
  or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
  or coalesce(c.id = app.represented_contract(), false);

-- What a guest writes: the answer to that one request, or a dispute and its withdrawal; nothing else of a contract.

create policy sign_offs_of_a_guest on sign_offs as restrictive for insert to palier_api with check (
  app.guest_link_id() is null or request_id = app.guest_request()
);
create policy observations_of_a_guest on observations as restrictive for insert to palier_api with check (
  app.guest_link_id() is null or with_sign_off and app.guest_request() is not null
);
create policy sign_off_request_ends_of_a_guest on sign_off_request_ends as restrictive for insert to palier_api with check (
  app.guest_link_id() is null or ended_as = 'decided' and request_id = app.guest_request()
);
create policy disputes_of_a_guest on disputes as restrictive for insert to palier_api with check (
  app.guest_link_id() is null or contract_id = app.represented_contract()
);
create policy dispute_endings_of_a_guest on dispute_endings as restrictive for insert to palier_api with check (
  app.guest_link_id() is null
  or ending = 'withdrawn'
    and contract_id = app.represented_contract()
    and exists (select from disputes d where d.id = dispute_id and d.opened_by = ended_by)
);
drop policy disputes_by_a_member on disputes;
create policy disputes_by_a_member on disputes as restrictive for insert to palier_api with check (
  on_behalf_of is null
  or app.has_mandate(contract_id, app.paris_day(recorded_at))
  or contract_id = app.represented_contract()
  or app.administers_centre_of(contract_id)
);

do $$
declare
  written text;
begin
  for written in
    select distinct p.tablename
    from pg_policies p
    join information_schema.columns c
      on c.table_schema = p.schemaname and c.table_name = p.tablename and c.column_name = 'contract_id'
    where p.schemaname = 'public'
      and p.cmd = 'INSERT'
      and p.tablename not in (
        'sign_offs', 'observations', 'sign_off_request_ends', 'disputes', 'dispute_endings', 'events', 'progress'
      )
    order by 1
  loop
    execute format(
      'create policy %I on %I as restrictive for insert to palier_api with check (app.guest_link_id() is null)',
      written || '_of_no_guest', written
    );
  end loop;
end $$;

-- What came by a link says so for ever.
alter table events
  add column guest_link_id uuid default app.guest_link_id()
    constraint events_guest_link_id_fkey references guest_links;
create policy events_of_a_guest on events as restrictive for insert to palier_api with check (
  guest_link_id is not distinct from app.guest_link_id()
);

insert into jobs.queue
  (name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, retention_seconds,
   deletion_seconds, partition, table_name)
values ('guest_mail', 'standard', 20, 5, true, 900, 180, 86400, 86400, false, 'job_common');
