import type { Tx } from '../../../platform/database/db.js';
import { execute } from '../../../platform/database/sql.js';
import type { NotedRead } from './reads.types.js';

const NOTE = { name: 'note-reads', text: 'select app.note_reads($1)' };

export function noteReads(tx: Tx, reads: readonly NotedRead[]): void {
  execute(tx, { ...NOTE, values: [JSON.stringify(reads)] });
}
