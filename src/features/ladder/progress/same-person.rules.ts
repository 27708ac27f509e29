import type { ContractId, PersonId } from '../../../kernel/ids.js';
import type { LadderFact } from '../facts.types.js';

/** Two records that are known to be of one person on a contract. */
export interface SamePerson {
  readonly contractId: ContractId;
  readonly duplicateId: PersonId;
  readonly keptId: PersonId;
}

/** Says of facts by whom they were seen, as one person each: two records of one human count once. Authors stay as recorded. */
export function asOnePerson(facts: readonly LadderFact[], known: readonly SamePerson[]): LadderFact[] {
  const keptOf = new Map(known.map(({ duplicateId, keptId }) => [duplicateId, keptId]));
  return facts.map((fact) =>
    fact.kind === 'observation' ? { ...fact, observerId: lastOf(keptOf, fact.observerId) } : fact,
  );
}

/** The last of the records into which one was merged in turn. */
function lastOf(keptOf: ReadonlyMap<PersonId, PersonId>, from: PersonId): PersonId {
  const passed = new Set<PersonId>();
  let person = from;
  for (let next = keptOf.get(person); next && !passed.has(next); next = keptOf.get(person)) {
    passed.add(person);
    person = next;
  }
  return person;
}
