-- Who read whose file: one row for each reader, file, kind and day. No foreign key: what is written beside a read never holds a
-- row that somebody works with.

create table file_reads (
  id            uuid constraint file_reads_pkey primary key,
  person_id     uuid not null,
  reader_id     uuid,
  reader_client uuid,
  kind          text not null
    constraint file_reads_kind_known check (kind in (
      'contract', 'ladder', 'report', 'evidence', 'journal', 'self_assessment', 'dispute', 'person', 'export'
    )),
  of_contract   uuid,
  read_on       date not null,
  first_at      timestamptz not null,
  constraint file_reads_by_one_reader check (num_nonnulls(reader_id, reader_client) = 1)
);
create unique index file_reads_once on file_reads (person_id, read_on, kind, of_contract, reader_id, reader_client)
  nulls not distinct;
create index file_reads_of_person on file_reads (person_id, id);
create index file_reads_by_day on file_reads (read_on);

alter table file_reads enable row level security, force row level security;
grant select, insert, update, delete on file_reads to palier_maintenance;
grant select on file_reads to palier_api;
create policy file_reads_maintenance on file_reads to palier_maintenance using (true) with check (true);
-- A centre sees who read what it holds: the contracts of its own, and nothing of the rest of a life.
create policy file_reads_read on file_reads for select to palier_api using (
  person_id = any ((select app.records_of(app.person_id()))::uuid[])
  or (select app.is_platform_admin())
  or exists (
    select from contracts c
    where c.id = file_reads.of_contract
      and c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )
);

insert into personal_data (place, table_name, of_person, by_person, is_private, erased)
values (30, 'file_reads', '{person_id}', '{reader_id}', true, 'kept');

-- Writes down what was read. What is read of a contract is the file of its alternant; nobody's reading of their own is kept.
create function app.note_reads(reads jsonb) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  insert into file_reads (id, person_id, reader_id, reader_client, kind, of_contract, read_on, first_at)
  select r.id, s.person_id, r.reader, r.client, r.kind, s.contract_id, r.day, r.at
  from jsonb_to_recordset(reads)
    as r (id uuid, reader uuid, client uuid, kind text, of text, subject uuid, day date, at timestamptz)
  cross join lateral (
    select p.id as person_id, null::uuid as contract_id from people p where r.of = 'person' and p.id = r.subject
    union all
    select c.alternant_id, c.id from contracts c
    where c.id = case r.of
      when 'contract' then r.subject
      when 'evidence' then (select e.contract_id from evidence e where e.id = r.subject)
    end
  ) s
  where app.is_signing_in() and s.person_id is distinct from r.reader
  on conflict do nothing;
end;

-- What a program is called, for whoever is told that it read a file of theirs.
create function app.client_name(client uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
  return case
    when app.is_signed_in() then (
      select concat_ws(', ', c.name, o.name) from api_clients c join organisations o on o.id = c.organisation_id
      where c.id = client
    )
  end;
