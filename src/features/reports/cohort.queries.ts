import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, FrameworkId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { ContractStep } from '../contracts/contracts.types.js';
import type { Standing } from '../ladder/standing.types.js';

export interface NamedPerson {
  readonly id: PersonId;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

export interface NamedOrganisation {
  readonly id: OrganisationId;
  readonly name: string | null;
}

/** One contract of the cohort as it was recorded by the instant asked for. */
export interface CohortContract {
  readonly contractId: ContractId;
  readonly ladderId: LadderId;
  readonly frameworkId: FrameworkId;
  readonly alternant: NamedPerson;
  readonly employer: NamedOrganisation;
  readonly trainingCentre: NamedOrganisation;
  readonly mainTutor: NamedPerson | null;
  readonly steps: readonly ContractStep[];
  /** The stored one, which is that of now. */
  readonly standing: Standing | null;
}

export interface CohortFilters {
  readonly trainingCentreId: OrganisationId | null;
  readonly employerId: OrganisationId | null;
  readonly frameworkId: FrameworkId | null;
}

/** Names are those recorded by `at`: a report of the past does not change when somebody marries. */
const namedPerson = (id: string) => `(
  select jsonb_build_object('id', ${id}, 'givenName', n.given_name, 'familyName', n.family_name)
  from (select ${id} as id) asked
  left join lateral (
    select pn.given_name, pn.family_name
    from person_names pn
    where pn.person_id = asked.id
      and pn.recorded_at <= $1
    order by pn.version desc
    limit 1
  ) n on true
)`;

const namedOrganisation = (id: string) => `(
  select jsonb_build_object('id', ${id}, 'name', n.name)
  from (select ${id} as id) asked
  left join lateral (
    select o.name
    from organisation_names o
    where o.organisation_id = asked.id
      and o.recorded_at <= $1
    order by o.version desc
    limit 1
  ) n on true
)`;

const MATCHING = `
  where exists (select from contract_steps s where s.contract_id = c.id and s.recorded_at <= $1)
    and ($2::uuid is null or c.training_centre_id = $2)
    and ($3::uuid is null or c.employer_id = $3)
    and ($4::uuid is null or app.framework_of_ladder(c.ladder_id) = $4)
    and ($5::uuid is null or c.id > $5)
  order by c.id
  limit $6
`;

const parametersOf = (
  { trainingCentreId, employerId, frameworkId }: CohortFilters,
  at: Instant,
  { after, limit }: { after: string | null; limit: number },
) => [at, trainingCentreId, employerId, frameworkId, after, limit + 1];

/** Waits for whoever writes to a contract of the page, so that a report of a moment ago never changes afterwards. */
export async function awaitWriters(
  q: Queryable,
  filters: CohortFilters,
  at: Instant,
  page: { after: string | null; limit: number },
): Promise<void> {
  await rows(q, `select c.id from contracts c ${MATCHING} for share`, parametersOf(filters, at, page));
}

/** One row per contract recorded by `at` that the reader may see, in the order of creation; one more than `limit`. */
export function listCohort(
  q: Queryable,
  filters: CohortFilters,
  { at, on }: { at: Instant; on: Day },
  page: { after: string | null; limit: number },
): Promise<CohortContract[]> {
  return rows(
    q,
    `
    select
      c.id           as "contractId",
      c.ladder_id    as "ladderId",
      app.framework_of_ladder(c.ladder_id) as "frameworkId",
      ${namedPerson('c.alternant_id')} as alternant,
      ${namedOrganisation('c.employer_id')} as employer,
      ${namedOrganisation('c.training_centre_id')} as "trainingCentre",
      (
        select ${namedPerson('m.person_id')}
        from mandates m
        where m.contract_id = c.id
          and m.role = 'main_tutor'
          and m.recorded_at <= $1
          and m.from_day <= $7
          and coalesce(case when m.ended_recorded_at <= $1 then m.until_day else m.planned_until_day end > $7, true)
        order by m.sequence desc
        limit 1
      ) as "mainTutor",
      (
        select jsonb_agg(jsonb_build_object(
          'kind', s.kind, 'sequence', s.sequence, 'on', s.on_day, 'cause', s.cause, 'initiator', s.initiator, 'terms', s.terms
        ) order by s.sequence)
        from contract_steps s
        where s.contract_id = c.id
          and s.recorded_at <= $1
      ) as steps,
      p.state as standing
    from contracts c
    left join progress p on p.contract_id = c.id
    ${MATCHING}
    `,
    [...parametersOf(filters, at, page), on],
  );
}
