-- A ladder drafted from a template says what it was made from, for good: the version of the activities, the structures,
-- and the ladder of the platform that it builds on.
alter table ladders add column made_from jsonb;

-- Whose a ladder is says whether its codes tell the kinds of its missions.
drop function app.published_ladder(uuid);
create function app.published_ladder(wanted uuid)
  returns table (id uuid, code text, title text, levels jsonb, missions jsonb, owner_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select l.id, l.code, l.title, l.levels, l.missions, l.owner_id
  from ladders l
  where l.id = wanted
    and l.published_at is not null
    and (app.is_signed_in() or pg_has_role(session_user, 'palier_maintenance', 'member'));
end;
