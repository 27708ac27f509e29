import type { Day } from '../../kernel/days.js';
import type { Id, MandateId } from '../../kernel/ids.js';
import { clientOf, personOf } from '../../platform/access/actor.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { violates } from '../../platform/database/violations.js';
import type { Journal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import { mainTutorOverlap } from './mandates.errors.js';
import type { NewMandate } from './mandates.rules.js';

/** Two main tutors at once: the constraint decides. */
export async function insertMandate(
  tx: Tx,
  journal: Journal,
  id: MandateId,
  sequence: number,
  mandate: NewMandate,
): Promise<void> {
  try {
    await rows(
      tx,
      `
      insert into mandates
        (id, contract_id, person_id, role, from_day, until_day, planned_until_day, max_level, replaces, sequence,
         recorded_at, recorded_by, recorded_by_client)
      values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12)
      `,
      [
        id,
        journal.contractId,
        mandate.personId,
        mandate.role,
        mandate.from,
        mandate.until,
        mandate.maxLevel,
        mandate.replaces,
        sequence,
        journal.recordedAt,
        personOf(journal.actor),
        clientOf(journal.actor),
      ],
    );
  } catch (error) {
    if (violates(error, 'mandates_one_main_tutor_at_a_time')) throw mainTutorOverlap();
    throw error;
  }
}

/** `on`: the first day out, never later than the present end. */
export async function endMandate(tx: Tx, journal: Journal, id: MandateId, on: Day): Promise<void> {
  await rows(tx, 'update mandates m set until_day = $2, ended_recorded_at = $3 where m.id = $1', [
    id,
    on,
    journal.recordedAt,
  ]);
}

/** `until` excluded. */
export async function insertAbsence(
  tx: Tx,
  journal: Journal,
  mandateId: MandateId,
  sequence: number,
  { from, until }: { from: Day; until: Day },
): Promise<Id<'mandate_absence'>> {
  const id = newId<'mandate_absence'>();
  await rows(
    tx,
    `
    insert into mandate_absences
      (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by, recorded_by_client)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    `,
    [
      id,
      mandateId,
      journal.contractId,
      from,
      until,
      sequence,
      journal.recordedAt,
      personOf(journal.actor),
      clientOf(journal.actor),
    ],
  );
  return id;
}
