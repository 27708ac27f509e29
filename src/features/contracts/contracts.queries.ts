import type { Instant } from '../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { TUTOR_ROLES } from '../../kernel/mandate-roles.js';
import { notFound } from '../../kernel/refusals.js';
import { changeKeySql, pageOf, type Listed, type ListRequest } from '../../platform/database/changes.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows, textArray } from '../../platform/database/sql.js';

import { duplicateOf } from './confirmations/confirmations.queries.js';
import type { Authority, ContractRow } from './contract-details.types.js';
import { STATUS_CASES, type ContractStatus, type ContractStep, type StatusTest } from './contracts.types.js';

const COLUMNS = {
  cancelledOn: 'cancelled_on',
  signedOn: 'signed_on',
  heldUntil: 'held_until',
  startsOn: 'starts_on',
  suspensions: 'suspensions',
} as const;

/** Writes the status of a row of `contracts` on a day, as `statusOn` tells it, from the one table of cases. */
export const statusSql = (contract: string, day: string): string => `
  case
    ${STATUS_CASES.map(
      ([status, tests]) =>
        `when ${['true', ...tests.map((test) => testSql(test, contract, day))].join(' and ')} then '${status}'`,
    ).join('\n    ')}
  end
`;

function testSql(test: StatusTest, contract: string, day: string): string {
  if ('recorded' in test) return `${contract}.${COLUMNS[test.recorded]} is not null`;
  if ('missing' in test) return `${contract}.${COLUMNS[test.missing]} is null`;
  if ('reached' in test) return `${contract}.${COLUMNS[test.reached]} <= ${day}`;
  if ('endedAs' in test) return `${contract}.ended_as = '${test.endedAs}'`;
  if ('ahead' in test) return `${day} < ${contract}.${COLUMNS[test.ahead]}`;
  return `${contract}.${COLUMNS[test.within]} @> ${day}`;
}

/** Whether the caller is the alternant of a row of `contracts`, or acts for one of its sides: those handle its papers. */
export const handlesPapers = (contract: string): string => `(
    ${contract}.alternant_id = app.person_id()
    or ${contract}.employer_id = any ((select app.organisations_as('hr'))::uuid[])
    or ${contract}.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )`;

const CONTRACTS = `
  select
    c.id,
    c.kind,
    s.status,
    c.alternant_id       as "alternantId",
    app.called(p.given_name, p.usual_given_name) as "alternantGivenName",
    app.called(p.family_name, p.usual_family_name) as "alternantFamilyName",
    case when r.handles_papers then p.given_name end  as "alternantCivilGivenName",
    case when r.handles_papers then p.family_name end as "alternantCivilFamilyName",
    p.birth_date         as "alternantBirthDate",
    c.employer_id        as "employerId",
    e.name               as "employerName",
    c.training_centre_id as "trainingCentreId",
    t.name               as "trainingCentreName",
    c.ladder_id          as "ladderId",
    c.starts_on          as "startsOn",
    c.until_day          as "until",
    c.held_until         as "heldUntil",
    c.signed_on          as "signedOn",
    c.ended_as           as "endedAs",
    c.cancelled_on       as "cancelledOn",
    (
      select st.cause
      from contract_steps st
      where st.contract_id = c.id
        and st.kind in ('terminated', 'completed', 'cancelled')
        and not exists (
          select from contract_steps x where x.contract_id = st.contract_id and x.corrects = st.sequence
        )
      order by coalesce(st.place, st.sequence) desc
      limit 1
    ) as cause,
    (
      select coalesce(jsonb_agg(jsonb_build_object('from', lower(r.days), 'until', upper(r.days)) order by r.days), '[]')
      from unnest(c.suspensions) as r (days)
    ) as suspensions,
    c.owner_id           as "ownerId",
    (
      select e.external_id
      from contract_external_ids e
      where e.contract_id = c.id
      order by e.organisation_id <> c.employer_id
      limit 1
    )                    as "externalId",
    c.continuation_of    as "continuationOf",
    case when r.handles_papers then c.legal_representative end as "legalRepresentative",
    c.legal_representative is not null or app.signs_alone(c.id) as "hasLegalRepresentative",
    (
      select g.group_name from contract_groups g where g.contract_id = c.id order by g.sequence desc limit 1
    ) as "group",
    app.today()          as "readOn",
    (
      select m.person_id
      from mandates m
      where m.contract_id = c.id
        and m.role = 'main_tutor'
        and daterange(m.from_day, m.until_day) @> app.today()
        and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> app.today()
    ) as "mainTutorId",
    exists (
      select
      from mandates m
      where m.contract_id = c.id
        and m.role = 'main_tutor'
        and daterange(m.from_day, m.until_day) @> greatest(app.today(), c.starts_on)
        and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> greatest(app.today(), c.starts_on)
    ) as "hasMainTutor",
    (
      select coalesce(json_agg(d.id order by d.id), '[]')
      from contracts d
      where d.alternant_id = c.alternant_id
        and d.id <> c.id
        and d.employer_id = c.employer_id
        and daterange(d.starts_on, d.held_until) && daterange(c.starts_on, c.held_until)
        and d.cancelled_on is null
        and c.cancelled_on is null
        and (d.signed_on is null or c.signed_on is null)
    ) as "possibleDuplicates",
    ${duplicateOf('c')} as "duplicateOf",
    c.version,
    c.created_at         as "createdAt",
    c.changed_at         as "updatedAt",
    ${changeKeySql('c')} as "changeKey"
  from contracts c
  cross join lateral (select ${statusSql('c', 'app.today()')}) as s (status)
  cross join lateral (
    select ${handlesPapers('c')}
  ) as r (handles_papers)
  join people p on p.id = c.alternant_id
  join organisations e on e.id = c.employer_id
  join organisations t on t.id = c.training_centre_id
`;

/** @throws not_found */
export async function getContract(q: Queryable, id: ContractId): Promise<ContractRow> {
  const found = await row<ContractRow>(q, `${CONTRACTS} where c.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

export interface ContractFilters {
  readonly externalId: string | null;
  readonly status: ContractStatus | null;
  readonly alternantId: PersonId | null;
  readonly employerId: OrganisationId | null;
  readonly trainingCentreId: OrganisationId | null;
  /** Its main tutor today. */
  readonly tutorId: PersonId | null;
  /** Code of the current level. */
  readonly level: string | null;
}

interface Reach {
  readonly personId: PersonId | null;
  readonly mandated: readonly ContractId[];
  readonly ofEmployers: readonly OrganisationId[];
  readonly ofCentres: readonly OrganisationId[];
}

/** Whose contracts the policy `contracts_read` shows the reader. */
async function reachOfReader(q: Queryable): Promise<Reach> {
  const found = await row<Reach>(
    q,
    `
    select
      app.person_id()                                              as "personId",
      to_jsonb(app.contracts_mandated())                           as mandated,
      to_jsonb(app.organisations_as('hr', 'auditor'))              as "ofEmployers",
      to_jsonb(app.organisations_as('centre_admin', 'auditor'))    as "ofCentres"
    `,
  );
  return found ?? { personId: null, mandated: [], ofEmployers: [], ofCentres: [] };
}

/**
 * In the order of creation, or of change; one more than `limit`, to know whether a page follows. What row-level security asks
 * is asked again with its values: of a reader of two contracts, the planner then knows that they are two among all.
 */
export async function listContracts(
  q: Queryable,
  filters: ContractFilters,
  request: ListRequest,
): Promise<Listed<ContractRow>[]> {
  const { personId, mandated, ofEmployers, ofCentres } = await reachOfReader(q);
  const isOfFew = ofEmployers.length + ofCentres.length === 0;
  const page = await pageOf(q, 'c', request, 12, { isOfFew });
  return rows(
    q,
    `
    ${CONTRACTS}
    where (
        c.alternant_id = $1
        or c.id = any ($2::uuid[])
        or c.employer_id = any ($3::uuid[])
        or c.training_centre_id = any ($4::uuid[])
      )
      and ($5::text is null or s.status = $5)
      and ($6::uuid is null or c.alternant_id = $6)
      and ($7::uuid is null or c.employer_id = $7)
      and ($8::uuid is null or c.training_centre_id = $8)
      and ($9::uuid is null or exists (
        select
        from mandates m
        where m.contract_id = c.id
          and m.person_id = $9
          and m.role = any (${textArray(TUTOR_ROLES)})
          and daterange(m.from_day, m.until_day) @> app.today()
          and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> app.today()
      ))
      and ($10::text is null or $10 = coalesce(
        (select g.current_level from progress g where g.contract_id = c.id),
        (select l.levels -> 0 ->> 'code' from app.published_ladder(c.ladder_id) l)
      ))
      and ${filters.externalId === null ? '$11::text is null' : 'c.id in (select e.contract_id from contract_external_ids e where e.external_id = $11)'}
      and ${page.where}
    order by ${page.orderBy}
    `,
    [
      personId,
      mandated,
      ofEmployers,
      ofCentres,
      filters.status,
      filters.alternantId,
      filters.employerId,
      filters.trainingCentreId,
      filters.tutorId,
      filters.level,
      filters.externalId,
      ...page.values,
    ],
  );
}

/** Everything that happened to the contract's life, recorded by `at` (all when null), in that order. */
export function listSteps(
  q: Queryable,
  contractId: ContractId,
  at: Instant | null = null,
): Promise<ContractStep[]> {
  return rows(
    q,
    {
      name: 'contract-steps',
      text: `
    select s.kind, s.sequence, s.recorded_at as "recordedAt", s.on_day as "on", s.cause, s.initiator, s.terms, s.corrects,
      s.until_day as "until", s.suspension
    from contract_steps s
    where s.contract_id = $1
      and ($2::timestamptz is null or s.recorded_at <= $2)
    order by s.sequence
    `,
    },
    [contractId, at],
  );
}

export async function getAuthority(q: Queryable): Promise<Authority> {
  const found = await row<Authority>(
    q,
    `select to_jsonb(app.people_behind_caller()) as people,
       to_jsonb(app.organisations_as('hr')) as "hrOf", to_jsonb(app.organisations_as('centre_admin')) as "adminOf"`,
  );
  return found ?? { people: [], hrOf: [], adminOf: [] };
}
