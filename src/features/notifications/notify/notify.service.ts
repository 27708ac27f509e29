import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { dayOf, endOfDay, type Day } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import { SAFETY_KINDS, type NotificationKind } from '../../../kernel/notification-kinds.js';
import { NOTIFIER } from '../../../platform/access/actor.js';
import type { Config } from '../../../platform/config/config.js';
import { CONFIG } from '../../../platform/config/config.module.js';
import { Db, type Queryable, type Tx } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import type { JobData } from '../../../platform/jobs/enqueue.js';
import { Worker } from '../../../platform/jobs/worker.js';
import { Mailer } from '../../../platform/mail/mailer.js';
import { isMuted, selectRecipients } from './recipients.rules.js';
import { composeMail } from './mail-text.rules.js';
import type {
  MailId,
  NewNotification,
  NotificationId,
  Preferences,
  MailLine,
  TeamMember,
  Subject,
} from '../notifications.types.js';

import {
  findAddress,
  findMail,
  listEvents,
  listReadyLevels,
  listTeamMembers,
  loadPreferences,
  takeDueNotifications,
  type DueNotification,
  type MailToSend,
} from './notify.queries.js';
import { insertNotifications, makeMail, postpone, settleMail } from './notify.store.js';
import { listReminders } from '../../attestations/reminders/reminders.queries.js';
import { listSubjects, PREREQUISITE_KINDS, stillHolds } from './subjects.rules.js';
import { TIME_DRIVEN } from './time-driven.queries.js';
import { dueAt, nextDigest } from './timing.rules.js';

const AT_ONCE = 500;

/** Tells people what happened: who, when, and by one mail. Three steps, each of which may come twice and does its work once. */
@Injectable()
export class NotificationService {
  private lastLookedOn: Day | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
    worker: Worker,
  ) {
    worker.handle('notify', (data) => this.notify(data));
    worker.handle('mail', ({ mail }) => this.send(mail as MailId));
    worker.regularly(() => this.notifyWhatTimeBrings());
    worker.regularly(() => this.makeDueMails());
  }

  /** Whom the facts of one transaction concern is read now, not when they were recorded. */
  async notify({ notified }: JobData['notify']): Promise<void> {
    await this.db.writeNow(NOTIFIER, async (tx) => {
      const events = await listEvents(tx, [...new Set(notified.map(({ event }) => event))]);
      await this.notifySubjects(tx, listSubjects(notified, events));
    });
  }

  /** Once a day, and as this process starts to work. */
  async notifyWhatTimeBrings(): Promise<void> {
    const today = this.clock.today();
    if (this.lastLookedOn === today) return;
    for (const find of TIME_DRIVEN) {
      await this.db.writeNow(NOTIFIER, async (tx) =>
        this.notifySubjects(tx, await find(tx, this.clock.now())),
      );
    }
    this.lastLookedOn = today;
  }

  /** A digest a day for each person, and what waited for the end of their quiet hours. */
  async makeDueMails(): Promise<void> {
    let taken = AT_ONCE;
    while (taken === AT_ONCE) {
      taken = await this.db.writeNow(NOTIFIER, async (tx) => {
        const due = await takeDueNotifications(tx, this.clock.now(), AT_ONCE);
        const preferencesOf = await loadPreferences(tx, [...new Set(due.map(({ personId }) => personId))]);
        for (const [personId, notifications] of byPerson(due)) {
          await this.makeDueMail(tx, personId, notifications, preferencesOf(personId));
        }
        return due.length;
      });
    }
  }

  /** Sends it, then says so: whoever dies in between sends it once more, under the same Message-ID. */
  async send(id: MailId): Promise<void> {
    const ready = await this.db.read(NOTIFIER, (q) => this.prepare(q, id));
    if (!ready) return;
    const outcome =
      ready.items.length === 0
        ? 'nothing_left'
        : ready.address === null
          ? 'no_address'
          : await this.mailer.send({ to: ready.address, id: `notice.${id}`, ...this.compose(ready) });
    await this.db.writeNow(NOTIFIER, (tx) => settleMail(tx, id, outcome, this.clock.now()));
  }

  private async notifySubjects(tx: Tx, found: readonly Subject[]): Promise<void> {
    if (found.length === 0) return;
    const contracts = [...new Set(found.map(({ contractId }) => contractId))];
    const kinds = found.map(({ kind }) => kind);
    const [members, ready, reminded] = await Promise.all([
      listTeamMembers(tx, contracts, this.clock.today(), kinds),
      listReadyLevels(tx, contracts),
      this.listReminded(tx, contracts, kinds),
    ]);
    const subjects = found.filter((subject) => stillHolds(subject, ready, reminded));
    const notified = subjects.flatMap((subject) => addressees(subject, members));
    const preferencesOf = await loadPreferences(tx, [...new Set(notified.map(({ personId }) => personId))]);
    const now = this.clock.now();
    const notifications = notified.map(({ subject, personId, isStaff }): NewNotification => ({
      id: newId(),
      subject,
      personId,
      dueAt: this.mailer.isConfigured ? dueAt(subject.kind, isStaff, preferencesOf(personId), now) : null,
    }));
    const added = await insertNotifications(tx, notifications, now);
    const fresh = notifications.filter(
      ({ id, subject }) => added.has(id) && SAFETY_KINDS.includes(subject.kind),
    );
    for (const [personId, urgent] of byPerson(fresh)) {
      // What happened together is told together, as soon as any of it may be.
      const mailed = urgent.filter((one) => one.dueAt !== null);
      if (!mailed.some((one) => one.dueAt !== null && one.dueAt <= now)) continue;
      await makeMail(tx, { personId, digestOn: null, items: mailed.map(({ id }) => id) }, now);
    }
  }

  /** What attestations are reminded of today, by contract and id; nothing is read where nothing tells of any. */
  private async listReminded(
    q: Queryable,
    contracts: readonly ContractId[],
    kinds: readonly NotificationKind[],
  ): Promise<ReadonlySet<string>> {
    if (!kinds.some((kind) => PREREQUISITE_KINDS.includes(kind))) return new Set();
    const reminders = await listReminders(q, contracts, this.clock.today());
    return new Set(reminders.map(({ contractId, id }) => `${contractId} ${id}`));
  }

  private async makeDueMail(
    tx: Tx,
    personId: PersonId,
    due: readonly DueNotification[],
    { digestAt }: Preferences,
  ): Promise<void> {
    const now = this.clock.now();
    const idsOf = (notifications: readonly DueNotification[]) => notifications.map(({ id }) => id);
    const [urgent, others] = [true, false].map((wanted) =>
      due.filter(({ kind }) => SAFETY_KINDS.includes(kind) === wanted),
    ) as [DueNotification[], DueNotification[]];
    if (urgent.length > 0) await makeMail(tx, { personId, digestOn: null, items: idsOf(urgent) }, now);
    if (others.length === 0) return;
    const items: NotificationId[] = idsOf(others);
    const isFirst = await makeMail(tx, { personId, digestOn: dayOf(now), items }, now);
    if (!isFirst) await postpone(tx, items, nextDigest(digestAt, endOfDay(dayOf(now))));
  }

  /** What it says as of now: whoever no longer stands there, or no longer wants it, is told nothing of it. Null: it was sent. */
  private async prepare(q: Queryable, id: MailId): Promise<ReadyMail | null> {
    const mail = await findMail(q, id);
    if (!mail || mail.settledAt !== null) return null;
    const contracts = [...new Set(mail.items.map(({ contractId }) => contractId))];
    const kinds = mail.items.map(({ kind }) => kind);
    const [members, awaiting, reminded] = await Promise.all([
      listTeamMembers(q, contracts, this.clock.today(), kinds),
      listReadyLevels(q, contracts),
      this.listReminded(q, contracts, kinds),
    ]);
    const preferences = (await loadPreferences(q, [mail.personId]))(mail.personId);
    const items = mail.items.filter((one) => {
      const { kind, contractId } = one;
      const notified = selectRecipients(kind, ofContract(members, contractId)).find(
        ({ personId }) => personId === mail.personId,
      );
      return (
        notified &&
        !isMuted(kind, notified.isStaff, preferences.mutedKinds) &&
        stillHolds({ ...one, id: one.subjectId }, awaiting, reminded)
      );
    });
    return { mail, items, preferences, address: await findAddress(q, mail.personId) };
  }

  private compose({ mail, items, preferences }: ReadyMail): { subject: string; text: string } {
    return composeMail(items, {
      language: preferences.language,
      isDigest: mail.digestOn !== null,
      base: this.config.publicUrl ?? '',
    });
  }
}

interface ReadyMail {
  readonly mail: MailToSend;
  readonly items: readonly MailLine[];
  readonly preferences: Preferences;
  readonly address: string | null;
}

const ofContract = (members: readonly TeamMember[], contractId: TeamMember['contractId']) =>
  members.filter((one) => one.contractId === contractId);

/** Whoever did it knows. */
const addressees = (subject: Subject, members: readonly TeamMember[]) =>
  selectRecipients(subject.kind, ofContract(members, subject.contractId))
    .filter(({ personId }) => personId !== subject.actorId)
    .map((notified) => ({ subject, ...notified }));

function byPerson<Item extends { readonly personId: PersonId }>(
  items: readonly Item[],
): Map<PersonId, Item[]> {
  const found = new Map<PersonId, Item[]>();
  for (const item of items) found.set(item.personId, [...(found.get(item.personId) ?? []), item]);
  return found;
}
