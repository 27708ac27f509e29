import type { DeclarationId, OrganisationId } from '../../kernel/ids.js';
import type { DatedTx, Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { violates } from '../../platform/database/violations.js';
import { alreadyWithdrawn } from './withdrawals.errors.js';
import type { Declarant } from './declarations.policy.js';
import type { DeclarationRow } from './declarations.types.js';
import type { Withdrawn } from './withdrawals.types.js';

/** Whoever changes what an employer declared waits for who does so already; the clock is read after this. */
export async function lockDeclarations(tx: Tx, employerId: OrganisationId): Promise<void> {
  await rows(tx, `select pg_advisory_xact_lock(hashtextextended('declarations ' || $1, 0))`, [employerId]);
}

export async function insertDeclaration(
  tx: DatedTx,
  by: Declarant,
  declaration: Omit<DeclarationRow, 'employerId' | 'withdrawal'>,
): Promise<void> {
  const { id, ladderId, missions, declaredOn, recordedAt, recordedBy, recordedByClient } = declaration;
  await rows(
    tx,
    `
    insert into employer_declarations
      (id, employer_id, ladder_id, missions, declared_on, recorded_at, recorded_by, recorded_by_client)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    `,
    [id, by.employerId, ladderId, missions, declaredOn, recordedAt, recordedBy, recordedByClient],
  );
}

/** @throws already_withdrawn */
export async function insertDeclarationWithdrawal(
  tx: DatedTx,
  _by: Declarant,
  declarationId: DeclarationId,
  { id, recordedAt, recordedBy, recordedByClient }: Withdrawn,
): Promise<void> {
  await rows(
    tx,
    `
    insert into employer_declaration_withdrawals (id, declaration_id, recorded_at, recorded_by, recorded_by_client)
    values ($1, $2, $3, $4, $5)
    `,
    [id, declarationId, recordedAt, recordedBy, recordedByClient],
  ).catch((error: unknown) => {
    throw violates(error, 'employer_declaration_withdrawals_once') ? alreadyWithdrawn() : error;
  });
}
