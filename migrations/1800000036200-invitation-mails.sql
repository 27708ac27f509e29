-- What became of the mail that brings an invitation, for whoever may give the role: taken by the mail server, refused for
-- good with the kind of reason, or yet to come. It is sent again on request, each time after a longer pause.

alter table invitations
  add column sends integer not null default 1,
  add column last_sent_at timestamptz,
  add column mail_state text,
  add column mail_at timestamptz,
  add column mail_reason text,
  add constraint invitations_mail_state_known check (mail_state in ('waiting', 'sent', 'delayed', 'refused')),
  add constraint invitations_mail_since check ((mail_state is null) = (mail_at is null)),
  add constraint invitations_mail_reason_where_needed check (
    (mail_reason is not null) = (mail_state is not null and mail_state in ('delayed', 'refused'))
  );
grant select (sends, last_sent_at, mail_state, mail_at, mail_reason), insert (last_sent_at, mail_state, mail_at)
  on invitations to palier_api;

-- Of the mail whose link is the present one: what comes of an earlier one says nothing any more.
create function app.note_invitation_mail(wanted uuid, token bytea, state text, reason text) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  update invitations i
  set mail_state = note_invitation_mail.state, mail_reason = note_invitation_mail.reason,
      mail_at = app.setting('app.now')::timestamptz
  where i.id = wanted and i.token_hash = token and app.is_notifier();
end;

-- Good for longer again. `token`: of the link that goes to whoever asks; null: a mail brings it. False when somebody
-- did the same meanwhile, or it is no longer pending.
create function app.resend_invitation(wanted uuid, known_sends integer, token bytea, expires timestamptz)
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

-- Its bearer reads what they are invited to before they accept.
drop function app.invitation_to_accept(bytea);
create function app.invitation_to_accept(token bytea)
  returns table (
    id uuid, state text, void_reason text, email text, given_name text, family_name text, has_password boolean,
    role text, organisation text
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select i.id, j.state, j.void_reason, i.email, p.given_name, p.family_name,
    exists (select from accounts a where a.person_id = i.person_id and a.password_hash is not null) as has_password,
    i.role, o.name
  from invitations i
  join people p on p.id = i.person_id
  left join organisations o on o.id = i.organisation_id
  cross join lateral app.judge_invitation(i.id) j
  where i.token_hash = token and app.is_signing_in();
end;
