-- What a training centre calls the group of a contract, and what its lists tell beside the progress.

create table contract_groups (
  id                 uuid not null constraint contract_groups_pkey primary key,
  contract_id        uuid not null constraint contract_groups_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_groups_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_groups_recorded_by_client_fkey references api_clients,
  group_name         text constraint contract_groups_short check (char_length(group_name) between 1 and 60),
  constraint contract_groups_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create unique index contract_groups_in_order on contract_groups (contract_id, sequence);

alter table contract_groups enable row level security, force row level security;
grant select, insert, update, delete on contract_groups to palier_maintenance;
grant select, insert on contract_groups to palier_api;
create policy contract_groups_maintenance on contract_groups to palier_maintenance using (true) with check (true);
create policy contract_groups_read on contract_groups for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contract_groups.contract_id)
);
-- By the centre of today, in its own name: a right is judged when it is used.
create policy contract_groups_write on contract_groups for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = contract_groups.contract_id
      and c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )
);

-- Birth dates, as the record that stood there then had them, and ids of alternants, of contracts that somebody administers, to
-- whoever administers the person today: a draft may name anybody. Proving row by row, by the policies, that a reader sees each person costs more than all the rest of a report.
create function app.identities_of_alternants(contracts uuid[], at timestamptz)
  returns table (contract_id uuid, birth_date date, external_id text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    c.id,
    (
      select b.birth_date
      from person_birth_dates b
      where b.person_id = coalesce(s.person_id, c.alternant_id) and b.recorded_at <= at
      order by b.version desc
      limit 1
    ),
    case
      when p.owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[]) then p.external_id
    end
  from public.contracts c
  join people p on p.id = c.alternant_id
  left join app.stood_then(at) s on s.row_id = c.id
  where c.id = any (identities_of_alternants.contracts)
    and (
      c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
      or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
    )
    and exists (
      select
      from memberships m
      where m.person_id = c.alternant_id
        and (m.until_day is null or m.until_day > (select app.today()))
        and m.organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
    );
end;
revoke execute on function app.identities_of_alternants(uuid[], timestamptz) from public;
grant execute on function app.identities_of_alternants(uuid[], timestamptz) to palier_api;
