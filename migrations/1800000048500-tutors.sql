-- What an employer checked of whoever tutors for it: what makes them eligible, and what lets them follow more apprentices than
-- the law does. A proof says that it was seen, by whom and when; the document itself has no place here.

create table tutor_proofs (
  id                   uuid not null constraint tutor_proofs_pkey primary key,
  person_id            uuid not null constraint tutor_proofs_person_id_fkey references people,
  employer_id          uuid not null constraint tutor_proofs_employer_id_fkey references organisations,
  kind                 text not null,
  title                text,
  level                smallint,
  framework_code       text,
  obtained_on          date,
  from_day             date,
  until_day            date,
  months               smallint,
  is_placement         boolean not null default false,
  hours                smallint,
  minutes              smallint,
  idcc                 text,
  apprentices          smallint,
  authority            text,
  reference            text,
  checked_on           date not null,
  recorded_at          timestamptz not null,
  recorded_by          uuid constraint tutor_proofs_recorded_by_fkey references people,
  recorded_by_client   uuid constraint tutor_proofs_recorded_by_client_fkey references api_clients,
  withdrawn_at         timestamptz,
  withdrawn_by         uuid constraint tutor_proofs_withdrawn_by_fkey references people,
  withdrawn_by_client  uuid constraint tutor_proofs_withdrawn_by_client_fkey references api_clients,
  withdrawal_reason    text,
  constraint tutor_proofs_kind_known
    check (kind in ('diploma', 'experience', 'training', 'branch_rule', 'derogation', 'time')),
  constraint tutor_proofs_days_in_order check (from_day < until_day),
  constraint tutor_proofs_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint tutor_proofs_derogation_is_dated check (
    kind <> 'derogation' or num_nonnulls(from_day, until_day, apprentices, authority) = 4
  ),
  constraint tutor_proofs_time_is_measured check ((kind = 'time') = (num_nonnulls(minutes) = 1)),
  constraint tutor_proofs_withdrawn_by_somebody check (
    num_nonnulls(withdrawn_by, withdrawn_by_client) = num_nonnulls(withdrawn_at)
    and (withdrawn_at is null) = (withdrawal_reason is null)
  )
);
create index tutor_proofs_person on tutor_proofs (person_id, id);
create index tutor_proofs_employer on tutor_proofs (employer_id, person_id);

-- Somebody's record and all that was merged into it: what was recorded of either is of them.
create function app.records_shown(person uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then app.records_of(person) end;

alter table tutor_proofs enable row level security, force row level security;
grant select, insert, update, delete on tutor_proofs to palier_maintenance;
grant select, insert, update (withdrawn_at, withdrawn_by, withdrawn_by_client, withdrawal_reason) on tutor_proofs to palier_api;
create policy tutor_proofs_maintenance on tutor_proofs to palier_maintenance using (true) with check (true);
create policy tutor_proofs_read on tutor_proofs for select to palier_api using (
  employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
  or person_id = any ((select app.records_shown(app.person_id()))::uuid[])
);
-- Nobody proves anything of themself, nor by a client whose secret they know.
create policy tutor_proofs_write on tutor_proofs for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and withdrawn_at is null
  and person_id <> all ((select app.people_behind_caller())::uuid[])
  and employer_id = any ((select app.organisations_as('hr'))::uuid[])
  and app.member_roles(person_id, employer_id, app.today(), null) && '{hr, tutor}'::text[]
);
create policy tutor_proofs_withdraw on tutor_proofs for update to palier_api
  using (withdrawn_at is null and employer_id = any ((select app.organisations_as('hr'))::uuid[]))
  with check (
    withdrawn_at is not null
    and withdrawn_by is not distinct from (select app.person_id())
    and withdrawn_by_client is not distinct from (select app.client_id())
  );

create trigger tutor_proofs_not_of_merged before insert on tutor_proofs
  for each row execute function app.refuse_merged('person_id');
create trigger tutor_proofs_of_somebody after insert on tutor_proofs
  for each row execute function app.refuse_erased('person_id');

-- What is proven of a tutor at the employer of a contract is read by who acts for either side of it, its auditors, and the tutor.
create function app.reads_proofs(contract uuid, tutor uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from contracts c
  where c.id = contract
    and (
      c.employer_id = any (app.organisations_as('hr', 'auditor'))
      or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
      or exists (select from mandates m where m.contract_id = c.id and m.person_id = tutor) and tutor = app.person_id()
    )
);

create function app.proofs_of_tutor(contract uuid, tutor uuid)
  returns table (
    kind text, title text, level smallint, framework_code text, obtained_on date, from_day date, until_day date,
    months smallint, is_placement boolean, hours smallint, idcc text, recorded_at timestamptz, withdrawn_at timestamptz
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.kind, p.title, p.level, p.framework_code, p.obtained_on, p.from_day, p.until_day, p.months, p.is_placement,
    p.hours, p.idcc, p.recorded_at, p.withdrawn_at
  from contracts c
  join tutor_proofs p on p.employer_id = c.employer_id and p.person_id = any (app.records_of(tutor))
  where c.id = contract and app.reads_proofs(contract, tutor)
  order by p.id;
end;

-- Whoever signs contracts must learn how many a tutor may follow: at the employer of that contract; null: at any.
create function app.derogations_of(tutor uuid, contract uuid)
  returns table (apprentices smallint, from_day date, until_day date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.apprentices, p.from_day, p.until_day
  from tutor_proofs p
  where app.is_signed_in()
    and p.kind = 'derogation'
    and p.withdrawn_at is null
    and p.person_id = any (app.records_of(tutor))
    and (contract is null or p.employer_id = (select c.employer_id from contracts c where c.id = contract))
  order by p.from_day;
end;

-- What the law on tutors asks of a contract, as far as its form says: who the employer is, whether the alternant repeats after
-- an exam that was failed, and whether that tutor is the employer; by what was recorded then. Without a form, who continues a
-- contract repeats.
create function app.tutoring_terms(contract uuid, tutor uuid, known timestamptz)
  returns table (is_public boolean, idcc text, is_repeating boolean, is_employer boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    (f.content -> 'employer' ->> 'isPublic')::boolean,
    f.content -> 'employer' ->> 'idcc',
    case
      when f.content -> 'terms' ->> 'contractType' = '33' then true
      when f.content -> 'terms' ->> 'contractType' in ('11', '21', '23') then false
      else c.continuation_of is not null
    end,
    (
      select (t.section ->> 'isEmployer')::boolean
      from jsonb_array_elements(
        case when jsonb_typeof(f.content -> 'tutors') = 'array' then f.content -> 'tutors' else '[]' end
      ) t (section)
      where (t.section ->> 'personId')::uuid = any (app.records_of(tutor))
      limit 1
    )
  from contracts c
  left join lateral (
    select x.content from contract_forms x
    where x.contract_id = c.id and x.recorded_at <= known
    order by x.sequence desc limit 1
  ) f on true
  where c.id = contract and app.is_signed_in();
end;

-- The day from which a contract goes on after an exam that was failed, as all signed; null: it does not.
create function app.prolonged_from(contract uuid) returns date
  language sql stable security definer set search_path = public, pg_temp
return (
  select min(a.effective_on)
  from contract_amendments a
  where a.contract_id = prolonged_from.contract
    and a.extension is not null
    and app.is_signed_in()
    and exists (select from contract_amendment_answers x where x.amendment_id = a.id and x.completes)
);

-- Whoever repeats is told by the form, where there is one; by an amendment from its day on.
create or replace function app.contracts_followed(tutor uuid, besides uuid, from_day date, until_day date)
  returns table (kind text, is_continuation boolean, starts_on date, held_until date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.kind, part.is_prolonged or (select t.is_repeating from app.tutoring_terms(c.id, null, 'infinity') t), part.since,
    part.until
  from mandates m
  join contracts c on c.id = m.contract_id
  cross join lateral (select app.prolonged_from(c.id)) p (day)
  cross join lateral (
    values
      (false, greatest(c.starts_on, m.from_day), least(c.held_until, m.until_day, p.day)),
      (true, greatest(c.starts_on, m.from_day, p.day), least(c.held_until, m.until_day))
  ) part (is_prolonged, since, until)
  where app.is_signed_in()
    and (p.day is not null or not part.is_prolonged)
    and part.since < part.until
    and (
      m.person_id = tutor
      and m.role = 'main_tutor'
      and c.id <> besides
      and c.signed_on is not null
      and c.cancelled_on is null
      and daterange(part.since, part.until)
        && daterange(contracts_followed.from_day, contracts_followed.until_day)
    );
end;

-- What the agreement of a branch asks of a tutor, and how many apprentices an order lets them follow there.
create table tutor_branch_rules (
  id                     uuid not null constraint tutor_branch_rules_pkey primary key,
  idcc                   text not null constraint tutor_branch_rules_idcc_known check (idcc ~ '^[0-9]{4}$'),
  from_day               date not null,
  until_day              date,
  months_with_diploma    smallint,
  months_without_diploma smallint,
  level                  smallint,
  apprentices            smallint,
  source                 text not null,
  recorded_at            timestamptz not null,
  recorded_by            uuid not null constraint tutor_branch_rules_recorded_by_fkey references people,
  withdrawn_at           timestamptz,
  withdrawn_by           uuid constraint tutor_branch_rules_withdrawn_by_fkey references people,
  constraint tutor_branch_rules_days_in_order check (from_day < until_day),
  constraint tutor_branch_rules_withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null)),
  constraint tutor_branch_rules_one_at_a_time
    exclude using gist (idcc with =, daterange(from_day, until_day) with &&) where (withdrawn_at is null)
);

alter table tutor_branch_rules enable row level security, force row level security;
grant select, insert, update, delete on tutor_branch_rules to palier_maintenance;
grant select, insert, update (withdrawn_at, withdrawn_by) on tutor_branch_rules to palier_api;
create policy tutor_branch_rules_maintenance on tutor_branch_rules to palier_maintenance using (true) with check (true);
create policy tutor_branch_rules_read on tutor_branch_rules for select to palier_api
  using ((select app.is_signed_in()));
create policy tutor_branch_rules_write on tutor_branch_rules for insert to palier_api with check (
  recorded_by = (select app.person_id()) and withdrawn_at is null and (select app.is_platform_admin())
);
create policy tutor_branch_rules_withdraw on tutor_branch_rules for update to palier_api
  using (withdrawn_at is null and (select app.is_platform_admin()))
  with check (withdrawn_at is not null and withdrawn_by = (select app.person_id()));

insert into personal_data (place, table_name, of_person, by_person, sorted_by, words, erased) values
  (19, 'tutor_proofs', '{person_id}', '{recorded_by, withdrawn_by}', 'id', '{title, authority, reference, withdrawal_reason}', 'deleted'),
  (97, 'tutor_branch_rules', '{}', '{recorded_by, withdrawn_by}', 'id', '{}', 'kept');
