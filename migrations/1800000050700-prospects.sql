-- Alternants who agree to be seen by employers that look for people (docs/decisions/0091). Their own employer learns nothing of it:
-- no event tells it, and no policy shows it. An employer sees what one function shows, which writes down that it saw.

-- What was agreed to, in the words of that version. The last one of a contract is the one that counts.
create table prospect_agreements (
  id                  uuid not null constraint prospect_agreements_pkey primary key,
  contract_id         uuid not null constraint prospect_agreements_contract_id_fkey references contracts,
  agreed_by           uuid not null constraint prospect_agreements_agreed_by_fkey references people,
  agreed_at           timestamptz not null,
  text_version        integer not null,
  departments         text[] not null,
  structure_types     text[] not null,
  hidden_from         uuid[] not null,
  shows_family_name   boolean not null,
  shows_own_employer  boolean not null,
  words               text,
  until_day           date not null,
  withdrawn_at        timestamptz,
  constraint prospect_agreements_bounded check (
    cardinality(departments) between 1 and 20
    and cardinality(structure_types) between 1 and 20
    and cardinality(hidden_from) <= 50
  )
);
create index prospect_agreements_contract on prospect_agreements (contract_id, id);
create index prospect_agreements_in_force on prospect_agreements (until_day) where withdrawn_at is null;

-- Who saw whom: one row for each reader, agreement, employer and day. No foreign key: what is written beside a read never holds a
-- row that somebody works with. `prospect_id`: as whom that employer, and no other, knows them.
create table prospect_views (
  id           uuid not null constraint prospect_views_pkey primary key,
  agreement_id uuid not null,
  contract_id  uuid not null,
  prospect_id  uuid not null,
  employer_id  uuid not null,
  viewed_by    uuid not null,
  viewed_on    date not null,
  first_at     timestamptz not null
);
create unique index prospect_views_once on prospect_views (agreement_id, employer_id, viewed_by, viewed_on);
create index prospect_views_contract on prospect_views (contract_id, id);
create index prospect_views_prospect on prospect_views (employer_id, prospect_id);
create index prospect_views_by_day on prospect_views (viewed_on);

create table prospect_contacts (
  id           uuid not null constraint prospect_contacts_pkey primary key,
  agreement_id uuid not null constraint prospect_contacts_agreement_id_fkey references prospect_agreements,
  contract_id  uuid not null constraint prospect_contacts_contract_id_fkey references contracts,
  prospect_id  uuid not null,
  employer_id  uuid not null constraint prospect_contacts_employer_id_fkey references organisations,
  asked_by     uuid not null constraint prospect_contacts_asked_by_fkey references people,
  asked_at     timestamptz not null,
  words        text not null
);
create unique index prospect_contacts_once on prospect_contacts (agreement_id, employer_id);
create index prospect_contacts_employer on prospect_contacts (employer_id, id);
create index prospect_contacts_contract on prospect_contacts (contract_id, id);

-- What the centre, the alternant and the employer said of it, one after the other: the last one holds.
create table prospect_contact_decisions (
  id          uuid not null constraint prospect_contact_decisions_pkey primary key,
  contact_id  uuid not null constraint prospect_contact_decisions_contact_id_fkey references prospect_contacts,
  contract_id uuid not null constraint prospect_contact_decisions_contract_id_fkey references contracts,
  party       text not null constraint prospect_contact_decisions_party_known
                check (party in ('training_centre', 'alternant', 'employer')),
  decision    text not null,
  reason      text,
  decided_by  uuid not null constraint prospect_contact_decisions_decided_by_fkey references people,
  decided_at  timestamptz not null,
  constraint prospect_contact_decisions_of_party check (
    case party
      when 'training_centre' then decision in ('passed_on', 'declined')
      when 'alternant' then decision in ('accepted', 'refused')
      else decision = 'withdrawn'
    end
  )
);
create index prospect_contact_decisions_contact on prospect_contact_decisions (contact_id, id);
create index prospect_contact_decisions_contract on prospect_contact_decisions (contract_id);

-- As what somebody reads what an alternant agreed to: themself, or their centre; never whoever is also of their employer.
create function app.prospect_side(contract uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
return case when app.client_id() is null then (
  select case
    when c.alternant_id = app.person_id() then 'alternant'
    when c.training_centre_id = any (app.organisations_as('centre_admin'))
      and not exists (
        select from contracts o
        where o.alternant_id = c.alternant_id and o.employer_id = any (app.organisations_as('hr', 'tutor'))
      )
      then 'training_centre'
  end
  from contracts c
  where c.id = prospect_side.contract
) end;

-- Whether an agreement still stands, whoever asks about the contact that came of it.
create function app.prospect_stands(agreement uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in() and exists (
  select
  from prospect_agreements a
  join contracts c on c.id = a.contract_id
  join people p on p.id = c.alternant_id
  where a.id = prospect_stands.agreement
    and a.withdrawn_at is null
    and a.until_day > app.today()
    and app.record_of(a.agreed_by) = c.alternant_id
    and p.erased_at is null
    and c.signed_on is not null
    and c.cancelled_on is null
    and (c.held_until + interval '6 months')::date > app.today()
    and exists (select from accounts s where s.person_id = c.alternant_id and s.disabled_at is null)
    and not exists (
      select from prospect_agreements n
      where n.contract_id = a.contract_id and (n.agreed_at, n.id) > (a.agreed_at, a.id)
    )
    -- Who was engaged since looks for nobody.
    and not exists (
      select from contracts n
      where n.alternant_id = c.alternant_id
        and n.signed_on is not null
        and n.cancelled_on is null
        and n.held_until > c.held_until
    )
);

alter table prospect_agreements enable row level security, force row level security;
grant select, insert, update, delete on prospect_agreements to palier_maintenance;
grant select, insert, update (withdrawn_at) on prospect_agreements to palier_api;
create policy prospect_agreements_maintenance on prospect_agreements to palier_maintenance using (true) with check (true);
create policy prospect_agreements_read on prospect_agreements for select to palier_api using (
  app.prospect_side(contract_id) is not null
);
create policy prospect_agreements_write on prospect_agreements for insert to palier_api with check (
  agreed_by = (select app.person_id())
  and withdrawn_at is null
  and app.prospect_side(contract_id) = 'alternant'
);
create policy prospect_agreements_withdraw on prospect_agreements for update to palier_api
  using (withdrawn_at is null and app.prospect_side(contract_id) = 'alternant')
  with check (withdrawn_at is not null);

alter table prospect_views enable row level security, force row level security;
grant select, insert, update, delete on prospect_views to palier_maintenance;
grant select on prospect_views to palier_api;
create policy prospect_views_maintenance on prospect_views to palier_maintenance using (true) with check (true);
create policy prospect_views_read on prospect_views for select to palier_api using (
  app.prospect_side(contract_id) is not null
);

alter table prospect_contacts enable row level security, force row level security;
grant select, insert, update, delete on prospect_contacts to palier_maintenance;
grant select on prospect_contacts to palier_api;
create policy prospect_contacts_maintenance on prospect_contacts to palier_maintenance using (true) with check (true);
create policy prospect_contacts_read on prospect_contacts for select to palier_api using (
  (select app.client_id()) is null and employer_id = any ((select app.organisations_as('hr'))::uuid[])
  or app.prospect_side(contract_id) is not null
);

alter table prospect_contact_decisions enable row level security, force row level security;
grant select, insert, update, delete on prospect_contact_decisions to palier_maintenance;
grant select, insert on prospect_contact_decisions to palier_api;
create policy prospect_contact_decisions_maintenance on prospect_contact_decisions to palier_maintenance
  using (true) with check (true);
create policy prospect_contact_decisions_read on prospect_contact_decisions for select to palier_api using (
  exists (select from prospect_contacts k where k.id = prospect_contact_decisions.contact_id)
);
create policy prospect_contact_decisions_write on prospect_contact_decisions for insert to palier_api with check (
  decided_by = (select app.person_id())
  and exists (
    select from prospect_contacts k
    where k.id = prospect_contact_decisions.contact_id
      and k.contract_id = prospect_contact_decisions.contract_id
      and case prospect_contact_decisions.party
        when 'employer' then (select app.client_id()) is null and k.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        else app.prospect_side(k.contract_id) = prospect_contact_decisions.party
      end
  )
);

-- Where an establishment is: its FINESS begins with its département. One that is not known is in no area.
create function app.department_of_finess(finess text) returns text
  language sql immutable
return case
  when finess like '97%' then '97' || substr(finess, 4, 1)
  when finess like '98%' then '976'
  else left(finess, 2)
end;

revoke execute on function app.department_of_finess(text) from public;

-- Every establishment of the companies, by their SIREN, that somebody is of today, whatever their role; and of the one for which
-- they look.
create function app.companies_of(person uuid, organisation uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return array(
  with mine as (
    select companies_of.organisation as id
    union
    select m.organisation_id
    from memberships m
    where m.person_id = any (app.records_of(companies_of.person))
      and (m.from_day is null or m.from_day <= app.today())
      and (m.until_day is null or m.until_day > app.today())
  )
  select id from mine
  union
  select e.organisation_id
  from organisation_identifiers e
  where left(e.siret, 9) in (select left(i.siret, 9) from organisation_identifiers i where i.organisation_id in (select id from mine))
);
revoke execute on function app.companies_of(uuid, uuid) from public;

-- Whom the caller may see for an employer, today: all, or the one of an agreement.
create function app.prospects_for(employer uuid, agreement uuid)
  returns table (
    agreement_id uuid, contract_id uuid, prospect_id uuid, given_name text, family_name text, words text, framework_code text,
    framework_title text, level_code text, level_title text, is_complete boolean, ends_in text, centre text
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with seeker as (
    select e.id, e.structure_type, app.department_of_finess(e.finess) as department,
      app.companies_of(app.person_id(), e.id) as companies
    from organisations e
    where e.id = prospects_for.employer
      and e.kind = 'employer'
      and app.client_id() is null
      and e.id = any (app.organisations_as('hr'))
  )
  select a.id, c.id, encode(substr(sha256(convert_to(a.id::text || s.id::text, 'UTF8')), 1, 16), 'hex')::uuid,
    app.called(p.given_name, p.usual_given_name),
    case when a.shows_family_name then app.called(p.family_name, p.usual_family_name) end,
    a.words, f.code, f.title, level.value ->> 'code', level.value ->> 'title', coalesce(g.complete, false),
    to_char(c.held_until - 1, 'YYYY-MM'), o.name
  from seeker s
  join prospect_agreements a
    on a.withdrawn_at is null
    and a.until_day > app.today()
    and s.department = any (a.departments)
    and s.structure_type = any (a.structure_types)
    and (prospects_for.agreement is null or a.id = prospects_for.agreement)
  join contracts c on c.id = a.contract_id
  join people p on p.id = c.alternant_id
  join organisations o on o.id = c.training_centre_id
  join ladders l on l.id = c.ladder_id
  join frameworks f on f.id = l.framework_id
  left join progress g on g.contract_id = c.id
  cross join lateral (
    select x.value
    from jsonb_array_elements(l.levels) with ordinality x (value, place)
    where x.value ->> 'code' = g.current_level or g.current_level is null
    order by x.place
    limit 1
  ) level
  where app.prospect_stands(a.id)
    -- Nobody of a company at which they are, or which they keep out, by whatever establishment.
    and not s.companies && a.hidden_from
    and (
      a.shows_own_employer
      or not exists (
        select
        from contracts w
        where w.alternant_id = c.alternant_id
          and w.employer_id = any (s.companies)
          and (w.id = c.id or w.cancelled_on is null and w.held_until > app.today())
      )
    )
    and (
      a.shows_own_employer
      or not exists (
        select
        from mandates m
        join contracts w on w.id = m.contract_id
        where w.alternant_id = c.alternant_id and m.person_id = any (app.records_of(app.person_id()))
      )
    );
end;
revoke execute on function app.prospects_for(uuid, uuid) from public;

-- Shows a page of them, and writes down each that it shows: there is no row without its trace. One more than the page tells
-- whether another follows, by no more than its key.
create function app.show_prospects(employer uuid, wanted jsonb, after text, page integer) returns setof jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  found jsonb[];
begin
  select array_agg(x.shown order by x.key) into found
  from (
    select v.ends_in || ' ' || v.prospect_id as key, to_jsonb(v) as shown
    from app.prospects_for(employer, null) v
    where (wanted ->> 'framework' is null or v.framework_code = wanted ->> 'framework')
      and (wanted ->> 'endsFrom' is null or v.ends_in >= wanted ->> 'endsFrom')
      and (wanted ->> 'endsTo' is null or v.ends_in <= wanted ->> 'endsTo')
      and (after is null or v.ends_in || ' ' || v.prospect_id > after)
    order by 1
    limit page + 1
  ) x;
  insert into prospect_views (id, agreement_id, contract_id, prospect_id, employer_id, viewed_by, viewed_on, first_at)
  select gen_random_uuid(), (f ->> 'agreement_id')::uuid, (f ->> 'contract_id')::uuid, (f ->> 'prospect_id')::uuid, employer,
    app.person_id(), app.today(), app.setting('app.now')::timestamptz
  from unnest(found[1:page]) f
  on conflict do nothing;
  return query select f - 'agreement_id' - 'contract_id' from unnest(found) f;
end $$;

-- Asks to meet somebody whom this employer saw, and still sees. Null: it sees nobody of that id.
create function app.ask_prospect(contact uuid, employer uuid, prospect uuid, said_words text) returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  whom record;
begin
  select f.agreement_id, f.contract_id into whom
  from (
    select v.agreement_id from prospect_views v where v.employer_id = employer and v.prospect_id = prospect limit 1
  ) v
  cross join lateral app.prospects_for(employer, v.agreement_id) f;
  if not found then
    return null;
  end if;
  insert into prospect_contacts (id, agreement_id, contract_id, prospect_id, employer_id, asked_by, asked_at, words)
  values (contact, whom.agreement_id, whom.contract_id, prospect, employer, app.person_id(),
    app.setting('app.now')::timestamptz, said_words)
  on conflict (agreement_id, employer_id) do nothing;
  return (
    select k.id from prospect_contacts k where k.agreement_id = whom.agreement_id and k.employer_id = employer
  );
end $$;

insert into personal_data (place, table_name, of_contract, by_person, is_private, words, sorted_by, erased) values
  (100, 'prospect_agreements', '{contract_id}', '{agreed_by}', true, '{words}', 'id', 'words'),
  (101, 'prospect_views', '{contract_id}', '{viewed_by}', true, '{}', 'id', 'kept'),
  (102, 'prospect_contacts', '{contract_id}', '{asked_by}', true, '{words}', 'id', 'words'),
  (103, 'prospect_contact_decisions', '{contract_id}', '{decided_by}', true, '{reason}', 'id', 'words');

-- Who saw whom is kept for a year.
create or replace function app.retention() returns table (kind text, days integer, is_over text)
  language sql immutable
as $$
  select r.kind, r.days, format(r.is_over, format('$1 - interval ''%s days''', r.days))
  from (values
    ('idempotency_keys', 0, 'e.expires_at <= %s'),
    ('refresh_tokens', 0, 'e.expires_at <= %s'),
    ('sessions', 0, 'e.expires_at <= %s and not exists (select from refresh_tokens t where t.family_id = e.id)'),
    ('account_links', 30, 'e.expires_at <= %s or e.expires_at <= $1 and e.account_id is null'),
    ('sign_in_failures', 0, 'e.last_at <= %s - interval ''1 hour'''),
    ('invitations', 365, 'e.expires_at <= %s and not exists (select from invitations o where o.superseded_by = e.id)'),
    ('notifications', 365, 'e.notified_at <= %s'),
    ('mails', 365, 'e.made_at <= %s and not exists (select from notifications n where n.mail_id = e.id)'),
    ('file_reads', 365, 'e.read_on <= (%s)::date'),
    ('prospect_views', 365, 'e.viewed_on <= (%s)::date')
  ) r (kind, days, is_over)
$$;
