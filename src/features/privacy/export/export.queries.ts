import type { PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { batchesOf, row, rows } from '../../../platform/database/sql.js';
import type { FileReader, FileRow, FileSection, FoundPart } from './export.types.js';

const BATCH = 200;

/** How the reader knows the file of somebody; null: not at all. */
export async function findFileReader(q: Queryable, person: PersonId): Promise<FileReader | null> {
  const found = await row<{ reader: FileReader | null }>(
    q,
    `
    select app.reads_file_as(p.id) as reader
    from people p
    where p.id = $1
    `,
    [person],
  );
  return found?.reader ?? null;
}

/** A file part by part, in its order: a part begins, then its rows follow as they are read. */
export async function* partsOfFile(q: Queryable, person: PersonId): AsyncGenerator<FoundPart, void> {
  for (const section of await listFileSections(q, person)) {
    yield section;
    for await (const found of rowsOfSection(q, person, section)) yield { ...section, rows: found };
  }
}

/** The parts of a file that the reader may have. */
function listFileSections(q: Queryable, person: PersonId): Promise<FileSection[]> {
  return rows(q, 'select s.section, s.people from app.file_sections($1) s', [person]);
}

/** The rows of one part, in the order of their recording, each with the names that it needs. */
function rowsOfSection(
  q: Queryable,
  person: PersonId,
  { section, people }: FileSection,
): AsyncGenerator<FileRow[], void> {
  return batchesOf<FileRow>(
    q,
    `
    with titles as materialized (select t.contract_id, t.titles from app.file_titles($1) t)
    select
      r.row,
      (
        select coalesce(jsonb_object_agg(n.id, n.name), '{}')
        from (
          select n.person_id as id, concat_ws(' ', nullif(n.given_name, ''), n.family_name) as name
          from app.names_of_people(
            array(select (r.row ->> c)::uuid from unnest($3::text[]) c where r.row ->> c is not null), 'infinity'
          ) n
          union all
          select o.id, o.name
          from organisations o
          where o.id = any (array(
            select (r.row ->> c)::uuid
            from unnest(array['organisation_id', 'employer_id', 'training_centre_id', 'owner_id']) c
            where r.row ->> c is not null
          ))
        ) n
      ) as names,
      (select t.titles from titles t where t.contract_id::text = coalesce(r.row ->> 'contract_id', r.row ->> 'id')) as titles
    from app.file_rows($1, $2) r (row)
    `,
    [person, section, people],
    BATCH,
  );
}
