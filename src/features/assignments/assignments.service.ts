import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, laterOf, type Day } from '../../kernel/days.js';
import type { AssignmentId, ContractId } from '../../kernel/ids.js';
import { unknownMission, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import {
  circumstancesOf,
  decideEntitlement,
  type Entitlement,
} from '../ladder/entitlements/entitlement.rules.js';
import { explainRefusal } from '../ladder/entitlements/entitlement.types.js';
import { loadLadderContext, type LadderContext } from '../ladder/ladder.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import { closedThroughout } from '../ladder/entitlements/shift.rules.js';
import { getAssignment, listAssignments } from './assignments.queries.js';
import type { AssignCommand, AssignmentRead, AssignmentRow } from './assignments.types.js';
import { entitledAt, summaryOf } from '../ladder/entitlements/entitled.rules.js';
import { endsBeforeStart, missionNotEntitled, outsideContract } from './assignments.errors.js';
import { assignmentCreated, assignmentEnded } from './assignments.facts.js';
import { findEndMistake, lackingFrom } from './assignments.rules.js';
import { requireAssigner } from './assignments.policy.js';

@Injectable()
export class AssignmentsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /**
   * A mission is given only when it is allowed: on its first day, or today when that day is past. Sundays and holidays close
   * it to a minor only when no other day is left to do it on.
   */
  async assign(actor: PersonActor, command: AssignCommand): Promise<AssignmentRead> {
    if (command.until !== null && command.until <= command.from) throw validationFailed([endsBeforeStart()]);
    return this.db.writeLocked(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const { ladder } = context;
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const mission = ladder.missions.find((candidate) => candidate.code === command.mission);
      if (!mission) throw validationFailed([unknownMission('/mission')]);
      const { startsOn, until } = context.life;
      if (command.from < startsOn || command.from >= until || (command.until ?? until) > until)
        throw validationFailed([outsideContract()]);
      const assigner = requireAssigner(actor.personId, context, today);

      const on = laterOf(command.from, today);
      const state = viewLadder(ladder, context.progress, recordedAt);
      const left = command.until !== null && command.until <= on ? command : { ...command, from: on };
      const entitlement = decideEntitlement(ladder, state, mission, {
        ...circumstancesOf(context, on, context),
        minorHours: closedThroughout(left, context.birthDate),
      });
      if (!entitlement.allowed) throw refusalOf(entitlement);

      const id: AssignmentId = history.newId();
      const assignment = { ...command, id, recordedAt };
      recordFacts(tx, history, [assignmentCreated(assigner, assignment)]);
      const entitled = summaryOf(entitledAt(context, recordedAt).to(mission.code));
      return {
        ...assignment,
        plannedUntil: assignment.until,
        shortened: null,
        assignedBy: actor.personId,
        ended: null,
        ...entitled,
        lackingFrom: lackingFrom(assignment, context, today),
      };
    });
  }

  /** By a tutor of today, also when the contract is not active. `on`: the first day out; null: today. */
  async end(actor: PersonActor, id: AssignmentId, on: Day | null): Promise<AssignmentRead> {
    const { contractId } = await this.db.read(actor, (q) => getAssignment(q, id));
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const history = continueHistory(context, actor, this.clock);
      const by = requireAssigner(actor.personId, context, history.today);
      const assignment = await getAssignment(tx, id);
      const day = on ?? history.today;
      const mistake = findEndMistake(assignment, day);
      if (mistake) throw validationFailed([mistake]);
      if (assignment.until !== day)
        recordFacts(tx, history, [assignmentEnded(by, history.newId(), assignment, day)]);
      const entitled = entitledAt(context, history.recordedAt).to(assignment.mission);
      const ended = await getAssignment(tx, id);
      return { ...ended, ...summaryOf(entitled), lackingFrom: lackingFrom(ended, context, history.today) };
    });
  }

  get(actor: Actor, id: AssignmentId): Promise<AssignmentRead> {
    return this.db.read(actor, async (q) => {
      const assignment = await getAssignment(q, id);
      return this.readerOf(await loadLadderContext(q, assignment.contractId))(assignment);
    });
  }

  /** However many: the state of the contract is read once. */
  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<AssignmentRead[]> {
    return this.db.read(actor, async (q) => {
      const read = this.readerOf(await loadLadderContext(q, contractId));
      return (await listAssignments(q, contractId, page)).map(read);
    });
  }

  private readerOf(context: LadderContext): (assignment: AssignmentRow) => AssignmentRead {
    const now = this.clock.now();
    const entitled = entitledAt(context, now);
    return (one) => ({
      ...one,
      ...summaryOf(entitled.to(one.mission)),
      lackingFrom: lackingFrom(one, context, dayOf(now)),
    });
  }
}

function refusalOf({ reasons }: Entitlement) {
  return missionNotEntitled(
    reasons.map((reason) => ({ code: reason.code, detail: explainRefusal(reason) })),
    reasons.flatMap((reason) => (reason.code === 'level_locked' ? reason.obstacles.missing : [])),
  );
}
