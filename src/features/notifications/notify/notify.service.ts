import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { dayOf, endOfDay, type Day } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import { SAFETY_KINDS } from '../../../kernel/notification-kinds.js';
import { TELLING } from '../../../platform/access/actor.js';
import type { Config } from '../../../platform/config/config.js';
import { CONFIG } from '../../../platform/config/config.module.js';
import { Db, type Queryable, type Tx } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import type { JobData } from '../../../platform/jobs/enqueue.js';
import { Worker } from '../../../platform/jobs/worker.js';
import { Mailer } from '../../../platform/mail/mailer.js';
import { isSwitchedOff, whoIsTold } from './recipients.rules.js';
import { composeMail } from './mail-text.rules.js';
import type {
  MailId,
  NewNotice,
  NoticeId,
  Preferences,
  Said,
  Stander,
  Thing,
} from '../notifications.types.js';

import {
  findAddress,
  findMail,
  listEvents,
  listReadyLevels,
  listStanders,
  loadPreferences,
  takeDueNotices,
  type DueNotice,
  type MailToSend,
} from './notify.queries.js';
import { insertNotices, makeMail, postpone, settleMail } from './notify.store.js';
import { listThings, stillHolds } from './subjects.rules.js';
import { TIME_DRIVEN } from './time-driven.queries.js';
import { dueAt, nextDigest } from './timing.rules.js';

const AT_ONCE = 500;

/** Tells people what happened: who, when, and by one mail. Three steps, each of which may come twice and does its work once. */
@Injectable()
export class Telling {
  private lastLookedOn: Day | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
    worker: Worker,
  ) {
    worker.handle('tell', (data) => this.tell(data));
    worker.handle('mail', ({ mail }) => this.send(mail as MailId));
    worker.regularly(() => this.tellWhatTimeBrings());
    worker.regularly(() => this.makeDueMails());
  }

  /** Whom the facts of one transaction concern is read now, not when they were recorded. */
  async tell({ told }: JobData['tell']): Promise<void> {
    await this.db.independently(TELLING, async (tx) => {
      const events = await listEvents(tx, [...new Set(told.map(({ event }) => event))]);
      await this.tellThings(tx, listThings(told, events));
    });
  }

  /** Once a day, and as this process starts to work. */
  async tellWhatTimeBrings(): Promise<void> {
    const today = this.clock.today();
    if (this.lastLookedOn === today) return;
    for (const find of TIME_DRIVEN) {
      await this.db.independently(TELLING, async (tx) =>
        this.tellThings(tx, await find(tx, this.clock.now())),
      );
    }
    this.lastLookedOn = today;
  }

  /** A digest a day for each person, and what waited for the end of their quiet hours. */
  async makeDueMails(): Promise<void> {
    let taken = AT_ONCE;
    while (taken === AT_ONCE) {
      taken = await this.db.independently(TELLING, async (tx) => {
        const due = await takeDueNotices(tx, this.clock.now(), AT_ONCE);
        const preferencesOf = await loadPreferences(tx, [...new Set(due.map(({ personId }) => personId))]);
        for (const [personId, notices] of byPerson(due)) {
          await this.makeDueMail(tx, personId, notices, preferencesOf(personId));
        }
        return due.length;
      });
    }
  }

  /** Sends it, then says so: whoever dies in between sends it once more, under the same Message-ID. */
  async send(id: MailId): Promise<void> {
    const ready = await this.db.read(TELLING, (q) => this.prepare(q, id));
    if (!ready) return;
    const outcome =
      ready.said.length === 0
        ? 'nothing_left'
        : ready.address === null
          ? 'no_address'
          : await this.mailer.send({ to: ready.address, id: `notice.${id}`, ...this.compose(ready) });
    await this.db.independently(TELLING, (tx) => settleMail(tx, id, outcome, this.clock.now()));
  }

  private async tellThings(tx: Tx, found: readonly Thing[]): Promise<void> {
    if (found.length === 0) return;
    const contracts = [...new Set(found.map(({ contractId }) => contractId))];
    const [standers, ready] = await Promise.all([
      listStanders(tx, contracts),
      listReadyLevels(tx, contracts),
    ]);
    const things = found.filter((thing) => stillHolds(thing, ready));
    const told = things.flatMap((thing) => addressees(thing, standers));
    const preferencesOf = await loadPreferences(tx, [...new Set(told.map(({ personId }) => personId))]);
    const now = this.clock.now();
    const notices = told.map(({ thing, personId, isStaff }): NewNotice => ({
      id: newId(),
      thing,
      personId,
      dueAt: this.mailer.isConfigured ? dueAt(thing.kind, isStaff, preferencesOf(personId), now) : null,
    }));
    const added = await insertNotices(tx, notices, now);
    const fresh = notices.filter(({ id, thing }) => added.has(id) && SAFETY_KINDS.includes(thing.kind));
    for (const [personId, urgent] of byPerson(fresh)) {
      // What happened together is told together, as soon as any of it may be.
      const mailed = urgent.filter((one) => one.dueAt !== null);
      if (!mailed.some((one) => one.dueAt !== null && one.dueAt <= now)) continue;
      await makeMail(tx, { personId, digestOn: null, says: mailed.map(({ id }) => id) }, now);
    }
  }

  private async makeDueMail(
    tx: Tx,
    personId: PersonId,
    due: readonly DueNotice[],
    { digestAt }: Preferences,
  ): Promise<void> {
    const now = this.clock.now();
    const idsOf = (notices: readonly DueNotice[]) => notices.map(({ id }) => id);
    const [urgent, others] = [true, false].map((wanted) =>
      due.filter(({ kind }) => SAFETY_KINDS.includes(kind) === wanted),
    ) as [DueNotice[], DueNotice[]];
    if (urgent.length > 0) await makeMail(tx, { personId, digestOn: null, says: idsOf(urgent) }, now);
    if (others.length === 0) return;
    const says: NoticeId[] = idsOf(others);
    const isFirst = await makeMail(tx, { personId, digestOn: dayOf(now), says }, now);
    if (!isFirst) await postpone(tx, says, nextDigest(digestAt, endOfDay(dayOf(now))));
  }

  /** What it says as of now: whoever no longer stands there, or no longer wants it, is told nothing of it. Null: it was sent. */
  private async prepare(q: Queryable, id: MailId): Promise<ReadyMail | null> {
    const mail = await findMail(q, id);
    if (!mail || mail.settledAt !== null) return null;
    const contracts = [...new Set(mail.says.map(({ contractId }) => contractId))];
    const [standers, awaiting] = await Promise.all([
      listStanders(q, contracts),
      listReadyLevels(q, contracts),
    ]);
    const preferences = (await loadPreferences(q, [mail.personId]))(mail.personId);
    const said = mail.says.filter((one) => {
      const { kind, contractId } = one;
      const told = whoIsTold(kind, ofContract(standers, contractId)).find(
        ({ personId }) => personId === mail.personId,
      );
      return told && !isSwitchedOff(kind, told.isStaff, preferences.off) && stillHolds(one, awaiting);
    });
    return { mail, said, preferences, address: await findAddress(q, mail.personId) };
  }

  private compose({ mail, said, preferences }: ReadyMail): { subject: string; text: string } {
    return composeMail(said, {
      language: preferences.language,
      isDigest: mail.digestOn !== null,
      base: this.config.publicUrl ?? '',
    });
  }
}

interface ReadyMail {
  readonly mail: MailToSend;
  readonly said: readonly Said[];
  readonly preferences: Preferences;
  readonly address: string | null;
}

const ofContract = (standers: readonly Stander[], contractId: Stander['contractId']) =>
  standers.filter((one) => one.contractId === contractId);

/** Whoever did it knows. */
const addressees = (thing: Thing, standers: readonly Stander[]) =>
  whoIsTold(thing.kind, ofContract(standers, thing.contractId))
    .filter(({ personId }) => personId !== thing.actorId)
    .map((told) => ({ thing, ...told }));

function byPerson<Item extends { readonly personId: PersonId }>(
  items: readonly Item[],
): Map<PersonId, Item[]> {
  const found = new Map<PersonId, Item[]>();
  for (const item of items) found.set(item.personId, [...(found.get(item.personId) ?? []), item]);
  return found;
}
