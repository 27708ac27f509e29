import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, SelfAssessmentId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueJournal, writeJournal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import { loadLadderContext } from '../ladder/ladder.queries.js';
import { assessedInTheFuture, contractNotRunning } from './self-assessments.errors.js';
import { selfAssessmentRecorded } from './self-assessments.events.js';
import { requireAlternant } from './self-assessments.policy.js';
import { getSelfAssessment, listSelfAssessments } from './self-assessments.queries.js';
import { findSelfAssessmentMistakes, statusAgainstAssessing } from './self-assessments.rules.js';
import { insertSelfAssessment } from './self-assessments.store.js';
import type { AssessCommand, SelfAssessment } from './self-assessments.types.js';

@Injectable()
export class SelfAssessmentsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** A fact beside the ladder: it moves nothing. */
  async record(actor: PersonActor, command: AssessCommand): Promise<SelfAssessment> {
    if (command.on > this.clock.today()) throw validationFailed([assessedInTheFuture()]);
    return this.db.holding(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const journal = continueJournal(context, actor, this.clock);
      const mistakes = findSelfAssessmentMistakes(context.ladder, command.items);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const by = requireAlternant(actor.personId, context);
      const status = statusAgainstAssessing(context.life, command.on);
      if (status) throw contractNotRunning(status);

      const id: SelfAssessmentId = newId();
      const sequence = journal.add(selfAssessmentRecorded(id, command.on));
      const assessment = { ...command, id, recordedAt: journal.recordedAt };
      await insertSelfAssessment(tx, by, assessment, sequence);
      await writeJournal(tx, journal);
      return { ...assessment, assessedBy: actor.personId };
    });
  }

  get(actor: Actor, id: SelfAssessmentId): Promise<SelfAssessment> {
    return this.db.read(actor, (q) => getSelfAssessment(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<SelfAssessment[]> {
    return this.db.read(actor, (q) => listSelfAssessments(q, contractId, page));
  }
}
