import { clientOf, personOf } from '../../platform/access/actor.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { writeJournal, type Journal } from '../../platform/events/contract-history.js';
import type { ProgressRow } from '../ladder/progress/ladder-progress.types.js';
import type { LadderChanged } from './ladder-changes.types.js';
import type { Mover } from './ladder-changes.policy.js';

/** The act, its events, the progress that it makes, and the ladder that the contract's row names from now on. */
export async function recordLadderChange(
  tx: Tx,
  _by: Mover,
  journal: Journal,
  change: Omit<LadderChanged, 'recordedBy' | 'recordedByClient'>,
  progress: ProgressRow,
): Promise<void> {
  await rows(
    tx,
    `
    insert into ladder_changes
      (id, contract_id, sequence, recorded_at, recorded_by, recorded_by_client, mapping_id, from_ladder_id, to_ladder_id,
       ended_missions)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    `,
    [
      change.id,
      change.contractId,
      progress.sequence,
      change.recordedAt,
      personOf(journal.actor),
      clientOf(journal.actor),
      change.mappingId,
      change.fromLadderId,
      change.toLadderId,
      change.endedMissions,
    ],
  );
  await rows(
    tx,
    `
    insert into progress
      (contract_id, sequence, current_level, complete, levels, last_sign_off_on, state, tallies, marks)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (contract_id) do update
    set sequence = $2, current_level = $3, complete = $4, levels = $5, last_sign_off_on = $6, state = $7, tallies = $8,
        marks = $9
    `,
    [
      change.contractId,
      progress.sequence,
      progress.currentLevel,
      progress.complete,
      JSON.stringify(progress.levels),
      progress.lastSignOffOn,
      JSON.stringify(progress.state),
      JSON.stringify(progress.tallies),
      JSON.stringify(progress.marks),
    ],
  );
  await rows(
    tx,
    'update contracts c set ladder_id = $2, version = c.version + 1, updated_at = $3 where c.id = $1',
    [change.contractId, change.toLadderId, change.recordedAt],
  );
  await writeJournal(tx, journal);
}
