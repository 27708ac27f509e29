import type { ContractId, OrganisationId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type {
  AgreementRow,
  ContactRow,
  ProspectAgreementId,
  ProspectContactId,
  Seeker,
  ViewRow,
} from './prospects.types.js';

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

type Row<T> = T & Record<string, unknown>;

/** The contract and its alternant, as whoever asks sees them. @throws not_found */
export async function getSeeker(q: Queryable, contractId: ContractId): Promise<Seeker> {
  const found = await row<Row<Seeker>>(
    q,
    `
    select
      c.alternant_id           as "alternantId",
      p.birth_date             as "birthDate",
      c.signed_on is not null  as "isSigned",
      c.cancelled_on is not null as "isCancelled",
      c.held_until             as "heldUntil"
    from contracts c
    left join people p on p.id = c.alternant_id
    where c.id = $1
    `,
    [contractId],
  );
  if (!found) throw notFound();
  return found;
}

/** Row-level security shows them to the alternant and to their centre. */
const AGREEMENTS = `
  select
    a.id,
    a.contract_id        as "contractId",
    a.agreed_at          as "agreedAt",
    a.text_version       as "textVersion",
    a.departments,
    a.structure_types    as "structureTypes",
    (
      select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]')
      from organisations o where o.id = any (a.hidden_from)
    )                    as "hiddenFrom",
    a.shows_family_name  as "showsFamilyName",
    a.shows_own_employer as "showsOwnEmployer",
    a.words,
    a.until_day          as "untilDay",
    a.withdrawn_at       as "withdrawnAt",
    app.prospect_stands(a.id) as stands
  from prospect_agreements a
`;

/** @throws not_found */
export async function getAgreement(q: Queryable, id: ProspectAgreementId): Promise<AgreementRow> {
  const found = await row<Row<AgreementRow>>(q, `${AGREEMENTS} where a.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were given; one more than `limit`, to know whether a page follows. */
export function listAgreements(
  q: Queryable,
  contractId: ContractId,
  { after, limit }: Page,
): Promise<AgreementRow[]> {
  return rows<Row<AgreementRow>>(
    q,
    `${AGREEMENTS} where a.contract_id = $1 and ($2::uuid is null or a.id > $2) order by a.id limit $3`,
    [contractId, after, limit + 1],
  );
}

/** Which employers saw the alternant, and on which days; one more than `limit`. */
export function listViews(q: Queryable, contractId: ContractId, { after, limit }: Page): Promise<ViewRow[]> {
  return rows<Row<ViewRow>>(
    q,
    `
    select x.key as id, jsonb_build_object('id', o.id, 'name', o.name) as employer, x.viewed_on as "viewedOn"
    from (
      select distinct v.viewed_on || ' ' || v.employer_id as key, v.viewed_on, v.employer_id
      from prospect_views v
      where v.contract_id = $1
    ) x
    join organisations o on o.id = x.employer_id
    where $2::text is null or x.key > $2
    order by x.key
    limit $3
    `,
    [contractId, after, limit + 1],
  );
}

const CONTACTS = `
  select
    k.id,
    k.prospect_id as "prospectId",
    case when s.side <> 'employer' then k.contract_id end as "contractId",
    jsonb_build_object('id', o.id, 'name', o.name) as employer,
    k.words,
    k.asked_at    as "askedAt",
    d.decision,
    d.reason,
    d.decided_at  as "decidedAt",
    app.prospect_stands(k.agreement_id) as stands,
    s.side
  from prospect_contacts k
  join organisations o on o.id = k.employer_id
  cross join lateral (select coalesce(app.prospect_side(k.contract_id), 'employer') as side) s
  left join lateral (
    select x.decision, x.reason, x.decided_at
    from prospect_contact_decisions x
    where x.contact_id = k.id
    order by x.id desc
    limit 1
  ) d on true
`;

/** @throws not_found */
export async function getContact(q: Queryable, id: ProspectContactId): Promise<ContactRow> {
  const found = await row<Row<ContactRow>>(q, `${CONTACTS} where k.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were asked; one more than `limit`, to know whether a page follows. */
export function listContacts(q: Queryable, { after, limit }: Page): Promise<ContactRow[]> {
  return rows<Row<ContactRow>>(
    q,
    `${CONTACTS} where ($1::uuid is null or k.id > $1) order by k.id limit $2`,
    [after, limit + 1],
  );
}

/** How many an employer asked for today, whatever became of them. */
export async function countContactsOfToday(q: Queryable, employerId: OrganisationId): Promise<number> {
  const found = await row<{ asked: number }>(
    q,
    `
    select count(*)::int as asked
    from prospect_contacts k
    where k.employer_id = $1 and (k.asked_at at time zone 'Europe/Paris')::date = app.today()
    `,
    [employerId],
  );
  return found?.asked ?? 0;
}
