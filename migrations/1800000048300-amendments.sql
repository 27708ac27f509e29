-- What the parties of a signed contract agree to change, from a day on; and what each of them answered.

create table contract_amendments (
  id                 uuid not null constraint contract_amendments_pkey primary key,
  contract_id        uuid not null constraint contract_amendments_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_amendments_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_amendments_recorded_by_client_fkey references api_clients,
  side               text not null
                       constraint contract_amendments_side_known check (side in ('employer', 'training_centre')),
  number             integer not null,
  effective_on       date not null,
  starts_on          date,
  until_day          date,
  extension          text constraint contract_amendments_extension_known check (extension = 'failed_exam'),
  weekly_minutes     integer
                       constraint contract_amendments_weekly_minutes check (weekly_minutes between 1 and 2880),
  main_tutor_id      uuid constraint contract_amendments_main_tutor_id_fkey references people,
  former_tutor_id    uuid constraint contract_amendments_former_tutor_id_fkey references people,
  form_type          text
                       constraint contract_amendments_form_type_known
                       check (form_type in ('33', '34', '35', '36', '37', '38')),
  previous_number    text,
  reason             text not null,
  constraint contract_amendments_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_amendments_change_something
    check (num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id) > 0),
  constraint contract_amendments_extension_has_end check (extension is null or until_day is not null),
  constraint contract_amendments_numbered unique (contract_id, number)
);
create index contract_amendments_main_tutor on contract_amendments (main_tutor_id) where main_tutor_id is not null;
create index contract_amendments_former_tutor on contract_amendments (former_tutor_id) where former_tutor_id is not null;

alter table contract_amendments enable row level security, force row level security;
grant select, insert, update, delete on contract_amendments to palier_maintenance;
grant select, insert on contract_amendments to palier_api;
create policy contract_amendments_maintenance on contract_amendments to palier_maintenance
  using (true) with check (true);
create policy contract_amendments_read on contract_amendments for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contract_amendments.contract_id)
);

-- For whom of a contract the caller answers today, in their own name. The alternant acts for neither side of their own
-- contract, nor does a program of which they know a secret.
create function app.answers_as_party(contract uuid, party text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from contracts c
  where c.id = answers_as_party.contract
    and app.guest_link_id() is null
    and case party
      when 'alternant' then c.alternant_id = app.person_id() and app.client_id() is null
      when 'employer' then
        c.employer_id = any (app.organisations_as('hr')) and c.alternant_id <> all (app.people_behind_caller())
      when 'training_centre' then
        c.training_centre_id = any (app.organisations_as('centre_admin'))
        and c.alternant_id <> all (app.people_behind_caller())
      else false
    end
);
create policy contract_amendments_write on contract_amendments for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and app.answers_as_party(contract_id, side)
);

-- `is_for_all`: one side attests that all signed on paper. `completes`: nobody is missing any more.
create table contract_amendment_answers (
  id                 uuid not null constraint contract_amendment_answers_pkey primary key,
  amendment_id       uuid not null
                       constraint contract_amendment_answers_amendment_id_fkey references contract_amendments,
  contract_id        uuid not null constraint contract_amendment_answers_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_amendment_answers_recorded_by_fkey references people,
  recorded_by_client uuid
                       constraint contract_amendment_answers_recorded_by_client_fkey references api_clients,
  kind               text not null
                       constraint contract_amendment_answers_kind_known
                       check (kind in ('signed', 'refused', 'withdrawn')),
  party              text not null
                       constraint contract_amendment_answers_party_known
                       check (party in ('employer', 'training_centre', 'alternant', 'legal_representative')),
  signed_on          date,
  is_for_all         boolean not null,
  completes          boolean not null,
  reason             text,
  constraint contract_amendment_answers_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_amendment_answers_signed_on_a_day check ((kind = 'signed') = (signed_on is not null)),
  constraint contract_amendment_answers_say_why check (kind = 'signed' or reason is not null),
  constraint contract_amendment_answers_of_signatures
    check (kind = 'signed' or not (is_for_all or completes)),
  constraint contract_amendment_answers_paper_completes check (completes or not is_for_all),
  -- A program is an organisation: it attests a paper, and signs nothing.
  constraint contract_amendment_answers_by_a_person
    check (kind <> 'signed' or is_for_all or recorded_by is not null)
);
create index contract_amendment_answers_contract on contract_amendment_answers (contract_id);
create index contract_amendment_answers_amendment on contract_amendment_answers (amendment_id);
create unique index contract_amendment_answers_closed_once on contract_amendment_answers (amendment_id)
  where completes or kind <> 'signed';
create unique index contract_amendment_answers_once_for_a_party on contract_amendment_answers (amendment_id, party)
  where kind = 'signed' and not is_for_all;
create unique index contract_amendment_answers_once_by_a_person
  on contract_amendment_answers (amendment_id, recorded_by)
  where kind = 'signed' and not is_for_all;

alter table contract_amendment_answers enable row level security, force row level security;
grant select, insert, update, delete on contract_amendment_answers to palier_maintenance;
grant select, insert on contract_amendment_answers to palier_api;
create policy contract_amendment_answers_maintenance on contract_amendment_answers to palier_maintenance
  using (true) with check (true);
create policy contract_amendment_answers_read on contract_amendment_answers for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contract_amendment_answers.contract_id)
);
-- A minor who is emancipated, as the form says, signs alone.
create function app.signs_alone(contract uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return coalesce((
  select (f.content -> 'alternant' ->> 'emancipated')::boolean
  from contract_forms f
  where f.contract_id = signs_alone.contract and app.is_signed_in()
  order by f.sequence desc
  limit 1
), false);

-- What completes an amendment changes the contract: that is for one of its organisations, as every step is.
create policy contract_amendment_answers_write on contract_amendment_answers for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and app.answers_as_party(contract_id, party)
  and (party <> 'alternant' or not (completes or is_for_all))
  and exists (
    select from contract_amendments a
    where a.id = amendment_id
      and a.contract_id = contract_amendment_answers.contract_id
      and (kind <> 'withdrawn' or a.side = party)
  )
);

insert into personal_data (place, table_name, of_person, of_contract, by_person, sorted_by, words, erased) values
  (97, 'contract_amendments', '{main_tutor_id, former_tutor_id}', '{contract_id}', '{recorded_by}', 'sequence',
    '{reason, previous_number}', 'words'),
  (98, 'contract_amendment_answers', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{reason}', 'words');
