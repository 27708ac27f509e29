-- A ladder that is kept in memory says what its competencies are called: its answers show titles and cost no statement more.

-- Code to title, of the framework that a published ladder stands on.
create function app.competency_titles(ladder uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(jsonb_object_agg(c ->> 'code', c ->> 'title'), '{}')
  from ladders l
  join frameworks f on f.id = l.framework_id
  cross join lateral jsonb_array_elements(f.blocks) b
  cross join lateral jsonb_array_elements(b -> 'competencies') c
  where l.id = ladder
    and l.published_at is not null
    and (app.is_signed_in() or pg_has_role(session_user, 'palier_maintenance', 'member'))
$$;
