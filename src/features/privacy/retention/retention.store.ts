import type { DataSource, EntityManager } from 'typeorm';
import type { Instant } from '../../../kernel/days.js';
import type { EvidenceId } from '../../../kernel/ids.js';
import type { Queryable, Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { FileStore } from '../../../platform/files/file-store.js';
import { newId } from '../../../platform/ids.js';

const BATCH = 1_000;
const PEOPLE = 100;

/** What is over, by kind. */
export interface Expired {
  readonly kind: string;
  readonly rows: number;
}

/** Asks, in nobody's name, the erasure of those whose file was kept long enough. @returns of how many */
export async function askDueErasures(tx: Tx): Promise<number> {
  const ids = Array.from({ length: PEOPLE }, () => newId());
  const asked = await row<{ asked: number }>(tx, 'select app.ask_due_erasures($1) as asked', [ids]);
  return asked?.asked ?? 0;
}

/** How much of each kind would go now, and how many people would be asked to be made nobody, or are due. */
export function countExpired(owner: DataSource, now: Instant): Promise<Expired[]> {
  return asMaintenance(owner, now, async (q) => {
    const expired = await rows<{ kind: string; rows: string }>(
      q,
      'select c.kind, c.row_count as rows from app.count_expired($1) c',
      [now],
    );
    const people = await row<{ asked: string; due: string }>(
      q,
      `
      select
        (select count(*) from app.people_past_retention(null)) as asked,
        (select count(*) from app.due_erasures(null)) as due
      `,
    );
    return [
      ...expired,
      { kind: 'people', rows: people?.asked ?? '0' },
      { kind: 'erasures', rows: people?.due ?? '0' },
    ].map((one) => ({ kind: one.kind, rows: Number(one.rows) }));
  });
}

/** Does all of it now: a batch at a time, each its own transaction. @returns what was done */
export async function applyRetention(owner: DataSource, store: FileStore, now: Instant): Promise<Expired[]> {
  const repeated = async (step: (q: Tx) => Promise<number>) => {
    let all = 0;
    for (let n = -1; n !== 0; all += n) n = await asMaintenance(owner, now, step);
    return all;
  };
  const deleted = await repeated(
    async (q) =>
      (await row<{ n: number }>(q, 'select app.delete_expired($1, $2) as n', [now, BATCH]))?.n ?? 0,
  );
  const asked = await repeated(askDueErasures);
  const due = await asMaintenance(owner, now, (q) =>
    rows<{ id: string }>(q, 'select d.id from app.due_erasures(null) d'),
  );
  let erased = 0;
  for (const { id } of due) {
    const files = await asMaintenance(owner, now, (q) =>
      row<{ files: EvidenceId[] | null }>(q, 'select app.carry_out_erasure($1) as files', [id]),
    );
    if (!files?.files) continue;
    erased += 1;
    for (const file of files.files) await store.remove(file);
  }
  return [
    { kind: 'deleted', rows: deleted },
    { kind: 'people', rows: asked },
    { kind: 'erasures', rows: erased },
  ];
}

/** In a transaction of its own, as the product's own maintenance at that instant. */
function asMaintenance<T>(
  owner: DataSource,
  now: Instant,
  work: (q: Tx & Queryable) => Promise<T>,
): Promise<T> {
  return owner.transaction(async (manager: EntityManager) => {
    await manager.query(`select app.set_actor('sign_in', null, null, $1)`, [now]);
    return work(manager as unknown as Tx);
  });
}
