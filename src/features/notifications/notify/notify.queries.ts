import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import type { NoticeKind } from '../../../kernel/notification-kinds.js';
import type { Queryable, Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { PREFERENCE_COLUMNS } from '../notifications.queries.js';
import {
  DEFAULT_PREFERENCES,
  type MailId,
  type NoticeId,
  type Preferences,
  type Stander,
} from '../notifications.types.js';
import type { ReadyLevel } from './subjects.rules.js';

/** What whoever tells people reads: the functions answer to `TELLING` alone. */

interface ToldEvent {
  readonly id: string;
  readonly contractId: ContractId;
  readonly actorId: PersonId | null;
  readonly level: string | null;
}

export function listEvents(q: Queryable, ids: readonly string[]): Promise<ToldEvent[]> {
  return rows(
    q,
    `
    select t.id, t.contract_id as "contractId", t.actor_id as "actorId", t.level
    from app.things_told($1) t
    `,
    [ids],
  );
}

/** Who stands on these contracts today. */
export function listStanders(q: Queryable, contractIds: readonly ContractId[]): Promise<Stander[]> {
  return rows(
    q,
    `
    select p.contract_id as "contractId", p.person_id as "personId", p.role, p.absent
    from app.people_to_tell($1) p
    `,
    [contractIds],
  );
}

/** The levels of these contracts that await a decision. */
export function listReadyLevels(q: Queryable, contractIds: readonly ContractId[]): Promise<ReadyLevel[]> {
  return rows(q, `select r.contract_id as "contractId", r.level, r.half from app.levels_ready($1) r`, [
    contractIds,
  ]);
}

/** Those of each of them, the usual ones where they never said. */
export async function loadPreferences(
  q: Queryable,
  people: readonly PersonId[],
): Promise<(personId: PersonId) => Preferences> {
  const found = await rows<Preferences & { personId: PersonId }>(
    q,
    `
    select n.person_id as "personId", ${PREFERENCE_COLUMNS}
    from notice_preferences n
    where n.person_id = any ($1)
    `,
    [people],
  );
  const said = new Map(found.map((one) => [one.personId, one]));
  return (personId) => said.get(personId) ?? DEFAULT_PREFERENCES;
}

/** Where mail reaches them; null: nowhere. */
export async function findAddress(q: Queryable, personId: PersonId): Promise<string | null> {
  const found = await row<{ email: string }>(q, 'select a.email from app.mail_addresses($1) a', [[personId]]);
  return found?.email ?? null;
}

export interface DueNotice {
  readonly id: NoticeId;
  readonly personId: PersonId;
  readonly kind: NoticeKind;
}

/** What a mail should say by now and none does, taken for this transaction: another process takes others. */
export function takeDueNotices(tx: Tx, now: Instant, limit: number): Promise<DueNotice[]> {
  return rows(
    tx,
    `
    select n.id, n.person_id as "personId", n.kind
    from notices n
    where n.mail_id is null and n.due_at <= $1
    order by n.person_id, n.id
    limit $2
    for update skip locked
    `,
    [now, limit],
  );
}

export interface MailToSend {
  readonly personId: PersonId;
  readonly digestOn: Day | null;
  readonly settledAt: Instant | null;
  readonly says: readonly {
    readonly kind: NoticeKind;
    readonly contractId: ContractId;
    readonly level: string | null;
  }[];
}

export function findMail(q: Queryable, id: MailId): Promise<MailToSend | null> {
  return row(
    q,
    `
    select
      m.person_id  as "personId",
      m.digest_on  as "digestOn",
      m.settled_at as "settledAt",
      (
        select coalesce(
          jsonb_agg(jsonb_build_object('kind', n.kind, 'contractId', n.contract_id, 'level', n.level) order by n.id), '[]')
        from notices n
        where n.mail_id = m.id
      ) as says
    from mails m
    where m.id = $1
    `,
    [id],
  );
}
