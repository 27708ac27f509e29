-- What is held on people, table by table: the export reads it, an erasure follows it, a test compares it with the catalogue. A
-- row of a table is about somebody by its columns of_person, of_account (an account of theirs) or of_contract (a contract of
-- theirs as alternant); by_person says who did it. What is withheld is secret, or follows from the rest; what is private is for
-- the person and the platform; words may name somebody, item_words in the members of items.

create table personal_data (
  table_name  text constraint personal_data_pkey primary key,
  place       integer not null,
  of_person   text[] not null default '{}',
  of_account  text[] not null default '{}',
  of_contract text[] not null default '{}',
  by_person   text[] not null default '{}',
  withheld    text[] not null default '{}',
  sorted_by   text not null default 'id',
  is_private  boolean not null default false,
  words       text[] not null default '{}',
  item_words  text[] not null default '{}',
  erased      text not null
    constraint personal_data_erasure_known check (erased in ('changed', 'deleted', 'words', 'kept'))
);

alter table personal_data enable row level security, force row level security;
grant select, insert, update, delete on personal_data to palier_maintenance;
grant select on personal_data to palier_api;
create policy personal_data_maintenance on personal_data to palier_maintenance using (true) with check (true);
create policy personal_data_read on personal_data for select to palier_api using (false);

insert into personal_data (place, table_name, of_person, withheld, sorted_by, erased) values
  (10, 'people', '{id}', '{search_key}', 'id', 'changed'),
  (11, 'person_names', '{person_id}', '{}', 'version', 'changed'),
  (12, 'person_birth_dates', '{person_id}', '{}', 'version', 'deleted');

insert into personal_data (place, table_name, of_person, by_person, sorted_by, erased) values
  (13, 'person_corrections', '{person_id}', '{corrected_by}', 'version', 'deleted'),
  (14, 'memberships', '{person_id}', '{}', 'id', 'changed');

insert into personal_data (place, table_name, of_person, of_account, by_person, withheld, sorted_by, is_private, erased) values
  (20, 'accounts', '{person_id}', '{}', '{disabled_by, password_reset_by}', '{password_hash}', 'id', true, 'deleted'),
  (21, 'sessions', '{}', '{account_id}', '{}', '{}', 'id', true, 'deleted'),
  (22, 'refresh_tokens', '{}', '{account_id}', '{}', '{token_hash}', 'id', true, 'deleted'),
  (23, 'account_links', '{}', '{account_id}', '{issued_by}', '{token_hash}', 'id', true, 'deleted'),
  (24, 'idempotency_keys', '{}', '{caller_id}', '{}', '{request_hash, headers, sealed_body}', 'key', true, 'deleted'),
  (25, 'invitations', '{person_id}', '{}', '{invited_by, withdrawn_by}', '{token_hash}', 'id', true, 'deleted'),
  (26, 'notification_preferences', '{person_id}', '{}', '{}', '{}', 'person_id', true, 'deleted'),
  (27, 'notifications', '{person_id}', '{}', '{}', '{}', 'id', true, 'deleted'),
  (28, 'mails', '{person_id}', '{}', '{}', '{}', 'id', true, 'deleted'),
  (29, 'sent_facts', '{person_id}', '{}', '{}', '{request_hash}', 'client_id', true, 'deleted');

insert into personal_data (place, table_name, of_person, of_contract, by_person, sorted_by, words, item_words, erased) values
  (40, 'contracts', '{alternant_id}', '{id}', '{}', 'id', '{}', '{}', 'changed'),
  (41, 'contract_steps', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{comment}', '{}', 'words'),
  (42, 'mandates', '{person_id}', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{}', 'kept'),
  (43, 'mandate_absences', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{}', 'kept'),
  (44, 'mandate_absence_ends', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{}', 'kept'),
  (50, 'observations', '{}', '{contract_id}', '{observer_id}', 'sequence', '{unit}', '{comment}', 'words'),
  (51, 'observation_withdrawals', '{}', '{contract_id}', '{withdrawn_by}', 'sequence', '{reason}', '{}', 'words'),
  (52, 'proposal_dismissals', '{}', '{contract_id}', '{dismissed_by}', 'sequence', '{reason}', '{}', 'words'),
  (53, 'sign_offs', '{}', '{contract_id}', '{signer_id}', 'sequence', '{next_step, reason, comment}', '{}', 'words'),
  (54, 'revocations', '{}', '{contract_id}', '{revoked_by}', 'sequence', '{reason}', '{}', 'words'),
  (55, 'level_decisions', '{}', '{contract_id}', '{decided_by}', 'sequence', '{reason}', '{}', 'words'),
  (56, 'sign_off_requests', '{}', '{contract_id}', '{asked_by}', 'sequence', '{}', '{comment}', 'words'),
  (57, 'sign_off_request_claims', '{}', '{contract_id}', '{claimed_by}', 'sequence', '{}', '{}', 'kept'),
  (58, 'sign_off_request_ends', '{}', '{contract_id}', '{ended_by}', 'sequence', '{}', '{}', 'kept'),
  (60, 'assignments', '{}', '{contract_id}', '{assigned_by}', 'sequence', '{}', '{}', 'kept'),
  (61, 'assignment_ends', '{}', '{contract_id}', '{ended_by}', 'sequence', '{}', '{}', 'kept'),
  (62, 'journal_entries', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{text}', '{}', 'words'),
  (63, 'journal_entry_steps', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{reason}', '{}', 'words'),
  (64, 'self_assessments', '{}', '{contract_id}', '{assessed_by}', 'sequence', '{}', '{comment}', 'words'),
  (65, 'plan_items', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{unit, note}', '{}', 'words'),
  (66, 'plan_item_withdrawals', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{reason}', '{}', 'words'),
  (70, 'attestations', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{}', 'kept'),
  (71, 'attestation_withdrawals', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{}', 'kept'),
  (72, 'concerns', '{}', '{contract_id}', '{raised_by}', 'sequence', '{text}', '{}', 'words'),
  (73, 'concern_reviews', '{}', '{contract_id}', '{reviewed_by}', 'sequence', '{text}', '{}', 'words'),
  (74, 'disputes', '{}', '{contract_id}', '{opened_by}', 'sequence', '{grounds}', '{}', 'words'),
  (75, 'dispute_endings', '{}', '{contract_id}', '{ended_by}', 'sequence', '{reason}', '{}', 'words'),
  (76, 'overturns', '{}', '{contract_id}', '{overturned_by}', 'sequence', '{}', '{}', 'kept'),
  (77, 'contested_fact_rulings', '{}', '{contract_id}', '{ruled_by}', 'sequence', '{reason}', '{}', 'words'),
  (78, 'resumptions', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{comment}', '{}', 'words'),
  (79, 'resumption_withdrawals', '{}', '{contract_id}', '{withdrawn_by}', 'sequence', '{reason}', '{}', 'words'),
  (80, 'ladder_changes', '{}', '{contract_id}', '{recorded_by}', 'sequence', '{}', '{}', 'kept'),
  (81, 'evidence', '{}', '{contract_id}', '{added_by}', 'sequence', '{file_name}', '{}', 'words'),
  (82, 'evidence_withdrawals', '{}', '{contract_id}', '{withdrawn_by}', 'sequence', '{reason}', '{}', 'words');

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, words, erased)
values (48, 'contract_groups', '{contract_id}', '{recorded_by}', 'sequence', '{group_name}', 'words');

insert into personal_data (place, table_name, of_contract, by_person, withheld, sorted_by, erased) values
  (83, 'events', '{contract_id}', '{actor_person_id}', '{transaction_id}', 'sequence', 'kept'),
  (84, 'progress', '{contract_id}', '{}', '{state, tallies, marks}', 'contract_id', 'kept'),
  (90, 'employer_declarations', '{}', '{recorded_by}', '{}', 'id', 'kept'),
  (91, 'employer_declaration_withdrawals', '{}', '{recorded_by}', '{}', 'id', 'kept'),
  (92, 'api_clients', '{}', '{created_by, revoked_by}', '{}', 'id', 'kept'),
  (93, 'api_client_secrets', '{}', '{created_by}', '{secret_hash}', 'id', 'kept'),
  (94, 'ladder_mappings', '{}', '{created_by}', '{}', 'id', 'kept');

insert into personal_data (place, table_name, of_person, of_contract, by_person, withheld, sorted_by, erased) values
  (16, 'person_merges', '{kept_id, duplicate_id}', '{}', '{merged_by, undone_by}', '{moved}', 'id', 'changed'),
  (17, 'person_merge_moves', '{}', '{contract_id}', '{}', '{}', 'row_id', 'kept'),
  (18, 'proposed_tutors', '{person_id}', '{}', '{proposed_by, decided_by}', '{}', 'id', 'kept'),
  (45, 'contract_external_ids', '{}', '{contract_id}', '{}', '{}', 'contract_id', 'deleted'),
  (46, 'contract_confirmations', '{}', '{contract_id}', '{recorded_by}', '{}', 'sequence', 'kept'),
  (47, 'contract_confirmation_withdrawals', '{}', '{contract_id}', '{recorded_by}', '{}', 'sequence', 'kept'),
  (49, 'guest_links', '{person_id}', '{contract_id}', '{issued_by, withdrawn_by}',
    '{email, token_hash, session_hash, code_hash}', 'id', 'changed'),
  (95, 'api_client_grants', '{}', '{}', '{asked_by, accepted_by, withdrawn_by}', '{}', 'id', 'kept'),
  (96, 'employer_proposals', '{}', '{}', '{proposed_by}', '{}', 'id', 'kept');

-- How the caller reads the file of somebody: the whole of it, what a centre holds of its alternant, or nothing (null). A
-- program never does.
create function app.reads_file_as(person uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
  return case
    when app.client_id() is not null or app.person_id() is null then null
    when person = app.person_id() or app.is_platform_admin() then 'whole'
    when exists (
      select from memberships m
      join contracts c on c.alternant_id = m.person_id and c.training_centre_id = m.organisation_id
      where m.person_id = person
        and m.role = 'alternant'
        and (m.from_day is null or m.from_day <= app.today())
        and (m.until_day is null or m.until_day > app.today())
        and m.organisation_id = any (app.organisations_as('centre_admin'))
        and c.signed_on is not null
        and c.cancelled_on is null
    ) then 'centre'
  end;

-- The records whose rows are one file: for the person and the platform, also those that were merged into it.
create function app.records_of_file(person uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
  return case app.reads_file_as(person)
    when 'whole' then app.records_of(person)
    when 'centre' then array[person]
    else '{}'
  end;

-- Which contracts of somebody the caller reads as one of their file.
create function app.contracts_of_file(person uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
  return coalesce(
    (
      select array_agg(c.id order by c.id) from contracts c
      where c.alternant_id = person
        and case app.reads_file_as(person)
          when 'whole' then true
          when 'centre' then c.training_centre_id = any (app.organisations_as('centre_admin'))
          else false
        end
    ),
    '{}'
  );

-- The parts of a file, in their order, with the columns that name people. Of somebody whom the caller does not read: none.
create function app.file_sections(person uuid) returns table (section text, people text[])
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.table_name, d.of_person || d.by_person
  from personal_data d
  where case app.reads_file_as(person)
      when 'whole' then true
      when 'centre' then not d.is_private and cardinality(d.of_person || d.of_contract) > 0
      else false
    end
  order by d.place;
end;

-- The records of one human: the one that is kept, and those that were merged into it.
-- The rows of one part. What is about the person is shown whole but for what is withheld. What they only did, on somebody
-- else's contract, says that they did it, and when: the rest is another's.
create function app.file_rows(person uuid, section text) returns setof jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  reader text := app.reads_file_as(person);
  records uuid[] := app.records_of_file(person);
  held personal_data;
  has_acted boolean;
  about text;
  asked text;
begin
  select d.* into held
  from personal_data d
  join app.file_sections(person) s on s.section = d.table_name
  where d.table_name = file_rows.section;
  if not found then
    return;
  end if;
  select string_agg(c.sql, ' or ') into about
  from (
    select format('t.%I = any ($1)', o) from unnest(held.of_person) o
    union all select format('t.%I = any ($2)', o) from unnest(held.of_account) o
    union all select format('t.%I = any ($3)', o) from unnest(held.of_contract) o
  ) c (sql);
  if reader = 'centre' and exists (
    select from pg_attribute a
    where a.attrelid = held.table_name::regclass and a.attname = 'organisation_id' and not a.attisdropped
  ) then
    about := format('(%s) and t.organisation_id = any (app.organisations_as(''centre_admin''))', about);
  elsif reader = 'centre' and cardinality(held.of_contract) > 0 then
    select string_agg(format('t.%I = any ($3)', o), ' or ') into about from unnest(held.of_contract) o;
  end if;
  about := coalesce(about, 'false');
  -- Whoever was never anything but an alternant did what they did on contracts of their own.
  has_acted := reader = 'whole' and (
    exists (select from mandates m where m.person_id = any (records))
    or exists (select from memberships m where m.person_id = any (records) and m.role <> 'alternant')
  );
  asked := about;
  if has_acted then
    select concat_ws(' or ', about, string_agg(format('t.%I = any ($1)', b), ' or ')) into asked from unnest(held.by_person) b;
  end if;
  return query execute format(
    $sql$
    select case
      when %1$s then to_jsonb(t) - $4
      else (
        select jsonb_object_agg(m.key, m.value) from jsonb_each(to_jsonb(t)) m
        where m.key = any ($5) and m.value <> 'null'
      )
    end
    from %2$I t
    where %3$s
    order by %4$s t.%5$I
    $sql$,
    about, held.table_name, asked,
    case when held.sorted_by = 'sequence' then 't.contract_id,' else '' end,
    held.sorted_by
  )
  using
    records,
    array(select a.id from accounts a where a.person_id = any (records)),
    app.contracts_of_file(person),
    held.withheld,
    array['id', 'version', 'contract_id', 'organisation_id', 'recorded_at', 'created_at', 'read_on'] || held.by_person;
end $$;

-- What the codes on the contracts of a file are called.
create function app.file_titles(person uuid) returns table (contract_id uuid, titles jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id, jsonb_build_object(
    'competency', app.competency_titles(l.id),
    'level', (select jsonb_object_agg(v ->> 'code', v ->> 'title') from jsonb_array_elements(l.levels) v),
    'mission', (select jsonb_object_agg(m ->> 'code', m ->> 'title') from jsonb_array_elements(l.missions) m),
    'employer', e.name,
    'trainingCentre', f.name
  )
  from contracts c
  join ladders l on l.id = c.ladder_id
  join organisations e on e.id = c.employer_id
  join organisations f on f.id = c.training_centre_id
  where c.id = any (app.contracts_of_file(person));
end;
