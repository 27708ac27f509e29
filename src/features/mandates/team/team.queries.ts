import type { Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { proofsBy } from '../../contracts/tutoring/appraisals.queries.js';
import type { Proof } from '../../tutors/tutors.types.js';
import { memberOn } from '../today.queries.js';
import type { KnownMandate } from './team.rules.js';

export interface KnownMember extends KnownMandate {
  /** The host at which they tutor, as it was called then; null: the employer, or the centre. */
  readonly host: string | null;
  readonly givenName: string;
  readonly familyName: string;
  /** The caller may read what is proven of them. */
  readonly isAppraised: boolean;
  readonly proofs: readonly Proof[];
}

/** @throws not_found when the contract may not be seen, or was not recorded by then */
export async function requireRecorded(q: Queryable, id: ContractId, at: Instant): Promise<void> {
  const found = await row(q, 'select c.id from contracts c where c.id = $1 and c.created_at <= $2', [id, at]);
  if (!found) throw notFound();
}

/** The mandates of `$1` that were recorded by `$2`: who stood in them, and when they were to end as far as was known. */
const HELD = `
  with held as materialized (
    select
      m.id,
      m.contract_id,
      m.person_id,
      m.role,
      m.placement_id,
      m.from_day,
      coalesce(s.person_id, m.person_id) as holder_id,
      case
        when m.ended_recorded_at is null then m.until_day
        when m.ended_recorded_at <= $2 then m.until_day
        else coalesce(
          (
            select (e.data ->> 'on')::date
            from events e
            where e.contract_id = m.contract_id
              and e.type = 'mandate.ended'
              and e.data ->> 'mandateId' = m.id::text
              and e.recorded_at <= $2
            order by e.sequence desc
            limit 1
          ),
          m.planned_until_day
        )
      end as known_until
    from mandates m
    left join app.stood_then($2) s on s.row_id = m.id
    where m.contract_id = $1
      and m.recorded_at <= $2
  )
`;

/** Every mandate of a contract as it was recorded by an instant: who stood in it then, named as they were then. */
export function listKnown(q: Queryable, contractId: ContractId, at: Instant): Promise<KnownMember[]> {
  return rows<KnownMember & Record<string, unknown>>(
    q,
    `
    ${HELD}
    select
      h.id,
      h.holder_id as "personId",
      coalesce(n.given_name, '') as "givenName",
      coalesce(n.family_name, '') as "familyName",
      h.role,
      (
        select v.host_name from placement_versions v
        where v.placement_id = h.placement_id and v.recorded_at <= $2
        order by v.sequence desc
        limit 1
      ) as host,
      h.from_day as "from",
      h.known_until as "until",
      (
        select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', coalesce(
          (
            select min(e.until_day)
            from mandate_absence_ends e
            where e.absence_id = a.id and e.recorded_at <= $2
          ),
          a.until_day
        )) order by a.from_day), '[]')
        from mandate_absences a
        where a.mandate_id = h.id and a.recorded_at <= $2
      ) as absences,
      ${memberOn('h')} as "memberOn",
      app.reads_proofs(h.contract_id, h.person_id) as "isAppraised",
      ${proofsBy('h.contract_id', 'h.person_id', '$2')} as proofs
    from held h
    left join app.names_of_people(array(select x.holder_id from held x), $2) n on n.person_id = h.holder_id
    order by h.from_day, h.id
    `,
    [contractId, at],
  );
}
