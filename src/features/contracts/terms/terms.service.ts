import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import type { ContractHistory } from '../../contract-history/contract-history.rules.js';
import { recordFacts } from '../../contract-history/contract-history.store.js';
import type { ContractRow } from '../contract-details.types.js';
import { contractAmended } from '../contracts.facts.js';
import { listSteps } from '../contracts.queries.js';
import { lockPeople, renewVersion, writeLife, writeTerms } from '../contracts.store.js';
import { heldUntil, lifeOf, type ContractLife, type ContractTerms } from '../contracts.types.js';
import { MainTutors } from '../signing/main-tutors.service.js';
import { findTermsRefusal } from '../signing/signing.rules.js';
import { listTutors } from '../signing/tutors.queries.js';

/** What the parties agreed to change of a signed contract, and where that is kept. */
export interface AgreedTerms {
  readonly amendmentId: string;
  /** Null: the days stay. */
  readonly terms: ContractTerms | null;
  /** By the names that the API gives. */
  readonly changed: readonly string[];
}

/** The days of a contract that is held, and whoever else they bind: its alternant and its tutors. */
@Injectable()
export class ContractTermsService {
  constructor(private readonly mainTutors: MainTutors) {}

  /** Whoever signs something else of these people waits. Asked once, before anything is written. */
  async lock(tx: Tx, { id, alternantId }: ContractRow, besides: readonly PersonId[] = []): Promise<void> {
    const tutors = (await listTutors(tx, id)).filter(({ isCounted }) => isCounted);
    await lockPeople(tx, [alternantId, ...besides, ...tutors.map(({ personId }) => personId)]);
  }

  /**
   * Records what was agreed, as a step where the days change. The people are locked.
   * @throws main_tutor_missing, tutor_under_age, contract_overlap, tutor_over_capacity
   */
  async agree(tx: Tx, history: ContractHistory, contract: ContractRow, agreed: AgreedTerms): Promise<void> {
    const { amendmentId, terms, changed } = agreed;
    const { recordedAt } = history;
    const details = { ...contract, ...terms };
    recordFacts(tx, history, [contractAmended(history, details, changed, amendmentId)]);
    if (!terms) return renewVersion(tx, contract.id, recordedAt);
    const life = { ...lifeOf(await listSteps(tx, contract.id)), ...terms };
    await writeTerms(tx, contract.id, life, recordedAt);
    if (contract.signedOn === null) return;
    // Who was there on a first day that stays was asked when it was signed, and nobody changes it afterwards.
    const refusal =
      terms.startsOn === contract.startsOn
        ? null
        : findTermsRefusal(await listTutors(tx, contract.id), terms, contract.signedOn);
    if (refusal) throw refusal;
    if (terms.startsOn >= contract.startsOn && terms.until <= contract.until) return;
    await this.requireRoom(tx, { ...contract, ...terms }, life);
  }

  /**
   * Writes what the steps now say. Who is held for longer may have been signed by others meanwhile.
   * @throws contract_overlap, tutor_over_capacity
   */
  async writeLife(
    tx: Tx,
    contract: ContractRow,
    { before, after }: { readonly before: ContractLife; readonly after: ContractLife },
    recordedAt: Instant,
  ): Promise<void> {
    if (heldUntil(after) <= heldUntil(before)) return writeLife(tx, contract.id, after, recordedAt);
    await this.lock(tx, contract);
    await writeLife(tx, contract.id, after, recordedAt);
    await this.requireRoom(tx, contract, after);
  }

  /** @throws tutor_over_capacity */
  private async requireRoom(tx: Tx, contract: ContractRow, life: ContractLife): Promise<void> {
    if (contract.signedOn === null) return;
    const held = { ...contract, signedOn: contract.signedOn, heldUntil: heldUntil(life) };
    const tutors = (await listTutors(tx, contract.id)).filter(({ isCounted }) => isCounted);
    await this.mainTutors.requireRoom(tx, held, tutors);
  }
}
