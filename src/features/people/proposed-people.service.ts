import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { DatedTx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { findWrongDetails } from './people.rules.js';
import { insertPerson } from './people.store.js';
import type { PersonDetails } from './people.types.js';

/** Records people who are members of nothing: whom an organisation brings in for another. */
@Injectable()
export class ProposedPeople {
  constructor(private readonly clock: Clock) {}

  /** @throws validation_failed */
  async record(
    tx: DatedTx,
    ownerId: OrganisationId,
    given: Omit<PersonDetails, 'externalId'>,
  ): Promise<PersonId> {
    const details = { ...given, externalId: null };
    const errors = findWrongDetails(details, this.clock.today());
    if (errors.length > 0) throw validationFailed(errors);
    const id: PersonId = newId();
    await insertPerson(tx, id, ownerId, details, this.clock.now());
    return id;
  }
}
