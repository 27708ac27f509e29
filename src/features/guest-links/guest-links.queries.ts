import type { Instant } from '../../kernel/days.js';
import type { ContractId, DisputeId, GuestLinkId, Id, PersonId, SignOffId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { DisputedKind } from '../disputes/disputes.types.js';
import { guestLinkClosed, guestLinkUnknown, guestSessionUnknown } from './guests.errors.js';
import { isGood } from './guest-links.rules.js';
import type {
  BorneLink,
  GuestIdentity,
  GuestLinkJudgement,
  GuestLinkRow,
  KnownAddress,
} from './guest-links.types.js';

const LINKS = `
  select
    l.id,
    l.contract_id  as "contractId",
    l.purpose,
    l.person_id    as "personId",
    l.given_name   as "givenName",
    l.family_name  as "familyName",
    l.job_title    as "jobTitle",
    l.email,
    l.request_id   as "requestId",
    l.met_on       as "metOn",
    l.issued_by    as "issuedBy",
    l.issued_at    as "issuedAt",
    l.expires_at   as "expiresAt",
    l.last_sent_at as "lastSentAt",
    l.opened_at    as "openedAt",
    l.used_at      as "usedAt",
    l.withdrawn_at as "withdrawnAt",
    l.withdrawn_by as "withdrawnBy",
    l.disowned_at  as "disownedAt",
    s.state,
    s.reason
  from guest_links l
  cross join lateral app.guest_link_state(l.id) s
`;

/** @throws not_found */
export async function getLink(q: Queryable, id: GuestLinkId): Promise<GuestLinkRow> {
  const found = await row<GuestLinkRow>(q, `${LINKS} where l.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were given; one more than `limit`. */
export function listLinks(
  q: Queryable,
  contractId: ContractId,
  { after, limit }: { after: string | null; limit: number },
): Promise<GuestLinkRow[]> {
  return rows(
    q,
    `${LINKS} where l.contract_id = $1 and ($2::uuid is null or l.id > $2) order by l.id limit $3`,
    [contractId, after, limit + 1],
  );
}

/** How many of a contract are good at once, and how many were made since then. */
export async function countLinks(
  q: Queryable,
  contractId: ContractId,
  since: Instant,
): Promise<{ readonly good: number; readonly made: number }> {
  const found = await row<{ good: number; made: number }>(
    q,
    `
    select
      (count(*) filter (
        where s.state in ('sent', 'opened') or s.state = 'used' and l.purpose = 'legal_representative'
      ))::integer as good,
      (count(*) filter (where l.issued_at > $2))::integer as made
    from guest_links l
    cross join lateral app.guest_link_state(l.id) s
    where l.contract_id = $1
    `,
    [contractId, since],
  );
  return found ?? { good: 0, made: 0 };
}

/** Who got a link of that contract at that address before: it is one person, however many links they get. */
export function findEarlierGuest(
  q: Queryable,
  contractId: ContractId,
  email: string,
): Promise<(Pick<GuestIdentity, 'givenName' | 'familyName'> & { readonly personId: PersonId }) | null> {
  return row(
    q,
    `
    select l.person_id as "personId", l.given_name as "givenName", l.family_name as "familyName"
    from guest_links l
    where l.contract_id = $1 and l.email = lower($2)
    order by l.id desc
    limit 1
    `,
    [contractId, email],
  );
}

export async function findKnownAddress(
  q: Queryable,
  contractId: ContractId,
  email: string,
): Promise<KnownAddress | null> {
  const found = await row<{ known: KnownAddress | null }>(q, 'select app.whose_address($1, $2) as known', [
    contractId,
    email,
  ]);
  return found?.known ?? null;
}

const BORNE = `
  select
    l.id,
    l.contract_id as "contractId",
    l.purpose,
    l.person_id   as "personId",
    l.given_name  as "givenName",
    l.family_name as "familyName",
    l.request_id  as "requestId",
    l.met_on      as "metOn",
    l.expires_at  as "expiresAt",
    l.issued_by   as "issuedBy",
    l.organisation,
    l.state,
    l.reason
`;

/** @throws validation_failed where there is none, guest_link_closed where it is over */
export async function getBorneByToken(q: Queryable, tokenHash: Buffer): Promise<BorneLink> {
  return good(
    await row<BorneLink>(q, `${BORNE} from app.guest_link_of($1, null) l`, [tokenHash]),
    guestLinkUnknown,
  );
}

/** @throws validation_failed where the session is over, guest_link_closed where the link is */
export async function getBorneBySession(q: Queryable, sessionHash: Buffer): Promise<BorneLink> {
  return good(
    await row<BorneLink>(q, `${BORNE} from app.guest_link_of(null, $1) l`, [sessionHash]),
    guestSessionUnknown,
  );
}

function good(link: BorneLink | null, unknown: () => Error): BorneLink {
  if (!link) throw unknown();
  if (!isGood(link, link.purpose)) throw guestLinkClosed(link);
  return link;
}

/** As it stands once the contract is held, for whoever bears it. */
export async function holdLink(q: Queryable): Promise<GuestLinkJudgement> {
  const found = await row<GuestLinkJudgement>(q, 'select l.state, l.reason from app.hold_guest_link() l');
  if (!found) throw new Error('A function answers one row.');
  return found;
}

/**
 * What a guest reads of the contract: as little as says whom it is about. A tutor met them as they are called; a legal
 * representative reads the name of the contract, and learns no other from here.
 */
export async function getAlternantName(
  q: Queryable,
  { contractId, purpose }: Pick<BorneLink, 'contractId' | 'purpose'>,
): Promise<string> {
  const found = await row<{ givenName: string }>(
    q,
    `
    select case when $2 then p.given_name else app.called(p.given_name, p.usual_given_name) end as "givenName"
    from contracts c
    join people p on p.id = c.alternant_id
    where c.id = $1
    `,
    [contractId, purpose === 'legal_representative'],
  );
  if (!found) throw notFound();
  return found.givenName;
}

/** Something that refuses or takes back, and may be contested. */
export interface ContestableRow {
  readonly kind: DisputedKind;
  readonly id: SignOffId | Id<'revocation'> | Id<'level_decision'>;
  /** Empty for a level decision. */
  readonly competency: string;
  readonly level: string;
  readonly outcome: 'not_yet' | 'cannot_assess' | 'revoked' | 'decline';
  readonly words: string | null;
  readonly recordedAt: Instant;
  /** The dispute that is open on it, or was ruled. */
  readonly disputeId: DisputeId | null;
}

/** Recorded since then, the latest first; `limit` at most. */
export function listContestable(
  q: Queryable,
  contractId: ContractId,
  since: Instant,
  limit: number,
): Promise<ContestableRow[]> {
  return rows(
    q,
    `
    select f.kind, f.id, f.competency, f.level, f.outcome, f.words, f.recorded_at as "recordedAt",
      (
        select d.id
        from disputes d
        left join dispute_endings e on e.dispute_id = d.id
        where d.contract_id = $1
          and e.ending is distinct from 'withdrawn'
          and case f.kind
            when 'sign_off' then d.sign_off_id
            when 'revocation' then d.revocation_id
            else d.level_decision_id
          end = f.id
        limit 1
      ) as "disputeId"
    from (
      select 'sign_off' as kind, s.id, s.competency, s.level, s.outcome, coalesce(s.next_step, s.reason) as words,
        s.recorded_at
      from sign_offs s
      where s.contract_id = $1 and s.outcome <> 'acquired' and s.recorded_at >= $2
      union all
      select 'revocation', r.id, s.competency, s.level, 'revoked', r.reason, r.recorded_at
      from revocations r
      join sign_offs s on s.id = r.sign_off_id
      where r.contract_id = $1 and s.outcome = 'acquired' and r.recorded_at >= $2
      union all
      select 'level_decision', d.id, '', d.level, d.decision, d.reason, d.recorded_at
      from level_decisions d
      where d.contract_id = $1 and d.decision = 'decline' and d.recorded_at >= $2
    ) f
    order by f.recorded_at desc, f.id
    limit $3
    `,
    [contractId, since, limit],
  );
}
