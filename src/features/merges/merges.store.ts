import type { Instant } from '../../kernel/days.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import type { MergeRow, PersonMergeId } from './merges.types.js';

/** Holds both records until the end of the transaction: of two who merge them at once, one waits. */
export async function holdRecords(tx: Tx, keptId: PersonId, duplicateId: PersonId): Promise<void> {
  await row(tx, 'select app.hold_records($1, $2)', [keptId, duplicateId]);
}

export async function beginMerge(tx: Tx, merge: MergeRow): Promise<void> {
  const { id, keptId, duplicateId, reason, mergedAt } = merge;
  await row(tx, 'select app.begin_merge($1, $2, $3, $4, $5)', [id, keptId, duplicateId, reason, mergedAt]);
}

export async function beginUndo(tx: Tx, id: PersonMergeId, at: Instant): Promise<void> {
  await row(tx, 'select app.begin_undo($1, $2)', [id, at]);
}

/** Until another one is held it is the contract that the transaction is about, whoever sees it otherwise. */
export async function holdContract(tx: Tx, id: PersonMergeId, contractId: ContractId): Promise<void> {
  await row(tx, 'select app.hold_merged_contract($1, $2)', [id, contractId]);
}

export async function letContractsGo(tx: Tx): Promise<void> {
  await row(tx, 'select app.remember_contract(null, null)');
}

/** `way`: from the duplicate to the kept record, or back. */
export type Way = 'move' | 'return';

export async function moveOnContract(
  tx: Tx,
  way: Way,
  id: PersonMergeId,
  contractId: ContractId,
  at: Instant,
): Promise<void> {
  await row(tx, `select app.${way}_on_contract($1, $2, $3)`, [id, contractId, at]);
}

/** Memberships, account and address. */
export async function moveRecord(tx: Tx, way: Way, id: PersonMergeId, at: Instant): Promise<void> {
  await row(tx, `select app.${way}_record($1, $2)`, [id, at]);
}
