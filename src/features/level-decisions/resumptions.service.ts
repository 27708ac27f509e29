import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueJournal, writeJournal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import { isActiveOn, statusOn } from '../contracts/contracts.types.js';
import { findLongAbsence } from '../ladder/entitlements/absence.rules.js';
import { loadLadderContext } from '../ladder/ladder.queries.js';
import { requireDecider } from '../sign-offs/facts/deciders.policy.js';
import { outsideAbsence, resumptionNotNeeded } from './resumptions.errors.js';
import { getResumption, listResumptions } from './resumptions.queries.js';
import type { ResumeCommand, ResumptionRow } from './level-decisions.types.js';
import { insertResumption } from './resumptions.store.js';
import { contractNotActive } from '../sign-offs/sign-offs.errors.js';
import { resumptionRecorded } from '../sign-offs/facts/facts.events.js';

@Injectable()
export class ResumptionsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** The main tutor (a co-tutor in their absence) says that supervision is as it was before a long absence. */
  async record(actor: PersonActor, command: ResumeCommand): Promise<ResumptionRow> {
    return this.db.holding(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const journal = continueJournal(context, actor, this.clock);
      const { recordedAt } = journal;
      const today = dayOf(recordedAt);
      const by = requireDecider(actor.personId, context, false, today);

      if (!isActiveOn(context.life, today)) throw contractNotActive(statusOn(context.life, today));
      const absence = findLongAbsence(context, today);
      if (!absence) throw resumptionNotNeeded();
      const on = command.on ?? today;
      if (on < absence.until || on > today) throw validationFailed([outsideAbsence(absence.until)]);

      const resumption = { ...command, on, id: newId<'resumption'>(), recordedAt };
      const sequence = journal.add(resumptionRecorded(resumption.id, on));
      await insertResumption(tx, by, resumption, sequence);
      await writeJournal(tx, journal);
      return { ...resumption, recordedBy: actor.personId, readsComments: true };
    });
  }

  get(actor: Actor, id: string): Promise<ResumptionRow> {
    return this.db.read(actor, (q) => getResumption(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<ResumptionRow[]> {
    return this.db.read(actor, (q) => listResumptions(q, contractId, page));
  }
}
