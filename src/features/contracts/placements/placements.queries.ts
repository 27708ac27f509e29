import type { ContractId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Instant } from '../../../kernel/days.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { PlacementId, PlacementRow } from './placements.types.js';

/** Each placement as it was recorded last by `$2`. */
const PLACEMENTS = `
  select
    x.placement_id       as id,
    x.contract_id        as "contractId",
    coalesce((
      select app.full_name(n.given_name, n.family_name)
      from app.names_of_people(array[app.alternant_placed(x.placement_id)], 'infinity') n
    ), '')               as alternant,
    x.kind,
    x.host_id            as "hostId",
    x.host_name          as "hostName",
    x.host_siret         as "hostSiret",
    x.structure_type     as "structureType",
    x.from_day           as "from",
    x.until_day          as until,
    x.agreement_reference as "agreementReference",
    x.agreement_signed_on as "agreementSignedOn",
    x.agreement_sent_on  as "agreementSentOn",
    x.tutor_name         as "tutorName",
    x.reason,
    x.is_withdrawn       as "isWithdrawn",
    (
      select count(*)::int from placement_versions v
      where v.placement_id = x.placement_id and v.sequence <= x.sequence
    )                    as version,
    x.recorded_at        as "recordedAt",
    x.recorded_by        as "recordedBy",
    x.recorded_by_client as "recordedByClient"
  from placement_versions x
  where x.recorded_at <= $2::timestamptz
    and not exists (
      select from placement_versions n
      where n.placement_id = x.placement_id and n.sequence > x.sequence and n.recorded_at <= $2::timestamptz
    )
`;

/** @throws not_found */
export async function getPlacement(q: Queryable, id: PlacementId): Promise<PlacementRow> {
  const found = await row<PlacementRow & Record<string, unknown>>(
    q,
    `${PLACEMENTS} and x.placement_id = $1`,
    [id, 'infinity'],
  );
  if (!found) throw notFound();
  return found;
}

/** One of that contract, which stands; null: there is none. */
export async function findPlacement(
  q: Queryable,
  contractId: ContractId,
  id: PlacementId,
): Promise<PlacementRow | null> {
  const found = await row<PlacementRow & Record<string, unknown>>(
    q,
    `${PLACEMENTS} and x.placement_id = $1 and x.contract_id = $3 and not x.is_withdrawn`,
    [id, 'infinity', contractId],
  );
  return found ?? null;
}

/** Those of a contract as they were recorded by then, in the order of their days, withdrawn or not. */
export function listPlacements(
  q: Queryable,
  contractId: ContractId,
  at: Instant | 'infinity' = 'infinity',
): Promise<PlacementRow[]> {
  return rows<PlacementRow & Record<string, unknown>>(
    q,
    `${PLACEMENTS} and x.contract_id = $1 order by x.from_day, x.placement_id`,
    [contractId, at],
  );
}

export interface Page {
  readonly after: string | null;
  readonly limit: number;
}

/** A page of them, in the order of their first recording: one more than `limit`, to know whether another follows. */
export function pagePlacements(
  q: Queryable,
  contractId: ContractId,
  at: Instant | 'infinity',
  { after, limit }: Page,
): Promise<PlacementRow[]> {
  return rows<PlacementRow & Record<string, unknown>>(
    q,
    `
    ${PLACEMENTS}
      and x.contract_id = $1
      and ($3::uuid is null or x.placement_id > $3)
    order by x.placement_id
    limit $4
    `,
    [contractId, at, after, limit + 1],
  );
}

/** A page of those at the caller's own organisations. */
export function listHosted(q: Queryable, { after, limit }: Page): Promise<PlacementRow[]> {
  return rows<PlacementRow & Record<string, unknown>>(
    q,
    `
    ${PLACEMENTS}
      and x.placement_id = any ((select app.placements_hosted())::uuid[])
      and ($1::uuid is null or x.placement_id > $1)
    order by x.placement_id
    limit $3
    `,
    [after, 'infinity', limit + 1],
  );
}

/** Those of a contract at whose host somebody is to tutor, by a mandate that lasts a day. */
export async function listTutoredPlacements(q: Queryable, contractId: ContractId): Promise<PlacementId[]> {
  const found = await rows<{ id: PlacementId }>(
    q,
    `
    select distinct m.placement_id as id
    from mandates m
    where m.contract_id = $1
      and m.placement_id is not null
      and m.role = 'co_tutor'
      and m.from_day is distinct from m.until_day
    `,
    [contractId],
  );
  return found.map(({ id }) => id);
}

/** How often one was recorded, corrected, ended or withdrawn. */
export async function countVersions(q: Queryable, contractId: ContractId): Promise<number> {
  const found = await row<{ versions: number }>(
    q,
    'select count(*)::int as versions from placement_versions v where v.contract_id = $1',
    [contractId],
  );
  return found?.versions ?? 0;
}

/** `Place[]` of the contract, as a value: where the alternant was or will be, as it was recorded by then. */
export const placesOf = (contract: string, at: string): string => `app.places_of(${contract}, ${at})`;
