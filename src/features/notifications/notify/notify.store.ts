import type { Day, Instant } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import { newId } from '../../../platform/ids.js';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import type { MailId, NewNotification, NotificationId } from '../notifications.types.js';

/** What was told already stays as it was. @returns the ids of those that are new */
export async function insertNotifications(
  tx: Tx,
  notifications: readonly NewNotification[],
  notifiedAt: Instant,
): Promise<Set<NotificationId>> {
  const added = await rows<{ id: NotificationId }>(
    tx,
    `
    insert into notifications (id, subject_id, kind, person_id, contract_id, level, notified_at, due_at)
    select n.id, n.subject_id, n.kind, n.person_id, n.contract_id, n.level, $2, n.due_at
    from jsonb_to_recordset($1::jsonb) as n
      (id uuid, subject_id uuid, kind text, person_id uuid, contract_id uuid, level text, due_at timestamptz)
    order by n.subject_id, n.kind, n.person_id
    on conflict (subject_id, kind, person_id) do nothing
    returning id
    `,
    [
      JSON.stringify(
        notifications.map(({ id, subject, personId, dueAt }) => ({
          id,
          subject_id: subject.id,
          kind: subject.kind,
          person_id: personId,
          contract_id: subject.contractId,
          level: subject.level,
          due_at: dueAt,
        })),
      ),
      notifiedAt,
    ],
  );
  return new Set(added.map(({ id }) => id));
}

/** A mail to that person that says these notifications, and the job that sends it. @returns false when the day's digest is made already */
export async function makeMail(
  tx: Tx,
  mail: { personId: PersonId; digestOn: Day | null; items: readonly NotificationId[] },
  at: Instant,
): Promise<boolean> {
  const id: MailId = newId();
  const made = await rows(
    tx,
    `
    insert into mails (id, person_id, digest_on, made_at)
    values ($1, $2, $3, $4)
    on conflict (person_id, digest_on) where digest_on is not null do nothing
    returning id
    `,
    [id, mail.personId, mail.digestOn, at],
  );
  if (made.length === 0) return false;
  await rows(tx, 'update notifications n set mail_id = $2 where n.id = any ($1) and n.mail_id is null', [
    mail.items,
    id,
  ]);
  enqueue(tx, 'mail', { mail: id });
  return true;
}

export async function postpone(
  tx: Tx,
  notifications: readonly NotificationId[],
  until: Instant,
): Promise<void> {
  await rows(tx, 'update notifications n set due_at = $2 where n.id = any ($1)', [notifications, until]);
}

export async function settleMail(tx: Tx, id: MailId, outcome: string, at: Instant): Promise<void> {
  await rows(
    tx,
    'update mails m set settled_at = $2, outcome = $3 where m.id = $1 and m.settled_at is null',
    [id, at, outcome],
  );
}
