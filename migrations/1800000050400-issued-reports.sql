-- Booklets that were issued, by the hash of what they say: enough to answer whether a print is genuine and of what day. It names
-- nobody and no contract, so that an erasure leaves it as it is.

create table issued_reports (
  hash        bytea constraint issued_reports_pkey primary key,
  report_on   date not null,
  sequence    bigint not null,
  issued_at timestamptz not null,
  constraint issued_reports_hash_whole check (octet_length(hash) = 32)
);

alter table issued_reports enable row level security, force row level security;
grant select, insert, update, delete on issued_reports to palier_maintenance;
-- No policy shows any of them: a hash is asked of a function, one at a time.
grant select on issued_reports to palier_api;
create policy issued_reports_maintenance on issued_reports to palier_maintenance using (true) with check (true);

-- Writes down once that a booklet was issued.
create function app.note_issued_report(issued text, of_day date, of_sequence bigint, at timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  insert into issued_reports (hash, report_on, sequence, issued_at)
  select decode(issued, 'hex'), of_day, of_sequence, at
  where app.is_signing_in()
  on conflict do nothing;
end;

-- Says the day and the state of a booklet to whoever holds its hash, signed in or not, and nothing of whom it is.
create function app.find_issued_report(issued text, out report_on date, out sequence bigint)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select r.report_on, r.sequence from issued_reports r where r.hash = decode(issued, 'hex');
end;
