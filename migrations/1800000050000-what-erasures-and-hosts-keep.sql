-- What hosts checked is read by the contracts on which their tutors have a mandate; proofs
-- end with an erasure; papers of an amendment are added by whoever proposes it alone.

-- For whom somebody tutors on a contract: its employer, and the hosts at which they are given a mandate there. A host that is
-- merely named agreed to nothing, and what it checked of its people is not told by that.
create function app.workplaces_of(contract uuid, tutor uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.employer_id from contracts c where c.id = workplaces_of.contract and app.is_signed_in()
  union
  select p.host_id
  from mandates m
  join placements p on p.id = m.placement_id
  where m.contract_id = workplaces_of.contract
    and m.person_id = any (app.records_of(workplaces_of.tutor))
    and m.from_day is distinct from m.until_day
    and not p.is_withdrawn
    and app.is_signed_in();
end;

create or replace function app.derogations_of(tutor uuid, contract uuid)
  returns table (apprentices smallint, from_day date, until_day date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.apprentices, p.from_day, p.until_day
  from tutor_proofs p
  where app.is_signed_in()
    and p.kind = 'derogation'
    and p.withdrawn_at is null
    and p.person_id = any (app.records_of(tutor))
    and (contract is null or p.employer_id in (select app.workplaces_of(contract, tutor)))
  order by p.from_day;
end;

create or replace function app.proofs_of_tutor(contract uuid, tutor uuid)
  returns table (
    kind text, title text, level smallint, framework_code text, obtained_on date, from_day date, until_day date,
    months smallint, is_placement boolean, hours smallint, idcc text, recorded_at timestamptz, withdrawn_at timestamptz
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.kind, p.title, p.level, p.framework_code, p.obtained_on, p.from_day, p.until_day, p.months, p.is_placement,
    p.hours, p.idcc, p.recorded_at, p.withdrawn_at
  from tutor_proofs p
  where p.employer_id in (select app.workplaces_of(contract, tutor))
    and p.person_id = any (app.records_of(tutor))
    and app.reads_proofs(contract, tutor)
  order by p.id;
end;

drop function app.workplaces_of(uuid);

-- What is to be deleted of somebody who is made nobody: where the papers were found, on their contracts, and what was checked
-- of them as a tutor.
create function app.erase_proofs() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  records uuid[] := app.records_of(new.id);
begin
  delete from attestation_proofs p
  where p.contract_id in (select c.id from contracts c where c.alternant_id = any (records));
  delete from tutor_proofs p where p.person_id = any (records);
  return null;
end $$;
create trigger people_erase_proofs after update of erased_at on people
  for each row when (old.erased_at is null and new.erased_at is not null) execute function app.erase_proofs();

-- Papers belong to the amendment that they were proposed with, and nothing is added to what somebody answered.
create function app.refuse_late_paper() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (
    select from contract_amendments a
    where a.id = new.amendment_id
      and a.contract_id = new.contract_id
      and a.sequence = new.sequence
      and not exists (select from contract_amendment_answers w where w.amendment_id = a.id)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'contract_amendment_papers_with_their_amendment',
      message = 'papers belong to the amendment that they were proposed with';
  end if;
  return null;
end $$;
create trigger contract_amendment_papers_with_their_amendment after insert on contract_amendment_papers
  for each row execute function app.refuse_late_paper();

-- Of an alternant who is made nobody amendments keep what they made of the contract, as its forms do. Type 34 tells of a
-- disability as the ground does.
create or replace function app.erase_amendment_papers() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update contract_amendment_papers p
  set ground = null,
    members = (
      select coalesce(jsonb_object_agg(m.path, m.value), '{}')
      from jsonb_each(p.members) m (path, value)
      where m.path not like 'alternant.%'
    )
  where p.contract_id in (select c.id from contracts c where c.alternant_id = any (app.records_of(new.id)));
  update contract_amendments a
  set form_type = null
  where a.form_type = '34'
    and a.contract_id in (select c.id from contracts c where c.alternant_id = any (app.records_of(new.id)));
  return null;
end $$;

-- Those who were made nobody before this: what the functions above delete, once.
do $$
declare
  erased uuid[] := array(select r from people p, unnest(app.records_of(p.id)) r where p.erased_at is not null);
begin
  delete from attestation_proofs p where p.contract_id in (select c.id from contracts c where c.alternant_id = any (erased));
  delete from tutor_proofs p where p.person_id = any (erased);
  update contract_amendments a set form_type = null
  where a.form_type = '34' and a.contract_id in (select c.id from contracts c where c.alternant_id = any (erased));
end $$;
