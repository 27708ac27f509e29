-- An alternant contests a fact, somebody rules on it or it is withdrawn, and what is overturned is as if it had never
-- been recorded: three facts. The employer's HR read the last only, since ladders follow from it.

-- `attempt`: how often the fact was contested and withdrawn before, so that one dispute is open, or was ruled on.
create table disputes (
  id                uuid not null constraint disputes_pkey primary key,
  contract_id       uuid not null constraint disputes_contract_id_fkey references contracts,
  sequence          bigint not null,
  recorded_at       timestamptz not null,
  opened_by         uuid not null constraint disputes_opened_by_fkey references people,
  on_behalf_of      text constraint disputes_on_behalf_of_known check (on_behalf_of = 'legal_representative'),
  sign_off_id       uuid constraint disputes_sign_off_id_fkey references sign_offs,
  revocation_id     uuid constraint disputes_revocation_id_fkey references revocations,
  level_decision_id uuid constraint disputes_level_decision_id_fkey references level_decisions,
  attempt           integer not null,
  grounds           text not null,
  constraint disputes_about_one_fact check (num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1)
);
create unique index disputes_in_order on disputes (contract_id, sequence);
create unique index disputes_one_of_sign_off on disputes (sign_off_id, attempt) where sign_off_id is not null;
create unique index disputes_one_of_revocation on disputes (revocation_id, attempt) where revocation_id is not null;
create unique index disputes_one_of_level_decision on disputes (level_decision_id, attempt)
  where level_decision_id is not null;

create table dispute_endings (
  id          uuid not null constraint dispute_endings_pkey primary key,
  dispute_id  uuid not null constraint dispute_endings_dispute_id_fkey references disputes,
  contract_id uuid not null constraint dispute_endings_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  ended_by    uuid not null constraint dispute_endings_ended_by_fkey references people,
  ending      text not null constraint dispute_endings_ending_known
                check (ending in ('fact_stands', 'fact_overturned', 'withdrawn')),
  reason      text,
  constraint dispute_endings_ruling_has_reason check ((ending = 'withdrawn') = (reason is null))
);
create unique index dispute_endings_once on dispute_endings (dispute_id);
create unique index dispute_endings_in_order on dispute_endings (contract_id, sequence);

create table overturns (
  id                uuid not null constraint overturns_pkey primary key,
  contract_id       uuid not null constraint overturns_contract_id_fkey references contracts,
  sequence          bigint not null,
  recorded_at       timestamptz not null,
  overturned_by     uuid not null constraint overturns_overturned_by_fkey references people,
  sign_off_id       uuid constraint overturns_sign_off_id_fkey references sign_offs,
  revocation_id     uuid constraint overturns_revocation_id_fkey references revocations,
  level_decision_id uuid constraint overturns_level_decision_id_fkey references level_decisions,
  constraint overturns_one_fact check (num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1)
);
create unique index overturns_in_order on overturns (contract_id, sequence);
create unique index overturns_sign_off_once on overturns (sign_off_id) where sign_off_id is not null;
create unique index overturns_revocation_once on overturns (revocation_id) where revocation_id is not null;
create unique index overturns_level_decision_once on overturns (level_decision_id)
  where level_decision_id is not null;

-- See past row security, which keeps policies from reading their own table, and rows that the reader may not see.

create function app.author_of_fact(sign_off uuid, revocation uuid, level_decision uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then coalesce(
  (select s.signer_id from sign_offs s where s.id = sign_off),
  (select r.revoked_by from revocations r where r.id = revocation),
  (select l.decided_by from level_decisions l where l.id = level_decision)
) end;

create function app.author_of_disputed(dispute uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then (
  select app.author_of_fact(d.sign_off_id, d.revocation_id, d.level_decision_id) from disputes d where d.id = dispute
) end;

-- Nobody rules on their own word: for every role, the owner of the database too.
create function app.refuse_own_ruling() returns trigger
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
  author := coalesce(
    (select o.observer_id from observations o where o.id = (about ->> 'observation_id')::uuid),
    (select s.signer_id from sign_offs s where s.id = (about ->> 'sign_off_id')::uuid),
    (select r.revoked_by from revocations r where r.id = (about ->> 'revocation_id')::uuid),
    (select l.decided_by from level_decisions l where l.id = (about ->> 'level_decision_id')::uuid)
  );
  if author = (ruled ->> tg_argv[0])::uuid then
    raise exception '% is by who recorded what it is about', tg_table_name
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $$;

alter table disputes enable row level security, force row level security;
grant select, insert, update, delete on disputes to palier_maintenance;
grant select, insert on disputes to palier_api;
create policy disputes_maintenance on disputes to palier_maintenance using (true) with check (true);
create policy disputes_read on disputes for select to palier_api using (app.reads_confidences(contract_id));
create policy disputes_write on disputes for insert to palier_api with check (
  opened_by = (select app.person_id())
  and app.reads_confidences(contract_id)
  and (on_behalf_of is not null) = app.sees_contract_of_another(contract_id)
);
create policy disputes_by_a_member on disputes as restrictive for insert to palier_api with check (
  on_behalf_of is null
  or app.has_mandate(contract_id, app.paris_day(recorded_at))
  or app.administers_centre_of(contract_id)
);

alter table dispute_endings enable row level security, force row level security;
grant select, insert, update, delete on dispute_endings to palier_maintenance;
grant select, insert on dispute_endings to palier_api;
create policy dispute_endings_maintenance on dispute_endings to palier_maintenance using (true) with check (true);
create policy dispute_endings_read on dispute_endings for select to palier_api
  using (app.reads_confidences(contract_id));
create policy dispute_endings_write on dispute_endings for insert to palier_api with check (
  ended_by = (select app.person_id())
  and app.reads_confidences(contract_id)
  and (
    ending = 'withdrawn'
    or (app.sees_contract_of_another(contract_id) and app.author_of_disputed(dispute_id) <> ended_by)
  )
);
create policy dispute_endings_by_a_member on dispute_endings as restrictive for insert to palier_api with check (
  ending = 'withdrawn'
  or app.has_mandate(contract_id, app.paris_day(recorded_at))
  or app.administers_centre_of(contract_id)
);

create trigger dispute_endings_never_of_oneself
  after insert or update of contract_id, ended_by, ending on dispute_endings
  for each row when (new.ending <> 'withdrawn') execute function app.refuse_own_subject('ended_by');
create trigger dispute_endings_by_somebody_else
  after insert or update of ended_by, dispute_id, ending on dispute_endings
  for each row when (new.ending <> 'withdrawn') execute function app.refuse_own_ruling('ended_by');

alter table overturns enable row level security, force row level security;
grant select, insert, update, delete on overturns to palier_maintenance;
grant select, insert on overturns to palier_api;
create policy overturns_maintenance on overturns to palier_maintenance using (true) with check (true);
create policy overturns_read on overturns for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = overturns.contract_id)
);
create policy overturns_write on overturns for insert to palier_api with check (
  overturned_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
  and app.author_of_fact(sign_off_id, revocation_id, level_decision_id) <> overturned_by
);
create policy overturns_by_a_member on overturns as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) or app.administers_centre_of(contract_id));

create trigger overturns_never_of_oneself after insert or update of contract_id, overturned_by on overturns
  for each row execute function app.refuse_own_subject('overturned_by');
create trigger overturns_by_somebody_else
  after insert or update of overturned_by, sign_off_id, revocation_id, level_decision_id on overturns
  for each row execute function app.refuse_own_ruling('overturned_by');
