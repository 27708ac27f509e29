import { Injectable } from '@nestjs/common';
import { earlierOf, laterOf, type Day } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { tutorOverCapacity } from './signing.errors.js';
import { lockPeople } from '../contracts.store.js';
import type { ContractKind } from '../contracts.types.js';
import { findOverload, findTutorRefusal } from './signing.rules.js';
import { findBirthDate, listFollowed } from './tutors.queries.js';

/** A contract that is signed, or about to be. `heldUntil`: its first day out. */
export interface SignedContract {
  readonly id: ContractId;
  readonly kind: ContractKind;
  readonly continuationOf: ContractId | null;
  readonly startsOn: Day;
  readonly heldUntil: Day;
  readonly signedOn: Day;
}

/** `until` excluded, null for open-ended. */
export interface MainTutorPeriod {
  readonly personId: PersonId;
  readonly from: Day;
  readonly until: Day | null;
}

/** Who may be the main tutor of a signed contract. */
@Injectable()
export class MainTutors {
  /**
   * The law's word on one more main tutor of a signed contract. Whoever opens or signs for the same person waits.
   * @throws tutor_under_age, tutor_over_capacity
   */
  async requireFit(tx: Tx, contract: SignedContract, tutor: MainTutorPeriod): Promise<void> {
    await this.requireAge(tx, contract, tutor);
    await this.requireRoom(tx, contract, [tutor]);
  }

  /** Asked of every tutor, main or not. @throws tutor_under_age */
  async requireAge(tx: Tx, contract: SignedContract, tutor: MainTutorPeriod): Promise<void> {
    const birthDate = await findBirthDate(tx, tutor.personId);
    const refusal = findTutorRefusal({ ...tutor, birthDate }, contract.startsOn, contract.signedOn);
    if (refusal) throw refusal;
  }

  /** @throws tutor_over_capacity */
  async requireRoom(tx: Tx, contract: SignedContract, tutors: readonly MainTutorPeriod[]): Promise<void> {
    await lockPeople(
      tx,
      tutors.map(({ personId }) => personId),
    );
    for (const { personId, ...period } of tutors) {
      const from = laterOf(contract.startsOn, period.from);
      const until = period.until === null ? contract.heldUntil : earlierOf(contract.heldUntil, period.until);
      if (until <= from) continue;
      const others = await listFollowed(tx, personId, contract.id, from, until);
      const one = { isContinuation: contract.continuationOf !== null, from, until };
      const overload = findOverload(contract.kind, contract.signedOn, one, others);
      if (overload) throw tutorOverCapacity(personId, overload);
    }
  }
}
