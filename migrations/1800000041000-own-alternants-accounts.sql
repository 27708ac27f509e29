-- An employer records its own alternants, and never holds what opens their account: what an alternant confides is not its to read.

-- An alternant of the employer is not the employer's to let in, even where that role has ended; and is the centre's own
-- once their contract is signed.
create or replace function app.first_password_is_not_of(organisation uuid, person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return not exists (select from accounts a where a.person_id = person and a.password_hash is not null)
  and (
    exists (
      select from memberships m
      where m.person_id = person
        and m.organisation_id is distinct from organisation
        and (m.until_day is null or m.until_day > app.today())
        and not (m.role = 'alternant' and exists (
          select from contracts c
          where c.alternant_id = person
            and c.employer_id = m.organisation_id
            and c.training_centre_id = organisation
            and c.signed_on is not null
            and c.cancelled_on is null
        ))
    )
    or exists (
      select from memberships m join organisations o on o.id = m.organisation_id
      where m.person_id = person
        and m.role = 'alternant'
        and o.id = organisation
        and o.kind = 'employer'
    )
    or exists (
      select from mandates d join contracts c on c.id = d.contract_id
      where d.person_id = person
        and c.signed_on is not null
        and c.cancelled_on is null
        and (organisation is null or organisation not in (c.employer_id, c.training_centre_id))
        and (d.until_day is null or d.until_day > app.today())
    )
    or exists (
      select from contracts c
      where c.alternant_id = person
        and c.signed_on is not null
        and c.cancelled_on is null
        and c.held_until > app.today()
        and c.training_centre_id is distinct from organisation
    )
  );

-- The role that the employer of a signed contract gave its alternant does not keep the centre from them.
create or replace function app.stands_elsewhere(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in() and (
  exists (
    select from memberships m
    where m.person_id = person
      and (m.until_day is null or m.until_day > app.today())
      and not app.may_give_role(m.role, m.organisation_id)
      and not (m.role = 'alternant' and exists (
        select from contracts c
        where c.alternant_id = person
          and c.employer_id = m.organisation_id
          and c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
          and c.signed_on is not null
          and c.cancelled_on is null
      ))
  )
  or exists (
    select from contracts c
    where c.id in (
        select a.id from contracts a where a.alternant_id = person and a.held_until > app.today()
        union all
        select d.contract_id from mandates d
        where d.person_id = person and (d.until_day is null or d.until_day > app.today())
      )
      and c.signed_on is not null
      and c.cancelled_on is null
      and not c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
      and not c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )
);

-- Somebody who signs in already, and whom no centre ever knew as an alternant: whoever chose their password may be of the employer.
create function app.signs_in_beside_a_centre(person uuid, organisation uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in()
  and not app.is_platform_admin()
  and exists (select from organisations o where o.id = organisation and o.kind = 'employer')
  and exists (select from accounts a where a.person_id = person and a.password_hash is not null)
  and not exists (
    select from memberships m join organisations o on o.id = m.organisation_id
    where m.person_id = person and m.role = 'alternant' and o.kind = 'training_centre'
  );

create function app.refuse_own_alternant_with_login() returns trigger
  language plpgsql
as $$
begin
  if app.signs_in_beside_a_centre(new.person_id, new.organisation_id) then
    raise exception 'an employer makes nobody its alternant who signs in already' using errcode = '42501';
  end if;
  return new;
end $$;

create trigger memberships_alternants_have_no_login_before before insert or update of from_day, until_day on memberships
  for each row when (current_user = 'palier_api' and new.role = 'alternant')
  execute function app.refuse_own_alternant_with_login();

-- Whoever sends an invitation again answers for it from then on: it is judged by them when it is used.
create or replace function app.resend_invitation(wanted uuid, known_sends integer, token bytea, expires timestamptz)
  returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
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
end $$;
