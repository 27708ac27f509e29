import type { Instant } from '../../kernel/days.js';
import type { AccountId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { unauthenticated } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { NamedPerson, OwnAccount, OwnMandateRow } from './me.types.js';

/** One's own mandates that still open their contract, the oldest first. One that was ended before its first day never held. */
export function listOwnMandates(q: Queryable, personId: PersonId): Promise<OwnMandateRow[]> {
  return rows(
    q,
    `
    select
      m.id,
      m.contract_id as "contractId",
      m.role,
      m.from_day    as "from",
      m.until_day   as "until",
      m.max_level   as "maxLevel",
      case when p.id is not null then
        json_build_object(
          'id', p.id,
          'givenName', app.called(p.given_name, p.usual_given_name),
          'familyName', app.called(p.family_name, p.usual_family_name)
        )
      end           as alternant
    from mandates m
    left join contracts c on c.id = m.contract_id
    left join people p on p.id = c.alternant_id
    where m.person_id = $1
      and (m.until_day is null or (m.until_day > m.from_day and m.until_day + 30 > app.today()))
    order by m.from_day, m.id
    `,
    [personId],
  );
}

/** What one signs in with, and who gave the link by which the password was chosen: that is told whoever it was. */
export async function getOwnAccount(q: Queryable, id: AccountId, now: Instant): Promise<OwnAccount> {
  const found = await row<{
    email: string;
    passwordChangedAt: Instant | null;
    passwordResetBy: NamedPerson | null;
  }>(
    q,
    `
    select
      a.email,
      a.password_changed_at as "passwordChangedAt",
      case when n.person_id is not null then
        json_build_object('id', n.person_id, 'givenName', n.given_name, 'familyName', n.family_name)
      end                   as "passwordResetBy"
    from accounts a
    left join lateral app.names_of_people(array[a.password_reset_by], $2) n on true
    where a.id = $1
    `,
    [id, now],
  );
  if (!found) throw unauthenticated();
  return found;
}

export async function namesOfOrganisations(
  q: Queryable,
  ids: readonly OrganisationId[],
): Promise<ReadonlyMap<OrganisationId, string>> {
  const found = await rows<{ id: OrganisationId; name: string }>(
    q,
    'select o.id, o.name from organisations o where o.id = any ($1)',
    [[...ids]],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
