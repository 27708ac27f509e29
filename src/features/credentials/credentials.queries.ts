import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type {
  CredentialContent,
  CredentialId,
  CredentialRow,
  LevelToCredit,
  StatusPlaces,
} from './credentials.types.js';

const COLUMNS = `
  k.id,
  k.contract_id  as "contractId",
  k.ladder_id    as "ladderId",
  k.level,
  coalesce((
    select l.level ->> 'title' from jsonb_array_elements(d.levels) l (level) where l.level ->> 'code' = k.level
  ), k.level)    as "levelTitle",
  k.shown_name   as "shownName",
  k.achieved_at  as "achievedAt",
  k.issued_at    as "issuedAt",
  k.revoked_at   as "revokedAt",
  k.status_list  as "statusList",
  k.status_index as "statusIndex",
  coalesce(
    (
      select l.level ->> 'status' <> 'achieved'
      from progress p
      cross join jsonb_array_elements(p.levels) l (level)
      where p.contract_id = k.contract_id and l.level ->> 'code' = k.level
    ),
    (
      select e.type <> 'level.achieved'
      from events e
      where e.contract_id = k.contract_id
        and e.type in ('level.achieved', 'level.reopened', 'level.locked')
        and e.data ->> 'level' = k.level
      order by e.sequence desc
      limit 1
    ),
    false
  )              as "isLost"
`;

/** Those of a contract, in the order of their making; one more than `limit`. */
export function listCredentials(
  q: Queryable,
  contractId: ContractId,
  { after, limit }: { after: string | null; limit: number },
): Promise<CredentialRow[]> {
  return rows<CredentialRow & Record<string, unknown>>(
    q,
    `
    select ${COLUMNS}
    from level_credentials k
    join ladders d on d.id = k.ladder_id
    where k.contract_id = $1 and ($2::uuid is null or k.id > $2)
    order by k.id
    limit $3
    `,
    [contractId, after, limit + 1],
  );
}

/** Everything that it says, for its holder: `isOwn`. @throws not_found */
export async function getCredential(
  q: Queryable,
  id: CredentialId,
): Promise<CredentialContent & { readonly isOwn: boolean }> {
  const found = await row<CredentialContent & { readonly isOwn: boolean } & Record<string, unknown>>(
    q,
    `
    select ${COLUMNS},
      d.title          as "ladderTitle",
      f.title          as "frameworkTitle",
      o.id             as "centreId",
      o.name           as "centreName",
      c.alternant_id = app.person_id() as "isOwn",
      (
        select coalesce(jsonb_agg(coalesce(t.title, r.item ->> 'competency') order by r.nth), '[]')
        from jsonb_array_elements(d.levels) l (level)
        cross join jsonb_array_elements(l.level -> 'requirements') with ordinality r (item, nth)
        left join lateral (
          select x.competency ->> 'title' as title
          from jsonb_array_elements(f.blocks) b (block)
          cross join jsonb_array_elements(b.block -> 'competencies') x (competency)
          where x.competency ->> 'code' = r.item ->> 'competency'
          limit 1
        ) t on true
        where l.level ->> 'code' = k.level
      )                as competencies,
      case k.shown_name
        when 'usual' then app.full_name(
          app.called(p.given_name, p.usual_given_name), app.called(p.family_name, p.usual_family_name)
        )
        when 'civil' then app.full_name(p.given_name, p.family_name)
      end              as "holderName"
    from level_credentials k
    join contracts c on c.id = k.contract_id
    join ladders d on d.id = k.ladder_id
    join frameworks f on f.id = d.framework_id
    join organisations o on o.id = c.training_centre_id
    left join people p on p.id = c.alternant_id
    where k.id = $1
    `,
    [id],
  );
  if (!found) throw notFound();
  return found;
}

/** @throws not_found when the contract may not be seen */
export async function getLevelToCredit(
  q: Queryable,
  contractId: ContractId,
  level: string,
): Promise<LevelToCredit> {
  const found = await row<LevelToCredit & Record<string, unknown>>(
    q,
    `
    select
      c.ladder_id as "ladderId",
      coalesce(c.alternant_id = app.person_id(), false) as "isOwn",
      exists (
        select from jsonb_array_elements(d.levels) l (level) where l.level ->> 'code' = $2
      ) as "hasLevel",
      coalesce(
        p.levels @> jsonb_build_array(jsonb_build_object('code', $2::text, 'status', 'achieved')), false
      ) as "isAchieved",
      (
        select max(e.recorded_at) from events e
        where e.contract_id = c.id and e.type = 'level.achieved' and e.data ->> 'level' = $2
      ) as "achievedAt",
      (select count(*)::int from level_credentials k where k.contract_id = c.id) as issued
    from contracts c
    left join ladders d on d.id = c.ladder_id
    left join progress p on p.contract_id = c.id
    where c.id = $1
    `,
    [contractId, level],
  );
  if (!found) throw notFound();
  return found;
}

/** The places of a list whose bit is set; null: there is no such list. */
export async function findStatusPlaces(q: Queryable, list: number): Promise<StatusPlaces | null> {
  const known = await row<{ exists: boolean }>(q, 'select app.status_list_exists($1) as exists', [list]);
  if (!known?.exists) return null;
  const found = await rows<{ place: number; isRevoked: boolean; isSuspended: boolean }>(
    q,
    `
    select s.place, s.is_revoked as "isRevoked", s.is_suspended as "isSuspended"
    from app.status_of_credentials($1) s
    `,
    [list],
  );
  const placesOf = (wanted: 'isRevoked' | 'isSuspended') =>
    found.filter((one) => one[wanted]).map(({ place }) => place);
  return { revocation: placesOf('isRevoked'), suspension: placesOf('isSuspended') };
}
