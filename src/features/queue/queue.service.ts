import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/days.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { readQueue, type QueueKind } from './queue.queries.js';
import type { Queue, QueuePage } from './queue.types.js';

@Injectable()
export class QueueService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  read(actor: PersonActor, page: QueuePage<QueueKind>): Promise<Queue<QueueKind>> {
    const now = this.clock.now();
    return this.db.read(actor, (q) =>
      readQueue(q, { personId: actor.personId, now, today: dayOf(now) }, page),
    );
  }
}
