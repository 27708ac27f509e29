import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/days.js';
import type { ContractId, JournalEntryId } from '../../kernel/ids.js';
import { unknownMission, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueJournal, writeJournal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import { circumstancesOf, decideEntitlement } from '../ladder/entitlements/entitlement.rules.js';
import { loadLadderContext, type LadderContext } from '../ladder/ladder.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import { loadLadderContextOfDay } from '../ladder/past-day.queries.js';
import { entryInTheFuture, illegalJournalAct } from './journal.errors.js';
import { journalEntryRecorded, journalEntryStepped } from './journal.events.js';
import { requireAcknowledger, requireDiarist, type Acknowledger, type Diarist } from './journal.policy.js';
import { getJournalEntry, listJournalEntries, minutesOfDay, type JournalFilter } from './journal.queries.js';
import {
  allowedJournalActs,
  findJournalMistakes,
  JOURNAL_ENTRY_TRANSITIONS,
  journalStatus,
  type JournalAct,
} from './journal.rules.js';
import { insertJournalEntry, insertJournalStep } from './journal.store.js';
import type { JournalEntryWritten, WriteCommand } from './journal.types.js';

@Injectable()
export class JournalService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** What was done is kept, also above the entitlement and while the contract is not active: it is flagged, and told. */
  async write(actor: PersonActor, command: WriteCommand): Promise<JournalEntryWritten> {
    if (command.on > this.clock.today()) throw validationFailed([entryInTheFuture()]);
    const { contractId, on } = command;
    return this.db.holding(actor, contractId, async (tx) => {
      const now = await loadLadderContext(tx, contractId);
      const journal = continueJournal(now, actor, this.clock);
      const { recordedAt } = journal;
      const context = on < dayOf(recordedAt) ? await loadLadderContextOfDay(tx, now, on) : now;
      const mission = context.ladder.missions.find(({ code }) => code === command.mission);
      const minutes = await minutesOfDay(tx, contractId, on);
      const mistakes = findJournalMistakes(now.life, command, minutes);
      if (!mission) mistakes.push(unknownMission('/mission'));
      if (!mission || mistakes.length > 0) throw validationFailed(mistakes);
      const diarist = requireDiarist(actor.personId, now);

      const state = viewLadder(context.ladder, context.standing, recordedAt);
      const entitlement = decideEntitlement(context.ladder, state, mission, circumstancesOf(context, on));
      const reasons = entitlement.reasons.map(({ code }) => code);
      const entry = {
        ...command,
        id: newId<'journal_entry'>(),
        recordedAt,
        beyondEntitlement: !entitlement.allowed,
        reasons,
      };
      const sequence = journal.add(journalEntryRecorded(entry));
      await insertJournalEntry(tx, diarist, entry, sequence);
      await writeJournal(tx, journal);
      return { ...entry, recordedBy: actor.personId, step: null, readsComments: true };
    });
  }

  /** A tutor has read it. Says nothing of how it was done. */
  acknowledge(actor: PersonActor, id: JournalEntryId): Promise<JournalEntryWritten> {
    return this.step(actor, id, 'acknowledge', null, (context, today) =>
      requireAcknowledger(actor.personId, context, today),
    );
  }

  /** It stays readable, and no longer counts in its day. */
  withdraw(actor: PersonActor, id: JournalEntryId, reason: string): Promise<JournalEntryWritten> {
    return this.step(actor, id, 'withdraw', reason, (context) => requireDiarist(actor.personId, context));
  }

  get(actor: Actor, id: JournalEntryId): Promise<JournalEntryWritten> {
    return this.db.read(actor, (q) => getJournalEntry(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    filter: JournalFilter,
    page: { after: string | null; limit: number },
  ): Promise<JournalEntryWritten[]> {
    return this.db.read(actor, (q) => listJournalEntries(q, contractId, filter, page));
  }

  private async step(
    actor: PersonActor,
    id: JournalEntryId,
    act: JournalAct,
    reason: string | null,
    authorise: (context: LadderContext, today: Day) => Acknowledger | Diarist,
  ): Promise<JournalEntryWritten> {
    const { contractId } = await this.get(actor, id);
    return this.db.holding(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const entry = await getJournalEntry(tx, id);
      const journal = continueJournal(context, actor, this.clock);
      const { recordedAt } = journal;
      const by = authorise(context, dayOf(recordedAt));
      const status = journalStatus(entry);
      const allowed = allowedJournalActs(status);
      if (!allowed.includes(act)) throw illegalJournalAct(status, allowed);

      const kind = JOURNAL_ENTRY_TRANSITIONS[act].to;
      const step = { id: newId<'journal_entry_step'>(), kind, recordedAt, reason };
      const sequence = journal.add(journalEntryStepped(step.id, id, kind));
      await insertJournalStep(tx, by, entry, step, sequence);
      await writeJournal(tx, journal);
      return { ...entry, step: { ...step, recordedBy: actor.personId } };
    });
  }
}
