import type { DataSource } from 'typeorm';
import type { Instant } from '../../kernel/days.js';
import { isUuid } from '../../kernel/ids.js';
import type { FileStore, StoredFile } from '../../platform/files/file-store.js';

/** A file whose row may still be on its way is younger: a request ends within minutes. */
const YOUNG_MS = 24 * 3_600_000;
const BATCH = 500;

/** Whose bytes are to be gone. */
const IS_GONE = `
  exists (select from evidence_withdrawals w where w.evidence_id = e.id)
  or exists (
    select from contracts c join people p on p.id = c.alternant_id where c.id = e.contract_id and p.erased_at is not null
  )
`;

export interface Swept {
  /** Files that belong to evidence. */
  readonly kept: number;
  /** Files of evidence that was withdrawn, or whose alternant was made nobody. */
  readonly withdrawn: number;
  /** Files that no row names: their request was refused or cut after they were put. */
  readonly orphans: number;
  /** Evidence, not withdrawn, that no file belongs to: to be looked into. */
  readonly missing: readonly string[];
}

/**
 * Compares the store with the database, and removes what belongs to nothing that is there, where `remove` says so. As
 * the owner, who sees all: whoever sees less would take what they do not see for orphans.
 */
export async function sweepEvidence(
  owner: DataSource,
  store: FileStore,
  now: Instant,
  { remove }: { remove: boolean },
): Promise<Swept> {
  // The rows first: what is added meanwhile is young, or its row is not looked for.
  const expected = new Set(
    (
      await owner.query<{ id: string }[]>(`
        select e.id from evidence e where not (${IS_GONE})
      `)
    ).map(({ id }) => id),
  );
  const counts = { kept: 0, withdrawn: 0, orphans: 0 };
  for await (const batch of inBatches(store.list())) {
    const known = await statesOf(owner, batch);
    for (const { key, writtenAt } of batch) {
      expected.delete(key);
      const state = known.get(key);
      if (state === 'kept') counts.kept += 1;
      else if (state === 'withdrawn') counts.withdrawn += 1;
      else if (Date.parse(now) - writtenAt.getTime() > YOUNG_MS) counts.orphans += 1;
      else continue;
      if (remove && state !== 'kept') await store.remove(key);
    }
  }
  return { ...counts, missing: [...expected] };
}

async function statesOf(
  owner: DataSource,
  files: readonly StoredFile[],
): Promise<Map<string, 'kept' | 'withdrawn'>> {
  const found = await owner.query<{ id: string; withdrawn: boolean }[]>(
    `
    select e.id, ${IS_GONE} as withdrawn
    from evidence e
    where e.id = any ($1::uuid[])
    `,
    [files.map(({ key }) => key).filter(isUuid)],
  );
  return new Map(found.map(({ id, withdrawn }) => [id, withdrawn ? 'withdrawn' : 'kept']));
}

async function* inBatches(files: AsyncGenerator<StoredFile, void>): AsyncGenerator<StoredFile[], void> {
  let batch: StoredFile[] = [];
  for await (const file of files) {
    batch.push(file);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
