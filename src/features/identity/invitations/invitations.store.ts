import type { Instant } from '../../../kernel/days.js';
import { QUOTAS } from '../../../kernel/quotas.js';
import type { Tx } from '../../../platform/database/db.js';
import { lockQuota, keepWithin } from '../../../platform/database/quotas.store.js';
import { row, rows } from '../../../platform/database/sql.js';
import { violates } from '../../../platform/database/violations.js';
import { newId } from '../../../platform/ids.js';
import type { MailReason } from '../../../kernel/mail-reasons.js';
import { emailTaken } from './invitations.errors.js';
import type {
  Acceptance,
  InvitationId,
  InvitationRow,
  InvitationState,
  NewInvitation,
  VoidReason,
} from '../identity.types.js';

/**
 * Room for one more to that organisation; one of the same address and role gives its own. Two at once are counted one
 * after the other. @throws quota_exceeded
 */
export async function keepRoomForInvitation(
  tx: Tx,
  { email, organisationId, role }: Pick<NewInvitation, 'email' | 'organisationId' | 'role'>,
  now: Instant,
): Promise<void> {
  await lockQuota(tx, `invitations ${organisationId ?? 'platform'}`);
  const there = await row<{ outstanding: number }>(
    tx,
    `
    select count(*)::int as outstanding
    from invitations i
    where i.organisation_id is not distinct from $1::uuid
      and num_nonnulls(i.accepted_at, i.withdrawn_at, i.superseded_by, i.voided_at) = 0
      and i.expires_at > $2
      and (lower(i.email), i.role) <> (lower($3), $4)
    `,
    [organisationId, now, email, role],
  );
  keepWithin(QUOTAS.invitations, there?.outstanding ?? 0, 1);
}

/** An open one of the same address, organisation and role is superseded by it: see the trigger. */
export async function insertInvitation(
  tx: Tx,
  invitation: NewInvitation,
  tokenHash: Buffer,
  isMailed: boolean,
): Promise<void> {
  await rows(
    tx,
    `
    insert into invitations (id, email, organisation_id, role, person_id, token_hash, invited_by, created_at, expires_at,
      last_sent_at, mail_state, mail_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10, $11)
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
      isMailed ? 'waiting' : null,
      isMailed ? invitation.createdAt : null,
    ],
  );
}

/** Takes the place of the token before, as long as the invitation is pending. @returns null when it is not */
export function renewToken(
  tx: Tx,
  id: InvitationId,
  tokenHash: Buffer,
): Promise<{ email: string; organisation: string | null } | null> {
  return row(tx, 'select i.email, i.organisation from app.renew_invitation_token($1, $2) i', [id, tokenHash]);
}

/** Keeps what became of the mail that holds that token; of a later one this says nothing. */
export async function noteMail(
  tx: Tx,
  id: InvitationId,
  tokenHash: Buffer,
  state: 'sent' | 'refused' | 'delayed',
  reason: MailReason | null,
): Promise<void> {
  await rows(tx, 'select app.note_invitation_mail($1, $2, $3, $4)', [id, tokenHash, state, reason]);
}

/** `tokenHash` null: a mail brings the link. @returns false when it is no longer pending, or was sent again meanwhile */
export async function resendInvitation(
  tx: Tx,
  { id, sends }: Pick<InvitationRow, 'id' | 'sends'>,
  tokenHash: Buffer | null,
  expiresAt: Instant,
): Promise<boolean> {
  const found = await row<{ resent: boolean }>(tx, 'select app.resend_invitation($1, $2, $3, $4) as resent', [
    id,
    sends,
    tokenHash,
    expiresAt,
  ]);
  return found?.resent ?? false;
}

/** @returns false when it was accepted, withdrawn, superseded or out of date by then */
export async function withdrawInvitation(tx: Tx, id: InvitationId): Promise<boolean> {
  const found = await row<{ withdrawn: boolean }>(tx, 'select app.withdraw_invitation($1) as withdrawn', [
    id,
  ]);
  return found?.withdrawn ?? false;
}

/**
 * Judges the invitation of a token once more, with everything locked that the judgement stands on, and where it holds,
 * gives the role and opens the account. `passwordHash` is for an account without a password, and null where there is one.
 * @throws email_taken when another person has an account with that address
 */
export async function acceptInvitation(
  tx: Tx,
  tokenHash: Buffer,
  passwordHash: string | null,
): Promise<Acceptance | { readonly state: InvitationState; readonly voidReason: VoidReason | null }> {
  const done = await row<{
    state: InvitationState;
    voidReason: VoidReason | null;
    passwordSet: boolean | null;
  }>(
    tx,
    `
    select a.state, a.void_reason as "voidReason", a.password_set as "passwordSet"
    from app.accept_invitation($1, $2, $3, $4) a
    `,
    [tokenHash, newId(), newId(), passwordHash],
  ).catch((error: unknown) => {
    throw violates(error, 'accounts_email_once') ? emailTaken() : error;
  });
  if (!done) throw new Error('An acceptance answered nothing.');
  if (done.passwordSet === null) return { state: done.state, voidReason: done.voidReason };
  return { invitation: await acceptedInvitation(tx, tokenHash), passwordSet: done.passwordSet };
}

async function acceptedInvitation(tx: Tx, tokenHash: Buffer): Promise<InvitationRow> {
  const accepted = await row<NewInvitation & Pick<InvitationRow, 'acceptedAt'>>(
    tx,
    `
    select
      i.id, i.email, i.organisation_id as "organisationId", i.role, i.person_id as "personId",
      i.invited_by as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt",
      i.accepted_at as "acceptedAt"
    from app.accepted_invitation($1) i
    `,
    [tokenHash],
  );
  if (!accepted) throw new Error('An invitation was accepted and is not there.');
  return {
    ...accepted,
    withdrawnAt: null,
    withdrawnBy: null,
    supersededBy: null,
    state: 'accepted',
    voidReason: null,
    sends: 1,
    lastSentAt: null,
    mailState: null,
    mailAt: null,
    mailReason: null,
  };
}
