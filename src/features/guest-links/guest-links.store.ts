import type { Instant } from '../../kernel/days.js';
import type { GuestLinkId, PersonId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { newId } from '../../platform/ids.js';
import type { LinkIssuer } from './guest-links.policy.js';
import type { GuestLinkRow, GuestPurpose } from './guest-links.types.js';

export type NewLink = Pick<
  GuestLinkRow,
  | 'id'
  | 'contractId'
  | 'purpose'
  | 'personId'
  | 'givenName'
  | 'familyName'
  | 'jobTitle'
  | 'email'
  | 'requestId'
  | 'metOn'
  | 'issuedAt'
  | 'expiresAt'
>;

/** `tokenHash`: of a link that is given by hand; null: its mail makes one. */
export async function insertLink(
  tx: Tx,
  by: LinkIssuer,
  link: NewLink,
  tokenHash: Buffer | null,
): Promise<void> {
  await rows(
    tx,
    `
    insert into guest_links
      (id, contract_id, purpose, person_id, given_name, family_name, job_title, email, request_id, met_on, issued_by,
       issued_at, expires_at, sends, last_sent_at, token_hash)
    values ($1, $2, $3, $4, $5, $6, $7, lower($8), $9, $10, $11, $12, $13, 1, $12, $14)
    `,
    [
      link.id,
      link.contractId,
      link.purpose,
      link.personId,
      link.givenName,
      link.familyName,
      link.jobTitle,
      link.email,
      link.requestId,
      link.metOn,
      by.personId,
      link.issuedAt,
      link.expiresAt,
      tokenHash,
    ],
  );
}

/** @returns whether there was something to withdraw */
export async function withdrawLink(tx: Tx, id: GuestLinkId): Promise<boolean> {
  const done = await row<{ done: boolean }>(tx, 'select app.withdraw_guest_link($1) as done', [id]);
  return done?.done === true;
}

export async function resendLink(
  tx: Tx,
  id: GuestLinkId,
  tokenHash: Buffer | null,
): Promise<'sent' | 'soon' | 'many' | 'over'> {
  const done = await row<{ done: 'sent' | 'soon' | 'many' | null }>(
    tx,
    'select app.resend_guest_link($1, $2) as done',
    [id, tokenHash],
  );
  return done?.done ?? 'over';
}

/** @returns whether it was good */
export async function openLink(
  tx: Tx,
  tokenHash: Buffer,
  session: { readonly hash: Buffer; readonly expiresAt: Instant },
): Promise<boolean> {
  const done = await row<{ done: boolean }>(tx, 'select app.open_guest_link($1, $2, $3) as done', [
    tokenHash,
    session.hash,
    session.expiresAt,
  ]);
  return done?.done === true;
}

/** `secretHash`: of the token, or of the session. @returns null where it was not good any more */
export async function disownLink(tx: Tx, secretHash: Buffer): Promise<GuestLinkId | null> {
  const done = await row<{ id: GuestLinkId | null }>(tx, 'select app.disown_guest_link($1) as id', [
    secretHash,
  ]);
  return done?.id ?? null;
}

export async function askCode(tx: Tx, sessionHash: Buffer): Promise<'asked' | 'soon' | 'many' | null> {
  const done = await row<{ done: 'asked' | 'soon' | 'many' | null }>(
    tx,
    'select app.ask_guest_code($1) as done',
    [sessionHash],
  );
  return done?.done ?? null;
}

/** Counts, whatever follows: called in a transaction of its own. */
export async function tryCode(
  tx: Tx,
  sessionHash: Buffer,
  codeHash: Buffer,
): Promise<'right' | 'wrong' | 'spent' | 'none'> {
  const done = await row<{ done: 'right' | 'wrong' | 'spent' | null }>(
    tx,
    'select app.try_guest_code($1, $2) as done',
    [sessionHash, codeHash],
  );
  return done?.done ?? 'none';
}

export async function useLink(tx: Tx): Promise<void> {
  await rows(tx, 'select app.use_guest_link()');
}

/** Takes the place of the token before, as long as the link is good. @returns null when it is not */
export function renewToken(
  tx: Tx,
  id: GuestLinkId,
  tokenHash: Buffer,
): Promise<{
  readonly purpose: GuestPurpose;
  readonly address: string;
  readonly organisation: string;
} | null> {
  return row(tx, 'select l.purpose, l.address, l.organisation from app.renew_guest_token($1, $2) l', [
    id,
    tokenHash,
  ]);
}

/** @returns where it goes; null when the visit is over */
export async function renewCode(
  tx: Tx,
  id: GuestLinkId,
  codeHash: Buffer,
  expiresAt: Instant,
): Promise<string | null> {
  const done = await row<{ address: string | null }>(
    tx,
    'select app.renew_guest_code($1, $2, $3) as address',
    [id, codeHash, expiresAt],
  );
  return done?.address ?? null;
}

/** @returns whoever gave it, the first time */
export async function noteDisowned(tx: Tx, id: GuestLinkId): Promise<PersonId | null> {
  const done = await row<{ issuer: PersonId | null }>(tx, 'select app.note_disowned_link($1, $2) as issuer', [
    id,
    newId(),
  ]);
  return done?.issuer ?? null;
}
