import type { ContractId, LadderId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { instantIn, type Prepared, row } from '../../../platform/database/sql.js';
import { loadPublishedLadders } from '../../frameworks/ladders/ladders.queries.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { LaddersOfContract } from './words.types.js';

/** By id: the ladders of each contract, the last first; and the names of whoever the reader may see, merged records included. */
const WORDS: Prepared = {
  name: 'words_beside',
  text: `
    select
      (
        select coalesce(jsonb_object_agg(c.id, jsonb_build_array(
          jsonb_build_object('ladderId', c.ladder_id, 'until', null)
        ) || (
          select coalesce(jsonb_agg(
            jsonb_build_object('ladderId', x.from_ladder_id, 'until', ${instantIn('x.recorded_at')})
            order by x.sequence desc
          ), '[]')
          from ladder_changes x
          where x.contract_id = c.id
        )), '{}')
        from unnest($1::uuid[]) wanted (id)
        cross join lateral (select one.id, one.ladder_id from contracts one where one.id = wanted.id offset 0) c
      ) as contracts,
      (
        select coalesce(jsonb_object_agg(p.id, p.name), '{}')
        from unnest($2::uuid[]) wanted (id)
        cross join lateral (
          select wanted.id, app.full_name(
            app.called(one.given_name, one.usual_given_name), app.called(one.family_name, one.usual_family_name)
          ) as name
          from people one where one.id = app.kept_person(wanted.id) offset 0
        ) p
      ) as names
  `,
};

interface WordsRow {
  readonly contracts: Readonly<Record<ContractId, LaddersOfContract>>;
  readonly names: Readonly<Record<string, string>>;
}

/** One statement for an answer, whatever it holds, and one for ladders that this process does not know. */
export async function readWords(
  q: Queryable,
  contractIds: readonly ContractId[],
  personIds: readonly string[],
  ladderIds: readonly LadderId[],
): Promise<WordsRow & { readonly ladders: ReadonlyMap<LadderId, Ladder> }> {
  const nothing = { contracts: {}, names: {} };
  const isAsked = contractIds.length > 0 || personIds.length > 0;
  const found = isAsked
    ? ((await row<WordsRow & Record<string, unknown>>(q, WORDS, [contractIds, personIds])) ?? nothing)
    : nothing;
  const ids = new Set([
    ...ladderIds,
    ...Object.values(found.contracts).flatMap((all) => all.map(({ ladderId }) => ladderId)),
  ]);
  return { ...found, ladders: await loadPublishedLadders(q, [...ids]) };
}
