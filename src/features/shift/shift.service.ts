import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/days.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { loadShift } from './shift.queries.js';
import { viewShift } from './shift.rules.js';
import type { ShiftContract } from './shift.types.js';

@Injectable()
export class ShiftOfReaderService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** By the contracts' ids; one more than `limit` where more follow. */
  async read(
    actor: PersonActor,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<{ readonly today: Day; readonly contracts: readonly ShiftContract[] }> {
    const now = this.clock.now();
    const today = dayOf(now);
    const found = await this.db.read(actor, (q) => loadShift(q, actor.personId, today, page));
    return { today, contracts: found.map((context) => viewShift(context, actor.personId, now)) };
  }
}
