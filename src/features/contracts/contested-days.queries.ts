import type { ContractId } from '../../kernel/ids.js';
import { DECIDING_ROLES, MANDATE_ROLES, TUTOR_ROLES } from '../../kernel/mandate-roles.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows, textArray } from '../../platform/database/sql.js';
import { CONTESTED_KINDS, type ContestedFactRow, type ContestedKind } from './contracts.types.js';

/** What `app.contesting_acts` asks of a fact, as expressions over its row; `recordedOn` null: its recording needs no mandate. */
interface Contestable {
  readonly table: string;
  readonly author: string;
  readonly day: string;
  readonly recordedOn: string;
  /** What its author had to hold. */
  readonly roles: string;
  readonly upTo: string;
  /** It was revoked meanwhile, and awaits no ruling. */
  readonly isRevoked: string;
}

const CONTESTABLE: Record<ContestedKind, (row: string) => Contestable> = {
  observation: (row) => ({
    table: 'observations',
    author: `${row}.observer_id`,
    day: `${row}.observed_on`,
    recordedOn: 'null::date',
    roles: textArray(MANDATE_ROLES),
    upTo: 'null::text',
    isRevoked: `app.is_withdrawn(${row}.id, ${row}.items)`,
  }),
  sign_off: (row) => ({
    table: 'sign_offs',
    author: `${row}.signer_id`,
    day: `${row}.observed_on`,
    recordedOn: `(${row}.recorded_at at time zone 'Europe/Paris')::date`,
    roles: textArray(TUTOR_ROLES),
    upTo: `${row}.level`,
    isRevoked: `app.is_revoked(${row}.id, ${row}.contract_id, ${row}.outcome)`,
  }),
  level_decision: (row) => ({
    table: 'level_decisions',
    author: `${row}.decided_by`,
    day: `(${row}.recorded_at at time zone 'Europe/Paris')::date`,
    recordedOn: 'null::date',
    roles: `case ${row}.capacity when 'referent' then ${textArray(DECIDING_ROLES.referent)} else ${textArray(DECIDING_ROLES.tutor)} end`,
    upTo: 'null::text',
    isRevoked: `app.is_void(${row}.id, ${row}.contract_id, ${row}.decision)`,
  }),
};

const contestingActs = (kind: ContestedKind, row: string): string => {
  const { author, day, recordedOn, roles, upTo } = CONTESTABLE[kind](row);
  return `app.contesting_acts(
    ${row}.contract_id, ${row}.sequence, ${author}, ${day}, ${recordedOn}, ${roles}, ${upTo}
  )`;
};

/** Facts of one kind recorded before such an act, of a day that it took out, with the last such act and the ruling on it. */
const contestedOfKind = (kind: ContestedKind, contract: string): string => {
  const { table, author, day, isRevoked } = CONTESTABLE[kind]('f');
  return `
    select
      '${kind}' as kind, f.id, f.sequence, ${day} as day, ${author} as author_id,
      act.sequence as step, act.recorded_at as since, ruled.id as ruling_id
    from ${table} f
    cross join lateral (
      select late.sequence, late.recorded_at
      from ${contestingActs(kind, 'f')} late
      order by late.sequence desc
      limit 1
    ) act
    left join lateral (
      select g.id
      from contested_fact_rulings g
      where g.${kind}_id = f.id
        and g.step >= act.sequence
      limit 1
    ) ruled on true
    where f.contract_id = ${contract}
      and (ruled.id is not null or not ${isRevoked})
  `;
};

/** The contested facts of a contract, as rows; what was revoked meanwhile awaits no ruling. */
export const contestedFacts = (contract: string): string =>
  CONTESTED_KINDS.map((kind) => contestedOfKind(kind, contract)).join(' union all ');

/** All of a contract, in the order of their recording: computed from its life and its facts as they are now. */
export function listContestedFacts(q: Queryable, contractId: ContractId): Promise<ContestedFactRow[]> {
  return rows(
    q,
    `
    select f.kind, f.id, f.sequence, f.day, f.author_id as "authorId", f.step, f.since, f.ruling_id as "rulingId"
    from (${contestedFacts('$1')}) f
    order by f.sequence
    `,
    [contractId],
  );
}

/**
 * Whether a fact of `row` awaits such a ruling, as a condition: what `listContestedFacts` says, of one fact. What was taken
 * back is the caller's question.
 */
export const contestedNow = (kind: ContestedKind, row: string): string => `
  exists (
    select
    from ${contestingActs(kind, row)} late
    where not exists (
      select
      from contested_fact_rulings ruled
      where ruled.${kind}_id = ${row}.id
        and ruled.step >= late.sequence
    )
  )
`;
