import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { notFound, preconditionFailed, refuseAny } from '../../../kernel/refusals.js';
import { personOf, type Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { MOVING_DATES } from '../calendar/dates.rules.js';
import type { ContractRow } from '../contract-details.types.js';
import { requireSide } from '../contracts.policy.js';
import { getAuthority, getContract } from '../contracts.queries.js';
import { renewVersion } from '../contracts.store.js';
import { ContractMoments } from '../past/moments.service.js';
import { notATutor } from './form.errors.js';
import { formFilled } from './form.facts.js';
import { findFormMistakes } from './form-mistakes.rules.js';
import { formWords } from './form-words.rules.js';
import { requireReader } from './form.policy.js';
import { findAgreed, findForm, listFormTutors, loadRecorded } from './form.queries.js';
import { findAgreedRefusal, mergeForm, strangersAmong } from './form.rules.js';
import { changedMembers, membersAt, withMembers } from './members.rules.js';
import { findMissing } from './missing.rules.js';
import { normaliseForm } from './normalise-form.rules.js';
import type { FormView, StoredForm } from './recorded.types.js';

@Injectable()
export class ContractFormService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly moments: ContractMoments,
  ) {}

  /** `at` null: now. @throws not_found, also before the contract was recorded; forbidden */
  read(actor: Actor, id: ContractId, at: Instant | null): Promise<FormView> {
    return this.moments.read(actor, id, at, async (q) => {
      const contract = await getContract(q, id);
      if (at !== null && at < contract.createdAt) throw notFound();
      requireReader(await getAuthority(q), contract, personOf(actor));
      return this.view(q, contract, await findForm(q, id, at));
    });
  }

  /** Fills what is sent and leaves the rest. `version` null: whichever is there. */
  fill(actor: Actor, id: ContractId, version: number | null, patch: object): Promise<FormView> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, id);
      const contract = await getContract(tx, id);
      requireSide(await getAuthority(tx), contract);
      const stored = await findForm(tx, id);
      if (version !== null && version !== stored.version) throw preconditionFailed();

      const sent = normaliseForm(mergeForm(stored.form, patch));
      // What is sent back as it was filled, or as it was agreed since, stays.
      const differs = changedMembers(stored.filled, sent);
      const changed = changedMembers(stored.form, sent).filter((member) => differs.includes(member));
      const form = withMembers(stored.filled, membersAt(sent, changed));
      if (changed.length === 0) return this.view(tx, contract, stored);
      const strangers = changed.includes('tutors')
        ? strangersAmong(
            form.tutors,
            (await listFormTutors(tx, id)).map(({ personId }) => personId),
          )
        : [];
      refuseAny([...findFormMistakes(form), ...strangers.map(notATutor)]);
      const refusal =
        contract.status === 'draft'
          ? null
          : findAgreedRefusal(contract.status, changed, await findAgreed(tx, id));
      if (refusal) throw refusal;
      recordFacts(tx, history, [formFilled(history, form, changed)]);
      if (changed.some((member) => MOVING_DATES.includes(member)))
        await renewVersion(tx, id, history.recordedAt);
      return this.view(tx, contract, await findForm(tx, id));
    });
  }

  private async view(q: Queryable, contract: ContractRow, stored: StoredForm): Promise<FormView> {
    const recorded = await loadRecorded(q, contract);
    return {
      ...stored,
      contractId: contract.id,
      words: formWords(stored.form),
      missing: findMissing(stored.form, recorded, this.clock.today()),
      recorded,
    };
  }
}
