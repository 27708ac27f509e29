import type { Day, Instant, Period } from '../../kernel/days.js';
import type {
  ApiClientId,
  ContractId,
  Id,
  LadderId,
  MandateId,
  OrganisationId,
  PersonId,
} from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { ContestedFactRow } from '../contracts/contracts.types.js';
import type { PlacementId } from '../contracts/placements/placements.types.js';
import type { Mandate, MandateRole } from './mandates.types.js';
import { absentUntil, memberDays, memberOn, periodsOf } from './today.queries.js';

/** A mandate as its readers see it. `until` and `plannedUntil` excluded, null for open-ended. */
export interface MandateRow {
  readonly id: MandateId;
  readonly contractId: ContractId;
  readonly personId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly role: MandateRole;
  readonly from: Day;
  readonly until: Day | null;
  readonly plannedUntil: Day | null;
  readonly maxLevel: string | null;
  readonly replaces: MandateId | null;
  readonly placementId: PlacementId | null;
  /** How the reader's own organisation calls it. */
  readonly externalId: string | null;
  readonly recordedAt: Instant;
  /** When it was ended before its time. */
  readonly endedAt: Instant | null;
}

/** After an act, with what it contests. */
export interface MandateActed {
  readonly mandate: MandateRow;
  /** What its holder recorded of the days that an end, recorded late, took from it. */
  readonly contested: readonly ContestedFactRow[];
}

const MANDATES = `
  select
    m.id,
    m.contract_id       as "contractId",
    m.person_id         as "personId",
    app.called(p.given_name, p.usual_given_name) as "givenName",
    app.called(p.family_name, p.usual_family_name) as "familyName",
    m.role,
    m.from_day          as "from",
    m.until_day         as "until",
    m.planned_until_day as "plannedUntil",
    m.max_level         as "maxLevel",
    m.replaces,
    m.placement_id      as "placementId",
    (
      select e.external_id
      from mandate_external_ids e
      where e.mandate_id = m.id
      order by e.organisation_id
      limit 1
    )                   as "externalId",
    m.recorded_at       as "recordedAt",
    m.ended_recorded_at as "endedAt"
  from mandates m
  join people p on p.id = m.person_id
`;

/** @throws not_found */
export async function getMandate(q: Queryable, id: MandateId): Promise<MandateRow> {
  const found = await row<MandateRow>(q, `${MANDATES} where m.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were opened; one more than `limit`, to know whether a page follows. */
export function listMandateRows(
  q: Queryable,
  contractId: ContractId,
  { after, limit }: { after: string | null; limit: number },
): Promise<MandateRow[]> {
  return rows(
    q,
    `
    ${MANDATES}
    where m.contract_id = $1
      and ($2::uuid is null or m.id > $2)
    order by m.id
    limit $3
    `,
    [contractId, after, limit + 1],
  );
}

/** Every mandate of a contract, with its absences. */
export function listMandates(q: Queryable, contractId: ContractId): Promise<Mandate[]> {
  return rows(
    q,
    `
    select
      m.id,
      m.contract_id as "contractId",
      m.person_id   as "personId",
      m.role,
      m.from_day    as "from",
      m.until_day   as "until",
      m.max_level   as "maxLevel",
      m.placement_id as "placementId",
      (
        select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', ${absentUntil('a')}) order by a.from_day), '[]')
        from mandate_absences a
        where a.mandate_id = m.id
      ) as absences,
      ${memberOn('m')} as "memberOn"
    from mandates m
    where m.contract_id = $1
    order by m.from_day, m.id
    `,
    [contractId],
  );
}

export interface AbsenceRow extends Period {
  readonly id: Id<'mandate_absence'>;
  readonly mandateId: MandateId;
  readonly from: Day;
  /** As it was declared; excluded. */
  readonly plannedUntil: Day | null;
  readonly recordedAt: Instant;
  /** When it was shortened last; null: never. */
  readonly endedAt: Instant | null;
  /** Null when an API client declared it. */
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}

const ABSENCES = `
  select
    a.id,
    a.mandate_id  as "mandateId",
    a.from_day    as "from",
    ${absentUntil('a')} as "until",
    a.until_day   as "plannedUntil",
    a.recorded_at as "recordedAt",
    (select max(e.recorded_at) from mandate_absence_ends e where e.absence_id = a.id) as "endedAt",
    a.recorded_by as "recordedBy",
    a.recorded_by_client as "recordedByClient"
  from mandate_absences a
`;

/** @throws not_found */
export async function getAbsence(q: Queryable, id: AbsenceRow['id']): Promise<AbsenceRow> {
  const found = await row<AbsenceRow & Record<string, unknown>>(q, `${ABSENCES} where a.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were declared; one more than `limit`, to know whether a page follows. */
export function listAbsences(
  q: Queryable,
  mandateId: MandateId,
  { after, limit }: { after: string | null; limit: number },
): Promise<AbsenceRow[]> {
  return rows(
    q,
    `
    ${ABSENCES}
    where a.mandate_id = $1
      and ($2::uuid is null or a.id > $2)
    order by a.id
    limit $3
    `,
    [mandateId, after, limit + 1],
  );
}

/** What a new mandate names, also where the actor may not read it. */
export interface Named {
  readonly personIsVisible: boolean;
  /** What they are at the host, of a mandate there; null: it is none, or no placement of this contract at an organisation. */
  readonly hostRoles: readonly string[] | null;
  readonly employerRoles: readonly string[];
  readonly centreRoles: readonly string[];
  /** The contract's centre proposes them as a tutor of its employer, which has not joined. */
  readonly isProposed: boolean;
  readonly levels: readonly string[];
}

export async function findNamed(
  q: Queryable,
  contract: {
    readonly id: ContractId;
    readonly employerId: OrganisationId;
    readonly trainingCentreId: OrganisationId;
    readonly ladderId: LadderId;
  },
  mandate: {
    readonly personId: PersonId;
    readonly from: Day;
    readonly until: Day | null;
    readonly placementId: PlacementId | null;
  },
): Promise<Named> {
  const found = await row<Named>(
    q,
    `
    select
      exists (select from people p where p.id = $1)  as "personIsVisible",
      to_jsonb(app.member_roles($1, $2, $4, $5))      as "employerRoles",
      to_jsonb(app.member_roles($1, $3, $4, $5))      as "centreRoles",
      (
        select to_jsonb(app.member_roles($1, p.host_id, $4, $5))
        from placements p
        where p.id = $7 and p.contract_id = $8 and p.host_id is not null and not p.is_withdrawn
      )                                               as "hostRoles",
      app.is_proposed_tutor($1, $2, $3)               as "isProposed",
      (
        select coalesce(jsonb_agg(v.level -> 'code'), '[]')
        from app.published_ladder($6) l
        cross join jsonb_array_elements(l.levels) as v (level)
      ) as levels
    `,
    [
      mandate.personId,
      contract.employerId,
      contract.trainingCentreId,
      mandate.from,
      mandate.until,
      contract.ladderId,
      mandate.placementId,
      contract.id,
    ],
  );
  if (!found) throw new Error('A query without a table answers one row.');
  return found;
}

/**
 * The days on which somebody belongs to what a mandate of that role stands for, at a host those of the placement, apart from
 * each other, the earliest first.
 */
export async function listMemberDays(
  q: Queryable,
  contractId: ContractId,
  {
    personId,
    role,
    placementId,
  }: {
    readonly personId: PersonId;
    readonly role: MandateRole;
    readonly placementId: PlacementId | null;
  },
): Promise<readonly Period[]> {
  const found = await row<{ memberOn: readonly Period[] }>(
    q,
    `
    select ${periodsOf(`${memberDays('m')} * p.days`)} as "memberOn"
    from (select $1::uuid as person_id, $2::uuid as contract_id, $3::text as role, $4::uuid as placement_id) m
    cross join lateral (
      select coalesce(
        (select datemultirange(daterange(p.from_day, p.until_day)) from placements p where p.id = m.placement_id), '{(,)}'
      )
    ) p (days)
    `,
    [personId, contractId, role, placementId],
  );
  return found?.memberOn ?? [];
}
