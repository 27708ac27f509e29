-- The schema that the migrations build, as the catalogue tells it: to be read, not to be run.

-- Written by `npm run schema:dump`; a test compares it with the migrations.

create extension btree_gist;

create extension pg_trgm;

CREATE OR REPLACE FUNCTION app.accept_invitation(token bytea, new_account uuid, new_membership uuid, first_password text, OUT state text, OUT void_reason text, OUT password_set boolean)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  invited invitations;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody accepts for somebody else' using errcode = '42501';
  end if;
  perform from people p
    where p.id = (select i.person_id from invitations i where i.token_hash = token) for no key update;
  select * into invited from invitations i where i.token_hash = token for update;
  if not found then
    return;
  end if;
  perform from accounts a
    where a.person_id in (invited.person_id, invited.invited_by) order by a.id for no key update;
  perform from memberships m where m.person_id = invited.invited_by order by m.id for share;
  select j.state, j.void_reason into state, void_reason from app.judge_invitation(invited.id) j;
  if state <> 'pending' then
    return;
  end if;

  insert into accounts (id, person_id, email, created_at)
    values (new_account, invited.person_id, lower(invited.email), at)
    on conflict (person_id) do nothing;
  update accounts a
    set password_hash = first_password, email = lower(invited.email)
    where a.person_id = invited.person_id and a.password_hash is null;
  password_set := found;
  if password_set and first_password is null then
    raise exception 'an account needs a password' using errcode = '23502';
  end if;

  -- Not said since when, it has always held; unless it was held before, and then it is since today.
  insert into memberships (id, person_id, organisation_id, role, from_day, until_day, created_at)
    select new_membership, invited.person_id, invited.organisation_id, invited.role,
      case when bool_or(m.until_day <= app.today()) then app.today() end,
      min(m.from_day) filter (where m.from_day > app.today()), at
    from (select) one
    left join memberships m
      on m.person_id = invited.person_id
      and m.organisation_id is not distinct from invited.organisation_id
      and m.role = invited.role
    having not coalesce(bool_or(
      m.id is not null
      and (m.from_day is null or m.from_day <= app.today())
      and (m.until_day is null or m.until_day > app.today())
    ), false);
  update invitations i set accepted_at = at where i.id = invited.id;
  state := 'accepted';
end $function$;

CREATE OR REPLACE FUNCTION app.accepted_invitation(token bytea)
 RETURNS TABLE(id uuid, email text, organisation_id uuid, role text, person_id uuid, invited_by uuid, created_at timestamp with time zone, expires_at timestamp with time zone, accepted_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT i.id,
     i.email,
     i.organisation_id,
     i.role,
     i.person_id,
     i.invited_by,
     i.created_at,
     i.expires_at,
     i.accepted_at
    FROM invitations i
   WHERE ((i.token_hash = accepted_invitation.token) AND (i.accepted_at IS NOT NULL) AND app.is_signing_in());
END;

CREATE OR REPLACE FUNCTION app.account_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (app.setting('app.account_id'::text))::uuid;

CREATE OR REPLACE FUNCTION app.account_of(person uuid)
 RETURNS TABLE(id uuid, email text, created_at timestamp with time zone, disabled_at timestamp with time zone, disabled_by uuid, password_changed_at timestamp with time zone, password_reset_by uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.id,
     a.email,
     a.created_at,
     a.disabled_at,
     a.disabled_by,
     a.password_changed_at,
     a.password_reset_by
    FROM accounts a
   WHERE ((a.person_id = account_of.person) AND app.administers_account_of(account_of.person));
END;

CREATE OR REPLACE FUNCTION app.account_to_verify(email_in_lower_case text)
 RETURNS TABLE(id uuid, password_hash text, disabled_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.id,
     a.password_hash,
     a.disabled_at
    FROM accounts a
   WHERE ((a.email = account_to_verify.email_in_lower_case) AND app.is_signing_in());
END;

CREATE OR REPLACE FUNCTION app.administers_account_of(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((person <> app.person_id()) AND (app.is_platform_admin() OR (((EXISTS (SELECT FROM memberships m WHERE ((m.person_id = administers_account_of.person) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND (m.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text])))))) OR (EXISTS (SELECT FROM people p WHERE ((p.id = administers_account_of.person) AND (p.owner_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))) AND app.never_a_member(p.id))))) AND (NOT app.stands_elsewhere(person)))));

CREATE OR REPLACE FUNCTION app.administers_centre_of(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (
    select from contracts c
    where c.id = wanted and c.training_centre_id = any (app.organisations_as('centre_admin'))
  );
end $function$;

CREATE OR REPLACE FUNCTION app.administers_client(client uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM api_clients a WHERE ((a.id = administers_client.client) AND (a.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))))));

CREATE OR REPLACE FUNCTION app.administers_establishment(person uuid, organisation uuid, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((EXISTS (SELECT FROM accounts a WHERE ((a.person_id = app.record_of(administers_establishment.person)) AND (a.disabled_at IS NULL)))) AND (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = app.record_of(administers_establishment.person)) AND (m.role = ANY (ARRAY['hr'::text, 'centre_admin'::text])) AND (m.organisation_id = administers_establishment.organisation) AND ((m.from_day IS NULL) OR (m.from_day <= administers_establishment.on_day)) AND ((m.until_day IS NULL) OR (m.until_day > administers_establishment.on_day))))));
revoke execute on function app.administers_establishment(uuid,uuid,date) from public;

CREATE OR REPLACE FUNCTION app.administers_party(employer uuid, centre uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (app.is_platform_admin() OR (employer = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) OR (centre = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))));

CREATE OR REPLACE FUNCTION app.administrators_to_notify(contracts uuid[])
 RETURNS TABLE(contract_id uuid, person_id uuid, role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id,
     m.person_id,
     m.role
    FROM (contracts c
      JOIN memberships m ON ((((m.organisation_id = c.employer_id) AND (m.role = 'hr'::text)) OR ((m.organisation_id = c.training_centre_id) AND (m.role = 'centre_admin'::text)))))
   WHERE ((c.id = ANY (administrators_to_notify.contracts)) AND (m.person_id <> c.alternant_id) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.admit_alternant(wanted uuid, membership uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  signed record;
begin
  select c.alternant_id, c.training_centre_id, least(c.starts_on, app.today()) as from_day into signed
  from contracts c
  where c.id = wanted and c.signed_on is not null and c.cancelled_on is null
    and (
      c.employer_id = any (app.organisations_as('hr'))
      or c.training_centre_id = any (app.organisations_as('centre_admin'))
    );
  if not found or exists (
    select from memberships m
    where m.person_id = signed.alternant_id and m.organisation_id = signed.training_centre_id
      and m.role = 'alternant' and (m.until_day is null or m.until_day > app.today())
  ) then
    return;
  end if;
  insert into memberships (id, person_id, organisation_id, role, from_day, created_at)
  values (membership, signed.alternant_id, signed.training_centre_id, 'alternant', signed.from_day, at);
  update people p set version = p.version + 1, updated_at = admit_alternant.at where p.id = signed.alternant_id;
end $function$;

CREATE OR REPLACE FUNCTION app.alternant_of_contract(wanted uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN (SELECT c.alternant_id FROM contracts c WHERE (c.id = alternant_of_contract.wanted)) ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.alternant_placed(placement uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return (
    select c.alternant_id
    from placements p
    join contracts c on c.id = p.contract_id
    where p.id = placement and app.is_signed_in()
  );
end $function$;

CREATE OR REPLACE FUNCTION app.alternation_facts(wanted uuid, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  form jsonb;
  moved jsonb;
begin
  if not exists (
    select from contracts c
    where c.id = wanted
      and (
        c.id = app.contract_scope()
        or c.alternant_id = app.person_id()
        or c.id = any (app.contracts_mandated())
        or c.employer_id = any (app.organisations_as('hr', 'auditor'))
        or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
      )
  ) then
    return null;
  end if;
  select f.content into form
  from contract_forms f
  where f.contract_id = wanted and f.recorded_at <= at
  order by f.sequence desc
  limit 1;
  select p.members -> 'employer.address' into moved
  from contract_amendment_papers p
  join contract_amendments a on a.id = p.amendment_id
  join contract_amendment_answers w on w.amendment_id = a.id and w.completes
  where p.contract_id = wanted
    and p.members ? 'employer.address'
    and w.recorded_at <= at
    and a.effective_on <= least(app.today(), app.paris_day(at))
  order by w.sequence desc
  limit 1;
  return jsonb_build_object(
    'absences', (
      select coalesce(jsonb_agg(jsonb_build_object('row', a.id, 'from', a.from_day, 'until', a.until_day) order by a.from_day, a.id), '[]')
      from (
        select distinct on (x.absence_id) x.id, x.from_day, x.until_day, x.is_withdrawn
        from contract_absences x
        where x.contract_id = wanted and x.recorded_at <= at
        order by x.absence_id, x.sequence desc
      ) a
      where not a.is_withdrawn
    ),
    'postcode', coalesce(moved, form #> '{employer,address}') ->> 'postcode',
    'observesGoodFriday', form #> '{employer,observesGoodFriday}',
    'isPublic', form #> '{employer,isPublic}',
    'contractType', form #>> '{terms,contractType}',
    'practicalTrainingStartsOn', form #>> '{terms,practicalTrainingStartsOn}',
    'nature', form #>> '{professionalisation,nature}',
    'trialDays', form #> '{professionalisation,trialDays}'
  );
end $function$;
revoke execute on function app.alternation_facts(uuid,timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION app.answer_transfer_in_turn()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.answers_as_party(contract uuid, party text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM contracts c WHERE ((c.id = answers_as_party.contract) AND (app.guest_link_id() IS NULL) AND CASE answers_as_party.party WHEN 'alternant'::text THEN ((c.alternant_id = app.person_id()) AND (app.client_id() IS NULL)) WHEN 'employer'::text THEN ((c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) AND (c.alternant_id <> ALL (app.people_behind_caller()))) WHEN 'training_centre'::text THEN ((c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) AND (c.alternant_id <> ALL (app.people_behind_caller()))) ELSE false END)));

CREATE OR REPLACE FUNCTION app.answers_for_person(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((app.person_id() IS NOT NULL) AND (person <> app.person_id()) AND (NOT (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = app.person_id()) AND ((EXISTS (SELECT FROM mandates d WHERE ((d.contract_id = c.id) AND (d.person_id = answers_for_person.person)))) OR (EXISTS (SELECT FROM guest_links l WHERE ((l.contract_id = c.id) AND (l.person_id = answers_for_person.person))))))))) AND (app.is_platform_admin() OR ((EXISTS (SELECT FROM people p WHERE ((p.id = answers_for_person.person) AND ((p.owner_id IS NULL) OR (p.owner_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text])))) AND (((p.owner_id IS NOT NULL) AND app.never_a_member(p.id)) OR (EXISTS (SELECT FROM memberships m WHERE (m.person_id = p.id))))))) AND (NOT (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = answers_for_person.person) AND (NOT COALESCE((app.may_give_role(m.role, m.organisation_id) AND ((m.role <> 'alternant'::text) OR (m.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))))), false)))))) AND (NOT (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = answers_for_person.person) AND (NOT (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text])))))))) AND (NOT (EXISTS (SELECT FROM (mandates d JOIN contracts c ON ((c.id = d.contract_id))) WHERE ((d.person_id = answers_for_person.person) AND (NOT CASE WHEN (d.role = 'referent'::text) THEN (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) WHEN (d.role = 'observer'::text) THEN app.administers_party(c.employer_id, c.training_centre_id) ELSE (c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) END))))))));

CREATE OR REPLACE FUNCTION app.answers_for_role(issuer uuid, role text, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = answers_for_role.issuer) AND (m.organisation_id = answers_for_role.organisation) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND CASE m.role WHEN 'hr'::text THEN (answers_for_role.role = ANY (ARRAY['hr'::text, 'tutor'::text])) WHEN 'centre_admin'::text THEN (answers_for_role.role = ANY (ARRAY['centre_admin'::text, 'referent'::text, 'alternant'::text, 'auditor'::text])) ELSE false END)));
revoke execute on function app.answers_for_role(uuid,text,uuid) from public;

CREATE OR REPLACE FUNCTION app.answers_transfer(amendment uuid, contract uuid, employer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (contract_amendments a JOIN contracts c ON ((c.id = a.contract_id))) WHERE ((a.id = answers_transfer.amendment) AND (a.contract_id = answers_transfer.contract) AND (a.new_employer_id = answers_transfer.employer) AND (app.guest_link_id() IS NULL) AND (a.new_employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) AND (c.alternant_id <> ALL (app.people_behind_caller())) AND (NOT (EXISTS (SELECT FROM contract_amendment_answers x WHERE ((x.amendment_id = a.id) AND (x.completes OR (x.kind <> 'signed'::text)))))))));

CREATE OR REPLACE FUNCTION app.are_apart(periods daterange[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (NOT (EXISTS (SELECT FROM (unnest(are_apart.periods) WITH ORDINALITY a(days, place) JOIN unnest(are_apart.periods) WITH ORDINALITY b(days, place) ON (((a.place < b.place) AND (a.days && b.days)))))));

CREATE OR REPLACE FUNCTION app.ask_due_erasures(ids uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  asked integer;
begin
  insert into erasures (id, person_id, reason, asked_at, due_at)
  select ids[d.n], d.person_id, 'Durée de conservation atteinte', app.setting('app.now')::timestamptz,
    app.setting('app.now')::timestamptz + interval '30 days'
  from (
    select p.person_id, row_number() over () as n from app.people_past_retention(cardinality(ids)) p
  ) d
  on conflict do nothing;
  get diagnostics asked = row_count;
  return asked;
end $function$;

CREATE OR REPLACE FUNCTION app.ask_email_change(link uuid, address text, verified_hash text, expires timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  perform from accounts a
  where a.id = app.account_id() and a.disabled_at is null and a.password_hash = verified_hash
  for no key update;
  if not found then
    return case when app.account_id() is not null then 'wrong' end;
  end if;
  if (
    select count(*) >= 10 from account_links l
    where l.account_id = app.account_id() and l.purpose = 'confirm_email' and l.created_at > at - interval '1 day'
  ) then
    return 'many';
  end if;
  update account_links l
  set voided_at = at
  where l.account_id = app.account_id() and l.purpose = 'confirm_email' and l.used_at is null and l.voided_at is null;
  insert into account_links (id, account_id, purpose, email, created_at, expires_at)
  values (link, app.account_id(), 'confirm_email', lower(address), at, expires);
  return 'asked';
end $function$;

CREATE OR REPLACE FUNCTION app.ask_guest_code(session bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.ask_password_reset(address text, link uuid, expires timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
  account uuid;
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('password reset ' || address, 0));
  select a.id into account
  from accounts a
  where a.email = lower(address) and a.disabled_at is null and a.password_hash is not null;
  if (
    select count(*) filter (where l.expires_at > at and l.used_at is null and l.voided_at is null) >= 3
      or count(*) >= 10
    from account_links l
    where l.account_id = account and l.purpose = 'reset' and l.issued_by is null
      and l.created_at > at - interval '1 day'
  ) then
    account := null;
  end if;
  insert into account_links (id, account_id, purpose, created_at, expires_at)
  values (link, account, 'reset', at, expires);
end $function$;

CREATE OR REPLACE FUNCTION app.ask_prospect(contact uuid, employer uuid, prospect uuid, said_words text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.asked_mandate(wanted uuid, on_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and m.from_day <= on_day and (m.until_day is null or m.until_day > on_day)
      and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> on_day
  );
end $function$;

CREATE OR REPLACE FUNCTION app.asked_team(wanted uuid, on_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> on_day
  );
end $function$;

CREATE OR REPLACE FUNCTION app.asker_still_may(asker uuid, person uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  may boolean;
begin
  perform set_config('app.person_id', app.record_of(asker)::text, true);
  may := app.may_erase(person) and exists (
    select from accounts a where a.person_id = app.record_of(asker) and a.disabled_at is null
  );
  perform set_config('app.person_id', '', true);
  return may;
end $function$;
revoke execute on function app.asker_still_may(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.author_of_disputed(dispute uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN (SELECT app.author_of_fact(d.sign_off_id, d.revocation_id, d.level_decision_id) AS author_of_fact FROM disputes d WHERE (d.id = author_of_disputed.dispute)) ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.author_of_fact(sign_off uuid, revocation uuid, level_decision uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN app.kept_person(COALESCE((SELECT s.signer_id FROM sign_offs s WHERE (s.id = author_of_fact.sign_off)), (SELECT r.revoked_by FROM revocations r WHERE (r.id = author_of_fact.revocation)), (SELECT l.decided_by FROM level_decisions l WHERE (l.id = author_of_fact.level_decision)))) ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.began_on(contract uuid)
 RETURNS date
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH RECURSIVE chain(continued, transfer_id, starts_on) AS (
          SELECT c.continuation_of,
             c.transfer_id,
             c.starts_on
            FROM contracts c
           WHERE ((c.id = began_on.contract) AND app.is_signed_in())
         UNION ALL
          SELECT p.continuation_of,
             p.transfer_id,
             p.starts_on
            FROM (chain
              JOIN contracts p ON ((p.id = chain.continued)))
           WHERE (chain.transfer_id IS NOT NULL)
         )
  SELECT min(k.starts_on) AS min
    FROM chain k;
END;

CREATE OR REPLACE FUNCTION app.begin_merge(merge uuid, kept uuid, duplicate uuid, why text, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not app.hold_records(kept, duplicate) then
    raise exception 'not yours to merge' using errcode = '42501';
  end if;
  insert into person_merges (id, kept_id, duplicate_id, reason, merged_by, merged_at, moved)
  values (merge, kept, duplicate, why, app.person_id(), at, '[]');
end $function$;

CREATE OR REPLACE FUNCTION app.begin_undo(merge uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  g person_merges;
begin
  select p.* into g from person_merges p where p.id = merge;
  if found and app.answers_for_person(g.kept_id) then
    perform app.lock_records(g.kept_id, g.duplicate_id);
  end if;
  if not found or not app.answers_for_person(g.kept_id) then
    raise exception 'not yours to undo' using errcode = '42501';
  end if;
  update person_merges p set undone_by = app.person_id(), undone_at = at where p.id = merge and p.undone_at is null;
  if not found then
    raise exception 'undone already' using errcode = '40001';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION app.birth_date_as_of(wanted uuid, at timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN (SELECT k.birth_date FROM person_birth_dates k WHERE ((k.person_id = birth_date_as_of.wanted) AND (k.recorded_at <= birth_date_as_of.at)) ORDER BY k.version DESC LIMIT 1) ELSE NULL::date END;

CREATE OR REPLACE FUNCTION app.branch_ceilings_of(tutor uuid, on_day date)
 RETURNS TABLE(apprentices smallint, from_day date, until_day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT r.apprentices,
     r.from_day,
     r.until_day
    FROM (((mandates m
      JOIN contracts c ON ((c.id = m.contract_id)))
      CROSS JOIN LATERAL app.tutoring_terms(c.id, m.person_id, 'infinity'::timestamp with time zone) t(is_public, idcc, is_repeating, is_employer))
      JOIN tutor_branch_rules r ON ((r.idcc = t.idcc)))
   WHERE ((m.person_id = branch_ceilings_of.tutor) AND (m.role = 'main_tutor'::text) AND ((m.until_day IS NULL) OR (m.until_day > GREATEST(m.from_day, branch_ceilings_of.on_day))) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.held_until > branch_ceilings_of.on_day) AND (t.is_public IS DISTINCT FROM true) AND (r.apprentices IS NOT NULL) AND (r.withdrawn_at IS NULL) AND app.is_signed_in());
END;

CREATE OR REPLACE FUNCTION app.calendar_link_to_read(token bytea)
 RETURNS TABLE(id uuid, account_id uuid, person_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.called(civil text, usual text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN COALESCE(usual, civil);

CREATE OR REPLACE FUNCTION app.caller_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN COALESCE(app.account_id(), app.client_id());

CREATE OR REPLACE FUNCTION app.callers_closed_since(since timestamp with time zone)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.id
    FROM accounts a
   WHERE ((a.disabled_at > callers_closed_since.since) AND app.is_signing_in())
 UNION ALL
  SELECT c.id
    FROM api_clients c
   WHERE ((c.revoked_at > callers_closed_since.since) AND app.is_signing_in())
 UNION ALL
  SELECT e.id
    FROM (( SELECT s.account_id,
             array_agg(s.id) AS sessions
            FROM sessions s
           WHERE ((s.ended_at > callers_closed_since.since) AND app.is_signing_in())
           GROUP BY s.account_id) ended
      CROSS JOIN LATERAL unnest(
         CASE
             WHEN (cardinality(ended.sessions) > 20) THEN ARRAY[ended.account_id]
             ELSE ended.sessions
         END) e(id));
END;

CREATE OR REPLACE FUNCTION app.calls_contract(contract uuid, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM contracts c WHERE ((c.id = calls_contract.contract) AND (((c.employer_id = calls_contract.organisation) AND (calls_contract.organisation = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text])))) OR ((c.training_centre_id = calls_contract.organisation) AND (calls_contract.organisation = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))))))));

CREATE OR REPLACE FUNCTION app.carry_out_erasure(wanted uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
  asked erasures;
  records uuid[];
  own uuid[];
  others uuid[];
  held uuid[];
  files uuid[];
begin
  if not app.is_signing_in() then
    return null;
  end if;
  select e.* into asked from erasures e where e.id = wanted for update;
  if not found or asked.withdrawn_at is not null or asked.done_at is not null
    or asked.due_at > least(at, now() + interval '1 day')
  then
    return null;
  end if;
  -- Whoever refers to the person meanwhile is waited for, and is seen below; whoever comes later meets the trigger.
  perform from people p where p.id = asked.person_id for update;
  if cardinality(app.what_stands_against_erasing(asked.person_id)) > 0
    or not app.is_still_asked(asked.asked_by, asked.person_id)
  then
    return null;
  end if;
  own := array(select c.id from contracts c where c.alternant_id = asked.person_id order by c.id for no key update);
  -- With the records that were merged into it, and whoever stood for the alternant alone and is nobody else here.
  records := array(
    with recursive same (id) as (
      (
        select asked.person_id
        union
        select l.person_id from guest_links l
        where l.contract_id = any (own)
          and l.purpose = 'legal_representative'
          and not exists (select from memberships m where m.person_id = l.person_id)
          and not exists (select from accounts a where a.person_id = l.person_id)
          and not exists (select from contracts c where c.alternant_id = l.person_id)
          and not exists (select from mandates d where d.person_id = l.person_id)
          and not exists (select from guest_links x where x.person_id = l.person_id and not x.contract_id = any (own))
      )
      union select g.duplicate_id from person_merges g join same s on s.id = g.kept_id where g.undone_at is null
    )
    select s.id from same s
  );
  perform from people p where p.id = any (records) order by p.id for update;
  others := array(
    select d.contract_id from mandates d where d.person_id = any (records)
    union select l.contract_id from guest_links l where l.person_id = any (records)
  );
  held := array(select a.id from accounts a where a.person_id = any (records));
  files := array(
    select e.id from evidence e
    where e.contract_id = any (own) and not exists (select from evidence_withdrawals w where w.evidence_id = e.id)
  );
  perform app.erase_words(others, p.pattern)
  from unnest(records) r (id)
  cross join lateral app.names_pattern(r.id) p (pattern)
  where p.pattern is not null;
  perform app.erase_words(own, null);
  update contracts c
  set legal_representative = null, external_id = null, version = c.version + 1, updated_at = greatest(c.updated_at, at)
  where c.id = any (own);
  update contracts c set version = c.version + 1, updated_at = greatest(c.updated_at, at) where c.id = any (others);

  delete from contract_external_ids i where i.contract_id = any (own);
  delete from mandate_external_ids i
  using mandates d
  where d.id = i.mandate_id and (d.contract_id = any (own) or d.person_id = any (records));
  update guest_links l
  set given_name = 'Personne', family_name = 'effacée', job_title = null, email = 'personne-effacee@invalid',
    token_hash = null, session_hash = null, code_hash = null, expires_at = least(l.expires_at, at)
  where l.person_id = any (records) or l.contract_id = any (own) and l.purpose = 'legal_representative';
  update person_merges g set moved = '[]', reason = '[effacé]' where g.kept_id = any (records) or g.duplicate_id = any (records);

  delete from refresh_tokens t where t.account_id = any (held);
  delete from sessions s where s.account_id = any (held);
  delete from account_links l where l.account_id = any (held);
  delete from idempotency_keys k where k.caller_id = any (held);
  delete from accounts a where a.id = any (held);
  delete from invitations i where i.person_id = any (records);
  delete from notifications n where n.person_id = any (records);
  delete from mails m where m.person_id = any (records);
  delete from notification_preferences p where p.person_id = any (records);
  delete from sent_facts f where f.person_id = any (records);
  delete from memberships m where m.person_id = any (records) and m.from_day >= app.today();
  update memberships m set until_day = app.today()
  where m.person_id = any (records) and (m.until_day is null or m.until_day > app.today());

  delete from person_corrections k where k.person_id = any (records);
  update person_names n set given_name = 'Personne', family_name = 'effacée', usual_given_name = null, usual_family_name = null
  where n.person_id = any (records);
  update erasures e
  set reason = '[effacé]', withdrawal_reason = case when e.withdrawn_at is not null then '[effacé]' end
  where e.person_id = any (records);
  update erasures e set done_at = at where e.id = wanted;
  update people p
  set given_name = 'Personne', family_name = 'effacée', usual_given_name = null, usual_family_name = null, birth_date = null, email = null, phone = null, external_id = null,
    version = p.version + 1, updated_at = greatest(p.updated_at, at), erased_at = at
  where p.id = any (records);
  delete from person_birth_dates b where b.person_id = any (records);
  return files;
end $function$;

CREATE OR REPLACE FUNCTION app.change_key(changed_at timestamp with time zone, id uuid)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN ((((EXTRACT(epoch FROM changed_at) * (1000000)::numeric))::bigint || '.'::text) || id);

CREATE OR REPLACE FUNCTION app.change_own_password(verified_hash text, next_hash text, kept uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update accounts a
  set password_hash = next_hash, password_changed_at = app.setting('app.now')::timestamptz, password_reset_by = null
  where a.id = app.account_id() and a.disabled_at is null and a.password_hash = verified_hash;
  if not found then
    return null;
  end if;
  perform app.void_links_of(app.account_id());
  return app.end_sessions_of(app.account_id(), kept);
end $function$;

CREATE OR REPLACE FUNCTION app.changes_complete_before()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
declare
  asked timestamptz := clock_timestamp();
  asked_ms bigint := floor(extract(epoch from asked) * 1000);
begin
  return least(asked, (
    select to_timestamp(min(asked_ms - ((asked_ms - l.objid::bigint) & 2147483647)) / 1000.0)
    from pg_locks l
    where l.locktype = 'advisory' and l.classid = 38000 and l.objsubid = 2 and l.granted
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
      and l.pid <> pg_backend_pid()
  ));
end $function$;

CREATE OR REPLACE FUNCTION app.claim_key(wanted text, hash bytea, expires timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.client_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (app.setting('app.client_id'::text))::uuid;

CREATE OR REPLACE FUNCTION app.client_name(client uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN (SELECT concat_ws(', '::text, c.name, o.name) AS concat_ws FROM (api_clients c JOIN organisations o ON ((o.id = c.organisation_id))) WHERE (c.id = client_name.client)) ELSE NULL::text END;

CREATE OR REPLACE FUNCTION app.client_of_secret(client uuid, hash bytea)
 RETURNS TABLE(organisation_id uuid, scopes text[], role text, has_administrator boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  maker uuid;
begin
  if not app.is_signing_in() then
    return;
  end if;
  update api_client_secrets s
  set last_used_at = app.setting('app.now')::timestamptz
  where s.client_id = client
    and s.secret_hash = hash
    and (s.expires_at is null or s.expires_at > app.setting('app.now')::timestamptz)
  returning s.created_by into maker;
  if not found then
    return;
  end if;
  return query
    select
      a.organisation_id,
      a.scopes,
      app.client_role(a.id, a.organisation_id, app.today()),
      app.may_represent(maker, a.organisation_id, app.today())
    from api_clients a
    where a.id = client;
end $function$;

CREATE OR REPLACE FUNCTION app.client_role(client uuid, organisation uuid, on_day date)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT CASE o.kind WHEN 'employer'::text THEN 'hr'::text ELSE 'centre_admin'::text END AS "case" FROM (api_clients a JOIN organisations o ON ((o.id = a.organisation_id))) WHERE ((a.id = client_role.client) AND (a.organisation_id = client_role.organisation) AND (a.revoked_at IS NULL) AND ((a.until_day IS NULL) OR (a.until_day > client_role.on_day)) AND (EXISTS (SELECT FROM api_client_secrets s WHERE ((s.client_id = a.id) AND ((s.expires_at IS NULL) OR (s.expires_at > (COALESCE((app.setting('app.now'::text))::timestamp with time zone, now()) - '01:05:00'::interval))) AND app.may_represent(s.created_by, a.organisation_id, client_role.on_day))))));
revoke execute on function app.client_role(uuid,uuid,date) from public;

CREATE OR REPLACE FUNCTION app.client_to_grant(wanted uuid)
 RETURNS TABLE(name text, organisation_id uuid, scopes text[], is_open boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.name,
     a.organisation_id,
     a.scopes,
     ((a.revoked_at IS NULL) AND ((a.until_day IS NULL) OR (a.until_day > app.today()))) AS is_open
    FROM (api_client_grants g
      JOIN api_clients a ON ((a.id = g.client_id)))
   WHERE ((g.id = client_to_grant.wanted) AND (app.person_id() IS NOT NULL) AND (app.is_platform_admin() OR (g.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))) OR (a.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text])))));
END;

CREATE OR REPLACE FUNCTION app.companies_of(person uuid, organisation uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ARRAY(WITH mine AS (SELECT companies_of.organisation AS id UNION SELECT m.organisation_id FROM memberships m WHERE ((m.person_id = ANY (app.records_of(companies_of.person))) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())))) SELECT mine.id FROM mine UNION SELECT e.organisation_id FROM organisation_identifiers e WHERE ("left"(e.siret, 9) IN (SELECT "left"(i.siret, 9) AS "left" FROM organisation_identifiers i WHERE (i.organisation_id IN (SELECT mine.id FROM mine)))));
revoke execute on function app.companies_of(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.competency_titles(ladder uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(jsonb_object_agg(c ->> 'code', c ->> 'title'), '{}')
  from ladders l
  join frameworks f on f.id = l.framework_id
  cross join lateral jsonb_array_elements(f.blocks) b
  cross join lateral jsonb_array_elements(b -> 'competencies') c
  where l.id = ladder
    and l.published_at is not null
    and (app.is_signed_in() or pg_has_role(session_user, 'palier_maintenance', 'member'))
$function$;

CREATE OR REPLACE FUNCTION app.confirm_email(token bytea, undo_link uuid, undo_expires timestamp with time zone, OUT state text, OUT reason text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held account_links;
  former text;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody confirms for somebody else' using errcode = '42501';
  end if;
  held := app.hold_link(token, 'confirm_email');
  select j.state, j.reason into state, reason from app.judge_link(held.id) j;
  if state is distinct from 'pending' then
    return;
  end if;
  update account_links l set used_at = at where l.id = held.id;
  select a.email into former from accounts a where a.id = held.account_id;
  update accounts a set email = held.email where a.id = held.account_id;
  perform app.void_links_of(held.account_id);
  insert into account_links (id, account_id, purpose, email, created_at, expires_at)
  values (undo_link, held.account_id, 'undo_email', former, at, undo_expires);
end $function$;

CREATE OR REPLACE FUNCTION app.contesting_acts(wanted uuid, after_sequence bigint, author uuid, day date, recorded_on date, roles text[], up_to text)
 RETURNS TABLE(sequence bigint, recorded_at timestamp with time zone)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT s.sequence,
     s.recorded_at
    FROM app.contesting_steps(contesting_acts.wanted) s(sequence, recorded_at, days)
   WHERE ((s.sequence > contesting_acts.after_sequence) AND (s.days @> contesting_acts.day))
 UNION ALL
  SELECT e.sequence,
     e.recorded_at
    FROM app.contesting_ends(contesting_acts.wanted) e(sequence, recorded_at, person_id, role, days)
   WHERE ((e.sequence > contesting_acts.after_sequence) AND (e.person_id = contesting_acts.author) AND (e.role = ANY (contesting_acts.roles)) AND (((e.days @> contesting_acts.day) AND (NOT app.held_then(contesting_acts.wanted, contesting_acts.author, contesting_acts.day, contesting_acts.roles, contesting_acts.up_to))) OR ((e.days @> contesting_acts.recorded_on) AND (NOT app.held_then(contesting_acts.wanted, contesting_acts.author, contesting_acts.recorded_on, contesting_acts.roles, contesting_acts.up_to)))));
END;

CREATE OR REPLACE FUNCTION app.contesting_ends(wanted uuid)
 RETURNS TABLE(sequence bigint, recorded_at timestamp with time zone, person_id uuid, role text, days daterange)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT e.sequence,
     m.ended_recorded_at AS recorded_at,
     m.person_id,
     m.role,
     daterange(m.until_day, m.planned_until_day) AS days
    FROM (mandates m
      CROSS JOIN LATERAL ( SELECT max(e_1.sequence) AS sequence
            FROM events e_1
           WHERE ((e_1.contract_id = m.contract_id) AND (e_1.type = 'mandate.ended'::text) AND ((e_1.data ->> 'mandateId'::text) = (m.id)::text))) e)
   WHERE ((m.contract_id = contesting_ends.wanted) AND (m.ended_recorded_at IS NOT NULL) AND (m.until_day < ((m.ended_recorded_at AT TIME ZONE 'Europe/Paris'::text))::date));
END;

CREATE OR REPLACE FUNCTION app.contesting_steps(wanted uuid)
 RETURNS TABLE(sequence bigint, recorded_at timestamp with time zone, days daterange)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT s.sequence,
     s.recorded_at,
     daterange(s.on_day, COALESCE(( SELECT r.on_day
            FROM contract_steps r
           WHERE ((r.contract_id = s.contract_id) AND (s.kind = 'suspended'::text) AND (r.kind = 'resumed'::text) AND (COALESCE(r.place, r.sequence) > COALESCE(s.place, s.sequence)) AND (NOT (EXISTS ( SELECT
                    FROM contract_steps x
                   WHERE ((x.contract_id = r.contract_id) AND (x.corrects = r.sequence))))) AND (COALESCE(r.suspension, ( SELECT max(n.sequence) AS max
                    FROM contract_steps n
                   WHERE ((n.contract_id = s.contract_id) AND (n.kind = 'suspended'::text) AND (n.corrects IS NULL) AND (n.sequence < COALESCE(r.place, r.sequence))))) = COALESCE(s.place, s.sequence)))
           ORDER BY COALESCE(r.place, r.sequence) DESC
          LIMIT 1), s.until_day)) AS days
    FROM contract_steps s
   WHERE ((s.contract_id = contesting_steps.wanted) AND (s.kind = ANY (ARRAY['suspended'::text, 'terminated'::text, 'completed'::text])) AND (s.on_day < ((s.recorded_at AT TIME ZONE 'Europe/Paris'::text))::date) AND (NOT (EXISTS ( SELECT
            FROM contract_steps x
           WHERE ((x.contract_id = s.contract_id) AND (x.corrects = s.sequence))))) AND ((s.kind = 'suspended'::text) OR (NOT (EXISTS ( SELECT
            FROM contract_steps e
           WHERE ((e.contract_id = s.contract_id) AND (e.kind = ANY (ARRAY['terminated'::text, 'completed'::text])) AND (COALESCE(e.place, e.sequence) > COALESCE(s.place, s.sequence)) AND (NOT (EXISTS ( SELECT
                    FROM contract_steps x
                   WHERE ((x.contract_id = e.contract_id) AND (x.corrects = e.sequence)))))))))));
END;

CREATE OR REPLACE FUNCTION app.continues_then(c contracts, at timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((NOT (EXISTS ( SELECT
                FROM contract_steps s
               WHERE ((s.contract_id = (continues_then.c).id) AND (s.kind = 'signed'::text) AND (s.recorded_at <= continues_then.at))))) OR (EXISTS ( SELECT
                FROM contract_steps s
               WHERE ((s.contract_id = (continues_then.c).id) AND (s.kind = 'cancelled'::text) AND (s.recorded_at <= continues_then.at))))) THEN NULL::uuid
             WHEN (EXISTS ( SELECT
                FROM events e
               WHERE ((e.contract_id = (continues_then.c).id) AND (e.type = 'contract.amended'::text) AND (e.recorded_at > continues_then.at)))) THEN ( SELECT ((e.data ->> 'continuationOf'::text))::uuid AS uuid
                FROM events e
               WHERE ((e.contract_id = (continues_then.c).id) AND (e.type = ANY (ARRAY['contract.created'::text, 'contract.amended'::text])) AND (e.recorded_at <= continues_then.at))
               ORDER BY e.sequence DESC
              LIMIT 1)
             ELSE (c).continuation_of
         END AS continuation_of;
END;

CREATE OR REPLACE FUNCTION app.contract_filters(wanted jsonb, hr_of uuid[], admin_of uuid[])
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  today constant text := quote_literal(app.today()) || '::date';
  signed constant text := ' and c.cancelled_on is null and c.signed_on is not null';
  in_force constant text := signed || ' and c.held_until > ' || today;
  over constant text := signed || ' and c.held_until <= ' || today;
  begun constant text := ' and c.starts_on <= ' || today;
  away constant text := 'c.suspensions @> ' || today;
  patterns constant text[] := app.search_patterns(array(select jsonb_array_elements_text(wanted -> 'words')));
begin
  return concat(
    ' and c.kind = ' || quote_literal(wanted ->> 'kind'),
    ' and c.alternant_id = ' || quote_literal(wanted ->> 'alternantId'),
    ' and c.employer_id = ' || quote_literal(wanted ->> 'employerId'),
    ' and c.training_centre_id = ' || quote_literal(wanted ->> 'trainingCentreId'),
    ' and c.ladder_id = ' || quote_literal(wanted ->> 'ladderId'),
    ' and c.starts_on >= ' || quote_literal(wanted ->> 'startsFrom'),
    ' and c.starts_on <= ' || quote_literal(wanted ->> 'startsTo'),
    ' and c.held_until > ' || quote_literal(wanted ->> 'endsFrom'),
    ' and c.held_until <= ' || quote_literal((wanted ->> 'endsTo')::date + 1),
    ' and c.changed_at >= ' || quote_literal(wanted ->> 'changedFrom'),
    ' and c.changed_at < ' || quote_literal(wanted ->> 'changedBefore'),
    case wanted ->> 'status'
      when 'cancelled' then ' and c.cancelled_on is not null'
      when 'draft' then ' and c.cancelled_on is null and c.signed_on is null'
      when 'terminated' then over || ' and c.ended_as = ''terminated'''
      when 'completed' then over || ' and c.ended_as is distinct from ''terminated'''
      when 'signed' then in_force || ' and c.starts_on > ' || today
      when 'suspended' then in_force || begun || ' and ' || away
      when 'active' then in_force || begun || ' and not ' || away
    end,
    case when wanted ? 'frameworkId' then format(
      ' and c.ladder_id = any (%L::uuid[])',
      array(select l.id from ladders l where l.framework_id = (wanted ->> 'frameworkId')::uuid)
    ) end,
    -- Until something moves it, the first level of the ladder is the current one.
    case when wanted ? 'level' then format(
      ' and c.ladder_id = any (%2$L::uuid[])
        and %1$L = coalesce(
          (select g.current_level from progress g where g.contract_id = c.id),
          case when c.ladder_id = any (%3$L::uuid[]) then %1$L end
        )',
      wanted ->> 'level',
      array(select l.id from ladders l where l.levels @> jsonb_build_array(jsonb_build_object('code', wanted ->> 'level'))),
      array(select l.id from ladders l where l.levels -> 0 ->> 'code' = wanted ->> 'level')
    ) end,
    case when wanted ? 'tutorId' then format(
      ' and c.id in (
          select m.contract_id
          from mandates m
          where m.person_id = %1$L
            and m.role in (''main_tutor'', ''co_tutor'', ''substitute'')
            and daterange(m.from_day, m.until_day) @> %2$s
            and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> %2$s
        )',
      wanted ->> 'tutorId', today
    ) end,
    case when wanted ? 'group' then format(
      ' and c.id in (
          select g.contract_id
          from contract_groups g
          where g.group_name = %L
            and not exists (
              select from contract_groups later
              where later.contract_id = g.contract_id and later.sequence > g.sequence
            )
        )',
      wanted ->> 'group'
    ) end,
    case when wanted ? 'externalId' then format(
      ' and c.id in (
          select e.contract_id
          from contract_external_ids e
          where e.external_id = %L and e.organisation_id = any (%L::uuid[])
        )',
      wanted ->> 'externalId', app.organisations_as('hr', 'centre_admin', 'auditor')
    ) end,
    -- As app.member_days says it, which asked of each contract costs more than twice as much.
    case wanted ->> 'flag'
      when 'no_main_tutor' then format(
        in_force || ' and not (c.starts_on <= %1$s and ' || away || ')
          and not exists (
            select
            from mandates m
            join memberships b on b.person_id = m.person_id
            where m.contract_id = c.id
              and m.role = ''main_tutor''
              and daterange(m.from_day, m.until_day) @> greatest(%1$s, c.starts_on)
              and b.organisation_id = c.employer_id
              and b.role in (''hr'', ''tutor'')
              and daterange(b.from_day, b.until_day) @> greatest(%1$s, c.starts_on)
          )',
        today
      )
      when 'not_deposited' then signed || '
          and coalesce((
            select d.on_day is null from contract_deposits d where d.contract_id = c.id order by d.sequence desc limit 1
          ), true)'
    end,
    case when cardinality(patterns) > 0 then format(
      ' and exists (
          select
          from people p
          where p.id = c.alternant_id %1$s
            and (
              num_nonnulls(p.usual_given_name, p.usual_family_name) = 0
              or c.alternant_id = app.person_id()
              or c.employer_id = any (%3$L::uuid[])
              or c.training_centre_id = any (%4$L::uuid[])
              or concat_ws(
                   '' '',
                   app.fold(app.called(p.given_name, p.usual_given_name)),
                   app.fold(app.called(p.family_name, p.usual_family_name))
                 ) like all (%2$L::text[])
            )
        )',
      (select string_agg(format('and p.search_key like %L', k.pattern), ' ') from unnest(patterns) k (pattern)),
      patterns, hr_of, admin_of
    )
    when wanted ? 'words' then ' and false' end
  );
end $function$;
revoke execute on function app.contract_filters(jsonb,uuid[],uuid[]) from public;

CREATE OR REPLACE FUNCTION app.contract_scope()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (app.setting('app.contract_scope'::text))::uuid;

CREATE OR REPLACE FUNCTION app.contract_scope_of_another()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (app.setting('app.contract_scope_of_another'::text))::uuid;

CREATE OR REPLACE FUNCTION app.contracts_asking(on_day date, ahead integer)
 RETURNS TABLE(contract_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id
    FROM contracts c
   WHERE ((c.ladder_id IN ( SELECT l.id
            FROM ladders l
           WHERE jsonb_path_exists(l.missions, '$[*]."prerequisites"[*]'::jsonpath))) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.held_until > contracts_asking.on_day) AND (c.starts_on <= (contracts_asking.on_day + contracts_asking.ahead)) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.contracts_followed(tutor uuid, besides uuid, from_day date, until_day date)
 RETURNS TABLE(kind text, is_continuation boolean, starts_on date, held_until date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.kind,
     (part.is_prolonged OR ( SELECT t.is_repeating
            FROM app.tutoring_terms(c.id, NULL::uuid, 'infinity'::timestamp with time zone) t(is_public, idcc, is_repeating, is_employer))),
     part.since,
     part.until
    FROM (((mandates m
      JOIN contracts c ON ((c.id = m.contract_id)))
      CROSS JOIN LATERAL ( SELECT app.prolonged_from(c.id) AS prolonged_from) p(day))
      CROSS JOIN LATERAL ( VALUES (false,GREATEST(c.starts_on, m.from_day),LEAST(c.held_until, m.until_day, p.day)), (true,GREATEST(c.starts_on, m.from_day, p.day),LEAST(c.held_until, m.until_day))) part(is_prolonged, since, until))
   WHERE (app.is_signed_in() AND ((p.day IS NOT NULL) OR (NOT part.is_prolonged)) AND (part.since < part.until) AND ((m.person_id = contracts_followed.tutor) AND ((m.role = 'main_tutor'::text) OR ((m.role = 'co_tutor'::text) AND (EXISTS ( SELECT
            FROM placements h
           WHERE ((h.id = m.placement_id) AND (h.kind = 'host_company'::text) AND (NOT h.is_withdrawn)))))) AND (c.id <> contracts_followed.besides) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (daterange(part.since, part.until) && daterange(contracts_followed.from_day, contracts_followed.until_day))));
END;

CREATE OR REPLACE FUNCTION app.contracts_mandated()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return coalesce((
    select array_agg(d.contract_id)
    from mandates d
    join contracts c on c.id = d.contract_id
    left join lateral (select x.* from placements x where x.id = d.placement_id offset 0) p on true
    where d.person_id = app.person_id()
      and (d.until_day is null or (d.until_day > d.from_day and d.until_day + 30 > app.today()))
      and p.is_withdrawn is not true
      and exists (
        select
        from memberships m
        where m.person_id = d.person_id
          and (m.until_day is null or m.until_day + 30 > app.today())
          and case d.role
            when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
            when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
            else m.organisation_id = case when d.placement_id is null then c.employer_id else p.host_id end
              and m.role in ('hr', 'tutor')
          end
      )
  ), '{}'::uuid[]);
end $function$;

CREATE OR REPLACE FUNCTION app.contracts_of_file(person uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT array_agg(c.id ORDER BY c.id) AS array_agg FROM contracts c WHERE ((c.alternant_id = contracts_of_file.person) AND CASE app.reads_file_as(contracts_of_file.person) WHEN 'whole'::text THEN true WHEN 'centre'::text THEN (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) ELSE false END)), '{}'::uuid[]);

CREATE OR REPLACE FUNCTION app.contracts_running(on_day date, after uuid, most integer)
 RETURNS TABLE(contract_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id
    FROM contracts c
   WHERE ((c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.starts_on <= contracts_running.on_day) AND (c.held_until > contracts_running.on_day) AND ((contracts_running.after IS NULL) OR (c.id > contracts_running.after)) AND app.is_notifier())
   ORDER BY c.id
  LIMIT contracts_running.most;
END;

CREATE OR REPLACE FUNCTION app.corrects_identity(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((person <> ALL (app.people_behind_caller())) AND (app.is_platform_admin() OR (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = corrects_identity.person) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) AND ((c.held_until > app.today()) OR (NOT (EXISTS (SELECT FROM contracts later WHERE ((later.alternant_id = c.alternant_id) AND (later.signed_on IS NOT NULL) AND (later.cancelled_on IS NULL) AND (later.held_until > c.held_until)))))))))));

CREATE OR REPLACE FUNCTION app.count_expired(at timestamp with time zone)
 RETURNS TABLE(kind text, row_count bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  over record;
begin
  if not app.is_signing_in() then
    return;
  end if;
  for over in select r.kind, r.is_over from app.retention() r loop
    kind := over.kind;
    execute format('select count(*) from %I e where %s', over.kind, over.is_over) into row_count using at;
    return next;
  end loop;
end $function$;
revoke execute on function app.count_expired(timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION app.count_failure(tally text, failures_now integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE sign_in_failures f SET failures = count_failure.failures_now, last_at = (app.setting('app.now'::text))::timestamp with time zone, first_at =
         CASE
             WHEN (count_failure.failures_now = 1) THEN (app.setting('app.now'::text))::timestamp with time zone
             ELSE f.first_at
         END
   WHERE ((f.key = count_failure.tally) AND app.is_signing_in());
END;

CREATE OR REPLACE FUNCTION app.credential_keys()
 RETURNS TABLE(kid text, public_key jsonb, sealed_key bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT k.kid,
     k.public_key,
     k.sealed_key
    FROM credential_keys k
   WHERE app.is_signing_in()
   ORDER BY k.created_at, k.kid;
END;

CREATE OR REPLACE FUNCTION app.date_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if app.setting('app.dates_changes') is null then
    perform pg_advisory_xact_lock_shared(
              38000, (floor(extract(epoch from clock_timestamp()) * 1000)::bigint & 2147483647)::integer
            ),
            set_config('app.dates_changes', 'true', true);
  end if;
  new.changed_at := greatest(clock_timestamp(), old.changed_at + interval '1 microsecond');
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.decide_proposed_tutor(wanted uuid, decision text, membership uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  tutor proposed_tutors;
  proposal employer_proposals;
begin
  select t.* into tutor from proposed_tutors t where t.id = wanted for update;
  select p.* into proposal from employer_proposals p where p.id = tutor.proposal_id;
  if app.person_id() is null or not coalesce((
    case decision
      when 'withdrawn' then proposal.training_centre_id = any (app.organisations_as('centre_admin'))
      else proposal.organisation_id = any (app.organisations_as('hr'))
    end
  ), false) then
    raise exception 'not yours to decide' using errcode = '42501';
  end if;
  if tutor.decided_as is not null then
    return false;
  end if;
  if decision = 'accepted' then
    perform from people p where p.id = tutor.person_id for update;
    if (select q.is_taken from app.person_proposed(wanted) q) then
      raise exception 'somebody else is kept elsewhere' using errcode = '42501';
    end if;
    insert into memberships (id, person_id, organisation_id, role, created_at)
    values (membership, tutor.person_id, proposal.organisation_id, 'tutor', at);
    update people p
    set owner_id = proposal.organisation_id, external_id = null, version = p.version + 1, updated_at = at
    where p.id = tutor.person_id;
  end if;
  update proposed_tutors t
  set decided_as = decision, decided_by = app.person_id(), decided_at = at
  where t.id = wanted;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION app.decided_by(decision_id uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN (SELECT app.kept_person(d.decided_by) AS kept_person FROM level_decisions d WHERE (d.id = decided_by.decision_id)) ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.delete_expired(at timestamp with time zone, batch integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
-- Whoever says that it is later than it is loses nobody's data: no instant is believed beyond a day ahead of this server.
declare
  over record;
  deleted integer := 0;
  n integer;
begin
  if not app.is_signing_in() or not pg_try_advisory_xact_lock(7254374) then
    return 0;
  end if;
  for over in select r.kind, r.is_over from app.retention() r loop
    execute format(
      'delete from %1$I d where d.ctid = any (array(select e.ctid from %1$I e where %2$s limit $2 for update skip locked))',
      over.kind, over.is_over
    ) using least(at, now() + interval '1 day'), batch;
    get diagnostics n = row_count;
    deleted := deleted + n;
  end loop;
  return deleted;
end $function$;

CREATE OR REPLACE FUNCTION app.department_of_finess(finess text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (finess ~~ '97%'::text) THEN ('97'::text || substr(finess, 4, 1)) WHEN (finess ~~ '98%'::text) THEN '976'::text ELSE "left"(finess, 2) END;
revoke execute on function app.department_of_finess(text) from public;

CREATE OR REPLACE FUNCTION app.derogations_of(tutor uuid, contract uuid)
 RETURNS TABLE(apprentices smallint, from_day date, until_day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.apprentices,
     p.from_day,
     p.until_day
    FROM tutor_proofs p
   WHERE (app.is_signed_in() AND (p.kind = 'derogation'::text) AND (p.withdrawn_at IS NULL) AND (p.person_id = ANY (app.records_of(derogations_of.tutor))) AND ((derogations_of.contract IS NULL) OR (p.employer_id IN ( SELECT app.workplaces_of(derogations_of.contract, derogations_of.tutor) AS workplaces_of))))
   ORDER BY p.from_day;
END;

CREATE OR REPLACE FUNCTION app.disown_guest_link(secret bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.due_erasures(batch integer)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT e.id
    FROM erasures e
   WHERE ((e.withdrawn_at IS NULL) AND (e.done_at IS NULL) AND (e.due_at <= (app.setting('app.now'::text))::timestamp with time zone) AND app.is_signing_in() AND (cardinality(app.what_stands_against_erasing(e.person_id)) = 0) AND app.is_still_asked(e.asked_by, e.person_id))
   ORDER BY e.due_at
  LIMIT due_erasures.batch;
END;

CREATE OR REPLACE FUNCTION app.end_family_of(hash bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform from accounts a
  where a.id = (select t.account_id from refresh_tokens t where t.token_hash = hash)
  for no key update;
  update sessions s
  set ended_at = at
  where s.id = (select k.family_id from refresh_tokens k where k.token_hash = hash) and s.ended_at is null;
  update refresh_tokens t
  set revoked_at = at
  where t.family_id = (select k.family_id from refresh_tokens k where k.token_hash = hash)
    and t.revoked_at is null;
end $function$;

CREATE OR REPLACE FUNCTION app.end_mandate_of_leaver(mandate uuid, on_day date, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held uuid;
begin
  update mandates m
  set until_day = on_day, ended_recorded_at = at
  from contracts c
  where m.id = mandate
    and c.id = m.contract_id
    and (
      app.administers_party(c.employer_id, c.training_centre_id)
      or exists (
        select from placements p where p.id = m.placement_id and p.host_id = any (app.organisations_as('hr'))
      )
    )
    and m.from_day <= on_day
    and (m.until_day is null or m.until_day > on_day)
  returning m.contract_id into held;
  if held is null then
    raise exception 'not yours to end' using errcode = '42501';
  end if;
  update contracts c set version = c.version + 1, updated_at = at where c.id = held;
end $function$;

CREATE OR REPLACE FUNCTION app.end_own_session(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform from accounts a where a.id = app.account_id() for no key update;
  update sessions s
  set ended_at = app.setting('app.now')::timestamptz
  where s.id = wanted and s.account_id = app.account_id() and s.ended_at is null;
  if not found then
    return false;
  end if;
  update refresh_tokens t
  set revoked_at = app.setting('app.now')::timestamptz
  where t.family_id = wanted and t.revoked_at is null;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION app.end_own_sessions(kept uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform from accounts a where a.id = app.account_id() for no key update;
  return app.end_sessions_of(app.account_id(), kept);
end $function$;

CREATE OR REPLACE FUNCTION app.end_sessions_of(account uuid, kept uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  ended integer;
begin
  update sessions s
  set ended_at = app.setting('app.now')::timestamptz
  where s.account_id = account and s.ended_at is null and s.id is distinct from kept
    and s.expires_at > app.setting('app.now')::timestamptz;
  get diagnostics ended = row_count;
  update refresh_tokens t
  set revoked_at = app.setting('app.now')::timestamptz
  where t.account_id = account and t.revoked_at is null and t.family_id is distinct from kept;
  return ended;
end $function$;
revoke execute on function app.end_sessions_of(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.erase_amendment_papers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.erase_forms()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  records uuid[] := app.records_of(new.id);
begin
  update contract_forms f
  set content = (f.content - 'alternant' - 'professionalisation') #- '{terms,decaNumber}' #- '{terms,previousNumber}'
  where jsonb_typeof(f.content) = 'object'
    and (
      f.contract_id in (select c.id from contracts c where c.alternant_id = any (records))
      or (f.contract_id, f.sequence) in (
        select x.contract_id, x.sequence
        from contract_forms later
        join contract_forms x on x.contract_id = later.contract_id and x.sequence < later.sequence
        where 'alternantId' = any (later.changed)
          and exists (
            select from events e
            where e.contract_id = later.contract_id
              and e.type in ('contract.created', 'contract.amended')
              and (e.data ->> 'alternantId')::uuid = any (records)
          )
      )
    );
  update contract_forms f
  set content = jsonb_set(f.content, '{tutors}', (
    select coalesce(jsonb_agg(
      case
        when t.tutor ->> 'personId' = any (records::text[]) then jsonb_build_object('personId', t.tutor -> 'personId')
        else t.tutor
      end
      order by t.place
    ), '[]')
    from jsonb_array_elements(f.content -> 'tutors') with ordinality t (tutor, place)
  ))
  where f.contract_id in (select d.contract_id from mandates d where d.person_id = any (records))
    and jsonb_typeof(f.content -> 'tutors') = 'array';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.erase_proofs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  records uuid[] := app.records_of(new.id);
begin
  delete from attestation_proofs p
  where p.contract_id in (select c.id from contracts c where c.alternant_id = any (records));
  delete from tutor_proofs p where p.person_id = any (records);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.erase_words(contracts uuid[], pattern text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held personal_data;
  changes text;
  found_in text;
begin
  for held in select d.* from personal_data d where d.erased = 'words' loop
    select
      string_agg(
        format(
          '%1$I = case when $2 is null then case when t.%1$I is not null then ''[effacé]'' end '
            'else regexp_replace(t.%1$I, $2, ''[effacé]'', ''g'') end', w
        ), ', '),
      string_agg(format('t.%I ~ $2', w), ' or ')
    into changes, found_in
    from unnest(held.words) w;
    if cardinality(held.item_words) > 0 then
      changes := concat_ws(', ', changes, 'items = app.without_words(t.items, $3, $2)');
      found_in := concat_ws(' or ', found_in, 't.items::text ~ $2');
    end if;
    execute format(
      'update %I t set %s where t.contract_id = any ($1) and ($2 is null or %s)', held.table_name, changes, found_in
    ) using contracts, pattern, held.item_words;
  end loop;
end $function$;
revoke execute on function app.erase_words(uuid[],text) from public;

CREATE OR REPLACE FUNCTION app.erasure_impact(person uuid)
 RETURNS TABLE(section text, fate text, row_count integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held personal_data;
  about text;
  n integer;
begin
  if not app.may_keep(person) then
    return;
  end if;
  for held in select d.* from personal_data d order by d.place loop
    select string_agg(c.sql, ' or ') into about
    from (
      select format('t.%I = any ($1)', o) from unnest(held.of_person) o
      union all select format('t.%I = any ($2)', o) from unnest(held.of_account) o
      union all select format('t.%I = any ($3)', o) from unnest(held.of_contract) o
    ) c (sql);
    continue when about is null;
    execute format('select count(*)::integer from %I t where %s', held.table_name, about) into n
    using
      app.records_of(person),
      array(select a.id from accounts a where a.person_id = any (app.records_of(person))),
      array(select c.id from contracts c where c.alternant_id = erasure_impact.person);
    if n > 0 then
      section := held.table_name;
      fate := held.erased;
      row_count := n;
      return next;
    end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION app.erasure_is_asked(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((EXISTS (SELECT FROM erasures e WHERE ((e.person_id = erasure_is_asked.person) AND (e.withdrawn_at IS NULL)))) OR (EXISTS (SELECT FROM people p WHERE ((p.id = erasure_is_asked.person) AND (p.erased_at IS NOT NULL)))));
revoke execute on function app.erasure_is_asked(uuid) from public;

CREATE OR REPLACE FUNCTION app.erasure_obstacles(person uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.may_keep(person) THEN app.what_stands_against_erasing(person) ELSE '{}'::text[] END;

CREATE OR REPLACE FUNCTION app.evidence_bytes_of_employer(wanted uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT sum(e.size) AS sum
    FROM ((contracts held
      JOIN contracts c ON ((c.employer_id = held.employer_id)))
      JOIN evidence e ON ((e.contract_id = c.id)))
   WHERE (app.is_signed_in() AND (held.id = evidence_bytes_of_employer.wanted) AND (held.id = app.contract_scope()) AND (NOT (EXISTS ( SELECT
            FROM evidence_withdrawals w
           WHERE (w.evidence_id = e.id)))));
END;

CREATE OR REPLACE FUNCTION app.file_rows(person uuid, section text)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.file_sections(person uuid)
 RETURNS TABLE(section text, people text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT d.table_name,
     (d.of_person || d.by_person)
    FROM personal_data d
   WHERE
         CASE app.reads_file_as(file_sections.person)
             WHEN 'whole'::text THEN true
             WHEN 'centre'::text THEN ((NOT d.is_private) AND (cardinality((d.of_person || d.of_contract)) > 0))
             ELSE false
         END
   ORDER BY d.place;
END;

CREATE OR REPLACE FUNCTION app.file_titles(person uuid)
 RETURNS TABLE(contract_id uuid, titles jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id,
     jsonb_build_object('competency', app.competency_titles(l.id), 'level', ( SELECT jsonb_object_agg((v.value ->> 'code'::text), (v.value ->> 'title'::text)) AS jsonb_object_agg
            FROM jsonb_array_elements(l.levels) v(value)), 'mission', ( SELECT jsonb_object_agg((m.value ->> 'code'::text), (m.value ->> 'title'::text)) AS jsonb_object_agg
            FROM jsonb_array_elements(l.missions) m(value)), 'employer', e.name, 'trainingCentre', f.name) AS jsonb_build_object
    FROM (((contracts c
      JOIN ladders l ON ((l.id = c.ladder_id)))
      JOIN organisations e ON ((e.id = c.employer_id)))
      JOIN organisations f ON ((f.id = c.training_centre_id)))
   WHERE (c.id = ANY (app.contracts_of_file(file_titles.person)));
END;

CREATE OR REPLACE FUNCTION app.find_contracts(wanted jsonb, sorted_by text, after_key text, after_id uuid, at_most integer)
 RETURNS TABLE(id uuid, key text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 51
 SET search_path TO 'public', 'pg_temp'
 SET jit TO 'false'
 SET enable_seqscan TO 'false'
AS $function$
declare
  few constant integer := 8;
  key_of constant text := case sorted_by
    when 'name' then 'c.sort_name'
    when 'startsOn' then 'c.starts_on'
    when 'endsOn' then 'c.held_until'
    when 'change' then 'c.changed_at'
    else 'c.id'
  end;
  -- An auditor may be one of either kind: what is not an employer has no contracts as one.
  employers constant uuid[] := array(
    select o.id from organisations o where o.id = any (app.organisations_as('hr', 'auditor')) and o.kind = 'employer'
  );
  centres constant uuid[] := array(
    select o.id from organisations o where o.id = any (app.organisations_as('centre_admin', 'auditor')) and o.kind = 'training_centre'
  );
  own uuid[];
  asked text;
  arms text[] := '{}';
  beside text := '';
  side record;
begin
  if not app.is_signed_in() then
    return;
  end if;
  own := array(
    select unnest(app.contracts_mandated()) union select c.id from contracts c where c.alternant_id = app.person_id()
  );
  asked := concat(
    app.contract_filters(wanted, app.organisations_as('hr'), app.organisations_as('centre_admin')),
    case
      when after_id is null then null
      when key_of = 'c.id' then format(' and c.id > %L', after_id)
      when key_of = 'c.changed_at' then format(' and (c.changed_at, c.id) > (%L, %L)', app.instant_of_change(after_key), after_id)
      else format(' and (%s, c.id) > (%L, %L)', key_of, after_key, after_id)
    end,
    format(' order by %s, c.id limit %s)', key_of, at_most)
  );
  -- What an arm before has shown is left out of those that follow.
  for side in
    select 'c.employer_id' as of_side, '$1' as all_of_it, employers as organisations
    union all
    select 'c.training_centre_id', '$2', centres
    union all
    select 'c.id', '$3', own
  loop
    continue when cardinality(side.organisations) = 0;
    arms := arms || array(
      select format('(select c.id, %s as key from contracts c where %s%s%s', key_of, one.condition, beside, asked)
      from (
        select format('%s = %L', side.of_side, o.id) as condition
        from unnest(side.organisations) o (id)
        where side.of_side <> 'c.id' and cardinality(side.organisations) <= few
        union all
        select format('%s = any (%s)', side.of_side, side.all_of_it)
        where side.of_side = 'c.id' or cardinality(side.organisations) > few
      ) one
    );
    beside := beside || format(' and %s <> all (%s)', side.of_side, side.all_of_it);
  end loop;
  if cardinality(arms) = 0 then
    return;
  end if;
  return query execute format(
    'select k.id, k.key::text from (%s) k order by k.key, k.id limit %s', array_to_string(arms, ' union all '), at_most
  ) using employers, centres, own;
end $function$;

CREATE OR REPLACE FUNCTION app.find_issued_report(issued text, OUT report_on date, OUT sequence bigint)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT r.report_on,
     r.sequence
    FROM issued_reports r
   WHERE (r.hash = decode(find_issued_report.issued, 'hex'::text));
END;

CREATE OR REPLACE FUNCTION app.first_password_is_not_of(organisation uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((NOT (EXISTS (SELECT FROM accounts a WHERE ((a.person_id = first_password_is_not_of.person) AND (a.password_hash IS NOT NULL))))) AND ((EXISTS (SELECT FROM memberships m WHERE ((m.person_id = first_password_is_not_of.person) AND (m.organisation_id IS DISTINCT FROM first_password_is_not_of.organisation) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND (NOT ((m.role = 'alternant'::text) AND (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = first_password_is_not_of.person) AND (c.employer_id = m.organisation_id) AND (c.training_centre_id = first_password_is_not_of.organisation) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL))))))))) OR (EXISTS (SELECT FROM (memberships m JOIN organisations o ON ((o.id = m.organisation_id))) WHERE ((m.person_id = first_password_is_not_of.person) AND (m.role = 'alternant'::text) AND (o.id = first_password_is_not_of.organisation) AND (o.kind = 'employer'::text)))) OR (EXISTS (SELECT FROM (mandates d JOIN contracts c ON ((c.id = d.contract_id))) WHERE ((d.person_id = first_password_is_not_of.person) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND ((first_password_is_not_of.organisation IS NULL) OR ((first_password_is_not_of.organisation <> c.employer_id) AND (first_password_is_not_of.organisation <> c.training_centre_id))) AND ((d.until_day IS NULL) OR (d.until_day > app.today()))))) OR (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = first_password_is_not_of.person) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.held_until > app.today()) AND (c.training_centre_id IS DISTINCT FROM first_password_is_not_of.organisation))))));
revoke execute on function app.first_password_is_not_of(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.fold(written text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN lower(regexp_replace(replace(replace(replace(replace(translate(lower(NORMALIZE(written, NFKD)), 'ŒÆøØłŁđĐıẞ'::text, 'œæoollddiß'::text), 'œ'::text, 'oe'::text), 'æ'::text, 'ae'::text), 'ß'::text, 'ss'::text), 'þ'::text, 'th'::text), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u036f\u2000-\u206f\u3000]'::text, ''::text, 'g'::text));

CREATE OR REPLACE FUNCTION app.framework_of_ladder(ladder uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN (SELECT l.framework_id FROM ladders l WHERE (l.id = framework_of_ladder.ladder)) ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.free_external_ids()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update contract_external_ids e set is_freed = true
  where e.contract_id = new.id and e.organisation_id not in (new.employer_id, new.training_centre_id);
  begin
    update contract_external_ids e set is_freed = false
    where e.contract_id = new.id and e.is_freed and e.organisation_id in (new.employer_id, new.training_centre_id);
  exception when unique_violation then
    null;
  end;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.free_status_place(among integer[], OUT list integer, OUT place integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if app.person_id() is null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('status lists', 0));
  select coalesce(max(k.status_list), 1) into list from level_credentials k;
  if (select count(*) from level_credentials k where k.status_list = list) >= 65536 then
    list := list + 1;
  end if;
  select a.place into place
  from unnest(among) with ordinality a (place, nth)
  where not exists (
    select from level_credentials k where k.status_list = free_status_place.list and k.status_index = a.place
  )
  order by a.nth
  limit 1;
end $function$;

CREATE OR REPLACE FUNCTION app.full_name(given_name text, family_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN TRIM(BOTH FROM ((given_name || ' '::text) || family_name));

CREATE OR REPLACE FUNCTION app.gives_guest_link(contract uuid, purpose text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((app.client_id() IS NULL) AND (EXISTS (SELECT FROM contracts c WHERE ((c.id = gives_guest_link.contract) AND CASE gives_guest_link.purpose WHEN 'tutor_once'::text THEN (c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) WHEN 'legal_representative'::text THEN (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) ELSE false END))));

CREATE OR REPLACE FUNCTION app.gives_mandate(contract uuid, person uuid, role text, from_day date, until_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM contracts c WHERE ((c.id = gives_mandate.contract) AND (((c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) AND (gives_mandate.role = ANY (ARRAY['main_tutor'::text, 'co_tutor'::text, 'substitute'::text, 'observer'::text]))) OR ((c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) AND ((gives_mandate.role = ANY (ARRAY['referent'::text, 'observer'::text])) OR ((gives_mandate.role = ANY (ARRAY['main_tutor'::text, 'co_tutor'::text, 'substitute'::text])) AND (('hr'::text = ANY (app.member_roles(gives_mandate.person, c.employer_id, gives_mandate.from_day, c.until_day))) OR ((c.signed_on IS NULL) AND app.is_proposed_tutor(gives_mandate.person, c.employer_id, c.training_centre_id))))))))));

CREATE OR REPLACE FUNCTION app.gives_role(giver uuid, role text, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = gives_role.giver) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND CASE m.role WHEN 'platform_admin'::text THEN true WHEN 'hr'::text THEN ((gives_role.role = ANY (ARRAY['hr'::text, 'tutor'::text])) AND (m.organisation_id = gives_role.organisation)) WHEN 'centre_admin'::text THEN ((gives_role.role = ANY (ARRAY['centre_admin'::text, 'referent'::text, 'alternant'::text, 'auditor'::text])) AND (m.organisation_id = gives_role.organisation)) ELSE false END)));
revoke execute on function app.gives_role(uuid,text,uuid) from public;

CREATE OR REPLACE FUNCTION app.grant_stands(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND (EXISTS (SELECT FROM (api_client_grants g JOIN api_clients a ON ((a.id = g.client_id))) WHERE ((g.id = grant_stands.wanted) AND (g.withdrawn_at IS NULL) AND app.administers_establishment(g.accepted_by, g.organisation_id, app.today()) AND app.may_share_clients(a.organisation_id, g.organisation_id)))));

CREATE OR REPLACE FUNCTION app.guest_link_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (app.setting('app.guest_link_id'::text))::uuid;

CREATE OR REPLACE FUNCTION app.guest_link_is_good(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (guest_links l CROSS JOIN LATERAL app.judge_guest_link(l.id) j(state, reason)) WHERE ((l.id = guest_link_is_good.wanted) AND ((j.state = ANY (ARRAY['sent'::text, 'opened'::text])) OR ((j.state = 'used'::text) AND (l.purpose = 'legal_representative'::text))))));
revoke execute on function app.guest_link_is_good(uuid) from public;

CREATE OR REPLACE FUNCTION app.guest_link_of(token bytea, session bytea)
 RETURNS TABLE(id uuid, contract_id uuid, purpose text, person_id uuid, given_name text, family_name text, request_id uuid, met_on date, expires_at timestamp with time zone, issued_by uuid, state text, reason text, organisation text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT l.id,
     l.contract_id,
     l.purpose,
     l.person_id,
     l.given_name,
     l.family_name,
     l.request_id,
     l.met_on,
     l.expires_at,
     l.issued_by,
     j.state,
     j.reason,
     o.name
    FROM (((guest_links l
      JOIN contracts c ON ((c.id = l.contract_id)))
      JOIN organisations o ON ((o.id =
         CASE l.purpose
             WHEN 'tutor_once'::text THEN c.employer_id
             ELSE c.training_centre_id
         END)))
      CROSS JOIN LATERAL app.judge_guest_link(l.id) j(state, reason))
   WHERE (app.is_signing_in() AND ((l.token_hash = guest_link_of.token) OR ((l.session_hash = guest_link_of.session) AND (l.session_expires_at > (app.setting('app.now'::text))::timestamp with time zone))));
END;

CREATE OR REPLACE FUNCTION app.guest_link_state(wanted uuid, OUT state text, OUT reason text)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT j.state,
     j.reason
    FROM (guest_links l
      CROSS JOIN LATERAL app.judge_guest_link(l.id) j(state, reason))
   WHERE ((l.id = guest_link_state.wanted) AND (app.gives_guest_link(l.contract_id, l.purpose) OR app.administers_centre_of(l.contract_id)));
END;

CREATE OR REPLACE FUNCTION app.guest_request()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN CASE WHEN (app.guest_link_id() IS NOT NULL) THEN (app.setting('app.guest_request'::text))::uuid ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.handles_contract_papers(contract uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM contracts c WHERE ((c.id = handles_contract_papers.contract) AND ((c.alternant_id = app.person_id()) OR (c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) OR (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text])))))));

CREATE OR REPLACE FUNCTION app.has_joined(organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND (EXISTS (SELECT FROM memberships m WHERE ((m.organisation_id = has_joined.organisation) AND (m.role = 'hr'::text) AND ((m.from_day IS NULL) OR (m.from_day <= app.today()))))));

CREATE OR REPLACE FUNCTION app.has_mandate(wanted uuid, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN CASE WHEN ((wanted = app.contract_scope()) AND (app.setting('app.held_days'::text) IS NOT NULL)) THEN (on_day <@ (split_part(app.setting('app.held_days'::text), '|'::text, 1))::datemultirange) ELSE app.asked_mandate(wanted, on_day) END;

CREATE OR REPLACE FUNCTION app.held_then(wanted uuid, person uuid, on_day date, roles text[], up_to text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM ((mandates m
              JOIN contracts c ON ((c.id = m.contract_id)))
              JOIN ladders l ON ((l.id = c.ladder_id)))
           WHERE ((m.contract_id = held_then.wanted) AND (m.person_id = held_then.person) AND (m.role = ANY (held_then.roles)) AND (daterange(m.from_day, m.until_day) @> held_then.on_day) AND ((held_then.up_to IS NULL) OR (m.max_level IS NULL) OR (m.max_level = held_then.up_to) OR ( SELECT (a.place < b.place)
                    FROM (jsonb_array_elements(l.levels) WITH ORDINALITY a(level, place)
                      CROSS JOIN jsonb_array_elements(l.levels) WITH ORDINALITY b(level, place))
                   WHERE (((a.level ->> 'code'::text) = held_then.up_to) AND ((b.level ->> 'code'::text) = m.max_level))))))) AS "exists";
END;

CREATE OR REPLACE FUNCTION app.hold_guest_link(OUT state text, OUT reason text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform from guest_links l where l.id = app.guest_link_id() for update;
  select j.state, j.reason into state, reason from app.judge_guest_link(app.guest_link_id()) j;
end $function$;

CREATE OR REPLACE FUNCTION app.hold_link(token bytea, wanted text)
 RETURNS account_links
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held account_links;
begin
  perform from accounts a
  where a.id = (select l.account_id from account_links l where l.token_hash = token)
    or a.person_id = (select l.issued_by from account_links l where l.token_hash = token)
  order by a.id for no key update;
  select * into held from account_links l where l.token_hash = token and l.purpose = wanted for update;
  perform from memberships m where m.person_id = held.issued_by order by m.id for share;
  return held;
end $function$;
revoke execute on function app.hold_link(bytea,text) from public;

CREATE OR REPLACE FUNCTION app.hold_merged_contract(merge uuid, wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  alternant uuid;
begin
  perform app.merging(merge);
  select c.alternant_id into alternant from contracts c where c.id = wanted for update;
  perform app.remember_contract(case when found then wanted end, alternant);
  return alternant is not null;
end $function$;

CREATE OR REPLACE FUNCTION app.hold_records(one uuid, other uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not (app.answers_for_person(one) and app.answers_for_person(other)) then
    return false;
  end if;
  perform app.lock_records(one, other);
  return app.answers_for_person(one) and app.answers_for_person(other);
end $function$;

CREATE OR REPLACE FUNCTION app.holders_of(wanted uuid)
 RETURNS xid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  holders xid[] := array(
    select c.xmax
    from contracts c
    where app.is_signed_in()
      and c.alternant_id = (select w.alternant_id from contracts w where w.id = wanted)
      and c.xmax::text <> '0'
  );
  holder xid;
begin
  foreach holder in array holders loop
    begin
      holders := holders || array(select m.xid from pg_get_multixact_members(holder) m);
    exception when others then
      null;
    end;
  end loop;
  return holders;
end $function$;

CREATE OR REPLACE FUNCTION app.holds_signed_contract(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = holds_signed_contract.person) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL)))));

CREATE OR REPLACE FUNCTION app.hosts_tutor_of(contract uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (
    select
    from mandates d
    join placements p on p.id = d.placement_id
    where d.contract_id = hosts_tutor_of.contract and p.host_id = any (app.organisations_as('hr'))
  );
end $function$;

CREATE OR REPLACE FUNCTION app.id_of_change(key text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
RETURN (split_part(key, '.'::text, 2))::uuid;

CREATE OR REPLACE FUNCTION app.identities_of_alternants(contracts uuid[], at timestamp with time zone)
 RETURNS TABLE(contract_id uuid, birth_date date, external_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id,
     ( SELECT b.birth_date
            FROM person_birth_dates b
           WHERE ((b.person_id = COALESCE(s.person_id, c.alternant_id)) AND (b.recorded_at <= identities_of_alternants.at))
           ORDER BY b.version DESC
          LIMIT 1) AS birth_date,
         CASE
             WHEN (p.owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])) THEN p.external_id
             ELSE NULL::text
         END AS "case"
    FROM ((contracts c
      JOIN people p ON ((p.id = c.alternant_id)))
      LEFT JOIN app.stood_then(identities_of_alternants.at) s(row_id, person_id) ON ((s.row_id = c.id)))
   WHERE ((c.id = ANY (identities_of_alternants.contracts)) AND ((c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))) AND (EXISTS ( SELECT
            FROM memberships m
           WHERE ((m.person_id = c.alternant_id) AND ((m.until_day IS NULL) OR (m.until_day > ( SELECT app.today() AS today))) AND (m.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[]))))));
END;
revoke execute on function app.identities_of_alternants(uuid[],timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION app.instant_of_change(key text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
RETURN (to_timestamp((0)::double precision) + (((split_part(key, '.'::text, 1))::bigint)::double precision * '00:00:00.000001'::interval));

CREATE OR REPLACE FUNCTION app.invitation_state(wanted uuid, OUT state text, OUT void_reason text)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT j.state,
     j.void_reason
    FROM (invitations i
      CROSS JOIN LATERAL app.judge_invitation(i.id) j(state, void_reason))
   WHERE ((i.id = invitation_state.wanted) AND (app.is_platform_admin() OR (i.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text])))));
END;

CREATE OR REPLACE FUNCTION app.invitation_to_accept(token bytea)
 RETURNS TABLE(id uuid, state text, void_reason text, email text, given_name text, family_name text, has_password boolean, role text, organisation text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT i.id,
     j.state,
     j.void_reason,
     i.email,
     p.given_name,
     p.family_name,
     (EXISTS ( SELECT
            FROM accounts a
           WHERE ((a.person_id = i.person_id) AND (a.password_hash IS NOT NULL)))) AS has_password,
     i.role,
     o.name
    FROM (((invitations i
      JOIN people p ON ((p.id = i.person_id)))
      LEFT JOIN organisations o ON ((o.id = i.organisation_id)))
      CROSS JOIN LATERAL app.judge_invitation(i.id) j(state, void_reason))
   WHERE ((i.token_hash = invitation_to_accept.token) AND app.is_signing_in());
END;

CREATE OR REPLACE FUNCTION app.is_closed_caller(caller uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signing_in() AND ((EXISTS (SELECT FROM accounts a WHERE ((a.id = is_closed_caller.caller) AND (a.disabled_at IS NOT NULL)))) OR (EXISTS (SELECT FROM api_clients c WHERE ((c.id = is_closed_caller.caller) AND (c.revoked_at IS NOT NULL)))) OR (EXISTS (SELECT FROM sessions s WHERE ((s.id = is_closed_caller.caller) AND (s.ended_at IS NOT NULL))))));

CREATE OR REPLACE FUNCTION app.is_confidential(type text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN ((split_part(type, '.'::text, 1) = 'dispute'::text) OR (type = ANY (ARRAY['review.section_signed'::text, 'review.answered'::text, 'review.disagreed'::text])));

CREATE OR REPLACE FUNCTION app.is_made_by_transfer(transfer uuid, continued uuid, alternant uuid, employer uuid, centre uuid, starts_on date, until_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (contract_amendments a JOIN contracts c ON ((c.id = a.contract_id))) WHERE ((a.id = is_made_by_transfer.transfer) AND (c.id = is_made_by_transfer.continued) AND (c.alternant_id = is_made_by_transfer.alternant) AND (c.training_centre_id = is_made_by_transfer.centre) AND (a.new_employer_id = is_made_by_transfer.employer) AND (a.effective_on = is_made_by_transfer.starts_on) AND (c.until_day = is_made_by_transfer.until_day) AND (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) AND (EXISTS (SELECT FROM contract_amendment_answers x WHERE ((x.amendment_id = a.id) AND x.completes))))));

CREATE OR REPLACE FUNCTION app.is_member_as(person uuid, organisation uuid, ended text, wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = is_member_as.person) AND (NOT (m.organisation_id IS DISTINCT FROM is_member_as.organisation)) AND ((is_member_as.ended <> is_member_as.wanted) OR (m.role = is_member_as.wanted)) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())))));
revoke execute on function app.is_member_as(uuid,uuid,text,text) from public;

CREATE OR REPLACE FUNCTION app.is_notifier()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN COALESCE((app.setting('app.kind'::text) = 'notifier'::text), false);

CREATE OR REPLACE FUNCTION app.is_of_team(wanted uuid, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN CASE WHEN ((wanted = app.contract_scope()) AND (app.setting('app.held_days'::text) IS NOT NULL)) THEN (on_day <@ (split_part(app.setting('app.held_days'::text), '|'::text, 2))::datemultirange) ELSE app.asked_team(wanted, on_day) END;

CREATE OR REPLACE FUNCTION app.is_past_retention(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((NOT (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = is_past_retention.person) AND (LEAST(c.held_until, c.until_day) > (LEAST(app.today(), (CURRENT_DATE + 1)) - '5 years'::interval)))))) AND (NOT (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = is_past_retention.person) AND (m.role <> 'alternant'::text) AND ((m.until_day IS NULL) OR (m.until_day > app.today())))))) AND (NOT (EXISTS (SELECT FROM mandates d WHERE ((d.person_id = is_past_retention.person) AND ((d.until_day IS NULL) OR (d.until_day > app.today())))))));
revoke execute on function app.is_past_retention(uuid) from public;

CREATE OR REPLACE FUNCTION app.is_platform_admin()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = app.person_id()) AND (m.role = 'platform_admin'::text) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())))));

CREATE OR REPLACE FUNCTION app.is_proposed_tutor(person uuid, employer uuid, centre uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (proposed_tutors t JOIN employer_proposals p ON ((p.id = t.proposal_id))) WHERE ((t.person_id = is_proposed_tutor.person) AND (t.decided_as IS NULL) AND (p.organisation_id = is_proposed_tutor.employer) AND (p.training_centre_id = is_proposed_tutor.centre) AND app.is_signed_in() AND (NOT app.has_joined(is_proposed_tutor.employer)))));

CREATE OR REPLACE FUNCTION app.is_referent_of(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return app.person_id() is not null and app.guest_link_id() is null and exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and m.role = 'referent'
      and m.from_day <= app.today() and (m.until_day is null or m.until_day > app.today())
      and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> app.today()
  );
end $function$;

CREATE OR REPLACE FUNCTION app.is_revoked(sign_off uuid, contract uuid, outcome text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((EXISTS ( SELECT
            FROM overturns v
           WHERE (v.sign_off_id = is_revoked.sign_off))) OR (EXISTS ( SELECT
            FROM revocations t
           WHERE ((t.sign_off_id = is_revoked.sign_off) AND (NOT (EXISTS ( SELECT
                    FROM overturns v
                   WHERE (v.revocation_id = t.id))))))) OR ((outcome = 'acquired'::text) AND (NOT (EXISTS ( SELECT
            FROM (progress p
              CROSS JOIN LATERAL ( SELECT jsonb_build_object('id', is_revoked.sign_off) AS named) n)
           WHERE ((p.contract_id = is_revoked.contract) AND (jsonb_path_exists((p.state)::jsonb, '$."levels"[*]."requirements"[*]."signOff"?(@."id" == $"id")'::jsonpath, n.named) OR jsonb_path_exists((p.marks)::jsonb, '$[*][*][*]?(@."signOff" == $"id")'::jsonpath, n.named))))))));
END;

CREATE OR REPLACE FUNCTION app.is_signed_in()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((app.person_id() IS NOT NULL) OR (app.client_id() IS NOT NULL));

CREATE OR REPLACE FUNCTION app.is_signing_in()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN COALESCE((app.setting('app.kind'::text) = 'sign_in'::text), false);

CREATE OR REPLACE FUNCTION app.is_still_asked(asker uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (asker IS NULL) THEN app.is_past_retention(person) ELSE app.asker_still_may(asker, person) END;
revoke execute on function app.is_still_asked(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.is_tutor_of_transfer(contract uuid, person uuid, from_day date, until_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (contracts n JOIN transfer_answers w ON (((w.amendment_id = n.transfer_id) AND (w.kind = 'signed'::text)))) WHERE ((n.id = is_tutor_of_transfer.contract) AND (n.signed_on IS NULL) AND (n.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) AND (app.record_of(w.main_tutor_id) = is_tutor_of_transfer.person) AND (n.starts_on = is_tutor_of_transfer.from_day) AND (is_tutor_of_transfer.until_day IS NULL))));

CREATE OR REPLACE FUNCTION app.is_void(level_decision uuid, contract uuid, decision text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((EXISTS ( SELECT
            FROM overturns v
           WHERE (v.level_decision_id = is_void.level_decision))) OR ((decision = 'open'::text) AND (NOT (EXISTS ( SELECT
            FROM progress p
           WHERE ((p.contract_id = is_void.contract) AND jsonb_path_exists((p.state)::jsonb, '$."levels"[*]."decisions"[*]?(@."id" == $"id" && @."effective" == true)'::jsonpath, jsonb_build_object('id', is_void.level_decision))))))));
END;

CREATE OR REPLACE FUNCTION app.is_withdrawn(observation uuid, items jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((EXISTS ( SELECT
            FROM observation_withdrawals w
           WHERE (w.observation_id = is_withdrawn.observation))) AND ((EXISTS ( SELECT
            FROM observation_withdrawals w
           WHERE ((w.observation_id = is_withdrawn.observation) AND (w.competency IS NULL)))) OR (NOT (EXISTS ( SELECT
            FROM jsonb_array_elements(is_withdrawn.items) i(item)
           WHERE (NOT (EXISTS ( SELECT
                    FROM observation_withdrawals w
                   WHERE ((w.observation_id = is_withdrawn.observation) AND (w.competency = (i.item ->> 'competency'::text)) AND (w.level = (i.item ->> 'level'::text)) AND (NOT (EXISTS ( SELECT
                            FROM overturns v
                           WHERE (v.revocation_id = w.revocation_id)))))))))))));
END;

CREATE OR REPLACE FUNCTION app.issue_password_reset(person uuid, link uuid, token bytea, expires timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
  account uuid;
begin
  perform from accounts a where a.person_id in (person, app.person_id()) order by a.id for no key update;
  select a.id into account
  from accounts a
  where a.person_id = person and a.disabled_at is null and a.password_hash is not null
    and app.may_reset_password_of(app.person_id(), person);
  if account is null then
    raise exception 'not theirs to issue' using errcode = '42501';
  end if;
  update account_links l
  set voided_at = at
  where l.account_id = account and l.issued_by is not null and l.used_at is null and l.voided_at is null;
  insert into account_links (id, account_id, purpose, token_hash, issued_by, created_at, expires_at)
  values (link, account, 'reset', token, case when token is not null then app.person_id() end, at, expires);
end $function$;

CREATE OR REPLACE FUNCTION app.judge_guest_link(wanted uuid, OUT state text, OUT reason text)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT s.state,
         CASE
             WHEN (s.state = 'void'::text) THEN s.reason
             ELSE NULL::text
         END AS "case"
    FROM ( SELECT f.reason,
                 CASE
                     WHEN (l.disowned_at IS NOT NULL) THEN 'disowned'::text
                     WHEN (l.withdrawn_at IS NOT NULL) THEN 'withdrawn'::text
                     WHEN ((l.purpose = 'tutor_once'::text) AND (l.used_at IS NOT NULL)) THEN 'used'::text
                     WHEN (l.expires_at <= (app.setting('app.now'::text))::timestamp with time zone) THEN 'expired'::text
                     WHEN (f.reason IS NOT NULL) THEN 'void'::text
                     WHEN (l.used_at IS NOT NULL) THEN 'used'::text
                     WHEN (l.opened_at IS NOT NULL) THEN 'opened'::text
                     ELSE 'sent'::text
                 END AS state
            FROM (((guest_links l
              JOIN contracts c ON ((c.id = l.contract_id)))
              JOIN people alternant ON ((alternant.id = c.alternant_id)))
              CROSS JOIN LATERAL ( SELECT
                         CASE
                             WHEN ((c.signed_on IS NULL) OR (c.cancelled_on IS NOT NULL) OR (c.held_until <= app.today())) THEN 'contract_ended'::text
                             WHEN ((NOT (EXISTS ( SELECT
                                FROM accounts a
                               WHERE ((a.person_id = l.issued_by) AND (a.disabled_at IS NULL))))) OR (NOT (EXISTS ( SELECT
                                FROM memberships m
                               WHERE ((m.person_id = l.issued_by) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND
                                     CASE l.purpose
WHEN 'tutor_once'::text THEN ((m.role = 'hr'::text) AND (m.organisation_id = c.employer_id))
ELSE ((m.role = 'centre_admin'::text) AND (m.organisation_id = c.training_centre_id))
                                     END)))) OR ((l.purpose = 'tutor_once'::text) AND (EXISTS ( SELECT
                                FROM mandates m
                               WHERE ((m.contract_id = l.contract_id) AND (m.person_id = l.issued_by) AND ((m.until_day IS NULL) OR (m.until_day > app.today()))))))) THEN 'issuer_lost_right'::text
                             WHEN app.signs_in(l.person_id) THEN 'has_account'::text
                             WHEN (EXISTS ( SELECT
                                FROM sign_off_request_ends e
                               WHERE (e.request_id = l.request_id))) THEN 'request_closed'::text
                             WHEN ((l.purpose = 'legal_representative'::text) AND (EXTRACT(year FROM age((app.today())::timestamp with time zone, (alternant.birth_date)::timestamp with time zone)) >= (18)::numeric)) THEN 'came_of_age'::text
                             WHEN ((l.purpose = 'legal_representative'::text) AND ((c.legal_representative IS NULL) OR (((l.given_name IS DISTINCT FROM (c.legal_representative ->> 'givenName'::text)) OR (l.family_name IS DISTINCT FROM (c.legal_representative ->> 'familyName'::text))) OR (l.email IS DISTINCT FROM lower((c.legal_representative ->> 'email'::text)))))) THEN 'representative_changed'::text
                             ELSE NULL::text
                         END AS reason) f)
           WHERE (l.id = judge_guest_link.wanted)) s;
END;
revoke execute on function app.judge_guest_link(uuid) from public;

CREATE OR REPLACE FUNCTION app.judge_invitation(wanted uuid, OUT state text, OUT void_reason text)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT
         CASE
             WHEN (i.accepted_at IS NOT NULL) THEN 'accepted'::text
             WHEN (i.withdrawn_at IS NOT NULL) THEN 'withdrawn'::text
             WHEN (i.superseded_by IS NOT NULL) THEN 'superseded'::text
             WHEN (i.voided_at IS NOT NULL) THEN 'void'::text
             WHEN ((i.expires_at <= COALESCE((app.setting('app.now'::text))::timestamp with time zone, now())) OR f.has_left) THEN 'expired'::text
             WHEN (f.reason IS NOT NULL) THEN 'void'::text
             ELSE 'pending'::text
         END AS state,
         CASE
             WHEN (num_nonnulls(i.accepted_at, i.withdrawn_at, i.superseded_by) > 0) THEN NULL::text
             WHEN (i.voided_at IS NOT NULL) THEN 'email_changed'::text
             WHEN ((i.expires_at <= COALESCE((app.setting('app.now'::text))::timestamp with time zone, now())) OR f.has_left) THEN NULL::text
             ELSE f.reason
         END AS void_reason
    FROM ((invitations i
      JOIN people p ON ((p.id = i.person_id)))
      CROSS JOIN LATERAL ( SELECT
                 CASE
                     WHEN ((p.email IS NULL) OR (lower(p.email) <> lower(i.email))) THEN 'email_changed'::text
                     WHEN ((NOT app.gives_role(i.invited_by, i.role, i.organisation_id)) OR (NOT (EXISTS ( SELECT
                        FROM accounts a
                       WHERE ((a.person_id = i.invited_by) AND (a.disabled_at IS NULL)))))) THEN 'inviter_lost_right'::text
                     WHEN ((NOT app.gives_role(i.invited_by, 'platform_admin'::text, NULL::uuid)) AND app.first_password_is_not_of(i.organisation_id, i.person_id)) THEN 'platform_invitation_needed'::text
                     ELSE NULL::text
                 END AS reason,
             (EXISTS ( SELECT
                    FROM memberships m
                   WHERE ((m.person_id = i.person_id) AND (NOT (m.organisation_id IS DISTINCT FROM i.organisation_id)) AND (m.until_day > ((i.created_at AT TIME ZONE 'Europe/Paris'::text))::date) AND (m.until_day <= app.today()) AND (NOT app.is_member_as(i.person_id, i.organisation_id, m.role, i.role))))) AS has_left) f)
   WHERE (i.id = judge_invitation.wanted);
END;
revoke execute on function app.judge_invitation(uuid) from public;

CREATE OR REPLACE FUNCTION app.judge_link(wanted uuid, OUT state text, OUT reason text)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT
         CASE
             WHEN (l.used_at IS NOT NULL) THEN 'used'::text
             WHEN (l.voided_at IS NOT NULL) THEN 'void'::text
             WHEN (l.expires_at <= (app.setting('app.now'::text))::timestamp with time zone) THEN 'expired'::text
             WHEN (f.reason IS NOT NULL) THEN 'void'::text
             ELSE 'pending'::text
         END AS "case",
         CASE
             WHEN (l.used_at IS NULL) THEN
             CASE
                 WHEN (l.voided_at IS NOT NULL) THEN 'superseded'::text
                 WHEN (l.expires_at > (app.setting('app.now'::text))::timestamp with time zone) THEN f.reason
                 ELSE NULL::text
             END
             ELSE NULL::text
         END AS "case"
    FROM ((account_links l
      JOIN accounts a ON ((a.id = l.account_id)))
      CROSS JOIN LATERAL ( SELECT
                 CASE
                     WHEN (a.disabled_at IS NOT NULL) THEN 'account_disabled'::text
                     WHEN ((l.issued_by IS NOT NULL) AND (NOT app.may_reset_password_of(l.issued_by, a.person_id))) THEN 'issuer_lost_right'::text
                     ELSE NULL::text
                 END AS reason) f)
   WHERE (l.id = judge_link.wanted);
END;
revoke execute on function app.judge_link(uuid) from public;

CREATE OR REPLACE FUNCTION app.keep_birth_date()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' or new.birth_date is distinct from old.birth_date then
    insert into person_birth_dates (person_id, version, recorded_at, birth_date)
    values (new.id, new.version, new.updated_at, new.birth_date)
    on conflict (person_id, version) do update
    set recorded_at = excluded.recorded_at, birth_date = excluded.birth_date;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_credential_key(kid text, public_key jsonb, sealed_key bytea, newest text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('credential keys', 0));
  insert into credential_keys (kid, created_at, public_key, sealed_key)
  select kid, greatest(app.setting('app.now')::timestamptz, max(k.created_at) + interval '1 millisecond'), public_key, sealed_key
  from credential_keys k
  having (array_agg(k.kid order by k.created_at desc, k.kid desc))[1] is not distinct from newest;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_erased()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'palier_api' or old.erased_at is not null then
    raise exception 'person_erased' using errcode = 'PA410';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_external_id()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' then
    delete from contract_external_ids e where e.contract_id = old.id and e.organisation_id = old.owner_id;
  end if;
  if new.external_id is not null then
    insert into contract_external_ids (contract_id, organisation_id, external_id, is_freed)
    values (new.id, new.owner_id, new.external_id, new.frees_external_id);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_first_signing_key(kid text, sealed_key bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('signing keys', 0));
  insert into signing_keys (kid, sealed_key, created_at)
  select kid, sealed_key, app.setting('app.now')::timestamptz
  where not exists (select from signing_keys k where k.retired_at is null);
end $function$;

CREATE OR REPLACE FUNCTION app.keep_grants()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.withdrawn_at is not null
    or new.withdrawn_at is not null and new.withdrawn_by is distinct from app.person_id()
    or new.accepted_by is distinct from old.accepted_by and (
      old.accepted_by is not null
      or new.accepted_by is distinct from app.person_id()
      or not new.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
    )
  then
    raise exception 'not yours to grant' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_identifiers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT'
    or (new.siret, new.uai, new.finess) is distinct from (old.siret, old.uai, old.finess)
  then
    insert into organisation_identifiers (organisation_id, version, recorded_at, siret, uai, finess)
    values (new.id, new.version, new.updated_at, new.siret, new.uai, new.finess)
    on conflict (organisation_id, version) do update
    set recorded_at = excluded.recorded_at, siret = excluded.siret, uai = excluded.uai, finess = excluded.finess;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_identity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'palier_api' and app.holds_signed_contract(old.id) and not app.corrects_identity(old.id) then
    raise exception 'identity_protected' using errcode = 'PA403';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_name(person uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 INSERT INTO person_names (person_id, recorded_at, version, given_name, family_name, usual_given_name, usual_family_name)  SELECT p.id,
             p.updated_at,
             p.version,
             p.given_name,
             p.family_name,
             p.usual_given_name,
             p.usual_family_name
            FROM people p
           WHERE ((p.id = keep_name.person) AND app.is_signed_in()) ON CONFLICT DO NOTHING;
END;

CREATE OR REPLACE FUNCTION app.keep_placement()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into placements (id, contract_id, kind, host_id, from_day, until_day, is_withdrawn)
  values (
    new.placement_id, new.contract_id, new.kind, new.host_id, new.from_day, new.until_day, new.is_withdrawn
  )
  on conflict (id) do update
  set kind = excluded.kind, from_day = excluded.from_day, until_day = excluded.until_day,
    is_withdrawn = excluded.is_withdrawn
  where placements.contract_id = excluded.contract_id
    and placements.host_id is not distinct from excluded.host_id
    and not placements.is_withdrawn;
  if not found then
    raise exception 'a placement keeps its contract and its host, and what was withdrawn stays so'
      using errcode = '23514', constraint = 'placements_stay';
  end if;
  -- Whoever takes days from a placement has ended the mandates of these days before.
  if exists (
    select
    from mandates d
    where d.placement_id = new.placement_id
      and d.from_day is distinct from d.until_day
      and (new.is_withdrawn or not daterange(new.from_day, new.until_day) @> daterange(d.from_day, d.until_day))
  ) then
    raise exception 'a mandate of this placement lasts longer' using errcode = '23514', constraint = 'placements_hold_mandates';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_structure_type()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' or new.structure_type is distinct from old.structure_type then
    insert into organisation_structure_types (organisation_id, version, recorded_at, structure_type)
    values (new.id, new.version, new.updated_at, new.structure_type)
    on conflict (organisation_id, version) do update
    set recorded_at = excluded.recorded_at, structure_type = excluded.structure_type;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_terms_to_the_parties()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'palier_api'
    and to_jsonb(new) - '{last_sequence,last_recorded_at}'::text[]
        is distinct from to_jsonb(old) - '{last_sequence,last_recorded_at}'::text[]
    and not (
      old.employer_id = any (app.organisations_as('hr'))
      or old.training_centre_id = any (app.organisations_as('centre_admin'))
    )
  then
    raise exception 'not a party of the contract' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.keeps_alternant(alternant uuid, employer uuid, centre uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (WITH keeper AS (SELECT m.organisation_id AS id FROM memberships m WHERE ((m.person_id = keeps_alternant.alternant) AND ((m.until_day IS NULL) OR (m.until_day > app.today()))) UNION SELECT p.owner_id FROM people p WHERE ((p.id = keeps_alternant.alternant) AND (NOT (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = p.id) AND (m.organisation_id = p.owner_id))))))) SELECT (app.is_signed_in() AND COALESCE((bool_or((((k.id = keeps_alternant.employer) AND (k.id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text])))) OR ((k.id = keeps_alternant.centre) AND (k.id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text])))))) OR (bool_or((k.id = ANY (ARRAY[keeps_alternant.employer, keeps_alternant.centre]))) AND (NOT bool_or(((k.id <> keeps_alternant.employer) AND (o.kind = 'employer'::text)))))), true)) FROM (keeper k JOIN organisations o ON ((o.id = k.id))));

CREATE OR REPLACE FUNCTION app.kept_person(wanted uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (app.is_signed_in() OR app.is_notifier() OR pg_has_role(SESSION_USER, 'palier_maintenance'::name, 'member'::text)) THEN app.record_of(wanted) ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.key_organisation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.search_key := concat_ws(' ', app.fold(new.name), app.fold(new.siret), app.fold(new.uai), app.fold(new.finess), (
    select string_agg(distinct concat_ws(' ', app.fold(k.siret), app.fold(k.uai), app.fold(k.finess)), ' ')
    from organisation_identifiers k
    where k.organisation_id = new.id
  ));
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.key_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.search_key := concat_ws(' ',
    app.fold(new.given_name), app.fold(new.family_name), app.fold(new.usual_given_name), app.fold(new.usual_family_name)
  );
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.ladder_version(kind text, caller uuid, subject uuid, at timestamp with time zone, wanted uuid, OUT version text, OUT last_recorded_at timestamp with time zone, OUT writing_for_ms double precision)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
begin
  perform app.set_actor(kind, caller, subject, at);
  select concat_ws('.', c.xmin, c.last_sequence, extract(epoch from c.last_recorded_at)),
      c.last_recorded_at,
      case when app.may_be_writing(c.xmax) then coalesce(app.writing_for(c.xmax), -1) end
    into version, last_recorded_at, writing_for_ms
    from contracts c
    where c.id = wanted;
end $function$;

CREATE OR REPLACE FUNCTION app.last_event(wanted uuid, at timestamp with time zone)
 RETURNS TABLE(sequence bigint, recorded_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT e.sequence,
     e.recorded_at
    FROM events e
   WHERE (app.is_signed_in() AND ((e.contract_id = last_event.wanted) AND (e.recorded_at <= last_event.at)))
   ORDER BY e.sequence DESC
  LIMIT 1;
END;

CREATE OR REPLACE FUNCTION app.left_lately(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = left_lately.person) AND (m.until_day <= app.today()) AND ((m.until_day + 30) > app.today()) AND (m.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))))));

CREATE OR REPLACE FUNCTION app.levels_ready(contracts uuid[])
 RETURNS TABLE(contract_id uuid, level text, decisions json)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.contract_id,
     (l.level ->> 'code'::text) AS level,
     COALESCE((((p.state -> 'levels'::text) -> ((l.n - 1))::integer) -> 'decisions'::text), '[]'::json) AS decisions
    FROM (progress p
      CROSS JOIN LATERAL jsonb_array_elements(p.levels) WITH ORDINALITY l(level, n))
   WHERE ((p.contract_id = ANY (levels_ready.contracts)) AND ((l.level ->> 'status'::text) = 'ready'::text) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.link_to_use(token bytea, wanted text)
 RETURNS TABLE(account_id uuid, state text, reason text, email text, next_email text, given_name text, family_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.id,
     j.state,
     j.reason,
     a.email,
     l.email,
     p.given_name,
     p.family_name
    FROM (((account_links l
      JOIN accounts a ON ((a.id = l.account_id)))
      JOIN people p ON ((p.id = a.person_id)))
      CROSS JOIN LATERAL app.judge_link(l.id) j(state, reason))
   WHERE ((l.token_hash = link_to_use.token) AND (l.purpose = link_to_use.wanted) AND app.is_signing_in());
END;

CREATE OR REPLACE FUNCTION app.lock_contract(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  mine record;
  alternant uuid;
  version xid;
begin
  mine := app.own_mandates(wanted);
  perform set_config('app.contract_scope', case when mine.are_read then wanted::text else '' end, true);
  select c.alternant_id, c.xmin into alternant, version from contracts c where c.id = wanted for update skip locked;
  if not found then
    select c.alternant_id into alternant from contracts c where c.id = wanted for update;
    if not found then
      perform app.remember_contract(null, null);
      return false;
    end if;
  end if;
  if version is null or version is distinct from mine.version then
    mine := app.own_mandates(wanted);
  end if;
  perform app.remember_contract(wanted, alternant);
  perform set_config('app.held_days', coalesce(mine.days, ''), true);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION app.lock_contract_of_leaver(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  alternant uuid;
begin
  select c.alternant_id into alternant
  from contracts c
  where c.id = wanted
    and (app.administers_party(c.employer_id, c.training_centre_id) or app.hosts_tutor_of(c.id))
  for update;
  perform app.remember_contract(case when found then wanted end, alternant);
  return alternant is not null;
end $function$;

CREATE OR REPLACE FUNCTION app.lock_identity(person uuid, OUT is_protected boolean, OUT may_correct boolean, OUT birth_date date)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if app.is_signed_in() then
    perform from contracts c where c.alternant_id = lock_identity.person order by c.id for update;
  end if;
  is_protected := app.holds_signed_contract(lock_identity.person);
  may_correct := app.corrects_identity(lock_identity.person);
  if may_correct then
    select p.birth_date into birth_date from people p where p.id = lock_identity.person;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION app.lock_records(one uuid, other uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('mandates ' || p.id, 0))
  from (select p.id from people p where p.id in (one, other) order by p.id) p;
  -- Before the people, as whoever corrects them does.
  perform from contracts c
  where c.id = any (array(
    select k.id from contracts k where k.alternant_id = any (array[one, other])
    union select d.contract_id from mandates d where d.person_id = any (array[one, other])
    union select l.contract_id from guest_links l where l.person_id = any (array[one, other])
  ))
  order by c.id for update;
  perform from people p where p.id in (one, other) order by p.id for update;
  perform from accounts a where a.person_id in (one, other) order by a.id for no key update;
end $function$;
revoke execute on function app.lock_records(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.lock_session(hash bytea)
 RETURNS TABLE(account_id uuid, expires_at timestamp with time zone, used_at timestamp with time zone, revoked_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform from accounts a
  where a.id = (select t.account_id from refresh_tokens t where t.token_hash = hash) and a.disabled_at is null
  for no key update;
  if not found then
    return;
  end if;
  return query
    select t.account_id, t.expires_at, t.used_at, t.revoked_at from refresh_tokens t where t.token_hash = hash;
end $function$;

CREATE OR REPLACE FUNCTION app.lock_tallies(keys text[])
 RETURNS TABLE(key text, failures integer, last_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  if not app.is_signing_in() or cardinality(keys) > 2 then
    return;
  end if;
  return query
    insert into sign_in_failures as f (key, failures, first_at, last_at)
    select k.key, 0, app.setting('app.now')::timestamptz, app.setting('app.now')::timestamptz
    from unnest(keys) k (key)
    order by k.key
    on conflict (key) do update set failures = f.failures
    returning f.key, f.failures, f.last_at;
end $function$;

CREATE OR REPLACE FUNCTION app.mail_addresses(people uuid[])
 RETURNS TABLE(person_id uuid, email text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.person_id,
     a.email
    FROM accounts a
   WHERE ((a.person_id = ANY (mail_addresses.people)) AND (a.disabled_at IS NULL) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.mandates_of_leaver(person uuid)
 RETURNS TABLE(id uuid, contract_id uuid, role text, from_day date, until_day date, alternant_id uuid, employer_id uuid, training_centre_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT m.id,
     m.contract_id,
     m.role,
     m.from_day,
     m.until_day,
     c.alternant_id,
         CASE
             WHEN (m.placement_id IS NULL) THEN c.employer_id
             ELSE p.host_id
         END AS host_id,
     c.training_centre_id
    FROM ((mandates m
      JOIN contracts c ON ((c.id = m.contract_id)))
      LEFT JOIN LATERAL ( SELECT x.id,
             x.contract_id,
             x.kind,
             x.host_id,
             x.from_day,
             x.until_day,
             x.is_withdrawn
            FROM placements x
           WHERE (x.id = m.placement_id)
          OFFSET 0) p ON (true))
   WHERE ((m.person_id = mandates_of_leaver.person) AND ((m.until_day IS NULL) OR (m.until_day > m.from_day)) AND (app.administers_party(c.employer_id, c.training_centre_id) OR (p.host_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text])))))
   ORDER BY m.contract_id, m.id;
END;

CREATE OR REPLACE FUNCTION app.may_be_writing(wanted xid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (((wanted)::text <> '0'::text) AND ((EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()) x(x) WHERE ((x.x)::xid = may_be_writing.wanted))) OR (((((wanted)::text)::bigint - ((pg_snapshot_xmax(pg_current_snapshot()))::text)::bigint) & '4294967295'::bigint) < '2147483648'::bigint)));

CREATE OR REPLACE FUNCTION app.may_complete(amendment uuid, party text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM contract_amendments a WHERE ((a.id = may_complete.amendment) AND ((a.new_employer_id IS NULL) OR ((may_complete.party = 'training_centre'::text) AND (EXISTS (SELECT FROM transfer_answers w WHERE ((w.amendment_id = a.id) AND (w.kind = 'signed'::text)))) AND (NOT (EXISTS (SELECT FROM transfer_answers w WHERE ((w.amendment_id = a.id) AND (w.kind = 'refused'::text))))))))));

CREATE OR REPLACE FUNCTION app.may_erase(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((app.client_id() IS NULL) AND (app.person_id() IS NOT NULL) AND ((person = app.person_id()) OR app.is_platform_admin() OR ((app.was_member(person) OR (EXISTS (SELECT FROM people p WHERE ((p.id = may_erase.person) AND (p.owner_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))) AND app.never_a_member(p.id))))) AND (NOT app.stands_elsewhere(person)) AND (NOT (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = may_erase.person) AND (NOT (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text])))))))) AND (NOT (EXISTS (SELECT FROM (mandates d JOIN contracts c ON ((c.id = d.contract_id))) WHERE ((d.person_id = may_erase.person) AND (NOT (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text])))) AND (NOT (c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text])))))))) AND (NOT (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = may_erase.person) AND ((m.organisation_id IS NULL) OR (NOT (m.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))))) AND (NOT (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = may_erase.person) AND (c.employer_id = m.organisation_id) AND (m.role = 'alternant'::text))))))))))));

CREATE OR REPLACE FUNCTION app.may_give_role(role text, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (app.is_platform_admin() OR CASE WHEN (role = ANY (ARRAY['hr'::text, 'tutor'::text])) THEN (organisation = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))) WHEN (role = 'alternant'::text) THEN (organisation = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))) WHEN (role = ANY (ARRAY['centre_admin'::text, 'referent'::text, 'auditor'::text])) THEN (organisation = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) ELSE false END);

CREATE OR REPLACE FUNCTION app.may_keep(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.may_erase(person) OR ((app.client_id() IS NULL) AND (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = may_keep.person) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))))))));

CREATE OR REPLACE FUNCTION app.may_represent(person uuid, organisation uuid, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((EXISTS (SELECT FROM accounts a WHERE ((a.person_id = app.record_of(may_represent.person)) AND (a.disabled_at IS NULL)))) AND (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = app.record_of(may_represent.person)) AND ((m.role = 'platform_admin'::text) OR ((m.role = ANY (ARRAY['hr'::text, 'centre_admin'::text])) AND (m.organisation_id = may_represent.organisation))) AND ((m.from_day IS NULL) OR (m.from_day <= may_represent.on_day)) AND ((m.until_day IS NULL) OR (m.until_day > may_represent.on_day))))));
revoke execute on function app.may_represent(uuid,uuid,date) from public;

CREATE OR REPLACE FUNCTION app.may_reset_password_of(issuer uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((issuer <> person) AND (EXISTS (SELECT FROM accounts a WHERE ((a.person_id = may_reset_password_of.issuer) AND (a.disabled_at IS NULL)))) AND (SELECT (s.is_platform_admin OR (s.is_member AND (NOT s.has_other_roles) AND (NOT s.stands_elsewhere) AND (NOT s.learns_elsewhere))) FROM app.reset_position(may_reset_password_of.issuer, may_reset_password_of.person) s(is_platform_admin, is_member, has_other_roles, stands_elsewhere, learns_elsewhere)));
revoke execute on function app.may_reset_password_of(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.may_share_clients(one uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM (organisations a JOIN organisations b ON (((b.id = may_share_clients.other) AND (b.kind = a.kind) AND (b.id <> a.id)))) WHERE ((a.id = may_share_clients.one) AND (app.is_signed_in() OR (app.setting('app.kind'::text) = 'client'::text)) AND ((a.kind = 'training_centre'::text) OR ("left"(a.siret, 9) = "left"(b.siret, 9))))));

CREATE OR REPLACE FUNCTION app.member_days(person uuid, contract uuid, mandate_role text)
 RETURNS datemultirange
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return coalesce((
    select range_agg(daterange(m.from_day, m.until_day))
    from contracts c
    join memberships m on m.person_id = member_days.person
    where c.id = member_days.contract
      and (app.is_signed_in() or app.is_notifier())
      and case mandate_role
        when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
        when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
        else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
      end
  ), '{}');
end $function$;

CREATE OR REPLACE FUNCTION app.member_days(person uuid, contract uuid, mandate_role text, placement uuid)
 RETURNS datemultirange
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if placement is null then
    return app.member_days(person, contract, mandate_role);
  end if;
  return coalesce((
    select range_agg(daterange(m.from_day, m.until_day))
    from placements p
    join memberships m on m.person_id = member_days.person and m.organisation_id = p.host_id and m.role in ('hr', 'tutor')
    where p.id = placement
      and p.contract_id = contract
      and not p.is_withdrawn
      and mandate_role in ('co_tutor', 'substitute')
      and (app.is_signed_in() or app.is_notifier())
  ), '{}');
end $function$;

CREATE OR REPLACE FUNCTION app.member_roles(person uuid, organisation uuid, from_day date, until_day date)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT array_agg(DISTINCT m.role) AS array_agg FROM memberships m WHERE ((m.person_id = member_roles.person) AND (m.organisation_id = member_roles.organisation) AND (daterange(m.from_day, m.until_day) && daterange(member_roles.from_day, member_roles.until_day)) AND app.is_signed_in())), '{}'::text[]);

CREATE OR REPLACE FUNCTION app.memberships_of_leaver(person uuid)
 RETURNS TABLE(id uuid, organisation_id uuid, role text, from_day date, until_day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT m.id,
     m.organisation_id,
     m.role,
     m.from_day,
     m.until_day
    FROM memberships m
   WHERE ((m.person_id = memberships_of_leaver.person) AND (app.is_platform_admin() OR (EXISTS ( SELECT
            FROM memberships own
           WHERE ((own.person_id = memberships_of_leaver.person) AND (own.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))))))))
   ORDER BY m.id;
END;

CREATE OR REPLACE FUNCTION app.merge_position(kept uuid, duplicate uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (app.answers_for_person(kept) AND app.answers_for_person(duplicate)) THEN jsonb_build_object('records', (SELECT jsonb_object_agg(CASE p.id WHEN merge_position.kept THEN 'kept'::text ELSE 'duplicate'::text END, jsonb_build_object('id', p.id, 'givenName', p.given_name, 'familyName', p.family_name, 'birthDate', p.birth_date, 'externalId', p.external_id, 'mergedInto', NULLIF(app.kept_person(p.id), p.id), 'administersPlatform', (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = p.id) AND (m.role = 'platform_admin'::text)))), 'erasureIsAsked', app.erasure_is_asked(p.id), 'account', (SELECT jsonb_build_object('id', a.id, 'isDisabled', (a.disabled_at IS NOT NULL), 'isDisabledByPlatform', a.disabled_by_platform) AS jsonb_build_object FROM accounts a WHERE (a.person_id = p.id)))) AS jsonb_object_agg FROM people p WHERE (p.id = ANY (ARRAY[merge_position.kept, merge_position.duplicate]))), 'byPlatform', app.is_platform_admin(), 'memberships', COALESCE((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'role', m.role, 'organisation', o.name) ORDER BY m.id) AS jsonb_agg FROM (memberships m JOIN organisations o ON ((o.id = m.organisation_id))) WHERE (m.person_id = merge_position.duplicate)), '[]'::jsonb), 'contracts', COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'employer', e.name, 'trainingCentre', t.name, 'startsOn', c.starts_on, 'duplicateIs', s.of_duplicate, 'keptIs', s.of_kept, 'isOfKept', (c.alternant_id = merge_position.kept), 'isOfDuplicate', (c.alternant_id = merge_position.duplicate), 'actedOn', ((EXISTS (SELECT FROM events v WHERE ((v.contract_id = c.id) AND (v.actor_person_id = CASE c.alternant_id WHEN merge_position.kept THEN merge_position.duplicate WHEN merge_position.duplicate THEN merge_position.kept ELSE NULL::uuid END)))) OR (EXISTS (SELECT FROM guest_links l WHERE ((l.contract_id = c.id) AND (l.person_id = CASE c.alternant_id WHEN merge_position.kept THEN merge_position.duplicate WHEN merge_position.duplicate THEN merge_position.kept ELSE NULL::uuid END))))), 'overlaps', ((c.alternant_id = merge_position.duplicate) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (EXISTS (SELECT FROM contracts k WHERE ((k.alternant_id = merge_position.kept) AND (k.signed_on IS NOT NULL) AND (k.cancelled_on IS NULL) AND (daterange(k.starts_on, k.held_until) && daterange(c.starts_on, c.held_until)))))), 'observations', (SELECT count(*) AS count FROM observations b WHERE ((b.contract_id = c.id) AND (b.observer_id = merge_position.duplicate))), 'observedByBoth', ((EXISTS (SELECT FROM observations b WHERE ((b.contract_id = c.id) AND (b.observer_id = merge_position.duplicate)))) AND (EXISTS (SELECT FROM observations b WHERE ((b.contract_id = c.id) AND (b.observer_id = merge_position.kept))))), 'decidedByBoth', (EXISTS (SELECT FROM (level_decisions d JOIN level_decisions x ON (((x.contract_id = d.contract_id) AND (x.decided_by = merge_position.kept)))) WHERE ((d.contract_id = c.id) AND (d.decided_by = merge_position.duplicate))))) ORDER BY c.id) AS jsonb_agg FROM (((contracts c JOIN organisations e ON ((e.id = c.employer_id))) JOIN organisations t ON ((t.id = c.training_centre_id))) CROSS JOIN LATERAL (SELECT COALESCE(jsonb_agg(DISTINCT d.role) FILTER (WHERE (d.person_id = merge_position.duplicate)), '[]'::jsonb) AS of_duplicate, COALESCE(jsonb_agg(DISTINCT d.role) FILTER (WHERE (d.person_id = merge_position.kept)), '[]'::jsonb) AS of_kept FROM mandates d WHERE ((d.contract_id = c.id) AND (d.person_id = ANY (ARRAY[merge_position.kept, merge_position.duplicate])))) s) WHERE (c.id = ANY (ARRAY(SELECT k.id FROM contracts k WHERE (k.alternant_id = merge_position.duplicate) UNION SELECT d.contract_id FROM mandates d WHERE (d.person_id = merge_position.duplicate) UNION SELECT l.contract_id FROM guest_links l WHERE (l.person_id = merge_position.duplicate) UNION SELECT k.id FROM contracts k WHERE ((k.alternant_id = merge_position.kept) AND (EXISTS (SELECT FROM events v WHERE ((v.contract_id = k.id) AND (v.actor_person_id = merge_position.duplicate))))))))), '[]'::jsonb)) ELSE NULL::jsonb END;

CREATE OR REPLACE FUNCTION app.merged_at_sequence(merge uuid, contract uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT e.sequence FROM events e WHERE ((e.contract_id = merged_at_sequence.contract) AND (e.type = 'person.merged'::text) AND ((e.data ->> 'mergeId'::text) = (merged_at_sequence.merge)::text)));
revoke execute on function app.merged_at_sequence(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.merged_by_then(contracts uuid[], at timestamp with time zone)
 RETURNS TABLE(contract_id uuid, duplicate_id uuid, kept_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT v.contract_id,
     g.duplicate_id,
     g.kept_id
    FROM (person_merge_moves v
      JOIN person_merges g ON ((g.id = v.merge_id)))
   WHERE ((v.contract_id = ANY (merged_by_then.contracts)) AND (app.is_signed_in() OR pg_has_role(SESSION_USER, 'palier_maintenance'::name, 'member'::text)) AND (v.moved_at <= COALESCE(merged_by_then.at, 'infinity'::timestamp with time zone)) AND ((v.returned_at IS NULL) OR (v.returned_at > merged_by_then.at)));
END;

CREATE OR REPLACE FUNCTION app.merging(wanted uuid)
 RETURNS person_merges
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  found_merge person_merges;
begin
  select g.* into found_merge from person_merges g
  where g.id = wanted
    and g.xmin = pg_current_xact_id()::xid
    and app.person_id() = coalesce(g.undone_by, g.merged_by);
  if not found then
    raise exception 'nobody merges beside a merge' using errcode = '42501';
  end if;
  return found_merge;
end $function$;
revoke execute on function app.merging(uuid) from public;

CREATE OR REPLACE FUNCTION app.move_on_contract(merge uuid, wanted uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  g person_merges := app.merging(merge);
begin
  insert into person_merge_moves (merge_id, row_id, contract_id, moved_at)
  select g.id, c.id, c.id, at from contracts c where c.id = wanted and c.alternant_id = g.duplicate_id
  union all
  select g.id, d.id, wanted, at from mandates d where d.contract_id = wanted and d.person_id = g.duplicate_id
  union all
  select g.id, l.id, wanted, at from guest_links l where l.contract_id = wanted and l.person_id = g.duplicate_id;
  update contracts c
  set alternant_id = case c.alternant_id when g.duplicate_id then g.kept_id else c.alternant_id end,
      version = c.version + 1, updated_at = at
  where c.id = wanted;
  update mandates d set person_id = g.kept_id where d.contract_id = wanted and d.person_id = g.duplicate_id;
end $function$;

CREATE OR REPLACE FUNCTION app.move_record(merge uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  g person_merges := app.merging(merge);
  done jsonb := '[]';
  held memberships;
  same memberships;
  address text;
  kept_address text;
begin
  for held in select m.* from memberships m where m.person_id = g.duplicate_id order by m.from_day nulls first, m.id loop
    select m.* into same from memberships m
    where m.person_id = g.kept_id
      and m.organisation_id is not distinct from held.organisation_id
      and m.role = held.role
      and daterange(m.from_day, m.until_day) && daterange(held.from_day, held.until_day)
    order by m.id limit 1;
    if found then
      delete from memberships m where m.id = held.id;
      update memberships m
      set from_day = case when m.from_day is null or held.from_day is null then null else least(m.from_day, held.from_day) end,
          until_day = case when m.until_day is null or held.until_day is null then null else greatest(m.until_day, held.until_day) end
      where m.id = same.id;
      done := done || jsonb_build_object(
        'kind', 'joined', 'row', to_jsonb(held), 'with', to_jsonb(same),
        'after', (select to_jsonb(m) from memberships m where m.id = same.id)
      );
    else
      update memberships m set person_id = g.kept_id where m.id = held.id;
      done := done || jsonb_build_object('kind', 'membership', 'id', held.id);
    end if;
  end loop;

  if not exists (select from accounts a where a.person_id = g.kept_id) then
    update accounts a set person_id = g.kept_id where a.person_id = g.duplicate_id;
    if found then
      -- A telephone that sends again what it sent before is known by it.
      update sent_facts f set person_id = g.kept_id where f.person_id = g.duplicate_id;
      done := done || jsonb_build_object(
        'kind', 'account', 'id', (select a.id from accounts a where a.person_id = g.kept_id)
      );
    end if;
  end if;

  -- Nobody is invited as the duplicate any more: without an address its invitations are void.
  select p.email into address from people p where p.id = g.duplicate_id;
  select p.email into kept_address from people p where p.id = g.kept_id;
  if address is not null then
    done := done || jsonb_build_object('kind', 'email', 'email', address, 'given', kept_address is null);
  end if;
  update people p set email = null, version = p.version + 1, updated_at = at where p.id = g.duplicate_id;
  update people p set email = coalesce(p.email, address), version = p.version + 1, updated_at = at where p.id = g.kept_id;
  update person_merges p set moved = done where p.id = g.id;
end $function$;

CREATE OR REPLACE FUNCTION app.name_contract()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  select app.sort_name(app.called(p.family_name, p.usual_family_name), app.called(p.given_name, p.usual_given_name))
    into new.sort_name
    from people p
    where p.id = new.alternant_id
    for share;
  new.sort_name := coalesce(new.sort_name, '');
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.names_of_people(people uuid[], at timestamp with time zone)
 RETURNS TABLE(person_id uuid, given_name text, family_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT ON (n.person_id) n.person_id,
     app.called(n.given_name, n.usual_given_name) AS called,
     app.called(n.family_name, n.usual_family_name) AS called
    FROM person_names n
   WHERE ((n.person_id = ANY (names_of_people.people)) AND (n.recorded_at <= names_of_people.at) AND app.is_signed_in())
   ORDER BY n.person_id, n.version DESC;
END;

CREATE OR REPLACE FUNCTION app.names_pattern(person uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT (('(?<![[:alnum:]])('::text || string_agg(regexp_replace(w.word, '([^[:alnum:][:space:]])'::text, '\\\1'::text, 'g'::text), '|'::text ORDER BY (length(w.word)) DESC)) || ')(?![[:alnum:]])'::text) FROM (SELECT DISTINCT v.word FROM ((SELECT p.given_name, p.family_name, p.email FROM people p WHERE (p.id = names_pattern.person) UNION ALL SELECT app.called(p.given_name, p.usual_given_name) AS called, app.called(p.family_name, p.usual_family_name) AS called, NULL::text FROM people p WHERE (p.id = names_pattern.person) UNION ALL SELECT n_1.given_name, n_1.family_name, NULL::text FROM person_names n_1 WHERE (n_1.person_id = names_pattern.person) UNION ALL SELECT app.called(n_1.given_name, n_1.usual_given_name) AS called, app.called(n_1.family_name, n_1.usual_family_name) AS called, NULL::text FROM person_names n_1 WHERE (n_1.person_id = names_pattern.person) UNION ALL SELECT k.given_name_before, k.family_name_before, NULL::text FROM person_corrections k WHERE (k.person_id = names_pattern.person) UNION ALL SELECT NULL::text, NULL::text, a.email FROM accounts a WHERE (a.person_id = names_pattern.person)) n(given, family, email) CROSS JOIN LATERAL (VALUES (n.email), (lower(n.email)), (n.given), (upper(n.given)), (initcap(app.fold(n.given))), (upper(app.fold(n.given))), (n.family), (upper(n.family)), (initcap(app.fold(n.family))), (upper(app.fold(n.family))), (lower(((n.given || ' '::text) || n.family))), (app.fold(((n.given || ' '::text) || n.family))), (lower(((n.family || ' '::text) || n.given))), (app.fold(((n.family || ' '::text) || n.given)))) v(word)) WHERE (length(v.word) >= 3)) w);
revoke execute on function app.names_pattern(uuid) from public;

CREATE OR REPLACE FUNCTION app.never_a_member(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND (NOT (EXISTS (SELECT FROM memberships m WHERE (m.person_id = never_a_member.person)))) AND (NOT (EXISTS (SELECT FROM person_merges g WHERE ((g.duplicate_id = never_a_member.person) AND (g.undone_at IS NULL))))));

CREATE OR REPLACE FUNCTION app.note_disowned_link(wanted uuid, notification uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.note_invitation_mail(wanted uuid, token bytea, state text, reason text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE invitations i SET mail_state = note_invitation_mail.state, mail_reason = note_invitation_mail.reason, mail_at = (app.setting('app.now'::text))::timestamp with time zone
   WHERE ((i.id = note_invitation_mail.wanted) AND (i.token_hash = note_invitation_mail.token) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.note_issued_report(issued text, of_day date, of_sequence bigint, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 INSERT INTO issued_reports (hash, report_on, sequence, issued_at)  SELECT decode(note_issued_report.issued, 'hex'::text) AS decode,
             note_issued_report.of_day AS of_day,
             note_issued_report.of_sequence AS of_sequence,
             note_issued_report.at AS at
           WHERE app.is_signing_in() ON CONFLICT DO NOTHING;
END;

CREATE OR REPLACE FUNCTION app.note_reads(reads jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 INSERT INTO file_reads (id, person_id, reader_id, reader_client, kind, of_contract, read_on, first_at)  SELECT r.id,
             s.person_id,
             r.reader,
             r.client,
             r.kind,
             s.contract_id,
             r.day,
             r.at
            FROM (jsonb_to_recordset(note_reads.reads) r(id uuid, reader uuid, client uuid, kind text, of text, subject uuid, day date, at timestamp with time zone)
              CROSS JOIN LATERAL ( SELECT app.record_of(p.id) AS person_id,
                     NULL::uuid AS contract_id
                    FROM people p
                   WHERE ((r.of = 'person'::text) AND (p.id = r.subject))
                 UNION ALL
                  SELECT c.alternant_id,
                     c.id
                    FROM contracts c
                   WHERE (c.id =
                         CASE r.of
                             WHEN 'contract'::text THEN r.subject
                             WHEN 'evidence'::text THEN ( SELECT e.contract_id
                                FROM evidence e
                               WHERE (e.id = r.subject))
                             ELSE NULL::uuid
                         END)) s)
           WHERE (app.is_signing_in() AND (s.person_id IS DISTINCT FROM r.reader)) ON CONFLICT DO NOTHING;
END;

CREATE OR REPLACE FUNCTION app.notification_subjects(events uuid[])
 RETURNS TABLE(id uuid, contract_id uuid, actor_id uuid, level text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT e.id,
     e.contract_id,
     e.actor_person_id AS actor_id,
     (e.data ->> 'level'::text) AS level
    FROM events e
   WHERE ((e.id = ANY (notification_subjects.events)) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.open_guest_link(token bytea, session bytea, expires timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.open_session(account uuid, verified_hash text, account_tally text, address_tally text, id uuid, family uuid, token_hash bytea, expires_at timestamp with time zone, client_kind text DEFAULT 'unknown'::text, client_app text DEFAULT NULL::text, client_system text DEFAULT NULL::text)
 RETURNS TABLE(person_id uuid, roles text[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
  person uuid;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    return;
  end if;
  select a.person_id into person
  from accounts a
  where a.id = account and a.disabled_at is null and a.password_hash = verified_hash
  for no key update;
  if not found then
    return;
  end if;
  perform from sign_in_failures f where f.key in (account_tally, address_tally) order by f.key for update;
  update sign_in_failures f
  set failures = case when f.key = account_tally then 0 else greatest(f.failures - 1, 0) end
  where f.key in (account_tally, address_tally);
  insert into sessions (id, account_id, client_kind, client_app, client_system, started_at, last_used_at, expires_at)
  values (family, account, client_kind, client_app, client_system, at, at, expires_at);
  insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
  values (id, account, family, token_hash, at, expires_at);
  return query select person, app.token_roles(person);
end $function$;

CREATE OR REPLACE FUNCTION app.organisations_as(VARIADIC roles text[])
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (app.client_id() IS NULL) THEN COALESCE((SELECT array_agg(m.organisation_id) AS array_agg FROM memberships m WHERE ((m.person_id = app.person_id()) AND (m.role = ANY (organisations_as.roles)) AND (m.organisation_id IS NOT NULL) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())))), '{}'::uuid[]) WHEN (app.setting('app.client_role'::text) = ANY (roles)) THEN (app.setting('app.client_organisations'::text))::uuid[] ELSE '{}'::uuid[] END;

CREATE OR REPLACE FUNCTION app.organisations_granted(client uuid, organisation uuid, on_day date)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ARRAY(SELECT g.organisation_id FROM api_client_grants g WHERE ((g.client_id = organisations_granted.client) AND (g.withdrawn_at IS NULL) AND app.administers_establishment(g.accepted_by, g.organisation_id, organisations_granted.on_day) AND app.may_share_clients(organisations_granted.organisation, g.organisation_id)));
revoke execute on function app.organisations_granted(uuid,uuid,date) from public;

CREATE OR REPLACE FUNCTION app.outcomes_due(on_day date)
 RETURNS TABLE(contract_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id
    FROM contracts c
   WHERE ((c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.held_until <= (outcomes_due.on_day - 180)) AND (c.held_until > (outcomes_due.on_day - 280)) AND (((c.held_until + '6 mons'::interval))::date <= outcomes_due.on_day) AND (((((c.held_until + '6 mons'::interval))::date + '3 mons'::interval))::date > outcomes_due.on_day) AND (NOT (EXISTS ( SELECT
            FROM contract_outcomes o
           WHERE ((o.contract_id = c.id) AND (o.stage = 'six_months'::text) AND (o.side <> 'employer'::text))))) AND (NOT (EXISTS ( SELECT
            FROM contracts n
           WHERE ((n.continuation_of = c.id) AND (n.transfer_id IS NOT NULL) AND (n.cancelled_on IS NULL))))) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.overrides_checks(contract uuid, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.calls_contract(contract, organisation) AND (EXISTS (SELECT FROM contracts c WHERE ((c.id = overrides_checks.contract) AND (c.alternant_id <> ALL (app.people_behind_caller()))))));

CREATE OR REPLACE FUNCTION app.own_mandates(wanted uuid, OUT days text, OUT are_read boolean, OUT version xid)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
  left join lateral (select x.* from placements x where x.id = d.placement_id offset 0) p on true
  cross join lateral (
    select range_agg(daterange(m.from_day, m.until_day)) as days,
      bool_or((m.until_day is null or m.until_day + 30 > app.today())) as are_read
    from memberships m
    where m.person_id = d.person_id
      and case d.role
        when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
        when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
        else m.organisation_id = case when d.placement_id is null then c.employer_id else p.host_id end
          and m.role in ('hr', 'tutor')
          and p.is_withdrawn is not true
      end
  ) m
  where c.id = wanted;
end $function$;

CREATE OR REPLACE FUNCTION app.own_reset_position(person uuid)
 RETURNS TABLE(is_platform_admin boolean, is_member boolean, has_other_roles boolean, stands_elsewhere boolean, learns_elsewhere boolean, has_password boolean, is_disabled boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT s.is_platform_admin,
     s.is_member,
     s.has_other_roles,
     s.stands_elsewhere,
     s.learns_elsewhere,
     (a.password_hash IS NOT NULL),
     (a.disabled_at IS NOT NULL)
    FROM (app.reset_position(app.person_id(), own_reset_position.person) s(is_platform_admin, is_member, has_other_roles, stands_elsewhere, learns_elsewhere)
      LEFT JOIN accounts a ON ((a.person_id = own_reset_position.person)))
   WHERE ((app.person_id() IS NOT NULL) AND (s.is_platform_admin OR s.is_member));
END;

CREATE OR REPLACE FUNCTION app.paris_day(at timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 STABLE
RETURN ((at AT TIME ZONE 'Europe/Paris'::text))::date;

CREATE OR REPLACE FUNCTION app.past_marks(wanted uuid, at timestamp with time zone, OUT sequence bigint, OUT recorded_at timestamp with time zone, OUT is_only boolean)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not app.is_signed_in() then
    return;
  end if;
  select e.sequence, e.recorded_at into past_marks.sequence, past_marks.recorded_at
    from events e
    where e.contract_id = past_marks.wanted and e.recorded_at <= past_marks.at
    order by e.sequence desc
    limit 1;
  is_only := not exists (
    select from contracts c
    join contracts o on o.alternant_id = c.alternant_id and o.id <> c.id
    where c.id = past_marks.wanted
  );
end $function$;

CREATE OR REPLACE FUNCTION app.past_version(kind text, caller uuid, subject uuid, at timestamp with time zone, wanted uuid, "then" timestamp with time zone, age double precision, OUT pending boolean, OUT is_whole boolean, OUT version text, OUT ladder_id uuid, OUT last_sequence bigint, OUT last_recorded_at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  seen record;
  marks record;
begin
  -- All of it is found by keys, or costs the same whatever is asked: to plan it again each time costs a third of it.
  perform set_config('plan_cache_mode', 'force_generic_plan', true);
  perform app.set_actor(kind, caller, subject, at);
  pending := app.pending_writers(wanted, age) <> '{}';
  if pending then
    return;
  end if;
  select c.last_recorded_at <= past_version."then" as whole, c.continuation_of is not null as continues, c.ladder_id as ladder,
      concat_ws('.', c.xmin, c.last_sequence, extract(epoch from c.last_recorded_at)) as row_version
    into seen
    from contracts c
    where c.id = wanted;
  if not found then
    return;
  end if;
  if seen.whole and not seen.continues then
    is_whole := true;
    version := seen.row_version;
  elsif not seen.whole then
    select m.sequence, m.recorded_at, m.is_only into marks from app.past_marks(wanted, "then") m;
    if marks.is_only and marks.sequence is not null then
      is_whole := false;
      version := seen.row_version;
      last_sequence := marks.sequence;
      last_recorded_at := marks.recorded_at;
    end if;
  end if;
  ladder_id := seen.ladder;
end $function$;

CREATE OR REPLACE FUNCTION app.pending_writers(wanted uuid, age double precision)
 RETURNS text[]
 LANGUAGE plpgsql
AS $function$
declare
  holders xid[] := case when wanted is not null then app.holders_of(wanted) end;
  pids integer[];
  writers text[];
begin
  select array_agg(l.pid), array_agg(l.virtualtransaction) into pids, writers
  from pg_locks l
  where l.granted
    and l.pid <> pg_backend_pid()
    and (
      l.locktype = 'transactionid' and l.mode = 'ExclusiveLock'
        and (wanted is null or l.transactionid = any (holders))
      or l.locktype = 'advisory' and l.classid = 27001 and l.objid = 0 and l.objsubid = 2
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
    );
  if pids is null then
    return '{}';
  end if;
  return array(
    select distinct w.writer
    from unnest(pids, writers) as w (pid, writer)
    join pg_stat_activity a on a.pid = w.pid
    where a.datname = current_database()
      and a.usesysid is not null
      and (
        a.xact_start is null
        or extract(epoch from clock_timestamp() - a.xact_start) * 1000 >= age - 120000
      )
  );
end $function$;

CREATE OR REPLACE FUNCTION app.people_behind_caller()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (app.person_id() IS NOT NULL) THEN ARRAY[app.person_id()] ELSE COALESCE((SELECT array_agg(DISTINCT k.id) AS array_agg FROM (api_client_secrets s CROSS JOIN LATERAL (VALUES (s.created_by), (app.kept_person(s.created_by))) k(id)) WHERE ((s.client_id = app.client_id()) AND ((s.expires_at IS NULL) OR (s.expires_at > ((app.setting('app.now'::text))::timestamp with time zone - '01:05:00'::interval))))), '{}'::uuid[]) END;

CREATE OR REPLACE FUNCTION app.people_found(patterns text[], exactly text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'false'
AS $function$
begin
  if not app.is_signed_in() then
    return '{}';
  end if;
  return array(
    select p.id from people p where p.search_key like patterns[1] and p.search_key like all (patterns)
    union select p.id from people p where lower(p.email) = lower(exactly)
    union select p.id from people p where p.external_id = exactly
  );
end $function$;

CREATE OR REPLACE FUNCTION app.people_of_former_external_id(owner uuid, wanted text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ARRAY(SELECT app.kept_person(p.id) AS kept_person FROM (people p JOIN person_merges g ON (((g.duplicate_id = p.id) AND (g.undone_at IS NULL)))) WHERE ((p.external_id = people_of_former_external_id.wanted) AND ((people_of_former_external_id.owner IS NULL) OR (p.owner_id = people_of_former_external_id.owner)) AND (app.is_platform_admin() OR (p.owner_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))))));

CREATE OR REPLACE FUNCTION app.people_past_retention(atmost integer)
 RETURNS TABLE(person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.alternant_id
    FROM (contracts c
      JOIN people p ON ((p.id = c.alternant_id)))
   WHERE (app.is_signing_in() AND (p.erased_at IS NULL) AND (NOT (EXISTS ( SELECT
            FROM erasures e
           WHERE ((e.person_id = p.id) AND ((e.withdrawn_at IS NULL) OR (e.withdrawn_at > ((app.setting('app.now'::text))::timestamp with time zone - '1 year'::interval))))))))
   GROUP BY c.alternant_id
  HAVING ((max(LEAST(c.held_until, c.until_day)) <= (LEAST(app.today(), (CURRENT_DATE + 1)) - '5 years'::interval)) AND app.is_past_retention(c.alternant_id))
  LIMIT people_past_retention.atmost;
END;

CREATE OR REPLACE FUNCTION app.people_to_notify(contracts uuid[])
 RETURNS TABLE(contract_id uuid, alternant_id uuid, person_id uuid, role text, from_day date, until_day date, absences jsonb, member_on jsonb, placement_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id AS contract_id,
     c.alternant_id,
     m.person_id,
     m.role,
     m.from_day,
     m.until_day,
     ( SELECT COALESCE(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', COALESCE(( SELECT min(e.until_day) AS min
                    FROM mandate_absence_ends e
                   WHERE (e.absence_id = a.id)), a.until_day))), '[]'::jsonb) AS "coalesce"
            FROM mandate_absences a
           WHERE (a.mandate_id = m.id)) AS absences,
     ( SELECT COALESCE(jsonb_agg(jsonb_build_object('from', lower(d.days), 'until', upper(d.days))), '[]'::jsonb) AS "coalesce"
            FROM unnest(app.member_days(m.person_id, m.contract_id, m.role, m.placement_id)) d(days)) AS member_on,
     m.placement_id
    FROM (contracts c
      LEFT JOIN mandates m ON (((m.contract_id = c.id) AND (daterange(m.from_day, m.until_day) @> app.today()))))
   WHERE ((c.id = ANY (people_to_notify.contracts)) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.people_with_email(wanted text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (app.is_platform_admin() OR (cardinality(app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text])) > 0)) THEN COALESCE((SELECT array_agg(p.id) AS array_agg FROM people p WHERE (lower(p.email) = lower(people_with_email.wanted))), '{}'::uuid[]) ELSE '{}'::uuid[] END;

CREATE OR REPLACE FUNCTION app.person_birth(person uuid, OUT found boolean, OUT birth_date date)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT (count(*) = 1),
     max(p.birth_date) AS max
    FROM people p
   WHERE ((p.id = person_birth.person) AND app.is_signed_in());
END;

CREATE OR REPLACE FUNCTION app.person_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (app.setting('app.person_id'::text))::uuid;

CREATE OR REPLACE FUNCTION app.person_of_external_id(owner uuid, wanted text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT app.kept_person(p.id) AS kept_person FROM people p WHERE ((NOT (p.owner_id IS DISTINCT FROM person_of_external_id.owner)) AND (p.external_id = person_of_external_id.wanted) AND (app.is_platform_admin() OR (p.owner_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))))));

CREATE OR REPLACE FUNCTION app.person_proposed(wanted uuid)
 RETURNS TABLE(given_name text, family_name text, email text, is_taken boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT app.called(p.given_name, p.usual_given_name) AS called,
     app.called(p.family_name, p.usual_family_name) AS called,
         CASE
             WHEN (t.decided_as IS NULL) THEN p.email
             ELSE NULL::text
         END AS email,
     ((t.decided_as IS NULL) AND ((EXISTS ( SELECT
            FROM accounts a
           WHERE (a.person_id = p.id))) OR (EXISTS ( SELECT
            FROM memberships m
           WHERE (m.person_id = p.id))) OR (EXISTS ( SELECT
            FROM person_merges g
           WHERE ((g.duplicate_id = p.id) AND (g.undone_at IS NULL)))))) AS is_taken
    FROM ((proposed_tutors t
      JOIN employer_proposals e ON ((e.id = t.proposal_id)))
      JOIN people p ON ((p.id = t.person_id)))
   WHERE ((t.id = person_proposed.wanted) AND (app.is_platform_admin() OR (e.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) OR (e.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text])))));
END;

CREATE OR REPLACE FUNCTION app.placements_hosted()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return array(
    select p.id
    from placements p
    join contracts c on c.id = p.contract_id
    where p.host_id = any (app.organisations_as('hr'))
      and not p.is_withdrawn
      and p.until_day > app.today()
      and c.held_until > app.today()
      and c.cancelled_on is null
      and exists (
        select
        from mandates d
        join memberships m on m.person_id = d.person_id and m.organisation_id = p.host_id and m.role in ('hr', 'tutor')
        where d.placement_id = p.id
          and d.from_day is distinct from d.until_day
          and (d.until_day is null or d.until_day > app.today())
          and (m.until_day is null or m.until_day > app.today())
      )
  );
end $function$;

CREATE OR REPLACE FUNCTION app.places_of(wanted uuid, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', v.placement_id, 'from', v.from_day, 'until', v.until_day, 'structureType', v.structure_type, 'name', v.host_name
    ) order by v.from_day)
    from (
      select distinct on (x.placement_id) x.placement_id, x.from_day, x.until_day, x.structure_type, x.host_name, x.is_withdrawn
      from placement_versions x
      where x.contract_id = wanted and x.recorded_at <= at and (app.is_signed_in() or app.is_notifier())
      order by x.placement_id, x.sequence desc
    ) v
    where not v.is_withdrawn and v.from_day < v.until_day
  ), '[]');
end $function$;

CREATE OR REPLACE FUNCTION app.plan_item_stands(contract uuid, item uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (select from plan_items p where p.id = item and p.contract_id = contract)
    and not exists (select from plan_items r where r.replaces = item)
    and not exists (select from plan_item_withdrawals w where w.plan_item_id = item);
end $function$;

CREATE OR REPLACE FUNCTION app.plans_reviews(contract uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM contracts c WHERE ((c.id = plans_reviews.contract) AND (c.alternant_id <> app.person_id()) AND (app.client_id() IS NULL) AND (app.guest_link_id() IS NULL) AND ((c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) OR (EXISTS (SELECT FROM mandates m WHERE ((m.contract_id = c.id) AND (m.person_id = app.person_id()) AND (m.role = ANY (ARRAY['main_tutor'::text, 'co_tutor'::text, 'substitute'::text, 'referent'::text])) AND (m.placement_id IS NULL) AND (m.from_day <= app.today()) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND (app.member_days(m.person_id, m.contract_id, m.role) @> app.today()))))))));

CREATE OR REPLACE FUNCTION app.prerequisites_unheld(contracts uuid[], on_day date, ahead integer)
 RETURNS TABLE(contract_id uuid, life jsonb, prerequisite text, attestations jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH rights AS MATERIALIZED (
          SELECT app.is_notifier() AS is_notifier,
             app.person_id() AS person_id,
             app.contracts_mandated() AS mandated,
             app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]) AS employers,
             app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]) AS centres
         ), asking AS MATERIALIZED (
          SELECT l.id
            FROM ladders l
           WHERE jsonb_path_exists(l.missions, '$[*]."prerequisites"[*]'::jsonpath)
         ), running AS MATERIALIZED (
          SELECT c_1.id,
             c_1.kind,
             c_1.alternant_id,
             c_1.employer_id,
             c_1.training_centre_id,
             c_1.ladder_id,
             c_1.starts_on,
             c_1.until_day,
             c_1.owner_id,
             c_1.external_id,
             c_1.continuation_of,
             c_1.legal_representative,
             c_1.signed_on,
             c_1.held_until,
             c_1.ended_as,
             c_1.cancelled_on,
             c_1.suspensions,
             c_1.version,
             c_1.created_at,
             c_1.updated_at,
             c_1.last_sequence,
             c_1.last_recorded_at,
             c_1.changed_at,
             c_1.frees_external_id,
             c_1.suspension_periods,
             GREATEST(prerequisites_unheld.on_day, c_1.starts_on) AS from_day,
             LEAST(((prerequisites_unheld.on_day + prerequisites_unheld.ahead) + 1), c_1.held_until) AS to_day
            FROM ((rights r
              CROSS JOIN unnest(prerequisites_unheld.contracts) w(id))
              CROSS JOIN LATERAL ( SELECT one.id,
                     one.kind,
                     one.alternant_id,
                     one.employer_id,
                     one.training_centre_id,
                     one.ladder_id,
                     one.starts_on,
                     one.until_day,
                     one.owner_id,
                     one.external_id,
                     one.continuation_of,
                     one.legal_representative,
                     one.signed_on,
                     one.held_until,
                     one.ended_as,
                     one.cancelled_on,
                     one.suspensions,
                     one.version,
                     one.created_at,
                     one.updated_at,
                     one.last_sequence,
                     one.last_recorded_at,
                     one.changed_at,
                     one.frees_external_id,
                     one.suspension_periods
                    FROM contracts one
                   WHERE (one.id = w.id)
                  OFFSET 0) c_1)
           WHERE ((EXISTS ( SELECT
                    FROM asking)) AND (c_1.ladder_id IN ( SELECT a.id
                    FROM asking a)) AND (c_1.signed_on IS NOT NULL) AND (c_1.cancelled_on IS NULL) AND (c_1.held_until > prerequisites_unheld.on_day) AND (c_1.starts_on <= (prerequisites_unheld.on_day + prerequisites_unheld.ahead)) AND (r.is_notifier OR (c_1.alternant_id = r.person_id) OR (c_1.id = ANY (r.mandated)) OR (c_1.employer_id = ANY (r.employers)) OR (c_1.training_centre_id = ANY (r.centres))))
         ), asked AS MATERIALIZED (
          SELECT l.id AS ladder_id,
             p.code,
             min(v.place) AS place
            FROM ((((( SELECT DISTINCT r.ladder_id
                    FROM running r) d
              CROSS JOIN LATERAL ( SELECT one.id,
                     one.owner_id,
                     one.framework_id,
                     one.code,
                     one.revision,
                     one.title,
                     one.levels,
                     one.missions,
                     one.published_at,
                     one.version,
                     one.created_at,
                     one.updated_at
                    FROM ladders one
                   WHERE (one.id = d.ladder_id)
                  OFFSET 0) l)
              CROSS JOIN LATERAL jsonb_array_elements(l.missions) m(mission))
              CROSS JOIN LATERAL jsonb_array_elements_text((m.mission -> 'prerequisites'::text)) p(code))
              JOIN LATERAL ( SELECT x.place
                    FROM jsonb_array_elements(l.levels) WITH ORDINALITY x(level, place)
                   WHERE ((x.level ->> 'code'::text) = (m.mission ->> 'level'::text))) v ON (true))
           GROUP BY l.id, p.code
         ), places AS MATERIALIZED (
          SELECT l.id AS ladder_id,
             (x.level ->> 'code'::text) AS level,
             x.place
            FROM ((( SELECT DISTINCT r.ladder_id
                    FROM running r) d
              CROSS JOIN LATERAL ( SELECT one.id,
                     one.owner_id,
                     one.framework_id,
                     one.code,
                     one.revision,
                     one.title,
                     one.levels,
                     one.missions,
                     one.published_at,
                     one.version,
                     one.created_at,
                     one.updated_at
                    FROM ladders one
                   WHERE (one.id = d.ladder_id)
                  OFFSET 0) l)
              CROSS JOIN LATERAL jsonb_array_elements(l.levels) WITH ORDINALITY x(level, place))
         ), held AS MATERIALIZED (
          SELECT c_1.id AS contract_id,
             g.prerequisite,
             g.days
            FROM (running c_1
              CROSS JOIN LATERAL ( SELECT a.prerequisite,
                     range_agg(daterange(a.from_day, a.until_day)) AS days
                    FROM attestations a
                   WHERE ((a.contract_id = c_1.id) AND (NOT (EXISTS ( SELECT
                            FROM attestation_withdrawals w
                           WHERE (w.attestation_id = a.id)
                          OFFSET 0))))
                   GROUP BY a.prerequisite
                  OFFSET 0) g)
         )
  SELECT c.id,
     jsonb_build_object('startsOn', c.starts_on, 'until', c.until_day, 'signedOn', c.signed_on, 'endedOn',
         CASE
             WHEN (c.ended_as IS NOT NULL) THEN c.held_until
             ELSE NULL::date
         END, 'endedAs', c.ended_as, 'cancelledOn', c.cancelled_on, 'suspensions', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]'::jsonb) AS "coalesce"
            FROM unnest(c.suspensions) s(r))) AS jsonb_build_object,
     q.code,
     ( SELECT COALESCE(jsonb_agg(jsonb_build_object('id', a.id, 'prerequisite', a.prerequisite, 'from', a.from_day, 'until', a.until_day, 'isWithdrawn', (EXISTS ( SELECT
                    FROM attestation_withdrawals w
                   WHERE (w.attestation_id = a.id)
                  OFFSET 0))) ORDER BY a.sequence), '[]'::jsonb) AS "coalesce"
            FROM attestations a
           WHERE ((a.contract_id = c.id) AND (a.prerequisite = q.code))) AS "coalesce"
    FROM ((running c
      JOIN asked q ON ((q.ladder_id = c.ladder_id)))
      LEFT JOIN held ON (((held.contract_id = c.id) AND (held.prerequisite = q.code))))
   WHERE (COALESCE((NOT (held.days @> daterange(c.from_day, c.to_day))), true) AND ((held.days IS NOT NULL) OR (q.place <= COALESCE(( SELECT x.place
            FROM (progress p
              JOIN places x ON (((x.ladder_id = c.ladder_id) AND (x.level = p.current_level))))
           WHERE (p.contract_id = c.id)), (1)::bigint))));
END;

CREATE OR REPLACE FUNCTION app.prior_attestations(wanted uuid, at timestamp with time zone)
 RETURNS TABLE(prerequisite text, from_day date, until_day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT ON (a.prerequisite) a.prerequisite,
     a.from_day,
     a.until_day
    FROM (app.prior_contracts(prior_attestations.wanted, prior_attestations.at) k(contract_id)
      JOIN attestations a ON ((a.contract_id = k.contract_id)))
   WHERE ((a.recorded_at <= prior_attestations.at) AND (NOT (EXISTS ( SELECT
            FROM attestation_withdrawals w
           WHERE ((w.attestation_id = a.id) AND (w.recorded_at <= prior_attestations.at))))))
   ORDER BY a.prerequisite, a.until_day DESC, a.from_day;
END;

CREATE OR REPLACE FUNCTION app.prior_contracts(wanted uuid, at timestamp with time zone)
 RETURNS TABLE(contract_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 2
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH RECURSIVE chain(contract_id, continued, alternant_id, starts_on, place) AS (
          SELECT c.id,
             app.continues_then(c.*, prior_contracts.at) AS continues_then,
             c.alternant_id,
             app.starts_then(c.*, prior_contracts.at) AS starts_then,
             0 AS "?column?"
            FROM contracts c
           WHERE ((c.id = prior_contracts.wanted) AND ((c.id = ( SELECT app.contract_scope() AS contract_scope)) OR (c.alternant_id = ( SELECT app.person_id() AS person_id)) OR (c.id = ANY (( SELECT app.contracts_mandated() AS contracts_mandated)::uuid[])) OR (c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]) AS organisations_as)::uuid[]))) AND ((c.transfer_id IS NULL) OR (c.starts_on <= LEAST(app.today(), app.paris_day(prior_contracts.at)))))
         UNION ALL
          SELECT p.id,
             app.continues_then(p.*, prior_contracts.at) AS continues_then,
             p.alternant_id,
             app.starts_then(p.*, prior_contracts.at) AS starts_then,
             (chain_1.place + 1)
            FROM (chain chain_1
              JOIN contracts p ON ((p.id = chain_1.continued)))
           WHERE ((p.alternant_id = chain_1.alternant_id) AND (app.starts_then(p.*, prior_contracts.at) < chain_1.starts_on) AND (chain_1.place < 8) AND (EXISTS ( SELECT
                    FROM contract_steps s
                   WHERE ((s.contract_id = p.id) AND (s.kind = 'signed'::text) AND (s.recorded_at <= prior_contracts.at)))) AND (NOT (EXISTS ( SELECT
                    FROM contract_steps s
                   WHERE ((s.contract_id = p.id) AND (s.kind = 'cancelled'::text) AND (s.recorded_at <= prior_contracts.at))))))
         )
  SELECT chain.contract_id
    FROM chain
   WHERE (chain.place > 0);
END;

CREATE OR REPLACE FUNCTION app.prior_facts(wanted uuid, after_fact uuid, at_most integer)
 RETURNS TABLE(id uuid, kind text, contract_id uuid, observed_on date, recorded_at timestamp with time zone, author_id uuid, given_name text, family_name text, items jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH facts AS (
          SELECT o.id,
             'observation'::text AS kind,
             o.contract_id,
             o.sequence,
             o.observed_on,
             o.recorded_at,
             o.observer_id AS author_id,
             o.items
            FROM (app.prior_contracts(prior_facts.wanted, 'infinity'::timestamp with time zone) k(contract_id)
              JOIN observations o ON ((o.contract_id = k.contract_id)))
           WHERE (((prior_facts.after_fact IS NULL) OR (o.id > prior_facts.after_fact)) AND (NOT app.is_withdrawn(o.id, o.items)))
         UNION ALL
          SELECT s.id,
             'sign_off'::text AS kind,
             s.contract_id,
             s.sequence,
             s.observed_on,
             s.recorded_at,
             s.signer_id AS author_id,
             jsonb_build_array(jsonb_build_object('competency', s.competency, 'level', s.level, 'outcome', s.outcome)) AS items
            FROM (app.prior_contracts(prior_facts.wanted, 'infinity'::timestamp with time zone) k(contract_id)
              JOIN sign_offs s ON ((s.contract_id = k.contract_id)))
           WHERE (((prior_facts.after_fact IS NULL) OR (s.id > prior_facts.after_fact)) AND (NOT app.is_revoked(s.id, s.contract_id,
                 CASE
                     WHEN (EXISTS ( SELECT
                        FROM ladder_changes x
                       WHERE ((x.contract_id = s.contract_id) AND (x.sequence > s.sequence)))) THEN ''::text
                     ELSE s.outcome
                 END)))
   ORDER BY 1
  LIMIT prior_facts.at_most
         )
  SELECT f.id,
     f.kind,
     f.contract_id,
     f.observed_on,
     f.recorded_at,
     f.author_id,
     app.called(a.given_name, a.usual_given_name) AS called,
     app.called(a.family_name, a.usual_family_name) AS called,
     ( SELECT jsonb_agg(jsonb_build_object('competency', (i.item -> 'competency'::text), 'title', jsonb_path_query_first(d.blocks, '$[*]."competencies"[*]?(@."code" == $"code")."title"'::jsonpath, jsonb_build_object('code', (i.item -> 'competency'::text))), 'level', (i.item -> 'level'::text), 'outcome', (i.item -> 'outcome'::text)) ORDER BY i.place) AS jsonb_agg
            FROM jsonb_array_elements(f.items) WITH ORDINALITY i(item, place)
           WHERE (NOT (EXISTS ( SELECT
                    FROM observation_withdrawals w
                   WHERE ((w.observation_id = f.id) AND (w.competency = (i.item ->> 'competency'::text)) AND (w.level = (i.item ->> 'level'::text)) AND (NOT (EXISTS ( SELECT
                            FROM overturns v
                           WHERE (v.revocation_id = w.revocation_id))))))))) AS items
    FROM ((((facts f
      JOIN people a ON ((a.id = f.author_id)))
      CROSS JOIN LATERAL ( SELECT c.ladder_id
            FROM contracts c
           WHERE (c.id = f.contract_id)
          OFFSET 0) p)
      JOIN ladders l ON ((l.id = COALESCE(( SELECT x.from_ladder_id
            FROM ladder_changes x
           WHERE ((x.contract_id = f.contract_id) AND (x.sequence > f.sequence))
           ORDER BY x.sequence
          LIMIT 1), p.ladder_id))))
      JOIN frameworks d ON ((d.id = l.framework_id)));
END;

CREATE OR REPLACE FUNCTION app.prior_learning(wanted uuid)
 RETURNS TABLE(contract_id uuid, starts_on date, until_day date, employer_id uuid, employer_name text, training_centre_id uuid, training_centre_name text, ladder_id uuid, titles jsonb, progress json, tallies json)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.id AS contract_id,
     p.starts_on,
     p.held_until AS until_day,
     e.id AS employer_id,
     e.name AS employer_name,
     t.id AS training_centre_id,
     t.name AS training_centre_name,
     p.ladder_id,
     ( SELECT COALESCE(jsonb_object_agg((k_1.competency ->> 'code'::text), (k_1.competency ->> 'title'::text)), '{}'::jsonb) AS "coalesce"
            FROM jsonb_path_query(f.blocks, '$[*]."competencies"[*]'::jsonpath) k_1(competency)) AS titles,
     g.state AS progress,
     g.tallies
    FROM ((((((app.prior_contracts(prior_learning.wanted, 'infinity'::timestamp with time zone) k(contract_id)
      JOIN contracts p ON ((p.id = k.contract_id)))
      JOIN organisations e ON ((e.id = p.employer_id)))
      JOIN organisations t ON ((t.id = p.training_centre_id)))
      JOIN ladders l ON ((l.id = p.ladder_id)))
      JOIN frameworks f ON ((f.id = l.framework_id)))
      LEFT JOIN progress g ON ((g.contract_id = p.id)));
END;

CREATE OR REPLACE FUNCTION app.prior_observations(wanted uuid, at timestamp with time zone)
 RETURNS TABLE(observer_id uuid, observed_on date, competency text, level text, safe boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT o.observer_id,
     o.observed_on,
     (i.item ->> 'competency'::text) AS competency,
     (i.item ->> 'level'::text) AS level,
     ((i.item ->> 'outcome'::text) = 'performed'::text) AS safe
    FROM ((((((((app.prior_contracts(prior_observations.wanted, prior_observations.at) k(contract_id)
      JOIN contracts p ON ((p.id = k.contract_id)))
      JOIN contracts c ON ((c.id = prior_observations.wanted)))
      JOIN ladders a ON ((a.id = p.ladder_id)))
      JOIN frameworks d ON ((d.id = a.framework_id)))
      JOIN ladders b ON ((b.id = c.ladder_id)))
      JOIN frameworks e ON ((e.id = b.framework_id)))
      JOIN observations o ON ((o.contract_id = p.id)))
      CROSS JOIN LATERAL jsonb_array_elements(o.items) i(item))
   WHERE ((a.code = b.code) AND (NOT (a.owner_id IS DISTINCT FROM b.owner_id)) AND (d.code = e.code) AND (NOT (d.owner_id IS DISTINCT FROM e.owner_id)) AND (o.observed_on < app.starts_then(c.*, prior_observations.at)) AND (o.recorded_at <= prior_observations.at) AND (((i.item ->> 'outcome'::text) = 'unsafe'::text) OR (((i.item ->> 'outcome'::text) = 'performed'::text) AND (NOT (EXISTS ( SELECT
            FROM ladder_changes x
           WHERE ((x.contract_id = p.id) AND (x.sequence > o.sequence) AND (x.recorded_at <= prior_observations.at))))))) AND (NOT (EXISTS ( SELECT
            FROM observation_withdrawals w
           WHERE ((w.observation_id = o.id) AND (w.recorded_at <= prior_observations.at) AND ((w.competency IS NULL) OR ((w.competency = (i.item ->> 'competency'::text)) AND (w.level = (i.item ->> 'level'::text)) AND (NOT (EXISTS ( SELECT
                    FROM overturns v
                   WHERE ((v.revocation_id = w.revocation_id) AND (v.recorded_at <= prior_observations.at))))))))))));
END;

CREATE OR REPLACE FUNCTION app.prolonged_from(contract uuid)
 RETURNS date
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT min(a.effective_on) AS min FROM contract_amendments a WHERE ((a.contract_id = prolonged_from.contract) AND (a.extension IS NOT NULL) AND app.is_signed_in() AND (EXISTS (SELECT FROM contract_amendment_answers x WHERE ((x.amendment_id = a.id) AND x.completes)))));

CREATE OR REPLACE FUNCTION app.proofs_of_tutor(contract uuid, tutor uuid)
 RETURNS TABLE(kind text, title text, level smallint, framework_code text, obtained_on date, from_day date, until_day date, months smallint, is_placement boolean, hours smallint, idcc text, recorded_at timestamp with time zone, withdrawn_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT p.kind,
     p.title,
     p.level,
     p.framework_code,
     p.obtained_on,
     p.from_day,
     p.until_day,
     p.months,
     p.is_placement,
     p.hours,
     p.idcc,
     p.recorded_at,
     p.withdrawn_at
    FROM tutor_proofs p
   WHERE ((p.employer_id IN ( SELECT app.workplaces_of(proofs_of_tutor.contract, proofs_of_tutor.tutor) AS workplaces_of)) AND (p.person_id = ANY (app.records_of(proofs_of_tutor.tutor))) AND app.reads_proofs(proofs_of_tutor.contract, proofs_of_tutor.tutor))
   ORDER BY p.id;
END;

CREATE OR REPLACE FUNCTION app.propose_employer(proposal uuid, new_organisation uuid, centre uuid, details text[], at timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  employer uuid;
begin
  if app.person_id() is null or not centre = any (app.organisations_as('centre_admin')) then
    raise exception 'not yours to propose' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('siret ' || details[2], 0));
  select o.id into employer from organisations o
  where o.siret = details[2] and o.kind = 'employer' order by o.id limit 1;
  if not found then
    employer := new_organisation;
    insert into organisations
      (id, kind, name, siret, finess, structure_type, version, created_at, updated_at, is_proposed)
    values (employer, 'employer', details[1], details[2], details[3], details[4], 1, at, at, true);
    insert into organisation_names (organisation_id, recorded_at, version, name) values (employer, at, 1, details[1]);
  elsif app.has_joined(employer) then
    return null;
  end if;
  insert into employer_proposals (id, organisation_id, training_centre_id, proposed_by, proposed_at)
  values (proposal, employer, centre, app.person_id(), at)
  on conflict do nothing;
  return employer;
end $function$;

CREATE OR REPLACE FUNCTION app.prospect_side(contract uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (app.client_id() IS NULL) THEN (SELECT CASE WHEN (c.alternant_id = app.person_id()) THEN 'alternant'::text WHEN ((c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) AND (NOT (EXISTS (SELECT FROM contracts o WHERE ((o.alternant_id = c.alternant_id) AND (o.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'tutor'::text])))))))) THEN 'training_centre'::text ELSE NULL::text END AS "case" FROM contracts c WHERE (c.id = prospect_side.contract)) ELSE NULL::text END;

CREATE OR REPLACE FUNCTION app.prospect_stands(agreement uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND (EXISTS (SELECT FROM ((prospect_agreements a JOIN contracts c ON ((c.id = a.contract_id))) JOIN people p ON ((p.id = c.alternant_id))) WHERE ((a.id = prospect_stands.agreement) AND (a.withdrawn_at IS NULL) AND (a.until_day > app.today()) AND (app.record_of(a.agreed_by) = c.alternant_id) AND (p.erased_at IS NULL) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (((c.held_until + '6 mons'::interval))::date > app.today()) AND (EXISTS (SELECT FROM accounts s WHERE ((s.person_id = c.alternant_id) AND (s.disabled_at IS NULL)))) AND (NOT (EXISTS (SELECT FROM prospect_agreements n WHERE ((n.contract_id = a.contract_id) AND (ROW(n.agreed_at, n.id) > ROW(a.agreed_at, a.id)))))) AND (NOT (EXISTS (SELECT FROM contracts n WHERE ((n.alternant_id = c.alternant_id) AND (n.signed_on IS NOT NULL) AND (n.cancelled_on IS NULL) AND (n.held_until > c.held_until)))))))));

CREATE OR REPLACE FUNCTION app.prospects_for(employer uuid, agreement uuid)
 RETURNS TABLE(agreement_id uuid, contract_id uuid, prospect_id uuid, given_name text, family_name text, words text, framework_code text, framework_title text, level_code text, level_title text, is_complete boolean, ends_in text, centre text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH seeker AS (
          SELECT e.id,
             e.structure_type,
             app.department_of_finess(e.finess) AS department,
             app.companies_of(app.person_id(), e.id) AS companies
            FROM organisations e
           WHERE ((e.id = prospects_for.employer) AND (e.kind = 'employer'::text) AND (app.client_id() IS NULL) AND (e.id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))))
         )
  SELECT a.id,
     c.id,
     (encode(substr(sha256(convert_to(((a.id)::text || (s.id)::text), 'UTF8'::name)), 1, 16), 'hex'::text))::uuid AS encode,
     app.called(p.given_name, p.usual_given_name) AS called,
         CASE
             WHEN a.shows_family_name THEN app.called(p.family_name, p.usual_family_name)
             ELSE NULL::text
         END AS "case",
     a.words,
     f.code,
     f.title,
     (level.value ->> 'code'::text),
     (level.value ->> 'title'::text),
     COALESCE(g.complete, false) AS "coalesce",
     to_char(((c.held_until - 1))::timestamp with time zone, 'YYYY-MM'::text) AS to_char,
     o.name
    FROM ((((((((seeker s
      JOIN prospect_agreements a ON (((a.withdrawn_at IS NULL) AND (a.until_day > app.today()) AND (s.department = ANY (a.departments)) AND (s.structure_type = ANY (a.structure_types)) AND ((prospects_for.agreement IS NULL) OR (a.id = prospects_for.agreement)))))
      JOIN contracts c ON ((c.id = a.contract_id)))
      JOIN people p ON ((p.id = c.alternant_id)))
      JOIN organisations o ON ((o.id = c.training_centre_id)))
      JOIN ladders l ON ((l.id = c.ladder_id)))
      JOIN frameworks f ON ((f.id = l.framework_id)))
      LEFT JOIN progress g ON ((g.contract_id = c.id)))
      CROSS JOIN LATERAL ( SELECT x.value
            FROM jsonb_array_elements(l.levels) WITH ORDINALITY x(value, place)
           WHERE (((x.value ->> 'code'::text) = g.current_level) OR (g.current_level IS NULL))
           ORDER BY x.place
          LIMIT 1) level)
   WHERE (app.prospect_stands(a.id) AND (NOT (s.companies && a.hidden_from)) AND (a.shows_own_employer OR (NOT (EXISTS ( SELECT
            FROM contracts w
           WHERE ((w.alternant_id = c.alternant_id) AND (w.employer_id = ANY (s.companies)) AND ((w.id = c.id) OR ((w.cancelled_on IS NULL) AND (w.held_until > app.today())))))))) AND (a.shows_own_employer OR (NOT (EXISTS ( SELECT
            FROM (mandates m
              JOIN contracts w ON ((w.id = m.contract_id)))
           WHERE ((w.alternant_id = c.alternant_id) AND (m.person_id = ANY (app.records_of(app.person_id())))))))));
END;
revoke execute on function app.prospects_for(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.published_ladder(wanted uuid)
 RETURNS TABLE(id uuid, code text, title text, levels jsonb, missions jsonb, owner_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT l.id,
     l.code,
     l.title,
     l.levels,
     l.missions,
     l.owner_id
    FROM ladders l
   WHERE ((l.id = published_ladder.wanted) AND (l.published_at IS NOT NULL) AND (app.is_signed_in() OR pg_has_role(SESSION_USER, 'palier_maintenance'::name, 'member'::text)));
END;

CREATE OR REPLACE FUNCTION app.readiness()
 RETURNS TABLE(migrations text[], has_signing_key boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select
    array(select m.name::text from migrations m order by m.id),
    exists (select from signing_keys k where k.retired_at is null)
$function$;

CREATE OR REPLACE FUNCTION app.reads_comments(c contracts)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE(((c).alternant_id = app.person_id()), false) OR (((c).id = ANY (app.contracts_mandated())) AND ((NOT ((c).employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text])))) OR app.tutors_by_another_hand((c).id))) OR ((c).employer_id = ANY (app.organisations_as(VARIADIC ARRAY['auditor'::text]))) OR ((c).training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]))) OR COALESCE(((c).id = app.represented_contract()), false));

CREATE OR REPLACE FUNCTION app.reads_confidences(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (select from contracts c where c.id = wanted and app.reads_comments(c));
end $function$;

CREATE OR REPLACE FUNCTION app.reads_file_as(person uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN ((app.client_id() IS NOT NULL) OR (app.person_id() IS NULL)) THEN NULL::text WHEN ((person = app.person_id()) OR app.is_platform_admin()) THEN 'whole'::text WHEN (EXISTS (SELECT FROM (memberships m JOIN contracts c ON (((c.alternant_id = m.person_id) AND (c.training_centre_id = m.organisation_id)))) WHERE ((m.person_id = reads_file_as.person) AND (m.role = 'alternant'::text) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND (m.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text]))) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL)))) THEN 'centre'::text ELSE NULL::text END;

CREATE OR REPLACE FUNCTION app.reads_proofs(contract uuid, tutor uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM contracts c WHERE ((c.id = reads_proofs.contract) AND ((c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]))) OR (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]))) OR ((EXISTS (SELECT FROM mandates m WHERE ((m.contract_id = c.id) AND (m.person_id = reads_proofs.tutor)))) AND (reads_proofs.tutor = app.person_id()))))));

CREATE OR REPLACE FUNCTION app.reads_reviews(contract uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (
    select from contracts c
    where c.id = contract
      and app.reads_comments(c)
      and (
        c.alternant_id = app.person_id()
        or c.employer_id = any (app.organisations_as('auditor'))
        or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
        or app.has_mandate(c.id, app.today())
      )
  );
end $function$;

CREATE OR REPLACE FUNCTION app.record_of(wanted uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  kept uuid := wanted;
  next uuid;
begin
  loop
    select g.kept_id into next from person_merges g where g.duplicate_id = kept and g.undone_at is null;
    exit when not found;
    kept := next;
  end loop;
  return kept;
end $function$;
revoke execute on function app.record_of(uuid) from public;

CREATE OR REPLACE FUNCTION app.records_of(person uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ARRAY(WITH RECURSIVE same(id) AS (SELECT records_of.person AS person UNION SELECT g.duplicate_id FROM (person_merges g JOIN same s_1 ON ((s_1.id = g.kept_id))) WHERE (g.undone_at IS NULL)) SELECT s.id FROM same s);
revoke execute on function app.records_of(uuid) from public;

CREATE OR REPLACE FUNCTION app.records_of_file(person uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE app.reads_file_as(person) WHEN 'whole'::text THEN app.records_of(person) WHEN 'centre'::text THEN ARRAY[person] ELSE '{}'::uuid[] END;

CREATE OR REPLACE FUNCTION app.records_shown(person uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN app.records_of(person) ELSE NULL::uuid[] END;

CREATE OR REPLACE FUNCTION app.refuse_change_of_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.published_at is not null then
    raise exception 'published' using errcode = 'PA409';
  end if;
  return coalesce(new, old);
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_erased()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (
    select from people p where p.id = (to_jsonb(new) ->> tg_argv[0])::uuid and p.erased_at is not null
  ) then
    raise exception 'person_erased' using errcode = 'PA410';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_late_paper()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_late_proof()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (
    select from attestations a
    where a.id = new.attestation_id
      and a.contract_id = new.contract_id
      and a.sequence = new.sequence
      and a.recorded_at = new.recorded_at
      and a.recorded_by is not distinct from new.recorded_by
      and a.recorded_by_client is not distinct from new.recorded_by_client
  ) then
    raise exception using errcode = 'check_violation', constraint = 'attestation_proofs_with_its_attestation',
      message = 'a proof belongs to the attestation that it was recorded with';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_longer_absence()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select from mandate_absences a
    where a.id = new.absence_id
      and a.contract_id = new.contract_id
      and a.from_day <= new.until_day
      and (a.until_day is null or new.until_day < a.until_day)
  ) then
    raise exception 'an absence is shortened, never prolonged'
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_longer_assignment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (
    select from assignments a
    where a.id = new.assignment_id
      and a.contract_id = new.contract_id
      and a.from_day <= new.until_day
      and (a.until_day is null or new.until_day < a.until_day)
  ) then
    raise exception 'an assignment is shortened, never prolonged'
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_merged()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  person uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  perform from people p where p.id = person for key share;
  if exists (select from person_merges g where g.duplicate_id = person and g.undone_at is null) then
    raise exception 'this record was merged' using errcode = '40001';
  end if;
  return new;
end $function$;
revoke execute on function app.refuse_merged() from public;

CREATE OR REPLACE FUNCTION app.refuse_other_alternant()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (
    select from person_merges g
    where g.xmin = pg_current_xact_id()::xid
      and (
        g.duplicate_id = old.alternant_id and g.kept_id = new.alternant_id and g.undone_at is null
        or g.kept_id = old.alternant_id and g.duplicate_id = new.alternant_id and g.undone_at is not null
      )
  ) then
    return new;
  end if;
  raise exception 'a signed contract keeps its alternant'
    using errcode = '23514', constraint = tg_name, table = tg_table_name;
end $function$;
revoke execute on function app.refuse_other_alternant() from public;

CREATE OR REPLACE FUNCTION app.refuse_own_alternant_with_login()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if app.signs_in_beside_a_centre(new.person_id, new.organisation_id) then
    raise exception 'an employer makes nobody its alternant who signs in already' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_own_cosignature()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (
    select from level_decisions d
    where d.id = new.cosigns and d.contract_id = new.contract_id and app.kept_person(d.decided_by) <> new.decided_by
  ) then
    raise exception 'a decision is cosigned by somebody else, on the same contract'
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_own_ruling()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  ruled jsonb := to_jsonb(new);
  about jsonb := ruled;
  author uuid;
begin
  if tg_table_name = 'dispute_endings' then
    select to_jsonb(d) into about from disputes d where d.id = new.dispute_id;
  end if;
  author := app.kept_person(coalesce(
    (select o.observer_id from observations o where o.id = (about ->> 'observation_id')::uuid),
    (select s.signer_id from sign_offs s where s.id = (about ->> 'sign_off_id')::uuid),
    (select r.revoked_by from revocations r where r.id = (about ->> 'revocation_id')::uuid),
    (select l.decided_by from level_decisions l where l.id = (about ->> 'level_decision_id')::uuid)
  ));
  if author = (ruled ->> tg_argv[0])::uuid then
    raise exception '% is by who recorded what it is about', tg_table_name
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_own_subject()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  author uuid;
begin
  if tg_argv[0] = 'signer_id' then
    author := new.signer_id;
  elsif tg_argv[0] = 'observer_id' then
    author := new.observer_id;
  else
    author := (to_jsonb(new) ->> tg_argv[0])::uuid;
  end if;
  if exists (select from contracts c where c.id = new.contract_id and c.alternant_id = author) then
    raise exception '% is by the alternant of its contract', tg_table_name
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_prolonged_mandate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.until_day is null or new.until_day > old.until_day then
    raise exception 'a mandate is shortened, never prolonged' using errcode = '42501';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_role_given_by_program()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if app.client_id() is null then
    return new;
  end if;
  -- What is left of the days before, at either end, is nothing given.
  if tg_op = 'UPDATE' and daterange(old.from_day, old.until_day) @> daterange(new.from_day, new.until_day) then
    return new;
  end if;
  if new.role in ('alternant', 'tutor', 'referent')
    and (
      new.organisation_id::text = app.setting('app.organisation_id')
      or new.person_id <> all (app.people_behind_caller())
    )
  then
    return new;
  end if;
  raise exception 'a person gives this role' using errcode = '42501';
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_signature_of_strangers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not app.keeps_alternant(new.alternant_id, new.employer_id, new.training_centre_id) then
    raise exception 'alternant_kept_elsewhere' using errcode = 'PA409';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.remember_contract(wanted uuid, alternant uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('app.held_days', '', true),
          set_config('app.contract_scope', coalesce(wanted::text, ''), true),
          set_config('app.contract_scope_of_another',
            case when alternant is distinct from app.person_id() then coalesce(wanted::text, '') else '' end, true);
end $function$;

CREATE OR REPLACE FUNCTION app.rename_contracts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update contracts c
  set sort_name = app.sort_name(
    app.called(new.family_name, new.usual_family_name), app.called(new.given_name, new.usual_given_name))
  where c.alternant_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.renew_contracts_of(person uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE contracts c SET version = (c.version + 1), updated_at = GREATEST(c.updated_at, renew_contracts_of.at)
   WHERE ((c.alternant_id = renew_contracts_of.person) AND ((c.alternant_id = app.person_id()) OR app.is_platform_admin() OR app.was_member(c.alternant_id) OR app.corrects_identity(c.alternant_id)));
END;

CREATE OR REPLACE FUNCTION app.renew_guest_code(wanted uuid, code bytea, expires timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.renew_guest_token(wanted uuid, token bytea)
 RETURNS TABLE(purpose text, address text, organisation text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.renew_invitation_token(wanted uuid, token bytea)
 RETURNS TABLE(email text, organisation text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not app.is_notifier() then
    return;
  end if;
  perform from invitations i where i.id = wanted for update;
  return query
    update invitations i
    set token_hash = token
    where i.id = wanted and (select j.state from app.judge_invitation(wanted) j) = 'pending'
    returning i.email, (select o.name from organisations o where o.id = i.organisation_id);
end $function$;

CREATE OR REPLACE FUNCTION app.renew_link_token(wanted uuid, token bytea)
 RETURNS TABLE(purpose text, address text, next_email text, is_taken boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  taken boolean;
begin
  if not app.is_notifier() then
    return;
  end if;
  perform from account_links l where l.id = wanted for update;
  select exists (select from accounts a where a.email = l.email and a.id <> l.account_id) into taken
  from account_links l where l.id = wanted;
  return query
    update account_links l
    set token_hash = case when not taken then token end
    from accounts a
    where l.id = wanted
      and a.id = l.account_id
      and l.issued_by is null
      and (select j.state from app.judge_link(wanted) j) = 'pending'
    returning l.purpose, coalesce(l.email, a.email),
      case l.purpose when 'undo_email' then a.email when 'confirm_email' then l.email end, taken;
end $function$;

CREATE OR REPLACE FUNCTION app.renew_person(person uuid, known integer, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not app.was_member(renew_person.person) then
    return false;
  end if;
  update people p set version = p.version + 1, updated_at = renew_person.at
  where p.id = renew_person.person and p.version = renew_person.known;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION app.represented_contract()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN CASE WHEN (app.guest_link_id() IS NOT NULL) THEN (app.setting('app.represented_contract'::text))::uuid ELSE NULL::uuid END;

CREATE OR REPLACE FUNCTION app.requests_untouched(by_then timestamp with time zone, on_day date)
 RETURNS TABLE(id uuid, contract_id uuid, life jsonb, items jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT COALESCE(claim.id, r.id) AS id,
     r.contract_id,
     jsonb_build_object('startsOn', c.starts_on, 'until', c.until_day, 'signedOn', c.signed_on, 'endedOn',
         CASE
             WHEN (c.ended_as IS NOT NULL) THEN c.held_until
             ELSE NULL::date
         END, 'endedAs', c.ended_as, 'cancelledOn', c.cancelled_on, 'suspensions', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]'::jsonb) AS "coalesce"
            FROM unnest(c.suspensions) s(r))) AS life,
     ( SELECT jsonb_agg(jsonb_build_object('signOffId', ( SELECT s.id
                    FROM sign_offs s
                   WHERE ((s.contract_id = r.contract_id) AND (s.sequence > r.sequence) AND (s.competency = (i.item ->> 'competency'::text)) AND (s.level = (i.item ->> 'level'::text)))
                  LIMIT 1))) AS jsonb_agg
            FROM jsonb_array_elements(r.items) i(item)) AS items
    FROM ((sign_off_requests r
      JOIN contracts c ON ((c.id = r.contract_id)))
      LEFT JOIN LATERAL ( SELECT k.id,
             k.recorded_at
            FROM sign_off_request_claims k
           WHERE (k.request_id = r.id)
           ORDER BY k.attempt DESC
          LIMIT 1) claim ON (true))
   WHERE ((COALESCE(claim.recorded_at, r.recorded_at) <= requests_untouched.by_then) AND (c.held_until > requests_untouched.on_day) AND (NOT (EXISTS ( SELECT
            FROM sign_off_request_ends e
           WHERE (e.request_id = r.id)))) AND app.is_notifier());
END;

CREATE OR REPLACE FUNCTION app.resend_guest_link(wanted uuid, token bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.resend_invitation(wanted uuid, known_sends integer, token bytea, expires timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  perform from invitations i where i.id = wanted for update;
  update invitations i
    set sends = i.sends + 1,
        last_sent_at = at,
        expires_at = expires,
        token_hash = coalesce(token, i.token_hash),
        invited_by = case when token is null then i.invited_by else app.person_id() end,
        mail_state = case when token is null then 'waiting' end,
        mail_at = case when token is null then at end,
        mail_reason = null
    where i.id = wanted
      and i.sends = known_sends
      and app.person_id() is not null
      and app.may_give_role(i.role, i.organisation_id)
      and (select j.state from app.judge_invitation(wanted) j) = 'pending';
  return found;
end $function$;

CREATE OR REPLACE FUNCTION app.reset_password(token bytea, next_hash text, account_tally text, OUT state text, OUT reason text, OUT person_id uuid)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held account_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody resets for somebody else' using errcode = '42501';
  end if;
  held := app.hold_link(token, 'reset');
  select j.state, j.reason into state, reason from app.judge_link(held.id) j;
  if state is distinct from 'pending' then
    return;
  end if;
  update account_links l set used_at = at where l.id = held.id;
  update accounts a
  set password_hash = next_hash, password_changed_at = at, password_reset_by = held.issued_by
  where a.id = held.account_id
  returning a.person_id into person_id;
  perform app.void_links_of(held.account_id);
  perform app.end_sessions_of(held.account_id, null);
  update sign_in_failures f set failures = 0 where f.key = account_tally;
end $function$;

CREATE OR REPLACE FUNCTION app.reset_position(issuer uuid, person uuid, OUT is_platform_admin boolean, OUT is_member boolean, OUT has_other_roles boolean, OUT stands_elsewhere boolean, OUT learns_elsewhere boolean)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM memberships m
           WHERE ((m.person_id = reset_position.issuer) AND (m.role = 'platform_admin'::text) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today()))))) AS "exists",
     (EXISTS ( SELECT
            FROM memberships m
           WHERE ((m.person_id = reset_position.person) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND app.answers_for_role(reset_position.issuer, m.role, m.organisation_id)))) AS "exists",
     (EXISTS ( SELECT
            FROM memberships m
           WHERE ((m.person_id = reset_position.person) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND (NOT app.answers_for_role(reset_position.issuer, m.role, m.organisation_id)) AND (NOT ((m.role = 'alternant'::text) AND (EXISTS ( SELECT
                    FROM contracts c
                   WHERE ((c.alternant_id = reset_position.person) AND (c.employer_id = m.organisation_id) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND app.answers_for_role(reset_position.issuer, 'alternant'::text, c.training_centre_id))))))))) AS "exists",
     (EXISTS ( SELECT
            FROM (mandates d
              JOIN contracts c ON ((c.id = d.contract_id)))
           WHERE ((d.person_id = reset_position.person) AND ((d.until_day IS NULL) OR ((d.until_day + 30) > app.today())) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (NOT app.answers_for_role(reset_position.issuer, 'tutor'::text, c.employer_id)) AND (NOT app.answers_for_role(reset_position.issuer, 'referent'::text, c.training_centre_id))))) AS "exists",
     (EXISTS ( SELECT
            FROM contracts c
           WHERE ((c.alternant_id = reset_position.person) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (NOT app.answers_for_role(reset_position.issuer, 'alternant'::text, c.training_centre_id))))) AS "exists";
END;
revoke execute on function app.reset_position(uuid,uuid) from public;

CREATE OR REPLACE FUNCTION app.retention()
 RETURNS TABLE(kind text, days integer, is_over text)
 LANGUAGE sql
 IMMUTABLE
AS $function$
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
$function$;
revoke execute on function app.retention() from public;

CREATE OR REPLACE FUNCTION app.return_on_contract(merge uuid, wanted uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  g person_merges := app.merging(merge);
begin
  update contracts c
  set alternant_id = case when exists (
        select from person_merge_moves v where v.merge_id = g.id and v.row_id = c.id
      ) then g.duplicate_id else c.alternant_id end,
      version = c.version + 1, updated_at = at
  where c.id = wanted;
  update mandates d set person_id = g.duplicate_id
  from person_merge_moves v
  where v.merge_id = g.id and v.contract_id = wanted and d.id = v.row_id;
  update person_merge_moves v set returned_at = at where v.merge_id = g.id and v.contract_id = wanted;
end $function$;

CREATE OR REPLACE FUNCTION app.return_record(merge uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  g person_merges := app.merging(merge);
  done jsonb;
begin
  for done in
    select d.done from jsonb_array_elements(g.moved) with ordinality d (done, place) order by d.place desc
  loop
    case done ->> 'kind'
      when 'membership' then
        update memberships m set person_id = g.duplicate_id where m.id = (done ->> 'id')::uuid;
      when 'joined' then
        update memberships m
        set from_day = (done -> 'with' ->> 'from_day')::date, until_day = (done -> 'with' ->> 'until_day')::date
        where m.id = (done -> 'with' ->> 'id')::uuid;
        insert into memberships select * from jsonb_populate_record(null::memberships, done -> 'row');
      when 'account' then
        update accounts a set person_id = g.duplicate_id where a.id = (done ->> 'id')::uuid;
        update sent_facts f set person_id = g.duplicate_id where f.person_id = g.kept_id;
      when 'email' then
        if (done ->> 'given')::boolean then
          update people p set email = null where p.id = g.kept_id and p.email = done ->> 'email';
        end if;
        update people p set email = done ->> 'email' where p.id = g.duplicate_id;
    end case;
  end loop;
  update people p set version = p.version + 1, updated_at = at where p.id in (g.kept_id, g.duplicate_id);
end $function$;

CREATE OR REPLACE FUNCTION app.review_circumstances(contracts uuid[], on_day date, ahead integer)
 RETURNS TABLE(contract_id uuid, kind text, life jsonb, rules jsonb, reviews jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 WITH rights AS MATERIALIZED (
          SELECT app.is_notifier() AS is_notifier,
             app.person_id() AS person_id,
             app.contracts_mandated() AS mandated,
             app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]) AS employers,
             app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]) AS centres
         ), running AS MATERIALIZED (
          SELECT c_1.id,
             c_1.kind,
             c_1.alternant_id,
             c_1.employer_id,
             c_1.training_centre_id,
             c_1.ladder_id,
             c_1.starts_on,
             c_1.until_day,
             c_1.owner_id,
             c_1.external_id,
             c_1.continuation_of,
             c_1.legal_representative,
             c_1.signed_on,
             c_1.held_until,
             c_1.ended_as,
             c_1.cancelled_on,
             c_1.suspensions,
             c_1.version,
             c_1.created_at,
             c_1.updated_at,
             c_1.last_sequence,
             c_1.last_recorded_at,
             c_1.changed_at,
             c_1.frees_external_id,
             c_1.suspension_periods,
             c_1.sort_name,
             c_1.transfer_id
            FROM ((rights r
              CROSS JOIN unnest(review_circumstances.contracts) w(id))
              CROSS JOIN LATERAL ( SELECT one.id,
                     one.kind,
                     one.alternant_id,
                     one.employer_id,
                     one.training_centre_id,
                     one.ladder_id,
                     one.starts_on,
                     one.until_day,
                     one.owner_id,
                     one.external_id,
                     one.continuation_of,
                     one.legal_representative,
                     one.signed_on,
                     one.held_until,
                     one.ended_as,
                     one.cancelled_on,
                     one.suspensions,
                     one.version,
                     one.created_at,
                     one.updated_at,
                     one.last_sequence,
                     one.last_recorded_at,
                     one.changed_at,
                     one.frees_external_id,
                     one.suspension_periods,
                     one.sort_name,
                     one.transfer_id
                    FROM contracts one
                   WHERE (one.id = w.id)
                  OFFSET 0) c_1)
           WHERE ((c_1.signed_on IS NOT NULL) AND (c_1.cancelled_on IS NULL) AND (c_1.held_until > review_circumstances.on_day) AND (r.is_notifier OR (c_1.alternant_id = r.person_id) OR (c_1.id = ANY (r.mandated)) OR (c_1.employer_id = ANY (r.employers)) OR (c_1.training_centre_id = ANY (r.centres))))
         ), ruled AS MATERIALIZED (
          SELECT d.training_centre_id,
             k.kind,
             u.id,
             u.first_months,
             u.every_months
            FROM ((( SELECT DISTINCT r.training_centre_id
                    FROM running r) d
              CROSS JOIN ( VALUES ('review'::text), ('visit'::text)) k(kind))
              LEFT JOIN LATERAL ( SELECT x.id,
                     x.first_months,
                     x.every_months
                    FROM review_rules x
                   WHERE ((x.training_centre_id = d.training_centre_id) AND (x.kind = k.kind) AND (x.from_day <= review_circumstances.on_day))
                   ORDER BY x.from_day DESC, x.id DESC
                  LIMIT 1) u ON (true))
         )
  SELECT c.id,
     c.kind,
     jsonb_build_object('startsOn', c.starts_on, 'until', c.until_day, 'signedOn', c.signed_on, 'endedOn',
         CASE
             WHEN (c.ended_as IS NOT NULL) THEN c.held_until
             ELSE NULL::date
         END, 'endedAs', c.ended_as, 'cancelledOn', c.cancelled_on, 'suspensions', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]'::jsonb) AS "coalesce"
            FROM unnest(c.suspensions) s(r))) AS jsonb_build_object,
     ( SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', u.kind, 'firstMonths', u.first_months, 'everyMonths', u.every_months) ORDER BY u.kind), '[]'::jsonb) AS "coalesce"
            FROM ruled u
           WHERE ((u.training_centre_id = c.training_centre_id) AND (u.id IS NOT NULL))) AS "coalesce",
     ( SELECT COALESCE(jsonb_agg(jsonb_build_object('id', v.id, 'kind', v.kind, 'on', v.on_day, 'mode', v.mode, 'place', NULL::unknown, 'steps', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', s.kind, 'on', s.on_day, 'mode', s.mode) ORDER BY s.sequence), '[]'::jsonb) AS "coalesce"
                    FROM review_steps s
                   WHERE (s.review_id = v.id))) ORDER BY v.sequence), '[]'::jsonb) AS "coalesce"
            FROM reviews v
           WHERE (v.contract_id = c.id)) AS "coalesce"
    FROM running c
   WHERE ((review_circumstances.ahead IS NULL) OR (EXISTS ( SELECT
            FROM (ruled u
              CROSS JOIN LATERAL ( SELECT max(s.on_day) AS held_on
                    FROM (reviews v
                      JOIN review_steps s ON (((s.review_id = v.id) AND (s.kind = 'held'::text))))
                   WHERE ((v.contract_id = c.id) AND (v.kind = u.kind) AND (NOT (EXISTS ( SELECT
                            FROM review_steps x
                           WHERE ((x.review_id = v.id) AND (x.kind = 'cancelled'::text))
                          OFFSET 0))))) h)
           WHERE ((u.training_centre_id = c.training_centre_id) AND (
                 CASE
                     WHEN (h.held_on IS NOT NULL) THEN (h.held_on + make_interval(months => u.every_months))
                     ELSE (c.starts_on + make_interval(months => u.first_months))
                 END <= (review_circumstances.on_day + review_circumstances.ahead)))
          OFFSET 0)));
END;

CREATE OR REPLACE FUNCTION app.review_rules_before(contract uuid, on_day date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', k.kind, 'firstMonths', u.first_months, 'everyMonths', u.every_months) ORDER BY k.kind), '[]'::jsonb) AS "coalesce"
    FROM ((contracts c
      CROSS JOIN ( VALUES ('review'::text), ('visit'::text)) k(kind))
      CROSS JOIN LATERAL ( SELECT x.first_months,
             x.every_months
            FROM review_rules x
           WHERE ((x.training_centre_id = c.training_centre_id) AND (x.kind = k.kind) AND (x.from_day <= review_rules_before.on_day) AND (app.paris_day(x.recorded_at) < review_rules_before.on_day))
           ORDER BY x.from_day DESC, x.id DESC
          LIMIT 1) u)
   WHERE ((c.id = review_rules_before.contract) AND ((c.alternant_id = app.person_id()) OR (c.id = ANY (app.contracts_mandated())) OR (c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]))) OR (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text])))));
END;

CREATE OR REPLACE FUNCTION app.rotate_refresh_token(hash bytea, id uuid, next_hash bytea, next_expires_at timestamp with time zone)
 RETURNS TABLE(person_id uuid, roles text[], session uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
  present refresh_tokens;
begin
  if not app.is_signing_in() then
    return;
  end if;
  update refresh_tokens t
  set used_at = app.setting('app.now')::timestamptz
  where t.token_hash = hash
    and t.used_at is null
    and t.revoked_at is null
    and t.expires_at > app.setting('app.now')::timestamptz
    and exists (select from accounts a where a.id = t.account_id and a.disabled_at is null)
  returning t.* into present;
  if not found then
    return;
  end if;
  insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
  values (id, present.account_id, present.family_id, next_hash, app.setting('app.now')::timestamptz, next_expires_at);
  update sessions s
  set last_used_at = app.setting('app.now')::timestamptz, expires_at = next_expires_at
  where s.id = present.family_id;
  return query
    select a.person_id, app.token_roles(a.person_id), present.family_id
    from accounts a where a.id = present.account_id;
end $function$;

CREATE OR REPLACE FUNCTION app.says_the_same(person uuid, given_name text, family_name text, birth_date date, email text, phone text, usual_given_name text DEFAULT NULL::text, usual_family_name text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.left_lately(person) AND (EXISTS (SELECT FROM people p WHERE ((p.id = says_the_same.person) AND (NOT (p.given_name IS DISTINCT FROM says_the_same.given_name)) AND (NOT (p.family_name IS DISTINCT FROM says_the_same.family_name)) AND (NOT (p.birth_date IS DISTINCT FROM says_the_same.birth_date)) AND (NOT (p.email IS DISTINCT FROM says_the_same.email)) AND (NOT (p.phone IS DISTINCT FROM says_the_same.phone)) AND (NOT (p.usual_given_name IS DISTINCT FROM COALESCE(says_the_same.usual_given_name, p.usual_given_name))) AND (NOT (p.usual_family_name IS DISTINCT FROM COALESCE(says_the_same.usual_family_name, p.usual_family_name)))))));

CREATE OR REPLACE FUNCTION app.search_patterns(words text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
RETURN ARRAY(SELECT (('%'::text || f.word) || '%'::text) FROM (unnest(search_patterns.words) w(word) CROSS JOIN LATERAL (SELECT app.fold(w.word) AS fold) f(word)) WHERE (f.word <> ''::text) ORDER BY (length(f.word)) DESC);

CREATE OR REPLACE FUNCTION app.secret_stands(secret uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND (EXISTS (SELECT FROM (api_client_secrets s JOIN api_clients a ON ((a.id = s.client_id))) WHERE ((s.id = secret_stands.secret) AND app.may_represent(s.created_by, a.organisation_id, app.today())))));

CREATE OR REPLACE FUNCTION app.sees_contract(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (select from contracts c where c.id = wanted);
end $function$;

CREATE OR REPLACE FUNCTION app.sees_contract_of_another(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (select from contracts c where c.id = wanted and c.alternant_id is distinct from app.person_id());
end $function$;

CREATE OR REPLACE FUNCTION app.set_account_disabled(person uuid, disabled boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform from accounts a where a.person_id in (person, app.person_id()) order by a.id for no key update;
  if exists (select from accounts a where a.id = app.account_id() and a.disabled_at is not null) then
    raise exception 'account_closed' using errcode = 'PA401';
  end if;
  if not app.administers_account_of(person) then
    raise exception 'not yours to disable' using errcode = '42501';
  end if;
  if not disabled and not app.is_platform_admin() and exists (
    select from accounts a
    where a.person_id = person and a.disabled_at is not null and (a.disabled_by_platform or a.disabled_by is null)
  ) then
    raise exception 'disabled_by_platform' using errcode = 'PA403';
  end if;
  update accounts a
  set disabled_at = case when disabled then app.setting('app.now')::timestamptz end,
      disabled_by = case when disabled then app.person_id() end
  where a.person_id = person and disabled = (a.disabled_at is null);
  update accounts a
  set disabled_by_platform = disabled
  where a.person_id = person and app.is_platform_admin();
  if disabled then
    perform app.end_sessions_of((select a.id from accounts a where a.person_id = person), null);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION app.set_actor(kind text, caller uuid, subject uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
    perform set_config(
      'app.client_organisations', (subject || app.organisations_granted(caller, subject, app.today()))::text, true
    );
  elsif kind = 'guest' then
    perform app.set_guest(caller, subject, at);
  elsif is_person and not exists (
    select from accounts a where a.id = caller and a.person_id = subject and a.disabled_at is null
  ) then
    raise exception 'account_closed' using errcode = 'PA401';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION app.set_contract_scope(wanted uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  alternant uuid;
begin
  perform app.remember_contract(null, null);
  select c.alternant_id into alternant from contracts c where c.id = wanted;
  if found then
    perform app.remember_contract(wanted, alternant);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION app.set_guest(link uuid, person uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;
revoke execute on function app.set_guest(uuid,uuid,timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION app.setting(name text)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN NULLIF(current_setting(name, true), ''::text);

CREATE OR REPLACE FUNCTION app.show_prospects(employer uuid, wanted jsonb, after text, page integer)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.signing_keys_in_force(at timestamp with time zone)
 RETURNS TABLE(kid text, sealed_key bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT k.kid,
     k.sealed_key
    FROM signing_keys k
   WHERE ((k.retired_at IS NULL) AND app.is_signing_in() AND (NOT (EXISTS ( SELECT
            FROM signing_keys newer
           WHERE ((newer.retired_at IS NULL) AND (newer.created_at > k.created_at) AND ((newer.created_at + '01:05:00'::interval) <= signing_keys_in_force.at))))))
   ORDER BY k.created_at, k.kid;
END;

CREATE OR REPLACE FUNCTION app.signs_alone(contract uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT (((f.content -> 'alternant'::text) ->> 'emancipated'::text))::boolean AS bool FROM contract_forms f WHERE ((f.contract_id = signs_alone.contract) AND app.is_signed_in()) ORDER BY f.sequence DESC LIMIT 1), false);

CREATE OR REPLACE FUNCTION app.signs_in(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM accounts a WHERE (a.person_id = app.record_of(signs_in.person))));
revoke execute on function app.signs_in(uuid) from public;

CREATE OR REPLACE FUNCTION app.signs_in_beside_a_centre(person uuid, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND (NOT app.is_platform_admin()) AND (EXISTS (SELECT FROM organisations o WHERE ((o.id = signs_in_beside_a_centre.organisation) AND (o.kind = 'employer'::text)))) AND (EXISTS (SELECT FROM accounts a WHERE ((a.person_id = signs_in_beside_a_centre.person) AND (a.password_hash IS NOT NULL)))) AND (NOT (EXISTS (SELECT FROM (memberships m JOIN organisations o ON ((o.id = m.organisation_id))) WHERE ((m.person_id = signs_in_beside_a_centre.person) AND (m.role = 'alternant'::text) AND (o.kind = 'training_centre'::text))))));

CREATE OR REPLACE FUNCTION app.sort_name(family_name text, given_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN (("left"(app.fold(family_name), 40) || ' '::text) || "left"(app.fold(given_name), 20));

CREATE OR REPLACE FUNCTION app.speaks_in_review(review uuid, contract uuid, part text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (
    select from reviews r
    join contracts c on c.id = r.contract_id
    where r.id = review
      and r.contract_id = contract
      and app.client_id() is null
      and app.guest_link_id() is null
      and case
        when part = 'alternant' then c.alternant_id = app.person_id()
        else c.alternant_id <> app.person_id() and exists (
          select from mandates m
          where m.contract_id = c.id
            and m.person_id = app.person_id()
            and m.role = any (
              case part
                when 'referent' then array['referent']
                when 'tutor' then array['main_tutor', 'co_tutor', 'substitute']
              end
            )
            and m.placement_id is null
            and m.from_day <= app.today() and (m.until_day is null or m.until_day > app.today())
            and app.member_days(m.person_id, m.contract_id, m.role) @> app.today()
        )
      end
      and not exists (
        select from review_sections s
        where s.review_id = r.id and s.written_by = app.person_id() and s.part <> speaks_in_review.part
      )
  );
end $function$;

CREATE OR REPLACE FUNCTION app.stands_elsewhere(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signed_in() AND ((EXISTS (SELECT FROM memberships m WHERE ((m.person_id = stands_elsewhere.person) AND ((m.until_day IS NULL) OR (m.until_day > app.today())) AND (NOT app.may_give_role(m.role, m.organisation_id)) AND (NOT ((m.role = 'alternant'::text) AND (EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = stands_elsewhere.person) AND (c.employer_id = m.organisation_id) AND (c.training_centre_id = ANY ((SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL))))))))) OR (EXISTS (SELECT FROM contracts c WHERE ((c.id IN (SELECT a.id FROM contracts a WHERE ((a.alternant_id = stands_elsewhere.person) AND (a.held_until > app.today())) UNION ALL SELECT d.contract_id FROM mandates d WHERE ((d.person_id = stands_elsewhere.person) AND ((d.until_day IS NULL) OR (d.until_day > app.today()))))) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (NOT (c.employer_id = ANY ((SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))) AND (NOT (c.training_centre_id = ANY ((SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))))));

CREATE OR REPLACE FUNCTION app.stands_elsewhere_without_password(person uuid, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ((app.person_id() IS NOT NULL) AND app.first_password_is_not_of(organisation, person));

CREATE OR REPLACE FUNCTION app.starts_then(c contracts, at timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT COALESCE(( SELECT ((s.terms ->> 'startsOn'::text))::date AS date
            FROM contract_steps s
           WHERE ((s.contract_id = (starts_then.c).id) AND (s.terms IS NOT NULL) AND (s.recorded_at <= starts_then.at))
           ORDER BY s.sequence DESC
          LIMIT 1), (c).starts_on) AS "coalesce";
END;

CREATE OR REPLACE FUNCTION app.status_list_exists(list integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (app.is_signing_in() AND ((list = 1) OR (EXISTS (SELECT FROM level_credentials k WHERE (k.status_list = status_list_exists.list)))));

CREATE OR REPLACE FUNCTION app.status_of_credentials(list integer)
 RETURNS TABLE(place integer, is_revoked boolean, is_suspended boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT s.status_index,
     s.is_revoked,
     s.is_suspended
    FROM ( SELECT k.status_index,
             (k.revoked_at IS NOT NULL) AS is_revoked,
             COALESCE(( SELECT ((l.level ->> 'status'::text) <> 'achieved'::text)
                    FROM (progress p
                      CROSS JOIN LATERAL jsonb_array_elements(p.levels) l(level))
                   WHERE ((p.contract_id = k.contract_id) AND ((l.level ->> 'code'::text) = k.level))), ( SELECT (e.type <> 'level.achieved'::text)
                    FROM events e
                   WHERE ((e.contract_id = k.contract_id) AND (e.type = ANY (ARRAY['level.achieved'::text, 'level.reopened'::text, 'level.locked'::text])) AND ((e.data ->> 'level'::text) = k.level))
                   ORDER BY e.sequence DESC
                  LIMIT 1), false) AS is_suspended
            FROM level_credentials k
           WHERE ((k.status_list = status_of_credentials.list) AND app.is_signing_in())) s
   WHERE (s.is_revoked OR s.is_suspended);
END;

CREATE OR REPLACE FUNCTION app.still_sees(collection text, wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.still_writing(writers text[])
 RETURNS boolean
 LANGUAGE sql
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM pg_locks l
           WHERE ((l.locktype = 'virtualxid'::text) AND l.granted AND (l.mode = 'ExclusiveLock'::text) AND (l.virtualtransaction = ANY (still_writing.writers))))) AS "exists";
END;

CREATE OR REPLACE FUNCTION app.stood_then(at timestamp with time zone)
 RETURNS TABLE(row_id uuid, person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT ON (t.row_id) t.row_id,
     t.person_id
    FROM ( SELECT v.row_id,
             v.moved_at AS until,
             g.duplicate_id AS person_id
            FROM (person_merge_moves v
              JOIN person_merges g ON ((g.id = v.merge_id)))
           WHERE (v.moved_at > stood_then.at)
         UNION ALL
          SELECT v.row_id,
             v.returned_at,
             g.kept_id
            FROM (person_merge_moves v
              JOIN person_merges g ON ((g.id = v.merge_id)))
           WHERE (v.returned_at > stood_then.at)) t
   WHERE app.is_signed_in()
   ORDER BY t.row_id, t.until;
END;

CREATE OR REPLACE FUNCTION app.stored_answer(caller uuid, wanted text, at timestamp with time zone)
 RETURNS TABLE(request_hash bytea, status integer, headers jsonb, sealed_body bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT k.request_hash,
     k.status,
     k.headers,
     k.sealed_body
    FROM idempotency_keys k
   WHERE ((k.caller_id = stored_answer.caller) AND (k.key = stored_answer.wanted) AND (k.expires_at > stored_answer.at) AND (k.status IS NOT NULL) AND ((EXISTS ( SELECT
            FROM accounts a
           WHERE ((a.id = stored_answer.caller) AND (a.disabled_at IS NULL)))) OR (EXISTS ( SELECT
            FROM api_clients a
           WHERE ((a.id = stored_answer.caller) AND (a.revoked_at IS NULL))))));
END;

CREATE OR REPLACE FUNCTION app.structure_type_as_of(wanted uuid, at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN app.is_signed_in() THEN (SELECT k.structure_type FROM organisation_structure_types k WHERE ((k.organisation_id = structure_type_as_of.wanted) AND (k.recorded_at <= structure_type_as_of.at)) ORDER BY k.version DESC LIMIT 1) ELSE NULL::text END;

CREATE OR REPLACE FUNCTION app.supersede_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(
    format('invitation %s %s %s', lower(new.email), new.organisation_id, new.role), 0));
  update invitations i
    set superseded_by = new.id
    where lower(i.email) = lower(new.email)
      and i.organisation_id is not distinct from new.organisation_id
      and i.role = new.role
      and i.accepted_at is null
      and i.withdrawn_at is null
      and i.superseded_by is null
      and i.voided_at is null;
  return new;
end $function$;
revoke execute on function app.supersede_invitations() from public;

CREATE OR REPLACE FUNCTION app.team_days(wanted uuid)
 RETURNS TABLE(mandate_id uuid, days datemultirange)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return query
    select d.id, coalesce((
      select range_agg(daterange(m.from_day, m.until_day))
      from memberships m
      where m.person_id = d.person_id
        and case d.role
          when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
          when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
          else m.organisation_id = case when d.placement_id is null then c.employer_id else p.host_id end
            and m.role in ('hr', 'tutor')
            and p.is_withdrawn is not true
        end
    ), '{}')
    from mandates d
    join contracts c on c.id = d.contract_id
    left join lateral (select x.* from placements x where x.id = d.placement_id offset 0) p on true
    where d.contract_id = wanted and (app.is_signed_in() or app.is_notifier());
end $function$;

CREATE OR REPLACE FUNCTION app.today()
 RETURNS date
 LANGUAGE sql
 STABLE
RETURN ((COALESCE((app.setting('app.now'::text))::timestamp with time zone, now()) AT TIME ZONE 'Europe/Paris'::text))::date;

CREATE OR REPLACE FUNCTION app.token_roles(person uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN COALESCE((SELECT array_agg(r.role ORDER BY r.role) AS array_agg FROM (SELECT m.role FROM memberships m WHERE ((m.person_id = token_roles.person) AND ((m.from_day IS NULL) OR (m.from_day <= app.today())) AND ((m.until_day IS NULL) OR (m.until_day > app.today()))) UNION SELECT 'alternant'::text FROM contracts c WHERE (c.alternant_id = token_roles.person) UNION SELECT CASE m.role WHEN 'referent'::text THEN 'referent'::text ELSE 'tutor'::text END AS "case" FROM mandates m WHERE ((m.person_id = token_roles.person) AND ((m.until_day IS NULL) OR ((m.until_day > m.from_day) AND ((m.until_day + 30) > app.today()))))) r), '{}'::text[]);
revoke execute on function app.token_roles(uuid) from public;

CREATE OR REPLACE FUNCTION app.transaction_id()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN ((pg_current_xact_id())::text)::bigint;

CREATE OR REPLACE FUNCTION app.transfer_of(contract uuid, or_by boolean)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT n.transfer_id FROM contracts n WHERE (((n.continuation_of = transfer_of.contract) OR (transfer_of.or_by AND (n.id = transfer_of.contract))) AND (n.transfer_id IS NOT NULL) AND (n.cancelled_on IS NULL) AND app.is_signed_in()) ORDER BY n.id LIMIT 1);

CREATE OR REPLACE FUNCTION app.transfer_shown(amendment uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT jsonb_build_object('formerEmployerId', c.employer_id, 'formerEmployerName', f.name, 'employerId', a.new_employer_id, 'employerName', e.name, 'alternantId', c.alternant_id, 'alternantName', app.full_name(app.called(p.given_name, p.usual_given_name), app.called(p.family_name, p.usual_family_name)), 'trainingCentreName', t.name, 'contractId', n.id, 'isUndone', (n.cancelled_on IS NOT NULL)) AS jsonb_build_object FROM ((((((contract_amendments a JOIN contracts c ON ((c.id = a.contract_id))) JOIN organisations f ON ((f.id = c.employer_id))) JOIN organisations e ON ((e.id = a.new_employer_id))) JOIN organisations t ON ((t.id = c.training_centre_id))) JOIN people p ON ((p.id = c.alternant_id))) LEFT JOIN contracts n ON ((n.transfer_id = a.id))) WHERE ((a.id = transfer_shown.amendment) AND app.is_signed_in() AND ((c.id = app.contract_scope()) OR (c.alternant_id = app.person_id()) OR (c.id = ANY (app.contracts_mandated())) OR (c.employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]))) OR (c.training_centre_id = ANY (app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]))) OR (a.new_employer_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text]))))));

CREATE OR REPLACE FUNCTION app.transfers_offered(wanted uuid, after uuid, at_most integer)
 RETURNS SETOF jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT jsonb_build_object('amendment', to_jsonb(a.*), 'contract', jsonb_build_object('kind', c.kind, 'alternantId', c.alternant_id, 'employerId', c.employer_id, 'trainingCentreId', c.training_centre_id, 'startsOn', c.starts_on, 'until', c.until_day, 'heldUntil', c.held_until, 'signedOn', c.signed_on, 'endedAs', c.ended_as, 'cancelledOn', c.cancelled_on), 'signer', jsonb_build_object('birthDate', p.birth_date, 'signsAlone', app.signs_alone(c.id)), 'answers', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', x.kind, 'party', x.party, 'sequence', x.sequence, 'signedOn', x.signed_on, 'isForAll', x.is_for_all, 'completes', x.completes, 'reason', NULL::unknown, 'recordedAt', x.recorded_at, 'recordedBy', NULL::unknown, 'recordedByClient', NULL::unknown) ORDER BY x.sequence), '[]'::jsonb) AS "coalesce"
            FROM contract_amendment_answers x
           WHERE (x.amendment_id = a.id))) AS jsonb_build_object
    FROM ((contract_amendments a
      JOIN contracts c ON ((c.id = a.contract_id)))
      JOIN people p ON ((p.id = c.alternant_id)))
   WHERE ((a.new_employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) AND (app.guest_link_id() IS NULL) AND ((transfers_offered.wanted IS NULL) OR (a.id = transfers_offered.wanted)) AND ((transfers_offered.after IS NULL) OR (a.id > transfers_offered.after)))
   ORDER BY a.id
  LIMIT transfers_offered.at_most;
END;

CREATE OR REPLACE FUNCTION app.trials_running(on_day date, days_back integer)
 RETURNS TABLE(contract_id uuid, kind text, life jsonb, facts jsonb, places jsonb, patterns jsonb, exceptions jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.id,
     c.kind,
     jsonb_build_object('startsOn', c.starts_on, 'until', c.until_day, 'signedOn', c.signed_on, 'heldUntil', c.held_until, 'suspensions', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]'::jsonb) AS "coalesce"
            FROM unnest(c.suspensions) s(r))) AS jsonb_build_object,
     jsonb_build_object('absences', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', a.until_day)), '[]'::jsonb) AS "coalesce"
            FROM ( SELECT DISTINCT ON (x.absence_id) x.from_day,
                     x.until_day,
                     x.is_withdrawn
                    FROM contract_absences x
                   WHERE (x.contract_id = c.id)
                   ORDER BY x.absence_id, x.sequence DESC) a
           WHERE (NOT a.is_withdrawn)), 'postcode', (f.content #>> '{employer,address,postcode}'::text[]), 'observesGoodFriday', (f.content #> '{employer,observesGoodFriday}'::text[]), 'practicalTrainingStartsOn', (f.content #>> '{terms,practicalTrainingStartsOn}'::text[]), 'contractType', (f.content #>> '{terms,contractType}'::text[]), 'nature', (f.content #>> '{professionalisation,nature}'::text[]), 'trialDays', (f.content #> '{professionalisation,trialDays}'::text[])) AS jsonb_build_object,
     app.places_of(c.id, 'infinity'::timestamp with time zone) AS places_of,
     k.patterns,
     k.items
    FROM ((contracts c
      LEFT JOIN LATERAL ( SELECT x.content
            FROM contract_forms x
           WHERE (x.contract_id = c.id)
           ORDER BY x.sequence DESC
          LIMIT 1) f ON (true))
      LEFT JOIN LATERAL ( SELECT x.patterns,
             x.items
            FROM contract_calendars x
           WHERE (x.contract_id = c.id)
           ORDER BY x.sequence DESC
          LIMIT 1) k ON (true))
   WHERE (app.is_notifier() AND ((c.starts_on >= (trials_running.on_day - trials_running.days_back)) AND (c.starts_on <= trials_running.on_day)) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (c.held_until > trials_running.on_day) AND ((c.kind <> 'apprenticeship'::text) OR (k.patterns IS NOT NULL)) AND (NOT (EXISTS ( SELECT
            FROM notifications n
           WHERE ((n.subject_id = c.id) AND (n.kind = 'trial_period_ending'::text))))));
END;

CREATE OR REPLACE FUNCTION app.try_guest_code(session bytea, code bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.tutoring_terms(contract uuid, tutor uuid, known timestamp with time zone)
 RETURNS TABLE(is_public boolean, idcc text, is_repeating boolean, is_employer boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT (((f.content -> 'employer'::text) ->> 'isPublic'::text))::boolean AS bool,
     ((f.content -> 'employer'::text) ->> 'idcc'::text),
         CASE
             WHEN (c.transfer_id IS NOT NULL) THEN (( SELECT t.is_repeating
                FROM app.tutoring_terms(c.continuation_of, tutoring_terms.tutor, tutoring_terms.known) t(is_public, idcc, is_repeating, is_employer)) OR (app.prolonged_from(c.continuation_of) IS NOT NULL))
             WHEN (((f.content -> 'terms'::text) ->> 'contractType'::text) = '33'::text) THEN true
             WHEN (((f.content -> 'terms'::text) ->> 'contractType'::text) = ANY (ARRAY['11'::text, '21'::text, '23'::text])) THEN false
             ELSE (c.continuation_of IS NOT NULL)
         END AS "case",
     ( SELECT ((t.section ->> 'isEmployer'::text))::boolean AS bool
            FROM jsonb_array_elements(
                 CASE
                     WHEN (jsonb_typeof((f.content -> 'tutors'::text)) = 'array'::text) THEN (f.content -> 'tutors'::text)
                     ELSE '[]'::jsonb
                 END) t(section)
           WHERE (((t.section ->> 'personId'::text))::uuid = ANY (app.records_of(tutoring_terms.tutor)))
          LIMIT 1) AS bool
    FROM (contracts c
      LEFT JOIN LATERAL ( SELECT x.content
            FROM contract_forms x
           WHERE ((x.contract_id = c.id) AND (x.recorded_at <= tutoring_terms.known))
           ORDER BY x.sequence DESC
          LIMIT 1) f ON (true))
   WHERE ((c.id = tutoring_terms.contract) AND app.is_signed_in());
END;

CREATE OR REPLACE FUNCTION app.tutors_by_another_hand(contract uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM mandates m WHERE ((m.contract_id = tutors_by_another_hand.contract) AND (m.person_id = app.person_id()) AND (m.role = ANY (ARRAY['main_tutor'::text, 'co_tutor'::text, 'substitute'::text])) AND ((m.until_day IS NULL) OR ((m.until_day > m.from_day) AND ((m.until_day + 30) > app.today()))) AND (app.kept_person(m.recorded_by) IS DISTINCT FROM m.person_id) AND (NOT (EXISTS (SELECT FROM api_client_secrets s WHERE ((s.client_id = m.recorded_by_client) AND (app.kept_person(s.created_by) = m.person_id) AND (s.created_at <= m.recorded_at) AND ((s.expires_at IS NULL) OR (s.expires_at > (m.recorded_at - '01:05:00'::interval))))))))));

CREATE OR REPLACE FUNCTION app.undo_email(token bytea, next_hash text, account_tally text, OUT state text, OUT reason text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held account_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody undoes for somebody else' using errcode = '42501';
  end if;
  held := app.hold_link(token, 'undo_email');
  select j.state, j.reason into state, reason from app.judge_link(held.id) j;
  if state is distinct from 'pending' then
    return;
  end if;
  update account_links l set used_at = at where l.id = held.id;
  update accounts a
  set email = held.email, password_hash = next_hash, password_changed_at = at, password_reset_by = null
  where a.id = held.account_id;
  perform app.void_links_of(held.account_id);
  update account_links l
  set voided_at = at
  where l.account_id = held.account_id and l.used_at is null and l.voided_at is null and l.created_at >= held.created_at;
  perform app.end_sessions_of(held.account_id, null);
  update sign_in_failures f set failures = 0 where f.key = account_tally;
end $function$;

CREATE OR REPLACE FUNCTION app.undo_position(merge uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (SELECT jsonb_build_object('isUndone', (g.undone_at IS NOT NULL), 'isMergedOn', (EXISTS (SELECT FROM person_merges x WHERE ((x.duplicate_id = g.kept_id) AND (x.undone_at IS NULL)))), 'erasureIsAsked', app.erasure_is_asked(g.kept_id), 'contracts', COALESCE((SELECT jsonb_agg(DISTINCT v.contract_id) AS jsonb_agg FROM person_merge_moves v WHERE (v.merge_id = g.id)), '[]'::jsonb), 'actedSince', (EXISTS (SELECT FROM (person_merge_moves v JOIN events e ON (((e.contract_id = v.contract_id) AND (e.actor_person_id = g.kept_id)))) WHERE ((v.merge_id = g.id) AND (NOT (EXISTS (SELECT FROM guest_links l WHERE (l.id = v.row_id)))) AND (e.sequence > app.merged_at_sequence(g.id, v.contract_id))))), 'signedSince', ((EXISTS (SELECT FROM (person_merge_moves v JOIN contract_steps s ON (((s.contract_id = v.contract_id) AND (s.kind = ANY (ARRAY['signed'::text, 'amended'::text]))))) WHERE ((v.merge_id = g.id) AND (v.row_id = v.contract_id) AND (s.sequence > app.merged_at_sequence(g.id, v.contract_id))))) OR (EXISTS (SELECT FROM (contracts n JOIN contracts o ON ((o.id = n.continuation_of))) WHERE ((n.alternant_id = g.kept_id) AND (o.alternant_id = g.kept_id) AND ((EXISTS (SELECT FROM person_merge_moves v WHERE ((v.merge_id = g.id) AND (v.row_id = n.id)))) <> (EXISTS (SELECT FROM person_merge_moves v WHERE ((v.merge_id = g.id) AND (v.row_id = o.id))))))))), 'movedSince', (EXISTS (SELECT FROM jsonb_array_elements(g.moved) d(done) WHERE (((d.done ->> 'kind'::text) = 'joined'::text) AND (NOT (EXISTS (SELECT FROM memberships m WHERE ((m.id = (((d.done -> 'after'::text) ->> 'id'::text))::uuid) AND (to_jsonb(m.*) = (d.done -> 'after'::text)))))))))) AS jsonb_build_object FROM person_merges g WHERE ((g.id = undo_position.merge) AND app.answers_for_person(g.kept_id)));

CREATE OR REPLACE FUNCTION app.unsafe_observed(wanted uuid, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'competency', s.competency, 'unsafeOn', s.unsafe_on, 'performedOn', s.performed_on
  ) order by s.competency), '[]')
  from (
    select
      i.item ->> 'competency' as competency,
      max(o.observed_on) filter (where i.item ->> 'outcome' = 'unsafe') as unsafe_on,
      max(o.observed_on) filter (where i.item ->> 'outcome' = 'performed') as performed_on
    from observations o
    cross join lateral jsonb_array_elements(o.items) i (item)
    where o.contract_id = wanted
      and o.recorded_at <= at
      and (app.is_signed_in() or app.is_notifier())
      -- Nearly no contract has any: the others are not taken apart.
      and exists (
        select from observations u
        where u.contract_id = wanted and u.items @> '[{"outcome": "unsafe"}]' and u.recorded_at <= at
      )
      and not exists (
        select from observation_withdrawals w
        where w.observation_id = o.id
          and w.recorded_at <= at
          and (
            w.competency is null
            or (
              w.competency = i.item ->> 'competency'
              and w.level = i.item ->> 'level'
              and not exists (
                select from overturns v where v.revocation_id = w.revocation_id and v.recorded_at <= at offset 0
              )
            )
          )
        offset 0 -- asked of each by its key: else whole tables would be read
      )
    group by 1
  ) s
  where s.unsafe_on is not null
$function$;

CREATE OR REPLACE FUNCTION app.use_guest_link()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE guest_links l SET used_at = COALESCE(l.used_at, (app.setting('app.now'::text))::timestamp with time zone)
   WHERE (l.id = app.guest_link_id());
END;

CREATE OR REPLACE FUNCTION app.void_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update invitations i
    set voided_at = coalesce(app.setting('app.now')::timestamptz, now())
    where i.person_id = new.id
      and lower(i.email) is distinct from lower(new.email)
      and i.accepted_at is null
      and i.withdrawn_at is null
      and i.superseded_by is null
      and i.voided_at is null;
  return new;
end $function$;
revoke execute on function app.void_invitations() from public;

CREATE OR REPLACE FUNCTION app.void_links_of(account uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE account_links l SET voided_at = (app.setting('app.now'::text))::timestamp with time zone
   WHERE ((l.account_id = void_links_of.account) AND (l.purpose <> 'undo_email'::text) AND (l.used_at IS NULL) AND (l.voided_at IS NULL));
END;
revoke execute on function app.void_links_of(uuid) from public;

CREATE OR REPLACE FUNCTION app.was_member(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN (EXISTS (SELECT FROM memberships m WHERE ((m.person_id = was_member.person) AND (m.organisation_id = ANY (app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]))))));

CREATE OR REPLACE FUNCTION app.what_stands_against_erasing(person uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN ARRAY(SELECT o.code FROM (VALUES ('erased'::text,(EXISTS (SELECT FROM people p WHERE ((p.id = what_stands_against_erasing.person) AND (p.erased_at IS NOT NULL))))), ('merged'::text,(EXISTS (SELECT FROM person_merges g WHERE ((g.duplicate_id = what_stands_against_erasing.person) AND (g.undone_at IS NULL))))), ('contract_runs'::text,(EXISTS (SELECT FROM contracts c WHERE ((c.alternant_id = what_stands_against_erasing.person) AND (c.cancelled_on IS NULL) AND (c.held_until > app.today()))))), ('mandate_runs'::text,(EXISTS (SELECT FROM (mandates d JOIN contracts c ON ((c.id = d.contract_id))) WHERE ((d.person_id = what_stands_against_erasing.person) AND ((d.until_day IS NULL) OR (d.until_day > app.today())) AND (c.cancelled_on IS NULL) AND (c.held_until > app.today()))))), ('platform_role'::text,(EXISTS (SELECT FROM memberships m WHERE ((m.person_id = what_stands_against_erasing.person) AND (m.role = 'platform_admin'::text) AND ((m.until_day IS NULL) OR (m.until_day > app.today()))))))) o(code, stands) WHERE o.stands);
revoke execute on function app.what_stands_against_erasing(uuid) from public;

CREATE OR REPLACE FUNCTION app.whose_address(contract uuid, address text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
RETURN CASE WHEN (((app.person_id() IS NOT NULL) AND app.gives_guest_link(contract, 'tutor_once'::text)) OR app.gives_guest_link(contract, 'legal_representative'::text)) THEN (WITH known AS (SELECT p.id FROM people p WHERE (lower(p.email) = lower(whose_address.address)) UNION SELECT a.person_id FROM accounts a WHERE (a.email = lower(whose_address.address))) SELECT CASE WHEN (EXISTS (SELECT FROM (known k JOIN contracts c ON ((c.alternant_id = k.id))) WHERE (c.id = whose_address.contract))) THEN 'alternant'::text WHEN (EXISTS (SELECT FROM known k WHERE (k.id = app.person_id()))) THEN 'issuer'::text WHEN (EXISTS (SELECT FROM (known k JOIN mandates m ON ((m.person_id = k.id))) WHERE (m.contract_id = whose_address.contract))) THEN 'team'::text WHEN ((NOT app.gives_guest_link(contract, 'tutor_once'::text)) AND (EXISTS (SELECT FROM ((known k JOIN memberships m ON (((m.person_id = k.id) AND (m.role = 'hr'::text)))) JOIN contracts c ON (((c.id = whose_address.contract) AND (c.employer_id = m.organisation_id))))))) THEN 'team'::text WHEN (EXISTS (SELECT FROM contracts c WHERE ((c.id = whose_address.contract) AND (lower((c.legal_representative ->> 'email'::text)) = lower(whose_address.address))))) THEN 'representative'::text ELSE NULL::text END AS "case") ELSE NULL::text END;

CREATE OR REPLACE FUNCTION app.withdraw_email_change(wanted uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 UPDATE account_links l SET voided_at = (app.setting('app.now'::text))::timestamp with time zone
   WHERE ((l.id = withdraw_email_change.wanted) AND (l.account_id = app.account_id()) AND (l.purpose = 'confirm_email'::text) AND (l.used_at IS NULL) AND (l.voided_at IS NULL));
END;

CREATE OR REPLACE FUNCTION app.withdraw_guest_link(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.withdraw_invitation(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update invitations i
    set withdrawn_at = app.setting('app.now')::timestamptz, withdrawn_by = app.person_id()
    where i.id = wanted
      and app.person_id() is not null
      and app.may_give_role(i.role, i.organisation_id)
      and num_nonnulls(i.accepted_at, i.withdrawn_at, i.superseded_by) = 0
      and i.expires_at > app.setting('app.now')::timestamptz;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION app.withdraw_invitations_of_leaver()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update invitations i
    set withdrawn_at = coalesce(app.setting('app.now')::timestamptz, now()),
        withdrawn_by = coalesce((app.people_behind_caller())[1], i.invited_by)
    where i.person_id = new.person_id
      and i.organisation_id is not distinct from new.organisation_id
      and i.accepted_at is null
      and i.withdrawn_at is null
      and i.superseded_by is null
      and not app.is_member_as(new.person_id, new.organisation_id, new.role, i.role);
  return new;
end $function$;
revoke execute on function app.withdraw_invitations_of_leaver() from public;

CREATE OR REPLACE FUNCTION app.without_words(items jsonb, members text[], pattern text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(jsonb_agg(
    i.item || coalesce((
      select jsonb_object_agg(m, case
        when pattern is null then '[effacé]'
        else regexp_replace(i.item ->> m, pattern, '[effacé]', 'g')
      end)
      from unnest(members) m
      where jsonb_typeof(i.item -> m) = 'string'
    ), '{}')
    order by i.place
  ), '[]')
  from jsonb_array_elements(items) with ordinality i (item, place)
$function$;
revoke execute on function app.without_words(jsonb,text[],text) from public;

CREATE OR REPLACE FUNCTION app.workplaces_of(contract uuid, tutor uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.employer_id
    FROM contracts c
   WHERE ((c.id = workplaces_of.contract) AND app.is_signed_in())
 UNION
  SELECT p.host_id
    FROM (mandates m
      JOIN placements p ON ((p.id = m.placement_id)))
   WHERE ((m.contract_id = workplaces_of.contract) AND (m.person_id = ANY (app.records_of(workplaces_of.tutor))) AND (m.from_day IS DISTINCT FROM m.until_day) AND (NOT p.is_withdrawn) AND app.is_signed_in());
END;

CREATE OR REPLACE FUNCTION app.write_history()
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 SELECT pg_advisory_xact_lock_shared(27001, 0) AS pg_advisory_xact_lock_shared;
END;

CREATE OR REPLACE FUNCTION app.writing_beside(wanted uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT COALESCE(jsonb_agg(jsonb_build_object('lastRecordedAt', c.last_recorded_at, 'writingForMs',
         CASE
             WHEN app.may_be_writing(c.xmax) THEN COALESCE(app.writing_for(c.xmax), ('-1'::integer)::double precision)
             ELSE NULL::double precision
         END)), '[]'::jsonb) AS "coalesce"
    FROM contracts c
   WHERE (app.is_signed_in() AND (c.id <> writing_beside.wanted) AND (c.alternant_id = ( SELECT w.alternant_id
            FROM contracts w
           WHERE (w.id = writing_beside.wanted))));
END;

CREATE OR REPLACE FUNCTION app.writing_for(wanted xid)
 RETURNS double precision
 LANGUAGE plpgsql
AS $function$
declare
  began jsonb := (
    select jsonb_object_agg(a.pid, a.xact_start)
    from pg_stat_activity a
    where a.xact_start is not null and a.datname = current_database()
  );
begin
  return (
    select extract(epoch from clock_timestamp() - (began ->> l.pid::text)::timestamptz) * 1000
    from pg_locks l
    where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted and l.transactionid = wanted
    limit 1
  );
end $function$;

create table account_links (
  id uuid not null,
  account_id uuid,
  purpose text not null,
  email text,
  token_hash bytea,
  issued_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  voided_at timestamp with time zone,
  constraint account_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint account_links_address_in_lower_case CHECK ((email = lower(email))),
  constraint account_links_address_where_needed CHECK (((purpose = 'reset'::text) = (email IS NULL))),
  constraint account_links_end_once CHECK ((num_nonnulls(used_at, voided_at) <= 1)),
  constraint account_links_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES people(id),
  constraint account_links_pkey PRIMARY KEY (id),
  constraint account_links_purpose_known CHECK ((purpose = ANY (ARRAY['reset'::text, 'confirm_email'::text, 'undo_email'::text])))
);
CREATE INDEX account_links_account ON public.account_links USING btree (account_id);
CREATE INDEX account_links_expiry ON public.account_links USING btree (expires_at);
CREATE UNIQUE INDEX account_links_token_once ON public.account_links USING btree (token_hash);
alter table account_links enable row level security;
alter table account_links force row level security;
create policy account_links_maintenance on account_links for all to palier_maintenance
  using true
  with check true;
create policy account_links_own on account_links for select to palier_api
  using ((purpose = 'confirm_email'::text) AND (account_id = ( SELECT app.account_id() AS account_id)));
grant select (id, account_id, purpose, email, created_at, expires_at, used_at, voided_at) on account_links to palier_api;
grant delete, insert, select, update on account_links to palier_maintenance;

create table accounts (
  id uuid not null,
  person_id uuid not null,
  email text not null,
  password_hash text,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  disabled_by uuid,
  disabled_by_platform boolean default false not null,
  password_changed_at timestamp with time zone,
  password_reset_by uuid,
  constraint accounts_disabled_by_fkey FOREIGN KEY (disabled_by) REFERENCES people(id),
  constraint accounts_disabled_by_when_disabled CHECK (((disabled_by IS NULL) OR (disabled_at IS NOT NULL))),
  constraint accounts_email_is_lower_case CHECK ((email = lower(email))),
  constraint accounts_password_reset_by_fkey FOREIGN KEY (password_reset_by) REFERENCES people(id),
  constraint accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint accounts_pkey PRIMARY KEY (id)
);
CREATE INDEX accounts_disabled ON public.accounts USING btree (disabled_at) WHERE (disabled_at IS NOT NULL);
CREATE UNIQUE INDEX accounts_email_once ON public.accounts USING btree (email);
CREATE UNIQUE INDEX accounts_person_once ON public.accounts USING btree (person_id);
CREATE TRIGGER accounts_not_of_merged BEFORE INSERT ON public.accounts FOR EACH ROW EXECUTE FUNCTION app.refuse_merged('person_id');
CREATE TRIGGER accounts_of_somebody AFTER INSERT OR UPDATE OF person_id ON public.accounts FOR EACH ROW EXECUTE FUNCTION app.refuse_erased('person_id');
alter table accounts enable row level security;
alter table accounts force row level security;
create policy accounts_maintenance on accounts for all to palier_maintenance
  using true
  with check true;
create policy accounts_own on accounts for select to palier_api
  using (id = ( SELECT app.account_id() AS account_id));
grant select (id, person_id, email, disabled_at, created_at, disabled_by, password_changed_at, password_reset_by) on accounts to palier_api;
grant delete, insert, select, update on accounts to palier_maintenance;

create table api_client_grants (
  id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  accepted_by uuid,
  accepted_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone,
  constraint api_client_grants_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES people(id),
  constraint api_client_grants_accepted_by_somebody CHECK (((accepted_at IS NULL) = (accepted_by IS NULL))),
  constraint api_client_grants_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  constraint api_client_grants_client_id_fkey FOREIGN KEY (client_id) REFERENCES api_clients(id),
  constraint api_client_grants_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint api_client_grants_pkey PRIMARY KEY (id),
  constraint api_client_grants_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id),
  constraint api_client_grants_withdrawn_by_somebody CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))
);
CREATE UNIQUE INDEX api_client_grants_open_once ON public.api_client_grants USING btree (client_id, organisation_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX api_client_grants_organisation ON public.api_client_grants USING btree (organisation_id, id);
CREATE TRIGGER api_client_grants_are_kept BEFORE UPDATE ON public.api_client_grants FOR EACH ROW WHEN ((CURRENT_USER = 'palier_api'::name)) EXECUTE FUNCTION app.keep_grants();
alter table api_client_grants enable row level security;
alter table api_client_grants force row level security;
create policy api_client_grants_maintenance on api_client_grants for all to palier_maintenance
  using true
  with check true;
create policy api_client_grants_read on api_client_grants for select to palier_api
  using ((( SELECT app.person_id() AS person_id) IS NOT NULL) AND (( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])) OR app.administers_client(client_id)));
create policy api_client_grants_update on api_client_grants for update to palier_api
  using ((( SELECT app.person_id() AS person_id) IS NOT NULL) AND (( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])) OR app.administers_client(client_id)));
create policy api_client_grants_write on api_client_grants for insert to palier_api
  with check ((asked_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM api_clients a
  WHERE ((a.id = api_client_grants.client_id) AND (a.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])) AND app.may_share_clients(a.organisation_id, api_client_grants.organisation_id)))) AND ((accepted_by IS NULL) OR ((accepted_by = ( SELECT app.person_id() AS person_id)) AND (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])))));
grant insert (id, client_id, organisation_id, asked_by, asked_at, accepted_by, accepted_at), select, update (accepted_by, accepted_at, withdrawn_by, withdrawn_at) on api_client_grants to palier_api;
grant delete, insert, select, update on api_client_grants to palier_maintenance;

create table api_client_secrets (
  id uuid not null,
  client_id uuid not null,
  secret_hash bytea not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint api_client_secrets_client_id_fkey FOREIGN KEY (client_id) REFERENCES api_clients(id),
  constraint api_client_secrets_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
  constraint api_client_secrets_pkey PRIMARY KEY (id)
);
CREATE INDEX api_client_secrets_client ON public.api_client_secrets USING btree (client_id, created_at);
alter table api_client_secrets enable row level security;
alter table api_client_secrets force row level security;
create policy api_client_secrets_maintenance on api_client_secrets for all to palier_maintenance
  using true
  with check true;
create policy api_client_secrets_read on api_client_secrets for select to palier_api
  using (EXISTS ( SELECT
   FROM api_clients a
  WHERE (a.id = api_client_secrets.client_id)));
create policy api_client_secrets_update on api_client_secrets for update to palier_api
  using ((EXISTS ( SELECT
   FROM api_clients a
  WHERE (a.id = api_client_secrets.client_id))) AND (( SELECT app.person_id() AS person_id) IS NOT NULL));
create policy api_client_secrets_write on api_client_secrets for insert to palier_api
  with check ((created_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM api_clients a
  WHERE (a.id = api_client_secrets.client_id))));
grant insert, select (id, client_id, created_by, created_at, expires_at, last_used_at), update (expires_at) on api_client_secrets to palier_api;
grant delete, insert, select, update on api_client_secrets to palier_maintenance;

create table api_clients (
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  scopes text[] not null,
  until_day date,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  revoked_by uuid,
  revoked_at timestamp with time zone,
  constraint api_clients_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
  constraint api_clients_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint api_clients_pkey PRIMARY KEY (id),
  constraint api_clients_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES people(id)
);
CREATE INDEX api_clients_organisation ON public.api_clients USING btree (organisation_id, id);
alter table api_clients enable row level security;
alter table api_clients force row level security;
create policy api_clients_maintenance on api_clients for all to palier_maintenance
  using true
  with check true;
create policy api_clients_read on api_clients for select to palier_api
  using (( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])));
create policy api_clients_update on api_clients for update to palier_api
  using ((( SELECT app.person_id() AS person_id) IS NOT NULL) AND (( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[]))));
create policy api_clients_write on api_clients for insert to palier_api
  with check ((created_by = ( SELECT app.person_id() AS person_id)) AND (( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[]))));
grant insert, select, update (revoked_by, revoked_at) on api_clients to palier_api;
grant delete, insert, select, update on api_clients to palier_maintenance;

create table assignment_ends (
  id uuid not null,
  assignment_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  ended_by uuid not null,
  until_day date not null,
  constraint assignment_ends_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES assignments(id),
  constraint assignment_ends_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint assignment_ends_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES people(id),
  constraint assignment_ends_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX assignment_ends_in_order ON public.assignment_ends USING btree (contract_id, sequence);
CREATE UNIQUE INDEX assignment_ends_once ON public.assignment_ends USING btree (assignment_id, until_day);
CREATE TRIGGER assignment_ends_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, ended_by ON public.assignment_ends FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('ended_by');
CREATE TRIGGER assignment_ends_shorten AFTER INSERT ON public.assignment_ends FOR EACH ROW EXECUTE FUNCTION app.refuse_longer_assignment();
alter table assignment_ends enable row level security;
alter table assignment_ends force row level security;
create policy assignment_ends_by_a_member on assignment_ends as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy assignment_ends_maintenance on assignment_ends for all to palier_maintenance
  using true
  with check true;
create policy assignment_ends_of_no_guest on assignment_ends as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy assignment_ends_read on assignment_ends for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = assignment_ends.contract_id)));
create policy assignment_ends_write on assignment_ends for insert to palier_api
  with check ((ended_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on assignment_ends to palier_api;
grant delete, insert, select, update on assignment_ends to palier_maintenance;

create table assignments (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  assigned_by uuid not null,
  mission text not null,
  from_day date not null,
  until_day date,
  constraint assignments_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES people(id),
  constraint assignments_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint assignments_days_in_order CHECK ((from_day < until_day)),
  constraint assignments_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX assignments_in_order ON public.assignments USING btree (contract_id, sequence);
CREATE TRIGGER assignments_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, assigned_by ON public.assignments FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('assigned_by');
alter table assignments enable row level security;
alter table assignments force row level security;
create policy assignments_by_a_member on assignments as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy assignments_maintenance on assignments for all to palier_maintenance
  using true
  with check true;
create policy assignments_of_no_guest on assignments as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy assignments_read on assignments for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = assignments.contract_id)));
create policy assignments_write on assignments for insert to palier_api
  with check ((assigned_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = assignments.contract_id) AND (c.alternant_id <> assignments.assigned_by)))));
grant insert, select on assignments to palier_api;
grant delete, insert, select, update on assignments to palier_maintenance;

create table attestation_proofs (
  id uuid not null,
  attestation_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  reference text not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint attestation_proofs_attestation_id_fkey FOREIGN KEY (attestation_id) REFERENCES attestations(id),
  constraint attestation_proofs_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint attestation_proofs_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint attestation_proofs_pkey PRIMARY KEY (id),
  constraint attestation_proofs_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint attestation_proofs_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint attestation_proofs_reference_short CHECK (((reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text) AND (reference ~ '[0-9]'::text) AND (reference !~ '[A-Za-z]{13}'::text)))
);
CREATE UNIQUE INDEX attestation_proofs_in_order ON public.attestation_proofs USING btree (contract_id, sequence);
CREATE UNIQUE INDEX attestation_proofs_once ON public.attestation_proofs USING btree (attestation_id);
CREATE TRIGGER attestation_proofs_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by ON public.attestation_proofs FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
CREATE TRIGGER attestation_proofs_with_its_attestation AFTER INSERT ON public.attestation_proofs FOR EACH ROW EXECUTE FUNCTION app.refuse_late_proof();
alter table attestation_proofs enable row level security;
alter table attestation_proofs force row level security;
create policy attestation_proofs_maintenance on attestation_proofs for all to palier_maintenance
  using true
  with check true;
create policy attestation_proofs_of_no_guest on attestation_proofs as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy attestation_proofs_read on attestation_proofs for select to palier_api
  using app.handles_contract_papers(contract_id);
create policy attestation_proofs_write on attestation_proofs for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on attestation_proofs to palier_api;
grant delete, insert, select, update on attestation_proofs to palier_maintenance;

create table attestation_withdrawals (
  id uuid not null,
  attestation_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint attestation_withdrawals_attestation_id_fkey FOREIGN KEY (attestation_id) REFERENCES attestations(id),
  constraint attestation_withdrawals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint attestation_withdrawals_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint attestation_withdrawals_pkey PRIMARY KEY (id),
  constraint attestation_withdrawals_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint attestation_withdrawals_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX attestation_withdrawals_in_order ON public.attestation_withdrawals USING btree (contract_id, sequence);
CREATE UNIQUE INDEX attestation_withdrawals_once ON public.attestation_withdrawals USING btree (attestation_id);
CREATE TRIGGER attestation_withdrawals_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by ON public.attestation_withdrawals FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
alter table attestation_withdrawals enable row level security;
alter table attestation_withdrawals force row level security;
create policy attestation_withdrawals_maintenance on attestation_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy attestation_withdrawals_of_no_guest on attestation_withdrawals as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy attestation_withdrawals_read on attestation_withdrawals for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = attestation_withdrawals.contract_id))));
create policy attestation_withdrawals_write on attestation_withdrawals for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on attestation_withdrawals to palier_api;
grant delete, insert, select, update on attestation_withdrawals to palier_maintenance;

create table attestations (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  prerequisite text not null,
  from_day date not null,
  until_day date,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint attestations_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint attestations_days_in_order CHECK ((from_day < until_day)),
  constraint attestations_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint attestations_pkey PRIMARY KEY (id),
  constraint attestations_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint attestations_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX attestations_in_order ON public.attestations USING btree (contract_id, sequence);
CREATE TRIGGER attestations_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by ON public.attestations FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
alter table attestations enable row level security;
alter table attestations force row level security;
create policy attestations_maintenance on attestations for all to palier_maintenance
  using true
  with check true;
create policy attestations_of_no_guest on attestations as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy attestations_read on attestations for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = attestations.contract_id))));
create policy attestations_write on attestations for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on attestations to palier_api;
grant delete, insert, select, update on attestations to palier_maintenance;

create table calendar_links (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  last_read_on date,
  revoked_at timestamp with time zone,
  constraint calendar_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE,
  constraint calendar_links_pkey PRIMARY KEY (id)
);
CREATE INDEX calendar_links_account ON public.calendar_links USING btree (account_id, id);
CREATE UNIQUE INDEX calendar_links_token_once ON public.calendar_links USING btree (token_hash);
alter table calendar_links enable row level security;
alter table calendar_links force row level security;
create policy calendar_links_forget on calendar_links for delete to palier_api
  using ((account_id = ( SELECT app.account_id() AS account_id)) AND (revoked_at IS NOT NULL));
create policy calendar_links_maintenance on calendar_links for all to palier_maintenance
  using true
  with check true;
create policy calendar_links_make on calendar_links for insert to palier_api
  with check ((account_id = ( SELECT app.account_id() AS account_id)) AND (revoked_at IS NULL) AND (last_read_on IS NULL));
create policy calendar_links_own on calendar_links for select to palier_api
  using (account_id = ( SELECT app.account_id() AS account_id));
create policy calendar_links_revoke on calendar_links for update to palier_api
  using ((account_id = ( SELECT app.account_id() AS account_id)) AND (revoked_at IS NULL))
  with check ((account_id = ( SELECT app.account_id() AS account_id)) AND (revoked_at IS NOT NULL));
grant delete, insert, select (id, account_id, name, created_at, last_read_on, revoked_at), update (revoked_at) on calendar_links to palier_api;
grant delete, insert, select, update on calendar_links to palier_maintenance;

create table concern_reviews (
  id uuid not null,
  concern_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  reviewed_by uuid not null,
  text text not null,
  constraint concern_reviews_concern_id_fkey FOREIGN KEY (concern_id) REFERENCES concerns(id),
  constraint concern_reviews_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint concern_reviews_pkey PRIMARY KEY (id),
  constraint concern_reviews_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX concern_reviews_in_order ON public.concern_reviews USING btree (contract_id, sequence);
CREATE UNIQUE INDEX concern_reviews_once ON public.concern_reviews USING btree (concern_id);
CREATE TRIGGER concern_reviews_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, reviewed_by ON public.concern_reviews FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('reviewed_by');
alter table concern_reviews enable row level security;
alter table concern_reviews force row level security;
create policy concern_reviews_by_a_member on concern_reviews as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy concern_reviews_maintenance on concern_reviews for all to palier_maintenance
  using true
  with check true;
create policy concern_reviews_of_no_guest on concern_reviews as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy concern_reviews_read on concern_reviews for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = concern_reviews.contract_id))));
create policy concern_reviews_write on concern_reviews for insert to palier_api
  with check ((reviewed_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on concern_reviews to palier_api;
grant delete, insert, select, update on concern_reviews to palier_maintenance;

create table concerns (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  raised_by uuid not null,
  severity text not null,
  missions text[] not null,
  text text not null,
  constraint concerns_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint concerns_names_missions CHECK ((cardinality(missions) > 0)),
  constraint concerns_pkey PRIMARY KEY (id),
  constraint concerns_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES people(id),
  constraint concerns_severity_known CHECK ((severity = ANY (ARRAY['low'::text, 'high'::text])))
);
CREATE UNIQUE INDEX concerns_in_order ON public.concerns USING btree (contract_id, sequence);
CREATE TRIGGER concerns_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, raised_by ON public.concerns FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('raised_by');
alter table concerns enable row level security;
alter table concerns force row level security;
create policy concerns_by_a_member on concerns as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy concerns_maintenance on concerns for all to palier_maintenance
  using true
  with check true;
create policy concerns_of_no_guest on concerns as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy concerns_read on concerns for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = concerns.contract_id))));
create policy concerns_write on concerns for insert to palier_api
  with check ((raised_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on concerns to palier_api;
grant delete, insert, select, update on concerns to palier_maintenance;

create table contested_fact_rulings (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  ruled_by uuid not null,
  observation_id uuid,
  sign_off_id uuid,
  level_decision_id uuid,
  step bigint not null,
  ruling text not null,
  reason text not null,
  constraint contested_fact_rulings_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contested_fact_rulings_level_decision_id_fkey FOREIGN KEY (level_decision_id) REFERENCES level_decisions(id),
  constraint contested_fact_rulings_observation_id_fkey FOREIGN KEY (observation_id) REFERENCES observations(id),
  constraint contested_fact_rulings_of_one_fact CHECK ((num_nonnulls(observation_id, sign_off_id, level_decision_id) = 1)),
  constraint contested_fact_rulings_pkey PRIMARY KEY (id),
  constraint contested_fact_rulings_ruled_by_fkey FOREIGN KEY (ruled_by) REFERENCES people(id),
  constraint contested_fact_rulings_ruling_known CHECK ((ruling = ANY (ARRAY['fact_stands'::text, 'fact_overturned'::text]))),
  constraint contested_fact_rulings_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id)
);
CREATE UNIQUE INDEX contested_fact_rulings_in_order ON public.contested_fact_rulings USING btree (contract_id, sequence);
CREATE UNIQUE INDEX contested_fact_rulings_one_of_level_decision ON public.contested_fact_rulings USING btree (level_decision_id, step) WHERE (level_decision_id IS NOT NULL);
CREATE UNIQUE INDEX contested_fact_rulings_one_of_observation ON public.contested_fact_rulings USING btree (observation_id, step) WHERE (observation_id IS NOT NULL);
CREATE UNIQUE INDEX contested_fact_rulings_one_of_sign_off ON public.contested_fact_rulings USING btree (sign_off_id, step) WHERE (sign_off_id IS NOT NULL);
CREATE TRIGGER contested_fact_rulings_by_somebody_else AFTER INSERT OR UPDATE OF ruled_by, observation_id, sign_off_id, level_decision_id ON public.contested_fact_rulings FOR EACH ROW EXECUTE FUNCTION app.refuse_own_ruling('ruled_by');
CREATE TRIGGER contested_fact_rulings_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, ruled_by ON public.contested_fact_rulings FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('ruled_by');
alter table contested_fact_rulings enable row level security;
alter table contested_fact_rulings force row level security;
create policy contested_fact_rulings_by_a_member on contested_fact_rulings as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) OR app.administers_centre_of(contract_id));
create policy contested_fact_rulings_maintenance on contested_fact_rulings for all to palier_maintenance
  using true
  with check true;
create policy contested_fact_rulings_of_no_guest on contested_fact_rulings as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy contested_fact_rulings_read on contested_fact_rulings for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contested_fact_rulings.contract_id))));
create policy contested_fact_rulings_write on contested_fact_rulings for insert to palier_api
  with check ((ruled_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)) AND (ruled_by <> COALESCE(( SELECT o.observer_id
   FROM observations o
  WHERE (o.id = contested_fact_rulings.observation_id)), app.author_of_fact(sign_off_id, NULL::uuid, level_decision_id))));
grant insert, select on contested_fact_rulings to palier_api;
grant delete, insert, select, update on contested_fact_rulings to palier_maintenance;

create table contract_absences (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  absence_id uuid not null,
  organisation_id uuid not null,
  from_day date not null,
  until_day date,
  kind text not null,
  comment text,
  is_withdrawn boolean not null,
  constraint contract_absences_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_absences_days_in_order CHECK ((from_day < until_day)),
  constraint contract_absences_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_absences_kind_known CHECK ((kind = ANY (ARRAY['sick_leave'::text, 'work_accident'::text, 'leave'::text, 'unpaid_leave'::text, 'family_leave'::text, 'authorised'::text, 'unjustified'::text, 'other'::text]))),
  constraint contract_absences_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint contract_absences_pkey PRIMARY KEY (id),
  constraint contract_absences_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_absences_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX contract_absences_in_order ON public.contract_absences USING btree (contract_id, sequence);
CREATE INDEX contract_absences_of_one ON public.contract_absences USING btree (absence_id, sequence);
alter table contract_absences enable row level security;
alter table contract_absences force row level security;
create policy contract_absences_maintenance on contract_absences for all to palier_maintenance
  using true
  with check true;
create policy contract_absences_read on contract_absences for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_absences.contract_id) AND ((c.alternant_id = ( SELECT app.person_id() AS person_id)) OR (c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
create policy contract_absences_write on contract_absences for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_absences.contract_id) AND (c.alternant_id <> ALL (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[])) AND (((c.employer_id = contract_absences.organisation_id) AND (contract_absences.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))) OR ((c.training_centre_id = contract_absences.organisation_id) AND (contract_absences.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))))));
grant insert, select on contract_absences to palier_api;
grant delete, insert, select, update on contract_absences to palier_maintenance;

create table contract_amendment_answers (
  id uuid not null,
  amendment_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  kind text not null,
  party text not null,
  signed_on date,
  is_for_all boolean not null,
  completes boolean not null,
  reason text,
  constraint contract_amendment_answers_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES contract_amendments(id),
  constraint contract_amendment_answers_by_a_person CHECK (((kind <> 'signed'::text) OR is_for_all OR (recorded_by IS NOT NULL))),
  constraint contract_amendment_answers_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_amendment_answers_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_amendment_answers_kind_known CHECK ((kind = ANY (ARRAY['signed'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint contract_amendment_answers_of_signatures CHECK (((kind = 'signed'::text) OR (NOT (is_for_all OR completes)))),
  constraint contract_amendment_answers_paper_completes CHECK ((completes OR (NOT is_for_all))),
  constraint contract_amendment_answers_party_known CHECK ((party = ANY (ARRAY['employer'::text, 'training_centre'::text, 'alternant'::text, 'legal_representative'::text]))),
  constraint contract_amendment_answers_pkey PRIMARY KEY (id),
  constraint contract_amendment_answers_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_amendment_answers_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint contract_amendment_answers_say_why CHECK (((kind = 'signed'::text) OR (reason IS NOT NULL))),
  constraint contract_amendment_answers_signed_on_a_day CHECK (((kind = 'signed'::text) = (signed_on IS NOT NULL)))
);
CREATE INDEX contract_amendment_answers_amendment ON public.contract_amendment_answers USING btree (amendment_id);
CREATE UNIQUE INDEX contract_amendment_answers_closed_once ON public.contract_amendment_answers USING btree (amendment_id) WHERE (completes OR (kind <> 'signed'::text));
CREATE INDEX contract_amendment_answers_contract ON public.contract_amendment_answers USING btree (contract_id);
CREATE UNIQUE INDEX contract_amendment_answers_once_by_a_person ON public.contract_amendment_answers USING btree (amendment_id, recorded_by) WHERE ((kind = 'signed'::text) AND (NOT is_for_all));
CREATE UNIQUE INDEX contract_amendment_answers_once_for_a_party ON public.contract_amendment_answers USING btree (amendment_id, party) WHERE ((kind = 'signed'::text) AND (NOT is_for_all));
alter table contract_amendment_answers enable row level security;
alter table contract_amendment_answers force row level security;
create policy contract_amendment_answers_complete on contract_amendment_answers as restrictive for insert to palier_api
  with check ((NOT completes) OR app.may_complete(amendment_id, party));
create policy contract_amendment_answers_maintenance on contract_amendment_answers for all to palier_maintenance
  using true
  with check true;
create policy contract_amendment_answers_read on contract_amendment_answers for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_amendment_answers.contract_id))));
create policy contract_amendment_answers_write on contract_amendment_answers for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND app.answers_as_party(contract_id, party) AND ((party <> 'alternant'::text) OR (NOT (completes OR is_for_all))) AND (EXISTS ( SELECT
   FROM contract_amendments a
  WHERE ((a.id = contract_amendment_answers.amendment_id) AND (a.contract_id = contract_amendment_answers.contract_id) AND ((contract_amendment_answers.kind <> 'withdrawn'::text) OR (a.side = contract_amendment_answers.party))))));
grant insert, select on contract_amendment_answers to palier_api;
grant delete, insert, select, update on contract_amendment_answers to palier_maintenance;

create table contract_amendment_papers (
  id uuid not null,
  amendment_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  members jsonb not null,
  ground text,
  constraint contract_amendment_papers_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES contract_amendments(id),
  constraint contract_amendment_papers_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_amendment_papers_ground_known CHECK ((ground = ANY (ARRAY['disability'::text, 'athlete'::text]))),
  constraint contract_amendment_papers_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_amendment_papers_members_object CHECK ((jsonb_typeof(members) = 'object'::text)),
  constraint contract_amendment_papers_pkey PRIMARY KEY (id),
  constraint contract_amendment_papers_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_amendment_papers_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX contract_amendment_papers_contract ON public.contract_amendment_papers USING btree (contract_id);
CREATE UNIQUE INDEX contract_amendment_papers_of_amendment ON public.contract_amendment_papers USING btree (amendment_id);
CREATE TRIGGER contract_amendment_papers_with_their_amendment AFTER INSERT ON public.contract_amendment_papers FOR EACH ROW EXECUTE FUNCTION app.refuse_late_paper();
alter table contract_amendment_papers enable row level security;
alter table contract_amendment_papers force row level security;
create policy contract_amendment_papers_maintenance on contract_amendment_papers for all to palier_maintenance
  using true
  with check true;
create policy contract_amendment_papers_read on contract_amendment_papers for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_amendment_papers.contract_id) AND ((c.alternant_id = ( SELECT app.person_id() AS person_id)) OR (c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
create policy contract_amendment_papers_write on contract_amendment_papers for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (app.answers_as_party(contract_id, 'employer'::text) OR app.answers_as_party(contract_id, 'training_centre'::text)));
grant insert, select on contract_amendment_papers to palier_api;
grant delete, insert, select, update on contract_amendment_papers to palier_maintenance;

create table contract_amendments (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  side text not null,
  number integer not null,
  effective_on date not null,
  starts_on date,
  until_day date,
  extension text,
  weekly_minutes integer,
  main_tutor_id uuid,
  former_tutor_id uuid,
  form_type text,
  previous_number text,
  reason text not null,
  changes_form boolean default false not null,
  new_employer_id uuid,
  constraint contract_amendments_change_something CHECK ((changes_form OR (num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id, new_employer_id) > 0))),
  constraint contract_amendments_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_amendments_extension_has_end CHECK (((extension IS NULL) OR (until_day IS NOT NULL))),
  constraint contract_amendments_extension_known CHECK ((extension = 'failed_exam'::text)),
  constraint contract_amendments_form_type_known CHECK ((form_type = ANY (ARRAY['31'::text, '32'::text, '33'::text, '34'::text, '35'::text, '36'::text, '37'::text, '38'::text]))),
  constraint contract_amendments_former_tutor_id_fkey FOREIGN KEY (former_tutor_id) REFERENCES people(id),
  constraint contract_amendments_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_amendments_main_tutor_id_fkey FOREIGN KEY (main_tutor_id) REFERENCES people(id),
  constraint contract_amendments_new_employer_id_fkey FOREIGN KEY (new_employer_id) REFERENCES organisations(id),
  constraint contract_amendments_numbered UNIQUE (contract_id, number),
  constraint contract_amendments_pkey PRIMARY KEY (id),
  constraint contract_amendments_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_amendments_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint contract_amendments_side_known CHECK ((side = ANY (ARRAY['employer'::text, 'training_centre'::text]))),
  constraint contract_amendments_transfer_alone CHECK (((new_employer_id IS NULL) OR ((NOT changes_form) AND (num_nonnulls(starts_on, until_day, weekly_minutes, main_tutor_id) = 0)))),
  constraint contract_amendments_weekly_minutes CHECK (((weekly_minutes >= 1) AND (weekly_minutes <= 2880)))
);
CREATE INDEX contract_amendments_former_tutor ON public.contract_amendments USING btree (former_tutor_id) WHERE (former_tutor_id IS NOT NULL);
CREATE INDEX contract_amendments_main_tutor ON public.contract_amendments USING btree (main_tutor_id) WHERE (main_tutor_id IS NOT NULL);
CREATE INDEX contract_amendments_new_employer ON public.contract_amendments USING btree (new_employer_id, id) WHERE (new_employer_id IS NOT NULL);
alter table contract_amendments enable row level security;
alter table contract_amendments force row level security;
create policy contract_amendments_maintenance on contract_amendments for all to palier_maintenance
  using true
  with check true;
create policy contract_amendments_read on contract_amendments for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_amendments.contract_id))));
create policy contract_amendments_write on contract_amendments for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND app.answers_as_party(contract_id, side));
grant insert, select on contract_amendments to palier_api;
grant delete, insert, select, update on contract_amendments to palier_maintenance;

create table contract_calendars (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  patterns jsonb not null,
  items jsonb not null,
  source text not null,
  constraint contract_calendars_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_calendars_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_calendars_pkey PRIMARY KEY (id),
  constraint contract_calendars_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_calendars_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint contract_calendars_source_known CHECK ((source = ANY (ARRAY['stated'::text, 'ics'::text, 'csv'::text])))
);
CREATE UNIQUE INDEX contract_calendars_in_order ON public.contract_calendars USING btree (contract_id, sequence);
alter table contract_calendars enable row level security;
alter table contract_calendars force row level security;
create policy contract_calendars_maintenance on contract_calendars for all to palier_maintenance
  using true
  with check true;
create policy contract_calendars_read on contract_calendars for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_calendars.contract_id))));
create policy contract_calendars_write on contract_calendars for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_calendars.contract_id) AND (c.alternant_id <> ALL (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[])) AND ((c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))))));
grant insert, select on contract_calendars to palier_api;
grant delete, insert, select, update on contract_calendars to palier_maintenance;

create table contract_check_override_withdrawals (
  id uuid not null,
  override_id uuid not null,
  contract_id uuid not null,
  reason text not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint contract_check_override_withdrawals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_check_override_withdrawals_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_check_override_withdrawals_once UNIQUE (override_id),
  constraint contract_check_override_withdrawals_override_id_fkey FOREIGN KEY (override_id) REFERENCES contract_check_overrides(id),
  constraint contract_check_override_withdrawals_pkey PRIMARY KEY (id),
  constraint contract_check_override_withdrawals_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_check_override_withdrawals_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX contract_check_override_withdrawals_contract ON public.contract_check_override_withdrawals USING btree (contract_id);
alter table contract_check_override_withdrawals enable row level security;
alter table contract_check_override_withdrawals force row level security;
create policy contract_check_override_withdrawals_maintenance on contract_check_override_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy contract_check_override_withdrawals_read on contract_check_override_withdrawals for select to palier_api
  using app.handles_contract_papers(contract_id);
create policy contract_check_override_withdrawals_write on contract_check_override_withdrawals for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contract_check_overrides o
  WHERE ((o.id = contract_check_override_withdrawals.override_id) AND (o.contract_id = contract_check_override_withdrawals.contract_id)))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_check_override_withdrawals.contract_id) AND (app.overrides_checks(c.id, c.employer_id) OR app.overrides_checks(c.id, c.training_centre_id))))));
grant insert, select on contract_check_override_withdrawals to palier_api;
grant delete, insert, select, update on contract_check_override_withdrawals to palier_maintenance;

create table contract_check_overrides (
  id uuid not null,
  contract_id uuid not null,
  organisation_id uuid not null,
  code text not null,
  basis text not null,
  reason text not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint contract_check_overrides_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_check_overrides_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_check_overrides_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint contract_check_overrides_pkey PRIMARY KEY (id),
  constraint contract_check_overrides_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_check_overrides_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX contract_check_overrides_contract ON public.contract_check_overrides USING btree (contract_id);
alter table contract_check_overrides enable row level security;
alter table contract_check_overrides force row level security;
create policy contract_check_overrides_maintenance on contract_check_overrides for all to palier_maintenance
  using true
  with check true;
create policy contract_check_overrides_read on contract_check_overrides for select to palier_api
  using app.handles_contract_papers(contract_id);
create policy contract_check_overrides_write on contract_check_overrides for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND app.overrides_checks(contract_id, organisation_id));
grant insert, select on contract_check_overrides to palier_api;
grant delete, insert, select, update on contract_check_overrides to palier_maintenance;

create table contract_confirmation_withdrawals (
  id uuid not null,
  confirmation_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint contract_confirmation_withdrawals_confirmation_id_fkey FOREIGN KEY (confirmation_id) REFERENCES contract_confirmations(id),
  constraint contract_confirmation_withdrawals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_confirmation_withdrawals_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_confirmation_withdrawals_once UNIQUE (confirmation_id),
  constraint contract_confirmation_withdrawals_pkey PRIMARY KEY (id),
  constraint contract_confirmation_withdrawals_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_confirmation_withdrawals_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX contract_confirmation_withdrawals_contract ON public.contract_confirmation_withdrawals USING btree (contract_id);
alter table contract_confirmation_withdrawals enable row level security;
alter table contract_confirmation_withdrawals force row level security;
create policy contract_confirmation_withdrawals_maintenance on contract_confirmation_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy contract_confirmation_withdrawals_read on contract_confirmation_withdrawals for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_confirmation_withdrawals.contract_id))));
create policy contract_confirmation_withdrawals_write on contract_confirmation_withdrawals for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contract_confirmations x
  WHERE ((x.id = contract_confirmation_withdrawals.confirmation_id) AND (x.contract_id = contract_confirmation_withdrawals.contract_id) AND app.calls_contract(x.contract_id, x.organisation_id)))));
grant insert, select on contract_confirmation_withdrawals to palier_api;
grant delete, insert, select, update on contract_confirmation_withdrawals to palier_maintenance;

create table contract_confirmations (
  id uuid not null,
  contract_id uuid not null,
  organisation_id uuid not null,
  duplicate_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint contract_confirmations_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_confirmations_duplicate_id_fkey FOREIGN KEY (duplicate_id) REFERENCES contracts(id),
  constraint contract_confirmations_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_confirmations_of_another CHECK ((duplicate_id <> contract_id)),
  constraint contract_confirmations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint contract_confirmations_pkey PRIMARY KEY (id),
  constraint contract_confirmations_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_confirmations_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX contract_confirmations_contract ON public.contract_confirmations USING btree (contract_id);
CREATE INDEX contract_confirmations_duplicate ON public.contract_confirmations USING btree (duplicate_id);
alter table contract_confirmations enable row level security;
alter table contract_confirmations force row level security;
create policy contract_confirmations_maintenance on contract_confirmations for all to palier_maintenance
  using true
  with check true;
create policy contract_confirmations_read on contract_confirmations for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_confirmations.contract_id))));
create policy contract_confirmations_write on contract_confirmations for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND app.calls_contract(contract_id, organisation_id) AND app.calls_contract(duplicate_id, organisation_id));
grant insert, select on contract_confirmations to palier_api;
grant delete, insert, select, update on contract_confirmations to palier_maintenance;

create table contract_deposits (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  on_day date,
  number text,
  decision text,
  decided_on date,
  constraint contract_deposits_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_deposits_decided_after CHECK ((decided_on >= on_day)),
  constraint contract_deposits_decided_on_a_day CHECK (((decision IS NULL) = (decided_on IS NULL))),
  constraint contract_deposits_decision_known CHECK ((decision = ANY (ARRAY['accepted'::text, 'refused'::text]))),
  constraint contract_deposits_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_deposits_of_a_day CHECK (((on_day IS NOT NULL) OR (num_nonnulls(number, decision) = 0))),
  constraint contract_deposits_pkey PRIMARY KEY (id),
  constraint contract_deposits_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_deposits_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX contract_deposits_in_order ON public.contract_deposits USING btree (contract_id, sequence);
alter table contract_deposits enable row level security;
alter table contract_deposits force row level security;
create policy contract_deposits_maintenance on contract_deposits for all to palier_maintenance
  using true
  with check true;
create policy contract_deposits_read on contract_deposits for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_deposits.contract_id))));
create policy contract_deposits_write on contract_deposits for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_deposits.contract_id) AND (c.alternant_id <> ALL (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[])) AND ((c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))))));
grant insert, select on contract_deposits to palier_api;
grant delete, insert, select, update on contract_deposits to palier_maintenance;

create table contract_external_ids (
  contract_id uuid not null,
  organisation_id uuid not null,
  external_id text not null,
  is_freed boolean default false not null,
  constraint contract_external_ids_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_external_ids_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint contract_external_ids_pkey PRIMARY KEY (contract_id, organisation_id)
);
CREATE INDEX contract_external_ids_by_id ON public.contract_external_ids USING btree (external_id);
CREATE UNIQUE INDEX contract_external_ids_once ON public.contract_external_ids USING btree (organisation_id, external_id) WHERE (NOT is_freed);
alter table contract_external_ids enable row level security;
alter table contract_external_ids force row level security;
create policy contract_external_ids_delete on contract_external_ids for delete to palier_api
  using app.calls_contract(contract_id, organisation_id);
create policy contract_external_ids_maintenance on contract_external_ids for all to palier_maintenance
  using true
  with check true;
create policy contract_external_ids_read on contract_external_ids for select to palier_api
  using (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text, 'auditor'::text]) AS organisations_as)::uuid[]));
create policy contract_external_ids_update on contract_external_ids for update to palier_api
  using app.calls_contract(contract_id, organisation_id)
  with check app.calls_contract(contract_id, organisation_id);
create policy contract_external_ids_write on contract_external_ids for insert to palier_api
  with check app.calls_contract(contract_id, organisation_id);
grant delete, insert, select, update (external_id, is_freed) on contract_external_ids to palier_api;
grant delete, insert, select, update on contract_external_ids to palier_maintenance;

create table contract_forms (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  content jsonb not null,
  changed text[] not null,
  by_amendment boolean not null,
  constraint contract_forms_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_forms_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_forms_pkey PRIMARY KEY (id),
  constraint contract_forms_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_forms_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX contract_forms_in_order ON public.contract_forms USING btree (contract_id, sequence);
alter table contract_forms enable row level security;
alter table contract_forms force row level security;
create policy contract_forms_maintenance on contract_forms for all to palier_maintenance
  using true
  with check true;
create policy contract_forms_read on contract_forms for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_forms.contract_id) AND ((c.alternant_id = ( SELECT app.person_id() AS person_id)) OR (c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
create policy contract_forms_write on contract_forms for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_forms.contract_id) AND (c.alternant_id <> ALL (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[])) AND ((c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))))));
grant insert, select on contract_forms to palier_api;
grant delete, insert, select, update on contract_forms to palier_maintenance;

create table contract_groups (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  group_name text,
  constraint contract_groups_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_groups_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_groups_pkey PRIMARY KEY (id),
  constraint contract_groups_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_groups_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint contract_groups_short CHECK (((char_length(group_name) >= 1) AND (char_length(group_name) <= 60)))
);
CREATE UNIQUE INDEX contract_groups_in_order ON public.contract_groups USING btree (contract_id, sequence);
CREATE INDEX contract_groups_named ON public.contract_groups USING btree (group_name, contract_id);
alter table contract_groups enable row level security;
alter table contract_groups force row level security;
create policy contract_groups_maintenance on contract_groups for all to palier_maintenance
  using true
  with check true;
create policy contract_groups_read on contract_groups for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_groups.contract_id))));
create policy contract_groups_write on contract_groups for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_groups.contract_id) AND (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
grant insert, select on contract_groups to palier_api;
grant delete, insert, select, update on contract_groups to palier_maintenance;

create table contract_outcomes (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  side text not null,
  stage text not null,
  diploma text,
  situation text,
  constraint contract_outcomes_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_outcomes_diploma_known CHECK ((diploma = ANY (ARRAY['obtained'::text, 'partial'::text, 'not_obtained'::text, 'awaited'::text]))),
  constraint contract_outcomes_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_outcomes_of_an_employer CHECK (((side <> 'employer'::text) OR ((diploma IS NULL) AND COALESCE((situation = 'hired_here'::text), false)))),
  constraint contract_outcomes_pkey PRIMARY KEY (id),
  constraint contract_outcomes_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_outcomes_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint contract_outcomes_side_known CHECK ((side = ANY (ARRAY['training_centre'::text, 'employer'::text, 'alternant'::text]))),
  constraint contract_outcomes_situation_known CHECK ((situation = ANY (ARRAY['hired_here'::text, 'employed_elsewhere'::text, 'further_training'::text, 'none'::text, 'unknown'::text]))),
  constraint contract_outcomes_stage_known CHECK ((stage = ANY (ARRAY['end'::text, 'six_months'::text])))
);
CREATE UNIQUE INDEX contract_outcomes_in_order ON public.contract_outcomes USING btree (contract_id, sequence);
alter table contract_outcomes enable row level security;
alter table contract_outcomes force row level security;
create policy contract_outcomes_maintenance on contract_outcomes for all to palier_maintenance
  using true
  with check true;
create policy contract_outcomes_of_no_guest on contract_outcomes as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy contract_outcomes_read on contract_outcomes for select to palier_api
  using ((EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_outcomes.contract_id) AND ((c.alternant_id = ( SELECT app.person_id() AS person_id)) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])) OR ((contract_outcomes.side = 'employer'::text) AND (c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))))))) OR app.is_referent_of(contract_id));
create policy contract_outcomes_write on contract_outcomes for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_outcomes.contract_id) AND (c.signed_on IS NOT NULL) AND (c.cancelled_on IS NULL) AND (
        CASE contract_outcomes.stage
            WHEN 'six_months'::text THEN ((c.held_until + '6 mons'::interval))::date
            ELSE c.held_until
        END <= app.today()) AND ((contract_outcomes.side = 'alternant'::text) = (c.alternant_id = ANY (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[]))) AND
        CASE contract_outcomes.side
            WHEN 'alternant'::text THEN (c.alternant_id = ( SELECT app.person_id() AS person_id))
            WHEN 'employer'::text THEN (c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))
            ELSE ((c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])) OR app.is_referent_of(c.id))
        END))));
grant insert, select on contract_outcomes to palier_api;
grant delete, insert, select, update on contract_outcomes to palier_maintenance;

create table contract_steps (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  kind text not null,
  on_day date,
  cause text,
  initiator text,
  comment text,
  terms jsonb,
  recorded_by_client uuid,
  corrects bigint,
  place bigint,
  until_day date,
  suspension bigint,
  proof jsonb,
  constraint contract_steps_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_steps_correct_earlier_ones CHECK (((place <= corrects) AND (corrects < sequence))),
  constraint contract_steps_correction_has_reason CHECK (((corrects IS NULL) OR ((place IS NOT NULL) AND (comment IS NOT NULL)))),
  constraint contract_steps_corrects_fkey FOREIGN KEY (contract_id, corrects) REFERENCES contract_steps(contract_id, sequence),
  constraint contract_steps_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint contract_steps_kind_known CHECK ((kind = ANY (ARRAY['created'::text, 'amended'::text, 'signed'::text, 'suspended'::text, 'resumed'::text, 'terminated'::text, 'cancelled'::text, 'completed'::text, 'withdrawn'::text]))),
  constraint contract_steps_pkey PRIMARY KEY (id),
  constraint contract_steps_proof_of_ends CHECK (((proof IS NULL) OR (kind = ANY (ARRAY['terminated'::text, 'completed'::text])))),
  constraint contract_steps_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint contract_steps_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint contract_steps_return_ends_one CHECK (((suspension IS NULL) OR ((kind = 'resumed'::text) AND (suspension < sequence)))),
  constraint contract_steps_suspension_fkey FOREIGN KEY (contract_id, suspension) REFERENCES contract_steps(contract_id, sequence),
  constraint contract_steps_until_of_suspensions CHECK (((until_day IS NULL) OR ((kind = 'suspended'::text) AND (on_day < until_day)))),
  constraint contract_steps_withdrawal_corrects CHECK (((kind <> 'withdrawn'::text) OR (corrects IS NOT NULL)))
);
CREATE INDEX contract_steps_backdated ON public.contract_steps USING btree (contract_id) WHERE ((kind = ANY (ARRAY['suspended'::text, 'terminated'::text, 'completed'::text])) AND (on_day < ((recorded_at AT TIME ZONE 'Europe/Paris'::text))::date));
CREATE UNIQUE INDEX contract_steps_corrected_once ON public.contract_steps USING btree (contract_id, corrects) WHERE (corrects IS NOT NULL);
CREATE UNIQUE INDEX contract_steps_in_order ON public.contract_steps USING btree (contract_id, sequence);
alter table contract_steps enable row level security;
alter table contract_steps force row level security;
create policy contract_steps_maintenance on contract_steps for all to palier_maintenance
  using true
  with check true;
create policy contract_steps_of_no_guest on contract_steps as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy contract_steps_read on contract_steps for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = contract_steps.contract_id)));
create policy contract_steps_write on contract_steps for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = contract_steps.contract_id) AND ((c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))))));
grant insert, select on contract_steps to palier_api;
grant delete, insert, select, update on contract_steps to palier_maintenance;

create table contracts (
  id uuid not null,
  kind text not null,
  alternant_id uuid not null,
  employer_id uuid not null,
  training_centre_id uuid not null,
  ladder_id uuid not null,
  starts_on date not null,
  until_day date not null,
  owner_id uuid not null,
  external_id text,
  continuation_of uuid,
  legal_representative jsonb,
  signed_on date,
  held_until date not null,
  ended_as text,
  cancelled_on date,
  suspensions datemultirange not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  last_sequence bigint not null,
  last_recorded_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  frees_external_id boolean default false not null,
  suspension_periods daterange[] default '{}'::daterange[] not null,
  sort_name text not null,
  transfer_id uuid,
  constraint contracts_alternant_id_fkey FOREIGN KEY (alternant_id) REFERENCES people(id),
  constraint contracts_continuation_of_fkey FOREIGN KEY (continuation_of) REFERENCES contracts(id),
  constraint contracts_days_in_order CHECK ((starts_on < until_day)),
  constraint contracts_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES organisations(id),
  constraint contracts_end_known CHECK ((ended_as = ANY (ARRAY['terminated'::text, 'completed'::text]))),
  constraint contracts_held_within_term CHECK ((starts_on <= held_until)),
  constraint contracts_kind_known CHECK ((kind = ANY (ARRAY['apprenticeship'::text, 'professionalisation'::text]))),
  constraint contracts_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladders(id),
  constraint contracts_one_signed_at_a_time EXCLUDE USING gist (alternant_id WITH =, daterange(starts_on, held_until) WITH &&) WHERE (((signed_on IS NOT NULL) AND (cancelled_on IS NULL))),
  constraint contracts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisations(id),
  constraint contracts_pkey PRIMARY KEY (id),
  constraint contracts_signed_before_start CHECK ((signed_on <= starts_on)),
  constraint contracts_suspensions_apart CHECK (((cardinality(suspension_periods) < 2) OR app.are_apart(suspension_periods))),
  constraint contracts_training_centre_id_fkey FOREIGN KEY (training_centre_id) REFERENCES organisations(id),
  constraint contracts_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES contract_amendments(id)
);
CREATE INDEX contracts_alternant ON public.contracts USING btree (alternant_id);
CREATE INDEX contracts_changed ON public.contracts USING btree (changed_at, id);
CREATE INDEX contracts_employer ON public.contracts USING btree (employer_id, id);
CREATE INDEX contracts_employer_drafts ON public.contracts USING btree (employer_id, id) WHERE ((signed_on IS NULL) AND (cancelled_on IS NULL));
CREATE INDEX contracts_employer_ends ON public.contracts USING btree (employer_id, held_until, id);
CREATE INDEX contracts_employer_names ON public.contracts USING btree (employer_id, sort_name, id);
CREATE INDEX contracts_employer_starts ON public.contracts USING btree (employer_id, starts_on, id);
CREATE INDEX contracts_ended ON public.contracts USING btree (held_until) WHERE ((signed_on IS NOT NULL) AND (cancelled_on IS NULL));
CREATE INDEX contracts_ends ON public.contracts USING btree (held_until, id);
CREATE INDEX contracts_external_id ON public.contracts USING btree (external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX contracts_external_id_once ON public.contracts USING btree (owner_id, external_id) WHERE ((external_id IS NOT NULL) AND (NOT frees_external_id));
CREATE INDEX contracts_ladder ON public.contracts USING btree (ladder_id, id);
CREATE INDEX contracts_names ON public.contracts USING btree (sort_name, id);
CREATE INDEX contracts_starts ON public.contracts USING btree (starts_on, id);
CREATE INDEX contracts_training_centre ON public.contracts USING btree (training_centre_id, id);
CREATE INDEX contracts_training_centre_drafts ON public.contracts USING btree (training_centre_id, id) WHERE ((signed_on IS NULL) AND (cancelled_on IS NULL));
CREATE INDEX contracts_training_centre_ends ON public.contracts USING btree (training_centre_id, held_until, id);
CREATE INDEX contracts_training_centre_names ON public.contracts USING btree (training_centre_id, sort_name, id);
CREATE INDEX contracts_training_centre_starts ON public.contracts USING btree (training_centre_id, starts_on, id);
CREATE UNIQUE INDEX contracts_transfer_once ON public.contracts USING btree (transfer_id) WHERE (transfer_id IS NOT NULL);
alter table contracts set (fillfactor=75);
CREATE TRIGGER contracts_are_named BEFORE INSERT ON public.contracts FOR EACH ROW EXECUTE FUNCTION app.name_contract();
CREATE TRIGGER contracts_free_external_ids AFTER UPDATE OF employer_id, training_centre_id ON public.contracts FOR EACH ROW WHEN (((new.employer_id IS DISTINCT FROM old.employer_id) OR (new.training_centre_id IS DISTINCT FROM old.training_centre_id))) EXECUTE FUNCTION app.free_external_ids();
CREATE TRIGGER contracts_keep_external_id AFTER UPDATE OF external_id, frees_external_id ON public.contracts FOR EACH ROW WHEN ((((new.owner_id IS DISTINCT FROM old.owner_id) OR (new.external_id IS DISTINCT FROM old.external_id)) OR (new.frees_external_id IS DISTINCT FROM old.frees_external_id))) EXECUTE FUNCTION app.keep_external_id();
CREATE TRIGGER contracts_keep_external_id_of_insert AFTER INSERT ON public.contracts FOR EACH ROW WHEN ((new.external_id IS NOT NULL)) EXECUTE FUNCTION app.keep_external_id();
CREATE TRIGGER contracts_keep_sort_name BEFORE UPDATE OF alternant_id ON public.contracts FOR EACH ROW WHEN ((old.alternant_id IS DISTINCT FROM new.alternant_id)) EXECUTE FUNCTION app.name_contract();
CREATE TRIGGER contracts_keep_their_alternant BEFORE UPDATE OF alternant_id ON public.contracts FOR EACH ROW WHEN (((old.signed_on IS NOT NULL) AND (old.alternant_id IS DISTINCT FROM new.alternant_id))) EXECUTE FUNCTION app.refuse_other_alternant();
CREATE TRIGGER contracts_not_of_merged BEFORE INSERT OR UPDATE OF alternant_id ON public.contracts FOR EACH ROW WHEN ((CURRENT_USER = 'palier_api'::name)) EXECUTE FUNCTION app.refuse_merged('alternant_id');
CREATE TRIGGER contracts_of_somebody AFTER INSERT OR UPDATE OF alternant_id ON public.contracts FOR EACH ROW EXECUTE FUNCTION app.refuse_erased('alternant_id');
CREATE TRIGGER contracts_signed_by_who_keeps_the_alternant AFTER UPDATE OF signed_on ON public.contracts FOR EACH ROW WHEN (((CURRENT_USER = 'palier_api'::name) AND (old.signed_on IS NULL) AND (new.signed_on IS NOT NULL))) EXECUTE FUNCTION app.refuse_signature_of_strangers();
CREATE TRIGGER contracts_terms_are_the_parties BEFORE UPDATE OF id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id, external_id, continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on, suspensions, suspension_periods, version, created_at, updated_at ON public.contracts FOR EACH ROW EXECUTE FUNCTION app.keep_terms_to_the_parties();
CREATE TRIGGER contracts_updates_are_dated BEFORE INSERT OR UPDATE OF id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id, external_id, continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on, suspensions, version, created_at, updated_at ON public.contracts FOR EACH ROW EXECUTE FUNCTION app.date_change();
alter table contracts enable row level security;
alter table contracts force row level security;
create policy contracts_maintenance on contracts for all to palier_maintenance
  using true
  with check true;
create policy contracts_of_a_transfer on contracts as restrictive for insert to palier_api
  with check ((transfer_id IS NULL) OR app.is_made_by_transfer(transfer_id, continuation_of, alternant_id, employer_id, training_centre_id, starts_on, until_day));
create policy contracts_read on contracts for select to palier_api
  using ((id = ( SELECT app.contract_scope() AS contract_scope)) OR (alternant_id = ( SELECT app.person_id() AS person_id)) OR (id = ANY (( SELECT app.contracts_mandated() AS contracts_mandated)::uuid[])) OR (employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]) AS organisations_as)::uuid[])) OR (training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]) AS organisations_as)::uuid[])));
create policy contracts_update on contracts for update to palier_api
  using ((id = ( SELECT app.contract_scope() AS contract_scope)) OR (alternant_id = ( SELECT app.person_id() AS person_id)) OR (id = ANY (( SELECT app.contracts_mandated() AS contracts_mandated)::uuid[])) OR (employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]) AS organisations_as)::uuid[])) OR (training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text]) AS organisations_as)::uuid[])));
create policy contracts_write on contracts for insert to palier_api
  with check ((employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
grant insert, select, update (kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, external_id, continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on, suspensions, version, updated_at, last_sequence, last_recorded_at, frees_external_id, suspension_periods) on contracts to palier_api;
grant delete, insert, select, update on contracts to palier_maintenance;

create table credential_keys (
  kid text not null,
  created_at timestamp with time zone not null,
  public_key jsonb not null,
  sealed_key bytea not null,
  constraint credential_keys_pkey PRIMARY KEY (kid)
);
alter table credential_keys enable row level security;
alter table credential_keys force row level security;
create policy credential_keys_maintenance on credential_keys for all to palier_maintenance
  using true
  with check true;
grant delete, insert, select, update on credential_keys to palier_maintenance;

create table dispute_endings (
  id uuid not null,
  dispute_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  ended_by uuid not null,
  ending text not null,
  reason text,
  constraint dispute_endings_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint dispute_endings_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES disputes(id),
  constraint dispute_endings_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES people(id),
  constraint dispute_endings_ending_known CHECK ((ending = ANY (ARRAY['fact_stands'::text, 'fact_overturned'::text, 'withdrawn'::text]))),
  constraint dispute_endings_pkey PRIMARY KEY (id),
  constraint dispute_endings_ruling_has_reason CHECK (((ending = 'withdrawn'::text) = (reason IS NULL)))
);
CREATE UNIQUE INDEX dispute_endings_in_order ON public.dispute_endings USING btree (contract_id, sequence);
CREATE UNIQUE INDEX dispute_endings_once ON public.dispute_endings USING btree (dispute_id);
CREATE TRIGGER dispute_endings_by_somebody_else AFTER INSERT OR UPDATE OF ended_by, dispute_id, ending ON public.dispute_endings FOR EACH ROW WHEN ((new.ending <> 'withdrawn'::text)) EXECUTE FUNCTION app.refuse_own_ruling('ended_by');
CREATE TRIGGER dispute_endings_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, ended_by, ending ON public.dispute_endings FOR EACH ROW WHEN ((new.ending <> 'withdrawn'::text)) EXECUTE FUNCTION app.refuse_own_subject('ended_by');
alter table dispute_endings enable row level security;
alter table dispute_endings force row level security;
create policy dispute_endings_by_a_member on dispute_endings as restrictive for insert to palier_api
  with check ((ending = 'withdrawn'::text) OR app.has_mandate(contract_id, app.paris_day(recorded_at)) OR app.administers_centre_of(contract_id));
create policy dispute_endings_maintenance on dispute_endings for all to palier_maintenance
  using true
  with check true;
create policy dispute_endings_of_a_guest on dispute_endings as restrictive for insert to palier_api
  with check ((app.guest_link_id() IS NULL) OR ((ending = 'withdrawn'::text) AND (contract_id = app.represented_contract()) AND (EXISTS ( SELECT
   FROM disputes d
  WHERE ((d.id = dispute_endings.dispute_id) AND (d.opened_by = dispute_endings.ended_by))))));
create policy dispute_endings_read on dispute_endings for select to palier_api
  using app.reads_confidences(contract_id);
create policy dispute_endings_write on dispute_endings for insert to palier_api
  with check ((ended_by = ( SELECT app.person_id() AS person_id)) AND app.reads_confidences(contract_id) AND ((ending = 'withdrawn'::text) OR (app.sees_contract_of_another(contract_id) AND (app.author_of_disputed(dispute_id) <> ended_by))));
grant insert, select on dispute_endings to palier_api;
grant delete, insert, select, update on dispute_endings to palier_maintenance;

create table disputes (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  opened_by uuid not null,
  on_behalf_of text,
  sign_off_id uuid,
  revocation_id uuid,
  level_decision_id uuid,
  attempt integer not null,
  grounds text not null,
  constraint disputes_about_one_fact CHECK ((num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1)),
  constraint disputes_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint disputes_level_decision_id_fkey FOREIGN KEY (level_decision_id) REFERENCES level_decisions(id),
  constraint disputes_on_behalf_of_known CHECK ((on_behalf_of = 'legal_representative'::text)),
  constraint disputes_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES people(id),
  constraint disputes_pkey PRIMARY KEY (id),
  constraint disputes_revocation_id_fkey FOREIGN KEY (revocation_id) REFERENCES revocations(id),
  constraint disputes_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id)
);
CREATE UNIQUE INDEX disputes_in_order ON public.disputes USING btree (contract_id, sequence);
CREATE UNIQUE INDEX disputes_one_of_level_decision ON public.disputes USING btree (level_decision_id, attempt) WHERE (level_decision_id IS NOT NULL);
CREATE UNIQUE INDEX disputes_one_of_revocation ON public.disputes USING btree (revocation_id, attempt) WHERE (revocation_id IS NOT NULL);
CREATE UNIQUE INDEX disputes_one_of_sign_off ON public.disputes USING btree (sign_off_id, attempt) WHERE (sign_off_id IS NOT NULL);
alter table disputes enable row level security;
alter table disputes force row level security;
create policy disputes_by_a_member on disputes as restrictive for insert to palier_api
  with check ((on_behalf_of IS NULL) OR app.has_mandate(contract_id, app.paris_day(recorded_at)) OR (contract_id = app.represented_contract()) OR app.administers_centre_of(contract_id));
create policy disputes_maintenance on disputes for all to palier_maintenance
  using true
  with check true;
create policy disputes_of_a_guest on disputes as restrictive for insert to palier_api
  with check ((app.guest_link_id() IS NULL) OR (contract_id = app.represented_contract()));
create policy disputes_read on disputes for select to palier_api
  using app.reads_confidences(contract_id);
create policy disputes_write on disputes for insert to palier_api
  with check ((opened_by = ( SELECT app.person_id() AS person_id)) AND app.reads_confidences(contract_id) AND ((on_behalf_of IS NOT NULL) = app.sees_contract_of_another(contract_id)));
grant insert, select on disputes to palier_api;
grant delete, insert, select, update on disputes to palier_maintenance;

create table employer_declaration_withdrawals (
  id uuid not null,
  declaration_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint employer_declaration_withdrawals_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES employer_declarations(id),
  constraint employer_declaration_withdrawals_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint employer_declaration_withdrawals_pkey PRIMARY KEY (id),
  constraint employer_declaration_withdrawals_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint employer_declaration_withdrawals_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX employer_declaration_withdrawals_once ON public.employer_declaration_withdrawals USING btree (declaration_id);
alter table employer_declaration_withdrawals enable row level security;
alter table employer_declaration_withdrawals force row level security;
create policy employer_declaration_withdrawals_maintenance on employer_declaration_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy employer_declaration_withdrawals_read on employer_declaration_withdrawals for select to palier_api
  using (EXISTS ( SELECT
   FROM employer_declarations d
  WHERE (d.id = employer_declaration_withdrawals.declaration_id)));
create policy employer_declaration_withdrawals_write on employer_declaration_withdrawals for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM employer_declarations d
  WHERE ((d.id = employer_declaration_withdrawals.declaration_id) AND (d.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))))));
grant insert, select on employer_declaration_withdrawals to palier_api;
grant delete, insert, select, update on employer_declaration_withdrawals to palier_maintenance;

create table employer_declarations (
  id uuid not null,
  employer_id uuid not null,
  ladder_id uuid not null,
  missions text[] not null,
  declared_on date not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint employer_declarations_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES organisations(id),
  constraint employer_declarations_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint employer_declarations_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladders(id),
  constraint employer_declarations_names_missions CHECK ((cardinality(missions) > 0)),
  constraint employer_declarations_pkey PRIMARY KEY (id),
  constraint employer_declarations_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint employer_declarations_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX employer_declarations_employer ON public.employer_declarations USING btree (employer_id, id);
alter table employer_declarations enable row level security;
alter table employer_declarations force row level security;
create policy employer_declarations_maintenance on employer_declarations for all to palier_maintenance
  using true
  with check true;
create policy employer_declarations_read on employer_declarations for select to palier_api
  using ((employer_id = ( SELECT c.employer_id
   FROM contracts c
  WHERE (c.id = ( SELECT app.contract_scope() AS contract_scope)))) OR (employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]) AS organisations_as)::uuid[])) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.employer_id = employer_declarations.employer_id))));
create policy employer_declarations_write on employer_declarations for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])));
grant insert, select on employer_declarations to palier_api;
grant delete, insert, select, update on employer_declarations to palier_maintenance;

create table employer_proposals (
  id uuid not null,
  organisation_id uuid not null,
  training_centre_id uuid not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  constraint employer_proposals_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint employer_proposals_pkey PRIMARY KEY (id),
  constraint employer_proposals_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES people(id),
  constraint employer_proposals_training_centre_id_fkey FOREIGN KEY (training_centre_id) REFERENCES organisations(id)
);
CREATE UNIQUE INDEX employer_proposals_once ON public.employer_proposals USING btree (organisation_id, training_centre_id);
CREATE INDEX employer_proposals_training_centre ON public.employer_proposals USING btree (training_centre_id, id);
alter table employer_proposals enable row level security;
alter table employer_proposals force row level security;
create policy employer_proposals_maintenance on employer_proposals for all to palier_maintenance
  using true
  with check true;
create policy employer_proposals_read on employer_proposals for select to palier_api
  using (( SELECT app.is_platform_admin() AS is_platform_admin) OR (training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])));
grant select on employer_proposals to palier_api;
grant delete, insert, select, update on employer_proposals to palier_maintenance;

create table erasures (
  id uuid not null,
  person_id uuid not null,
  reason text not null,
  asked_by uuid,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawal_reason text,
  done_at timestamp with time zone,
  constraint erasures_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  constraint erasures_end_once CHECK ((num_nonnulls(withdrawn_at, done_at) <= 1)),
  constraint erasures_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint erasures_pkey PRIMARY KEY (id),
  constraint erasures_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id),
  constraint erasures_withdrawn_for_a_reason CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL))))
);
CREATE INDEX erasures_due ON public.erasures USING btree (due_at) WHERE ((withdrawn_at IS NULL) AND (done_at IS NULL));
CREATE UNIQUE INDEX erasures_one_at_a_time ON public.erasures USING btree (person_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX erasures_person ON public.erasures USING btree (person_id, id);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy erasures_maintenance on erasures for all to palier_maintenance
  using true
  with check true;
create policy erasures_read on erasures for select to palier_api
  using app.may_keep(person_id);
create policy erasures_withdraw on erasures for update to palier_api
  using ((done_at IS NULL) AND (withdrawn_at IS NULL) AND app.may_keep(person_id))
  with check (withdrawn_by = ( SELECT app.person_id() AS person_id));
create policy erasures_write on erasures for insert to palier_api
  with check ((asked_by = ( SELECT app.person_id() AS person_id)) AND (withdrawn_at IS NULL) AND (done_at IS NULL) AND (due_at >= ((app.setting('app.now'::text))::timestamp with time zone + '30 days'::interval)) AND app.may_erase(person_id));
grant insert, select, update (withdrawn_at, withdrawn_by, withdrawal_reason) on erasures to palier_api;
grant delete, insert, select, update on erasures to palier_maintenance;

create table events (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  type text not null,
  recorded_at timestamp with time zone not null,
  actor_person_id uuid,
  actor_client_id uuid,
  data jsonb not null,
  transaction_id bigint default app.transaction_id() not null,
  guest_link_id uuid default app.guest_link_id(),
  constraint events_actor_client_id_fkey FOREIGN KEY (actor_client_id) REFERENCES api_clients(id),
  constraint events_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint events_guest_link_id_fkey FOREIGN KEY (guest_link_id) REFERENCES guest_links(id),
  constraint events_have_one_actor CHECK ((num_nonnulls(actor_person_id, actor_client_id) = 1)),
  constraint events_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX events_in_order ON public.events USING btree (contract_id, sequence);
alter table events enable row level security;
alter table events force row level security;
create policy events_maintenance on events for all to palier_maintenance
  using true
  with check true;
create policy events_of_a_guest on events as restrictive for insert to palier_api
  with check (NOT (guest_link_id IS DISTINCT FROM app.guest_link_id()));
create policy events_of_self_assessments on events as restrictive for select to palier_api
  using ((type <> 'self_assessment.recorded'::text) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = events.contract_id) AND app.reads_comments(c.*)))));
create policy events_read on events for select to palier_api
  using (((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = events.contract_id)))) AND ((NOT app.is_confidential(type)) OR app.reads_confidences(contract_id)));
create policy events_write on events for insert to palier_api
  with check ((NOT (actor_person_id IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (actor_client_id IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR app.sees_contract(contract_id)));
grant insert, select on events to palier_api;
grant delete, insert, select, update on events to palier_maintenance;

create table evidence (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  added_by uuid not null,
  observation_id uuid,
  sign_off_id uuid,
  media_type text not null,
  size integer not null,
  sha256 bytea not null,
  file_name text,
  warning_version integer not null,
  journal_entry_id uuid,
  constraint evidence_added_by_fkey FOREIGN KEY (added_by) REFERENCES people(id),
  constraint evidence_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint evidence_journal_entry_id_fkey FOREIGN KEY (journal_entry_id) REFERENCES journal_entries(id),
  constraint evidence_media_type_known CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'application/pdf'::text]))),
  constraint evidence_observation_id_fkey FOREIGN KEY (observation_id) REFERENCES observations(id),
  constraint evidence_pkey PRIMARY KEY (id),
  constraint evidence_sha256_whole CHECK ((octet_length(sha256) = 32)),
  constraint evidence_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id),
  constraint evidence_size_positive CHECK ((size > 0)),
  constraint evidence_warning_acknowledged CHECK ((warning_version > 0))
);
CREATE UNIQUE INDEX evidence_in_order ON public.evidence USING btree (contract_id, sequence);
alter table evidence enable row level security;
alter table evidence force row level security;
create policy evidence_by_a_member on evidence as restrictive for insert to palier_api
  with check (app.is_of_team(contract_id, app.paris_day(recorded_at)) OR (NOT app.sees_contract_of_another(contract_id)));
create policy evidence_maintenance on evidence for all to palier_maintenance
  using true
  with check true;
create policy evidence_of_no_guest on evidence as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy evidence_read on evidence for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = evidence.contract_id))));
create policy evidence_write on evidence for insert to palier_api
  with check ((added_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR app.sees_contract(contract_id)) AND ((observation_id IS NULL) OR (EXISTS ( SELECT
   FROM observations o
  WHERE ((o.id = evidence.observation_id) AND (o.contract_id = evidence.contract_id))))) AND ((sign_off_id IS NULL) OR (EXISTS ( SELECT
   FROM sign_offs s
  WHERE ((s.id = evidence.sign_off_id) AND (s.contract_id = evidence.contract_id))))) AND ((journal_entry_id IS NULL) OR (EXISTS ( SELECT
   FROM journal_entries j
  WHERE ((j.id = evidence.journal_entry_id) AND (j.contract_id = evidence.contract_id))))));
grant insert, select on evidence to palier_api;
grant delete, insert, select, update on evidence to palier_maintenance;

create table evidence_withdrawals (
  id uuid not null,
  evidence_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  withdrawn_by uuid not null,
  reason text not null,
  constraint evidence_withdrawals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint evidence_withdrawals_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES evidence(id),
  constraint evidence_withdrawals_pkey PRIMARY KEY (id),
  constraint evidence_withdrawals_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX evidence_withdrawals_in_order ON public.evidence_withdrawals USING btree (contract_id, sequence);
CREATE UNIQUE INDEX evidence_withdrawals_once ON public.evidence_withdrawals USING btree (evidence_id);
alter table evidence_withdrawals enable row level security;
alter table evidence_withdrawals force row level security;
create policy evidence_withdrawals_by_a_member on evidence_withdrawals as restrictive for insert to palier_api
  with check (app.is_of_team(contract_id, app.paris_day(recorded_at)) OR (NOT app.sees_contract_of_another(contract_id)));
create policy evidence_withdrawals_maintenance on evidence_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy evidence_withdrawals_of_no_guest on evidence_withdrawals as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy evidence_withdrawals_read on evidence_withdrawals for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = evidence_withdrawals.contract_id))));
create policy evidence_withdrawals_write on evidence_withdrawals for insert to palier_api
  with check ((withdrawn_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR app.sees_contract(contract_id)));
grant insert, select on evidence_withdrawals to palier_api;
grant delete, insert, select, update on evidence_withdrawals to palier_maintenance;

create table file_reads (
  id uuid not null,
  person_id uuid not null,
  reader_id uuid,
  reader_client uuid,
  kind text not null,
  of_contract uuid,
  read_on date not null,
  first_at timestamp with time zone not null,
  constraint file_reads_by_one_reader CHECK ((num_nonnulls(reader_id, reader_client) = 1)),
  constraint file_reads_kind_known CHECK ((kind = ANY (ARRAY['contract'::text, 'ladder'::text, 'report'::text, 'evidence'::text, 'journal'::text, 'self_assessment'::text, 'dispute'::text, 'person'::text, 'export'::text]))),
  constraint file_reads_pkey PRIMARY KEY (id)
);
CREATE INDEX file_reads_by_day ON public.file_reads USING btree (read_on);
CREATE INDEX file_reads_of_person ON public.file_reads USING btree (person_id, id);
CREATE UNIQUE INDEX file_reads_once ON public.file_reads USING btree (person_id, read_on, kind, of_contract, reader_id, reader_client) NULLS NOT DISTINCT;
alter table file_reads enable row level security;
alter table file_reads force row level security;
create policy file_reads_maintenance on file_reads for all to palier_maintenance
  using true
  with check true;
create policy file_reads_read on file_reads for select to palier_api
  using ((person_id = ANY (( SELECT app.records_of_file(app.person_id()) AS records_of_file)::uuid[])) OR ( SELECT app.is_platform_admin() AS is_platform_admin) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = file_reads.of_contract) AND (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
grant select on file_reads to palier_api;
grant delete, insert, select, update on file_reads to palier_maintenance;

create table frameworks (
  id uuid not null,
  owner_id uuid,
  code text not null,
  version_code text not null,
  title text not null,
  blocks jsonb not null,
  details jsonb not null,
  published_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  shipped boolean default false not null,
  constraint frameworks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisations(id),
  constraint frameworks_pkey PRIMARY KEY (id),
  constraint frameworks_shipped_for_all CHECK (((NOT shipped) OR (owner_id IS NULL)))
);
CREATE UNIQUE INDEX frameworks_published_once ON public.frameworks USING btree (owner_id, code, version_code) NULLS NOT DISTINCT WHERE (published_at IS NOT NULL);
CREATE TRIGGER frameworks_published_never_change BEFORE DELETE OR UPDATE ON public.frameworks FOR EACH ROW EXECUTE FUNCTION app.refuse_change_of_published();
alter table frameworks enable row level security;
alter table frameworks force row level security;
create policy frameworks_maintenance on frameworks for all to palier_maintenance
  using true
  with check true;
create policy frameworks_read on frameworks for select to palier_api
  using (((published_at IS NOT NULL) AND ( SELECT app.is_signed_in() AS is_signed_in)) OR ((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
create policy frameworks_update on frameworks for update to palier_api
  using (((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))
  with check (((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
create policy frameworks_write on frameworks for insert to palier_api
  with check (((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
grant insert, select, update on frameworks to palier_api;
grant delete, insert, select, update on frameworks to palier_maintenance;

create table guest_links (
  id uuid not null,
  contract_id uuid not null,
  purpose text not null,
  person_id uuid not null,
  given_name text not null,
  family_name text not null,
  job_title text,
  email text not null,
  request_id uuid,
  met_on date,
  issued_by uuid not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  token_hash bytea,
  sends integer not null,
  last_sent_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  session_hash bytea,
  session_expires_at timestamp with time zone,
  code_hash bytea,
  code_asked_at timestamp with time zone,
  code_expires_at timestamp with time zone,
  code_tries integer default 0 not null,
  codes_asked integer default 0 not null,
  used_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  disowned_at timestamp with time zone,
  constraint guest_links_about_one_request CHECK (((purpose = 'tutor_once'::text) = (num_nonnulls(request_id, met_on) = 2))),
  constraint guest_links_address_in_lower_case CHECK ((email = lower(email))),
  constraint guest_links_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint guest_links_days_not_months CHECK ((expires_at <= (issued_at + '15 days'::interval))),
  constraint guest_links_end_once CHECK ((num_nonnulls(withdrawn_at, disowned_at) <= 1)),
  constraint guest_links_few_tries CHECK ((((code_tries >= 0) AND (code_tries <= 5)) AND ((codes_asked >= 0) AND (codes_asked <= 5)))),
  constraint guest_links_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES people(id),
  constraint guest_links_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint guest_links_pkey PRIMARY KEY (id),
  constraint guest_links_purpose_known CHECK ((purpose = ANY (ARRAY['tutor_once'::text, 'legal_representative'::text]))),
  constraint guest_links_request_id_fkey FOREIGN KEY (request_id) REFERENCES sign_off_requests(id),
  constraint guest_links_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id),
  constraint guest_links_withdrawn_by_somebody CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))
);
CREATE INDEX guest_links_contract ON public.guest_links USING btree (contract_id, id);
CREATE INDEX guest_links_person ON public.guest_links USING btree (person_id);
CREATE UNIQUE INDEX guest_links_session_once ON public.guest_links USING btree (session_hash);
CREATE UNIQUE INDEX guest_links_token_once ON public.guest_links USING btree (token_hash);
CREATE TRIGGER guest_links_never_for_oneself AFTER INSERT OR UPDATE OF contract_id, person_id ON public.guest_links FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('person_id');
CREATE TRIGGER guest_links_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, issued_by ON public.guest_links FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('issued_by');
alter table guest_links enable row level security;
alter table guest_links force row level security;
create policy guest_links_maintenance on guest_links for all to palier_maintenance
  using true
  with check true;
create policy guest_links_of_no_guest on guest_links as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy guest_links_read on guest_links for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = guest_links.contract_id) AND ((c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])) OR ((guest_links.purpose = 'tutor_once'::text) AND (c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])))))));
create policy guest_links_write on guest_links for insert to palier_api
  with check ((issued_by = ( SELECT app.person_id() AS person_id)) AND (person_id <> issued_by) AND (num_nonnulls(opened_at, session_hash, code_hash, used_at, withdrawn_at, disowned_at) = 0) AND app.gives_guest_link(contract_id, purpose));
grant insert, select (id, contract_id, purpose, person_id, given_name, family_name, job_title, email, request_id, met_on, issued_by, issued_at, expires_at, sends, last_sent_at, opened_at, used_at, withdrawn_at, withdrawn_by, disowned_at) on guest_links to palier_api;
grant delete, insert, select, update on guest_links to palier_maintenance;

create table idempotency_keys (
  caller_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  headers jsonb,
  expires_at timestamp with time zone not null,
  sealed_body bytea,
  constraint idempotency_keys_pkey PRIMARY KEY (caller_id, key)
);
CREATE INDEX idempotency_keys_expiry ON public.idempotency_keys USING btree (expires_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy idempotency_keys_maintenance on idempotency_keys for all to palier_maintenance
  using true
  with check true;
create policy idempotency_keys_own on idempotency_keys for all to palier_api
  using (caller_id = ( SELECT app.caller_id() AS caller_id))
  with check (caller_id = ( SELECT app.caller_id() AS caller_id));
grant delete, insert, select, update on idempotency_keys to palier_api;
grant delete, insert, select, update on idempotency_keys to palier_maintenance;

create table invitations (
  id uuid not null,
  email text not null,
  organisation_id uuid,
  role text not null,
  person_id uuid not null,
  token_hash bytea not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  superseded_by uuid,
  voided_at timestamp with time zone,
  sends integer default 1 not null,
  last_sent_at timestamp with time zone,
  mail_state text,
  mail_at timestamp with time zone,
  mail_reason text,
  constraint invitations_end_once CHECK ((num_nonnulls(accepted_at, withdrawn_at, superseded_by) <= 1)),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES people(id),
  constraint invitations_mail_reason_where_needed CHECK (((mail_reason IS NOT NULL) = ((mail_state IS NOT NULL) AND (mail_state = ANY (ARRAY['delayed'::text, 'refused'::text]))))),
  constraint invitations_mail_since CHECK (((mail_state IS NULL) = (mail_at IS NULL))),
  constraint invitations_mail_state_known CHECK ((mail_state = ANY (ARRAY['waiting'::text, 'sent'::text, 'delayed'::text, 'refused'::text]))),
  constraint invitations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint invitations_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES invitations(id) DEFERRABLE INITIALLY DEFERRED,
  constraint invitations_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id),
  constraint invitations_withdrawn_by_somebody CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))
);
CREATE INDEX invitations_expiring ON public.invitations USING btree (expires_at);
CREATE UNIQUE INDEX invitations_open_once ON public.invitations USING btree (lower(email), organisation_id, role) NULLS NOT DISTINCT WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL) AND (superseded_by IS NULL) AND (voided_at IS NULL));
CREATE INDEX invitations_organisation ON public.invitations USING btree (organisation_id);
CREATE INDEX invitations_person ON public.invitations USING btree (person_id);
CREATE INDEX invitations_superseding ON public.invitations USING btree (superseded_by) WHERE (superseded_by IS NOT NULL);
CREATE UNIQUE INDEX invitations_token_once ON public.invitations USING btree (token_hash);
CREATE TRIGGER invitations_not_of_merged BEFORE INSERT ON public.invitations FOR EACH ROW EXECUTE FUNCTION app.refuse_merged('person_id');
CREATE TRIGGER invitations_of_somebody AFTER INSERT OR UPDATE OF person_id ON public.invitations FOR EACH ROW EXECUTE FUNCTION app.refuse_erased('person_id');
CREATE TRIGGER invitations_supersede BEFORE INSERT ON public.invitations FOR EACH ROW EXECUTE FUNCTION app.supersede_invitations();
alter table invitations enable row level security;
alter table invitations force row level security;
create policy invitations_maintenance on invitations for all to palier_maintenance
  using true
  with check true;
create policy invitations_read on invitations for select to palier_api
  using (( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])));
create policy invitations_write on invitations for insert to palier_api
  with check ((invited_by = ( SELECT app.person_id() AS person_id)) AND app.may_give_role(role, organisation_id) AND (( SELECT app.is_platform_admin() AS is_platform_admin) OR (NOT app.stands_elsewhere_without_password(person_id, organisation_id))));
grant insert (id, email, organisation_id, role, person_id, token_hash, invited_by, created_at, expires_at, last_sent_at, mail_state, mail_at), select (id, email, organisation_id, role, person_id, invited_by, created_at, expires_at, accepted_at, withdrawn_at, withdrawn_by, superseded_by, voided_at, sends, last_sent_at, mail_state, mail_at, mail_reason) on invitations to palier_api;
grant delete, insert, select, update on invitations to palier_maintenance;

create table issued_reports (
  hash bytea not null,
  report_on date not null,
  sequence bigint not null,
  issued_at timestamp with time zone not null,
  constraint issued_reports_hash_whole CHECK ((octet_length(hash) = 32)),
  constraint issued_reports_pkey PRIMARY KEY (hash)
);
alter table issued_reports enable row level security;
alter table issued_reports force row level security;
create policy issued_reports_maintenance on issued_reports for all to palier_maintenance
  using true
  with check true;
grant select on issued_reports to palier_api;
grant delete, insert, select, update on issued_reports to palier_maintenance;

create table journal_entries (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  on_day date not null,
  mission text not null,
  minutes integer not null,
  text text,
  beyond_entitlement boolean not null,
  reasons text[] not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  break_minutes integer,
  hours_flags text[] default '{}'::text[] not null,
  constraint journal_entries_beyond_for_reasons CHECK ((beyond_entitlement = (cardinality(reasons) > 0))),
  constraint journal_entries_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint journal_entries_hours_whole CHECK ((((starts_at IS NULL) = (ends_at IS NULL)) AND ((break_minutes IS NULL) OR ((starts_at IS NOT NULL) AND (break_minutes >= 0))) AND ((starts_at IS NULL) OR (ends_at > starts_at)))),
  constraint journal_entries_pkey PRIMARY KEY (id),
  constraint journal_entries_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint journal_entries_within_a_day CHECK (((minutes >= 1) AND (minutes <= 1500)))
);
CREATE UNIQUE INDEX journal_entries_in_order ON public.journal_entries USING btree (contract_id, sequence);
CREATE INDEX journal_entries_of_day ON public.journal_entries USING btree (contract_id, on_day);
alter table journal_entries enable row level security;
alter table journal_entries force row level security;
create policy journal_entries_maintenance on journal_entries for all to palier_maintenance
  using true
  with check true;
create policy journal_entries_of_no_guest on journal_entries as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy journal_entries_read on journal_entries for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = journal_entries.contract_id))));
create policy journal_entries_write on journal_entries for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = journal_entries.contract_id) AND (c.alternant_id = journal_entries.recorded_by)))));
grant insert, select on journal_entries to palier_api;
grant delete, insert, select, update on journal_entries to palier_maintenance;

create table journal_entry_steps (
  id uuid not null,
  journal_entry_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  kind text not null,
  reason text,
  constraint journal_entry_steps_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint journal_entry_steps_journal_entry_id_fkey FOREIGN KEY (journal_entry_id) REFERENCES journal_entries(id),
  constraint journal_entry_steps_kind_known CHECK ((kind = ANY (ARRAY['acknowledged'::text, 'withdrawn'::text]))),
  constraint journal_entry_steps_pkey PRIMARY KEY (id),
  constraint journal_entry_steps_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint journal_entry_steps_withdrawn_for_a_reason CHECK (((kind = 'withdrawn'::text) = (reason IS NOT NULL)))
);
CREATE UNIQUE INDEX journal_entry_steps_in_order ON public.journal_entry_steps USING btree (contract_id, sequence);
CREATE UNIQUE INDEX journal_entry_steps_once ON public.journal_entry_steps USING btree (journal_entry_id);
CREATE TRIGGER journal_entry_steps_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by, kind ON public.journal_entry_steps FOR EACH ROW WHEN ((new.kind = 'acknowledged'::text)) EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
alter table journal_entry_steps enable row level security;
alter table journal_entry_steps force row level security;
create policy journal_entry_steps_by_a_member on journal_entry_steps as restrictive for insert to palier_api
  with check ((kind = 'withdrawn'::text) OR app.has_mandate(contract_id, app.paris_day(recorded_at)));
create policy journal_entry_steps_maintenance on journal_entry_steps for all to palier_maintenance
  using true
  with check true;
create policy journal_entry_steps_of_no_guest on journal_entry_steps as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy journal_entry_steps_read on journal_entry_steps for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = journal_entry_steps.contract_id))));
create policy journal_entry_steps_write on journal_entry_steps for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND
CASE kind
    WHEN 'withdrawn'::text THEN (EXISTS ( SELECT
       FROM contracts c
      WHERE ((c.id = journal_entry_steps.contract_id) AND (c.alternant_id = journal_entry_steps.recorded_by))))
    ELSE ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id))
END AND (EXISTS ( SELECT
   FROM journal_entries j
  WHERE ((j.id = journal_entry_steps.journal_entry_id) AND (j.contract_id = journal_entry_steps.contract_id)))));
grant insert, select on journal_entry_steps to palier_api;
grant delete, insert, select, update on journal_entry_steps to palier_maintenance;

create table ladder_changes (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  mapping_id uuid not null,
  from_ladder_id uuid not null,
  to_ladder_id uuid not null,
  ended_missions text[] not null,
  constraint ladder_changes_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint ladder_changes_from_ladder_id_fkey FOREIGN KEY (from_ladder_id) REFERENCES ladders(id),
  constraint ladder_changes_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint ladder_changes_mapping_id_fkey FOREIGN KEY (mapping_id) REFERENCES ladder_mappings(id),
  constraint ladder_changes_pkey PRIMARY KEY (id),
  constraint ladder_changes_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint ladder_changes_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint ladder_changes_to_ladder_id_fkey FOREIGN KEY (to_ladder_id) REFERENCES ladders(id)
);
CREATE UNIQUE INDEX ladder_changes_in_order ON public.ladder_changes USING btree (contract_id, sequence);
alter table ladder_changes enable row level security;
alter table ladder_changes force row level security;
create policy ladder_changes_maintenance on ladder_changes for all to palier_maintenance
  using true
  with check true;
create policy ladder_changes_of_no_guest on ladder_changes as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy ladder_changes_read on ladder_changes for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = ladder_changes.contract_id))));
create policy ladder_changes_write on ladder_changes for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = ladder_changes.contract_id) AND (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
grant insert, select on ladder_changes to palier_api;
grant delete, insert, select, update on ladder_changes to palier_maintenance;

create table ladder_mappings (
  id uuid not null,
  from_ladder_id uuid not null,
  to_ladder_id uuid not null,
  owner_id uuid,
  competencies jsonb not null,
  levels jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint ladder_mappings_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
  constraint ladder_mappings_from_ladder_id_fkey FOREIGN KEY (from_ladder_id) REFERENCES ladders(id),
  constraint ladder_mappings_lead_elsewhere CHECK ((from_ladder_id <> to_ladder_id)),
  constraint ladder_mappings_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisations(id),
  constraint ladder_mappings_pkey PRIMARY KEY (id),
  constraint ladder_mappings_shipped_for_all CHECK (((created_by IS NOT NULL) OR (owner_id IS NULL))),
  constraint ladder_mappings_to_ladder_id_fkey FOREIGN KEY (to_ladder_id) REFERENCES ladders(id)
);
CREATE INDEX ladder_mappings_between ON public.ladder_mappings USING btree (from_ladder_id, to_ladder_id, id);
alter table ladder_mappings enable row level security;
alter table ladder_mappings force row level security;
create policy ladder_mappings_maintenance on ladder_mappings for all to palier_maintenance
  using true
  with check true;
create policy ladder_mappings_read on ladder_mappings for select to palier_api
  using ( SELECT app.is_signed_in() AS is_signed_in);
create policy ladder_mappings_write on ladder_mappings for insert to palier_api
  with check ((created_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM ladders l
  WHERE ((l.id = ladder_mappings.to_ladder_id) AND (NOT (l.owner_id IS DISTINCT FROM ladder_mappings.owner_id)) AND (((l.owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (l.owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))))));
grant insert, select on ladder_mappings to palier_api;
grant delete, insert, select, update on ladder_mappings to palier_maintenance;

create table ladders (
  id uuid not null,
  owner_id uuid,
  framework_id uuid not null,
  code text not null,
  revision integer not null,
  title text not null,
  levels jsonb not null,
  missions jsonb not null,
  published_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  made_from jsonb,
  constraint ladders_framework_id_fkey FOREIGN KEY (framework_id) REFERENCES frameworks(id),
  constraint ladders_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisations(id),
  constraint ladders_pkey PRIMARY KEY (id)
);
CREATE INDEX ladders_asking ON public.ladders USING btree (id) WHERE jsonb_path_exists(missions, '$[*]."prerequisites"[*]'::jsonpath);
CREATE UNIQUE INDEX ladders_published_once ON public.ladders USING btree (owner_id, code, revision) NULLS NOT DISTINCT WHERE (published_at IS NOT NULL);
CREATE TRIGGER ladders_published_never_change BEFORE DELETE OR UPDATE ON public.ladders FOR EACH ROW EXECUTE FUNCTION app.refuse_change_of_published();
alter table ladders enable row level security;
alter table ladders force row level security;
create policy ladders_maintenance on ladders for all to palier_maintenance
  using true
  with check true;
create policy ladders_read on ladders for select to palier_api
  using (((published_at IS NOT NULL) AND ( SELECT app.is_signed_in() AS is_signed_in)) OR ((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
create policy ladders_update on ladders for update to palier_api
  using (((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))
  with check (((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
create policy ladders_write on ladders for insert to palier_api
  with check (((owner_id IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin)) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
grant insert, select, update on ladders to palier_api;
grant delete, insert, select, update on ladders to palier_maintenance;

create table level_credentials (
  id uuid not null,
  contract_id uuid not null,
  ladder_id uuid not null,
  level text not null,
  shown_name text not null,
  achieved_at timestamp with time zone not null,
  issued_at timestamp with time zone not null,
  status_list integer not null,
  status_index integer not null,
  revoked_at timestamp with time zone,
  constraint level_credentials_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint level_credentials_index_in_list CHECK (((status_list >= 1) AND ((status_index >= 0) AND (status_index <= 131071)))),
  constraint level_credentials_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladders(id),
  constraint level_credentials_pkey PRIMARY KEY (id),
  constraint level_credentials_shown_name_known CHECK ((shown_name = ANY (ARRAY['usual'::text, 'civil'::text, 'none'::text])))
);
CREATE INDEX level_credentials_contract ON public.level_credentials USING btree (contract_id, id);
CREATE UNIQUE INDEX level_credentials_one_at_a_time ON public.level_credentials USING btree (contract_id, level) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX level_credentials_status_once ON public.level_credentials USING btree (status_list, status_index);
alter table level_credentials enable row level security;
alter table level_credentials force row level security;
create policy level_credentials_issue on level_credentials for insert to palier_api
  with check ((revoked_at IS NULL) AND (app.guest_link_id() IS NULL) AND (EXISTS ( SELECT
   FROM (contracts c
     JOIN progress p ON ((p.contract_id = c.id)))
  WHERE ((c.id = level_credentials.contract_id) AND (c.alternant_id = ( SELECT app.person_id() AS person_id)) AND (c.ladder_id = level_credentials.ladder_id) AND (p.levels @> jsonb_build_array(jsonb_build_object('code', level_credentials.level, 'status', 'achieved')))))));
create policy level_credentials_maintenance on level_credentials for all to palier_maintenance
  using true
  with check true;
create policy level_credentials_read on level_credentials for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = level_credentials.contract_id) AND ((c.alternant_id = ( SELECT app.person_id() AS person_id)) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
create policy level_credentials_revoke on level_credentials for update to palier_api
  using ((revoked_at IS NULL) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = level_credentials.contract_id) AND (c.alternant_id = ( SELECT app.person_id() AS person_id))))))
  with check (revoked_at IS NOT NULL);
grant insert, select, update (revoked_at) on level_credentials to palier_api;
grant delete, insert, select, update on level_credentials to palier_maintenance;

create table level_decisions (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  decided_by uuid not null,
  mandate_id uuid not null,
  capacity text not null,
  level text not null,
  decision text not null,
  reason text,
  cosigns uuid,
  constraint level_decisions_capacity_known CHECK ((capacity = ANY (ARRAY['tutor'::text, 'referent'::text]))),
  constraint level_decisions_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint level_decisions_cosigns_fkey FOREIGN KEY (cosigns) REFERENCES level_decisions(id),
  constraint level_decisions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint level_decisions_decision_known CHECK ((decision = ANY (ARRAY['open'::text, 'decline'::text]))),
  constraint level_decisions_decline_has_reason CHECK (((decision <> 'decline'::text) OR (reason IS NOT NULL))),
  constraint level_decisions_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES mandates(id),
  constraint level_decisions_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX level_decisions_cosigned_once ON public.level_decisions USING btree (cosigns);
CREATE UNIQUE INDEX level_decisions_in_order ON public.level_decisions USING btree (contract_id, sequence);
CREATE TRIGGER level_decisions_cosigned_by_another AFTER INSERT OR UPDATE OF contract_id, decided_by, cosigns ON public.level_decisions FOR EACH ROW WHEN ((new.cosigns IS NOT NULL)) EXECUTE FUNCTION app.refuse_own_cosignature();
CREATE TRIGGER level_decisions_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, decided_by ON public.level_decisions FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('decided_by');
alter table level_decisions enable row level security;
alter table level_decisions force row level security;
create policy level_decisions_by_a_member on level_decisions as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy level_decisions_by_two_people on level_decisions for insert to palier_api
  with check ((decided_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)) AND ((cosigns IS NULL) OR (app.decided_by(cosigns) <> decided_by)));
create policy level_decisions_maintenance on level_decisions for all to palier_maintenance
  using true
  with check true;
create policy level_decisions_of_no_guest on level_decisions as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy level_decisions_read on level_decisions for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = level_decisions.contract_id))));
grant insert, select on level_decisions to palier_api;
grant delete, insert, select, update on level_decisions to palier_maintenance;

create table mails (
  id uuid not null,
  person_id uuid not null,
  digest_on date,
  made_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  outcome text,
  constraint mails_outcome_known CHECK ((outcome = ANY (ARRAY['sent'::text, 'refused'::text, 'no_address'::text, 'nothing_left'::text]))),
  constraint mails_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_settled_with_outcome CHECK (((settled_at IS NULL) = (outcome IS NULL)))
);
CREATE UNIQUE INDEX mails_one_digest_a_day ON public.mails USING btree (person_id, digest_on) WHERE (digest_on IS NOT NULL);
alter table mails enable row level security;
alter table mails force row level security;
create policy mails_maintenance on mails for all to palier_maintenance
  using true
  with check true;
create policy mails_notifier on mails for all to palier_api
  using ( SELECT app.is_notifier() AS is_notifier)
  with check ( SELECT app.is_notifier() AS is_notifier);
create policy mails_own on mails for select to palier_api
  using (person_id = ( SELECT app.person_id() AS person_id));
grant insert, select, update (settled_at, outcome) on mails to palier_api;
grant delete, insert, select, update on mails to palier_maintenance;

create table mandate_absence_ends (
  id uuid not null,
  absence_id uuid not null,
  contract_id uuid not null,
  until_day date not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint mandate_absence_ends_absence_id_fkey FOREIGN KEY (absence_id) REFERENCES mandate_absences(id),
  constraint mandate_absence_ends_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint mandate_absence_ends_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint mandate_absence_ends_pkey PRIMARY KEY (id),
  constraint mandate_absence_ends_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint mandate_absence_ends_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX mandate_absence_ends_in_order ON public.mandate_absence_ends USING btree (contract_id, sequence);
CREATE UNIQUE INDEX mandate_absence_ends_once ON public.mandate_absence_ends USING btree (absence_id, until_day);
CREATE TRIGGER mandate_absence_ends_shorten AFTER INSERT ON public.mandate_absence_ends FOR EACH ROW EXECUTE FUNCTION app.refuse_longer_absence();
alter table mandate_absence_ends enable row level security;
alter table mandate_absence_ends force row level security;
create policy mandate_absence_ends_maintenance on mandate_absence_ends for all to palier_maintenance
  using true
  with check true;
create policy mandate_absence_ends_of_no_guest on mandate_absence_ends as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy mandate_absence_ends_read on mandate_absence_ends for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = mandate_absence_ends.contract_id))));
create policy mandate_absence_ends_write on mandate_absence_ends for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = mandate_absence_ends.contract_id))));
grant insert, select on mandate_absence_ends to palier_api;
grant delete, insert, select, update on mandate_absence_ends to palier_maintenance;

create table mandate_absences (
  id uuid not null,
  mandate_id uuid not null,
  contract_id uuid not null,
  from_day date not null,
  until_day date,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  constraint mandate_absences_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint mandate_absences_days_in_order CHECK ((from_day < until_day)),
  constraint mandate_absences_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint mandate_absences_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES mandates(id),
  constraint mandate_absences_pkey PRIMARY KEY (id),
  constraint mandate_absences_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint mandate_absences_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX mandate_absences_contract ON public.mandate_absences USING btree (contract_id);
CREATE INDEX mandate_absences_mandate ON public.mandate_absences USING btree (mandate_id);
alter table mandate_absences enable row level security;
alter table mandate_absences force row level security;
create policy mandate_absences_maintenance on mandate_absences for all to palier_maintenance
  using true
  with check true;
create policy mandate_absences_of_no_guest on mandate_absences as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy mandate_absences_read on mandate_absences for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = mandate_absences.contract_id))));
create policy mandate_absences_write on mandate_absences for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = mandate_absences.contract_id))));
grant insert, select on mandate_absences to palier_api;
grant delete, insert, select, update on mandate_absences to palier_maintenance;

create table mandate_external_ids (
  mandate_id uuid not null,
  organisation_id uuid not null,
  external_id text not null,
  constraint mandate_external_ids_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES mandates(id),
  constraint mandate_external_ids_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint mandate_external_ids_pkey PRIMARY KEY (mandate_id, organisation_id)
);
CREATE INDEX mandate_external_ids_by_id ON public.mandate_external_ids USING btree (organisation_id, external_id);
alter table mandate_external_ids enable row level security;
alter table mandate_external_ids force row level security;
create policy mandate_external_ids_maintenance on mandate_external_ids for all to palier_maintenance
  using true
  with check true;
create policy mandate_external_ids_read on mandate_external_ids for select to palier_api
  using (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[]));
create policy mandate_external_ids_write on mandate_external_ids for insert to palier_api
  with check (EXISTS ( SELECT
   FROM (mandates m
     JOIN contracts c ON ((c.id = m.contract_id)))
  WHERE ((m.id = mandate_external_ids.mandate_id) AND (((c.employer_id = mandate_external_ids.organisation_id) AND (mandate_external_ids.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))) OR ((c.training_centre_id = mandate_external_ids.organisation_id) AND (mandate_external_ids.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))))));
grant insert, select on mandate_external_ids to palier_api;
grant delete, insert, select, update on mandate_external_ids to palier_maintenance;

create table mandates (
  id uuid not null,
  contract_id uuid not null,
  person_id uuid not null,
  role text not null,
  from_day date not null,
  until_day date,
  planned_until_day date,
  max_level text,
  replaces uuid,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  ended_recorded_at timestamp with time zone,
  recorded_by_client uuid,
  placement_id uuid,
  constraint mandates_at_a_host_second CHECK (((placement_id IS NULL) OR (role = ANY (ARRAY['co_tutor'::text, 'substitute'::text])))),
  constraint mandates_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint mandates_days_in_order CHECK ((from_day <= until_day)),
  constraint mandates_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint mandates_one_main_tutor_at_a_time EXCLUDE USING gist (contract_id WITH =, daterange(from_day, until_day) WITH &&) WHERE ((role = 'main_tutor'::text)),
  constraint mandates_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint mandates_pkey PRIMARY KEY (id),
  constraint mandates_placement_id_fkey FOREIGN KEY (placement_id, contract_id) REFERENCES placements(id, contract_id),
  constraint mandates_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint mandates_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint mandates_replaces_fkey FOREIGN KEY (replaces) REFERENCES mandates(id),
  constraint mandates_role_known CHECK ((role = ANY (ARRAY['main_tutor'::text, 'co_tutor'::text, 'substitute'::text, 'observer'::text, 'referent'::text])))
);
CREATE INDEX mandates_contract ON public.mandates USING btree (contract_id, from_day);
CREATE INDEX mandates_ended_late ON public.mandates USING btree (contract_id) WHERE ((ended_recorded_at IS NOT NULL) AND (until_day < ((ended_recorded_at AT TIME ZONE 'Europe/Paris'::text))::date));
CREATE INDEX mandates_person ON public.mandates USING btree (person_id, contract_id);
CREATE INDEX mandates_placement ON public.mandates USING btree (placement_id) WHERE (placement_id IS NOT NULL);
CREATE TRIGGER mandates_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, person_id ON public.mandates FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('person_id');
CREATE TRIGGER mandates_not_of_merged BEFORE INSERT ON public.mandates FOR EACH ROW EXECUTE FUNCTION app.refuse_merged('person_id');
CREATE TRIGGER mandates_of_somebody AFTER INSERT OR UPDATE OF person_id ON public.mandates FOR EACH ROW EXECUTE FUNCTION app.refuse_erased('person_id');
CREATE TRIGGER mandates_only_end_sooner BEFORE UPDATE OF until_day ON public.mandates FOR EACH ROW WHEN (((CURRENT_USER = 'palier_api'::name) AND (new.until_day IS DISTINCT FROM old.until_day))) EXECUTE FUNCTION app.refuse_prolonged_mandate();
alter table mandates enable row level security;
alter table mandates force row level security;
create policy mandates_maintenance on mandates for all to palier_maintenance
  using true
  with check true;
create policy mandates_of_no_guest on mandates as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy mandates_read on mandates for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = mandates.contract_id))));
create policy mandates_update on mandates for update to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = mandates.contract_id) AND ((c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
create policy mandates_within_placement on mandates as restrictive for insert to palier_api
  with check ((placement_id IS NULL) OR (EXISTS ( SELECT
   FROM placements p
  WHERE ((p.id = mandates.placement_id) AND (p.contract_id = mandates.contract_id) AND (p.host_id IS NOT NULL) AND (NOT p.is_withdrawn) AND (daterange(p.from_day, p.until_day) @> daterange(mandates.from_day, mandates.until_day))))));
create policy mandates_write on mandates for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (person_id <> ALL (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[])) AND (app.gives_mandate(contract_id, person_id, role, from_day, until_day) OR ((role = 'main_tutor'::text) AND app.is_tutor_of_transfer(contract_id, person_id, from_day, until_day))));
grant insert, select, update (until_day, ended_recorded_at) on mandates to palier_api;
grant delete, insert, select, update on mandates to palier_maintenance;

create table memberships (
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid,
  role text not null,
  from_day date,
  until_day date,
  created_at timestamp with time zone not null,
  constraint memberships_days_in_order CHECK ((from_day < until_day)),
  constraint memberships_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint memberships_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint memberships_pkey PRIMARY KEY (id),
  constraint memberships_platform_has_no_organisation CHECK (((role = 'platform_admin'::text) = (organisation_id IS NULL))),
  constraint memberships_role_known CHECK ((role = ANY (ARRAY['platform_admin'::text, 'centre_admin'::text, 'referent'::text, 'alternant'::text, 'auditor'::text, 'hr'::text, 'tutor'::text])))
);
CREATE INDEX memberships_organisation ON public.memberships USING btree (organisation_id, person_id);
CREATE INDEX memberships_person ON public.memberships USING btree (person_id, role);
CREATE TRIGGER memberships_alternants_have_no_login_before BEFORE INSERT OR UPDATE OF from_day, until_day ON public.memberships FOR EACH ROW WHEN (((CURRENT_USER = 'palier_api'::name) AND (new.role = 'alternant'::text))) EXECUTE FUNCTION app.refuse_own_alternant_with_login();
CREATE TRIGGER memberships_end_withdraws_invitations AFTER UPDATE OF until_day ON public.memberships FOR EACH ROW WHEN (((new.until_day <= app.today()) AND ((old.until_day IS NULL) OR (old.until_day > app.today())))) EXECUTE FUNCTION app.withdraw_invitations_of_leaver();
CREATE TRIGGER memberships_not_of_merged BEFORE INSERT ON public.memberships FOR EACH ROW EXECUTE FUNCTION app.refuse_merged('person_id');
CREATE TRIGGER memberships_of_somebody AFTER INSERT OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION app.refuse_erased('person_id');
CREATE TRIGGER memberships_that_read_are_given_by_people BEFORE INSERT OR UPDATE ON public.memberships FOR EACH ROW WHEN ((CURRENT_USER = 'palier_api'::name)) EXECUTE FUNCTION app.refuse_role_given_by_program();
alter table memberships enable row level security;
alter table memberships force row level security;
create policy memberships_maintenance on memberships for all to palier_maintenance
  using true
  with check true;
create policy memberships_read on memberships for select to palier_api
  using ((person_id = ( SELECT app.person_id() AS person_id)) OR ( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])));
create policy memberships_update on memberships for update to palier_api
  using (( SELECT app.is_platform_admin() AS is_platform_admin) OR (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])));
create policy memberships_write on memberships for insert to palier_api
  with check (( SELECT app.is_platform_admin() AS is_platform_admin) OR ((role = ANY (ARRAY['hr'::text, 'tutor'::text, 'alternant'::text])) AND (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))) OR ((role = ANY (ARRAY['centre_admin'::text, 'referent'::text, 'alternant'::text, 'auditor'::text])) AND (organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))));
grant insert, select, update (from_day, until_day) on memberships to palier_api;
grant delete, insert, select, update on memberships to palier_maintenance;

create table notification_preferences (
  person_id uuid not null,
  language text not null,
  digest_at text not null,
  quiet_from text not null,
  quiet_to text not null,
  muted_kinds text[] not null,
  version integer not null,
  updated_at timestamp with time zone not null,
  constraint notification_preferences_language_known CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint notification_preferences_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint notification_preferences_pkey PRIMARY KEY (person_id),
  constraint notification_preferences_times CHECK (((digest_at ~ '^([01]\d|2[0-3]):[0-5]\d$'::text) AND (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'::text) AND (quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$'::text)))
);
alter table notification_preferences enable row level security;
alter table notification_preferences force row level security;
create policy notification_preferences_maintenance on notification_preferences for all to palier_maintenance
  using true
  with check true;
create policy notification_preferences_notifier on notification_preferences for select to palier_api
  using ( SELECT app.is_notifier() AS is_notifier);
create policy notification_preferences_own on notification_preferences for all to palier_api
  using (person_id = ( SELECT app.person_id() AS person_id))
  with check (person_id = ( SELECT app.person_id() AS person_id));
grant insert, select, update on notification_preferences to palier_api;
grant delete, insert, select, update on notification_preferences to palier_maintenance;

create table notifications (
  id uuid not null,
  subject_id uuid not null,
  kind text not null,
  person_id uuid not null,
  contract_id uuid not null,
  level text,
  notified_at timestamp with time zone not null,
  due_at timestamp with time zone,
  mail_id uuid,
  constraint notifications_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint notifications_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES mails(id),
  constraint notifications_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint notifications_pkey PRIMARY KEY (id)
);
CREATE INDEX notifications_due ON public.notifications USING btree (due_at) WHERE ((mail_id IS NULL) AND (due_at IS NOT NULL));
CREATE INDEX notifications_of_mail ON public.notifications USING btree (mail_id) WHERE (mail_id IS NOT NULL);
CREATE INDEX notifications_of_person ON public.notifications USING btree (person_id, id);
CREATE UNIQUE INDEX notifications_sent_once ON public.notifications USING btree (subject_id, kind, person_id);
alter table notifications enable row level security;
alter table notifications force row level security;
create policy notifications_maintenance on notifications for all to palier_maintenance
  using true
  with check true;
create policy notifications_notifier on notifications for all to palier_api
  using ( SELECT app.is_notifier() AS is_notifier)
  with check ( SELECT app.is_notifier() AS is_notifier);
create policy notifications_own on notifications for select to palier_api
  using ((person_id = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = notifications.contract_id))));
grant insert, select, update (due_at, mail_id) on notifications to palier_api;
grant delete, insert, select, update on notifications to palier_maintenance;

create table observation_withdrawals (
  id uuid not null,
  observation_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  withdrawn_by uuid not null,
  reason text not null,
  revocation_id uuid,
  competency text,
  level text,
  constraint observation_withdrawals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint observation_withdrawals_observation_id_fkey FOREIGN KEY (observation_id) REFERENCES observations(id),
  constraint observation_withdrawals_of_an_item CHECK (((num_nonnulls(competency, level) = ANY (ARRAY[0, 2])) AND ((revocation_id IS NULL) OR (competency IS NOT NULL)))),
  constraint observation_withdrawals_pkey PRIMARY KEY (id),
  constraint observation_withdrawals_revocation_id_fkey FOREIGN KEY (revocation_id) REFERENCES revocations(id),
  constraint observation_withdrawals_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX observation_withdrawals_in_order ON public.observation_withdrawals USING btree (contract_id, sequence);
CREATE INDEX observation_withdrawals_observation ON public.observation_withdrawals USING btree (observation_id);
CREATE UNIQUE INDEX observation_withdrawals_once ON public.observation_withdrawals USING btree (observation_id) WHERE (competency IS NULL);
CREATE UNIQUE INDEX observation_withdrawals_once_of_a_revocation ON public.observation_withdrawals USING btree (revocation_id) WHERE (revocation_id IS NOT NULL);
CREATE UNIQUE INDEX observation_withdrawals_once_of_an_item ON public.observation_withdrawals USING btree (observation_id, competency, level) WHERE ((revocation_id IS NULL) AND (competency IS NOT NULL));
CREATE TRIGGER observation_withdrawals_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, withdrawn_by ON public.observation_withdrawals FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('withdrawn_by');
alter table observation_withdrawals enable row level security;
alter table observation_withdrawals force row level security;
create policy observation_withdrawals_by_a_member on observation_withdrawals as restrictive for insert to palier_api
  with check (app.is_of_team(contract_id, app.paris_day(recorded_at)) OR app.administers_centre_of(contract_id));
create policy observation_withdrawals_maintenance on observation_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy observation_withdrawals_of_no_guest on observation_withdrawals as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy observation_withdrawals_read on observation_withdrawals for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = observation_withdrawals.contract_id))));
create policy observation_withdrawals_write on observation_withdrawals for insert to palier_api
  with check ((withdrawn_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on observation_withdrawals to palier_api;
grant delete, insert, select, update on observation_withdrawals to palier_maintenance;

create table observations (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  observer_id uuid not null,
  observed_on date not null,
  mission text,
  unit text,
  with_sign_off boolean not null,
  items jsonb not null,
  constraint observations_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint observations_observer_id_fkey FOREIGN KEY (observer_id) REFERENCES people(id),
  constraint observations_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX observations_in_order ON public.observations USING btree (contract_id, sequence);
CREATE TRIGGER observations_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, observer_id ON public.observations FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('observer_id');
alter table observations enable row level security;
alter table observations force row level security;
create policy observations_by_a_member on observations as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, observed_on) AND app.is_of_team(contract_id, app.paris_day(recorded_at)));
create policy observations_maintenance on observations for all to palier_maintenance
  using true
  with check true;
create policy observations_of_a_guest on observations as restrictive for insert to palier_api
  with check ((app.guest_link_id() IS NULL) OR (with_sign_off AND (app.guest_request() IS NOT NULL)));
create policy observations_read on observations for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = observations.contract_id))));
create policy observations_write on observations for insert to palier_api
  with check ((observer_id = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on observations to palier_api;
grant delete, insert, select, update on observations to palier_maintenance;

create table organisation_identifiers (
  organisation_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  siret text not null,
  uai text,
  finess text,
  constraint organisation_identifiers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint organisation_identifiers_pkey PRIMARY KEY (organisation_id, version)
);
CREATE INDEX organisation_identifiers_siret ON public.organisation_identifiers USING btree (siret);
alter table organisation_identifiers enable row level security;
alter table organisation_identifiers force row level security;
create policy organisation_identifiers_maintenance on organisation_identifiers for all to palier_maintenance
  using true
  with check true;
create policy organisation_identifiers_read on organisation_identifiers for select to palier_api
  using ( SELECT app.is_signed_in() AS is_signed_in);
grant select on organisation_identifiers to palier_api;
grant delete, insert, select, update on organisation_identifiers to palier_maintenance;

create table organisation_names (
  organisation_id uuid not null,
  recorded_at timestamp with time zone not null,
  version integer not null,
  name text not null,
  constraint organisation_names_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint organisation_names_pkey PRIMARY KEY (organisation_id, version)
);
alter table organisation_names enable row level security;
alter table organisation_names force row level security;
create policy organisation_names_maintenance on organisation_names for all to palier_maintenance
  using true
  with check true;
create policy organisation_names_read on organisation_names for select to palier_api
  using ( SELECT app.is_signed_in() AS is_signed_in);
create policy organisation_names_write on organisation_names for insert to palier_api
  with check ( SELECT app.is_platform_admin() AS is_platform_admin);
grant insert, select on organisation_names to palier_api;
grant delete, insert, select, update on organisation_names to palier_maintenance;

create table organisation_structure_types (
  organisation_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  structure_type text,
  constraint organisation_structure_types_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint organisation_structure_types_pkey PRIMARY KEY (organisation_id, version)
);
alter table organisation_structure_types enable row level security;
alter table organisation_structure_types force row level security;
create policy organisation_structure_types_maintenance on organisation_structure_types for all to palier_maintenance
  using true
  with check true;
create policy organisation_structure_types_read on organisation_structure_types for select to palier_api
  using false;
grant select on organisation_structure_types to palier_api;
grant delete, insert, select, update on organisation_structure_types to palier_maintenance;

create table organisations (
  id uuid not null,
  kind text not null,
  name text not null,
  siret text not null,
  uai text,
  finess text,
  structure_type text,
  external_id text,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  search_key text not null,
  is_proposed boolean default false not null,
  constraint organisations_kind_known CHECK ((kind = ANY (ARRAY['employer'::text, 'training_centre'::text]))),
  constraint organisations_pkey PRIMARY KEY (id)
);
CREATE INDEX organisations_changed ON public.organisations USING btree (changed_at, id);
CREATE UNIQUE INDEX organisations_external_id_once ON public.organisations USING btree (external_id);
CREATE TRIGGER organisations_are_found BEFORE INSERT OR UPDATE ON public.organisations FOR EACH ROW EXECUTE FUNCTION app.key_organisation();
CREATE TRIGGER organisations_keep_identifiers AFTER INSERT OR UPDATE ON public.organisations FOR EACH ROW EXECUTE FUNCTION app.keep_identifiers();
CREATE TRIGGER organisations_keep_structure_types AFTER INSERT OR UPDATE ON public.organisations FOR EACH ROW EXECUTE FUNCTION app.keep_structure_type();
CREATE TRIGGER organisations_updates_are_dated BEFORE INSERT OR UPDATE ON public.organisations FOR EACH ROW EXECUTE FUNCTION app.date_change();
alter table organisations enable row level security;
alter table organisations force row level security;
create policy organisations_maintenance on organisations for all to palier_maintenance
  using true
  with check true;
create policy organisations_notifier on organisations for select to palier_api
  using ( SELECT app.is_notifier() AS is_notifier);
create policy organisations_read on organisations for select to palier_api
  using ( SELECT app.is_signed_in() AS is_signed_in);
create policy organisations_update on organisations for update to palier_api
  using ( SELECT app.is_platform_admin() AS is_platform_admin)
  with check ( SELECT app.is_platform_admin() AS is_platform_admin);
create policy organisations_write on organisations for insert to palier_api
  with check ( SELECT app.is_platform_admin() AS is_platform_admin);
grant insert, select, update on organisations to palier_api;
grant delete, insert, select, update on organisations to palier_maintenance;

create table overturns (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  overturned_by uuid not null,
  sign_off_id uuid,
  revocation_id uuid,
  level_decision_id uuid,
  constraint overturns_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint overturns_level_decision_id_fkey FOREIGN KEY (level_decision_id) REFERENCES level_decisions(id),
  constraint overturns_one_fact CHECK ((num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1)),
  constraint overturns_overturned_by_fkey FOREIGN KEY (overturned_by) REFERENCES people(id),
  constraint overturns_pkey PRIMARY KEY (id),
  constraint overturns_revocation_id_fkey FOREIGN KEY (revocation_id) REFERENCES revocations(id),
  constraint overturns_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id)
);
CREATE UNIQUE INDEX overturns_in_order ON public.overturns USING btree (contract_id, sequence);
CREATE UNIQUE INDEX overturns_level_decision_once ON public.overturns USING btree (level_decision_id) WHERE (level_decision_id IS NOT NULL);
CREATE UNIQUE INDEX overturns_revocation_once ON public.overturns USING btree (revocation_id) WHERE (revocation_id IS NOT NULL);
CREATE UNIQUE INDEX overturns_sign_off_once ON public.overturns USING btree (sign_off_id) WHERE (sign_off_id IS NOT NULL);
CREATE TRIGGER overturns_by_somebody_else AFTER INSERT OR UPDATE OF overturned_by, sign_off_id, revocation_id, level_decision_id ON public.overturns FOR EACH ROW EXECUTE FUNCTION app.refuse_own_ruling('overturned_by');
CREATE TRIGGER overturns_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, overturned_by ON public.overturns FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('overturned_by');
alter table overturns enable row level security;
alter table overturns force row level security;
create policy overturns_by_a_member on overturns as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) OR app.administers_centre_of(contract_id));
create policy overturns_maintenance on overturns for all to palier_maintenance
  using true
  with check true;
create policy overturns_of_no_guest on overturns as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy overturns_read on overturns for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = overturns.contract_id))));
create policy overturns_write on overturns for insert to palier_api
  with check ((overturned_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)) AND (app.author_of_fact(sign_off_id, revocation_id, level_decision_id) <> overturned_by));
grant insert, select on overturns to palier_api;
grant delete, insert, select, update on overturns to palier_maintenance;

create table people (
  id uuid not null,
  given_name text not null,
  family_name text not null,
  birth_date date,
  email text,
  phone text,
  owner_id uuid,
  external_id text,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  search_key text not null,
  usual_given_name text,
  usual_family_name text,
  erased_at timestamp with time zone,
  constraint people_have_a_name CHECK (((given_name <> ''::text) OR (family_name <> ''::text))),
  constraint people_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisations(id),
  constraint people_pkey PRIMARY KEY (id)
);
CREATE INDEX people_changed ON public.people USING btree (changed_at, id);
CREATE INDEX people_email ON public.people USING btree (lower(email));
CREATE INDEX people_external_id ON public.people USING btree (external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX people_external_id_of_platform_once ON public.people USING btree (external_id) WHERE ((owner_id IS NULL) AND (external_id IS NOT NULL));
CREATE UNIQUE INDEX people_external_id_once ON public.people USING btree (owner_id, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX people_owner ON public.people USING btree (owner_id);
CREATE INDEX people_search ON public.people USING gin (search_key gin_trgm_ops);
CREATE TRIGGER people_address_voids_invitations AFTER UPDATE OF email ON public.people FOR EACH ROW WHEN ((lower(old.email) IS DISTINCT FROM lower(new.email))) EXECUTE FUNCTION app.void_invitations();
CREATE TRIGGER people_are_found BEFORE INSERT OR UPDATE ON public.people FOR EACH ROW EXECUTE FUNCTION app.key_person();
CREATE TRIGGER people_erase_amendment_papers AFTER UPDATE OF erased_at ON public.people FOR EACH ROW WHEN (((old.erased_at IS NULL) AND (new.erased_at IS NOT NULL))) EXECUTE FUNCTION app.erase_amendment_papers();
CREATE TRIGGER people_erase_forms AFTER UPDATE OF erased_at ON public.people FOR EACH ROW WHEN (((old.erased_at IS NULL) AND (new.erased_at IS NOT NULL))) EXECUTE FUNCTION app.erase_forms();
CREATE TRIGGER people_erase_proofs AFTER UPDATE OF erased_at ON public.people FOR EACH ROW WHEN (((old.erased_at IS NULL) AND (new.erased_at IS NOT NULL))) EXECUTE FUNCTION app.erase_proofs();
CREATE TRIGGER people_identity_is_kept BEFORE UPDATE ON public.people FOR EACH ROW WHEN (((old.given_name IS DISTINCT FROM new.given_name) OR (old.family_name IS DISTINCT FROM new.family_name) OR (old.birth_date IS DISTINCT FROM new.birth_date))) EXECUTE FUNCTION app.keep_identity();
CREATE TRIGGER people_keep_birth_dates AFTER INSERT OR UPDATE ON public.people FOR EACH ROW EXECUTE FUNCTION app.keep_birth_date();
CREATE TRIGGER people_rename_contracts AFTER UPDATE OF given_name, family_name, usual_given_name, usual_family_name ON public.people FOR EACH ROW WHEN (((((old.given_name IS DISTINCT FROM new.given_name) OR (old.family_name IS DISTINCT FROM new.family_name)) OR (old.usual_given_name IS DISTINCT FROM new.usual_given_name)) OR (old.usual_family_name IS DISTINCT FROM new.usual_family_name))) EXECUTE FUNCTION app.rename_contracts();
CREATE TRIGGER people_stay_erased BEFORE UPDATE ON public.people FOR EACH ROW WHEN (((old.erased_at IS NOT NULL) OR (new.erased_at IS DISTINCT FROM old.erased_at))) EXECUTE FUNCTION app.keep_erased();
CREATE TRIGGER people_updates_are_dated BEFORE INSERT OR UPDATE ON public.people FOR EACH ROW EXECUTE FUNCTION app.date_change();
alter table people enable row level security;
alter table people force row level security;
create policy people_maintenance on people for all to palier_maintenance
  using true
  with check true;
create policy people_read on people for select to palier_api
  using ((id = ( SELECT app.person_id() AS person_id)) OR ( SELECT app.is_platform_admin() AS is_platform_admin) OR (EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.person_id = people.id) AND ((m.until_day IS NULL) OR ((m.until_day + 30) > ( SELECT app.today() AS today))) AND (m.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[]))))) OR ((owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])) AND app.never_a_member(id)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.alternant_id = people.id))) OR (EXISTS ( SELECT
   FROM mandates m
  WHERE (m.person_id = people.id))));
create policy people_update on people for update to palier_api
  using ((id = ( SELECT app.person_id() AS person_id)) OR ( SELECT app.is_platform_admin() AS is_platform_admin) OR (EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.person_id = people.id) AND ((m.until_day IS NULL) OR (m.until_day > ( SELECT app.today() AS today))) AND (m.organisation_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[]))))) OR ((owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])) AND app.never_a_member(id)) OR app.corrects_identity(id));
create policy people_write on people for insert to palier_api
  with check (( SELECT app.is_platform_admin() AS is_platform_admin) OR (owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'centre_admin'::text]) AS organisations_as)::uuid[])));
grant insert, select, update on people to palier_api;
grant delete, insert, select, update on people to palier_maintenance;

create table person_birth_dates (
  person_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  birth_date date,
  constraint person_birth_dates_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint person_birth_dates_pkey PRIMARY KEY (person_id, version)
);
alter table person_birth_dates enable row level security;
alter table person_birth_dates force row level security;
create policy person_birth_dates_maintenance on person_birth_dates for all to palier_maintenance
  using true
  with check true;
create policy person_birth_dates_read on person_birth_dates for select to palier_api
  using false;
grant select on person_birth_dates to palier_api;
grant delete, insert, select, update on person_birth_dates to palier_maintenance;

create table person_corrections (
  person_id uuid not null,
  version integer not null,
  recorded_at timestamp with time zone not null,
  corrected_by uuid,
  corrected_by_client uuid,
  reason text not null,
  given_name_before text not null,
  family_name_before text not null,
  birth_date_before date,
  given_name_after text not null,
  family_name_after text not null,
  birth_date_after date,
  constraint person_corrections_corrected_by_client_fkey FOREIGN KEY (corrected_by_client) REFERENCES api_clients(id),
  constraint person_corrections_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES people(id),
  constraint person_corrections_have_one_author CHECK ((num_nonnulls(corrected_by, corrected_by_client) = 1)),
  constraint person_corrections_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint person_corrections_pkey PRIMARY KEY (person_id, version)
);
alter table person_corrections enable row level security;
alter table person_corrections force row level security;
create policy person_corrections_maintenance on person_corrections for all to palier_maintenance
  using true
  with check true;
create policy person_corrections_read on person_corrections for select to palier_api
  using ((person_id = ( SELECT app.person_id() AS person_id)) OR app.corrects_identity(person_id));
create policy person_corrections_write on person_corrections for insert to palier_api
  with check ((NOT (corrected_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (corrected_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND app.corrects_identity(person_id));
grant insert, select on person_corrections to palier_api;
grant delete, insert, select, update on person_corrections to palier_maintenance;

create table person_merge_moves (
  merge_id uuid not null,
  row_id uuid not null,
  contract_id uuid not null,
  moved_at timestamp with time zone not null,
  returned_at timestamp with time zone,
  constraint person_merge_moves_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint person_merge_moves_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES person_merges(id),
  constraint person_merge_moves_pkey PRIMARY KEY (merge_id, row_id)
);
CREATE INDEX person_merge_moves_contract ON public.person_merge_moves USING btree (contract_id);
CREATE INDEX person_merge_moves_moved ON public.person_merge_moves USING btree (moved_at);
CREATE INDEX person_merge_moves_returned ON public.person_merge_moves USING btree (returned_at);
CREATE INDEX person_merge_moves_row ON public.person_merge_moves USING btree (row_id);
alter table person_merge_moves enable row level security;
alter table person_merge_moves force row level security;
create policy person_merge_moves_maintenance on person_merge_moves for all to palier_maintenance
  using true
  with check true;
create policy person_merge_moves_read on person_merge_moves for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = person_merge_moves.contract_id))));
grant select on person_merge_moves to palier_api;
grant delete, insert, select, update on person_merge_moves to palier_maintenance;

create table person_merges (
  id uuid not null,
  kept_id uuid not null,
  duplicate_id uuid not null,
  reason text not null,
  merged_by uuid not null,
  merged_at timestamp with time zone not null,
  moved jsonb not null,
  undone_by uuid,
  undone_at timestamp with time zone,
  constraint person_merges_duplicate_id_fkey FOREIGN KEY (duplicate_id) REFERENCES people(id),
  constraint person_merges_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES people(id),
  constraint person_merges_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES people(id),
  constraint person_merges_of_two CHECK ((kept_id <> duplicate_id)),
  constraint person_merges_pkey PRIMARY KEY (id),
  constraint person_merges_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES people(id),
  constraint person_merges_undone_by_somebody CHECK (((undone_at IS NULL) = (undone_by IS NULL)))
);
CREATE UNIQUE INDEX person_merges_duplicate_once ON public.person_merges USING btree (duplicate_id) WHERE (undone_at IS NULL);
CREATE INDEX person_merges_kept ON public.person_merges USING btree (kept_id, id);
alter table person_merges enable row level security;
alter table person_merges force row level security;
create policy person_merges_maintenance on person_merges for all to palier_maintenance
  using true
  with check true;
create policy person_merges_read on person_merges for select to palier_api
  using (( SELECT app.is_platform_admin() AS is_platform_admin) OR app.answers_for_person(kept_id));
grant select on person_merges to palier_api;
grant delete, insert, select, update on person_merges to palier_maintenance;

create table person_names (
  person_id uuid not null,
  recorded_at timestamp with time zone not null,
  version integer not null,
  given_name text not null,
  family_name text not null,
  usual_given_name text,
  usual_family_name text,
  constraint person_names_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint person_names_pkey PRIMARY KEY (person_id, version)
);
alter table person_names enable row level security;
alter table person_names force row level security;
create policy person_names_maintenance on person_names for all to palier_maintenance
  using true
  with check true;
create policy person_names_read on person_names for select to palier_api
  using (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_names.person_id)));
grant select on person_names to palier_api;
grant delete, insert, select, update on person_names to palier_maintenance;

create table personal_data (
  table_name text not null,
  place integer not null,
  of_person text[] default '{}'::text[] not null,
  of_account text[] default '{}'::text[] not null,
  of_contract text[] default '{}'::text[] not null,
  by_person text[] default '{}'::text[] not null,
  withheld text[] default '{}'::text[] not null,
  sorted_by text default 'id'::text not null,
  is_private boolean default false not null,
  words text[] default '{}'::text[] not null,
  item_words text[] default '{}'::text[] not null,
  erased text not null,
  constraint personal_data_erasure_known CHECK ((erased = ANY (ARRAY['changed'::text, 'deleted'::text, 'words'::text, 'kept'::text]))),
  constraint personal_data_pkey PRIMARY KEY (table_name)
);
alter table personal_data enable row level security;
alter table personal_data force row level security;
create policy personal_data_maintenance on personal_data for all to palier_maintenance
  using true
  with check true;
create policy personal_data_read on personal_data for select to palier_api
  using false;
grant select on personal_data to palier_api;
grant delete, insert, select, update on personal_data to palier_maintenance;

create table placement_versions (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  placement_id uuid not null,
  kind text not null,
  host_id uuid,
  host_name text not null,
  host_siret text,
  structure_type text not null,
  from_day date not null,
  until_day date not null,
  agreement_reference text,
  agreement_signed_on date,
  agreement_sent_on date,
  tutor_name text,
  reason text,
  is_withdrawn boolean not null,
  constraint placement_versions_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint placement_versions_days_in_order CHECK ((from_day <= until_day)),
  constraint placement_versions_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint placement_versions_host_id_fkey FOREIGN KEY (host_id) REFERENCES organisations(id),
  constraint placement_versions_kind_known CHECK ((kind = ANY (ARRAY['host_company'::text, 'diploma_placement'::text]))),
  constraint placement_versions_pkey PRIMARY KEY (id),
  constraint placement_versions_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint placement_versions_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint placement_versions_sent_once_signed CHECK ((agreement_sent_on >= agreement_signed_on))
);
CREATE UNIQUE INDEX placement_versions_in_order ON public.placement_versions USING btree (contract_id, sequence);
CREATE INDEX placement_versions_of_one ON public.placement_versions USING btree (placement_id, sequence);
CREATE TRIGGER placement_versions_keep BEFORE INSERT ON public.placement_versions FOR EACH ROW EXECUTE FUNCTION app.keep_placement();
alter table placement_versions enable row level security;
alter table placement_versions force row level security;
create policy placement_versions_maintenance on placement_versions for all to palier_maintenance
  using true
  with check true;
create policy placement_versions_read on placement_versions for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (placement_id = ANY (( SELECT app.placements_hosted() AS placements_hosted)::uuid[])) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = placement_versions.contract_id))));
create policy placement_versions_write on placement_versions for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = placement_versions.contract_id) AND (c.alternant_id <> ALL (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[])) AND ((c.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (c.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])))))));
grant insert, select on placement_versions to palier_api;
grant delete, insert, select, update on placement_versions to palier_maintenance;

create table placements (
  id uuid not null,
  contract_id uuid not null,
  kind text not null,
  host_id uuid,
  from_day date not null,
  until_day date not null,
  is_withdrawn boolean not null,
  constraint placements_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint placements_host_id_fkey FOREIGN KEY (host_id) REFERENCES organisations(id),
  constraint placements_of_a_contract UNIQUE (id, contract_id),
  constraint placements_one_at_a_time EXCLUDE USING gist (contract_id WITH =, daterange(from_day, until_day) WITH &&) WHERE ((NOT is_withdrawn)),
  constraint placements_pkey PRIMARY KEY (id)
);
CREATE INDEX placements_contract ON public.placements USING btree (contract_id, from_day);
CREATE INDEX placements_host ON public.placements USING btree (host_id) WHERE (host_id IS NOT NULL);
alter table placements enable row level security;
alter table placements force row level security;
create policy placements_maintenance on placements for all to palier_maintenance
  using true
  with check true;
create policy placements_read on placements for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = placements.contract_id))));
grant select on placements to palier_api;
grant delete, insert, select, update on placements to palier_maintenance;

create table plan_item_withdrawals (
  id uuid not null,
  plan_item_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  reason text not null,
  constraint plan_item_withdrawals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint plan_item_withdrawals_pkey PRIMARY KEY (id),
  constraint plan_item_withdrawals_plan_item_id_fkey FOREIGN KEY (plan_item_id) REFERENCES plan_items(id),
  constraint plan_item_withdrawals_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX plan_item_withdrawals_in_order ON public.plan_item_withdrawals USING btree (contract_id, sequence);
CREATE UNIQUE INDEX plan_item_withdrawals_once ON public.plan_item_withdrawals USING btree (plan_item_id);
CREATE TRIGGER plan_item_withdrawals_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by ON public.plan_item_withdrawals FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
alter table plan_item_withdrawals enable row level security;
alter table plan_item_withdrawals force row level security;
create policy plan_item_withdrawals_by_a_member on plan_item_withdrawals as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy plan_item_withdrawals_maintenance on plan_item_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy plan_item_withdrawals_of_no_guest on plan_item_withdrawals as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy plan_item_withdrawals_read on plan_item_withdrawals for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = plan_item_withdrawals.contract_id))));
create policy plan_item_withdrawals_write on plan_item_withdrawals for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)) AND app.plan_item_stands(contract_id, plan_item_id));
grant insert, select on plan_item_withdrawals to palier_api;
grant delete, insert, select, update on plan_item_withdrawals to palier_maintenance;

create table plan_items (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  replaces uuid,
  horizon text not null,
  mission text,
  competencies jsonb not null,
  place text not null,
  unit text,
  by_day date not null,
  note text,
  constraint plan_items_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint plan_items_horizon_known CHECK ((horizon = ANY (ARRAY['short'::text, 'medium'::text, 'long'::text]))),
  constraint plan_items_pkey PRIMARY KEY (id),
  constraint plan_items_place_known CHECK ((place = ANY (ARRAY['employer'::text, 'training_centre'::text]))),
  constraint plan_items_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint plan_items_replaces_fkey FOREIGN KEY (replaces) REFERENCES plan_items(id),
  constraint plan_items_something_to_learn CHECK (((mission IS NOT NULL) OR (jsonb_array_length(competencies) > 0)))
);
CREATE INDEX plan_items_by_day ON public.plan_items USING btree (contract_id, by_day, sequence);
CREATE UNIQUE INDEX plan_items_in_order ON public.plan_items USING btree (contract_id, sequence);
CREATE UNIQUE INDEX plan_items_replaced_once ON public.plan_items USING btree (replaces);
CREATE TRIGGER plan_items_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by ON public.plan_items FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
alter table plan_items enable row level security;
alter table plan_items force row level security;
create policy plan_items_by_a_member on plan_items as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy plan_items_maintenance on plan_items for all to palier_maintenance
  using true
  with check true;
create policy plan_items_of_no_guest on plan_items as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy plan_items_read on plan_items for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = plan_items.contract_id))));
create policy plan_items_write on plan_items for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)) AND ((replaces IS NULL) OR app.plan_item_stands(contract_id, replaces)));
grant insert, select on plan_items to palier_api;
grant delete, insert, select, update on plan_items to palier_maintenance;

create table progress (
  contract_id uuid not null,
  sequence bigint not null,
  current_level text not null,
  complete boolean not null,
  levels jsonb not null,
  last_sign_off_on date,
  state json not null,
  tallies json not null,
  marks json not null,
  constraint progress_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint progress_pkey PRIMARY KEY (contract_id)
);
alter table progress set (fillfactor=60);
alter table progress enable row level security;
alter table progress force row level security;
create policy progress_maintenance on progress for all to palier_maintenance
  using true
  with check true;
create policy progress_read on progress for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = progress.contract_id))));
create policy progress_update on progress for update to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR app.sees_contract(contract_id))
  with check ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id));
create policy progress_write on progress for insert to palier_api
  with check ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id));
grant insert, select, update on progress to palier_api;
grant delete, insert, select, update on progress to palier_maintenance;

create table proposal_dismissals (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  observation_id uuid not null,
  dismissed_by uuid not null,
  reason text not null,
  constraint proposal_dismissals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint proposal_dismissals_dismissed_by_fkey FOREIGN KEY (dismissed_by) REFERENCES people(id),
  constraint proposal_dismissals_observation_id_fkey FOREIGN KEY (observation_id) REFERENCES observations(id),
  constraint proposal_dismissals_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX proposal_dismissals_in_order ON public.proposal_dismissals USING btree (contract_id, sequence);
CREATE UNIQUE INDEX proposal_dismissals_once ON public.proposal_dismissals USING btree (observation_id);
CREATE TRIGGER proposal_dismissals_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, dismissed_by ON public.proposal_dismissals FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('dismissed_by');
alter table proposal_dismissals enable row level security;
alter table proposal_dismissals force row level security;
create policy proposal_dismissals_by_a_member on proposal_dismissals as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy proposal_dismissals_maintenance on proposal_dismissals for all to palier_maintenance
  using true
  with check true;
create policy proposal_dismissals_of_no_guest on proposal_dismissals as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy proposal_dismissals_read on proposal_dismissals for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = proposal_dismissals.contract_id))));
create policy proposal_dismissals_write on proposal_dismissals for insert to palier_api
  with check ((dismissed_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on proposal_dismissals to palier_api;
grant delete, insert, select, update on proposal_dismissals to palier_maintenance;

create table proposed_tutors (
  id uuid not null,
  proposal_id uuid not null,
  person_id uuid not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  decided_as text,
  decided_by uuid,
  decided_at timestamp with time zone,
  constraint proposed_tutors_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint proposed_tutors_decided_by_somebody CHECK ((num_nonnulls(decided_as, decided_by, decided_at) = ANY (ARRAY[0, 3]))),
  constraint proposed_tutors_decision_known CHECK ((decided_as = ANY (ARRAY['accepted'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint proposed_tutors_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint proposed_tutors_pkey PRIMARY KEY (id),
  constraint proposed_tutors_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES employer_proposals(id),
  constraint proposed_tutors_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX proposed_tutors_person_once ON public.proposed_tutors USING btree (person_id);
CREATE INDEX proposed_tutors_proposal ON public.proposed_tutors USING btree (proposal_id, id);
alter table proposed_tutors enable row level security;
alter table proposed_tutors force row level security;
create policy proposed_tutors_maintenance on proposed_tutors for all to palier_maintenance
  using true
  with check true;
create policy proposed_tutors_read on proposed_tutors for select to palier_api
  using (EXISTS ( SELECT
   FROM employer_proposals p
  WHERE (p.id = proposed_tutors.proposal_id)));
create policy proposed_tutors_write on proposed_tutors for insert to palier_api
  with check ((proposed_by = ( SELECT app.person_id() AS person_id)) AND app.never_a_member(person_id) AND (EXISTS ( SELECT
   FROM employer_proposals p
  WHERE ((p.id = proposed_tutors.proposal_id) AND (p.training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])) AND (NOT app.has_joined(p.organisation_id))))) AND (EXISTS ( SELECT
   FROM people o
  WHERE ((o.id = proposed_tutors.person_id) AND (o.owner_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[]))))));
grant insert (id, proposal_id, person_id, proposed_by, proposed_at), select on proposed_tutors to palier_api;
grant delete, insert, select, update on proposed_tutors to palier_maintenance;

create table prospect_agreements (
  id uuid not null,
  contract_id uuid not null,
  agreed_by uuid not null,
  agreed_at timestamp with time zone not null,
  text_version integer not null,
  departments text[] not null,
  structure_types text[] not null,
  hidden_from uuid[] not null,
  shows_family_name boolean not null,
  shows_own_employer boolean not null,
  words text,
  until_day date not null,
  withdrawn_at timestamp with time zone,
  constraint prospect_agreements_agreed_by_fkey FOREIGN KEY (agreed_by) REFERENCES people(id),
  constraint prospect_agreements_bounded CHECK ((((cardinality(departments) >= 1) AND (cardinality(departments) <= 20)) AND ((cardinality(structure_types) >= 1) AND (cardinality(structure_types) <= 20)) AND (cardinality(hidden_from) <= 50))),
  constraint prospect_agreements_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint prospect_agreements_pkey PRIMARY KEY (id)
);
CREATE INDEX prospect_agreements_contract ON public.prospect_agreements USING btree (contract_id, id);
CREATE INDEX prospect_agreements_in_force ON public.prospect_agreements USING btree (until_day) WHERE (withdrawn_at IS NULL);
alter table prospect_agreements enable row level security;
alter table prospect_agreements force row level security;
create policy prospect_agreements_maintenance on prospect_agreements for all to palier_maintenance
  using true
  with check true;
create policy prospect_agreements_read on prospect_agreements for select to palier_api
  using (app.prospect_side(contract_id) IS NOT NULL);
create policy prospect_agreements_withdraw on prospect_agreements for update to palier_api
  using ((withdrawn_at IS NULL) AND (app.prospect_side(contract_id) = 'alternant'::text))
  with check (withdrawn_at IS NOT NULL);
create policy prospect_agreements_write on prospect_agreements for insert to palier_api
  with check ((agreed_by = ( SELECT app.person_id() AS person_id)) AND (withdrawn_at IS NULL) AND (app.prospect_side(contract_id) = 'alternant'::text));
grant insert, select, update (withdrawn_at) on prospect_agreements to palier_api;
grant delete, insert, select, update on prospect_agreements to palier_maintenance;

create table prospect_contact_decisions (
  id uuid not null,
  contact_id uuid not null,
  contract_id uuid not null,
  party text not null,
  decision text not null,
  reason text,
  decided_by uuid not null,
  decided_at timestamp with time zone not null,
  constraint prospect_contact_decisions_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES prospect_contacts(id),
  constraint prospect_contact_decisions_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint prospect_contact_decisions_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people(id),
  constraint prospect_contact_decisions_of_party CHECK (
CASE party
    WHEN 'training_centre'::text THEN (decision = ANY (ARRAY['passed_on'::text, 'declined'::text]))
    WHEN 'alternant'::text THEN (decision = ANY (ARRAY['accepted'::text, 'refused'::text]))
    ELSE (decision = 'withdrawn'::text)
END),
  constraint prospect_contact_decisions_party_known CHECK ((party = ANY (ARRAY['training_centre'::text, 'alternant'::text, 'employer'::text]))),
  constraint prospect_contact_decisions_pkey PRIMARY KEY (id)
);
CREATE INDEX prospect_contact_decisions_contact ON public.prospect_contact_decisions USING btree (contact_id, id);
CREATE INDEX prospect_contact_decisions_contract ON public.prospect_contact_decisions USING btree (contract_id);
alter table prospect_contact_decisions enable row level security;
alter table prospect_contact_decisions force row level security;
create policy prospect_contact_decisions_maintenance on prospect_contact_decisions for all to palier_maintenance
  using true
  with check true;
create policy prospect_contact_decisions_read on prospect_contact_decisions for select to palier_api
  using (EXISTS ( SELECT
   FROM prospect_contacts k
  WHERE (k.id = prospect_contact_decisions.contact_id)));
create policy prospect_contact_decisions_write on prospect_contact_decisions for insert to palier_api
  with check ((decided_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM prospect_contacts k
  WHERE ((k.id = prospect_contact_decisions.contact_id) AND (k.contract_id = prospect_contact_decisions.contract_id) AND
        CASE prospect_contact_decisions.party
            WHEN 'employer'::text THEN ((( SELECT app.client_id() AS client_id) IS NULL) AND (k.employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])))
            ELSE (app.prospect_side(k.contract_id) = prospect_contact_decisions.party)
        END))));
grant insert, select on prospect_contact_decisions to palier_api;
grant delete, insert, select, update on prospect_contact_decisions to palier_maintenance;

create table prospect_contacts (
  id uuid not null,
  agreement_id uuid not null,
  contract_id uuid not null,
  prospect_id uuid not null,
  employer_id uuid not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  words text not null,
  constraint prospect_contacts_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES prospect_agreements(id),
  constraint prospect_contacts_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  constraint prospect_contacts_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint prospect_contacts_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES organisations(id),
  constraint prospect_contacts_pkey PRIMARY KEY (id)
);
CREATE INDEX prospect_contacts_contract ON public.prospect_contacts USING btree (contract_id, id);
CREATE INDEX prospect_contacts_employer ON public.prospect_contacts USING btree (employer_id, id);
CREATE UNIQUE INDEX prospect_contacts_once ON public.prospect_contacts USING btree (agreement_id, employer_id);
alter table prospect_contacts enable row level security;
alter table prospect_contacts force row level security;
create policy prospect_contacts_maintenance on prospect_contacts for all to palier_maintenance
  using true
  with check true;
create policy prospect_contacts_read on prospect_contacts for select to palier_api
  using (((( SELECT app.client_id() AS client_id) IS NULL) AND (employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[]))) OR (app.prospect_side(contract_id) IS NOT NULL));
grant select on prospect_contacts to palier_api;
grant delete, insert, select, update on prospect_contacts to palier_maintenance;

create table prospect_views (
  id uuid not null,
  agreement_id uuid not null,
  contract_id uuid not null,
  prospect_id uuid not null,
  employer_id uuid not null,
  viewed_by uuid not null,
  viewed_on date not null,
  first_at timestamp with time zone not null,
  constraint prospect_views_pkey PRIMARY KEY (id)
);
CREATE INDEX prospect_views_by_day ON public.prospect_views USING btree (viewed_on);
CREATE INDEX prospect_views_contract ON public.prospect_views USING btree (contract_id, id);
CREATE UNIQUE INDEX prospect_views_once ON public.prospect_views USING btree (agreement_id, employer_id, viewed_by, viewed_on);
CREATE INDEX prospect_views_prospect ON public.prospect_views USING btree (employer_id, prospect_id);
alter table prospect_views enable row level security;
alter table prospect_views force row level security;
create policy prospect_views_maintenance on prospect_views for all to palier_maintenance
  using true
  with check true;
create policy prospect_views_read on prospect_views for select to palier_api
  using (app.prospect_side(contract_id) IS NOT NULL);
grant select on prospect_views to palier_api;
grant delete, insert, select, update on prospect_views to palier_maintenance;

create table refresh_tokens (
  id uuid not null,
  account_id uuid not null,
  family_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint refresh_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint refresh_tokens_family_id_fkey FOREIGN KEY (family_id) REFERENCES sessions(id),
  constraint refresh_tokens_pkey PRIMARY KEY (id)
);
CREATE INDEX refresh_tokens_account ON public.refresh_tokens USING btree (account_id);
CREATE INDEX refresh_tokens_expiry ON public.refresh_tokens USING btree (expires_at);
CREATE INDEX refresh_tokens_family ON public.refresh_tokens USING btree (family_id);
CREATE UNIQUE INDEX refresh_tokens_hash_once ON public.refresh_tokens USING btree (token_hash);
alter table refresh_tokens enable row level security;
alter table refresh_tokens force row level security;
create policy refresh_tokens_maintenance on refresh_tokens for all to palier_maintenance
  using true
  with check true;
grant delete, insert, select, update on refresh_tokens to palier_maintenance;

create table resumption_withdrawals (
  id uuid not null,
  resumption_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  withdrawn_by uuid not null,
  reason text not null,
  constraint resumption_withdrawals_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint resumption_withdrawals_pkey PRIMARY KEY (id),
  constraint resumption_withdrawals_resumption_id_fkey FOREIGN KEY (resumption_id) REFERENCES resumptions(id),
  constraint resumption_withdrawals_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX resumption_withdrawals_in_order ON public.resumption_withdrawals USING btree (contract_id, sequence);
CREATE UNIQUE INDEX resumption_withdrawals_once ON public.resumption_withdrawals USING btree (resumption_id);
CREATE TRIGGER resumption_withdrawals_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, withdrawn_by ON public.resumption_withdrawals FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('withdrawn_by');
alter table resumption_withdrawals enable row level security;
alter table resumption_withdrawals force row level security;
create policy resumption_withdrawals_by_a_member on resumption_withdrawals as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy resumption_withdrawals_maintenance on resumption_withdrawals for all to palier_maintenance
  using true
  with check true;
create policy resumption_withdrawals_of_no_guest on resumption_withdrawals as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy resumption_withdrawals_read on resumption_withdrawals for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = resumption_withdrawals.contract_id))));
create policy resumption_withdrawals_write on resumption_withdrawals for insert to palier_api
  with check ((withdrawn_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on resumption_withdrawals to palier_api;
grant delete, insert, select, update on resumption_withdrawals to palier_maintenance;

create table resumptions (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  on_day date not null,
  comment text,
  constraint resumptions_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint resumptions_pkey PRIMARY KEY (id),
  constraint resumptions_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX resumptions_in_order ON public.resumptions USING btree (contract_id, sequence);
CREATE TRIGGER resumptions_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by ON public.resumptions FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
alter table resumptions enable row level security;
alter table resumptions force row level security;
create policy resumptions_by_a_member on resumptions as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy resumptions_maintenance on resumptions for all to palier_maintenance
  using true
  with check true;
create policy resumptions_of_no_guest on resumptions as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy resumptions_read on resumptions for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = resumptions.contract_id))));
create policy resumptions_write on resumptions for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on resumptions to palier_api;
grant delete, insert, select, update on resumptions to palier_maintenance;

create table review_answers (
  id uuid not null,
  review_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  answered_by uuid not null,
  part text not null,
  as_of bigint not null,
  agrees boolean not null,
  comment text,
  constraint review_answers_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES people(id),
  constraint review_answers_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint review_answers_part_known CHECK ((part = ANY (ARRAY['alternant'::text, 'tutor'::text, 'referent'::text]))),
  constraint review_answers_pkey PRIMARY KEY (id),
  constraint review_answers_review_id_fkey FOREIGN KEY (review_id) REFERENCES reviews(id),
  constraint review_answers_say_why CHECK ((agrees OR (comment IS NOT NULL)))
);
CREATE INDEX review_answers_contract ON public.review_answers USING btree (contract_id);
CREATE UNIQUE INDEX review_answers_once_by_a_person ON public.review_answers USING btree (review_id, answered_by);
CREATE UNIQUE INDEX review_answers_once_for_a_part ON public.review_answers USING btree (review_id, part);
alter table review_answers enable row level security;
alter table review_answers force row level security;
create policy review_answers_maintenance on review_answers for all to palier_maintenance
  using true
  with check true;
create policy review_answers_read on review_answers for select to palier_api
  using (app.reads_reviews(contract_id) OR ((app.kept_person(answered_by) = ( SELECT app.person_id() AS person_id)) AND app.sees_contract(contract_id)));
create policy review_answers_write on review_answers for insert to palier_api
  with check ((answered_by = ( SELECT app.person_id() AS person_id)) AND app.speaks_in_review(review_id, contract_id, part));
grant insert, select on review_answers to palier_api;
grant delete, insert, select, update on review_answers to palier_maintenance;

create table review_rules (
  id uuid not null,
  training_centre_id uuid not null,
  kind text not null,
  first_months integer,
  every_months integer,
  from_day date not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  constraint review_rules_every_months CHECK (((every_months >= 1) AND (every_months <= 24))),
  constraint review_rules_first_months CHECK (((first_months >= 1) AND (first_months <= 24))),
  constraint review_rules_kind_known CHECK ((kind = ANY (ARRAY['review'::text, 'visit'::text]))),
  constraint review_rules_pkey PRIMARY KEY (id),
  constraint review_rules_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint review_rules_training_centre_id_fkey FOREIGN KEY (training_centre_id) REFERENCES organisations(id)
);
CREATE INDEX review_rules_in_force ON public.review_rules USING btree (training_centre_id, kind, from_day, id);
alter table review_rules enable row level security;
alter table review_rules force row level security;
create policy review_rules_maintenance on review_rules for all to palier_maintenance
  using true
  with check true;
create policy review_rules_read on review_rules for select to palier_api
  using (training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text, 'auditor'::text, 'referent'::text, 'alternant'::text]) AS organisations_as)::uuid[]));
create policy review_rules_write on review_rules for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND (app.client_id() IS NULL) AND (app.guest_link_id() IS NULL) AND (from_day >= app.paris_day(recorded_at)) AND (training_centre_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['centre_admin'::text]) AS organisations_as)::uuid[])));
grant insert, select on review_rules to palier_api;
grant delete, insert, select, update on review_rules to palier_maintenance;

create table review_sections (
  id uuid not null,
  review_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  written_by uuid not null,
  part text not null,
  items jsonb not null,
  constraint review_sections_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint review_sections_has_items CHECK ((jsonb_array_length(items) > 0)),
  constraint review_sections_part_known CHECK ((part = ANY (ARRAY['alternant'::text, 'tutor'::text, 'referent'::text]))),
  constraint review_sections_pkey PRIMARY KEY (id),
  constraint review_sections_review_id_fkey FOREIGN KEY (review_id) REFERENCES reviews(id),
  constraint review_sections_written_by_fkey FOREIGN KEY (written_by) REFERENCES people(id)
);
CREATE INDEX review_sections_contract ON public.review_sections USING btree (contract_id);
CREATE UNIQUE INDEX review_sections_in_order ON public.review_sections USING btree (review_id, sequence);
alter table review_sections enable row level security;
alter table review_sections force row level security;
create policy review_sections_maintenance on review_sections for all to palier_maintenance
  using true
  with check true;
create policy review_sections_read on review_sections for select to palier_api
  using (app.reads_reviews(contract_id) OR ((app.kept_person(written_by) = ( SELECT app.person_id() AS person_id)) AND app.sees_contract(contract_id)));
create policy review_sections_write on review_sections for insert to palier_api
  with check ((written_by = ( SELECT app.person_id() AS person_id)) AND app.speaks_in_review(review_id, contract_id, part));
grant insert, select on review_sections to palier_api;
grant delete, insert, select, update on review_sections to palier_maintenance;

create table review_steps (
  id uuid not null,
  review_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  kind text not null,
  on_day date,
  mode text,
  place text,
  reason text,
  constraint review_steps_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint review_steps_kind_known CHECK ((kind = ANY (ARRAY['moved'::text, 'cancelled'::text, 'resumed'::text, 'held'::text, 'closed'::text]))),
  constraint review_steps_mode_known CHECK ((mode = ANY (ARRAY['workplace'::text, 'centre'::text, 'remote'::text]))),
  constraint review_steps_mode_of_days CHECK (((kind = ANY (ARRAY['moved'::text, 'held'::text])) = (mode IS NOT NULL))),
  constraint review_steps_on_a_day CHECK (((kind = ANY (ARRAY['moved'::text, 'held'::text])) = (on_day IS NOT NULL))),
  constraint review_steps_pkey PRIMARY KEY (id),
  constraint review_steps_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint review_steps_review_id_fkey FOREIGN KEY (review_id) REFERENCES reviews(id),
  constraint review_steps_say_why CHECK (((kind <> ALL (ARRAY['cancelled'::text, 'resumed'::text])) OR (reason IS NOT NULL)))
);
CREATE UNIQUE INDEX review_steps_closed_once ON public.review_steps USING btree (review_id) WHERE (kind = 'closed'::text);
CREATE UNIQUE INDEX review_steps_in_order ON public.review_steps USING btree (review_id, sequence);
alter table review_steps enable row level security;
alter table review_steps force row level security;
create policy review_steps_maintenance on review_steps for all to palier_maintenance
  using true
  with check true;
create policy review_steps_read on review_steps for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = review_steps.contract_id))));
create policy review_steps_write on review_steps for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM reviews r
  WHERE ((r.id = review_steps.review_id) AND (r.contract_id = review_steps.contract_id)))) AND (app.plans_reviews(contract_id) OR ((kind = 'closed'::text) AND (reason IS NULL) AND app.speaks_in_review(review_id, contract_id, 'alternant'::text) AND (( SELECT count(*) AS count
   FROM review_answers a
  WHERE (a.review_id = review_steps.review_id)) = 2))));
grant insert, select on review_steps to palier_api;
grant delete, insert, select, update on review_steps to palier_maintenance;

create table reviews (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  kind text not null,
  on_day date not null,
  mode text not null,
  place text,
  amends uuid,
  constraint reviews_amends_fkey FOREIGN KEY (amends) REFERENCES reviews(id),
  constraint reviews_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint reviews_kind_known CHECK ((kind = ANY (ARRAY['review'::text, 'visit'::text]))),
  constraint reviews_mode_known CHECK ((mode = ANY (ARRAY['workplace'::text, 'centre'::text, 'remote'::text]))),
  constraint reviews_pkey PRIMARY KEY (id),
  constraint reviews_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id)
);
CREATE INDEX reviews_amending ON public.reviews USING btree (amends) WHERE (amends IS NOT NULL);
CREATE UNIQUE INDEX reviews_in_order ON public.reviews USING btree (contract_id, sequence);
CREATE TRIGGER reviews_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, recorded_by ON public.reviews FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('recorded_by');
alter table reviews enable row level security;
alter table reviews force row level security;
create policy reviews_maintenance on reviews for all to palier_maintenance
  using true
  with check true;
create policy reviews_read on reviews for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = reviews.contract_id))));
create policy reviews_write on reviews for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND app.plans_reviews(contract_id));
grant insert, select on reviews to palier_api;
grant delete, insert, select, update on reviews to palier_maintenance;

create table revocations (
  id uuid not null,
  sign_off_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  revoked_by uuid not null,
  reason_code text not null,
  reason text not null,
  attempt integer default 0 not null,
  constraint revocations_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint revocations_pkey PRIMARY KEY (id),
  constraint revocations_reason_known CHECK ((reason_code = ANY (ARRAY['safety'::text, 'lost_practice'::text, 'entered_in_error'::text, 'wrong_person'::text, 'other'::text]))),
  constraint revocations_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES people(id),
  constraint revocations_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id)
);
CREATE UNIQUE INDEX revocations_in_order ON public.revocations USING btree (contract_id, sequence);
CREATE UNIQUE INDEX revocations_once ON public.revocations USING btree (sign_off_id, attempt);
CREATE TRIGGER revocations_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, revoked_by ON public.revocations FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('revoked_by');
alter table revocations enable row level security;
alter table revocations force row level security;
create policy revocations_by_a_member on revocations as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) OR app.administers_centre_of(contract_id));
create policy revocations_maintenance on revocations for all to palier_maintenance
  using true
  with check true;
create policy revocations_of_no_guest on revocations as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy revocations_read on revocations for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = revocations.contract_id))));
create policy revocations_write on revocations for insert to palier_api
  with check ((revoked_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on revocations to palier_api;
grant delete, insert, select, update on revocations to palier_maintenance;

create table self_assessments (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  assessed_by uuid not null,
  on_day date not null,
  items jsonb not null,
  constraint self_assessments_assessed_by_fkey FOREIGN KEY (assessed_by) REFERENCES people(id),
  constraint self_assessments_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint self_assessments_has_items CHECK ((jsonb_array_length(items) > 0)),
  constraint self_assessments_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX self_assessments_in_order ON public.self_assessments USING btree (contract_id, sequence);
alter table self_assessments enable row level security;
alter table self_assessments force row level security;
create policy self_assessments_maintenance on self_assessments for all to palier_maintenance
  using true
  with check true;
create policy self_assessments_of_no_guest on self_assessments as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy self_assessments_read on self_assessments for select to palier_api
  using (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = self_assessments.contract_id) AND app.reads_comments(c.*))));
create policy self_assessments_write on self_assessments for insert to palier_api
  with check ((assessed_by = ( SELECT app.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM contracts c
  WHERE ((c.id = self_assessments.contract_id) AND (c.alternant_id = self_assessments.assessed_by)))));
grant insert, select on self_assessments to palier_api;
grant delete, insert, select, update on self_assessments to palier_maintenance;

create table sent_facts (
  person_id uuid not null,
  client_id text not null,
  request_hash bytea not null,
  sign_off_id uuid,
  observation_id uuid,
  constraint sent_facts_observation_id_fkey FOREIGN KEY (observation_id) REFERENCES observations(id),
  constraint sent_facts_of_one_kind CHECK ((num_nonnulls(sign_off_id, observation_id) = 1)),
  constraint sent_facts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint sent_facts_pkey PRIMARY KEY (person_id, client_id),
  constraint sent_facts_sign_off_id_fkey FOREIGN KEY (sign_off_id) REFERENCES sign_offs(id)
);
alter table sent_facts enable row level security;
alter table sent_facts force row level security;
create policy sent_facts_maintenance on sent_facts for all to palier_maintenance
  using true
  with check true;
create policy sent_facts_own on sent_facts for select to palier_api
  using (person_id = ( SELECT app.person_id() AS person_id));
create policy sent_facts_write on sent_facts for insert to palier_api
  with check (person_id = ( SELECT app.person_id() AS person_id));
grant insert, select on sent_facts to palier_api;
grant delete, insert, select, update on sent_facts to palier_maintenance;

create table sessions (
  id uuid not null,
  account_id uuid not null,
  client_kind text not null,
  client_app text,
  client_system text,
  started_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint sessions_client_known CHECK ((client_kind = ANY (ARRAY['browser'::text, 'program'::text, 'unknown'::text]))),
  constraint sessions_pkey PRIMARY KEY (id)
);
CREATE INDEX sessions_account ON public.sessions USING btree (account_id);
CREATE INDEX sessions_ended ON public.sessions USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX sessions_expiry ON public.sessions USING btree (expires_at);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy sessions_maintenance on sessions for all to palier_maintenance
  using true
  with check true;
create policy sessions_own on sessions for select to palier_api
  using (account_id = ( SELECT app.account_id() AS account_id));
grant select on sessions to palier_api;
grant delete, insert, select, update on sessions to palier_maintenance;

create table sign_in_failures (
  key text not null,
  failures integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint sign_in_failures_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_failures_last ON public.sign_in_failures USING btree (last_at);
alter table sign_in_failures enable row level security;
alter table sign_in_failures force row level security;
create policy sign_in_failures_maintenance on sign_in_failures for all to palier_maintenance
  using true
  with check true;
grant delete, insert, select, update on sign_in_failures to palier_maintenance;

create table sign_off_request_claims (
  id uuid not null,
  request_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  claimed_by uuid not null,
  attempt integer not null,
  constraint sign_off_request_claims_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES people(id),
  constraint sign_off_request_claims_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint sign_off_request_claims_pkey PRIMARY KEY (id),
  constraint sign_off_request_claims_request_id_fkey FOREIGN KEY (request_id) REFERENCES sign_off_requests(id)
);
CREATE UNIQUE INDEX sign_off_request_claims_in_order ON public.sign_off_request_claims USING btree (contract_id, sequence);
CREATE UNIQUE INDEX sign_off_request_claims_one_at_a_time ON public.sign_off_request_claims USING btree (request_id, attempt);
CREATE TRIGGER sign_off_request_claims_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, claimed_by ON public.sign_off_request_claims FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('claimed_by');
alter table sign_off_request_claims enable row level security;
alter table sign_off_request_claims force row level security;
create policy sign_off_request_claims_by_a_member on sign_off_request_claims as restrictive for insert to palier_api
  with check app.has_mandate(contract_id, app.paris_day(recorded_at));
create policy sign_off_request_claims_maintenance on sign_off_request_claims for all to palier_maintenance
  using true
  with check true;
create policy sign_off_request_claims_of_no_guest on sign_off_request_claims as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy sign_off_request_claims_read on sign_off_request_claims for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = sign_off_request_claims.contract_id))));
create policy sign_off_request_claims_write on sign_off_request_claims for insert to palier_api
  with check ((claimed_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
grant insert, select on sign_off_request_claims to palier_api;
grant delete, insert, select, update on sign_off_request_claims to palier_maintenance;

create table sign_off_request_ends (
  id uuid not null,
  request_id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  ended_by uuid not null,
  ended_as text not null,
  constraint sign_off_request_ends_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint sign_off_request_ends_end_known CHECK ((ended_as = ANY (ARRAY['decided'::text, 'withdrawn'::text]))),
  constraint sign_off_request_ends_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES people(id),
  constraint sign_off_request_ends_pkey PRIMARY KEY (id),
  constraint sign_off_request_ends_request_id_fkey FOREIGN KEY (request_id) REFERENCES sign_off_requests(id)
);
CREATE UNIQUE INDEX sign_off_request_ends_in_order ON public.sign_off_request_ends USING btree (contract_id, sequence);
CREATE UNIQUE INDEX sign_off_request_ends_once ON public.sign_off_request_ends USING btree (request_id);
CREATE TRIGGER sign_off_request_ends_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, ended_by, ended_as ON public.sign_off_request_ends FOR EACH ROW WHEN ((new.ended_as = 'decided'::text)) EXECUTE FUNCTION app.refuse_own_subject('ended_by');
alter table sign_off_request_ends enable row level security;
alter table sign_off_request_ends force row level security;
create policy sign_off_request_ends_by_a_member on sign_off_request_ends as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) OR ((ended_as <> 'decided'::text) AND (app.is_of_team(contract_id, app.paris_day(recorded_at)) OR (NOT app.sees_contract_of_another(contract_id)))));
create policy sign_off_request_ends_maintenance on sign_off_request_ends for all to palier_maintenance
  using true
  with check true;
create policy sign_off_request_ends_of_a_guest on sign_off_request_ends as restrictive for insert to palier_api
  with check ((app.guest_link_id() IS NULL) OR ((ended_as = 'decided'::text) AND (request_id = app.guest_request())));
create policy sign_off_request_ends_read on sign_off_request_ends for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = sign_off_request_ends.contract_id))));
create policy sign_off_request_ends_write on sign_off_request_ends for insert to palier_api
  with check ((ended_by = ( SELECT app.person_id() AS person_id)) AND
CASE ended_as
    WHEN 'decided'::text THEN ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id))
    ELSE (((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR app.sees_contract(contract_id)) AND (EXISTS ( SELECT
       FROM sign_off_requests r
      WHERE ((r.id = sign_off_request_ends.request_id) AND (r.asked_by = sign_off_request_ends.ended_by)))))
END);
grant insert, select on sign_off_request_ends to palier_api;
grant delete, insert, select, update on sign_off_request_ends to palier_maintenance;

create table sign_off_requests (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  asked_by uuid not null,
  items jsonb not null,
  constraint sign_off_requests_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  constraint sign_off_requests_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint sign_off_requests_names_items CHECK ((jsonb_array_length(items) > 0)),
  constraint sign_off_requests_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX sign_off_requests_in_order ON public.sign_off_requests USING btree (contract_id, sequence);
alter table sign_off_requests enable row level security;
alter table sign_off_requests force row level security;
create policy sign_off_requests_by_a_member on sign_off_requests as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) OR (NOT app.sees_contract_of_another(contract_id)));
create policy sign_off_requests_maintenance on sign_off_requests for all to palier_maintenance
  using true
  with check true;
create policy sign_off_requests_of_no_guest on sign_off_requests as restrictive for insert to palier_api
  with check (app.guest_link_id() IS NULL);
create policy sign_off_requests_read on sign_off_requests for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = sign_off_requests.contract_id))));
create policy sign_off_requests_write on sign_off_requests for insert to palier_api
  with check ((asked_by = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR app.sees_contract(contract_id)));
grant insert, select on sign_off_requests to palier_api;
grant delete, insert, select, update on sign_off_requests to palier_maintenance;

create table sign_offs (
  id uuid not null,
  contract_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
  signer_id uuid not null,
  observed_on date not null,
  competency text not null,
  level text not null,
  outcome text not null,
  next_step text,
  reason text,
  comment text,
  observation_id uuid,
  attempt integer not null,
  request_id uuid,
  constraint sign_offs_cannot_assess_has_reason CHECK (((outcome <> 'cannot_assess'::text) OR (reason IS NOT NULL))),
  constraint sign_offs_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint sign_offs_not_yet_has_next_step CHECK (((outcome <> 'not_yet'::text) OR (next_step IS NOT NULL))),
  constraint sign_offs_observation_id_fkey FOREIGN KEY (observation_id) REFERENCES observations(id),
  constraint sign_offs_outcome_known CHECK ((outcome = ANY (ARRAY['acquired'::text, 'not_yet'::text, 'cannot_assess'::text]))),
  constraint sign_offs_pkey PRIMARY KEY (id),
  constraint sign_offs_request_id_fkey FOREIGN KEY (request_id) REFERENCES sign_off_requests(id),
  constraint sign_offs_signer_id_fkey FOREIGN KEY (signer_id) REFERENCES people(id)
);
CREATE UNIQUE INDEX sign_offs_acquired_once ON public.sign_offs USING btree (contract_id, competency, level, attempt) WHERE (outcome = 'acquired'::text);
CREATE UNIQUE INDEX sign_offs_in_order ON public.sign_offs USING btree (contract_id, sequence);
CREATE TRIGGER sign_offs_never_of_oneself AFTER INSERT OR UPDATE OF contract_id, signer_id ON public.sign_offs FOR EACH ROW EXECUTE FUNCTION app.refuse_own_subject('signer_id');
alter table sign_offs enable row level security;
alter table sign_offs force row level security;
create policy sign_offs_by_a_member on sign_offs as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, observed_on) AND app.has_mandate(contract_id, app.paris_day(recorded_at)));
create policy sign_offs_maintenance on sign_offs for all to palier_maintenance
  using true
  with check true;
create policy sign_offs_never_for_oneself on sign_offs for insert to palier_api
  with check ((signer_id = ( SELECT app.person_id() AS person_id)) AND ((contract_id = ( SELECT app.contract_scope_of_another() AS contract_scope_of_another)) OR app.sees_contract_of_another(contract_id)));
create policy sign_offs_of_a_guest on sign_offs as restrictive for insert to palier_api
  with check ((app.guest_link_id() IS NULL) OR (request_id = app.guest_request()));
create policy sign_offs_read on sign_offs for select to palier_api
  using ((contract_id = ( SELECT app.contract_scope() AS contract_scope)) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = sign_offs.contract_id))));
grant insert, select on sign_offs to palier_api;
grant delete, insert, select, update on sign_offs to palier_maintenance;

create table signing_keys (
  kid text not null,
  created_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  sealed_key bytea not null,
  constraint signing_keys_pkey PRIMARY KEY (kid)
);
alter table signing_keys enable row level security;
alter table signing_keys force row level security;
create policy signing_keys_maintenance on signing_keys for all to palier_maintenance
  using true
  with check true;
grant delete, insert, select, update on signing_keys to palier_maintenance;

create table transfer_answers (
  id uuid not null,
  amendment_id uuid not null,
  contract_id uuid not null,
  employer_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  kind text not null,
  signed_on date,
  main_tutor_id uuid,
  reason text,
  constraint transfer_answers_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES contract_amendments(id),
  constraint transfer_answers_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint transfer_answers_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES organisations(id),
  constraint transfer_answers_kind_known CHECK ((kind = ANY (ARRAY['signed'::text, 'refused'::text]))),
  constraint transfer_answers_main_tutor_id_fkey FOREIGN KEY (main_tutor_id) REFERENCES people(id),
  constraint transfer_answers_once UNIQUE (amendment_id, kind),
  constraint transfer_answers_pkey PRIMARY KEY (id),
  constraint transfer_answers_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint transfer_answers_whole CHECK (
CASE kind
    WHEN 'signed'::text THEN ((num_nonnulls(signed_on, main_tutor_id) = 2) AND (reason IS NULL))
    ELSE ((num_nonnulls(signed_on, main_tutor_id) = 0) AND (reason IS NOT NULL))
END)
);
CREATE INDEX transfer_answers_contract ON public.transfer_answers USING btree (contract_id);
CREATE INDEX transfer_answers_main_tutor ON public.transfer_answers USING btree (main_tutor_id) WHERE (main_tutor_id IS NOT NULL);
CREATE TRIGGER transfer_answers_in_turn BEFORE INSERT ON public.transfer_answers FOR EACH ROW WHEN ((CURRENT_USER = 'palier_api'::name)) EXECUTE FUNCTION app.answer_transfer_in_turn();
alter table transfer_answers enable row level security;
alter table transfer_answers force row level security;
create policy transfer_answers_maintenance on transfer_answers for all to palier_maintenance
  using true
  with check true;
create policy transfer_answers_read on transfer_answers for select to palier_api
  using ((employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) OR (EXISTS ( SELECT
   FROM contracts c
  WHERE (c.id = transfer_answers.contract_id))));
create policy transfer_answers_write on transfer_answers for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND (( SELECT app.client_id() AS client_id) IS NULL) AND (main_tutor_id IS DISTINCT FROM ( SELECT app.person_id() AS person_id)) AND app.answers_transfer(amendment_id, contract_id, employer_id));
grant insert, select on transfer_answers to palier_api;
grant delete, insert, select, update on transfer_answers to palier_maintenance;

create table tutor_branch_rules (
  id uuid not null,
  idcc text not null,
  from_day date not null,
  until_day date,
  months_with_diploma smallint,
  months_without_diploma smallint,
  level smallint,
  apprentices smallint,
  source text not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  constraint tutor_branch_rules_days_in_order CHECK ((from_day < until_day)),
  constraint tutor_branch_rules_idcc_known CHECK ((idcc ~ '^[0-9]{4}$'::text)),
  constraint tutor_branch_rules_one_at_a_time EXCLUDE USING gist (idcc WITH =, daterange(from_day, until_day) WITH &&) WHERE ((withdrawn_at IS NULL)),
  constraint tutor_branch_rules_pkey PRIMARY KEY (id),
  constraint tutor_branch_rules_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint tutor_branch_rules_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id),
  constraint tutor_branch_rules_withdrawn_by_somebody CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))
);
alter table tutor_branch_rules enable row level security;
alter table tutor_branch_rules force row level security;
create policy tutor_branch_rules_maintenance on tutor_branch_rules for all to palier_maintenance
  using true
  with check true;
create policy tutor_branch_rules_read on tutor_branch_rules for select to palier_api
  using ( SELECT app.is_signed_in() AS is_signed_in);
create policy tutor_branch_rules_withdraw on tutor_branch_rules for update to palier_api
  using ((withdrawn_at IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin))
  with check ((withdrawn_at IS NOT NULL) AND (withdrawn_by = ( SELECT app.person_id() AS person_id)));
create policy tutor_branch_rules_write on tutor_branch_rules for insert to palier_api
  with check ((recorded_by = ( SELECT app.person_id() AS person_id)) AND (withdrawn_at IS NULL) AND ( SELECT app.is_platform_admin() AS is_platform_admin));
grant insert, select, update (withdrawn_at, withdrawn_by) on tutor_branch_rules to palier_api;
grant delete, insert, select, update on tutor_branch_rules to palier_maintenance;

create table tutor_proofs (
  id uuid not null,
  person_id uuid not null,
  employer_id uuid not null,
  kind text not null,
  title text,
  level smallint,
  framework_code text,
  obtained_on date,
  from_day date,
  until_day date,
  months smallint,
  is_placement boolean default false not null,
  hours smallint,
  minutes smallint,
  idcc text,
  apprentices smallint,
  authority text,
  reference text,
  checked_on date not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_client uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawn_by_client uuid,
  withdrawal_reason text,
  constraint tutor_proofs_days_in_order CHECK ((from_day < until_day)),
  constraint tutor_proofs_derogation_is_dated CHECK (((kind <> 'derogation'::text) OR (num_nonnulls(from_day, until_day, apprentices, authority) = 4))),
  constraint tutor_proofs_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES organisations(id),
  constraint tutor_proofs_has_one_author CHECK ((num_nonnulls(recorded_by, recorded_by_client) = 1)),
  constraint tutor_proofs_kind_known CHECK ((kind = ANY (ARRAY['diploma'::text, 'experience'::text, 'training'::text, 'branch_rule'::text, 'derogation'::text, 'time'::text]))),
  constraint tutor_proofs_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint tutor_proofs_pkey PRIMARY KEY (id),
  constraint tutor_proofs_recorded_by_client_fkey FOREIGN KEY (recorded_by_client) REFERENCES api_clients(id),
  constraint tutor_proofs_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint tutor_proofs_time_is_measured CHECK (((kind = 'time'::text) = (num_nonnulls(minutes) = 1))),
  constraint tutor_proofs_withdrawn_by_client_fkey FOREIGN KEY (withdrawn_by_client) REFERENCES api_clients(id),
  constraint tutor_proofs_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES people(id),
  constraint tutor_proofs_withdrawn_by_somebody CHECK (((num_nonnulls(withdrawn_by, withdrawn_by_client) = num_nonnulls(withdrawn_at)) AND ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL))))
);
CREATE INDEX tutor_proofs_employer ON public.tutor_proofs USING btree (employer_id, person_id);
CREATE INDEX tutor_proofs_person ON public.tutor_proofs USING btree (person_id, id);
CREATE TRIGGER tutor_proofs_not_of_merged BEFORE INSERT ON public.tutor_proofs FOR EACH ROW EXECUTE FUNCTION app.refuse_merged('person_id');
CREATE TRIGGER tutor_proofs_of_somebody AFTER INSERT ON public.tutor_proofs FOR EACH ROW EXECUTE FUNCTION app.refuse_erased('person_id');
alter table tutor_proofs enable row level security;
alter table tutor_proofs force row level security;
create policy tutor_proofs_maintenance on tutor_proofs for all to palier_maintenance
  using true
  with check true;
create policy tutor_proofs_read on tutor_proofs for select to palier_api
  using ((employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text, 'auditor'::text]) AS organisations_as)::uuid[])) OR (person_id = ANY (( SELECT app.records_shown(app.person_id()) AS records_shown)::uuid[])));
create policy tutor_proofs_withdraw on tutor_proofs for update to palier_api
  using ((withdrawn_at IS NULL) AND (employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])))
  with check ((withdrawn_at IS NOT NULL) AND (NOT (withdrawn_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (withdrawn_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))));
create policy tutor_proofs_write on tutor_proofs for insert to palier_api
  with check ((NOT (recorded_by IS DISTINCT FROM ( SELECT app.person_id() AS person_id))) AND (NOT (recorded_by_client IS DISTINCT FROM ( SELECT app.client_id() AS client_id))) AND (withdrawn_at IS NULL) AND (person_id <> ALL (( SELECT app.people_behind_caller() AS people_behind_caller)::uuid[])) AND (employer_id = ANY (( SELECT app.organisations_as(VARIADIC ARRAY['hr'::text]) AS organisations_as)::uuid[])) AND (app.member_roles(person_id, employer_id, app.today(), NULL::date) && '{hr,tutor}'::text[]));
grant insert, select, update (withdrawn_at, withdrawn_by, withdrawn_by_client, withdrawal_reason) on tutor_proofs to palier_api;
grant delete, insert, select, update on tutor_proofs to palier_maintenance;

grant usage on schema app to palier_api;

grant usage on schema app to palier_maintenance;

grant usage on schema public to palier_api;

grant usage on schema public to palier_maintenance;
