-- An entry of the journal may tell its hours, and is flagged where they are more than a minor's.

alter table journal_entries
  add column starts_at timestamptz,
  add column ends_at timestamptz,
  add column break_minutes integer,
  add column hours_flags text[] not null default '{}',
  add constraint journal_entries_hours_whole check (
    (starts_at is null) = (ends_at is null)
    and (break_minutes is null or (starts_at is not null and break_minutes >= 0))
    and (starts_at is null or ends_at > starts_at)
  );
