import { Injectable } from '@nestjs/common';
import { contains, earlierOf, laterOf, type Day } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import type { Queryable, Tx } from '../../../platform/database/db.js';
import { tutorOverCapacity, type Overload } from './signing.errors.js';
import { lockPeople } from '../contracts.store.js';
import type { ContractKind } from '../contracts.types.js';
import { findOverload, findOverloadOfAll, type Allowance, type Followed } from './capacity.rules.js';
import { findTutorRefusal } from './signing.rules.js';
import {
  findBirthDate,
  findCapacityTerms,
  listAllowances,
  listCeilings,
  listFollowed,
  listFollowedSeen,
} from './tutors.queries.js';

/** A contract that is signed, or about to be. `heldUntil`: its first day out. */
export interface SignedContract {
  readonly id: ContractId;
  readonly kind: ContractKind;
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
      const one = { kind: contract.kind, isRepeating: false, from, until };
      const judging = { signedOn: contract.signedOn, allowances: [], isEmployer: true };
      if (!findOverload(one, others, judging)) continue;
      // Few come so far: only then is what gives them more room looked for.
      const { isRepeating, isEmployer, ceilings } = await findCapacityTerms(tx, contract.id, personId);
      const allowances = [...ceilings, ...(await listAllowances(tx, personId, contract.id))];
      const overload = findOverload({ ...one, isRepeating }, others, {
        signedOn: contract.signedOn,
        allowances,
        isEmployer,
      });
      if (!overload) continue;
      const contracts = await listFollowedSeen(tx, personId, contract.id, overload.on);
      const followed = others.filter((other) => contains(other, overload.on)).length;
      throw tutorOverCapacity(personId, overload, { contracts, othersFollowed: followed - contracts.length });
    }
  }

  /**
   * What two people would follow together as one, from today on: too many, or null. Both are held. Where one of them follows
   * too many alone, it is nothing that they do together. A branch of one of those whom they follow may let them follow more.
   */
  async findOverloadTogether(
    q: Queryable,
    people: readonly [PersonId, PersonId],
    today: Day,
  ): Promise<Overload | null> {
    const [one, other] = [
      await listFollowed(q, people[0], null, today, null),
      await listFollowed(q, people[1], null, today, null),
    ];
    if (one.length === 0 || other.length === 0) return null;
    const allowances: Allowance[] = [];
    for (const person of people)
      allowances.push(...(await listAllowances(q, person, null)), ...(await listCeilings(q, person, today)));
    const overloadOf = (followed: readonly Followed[]) => findOverloadOfAll(followed, today, { allowances });
    return overloadOf(one) || overloadOf(other) ? null : overloadOf([...one, ...other]);
  }
}
