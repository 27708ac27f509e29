import type { Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';

import { duplicateOf } from './confirmations/confirmations.queries.js';
import type { Authority, ContractRow } from './contract-details.types.js';
import { STATUS_CASES, type ContractStep, type StatusTest } from './contracts.types.js';

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

/** What answers show of a contract `c`, which joins `CONTRACT_JOINS`. */
export const CONTRACT_COLUMNS = `
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
    c.changed_at         as "updatedAt"
`;

/** What stands beside a contract `c` in what is shown of it. */
export const CONTRACT_JOINS = `
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
  const found = await row<ContractRow>(
    q,
    `select ${CONTRACT_COLUMNS} from contracts c ${CONTRACT_JOINS} where c.id = $1`,
    [id],
  );
  if (!found) throw notFound();
  return found;
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
