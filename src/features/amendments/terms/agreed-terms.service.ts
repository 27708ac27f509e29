import { Injectable } from '@nestjs/common';
import type { Day } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { getContract } from '../../contracts/contracts.queries.js';
import { findMainTutor, listAmendments, loadTerms } from '../amendments.queries.js';
import type { Terms } from '../amendments.types.js';
import { takesEffect } from '../amendments.rules.js';
import { termsOn } from './terms.rules.js';

export interface AgreedOn {
  readonly on: Day;
  readonly terms: Terms;
  readonly mainTutorId: PersonId | null;
  /** The numbers of the amendments in force. */
  readonly amendments: readonly number[];
}

/** What the parties of a contract have agreed of a day. */
@Injectable()
export class AgreedTermsService {
  constructor(private readonly db: Db) {}

  /** `on` null: today. @throws not_found */
  read(actor: Actor, contractId: ContractId, on: Day | null): Promise<AgreedOn> {
    return this.db.read(actor, async (q) => {
      const contract = await getContract(q, contractId);
      const day = on ?? contract.readOn;
      const { initial, signed: all } = await loadTerms(q, contractId, await listAmendments(q, contractId));
      const signed = all.filter(({ effectiveOn }) => takesEffect(contract, effectiveOn));
      return {
        on: day,
        terms: termsOn(initial, signed, day),
        mainTutorId: (await findMainTutor(q, contractId, day))?.personId ?? null,
        amendments: signed.filter(({ effectiveOn }) => effectiveOn <= day).map(({ number }) => number),
      };
    });
  }
}
