-- People and organisations are found however they are written: without accents, composed or not, in any case, whatever the
-- apostrophes, hyphens and blanks. Organisations also by the numbers that they had.

create extension if not exists pg_trgm;

-- The letters and figures of a name, each by its plainest form.
create function app.fold(written text) returns text
  language sql immutable
return lower(regexp_replace(
  replace(replace(replace(replace(
    translate(lower(normalize(written, nfkd)), 'ŒÆøØłŁđĐıẞ', 'œæoollddiß'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th'),
  '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u036f\u2000-\u206f\u3000]', '', 'g'
));

-- What each word of a search looks like in a search key, the longest first. What folds to nothing is asked of nobody.
create function app.search_patterns(words text[]) returns text[]
  language sql immutable
return array(
  select '%' || f.word || '%'
  from unnest(words) as w (word)
  cross join lateral (select app.fold(w.word)) as f (word)
  where f.word <> ''
  order by length(f.word) desc
);

-- The numbers of an organisation, one row per version that changed them. A trigger writes it.
create table organisation_identifiers (
  organisation_id uuid not null
    constraint organisation_identifiers_organisation_id_fkey references organisations,
  version         integer not null,
  recorded_at     timestamptz not null,
  siret           text not null,
  uai             text,
  finess          text,
  constraint organisation_identifiers_pkey primary key (organisation_id, version)
);
create index organisation_identifiers_siret on organisation_identifiers (siret);

alter table organisation_identifiers enable row level security, force row level security;
grant select, insert, update, delete on organisation_identifiers to palier_maintenance;
grant select on organisation_identifiers to palier_api;
create policy organisation_identifiers_maintenance on organisation_identifiers to palier_maintenance
  using (true) with check (true);
create policy organisation_identifiers_read on organisation_identifiers for select to palier_api
  using ((select app.is_signed_in()));

create function app.keep_identifiers() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
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
end $$;

create function app.key_organisation() returns trigger
  language plpgsql
as $$
begin
  new.search_key := concat_ws(' ', app.fold(new.name), app.fold(new.siret), app.fold(new.uai), app.fold(new.finess), (
    select string_agg(distinct concat_ws(' ', app.fold(k.siret), app.fold(k.uai), app.fold(k.finess)), ' ')
    from organisation_identifiers k
    where k.organisation_id = new.id
  ));
  return new;
end $$;

alter table organisations add column search_key text not null default '';
alter table organisations alter column search_key drop default;
create trigger organisations_are_found before insert or update on organisations
  for each row execute function app.key_organisation();
create trigger organisations_keep_identifiers after insert or update on organisations
  for each row execute function app.keep_identifiers();
insert into organisation_identifiers (organisation_id, version, recorded_at, siret, uai, finess)
select o.id, o.version, o.updated_at, o.siret, o.uai, o.finess from organisations o;
update organisations set search_key = '';

create function app.key_person() returns trigger
  language plpgsql
as $$
begin
  new.search_key := concat_ws(' ', app.fold(new.given_name), app.fold(new.family_name));
  return new;
end $$;

alter table people add column search_key text not null default '';
alter table people alter column search_key drop default;
create trigger people_are_found before insert or update on people
  for each row execute function app.key_person();
update people set search_key = '';
create index people_search on people using gin (search_key gin_trgm_ops);
create index contracts_external_id on contracts (external_id) where external_id is not null;
create index people_owner on people (owner_id);
create index people_external_id on people (external_id) where external_id is not null;

-- Whom a search may be about: `like` might tell what it is given, so row-level security keeps it from an index. The ids
-- tell nothing; who sees whom is asked of them as ever. The longest word leads: `like all` knows no index, and a table
-- is read whole for none.
create function app.people_found(patterns text[], exactly text) returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = false
as $$
begin
  if not app.is_signed_in() then
    return '{}';
  end if;
  return array(
    select p.id from people p where p.search_key like patterns[1] and p.search_key like all (patterns)
    union select p.id from people p where lower(p.email) = lower(exactly)
    union select p.id from people p where p.external_id = exactly
  );
end $$;
