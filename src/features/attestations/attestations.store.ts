import { clientOf, personOf } from '../../platform/access/actor.js';
import type { AttestationId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Journal } from '../../platform/events/contract-history.js';
import type { Attester } from './attestations.policy.js';
import type { AttestationRow } from './attestations.types.js';
import type { Withdrawn } from '../declarations/withdrawals.types.js';

export async function insertAttestation(
  tx: Tx,
  _by: Attester,
  journal: Journal,
  sequence: number,
  { id, prerequisite, from, until }: Pick<AttestationRow, 'id' | 'prerequisite' | 'from' | 'until'>,
): Promise<void> {
  await rows(
    tx,
    `
    insert into attestations
      (id, contract_id, sequence, prerequisite, from_day, until_day, recorded_at, recorded_by, recorded_by_client)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    `,
    [id, journal.contractId, sequence, prerequisite, from, until, ...authorOf(journal)],
  );
}

export async function insertAttestationWithdrawal(
  tx: Tx,
  _by: Attester,
  journal: Journal,
  sequence: number,
  attestationId: AttestationId,
  id: Withdrawn['id'],
): Promise<void> {
  await rows(
    tx,
    `
    insert into attestation_withdrawals
      (id, attestation_id, contract_id, sequence, recorded_at, recorded_by, recorded_by_client)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, attestationId, journal.contractId, sequence, ...authorOf(journal)],
  );
}

const authorOf = ({ recordedAt, actor }: Journal) => [recordedAt, personOf(actor), clientOf(actor)];
