import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import type { NotificationKind } from '../../../kernel/notification-kinds.js';
import type { Queryable, Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { DecisionState } from '../../ladder/progress/ladder-progress.types.js';
import { firstSignature } from '../../ladder/levels/statuses.rules.js';
import { PREFERENCE_COLUMNS } from '../notifications.queries.js';
import {
  DEFAULT_PREFERENCES,
  type MailId,
  type NotificationId,
  type Preferences,
  type TeamMember,
} from '../notifications.types.js';
import { membersOn, notifiesAdministrators, type TeamToNotify } from './recipients.rules.js';
import type { ReadyLevel } from './subjects.rules.js';

/** What whoever tells people reads: the functions answer to `NOTIFIER` alone. */

interface SubjectEvent {
  readonly id: string;
  readonly contractId: ContractId;
  readonly actorId: PersonId | null;
  readonly level: string | null;
}

export function listEvents(q: Queryable, ids: readonly string[]): Promise<SubjectEvent[]> {
  return rows(
    q,
    `
    select t.id, t.contract_id as "contractId", t.actor_id as "actorId", t.level
    from app.notification_subjects($1) t
    `,
    [ids],
  );
}

/** Who stands on these contracts that day; those who administer a side where one of the kinds is told to them. */
export async function listTeamMembers(
  q: Queryable,
  contractIds: readonly ContractId[],
  today: Day,
  kinds: readonly NotificationKind[],
): Promise<TeamMember[]> {
  const found = await rows<TeamToNotify & Record<string, unknown>>(
    q,
    `
    select
      p.contract_id as "contractId",
      p.alternant_id as "alternantId",
      coalesce(jsonb_agg(jsonb_build_object(
        'personId', p.person_id, 'role', p.role, 'from', p.from_day, 'until', p.until_day, 'absences', p.absences,
        'memberOn', p.member_on, 'placementId', p.placement_id
      )) filter (where p.person_id is not null), '[]') as mandates
    from app.people_to_notify($1) p
    group by p.contract_id, p.alternant_id
    `,
    [contractIds],
  );
  const members = found.flatMap((team) => membersOn(team, today));
  return notifiesAdministrators(kinds)
    ? [...members, ...(await listAdministrators(q, contractIds))]
    : members;
}

async function listAdministrators(q: Queryable, contractIds: readonly ContractId[]): Promise<TeamMember[]> {
  const found = await rows<Omit<TeamMember, 'absent'>>(
    q,
    `
    select a.contract_id as "contractId", a.person_id as "personId", a.role
    from app.administrators_to_notify($1) a
    `,
    [contractIds],
  );
  return found.map((one) => ({ ...one, absent: false }));
}

/** The levels of these contracts that await a decision. */
export async function listReadyLevels(
  q: Queryable,
  contractIds: readonly ContractId[],
): Promise<ReadyLevel[]> {
  const found = await rows<Omit<ReadyLevel, 'half'> & { decisions: DecisionState[] | null }>(
    q,
    `select r.contract_id as "contractId", r.level, r.decisions from app.levels_ready($1) r`,
    [contractIds],
  );
  return found.map(({ decisions, ...ready }) => ({
    ...ready,
    half: firstSignature(decisions ?? []) !== null,
  }));
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
    from notification_preferences n
    where n.person_id = any ($1)
    `,
    [people],
  );
  const items = new Map(found.map((one) => [one.personId, one]));
  return (personId) => items.get(personId) ?? DEFAULT_PREFERENCES;
}

/** Where mail reaches them; null: nowhere. */
export async function findAddress(q: Queryable, personId: PersonId): Promise<string | null> {
  const found = await row<{ email: string }>(q, 'select a.email from app.mail_addresses($1) a', [[personId]]);
  return found?.email ?? null;
}

export interface DueNotification {
  readonly id: NotificationId;
  readonly personId: PersonId;
  readonly kind: NotificationKind;
}

/** What a mail should say by now and none does, taken for this transaction: another process takes others. */
export function takeDueNotifications(tx: Tx, now: Instant, limit: number): Promise<DueNotification[]> {
  return rows(
    tx,
    `
    select n.id, n.person_id as "personId", n.kind
    from notifications n
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
  readonly items: readonly {
    readonly subjectId: string;
    readonly kind: NotificationKind;
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
          jsonb_agg(jsonb_build_object(
            'subjectId', n.subject_id, 'kind', n.kind, 'contractId', n.contract_id, 'level', n.level
          ) order by n.id), '[]')
        from notifications n
        where n.mail_id = m.id
      ) as items
    from mails m
    where m.id = $1
    `,
    [id],
  );
}
