import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { validationFailed } from '../../../kernel/refusals.js';
import { branchRuleOfNothing, daysReversed } from '../tutors.errors.js';
import { getBranchRule, listBranchRules } from '../tutors.queries.js';
import { insertBranchRule, withdrawBranchRule } from '../tutors.store.js';
import type { BranchRule, BranchRuleId, BranchRuleRow } from '../tutors.types.js';

/** What branches ask of tutors; the platform writes it for all. */
@Injectable()
export class BranchRulesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  record(actor: PersonActor, rule: BranchRule): Promise<BranchRuleRow> {
    if (rule.monthsWithDiploma === null && rule.monthsWithoutDiploma === null && rule.apprentices === null)
      throw branchRuleOfNothing();
    if (rule.until !== null && rule.until <= rule.from) throw validationFailed([daysReversed()]);
    return this.db.write(
      actor,
      async (tx) => {
        const id = newId<'tutor_branch_rule'>();
        await insertBranchRule(tx, id, rule, { at: this.clock.now(), by: actor.personId });
        return getBranchRule(tx, id);
      },
      { isDated: true },
    );
  }

  withdraw(actor: PersonActor, id: BranchRuleId): Promise<BranchRuleRow> {
    return this.db.write(
      actor,
      async (tx) => {
        await getBranchRule(tx, id);
        await withdrawBranchRule(tx, id, { at: this.clock.now(), by: actor.personId });
        return getBranchRule(tx, id);
      },
      { isDated: true },
    );
  }

  list(actor: Actor, page: { after: string | null; limit: number }): Promise<BranchRuleRow[]> {
    return this.db.read(actor, (q) => listBranchRules(q, page));
  }
}
