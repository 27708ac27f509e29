import type { AccountId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { AccountToVerify, InvitationId, InvitationRow, OfferedInvitation } from './identity.types.js';

/** `email` in lower case. */
export function findAccountToVerify(q: Queryable, email: string): Promise<AccountToVerify | null> {
  return row(
    q,
    `
    select a.id, a.password_hash as "passwordHash", a.disabled_at as "disabledAt"
    from app.account_to_verify($1) a
    `,
    [email],
  );
}

/** @throws not_found for any account but one's own */
export async function getAccountEmail(q: Queryable, id: AccountId): Promise<string> {
  const found = await row<{ email: string }>(q, 'select a.email from accounts a where a.id = $1', [id]);
  if (!found) throw notFound();
  return found.email;
}

const INVITATION = `
  select
    i.id,
    i.email,
    i.organisation_id as "organisationId",
    i.role,
    i.person_id       as "personId",
    i.invited_by      as "invitedBy",
    i.created_at      as "createdAt",
    i.expires_at      as "expiresAt",
    i.accepted_at     as "acceptedAt",
    i.withdrawn_at    as "withdrawnAt",
    i.withdrawn_by    as "withdrawnBy",
    i.superseded_by   as "supersededBy",
    i.sends,
    i.last_sent_at    as "lastSentAt",
    i.mail_state      as "mailState",
    i.mail_at         as "mailAt",
    i.mail_reason     as "mailReason",
    s.state,
    s.void_reason     as "voidReason"
  from invitations i
  cross join lateral app.invitation_state(i.id) s
`;

/** @throws not_found */
export async function getInvitation(q: Queryable, id: InvitationId): Promise<InvitationRow> {
  const found = await row<InvitationRow>(q, `${INVITATION} where i.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order of creation; one more than `limit`, to know whether a page follows. */
export function listInvitations(
  q: Queryable,
  { organisationId, email }: { organisationId: string | null; email: string | null },
  { after, limit }: { after: string | null; limit: number },
): Promise<InvitationRow[]> {
  return rows(
    q,
    `
    ${INVITATION}
    where ($1::uuid is null or i.id > $1)
      and ($2::uuid is null or i.organisation_id = $2)
      and ($3::text is null or lower(i.email) = lower($3))
    order by i.id
    limit $4
    `,
    [after, organisationId, email, limit + 1],
  );
}

/** Has no password yet, and belongs to others than that organisation: by a role, a mandate, or as the alternant of a contract. */
export async function standsElsewhere(
  q: Queryable,
  personId: PersonId,
  organisationId: OrganisationId | null,
): Promise<boolean> {
  const found = await row<{ elsewhere: boolean }>(
    q,
    'select app.stands_elsewhere_without_password($1, $2) as elsewhere',
    [personId, organisationId],
  );
  return found?.elsewhere ?? false;
}

/** The invitation of a token, for whoever bears it; null when there is none. */
export function findOfferedInvitation(q: Queryable, tokenHash: Buffer): Promise<OfferedInvitation | null> {
  return row(
    q,
    `
    select
      i.id, i.state, i.void_reason as "voidReason", i.email, i.given_name as "givenName",
      i.family_name as "familyName", i.has_password as "hasPassword",
      i.role, i.organisation
    from app.invitation_to_accept($1) i
    `,
    [tokenHash],
  );
}
