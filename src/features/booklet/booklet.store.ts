import type { Instant } from '../../kernel/days.js';
import type { Tx } from '../../platform/database/db.js';
import { execute } from '../../platform/database/sql.js';
import type { Booklet } from './booklet.types.js';

const NOTE = { name: 'note_issued_report', text: 'select app.note_issued_report($1, $2, $3, $4)' };

export function noteIssuedReport(tx: Tx, { document, hash }: Booklet, at: Instant): void {
  execute(tx, { ...NOTE, values: [hash, document.on, document.sequence, at] });
}
