-- An activity passes to another employer, and a contract with it: an amendment that the new employer signs too, and that makes
-- the contract which goes on there.

alter table contract_amendments
  add column new_employer_id uuid
    constraint contract_amendments_new_employer_id_fkey references organisations,
  drop constraint contract_amendments_form_type_known,
  add constraint contract_amendments_form_type_known
    check (form_type in ('31', '32', '33', '34', '35', '36', '37', '38')),
  drop constraint contract_amendments_change_something,
  add constraint contract_amendments_change_something
    check (
      changes_form or num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id, new_employer_id) > 0
    ),
  -- What passes, passes as it is.
  add constraint contract_amendments_transfer_alone
    check (
      new_employer_id is null
      or not changes_form and num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id) = 0
    );
create index contract_amendments_new_employer on contract_amendments (new_employer_id, id)
  where new_employer_id is not null;

-- The contract that goes on with the new employer, by the amendment that made it.
alter table contracts
  add column transfer_id uuid constraint contracts_transfer_id_fkey references contract_amendments;
create unique index contracts_transfer_once on contracts (transfer_id) where transfer_id is not null;

-- What the new employer answers: no fact of the contract, which is not its own yet.
create table transfer_answers (
  id            uuid not null constraint transfer_answers_pkey primary key,
  amendment_id  uuid not null constraint transfer_answers_amendment_id_fkey references contract_amendments,
  contract_id   uuid not null constraint transfer_answers_contract_id_fkey references contracts,
  employer_id   uuid not null constraint transfer_answers_employer_id_fkey references organisations,
  recorded_at   timestamptz not null,
  recorded_by   uuid not null constraint transfer_answers_recorded_by_fkey references people,
  kind          text not null constraint transfer_answers_kind_known check (kind in ('signed', 'refused')),
  signed_on     date,
  main_tutor_id uuid constraint transfer_answers_main_tutor_id_fkey references people,
  reason        text,
  constraint transfer_answers_whole
    check (
      case kind
        when 'signed' then num_nonnulls(signed_on, main_tutor_id) = 2 and reason is null
        else num_nonnulls(signed_on, main_tutor_id) = 0 and reason is not null
      end
    ),
  constraint transfer_answers_once unique (amendment_id, kind)
);
create index transfer_answers_contract on transfer_answers (contract_id);
create index transfer_answers_main_tutor on transfer_answers (main_tutor_id) where main_tutor_id is not null;

alter table transfer_answers enable row level security, force row level security;
grant select, insert, update, delete on transfer_answers to palier_maintenance;
grant select, insert on transfer_answers to palier_api;
create policy transfer_answers_maintenance on transfer_answers to palier_maintenance using (true) with check (true);
create policy transfer_answers_read on transfer_answers for select to palier_api using (
  employer_id = any ((select app.organisations_as('hr'))::uuid[])
  or exists (select from contracts c where c.id = transfer_answers.contract_id)
);

-- Whether the caller answers today for the employer to which an amendment passes a contract, and nothing closed it. Nobody
-- answers for their own contract.
create function app.answers_transfer(amendment uuid, contract uuid, employer uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select
  from contract_amendments a
  join contracts c on c.id = a.contract_id
  where a.id = answers_transfer.amendment
    and a.contract_id = answers_transfer.contract
    and a.new_employer_id = answers_transfer.employer
    and app.guest_link_id() is null
    and a.new_employer_id = any (app.organisations_as('hr'))
    and c.alternant_id <> all (app.people_behind_caller())
    and not exists (
      select from contract_amendment_answers x where x.amendment_id = a.id and (x.completes or x.kind <> 'signed')
    )
);
-- An organisation signs by a person, who names somebody else.
create policy transfer_answers_write on transfer_answers for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and (select app.client_id()) is null
  and main_tutor_id is distinct from (select app.person_id())
  and app.answers_transfer(amendment_id, contract_id, employer_id)
);

-- Who answers waits for whoever completes, refuses or withdraws, and comes too late after them.
create function app.answer_transfer_in_turn() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  -- Whoever may not answer is refused by the policy, and learns nothing here.
  if not exists (
    select from contract_amendments a
    where a.id = new.amendment_id
      and a.contract_id = new.contract_id
      and a.new_employer_id = any (app.organisations_as('hr'))
  ) then
    return new;
  end if;
  perform from contracts c where c.id = new.contract_id for update;
  if exists (
    select from contract_amendment_answers x
    where x.amendment_id = new.amendment_id and (x.completes or x.kind <> 'signed')
  ) then
    raise exception 'amendment_closed' using errcode = 'PA409';
  end if;
  return new;
end $$;
create trigger transfer_answers_in_turn before insert on transfer_answers
  for each row when (current_user = 'palier_api') execute function app.answer_transfer_in_turn();

-- All that the new employer reads of a contract before it is its own: what it signs, and of whom. One, or those after one.
create function app.transfers_offered(wanted uuid, after uuid, at_most integer) returns setof jsonb
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select jsonb_build_object(
    'amendment', to_jsonb(a),
    'contract', jsonb_build_object(
      'kind', c.kind, 'alternantId', c.alternant_id, 'employerId', c.employer_id, 'trainingCentreId', c.training_centre_id,
      'startsOn', c.starts_on, 'until', c.until_day, 'heldUntil', c.held_until, 'signedOn', c.signed_on,
      'endedAs', c.ended_as, 'cancelledOn', c.cancelled_on
    ),
    'signer', jsonb_build_object('birthDate', p.birth_date, 'signsAlone', app.signs_alone(c.id)),
    'answers', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'kind', x.kind, 'party', x.party, 'sequence', x.sequence, 'signedOn', x.signed_on, 'isForAll', x.is_for_all,
        'completes', x.completes, 'reason', null, 'recordedAt', x.recorded_at, 'recordedBy', null, 'recordedByClient', null
      ) order by x.sequence), '[]')
      from contract_amendment_answers x
      where x.amendment_id = a.id
    )
  )
  from contract_amendments a
  join contracts c on c.id = a.contract_id
  join people p on p.id = c.alternant_id
  where a.new_employer_id = any ((select app.organisations_as('hr'))::uuid[])
    and app.guest_link_id() is null
    and (wanted is null or a.id = wanted)
    and (after is null or a.id > after)
  order by a.id
  limit at_most;
end;

-- What is told of a transfer to whoever may read its amendment: who passes whom to whom, and what came of it.
create function app.transfer_shown(amendment uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
return (
  select jsonb_build_object(
    'formerEmployerId', c.employer_id,
    'formerEmployerName', f.name,
    'employerId', a.new_employer_id,
    'employerName', e.name,
    'alternantId', c.alternant_id,
    'alternantName', app.full_name(
      app.called(p.given_name, p.usual_given_name), app.called(p.family_name, p.usual_family_name)
    ),
    'trainingCentreName', t.name,
    'contractId', n.id,
    'isUndone', n.cancelled_on is not null
  )
  from contract_amendments a
  join contracts c on c.id = a.contract_id
  join organisations f on f.id = c.employer_id
  join organisations e on e.id = a.new_employer_id
  join organisations t on t.id = c.training_centre_id
  join people p on p.id = c.alternant_id
  left join contracts n on n.transfer_id = a.id
  where a.id = transfer_shown.amendment
    and app.is_signed_in()
    and (
      c.id = app.contract_scope()
      or c.alternant_id = app.person_id()
      or c.id = any (app.contracts_mandated())
      or c.employer_id = any (app.organisations_as('hr', 'auditor'))
      or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
      or a.new_employer_id = any (app.organisations_as('hr'))
    )
);

-- A contract says that it came of a transfer only where all signed that one, and as they signed it.
create function app.is_made_by_transfer(
  transfer uuid, continued uuid, alternant uuid, employer uuid, centre uuid, starts_on date, until_day date
) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select
  from contract_amendments a
  join contracts c on c.id = a.contract_id
  where a.id = is_made_by_transfer.transfer
    and c.id = is_made_by_transfer.continued
    and c.alternant_id = is_made_by_transfer.alternant
    and c.training_centre_id = is_made_by_transfer.centre
    and a.new_employer_id = is_made_by_transfer.employer
    and a.effective_on = is_made_by_transfer.starts_on
    and c.until_day = is_made_by_transfer.until_day
    and c.training_centre_id = any (app.organisations_as('centre_admin'))
    and exists (select from contract_amendment_answers x where x.amendment_id = a.id and x.completes)
);
create policy contracts_of_a_transfer on contracts as restrictive for insert to palier_api with check (
  transfer_id is null
  or app.is_made_by_transfer(
    transfer_id, continuation_of, alternant_id, employer_id, training_centre_id, starts_on, until_day
  )
);

-- With its last signature a transfer makes a contract, which the centre alone may do: it is party to both. The new employer
-- signed before, or nothing is complete.
create function app.may_complete(amendment uuid, party text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select
  from contract_amendments a
  where a.id = may_complete.amendment
    and (
      a.new_employer_id is null
      or may_complete.party = 'training_centre'
        and exists (select from transfer_answers w where w.amendment_id = a.id and w.kind = 'signed')
        and not exists (select from transfer_answers w where w.amendment_id = a.id and w.kind = 'refused')
    )
);
create policy contract_amendment_answers_complete on contract_amendment_answers as restrictive for insert to palier_api
  with check (not completes or app.may_complete(amendment_id, party));

-- The main tutor whom the new employer named, from the day on which the contract is its own: who completes the transfer writes
-- down that mandate, and no other.
create function app.is_tutor_of_transfer(contract uuid, person uuid, from_day date, until_day date) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select
  from contracts n
  join transfer_answers w on w.amendment_id = n.transfer_id and w.kind = 'signed'
  where n.id = is_tutor_of_transfer.contract
    and n.signed_on is null
    and n.training_centre_id = any (app.organisations_as('centre_admin'))
    and app.record_of(w.main_tutor_id) = is_tutor_of_transfer.person
    and n.starts_on = is_tutor_of_transfer.from_day
    and is_tutor_of_transfer.until_day is null
);
alter policy mandates_write on mandates with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and person_id <> all ((select app.people_behind_caller())::uuid[])
  and (
    app.gives_mandate(contract_id, person_id, role, from_day, until_day)
    or role = 'main_tutor' and app.is_tutor_of_transfer(contract_id, person_id, from_day, until_day)
  )
);

-- The transfer by which a contract passes on, and, where it is asked of what came of one, that by which it came; null: none, or
-- it was undone.
create function app.transfer_of(contract uuid, or_by boolean) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return (
  select n.transfer_id
  from contracts n
  where (n.continuation_of = transfer_of.contract or transfer_of.or_by and n.id = transfer_of.contract)
    and n.transfer_id is not null
    and n.cancelled_on is null
    and app.is_signed_in()
  order by n.id
  limit 1
);

-- The first day of what goes on in a contract: that of the first employer, however often it passed to another.
create function app.began_on(contract uuid) returns date
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with recursive chain (continued, transfer_id, starts_on) as (
    select c.continuation_of, c.transfer_id, c.starts_on
    from contracts c
    where c.id = began_on.contract and app.is_signed_in()
    union all
    select p.continuation_of, p.transfer_id, p.starts_on
    from chain
    join contracts p on p.id = chain.continued
    where chain.transfer_id is not null
  )
  select min(k.starts_on) from chain k;
end;

-- What was learnt with the former employer is read with the new one from the day on which the contract is its own.
create or replace function app.prior_contracts(wanted uuid, at timestamptz) returns table (contract_id uuid)
  language sql stable rows 2 security definer set search_path = public, pg_temp
begin atomic
  with recursive chain (contract_id, continued, alternant_id, starts_on, place) as (
    select c.id, app.continues_then(c, prior_contracts.at), c.alternant_id, app.starts_then(c, prior_contracts.at), 0
    from contracts c
    where c.id = prior_contracts.wanted
      and (
        c.id = (select app.contract_scope())
        or c.alternant_id = (select app.person_id())
        or c.id = any ((select app.contracts_mandated())::uuid[])
        or c.employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
      )
      and (c.transfer_id is null or c.starts_on <= least(app.today(), app.paris_day(prior_contracts.at)))
    union all
    select p.id, app.continues_then(p, prior_contracts.at), p.alternant_id, app.starts_then(p, prior_contracts.at),
      chain.place + 1
    from chain
    join contracts p on p.id = chain.continued
    where p.alternant_id = chain.alternant_id
      and app.starts_then(p, prior_contracts.at) < chain.starts_on
      and chain.place < 8
      and exists (
        select from contract_steps s
        where s.contract_id = p.id and s.kind = 'signed' and s.recorded_at <= prior_contracts.at
      )
      and not exists (
        select from contract_steps s
        where s.contract_id = p.id and s.kind = 'cancelled' and s.recorded_at <= prior_contracts.at
      )
  )
  select chain.contract_id from chain where chain.place > 0;
end;

insert into personal_data (place, table_name, of_person, of_contract, by_person, sorted_by, words, erased) values
  (98, 'transfer_answers', '{main_tutor_id}', '{contract_id}', '{recorded_by}', 'id', '{reason}', 'words');

-- Who repeats does so with the new employer too, and nobody begins to by a transfer: what passed is as it was.
create or replace function app.tutoring_terms(contract uuid, tutor uuid, known timestamptz)
  returns table (is_public boolean, idcc text, is_repeating boolean, is_employer boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    (f.content -> 'employer' ->> 'isPublic')::boolean,
    f.content -> 'employer' ->> 'idcc',
    case
      when c.transfer_id is not null then
        (select t.is_repeating from app.tutoring_terms(c.continuation_of, tutoring_terms.tutor, tutoring_terms.known) t)
        or app.prolonged_from(c.continuation_of) is not null
      when f.content -> 'terms' ->> 'contractType' = '33' then true
      when f.content -> 'terms' ->> 'contractType' in ('11', '21', '23') then false
      else c.continuation_of is not null
    end,
    (
      select (t.section ->> 'isEmployer')::boolean
      from jsonb_array_elements(
        case when jsonb_typeof(f.content -> 'tutors') = 'array' then f.content -> 'tutors' else '[]' end
      ) t (section)
      where (t.section ->> 'personId')::uuid = any (app.records_of(tutoring_terms.tutor))
      limit 1
    )
  from contracts c
  left join lateral (
    select x.content
    from contract_forms x
    where x.contract_id = c.id and x.recorded_at <= tutoring_terms.known
    order by x.sequence desc
    limit 1
  ) f on true
  where c.id = tutoring_terms.contract and app.is_signed_in();
end;
