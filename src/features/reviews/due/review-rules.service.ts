import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { dayOf, type Day } from '../../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { requireContract } from '../../contracts/contract-pages.queries.js';
import { getAuthority } from '../../contracts/contracts.queries.js';
import { getOrganisation } from '../../organisations/organisations.queries.js';
import { dueReviews } from './due.rules.js';
import { notTheCentres, ruleInThePast } from '../reviews.errors.js';
import { listDueReviews, listReviewRules, loadReviewCircumstances } from './due.queries.js';
import { insertReviewRule } from './review-rules.store.js';
import type { DueReview, ReviewRhythm, ReviewRuleRow } from '../reviews.types.js';
import { validationFailed } from '../../../kernel/refusals.js';

/** How often a centre wants reviews, and what is due by it. */
@Injectable()
export class ReviewRulesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** From today or a day to come: what held on a day that is over stays as it was. */
  record(
    actor: PersonActor,
    trainingCentreId: OrganisationId,
    rule: ReviewRhythm & { readonly from: Day | null },
  ): Promise<ReviewRuleRow> {
    return this.db.write(
      actor,
      async (tx) => {
        await getOrganisation(tx, trainingCentreId);
        const { adminOf } = await getAuthority(tx);
        if (!adminOf.includes(trainingCentreId)) throw notTheCentres();
        const recordedAt = this.clock.now();
        const today = dayOf(recordedAt);
        const from = rule.from ?? today;
        if (from < today) throw validationFailed([ruleInThePast()]);
        const recorded = {
          ...rule,
          id: newId<'review_rule'>(),
          trainingCentreId,
          from,
          recordedAt,
          recordedBy: actor.personId,
        };
        await insertReviewRule(tx, recorded);
        return recorded;
      },
      { isDated: true },
    );
  }

  list(
    actor: Actor,
    trainingCentreId: OrganisationId,
    page: { after: string | null; limit: number },
  ): Promise<ReviewRuleRow[]> {
    return this.db.read(actor, async (q) => {
      await getOrganisation(q, trainingCentreId);
      return listReviewRules(q, trainingCentreId, page);
    });
  }

  /** @throws not_found */
  dueOf(actor: Actor, contractId: ContractId): Promise<DueReview[]> {
    const today = this.clock.today();
    return this.db.read(actor, async (q) => {
      await requireContract(q, contractId);
      const found = await loadReviewCircumstances(q, [contractId], today, null);
      return found.flatMap((one) => dueReviews(one, today));
    });
  }

  listDue(
    actor: Actor,
    trainingCentreId: OrganisationId,
    page: { after: string | null; limit: number },
  ): ReturnType<typeof listDueReviews> {
    return this.db.read(actor, (q) =>
      listDueReviews(q, trainingCentreId, { ...page, today: this.clock.today() }),
    );
  }
}
