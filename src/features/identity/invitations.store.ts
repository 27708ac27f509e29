import type { Instant } from '../../kernel/days.js';
import type { AccountId, PersonId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { violates } from '../../platform/database/violations.js';
import { newId } from '../../platform/ids.js';
import { emailTaken } from './identity.errors.js';
import { INVITATION_COLUMNS } from './identity.queries.js';
import type { InvitationRow } from './identity.types.js';

export async function insertInvitation(
  tx: Tx,
  invitation: Omit<InvitationRow, 'acceptedAt'>,
  tokenHash: Buffer,
): Promise<void> {
  await rows(
    tx,
    `
    insert into invitations (id, email, organisation_id, role, person_id, token_hash, invited_by, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    `,
    [
      invitation.id,
      invitation.email,
      invitation.organisationId,
      invitation.role,
      invitation.personId,
      tokenHash,
      invitation.invitedBy,
      invitation.createdAt,
      invitation.expiresAt,
    ],
  );
}

/** Takes the place of the token before, as long as the invitation may still be accepted. @returns null when it may not */
export function renewToken(
  tx: Tx,
  id: InvitationRow['id'],
  tokenHash: Buffer,
  now: Instant,
): Promise<{ email: string; organisation: string | null } | null> {
  return row(
    tx,
    `
    update invitations i
    set token_hash = $2
    where i.id = $1 and i.accepted_at is null and i.expires_at > $3
    returning i.email, (select o.name from organisations o where o.id = i.organisation_id) as organisation
    `,
    [id, tokenHash, now],
  );
}

/** Of two who accept at once, the second finds it accepted. */
export function lockInvitation(tx: Tx, tokenHash: Buffer): Promise<InvitationRow | null> {
  return row(tx, `select ${INVITATION_COLUMNS} from invitations i where i.token_hash = $1 for update`, [
    tokenHash,
  ]);
}

export async function markAccepted(tx: Tx, id: InvitationRow['id'], at: Instant): Promise<void> {
  await rows(tx, 'update invitations i set accepted_at = $2 where i.id = $1', [id, at]);
}

/** The person's account, locked, made under this e-mail (in lower case) if there is none. @throws email_taken when another person has it */
export async function openAccount(
  tx: Tx,
  personId: PersonId,
  email: string,
  at: Instant,
): Promise<{ id: AccountId; hasPassword: boolean }> {
  await rows(
    tx,
    `
    insert into accounts (id, person_id, email, created_at)
    values ($1, $2, $3, $4)
    on conflict (person_id) do nothing
    `,
    [newId(), personId, email, at],
  ).catch((error: unknown) => {
    throw violates(error, 'accounts_email_once') ? emailTaken() : error;
  });
  const account = await row<{ id: AccountId; hasPassword: boolean }>(
    tx,
    `
    select a.id, a.password_hash is not null as "hasPassword"
    from accounts a
    where a.person_id = $1
    for no key update
    `,
    [personId],
  );
  if (!account) throw new Error('An account was made and is not there.');
  return account;
}

/** Only where there is none. */
export async function setFirstPassword(tx: Tx, id: AccountId, passwordHash: string): Promise<void> {
  await rows(tx, 'update accounts a set password_hash = $2 where a.id = $1 and a.password_hash is null', [
    id,
    passwordHash,
  ]);
}
