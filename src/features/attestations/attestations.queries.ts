import type { Day, Instant } from '../../kernel/days.js';
import type { AttestationId, ContractId, LadderId } from '../../kernel/ids.js';
import { FURTHEST_REMINDER } from '../frameworks/prerequisites.types.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import { handlesPapers, listSteps } from '../contracts/contracts.queries.js';
import { lifeOf, type ContractLife } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { loadPublishedLadders } from '../frameworks/ladders/ladders.queries.js';
import { LIFE } from '../ladder/circumstances.queries.js';
import { ladderAsOf } from '../ladder/versions/version-history.queries.js';
import type {
  AttestationRow,
  DueOf,
  ExpiringFilter,
  ExpiringRow,
  Held,
  Unheld,
} from './attestations.types.js';
import { withdrawalOf } from '../declarations/withdrawals.queries.js';

const ATTESTATIONS = `
  select
    a.id,
    a.contract_id        as "contractId",
    a.prerequisite,
    a.from_day           as "from",
    a.until_day          as "until",
    a.recorded_at        as "recordedAt",
    a.recorded_by        as "recordedBy",
    a.recorded_by_client as "recordedByClient",
    (select p.reference from attestation_proofs p where p.attestation_id = a.id) as "proofReference",
    ${withdrawalOf('attestation_withdrawals', 'attestation_id', 'a.id')} as withdrawal
  from attestations a
`;

/** @throws not_found */
export async function getAttestation(q: Queryable, id: AttestationId): Promise<AttestationRow> {
  const found = await row<AttestationRow & Record<string, unknown>>(q, `${ATTESTATIONS} where a.id = $1`, [
    id,
  ]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listAttestations(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<AttestationRow[]> {
  return listOfContract<AttestationRow & Record<string, unknown>>(q, ATTESTATIONS, 'a', contractId, page);
}

/** All that was attested of a contract, by prerequisite, as it was known at an instant (null: now). */
export async function listHeld(
  q: Queryable,
  contractId: ContractId,
  at: Instant | null,
): Promise<ReadonlyMap<string, readonly Held[]>> {
  const found = await rows<Held & { prerequisite: string }>(
    q,
    `
    select
      a.id,
      a.prerequisite,
      a.from_day  as "from",
      a.until_day as "until",
      exists (
        select from attestation_withdrawals w
        where w.attestation_id = a.id and w.recorded_at <= coalesce($2, 'infinity'::timestamptz)
      ) as "isWithdrawn"
    from attestations a
    where a.contract_id = $1 and a.recorded_at <= coalesce($2, 'infinity'::timestamptz)
    order by a.sequence
    `,
    [contractId, at],
  );
  const held = new Map<string, Held[]>();
  for (const { prerequisite, ...one } of found)
    held.set(prerequisite, [...(held.get(prerequisite) ?? []), one]);
  return held;
}

interface AskedContract extends DueOf {
  readonly contractId: ContractId;
  readonly ladderId: LadderId;
  readonly life: ContractLife;
  readonly handlesPapers: boolean;
}

/**
 * The contract whose prerequisites are asked about, with its ladder and its days as they were at an instant (null: now).
 * @throws not_found also of an instant before it was recorded
 */
export async function findAsked(
  q: Queryable,
  contractId: ContractId,
  at: Instant | null,
): Promise<{ readonly contract: AskedContract; readonly ladder: Ladder }> {
  const contract = await row<AskedContract & Record<string, unknown>>(
    q,
    `
    select
      c.id         as "contractId",
      ${ladderAsOf('c', `coalesce($2, 'infinity'::timestamptz)`)} as "ladderId",
      ${LIFE},
      ${handlesPapers('c')} as "handlesPapers",
      c.kind,
      c.starts_on  as "startsOn",
      c.signed_on  as "signedOn",
      (select b.birth_date from app.person_birth(c.alternant_id) b) as "birthDate"
    from contracts c
    where c.id = $1 and c.created_at <= coalesce($2, 'infinity'::timestamptz)
    `,
    [contractId, at],
  );
  const ladder = contract && (await loadPublishedLadders(q, [contract.ladderId])).get(contract.ladderId);
  if (!contract || !ladder) throw notFound();
  if (at === null) return { contract, ladder };
  const steps = await listSteps(q, contractId, at);
  if (steps.length === 0) throw notFound();
  const life = lifeOf(steps);
  return { contract: { ...contract, life, startsOn: life.startsOn, signedOn: life.signedOn }, ladder };
}

/** Every running contract whose ladder asks for something. */
export async function listAsking(q: Queryable, today: Day): Promise<ContractId[]> {
  const found = await rows<{ id: ContractId }>(
    q,
    'select a.contract_id as id from app.contracts_asking($1, $2) a',
    [today, FURTHEST_REMINDER],
  );
  return found.map(({ id }) => id);
}

/** What nothing attests for each of the days in which people are reminded. */
export function listUnheld(q: Queryable, contracts: readonly ContractId[], today: Day): Promise<Unheld[]> {
  return rows<Unheld & Record<string, unknown>>(
    q,
    `select u.contract_id as "contractId", u.life, u.prerequisite, u.attestations from app.prerequisites_unheld($1, $2, $3) u`,
    [contracts, today, FURTHEST_REMINDER],
  );
}

const EXPIRING = `
  with seen as materialized (
    select m.id from unnest((select app.contracts_mandated())::uuid[]) m (id)
    union
    select c.id
    from unnest((select app.organisations_as('hr', 'auditor'))::uuid[]) o (id)
    cross join lateral (select one.id from contracts one where one.employer_id = o.id offset 0) c
    union
    select c.id
    from unnest((select app.organisations_as('centre_admin', 'auditor'))::uuid[]) o (id)
    cross join lateral (select one.id from contracts one where one.training_centre_id = o.id offset 0) c
  ),
  running as materialized (
    select c.id, c.alternant_id, c.employer_id, c.training_centre_id, c.held_until
    from seen s
    cross join lateral (select * from contracts one where one.id = s.id offset 0) c
    where c.signed_on is not null
      and c.cancelled_on is null
      and c.held_until > $2
      and ($3::uuid is null or c.employer_id = $3)
      and ($4::uuid is null or c.training_centre_id = $4)
  ),
  ending as materialized (
    select last.id, last.prerequisite, last.until_day, c.*
    from running c (contract_id, alternant_id, employer_id, training_centre_id, held_until)
    cross join lateral (
      select distinct on (a.prerequisite) a.id, a.prerequisite, a.until_day
      from (select * from attestations one where one.contract_id = c.contract_id offset 0) a
      where not exists (select from attestation_withdrawals w where w.attestation_id = a.id offset 0)
      order by a.prerequisite, a.until_day desc nulls first, a.sequence desc
    ) last
    where last.until_day <= $1 and last.until_day < c.held_until
  )
  select
    e.id                 as "attestationId",
    e.contract_id        as "contractId",
    e.prerequisite,
    e.until_day          as "until",
    e.alternant_id       as "alternantId",
    app.called(p.given_name, p.usual_given_name)   as "givenName",
    app.called(p.family_name, p.usual_family_name) as "familyName",
    e.employer_id        as "employerId",
    o.name               as "employerName",
    e.training_centre_id as "trainingCentreId"
  from (
    select *
    from ending x
    where $5::date is null or (x.until_day, x.id) > ($5, $6::uuid)
    order by x.until_day, x.id
    limit $7
  ) e
  join people p on p.id = e.alternant_id
  join organisations o on o.id = e.employer_id
  order by e.until_day, e.id
`;

/**
 * What ends before a day and before its contract does, and nothing follows, the first first: of the running contracts that
 * the reader sees. One more than `limit`, to know whether a page follows.
 */
export function listExpiring(
  q: Queryable,
  { before, today, employerId, trainingCentreId }: ExpiringFilter,
  page: { after: { until: string; id: string } | null; limit: number },
): Promise<ExpiringRow[]> {
  return rows<ExpiringRow & Record<string, unknown>>(q, EXPIRING, [
    before,
    today,
    employerId,
    trainingCentreId,
    page.after?.until ?? null,
    page.after?.id ?? null,
    page.limit + 1,
  ]);
}
