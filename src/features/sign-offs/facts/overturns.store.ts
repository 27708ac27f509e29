import type { Happening } from '../../../platform/events/contract-history.js';
import { newId } from '../../../platform/ids.js';
import { Facts } from './facts.store.js';
import { overturnOf } from './overturns.rules.js';
import { factOverturned } from './facts.events.js';
import type { Overturned, Ruler } from './facts.types.js';

/** The facts of a ruling: what it says, told by whoever keeps it, and what it overturns on the ladder. */
export class RulingFacts extends Facts {
  /** A fact that moves no ladder. @returns its sequence */
  tellBeside(event: Happening): number {
    return this.journal.add(event);
  }

  overturn(by: Ruler, fact: Overturned): void {
    const sequence = this.tell(factOverturned(fact), (recorded) => overturnOf(fact, recorded));
    this.keep('overturns', {
      id: newId<'overturn'>(),
      sequence,
      overturned_by: by.personId,
      sign_off_id: fact.kind === 'sign_off' ? fact.id : null,
      revocation_id: fact.kind === 'revocation' ? fact.id : null,
      level_decision_id: fact.kind === 'level_decision' ? fact.id : null,
    });
  }
}
