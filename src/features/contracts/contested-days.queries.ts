import type { ContractId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { ContestedFactRow, ContestedKind } from './contracts.types.js';

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

/** What `app.contested_facts` asks of each kind of fact: author, day, day of recording, roles, level. */
const ASKED: Record<ContestedKind, (row: string) => string> = {
  observation: (row) => `
    ${row}.observer_id, ${row}.observed_on, null,
    array['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'], null
  `,
  sign_off: (row) => `
    ${row}.signer_id, ${row}.observed_on, (${row}.recorded_at at time zone 'Europe/Paris')::date,
    array['main_tutor', 'co_tutor', 'substitute'], ${row}.level
  `,
  level_decision: (row) => `
    ${row}.decided_by, (${row}.recorded_at at time zone 'Europe/Paris')::date, null,
    case ${row}.capacity when 'referent' then array['referent'] else array['main_tutor', 'co_tutor'] end, null
  `,
};

/**
 * Whether a fact of `row` awaits such a ruling, as a condition: what `listContestedFacts` says, of one fact. What was taken
 * back is the caller's question.
 */
export const contestedNow = (kind: ContestedKind, row: string): string => `
  exists (
    select
    from app.contesting_acts(${row}.contract_id, ${row}.sequence, ${ASKED[kind](row)}) late
    where not exists (
      select
      from contested_fact_rulings ruled
      where ruled.${kind}_id = ${row}.id
        and ruled.step >= late.sequence
    )
  )
`;
