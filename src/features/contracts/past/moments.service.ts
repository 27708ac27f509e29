import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { LongReads } from '../../../platform/database/long-reads.js';

/** Reads of one contract, as it is now or as it was recorded by an instant: of the past, whoever still writes is waited for. */
@Injectable()
export class ContractMoments {
  constructor(
    private readonly db: Db,
    private readonly longReads: LongReads,
    private readonly clock: Clock,
  ) {}

  /** `at` null: now. */
  read<T>(
    actor: Actor,
    contractId: ContractId,
    at: Instant | null,
    work: (q: Queryable, at: Instant) => Promise<T>,
  ): Promise<T> {
    return at === null
      ? this.db.read(actor, (q) => work(q, this.clock.now()))
      : this.longReads.read(actor, (q) => work(q, at), { at, contractId });
  }
}
