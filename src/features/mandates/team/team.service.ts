import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { dayOf, earlierOf, type Day, type Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { LongReads } from '../../../platform/database/long-reads.js';
import { getTutoredContract } from '../../contracts/tutoring/appraisals.queries.js';
import { judgedOn } from '../../contracts/contract-details.types.js';
import { appraise } from '../../contracts/tutoring/appraisals.types.js';
import type { EligibilityWord } from '../../tutors/eligibility.types.js';
import { listBranchRulesOn } from '../../tutors/tutors.queries.js';
import { listKnown, requireRecorded, type KnownMember } from './team.queries.js';
import { answersTo, findAnswering, teamOn, type OnDay } from './team.rules.js';

export interface TeamOnDay {
  readonly contractId: ContractId;
  readonly on: Day;
  readonly members: readonly (OnDay<KnownMember> & { readonly eligibility: EligibilityWord | null })[];
  readonly answering: KnownMember | null;
  /** The last day in a row on which they answer. */
  readonly answersTo: Day | null;
}

@Injectable()
export class TeamService {
  constructor(
    private readonly db: Db,
    private readonly longReads: LongReads,
    private readonly clock: Clock,
  ) {}

  /** The team of the day of `at`, past or to come, as it was recorded by then; who may read it is judged now. */
  get(actor: Actor, contractId: ContractId, at: Instant | null): Promise<TeamOnDay> {
    const now = this.clock.now();
    const known = earlierOf(at ?? now, now);
    const on = dayOf(at ?? now);
    const work = async (q: Queryable): Promise<TeamOnDay> => {
      await requireRecorded(q, contractId, known);
      const team = await listKnown(q, contractId, known);
      const contract = await getTutoredContract(q, contractId, known);
      const today = dayOf(known);
      const rules = await listBranchRulesOn(q, judgedOn(contract, today), known);
      const wordOf = (held: KnownMember) =>
        held.isAppraised ? appraise(contract, held, rules, today).word : null;
      return {
        contractId,
        on,
        members: teamOn(team, on).map((member) => ({ ...member, eligibility: wordOf(member.held) })),
        answering: findAnswering(team, on),
        answersTo: answersTo(team, on),
      };
    };
    return at === null || at > now
      ? this.db.read(actor, work)
      : this.longReads.read(actor, work, { at, contractId });
  }
}
