import { Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/days.js';
import { rulesOn, type LegalRuleVersion } from '../../kernel/legal-rules.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { CALLER } from './reference-data.queries.js';
import { CODE_LISTS, type CodeList } from './reference-data.types.js';

@Injectable()
export class ReferenceDataService {
  constructor(private readonly db: Db) {}

  /** The database judges the caller, as for any answer. @throws unauthenticated */
  async read(actor: Actor): Promise<readonly CodeList[]> {
    await this.db.read(actor, CALLER);
    return CODE_LISTS;
  }

  /** The rules of a day, each in the version of that day; `code`: that one, or those that begin so. @throws unauthenticated */
  async listLegalRules(actor: Actor, on: Day, code: string | null): Promise<LegalRuleVersion[]> {
    await this.db.read(actor, CALLER);
    return rulesOn(on).filter((rule) => code === null || `${rule.code}.`.startsWith(`${code}.`));
  }
}
