import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import type { Queryable } from '../../platform/database/db.js';
import type { MalformedItem } from '../../kernel/malformed-item.js';
import type { LadderHistory } from '../ladder/progress/progression.rules.js';
import type { ContractAround } from '../sign-offs/facts/facts.types.js';
import { ShiftService, type SentKind } from '../sign-offs/shift/shift.service.js';
import type { Outcome } from '../sign-offs/shift/shift.types.js';
import { findRepeatedItems } from '../sign-offs/sign-offs.rules.js';
import { decideObservation } from './observations.facts.js';
import { findSentBefore, type ObservationRow } from './observations.queries.js';
import { observedNow } from './observations.service.js';
import type { SentObservation } from './observations.types.js';

/** What was seen during a shift, of several alternants. */
@Injectable()
export class ObservationBatchService implements SentKind<SentObservation, ObservationRow> {
  constructor(private readonly shifts: ShiftService) {}

  observeBatch(
    actor: PersonActor,
    items: readonly (SentObservation | MalformedItem)[],
  ): Promise<Outcome<ObservationRow>[]> {
    return this.shifts.record(actor, items, this);
  }

  findMistakes({ items }: SentObservation, at: string): FieldError[] {
    return findRepeatedItems(items, at);
  }

  decide(
    history: LadderHistory,
    context: ContractAround,
    person: PersonId,
    item: SentObservation,
    index: number,
  ) {
    const fact = decideObservation(history, context, person, item, `/items/${index}`);
    const recorded = observedNow(history, person, item, fact);
    return { facts: [fact], recorded, sentAs: { signOffId: null, observationId: recorded.id } };
  }

  findSentBefore(q: Queryable, person: PersonId, clientIds: readonly string[]) {
    return findSentBefore(q, person, clientIds);
  }

  restate(recorded: ObservationRow): ObservationRow {
    return recorded;
  }
}
