import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Day } from '../../kernel/days.js';
import type { ContractId, JournalEntryId } from '../../kernel/ids.js';
import { unknownMission, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { circumstancesOf, decideEntitlement } from '../ladder/entitlements/entitlement.rules.js';
import { findMinorWork } from '../ladder/entitlements/minors/minor-work.rules.js';
import { loadLadderContext, type LadderContext } from '../ladder/ladder.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import { loadLadderContextOfDay } from '../ladder/past-day.queries.js';
import { entryInTheFuture, illegalJournalAct } from './journal.errors.js';
import { journalEntryRecorded, journalEntryStepped } from './journal.facts.js';
import {
  requireAcknowledger,
  requireJournalAuthor,
  type Acknowledger,
  type JournalAuthor,
} from './journal.policy.js';
import { getJournalEntry, listJournalEntries, listWork, type JournalFilter } from './journal.queries.js';
import {
  allowedJournalActs,
  daysAround,
  findHoursMistakes,
  findJournalMistakes,
  JOURNAL_ENTRY_TRANSITIONS,
  journalStatus,
  reasonsOf,
  shiftOf,
  workOf,
  type JournalAct,
} from './journal.rules.js';
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
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const now = await loadLadderContext(tx, contractId);
      const history = continueHistory(now, actor, this.clock);
      const { recordedAt, today } = history;
      const context = on < today ? await loadLadderContextOfDay(tx, now, on) : now;
      const mission = context.ladder.missions.find(({ code }) => code === command.mission);
      const { from, until } = daysAround(on);
      const work = await listWork(tx, contractId, from, until);
      const ofDay = work.reduce((sum, one) => sum + (one.on === on ? one.minutes : 0), 0);
      const mistakes = [...findJournalMistakes(now.life, command, ofDay), ...findHoursMistakes(command)];
      if (!mission) mistakes.push(unknownMission('/mission'));
      if (!mission || mistakes.length > 0) throw validationFailed(mistakes);
      const author = requireJournalAuthor(actor.personId, now);

      const state = viewLadder(context.ladder, context.progress, recordedAt);
      const circumstances = circumstancesOf(context, shiftOf(command) ?? on);
      const entitlement = decideEntitlement(context.ladder, state, mission, circumstances);
      const flagged = findMinorWork(on, [...work, workOf(command)], context.birthDate);
      const reasons = reasonsOf(entitlement, flagged);
      const entry = {
        ...command,
        id: history.newId<'journal_entry'>(),
        recordedAt,
        beyondEntitlement: reasons.length > 0,
        reasons,
        hoursFlags: flagged.map(({ rule }) => rule),
      };
      recordFacts(tx, history, [journalEntryRecorded(author, entry)]);
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
    return this.step(actor, id, 'withdraw', reason, (context) =>
      requireJournalAuthor(actor.personId, context),
    );
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
    authorise: (context: LadderContext, today: Day) => Acknowledger | JournalAuthor,
  ): Promise<JournalEntryWritten> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const entry = await getJournalEntry(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const by = authorise(context, today);
      const status = journalStatus(entry);
      const allowed = allowedJournalActs(status);
      if (!allowed.includes(act)) throw illegalJournalAct(status, allowed);

      const kind = JOURNAL_ENTRY_TRANSITIONS[act].to;
      const step = { id: history.newId<'journal_entry_step'>(), kind, recordedAt, reason };
      recordFacts(tx, history, [journalEntryStepped(by, id, step)]);
      return { ...entry, step: { ...step, recordedBy: actor.personId } };
    });
  }
}
