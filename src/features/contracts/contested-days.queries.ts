import type { ContractId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { ContestedFactRow } from './contracts.types.js';

/** All of a contract, in the order of their recording: computed from its life and its facts as they are now. */
export function listContestedFacts(q: Queryable, contractId: ContractId): Promise<ContestedFactRow[]> {
  return rows(
    q,
    `
    select f.kind, f.id, f.sequence, f.day, f.author_id as "authorId", f.step, f.since, f.ruling_id as "rulingId"
    from app.contested_facts($1) f
    order by f.sequence
    `,
    [contractId],
  );
}

/**
 * Whether a fact of `row` awaits such a ruling, as a condition: what `listContestedFacts` says, of one fact. `column` is how
 * rulings name that kind of fact, `day` the day that it speaks of; what was taken back is the caller's question.
 */
export const contestedByDay = (row: string, column: string, day: string): string => `
  exists (
    select
    from app.contesting_steps(${row}.contract_id) late
    where late.sequence > ${row}.sequence
      and late.days @> ${day}
      and not exists (
        select
        from contested_fact_rulings ruled
        where ruled.${column} = ${row}.id
          and ruled.step >= late.sequence
      )
  )
`;
