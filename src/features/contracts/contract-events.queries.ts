import type { Instant } from '../../kernel/days.js';
import type { ContractId, GuestLinkId, Id, PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';

export interface EventRow {
  readonly id: Id<'event'>;
  readonly sequence: number;
  readonly type: string;
  readonly recordedAt: Instant;
  readonly personId: PersonId | null;
  readonly clientId: Id<'client'> | null;
  readonly guestLinkId: GuestLinkId | null;
  /** Who came by the link, as they were called then. */
  readonly guestName: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happened to one contract, oldest first. `after`: the sequence of the last one read. */
export function listEvents(
  q: Queryable,
  contractId: ContractId,
  { after, limit }: { after: string | null; limit: number },
): Promise<EventRow[]> {
  return rows(
    q,
    `
    select
      e.id,
      e.sequence,
      e.type,
      e.recorded_at     as "recordedAt",
      e.actor_person_id as "personId",
      e.actor_client_id as "clientId",
      e.guest_link_id   as "guestLinkId",
      case when e.guest_link_id is not null then (
        select app.full_name(n.given_name, n.family_name)
        from app.names_of_people(array[e.actor_person_id], e.recorded_at) n
      ) end             as "guestName",
      e.data
    from events e
    where e.contract_id = $1
      and ($2::bigint is null or e.sequence > $2)
    order by e.sequence
    limit $3
    `,
    [contractId, after, limit + 1],
  );
}
