import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { Outcome, OutcomeContract } from './outcomes.types.js';

/** What is asked of a contract before anything is recorded of its end. @throws not_found */
export async function getOutcomeContract(q: Queryable, id: ContractId): Promise<OutcomeContract> {
  const found = await row<OutcomeContract & Record<string, unknown>>(
    q,
    `
    select
      c.last_sequence    as "lastSequence",
      c.last_recorded_at as "lastRecordedAt",
      c.held_until       as "heldUntil",
      c.signed_on is not null    as "isSigned",
      c.cancelled_on is not null as "isCancelled",
      c.alternant_id = any (app.people_behind_caller())             as "isOwn",
      app.person_id() is not null                                   as "isPerson",
      c.employer_id = any (app.organisations_as('hr'))              as "administersEmployer",
      c.training_centre_id = any (app.organisations_as('centre_admin')) as "administersCentre",
      app.is_referent_of(c.id)                                      as "isReferent",
      (select count(*)::int from contract_outcomes o where o.contract_id = c.id) as recorded
    from contracts c
    where c.id = $1
    `,
    [id],
  );
  if (!found) throw notFound();
  return found;
}

/** Those that the reader may see, in the order of their recording: a contract has few. */
export const listOutcomes = (q: Queryable, contractId: ContractId): Promise<Outcome[]> =>
  rows<Outcome & Record<string, unknown>>(
    q,
    `
    select
      o.id,
      o.contract_id        as "contractId",
      o.side,
      o.stage,
      o.diploma,
      o.situation,
      o.recorded_at        as "recordedAt",
      o.recorded_by        as "recordedBy",
      o.recorded_by_client as "recordedByClient"
    from contract_outcomes o
    where o.contract_id = $1
    order by o.sequence
    `,
    [contractId],
  );
