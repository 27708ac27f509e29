import type { Instant } from '../../kernel/days.js';
import type { ContractId, DisputeId, Id, PersonId, SignOffId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { About, Dispute, DisputedFact, DisputeEnding } from './disputes.types.js';

const DISPUTES = `
  select
    d.id,
    d.contract_id  as "contractId",
    jsonb_build_object(
      'kind', case
        when d.sign_off_id is not null then 'sign_off'
        when d.revocation_id is not null then 'revocation'
        else 'level_decision'
      end,
      'id', coalesce(d.sign_off_id, d.revocation_id, d.level_decision_id)
    )              as about,
    d.grounds,
    d.opened_by    as "openedBy",
    d.on_behalf_of as "onBehalfOf",
    d.recorded_at  as "recordedAt",
    e.id           as "endingId",
    e.ended_by     as "endedBy",
    e.recorded_at  as "endedAt",
    e.ending,
    e.reason
  from disputes d
  left join dispute_endings e on e.dispute_id = d.id
`;

interface DisputeRow extends Omit<Dispute, 'ending'> {
  readonly endingId: Id<'dispute_ending'> | null;
  readonly endedBy: PersonId;
  readonly endedAt: Instant;
  readonly ending: DisputeEnding['ending'] | null;
  readonly reason: string | null;
}

/** @throws not_found */
export async function getDispute(q: Queryable, id: DisputeId): Promise<Dispute> {
  const found = await row<DisputeRow>(q, `${DISPUTES} where d.id = $1`, [id]);
  if (!found) throw notFound();
  return withEnding(found);
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export async function listDisputes(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<Dispute[]> {
  return (await listOfContract<DisputeRow>(q, DISPUTES, 'd', contractId, page)).map(withEnding);
}

function withEnding({ endingId, endedBy, endedAt, ending, reason, ...dispute }: DisputeRow): Dispute {
  const ended =
    endingId === null
      ? null
      : ({ id: endingId, endedBy, recordedAt: endedAt, ending, reason } as DisputeEnding);
  return { ...dispute, ending: ended };
}

/** What the reader is to the contract, beside mandates. */
export async function findReader(
  q: Queryable,
  contractId: ContractId,
): Promise<{ readonly readsDisputes: boolean; readonly administersCentre: boolean }> {
  const found = await row<{ readsDisputes: boolean; administersCentre: boolean }>(
    q,
    `
    select
      app.reads_comments(c) as "readsDisputes",
      c.training_centre_id = any (app.organisations_as('centre_admin')) as "administersCentre"
    from contracts c
    where c.id = $1
    `,
    [contractId],
  );
  if (!found) throw notFound();
  return found;
}

const FACTS: Record<About['kind'], string> = {
  sign_off: `
    select s.sequence, s.signer_id as "authorId", s.recorded_at as "recordedAt", s.competency, s.level,
      s.outcome <> 'acquired' as "isAgainstAlternant"
    from sign_offs s
    where s.id = $1
      and s.contract_id = $2
  `,
  revocation: `
    select r.sequence, r.revoked_by as "authorId", r.recorded_at as "recordedAt", s.competency, s.level,
      s.outcome = 'acquired' as "isAgainstAlternant"
    from revocations r
    join sign_offs s on s.id = r.sign_off_id
    where r.id = $1
      and r.contract_id = $2
  `,
  level_decision: `
    select l.sequence, l.decided_by as "authorId", l.recorded_at as "recordedAt", '' as competency, l.level,
      l.decision = 'decline' as "isAgainstAlternant"
    from level_decisions l
    where l.id = $1
      and l.contract_id = $2
  `,
};

interface FactRow extends Omit<DisputedFact, 'fact'> {
  readonly sequence: number;
  readonly competency: string;
  readonly level: string;
}

/** A fact of that contract, or null. */
export async function findDisputedFact(
  q: Queryable,
  contractId: ContractId,
  { kind, id }: About,
): Promise<DisputedFact | null> {
  const found = await row<FactRow>(q, FACTS[kind], [id, contractId]);
  if (!found) return null;
  const { sequence, competency, level, ...rest } = found;
  const where = { sequence, competency, level };
  switch (kind) {
    case 'sign_off':
      return { ...rest, fact: { kind, id: id as SignOffId, ...where } };
    case 'revocation':
      return { ...rest, fact: { kind, id: id as Id<'revocation'>, ...where } };
    case 'level_decision':
      return { ...rest, fact: { kind, id: id as Id<'level_decision'>, ...where } };
  }
}

/** The disputes of one fact: the one that is open or was ruled on, and how many were withdrawn. */
export async function findDisputesOf(
  q: Queryable,
  { kind, id }: About,
): Promise<{ readonly current: DisputeId | null; readonly withdrawn: number }> {
  const found = await row<{ current: DisputeId | null; withdrawn: number }>(
    q,
    `
    select
      (array_agg(d.id) filter (where e.ending is distinct from 'withdrawn'))[1] as current,
      (count(*) filter (where e.ending = 'withdrawn'))::integer as withdrawn
    from disputes d
    left join dispute_endings e on e.dispute_id = d.id
    where d.${kind}_id = $1
    `,
    [id],
  );
  return found ?? { current: null, withdrawn: 0 };
}

/** Whether it counts no more already: a ruling on its day overturned it. */
export async function isOverturned(q: Queryable, { kind, id }: About): Promise<boolean> {
  return (await row(q, `select v.id from overturns v where v.${kind}_id = $1`, [id])) !== null;
}
