import type { PersonId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { FileRead } from './reads.types.js';

/**
 * The last ones first; one more than `limit`, to know whether a page follows.
 * @throws not_found for whoever reads nothing of that file's log
 */
export async function listFileReads(
  q: Queryable,
  person: PersonId,
  { after, limit }: { after: string | null; limit: number },
): Promise<FileRead[]> {
  const known = await row(q, 'select from people p where p.id = $1 and app.reads_file_as(p.id) is not null', [
    person,
  ]);
  if (!known) throw notFound();
  return rows(
    q,
    `
    select
      r.id,
      r.kind,
      r.read_on     as "readOn",
      r.of_contract as "contractId",
      r.reader_id   as "readerId",
      (
        select concat_ws(' ', nullif(n.given_name, ''), n.family_name)
        from app.names_of_people(array[r.reader_id], 'infinity') n
      ) as "readerName",
      r.reader_client as "clientId",
      app.client_name(r.reader_client) as "clientName"
    from file_reads r
    where r.person_id = any ((select app.records_of($1))::uuid[])
      and ($2::uuid is null or r.id < $2)
    order by r.id desc
    limit $3
    `,
    [person, after, limit + 1],
  );
}
