import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { isActiveOn, statusOn } from '../contracts/contracts.types.js';
import { findLongAbsence } from '../ladder/entitlements/absence.rules.js';
import { loadLadderContext, loadLadderTeam } from '../ladder/ladder.queries.js';
import { requireDecider } from '../sign-offs/facts/deciders.policy.js';
import { outsideAbsence, resumptionNotNeeded, resumptionWithdrawnAlready } from './resumptions.errors.js';
import { getResumption, listResumptions } from './resumptions.queries.js';
import type { ResumeCommand, ResumptionRow } from './level-decisions.types.js';
import { contractNotActive } from '../sign-offs/sign-offs.errors.js';
import { resumptionRecorded, resumptionWithdrawn } from './resumptions.facts.js';

@Injectable()
export class ResumptionsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** The main tutor (a co-tutor in their absence) says that supervision is as it was before a long absence. */
  async record(actor: PersonActor, command: ResumeCommand): Promise<ResumptionRow> {
    return this.db.writeLocked(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const by = requireDecider(actor.personId, context, false, today);

      if (!isActiveOn(context.life, today)) throw contractNotActive(statusOn(context.life, today));
      const absence = findLongAbsence(context, today);
      if (!absence) throw resumptionNotNeeded();
      const on = command.on ?? today;
      if (on < absence.until || on > today) throw validationFailed([outsideAbsence(absence.until)]);

      const resumption = { ...command, on, id: history.newId<'resumption'>(), recordedAt };
      recordFacts(tx, history, [resumptionRecorded(by, resumption)]);
      return { ...resumption, recordedBy: actor.personId, withdrawal: null, readsComments: true };
    });
  }

  /** It was none: supervision is one level closer again. By whoever could record it today. */
  async withdraw(actor: PersonActor, id: ResumptionRow['id'], reason: string): Promise<ResumptionRow> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderTeam(tx, contractId);
      const history = continueHistory(context, actor, this.clock);
      const by = requireDecider(actor.personId, context, false, history.today);
      const resumption = await getResumption(tx, id);
      if (resumption.withdrawal) throw resumptionWithdrawnAlready();
      const withdrawalId = history.newId<'resumption_withdrawal'>();
      recordFacts(tx, history, [resumptionWithdrawn(by, { id: withdrawalId, resumptionId: id, reason })]);
      return getResumption(tx, id);
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
