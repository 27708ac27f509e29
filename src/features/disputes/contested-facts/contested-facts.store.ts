import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { Ruler } from '../../sign-offs/facts/facts.types.js';
import type { ContestedFact, ContestedFactRuling } from './contested-facts.types.js';

export async function insertContestedFactRuling(
  tx: Tx,
  by: Ruler,
  fact: Pick<ContestedFact, 'contractId' | 'kind' | 'id' | 'step'>,
  { id, recordedAt, ruling, reason }: ContestedFactRuling,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into contested_fact_rulings
      (id, contract_id, sequence, recorded_at, ruled_by, ${fact.kind}_id, step, ruling, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    `,
    [id, fact.contractId, sequence, recordedAt, by.personId, fact.id, fact.step, ruling, reason],
  );
}
