import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Day } from '../../../kernel/days.js';
import type { ErasureId, PersonId } from '../../../kernel/ids.js';
import { SIGN_IN, type PersonActor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { FileStore } from '../../../platform/files/file-store.js';
import { newId } from '../../../platform/ids.js';
import { Worker } from '../../../platform/jobs/worker.js';
import { LOG, type Log } from '../../../platform/logs/logger.js';
import { getPerson } from '../../people/people.queries.js';
import { askDueErasures } from '../retention/retention.store.js';
import { erasureEnded, erasureNotYours, erasureObstructed } from './erasures.errors.js';
import {
  getErasure,
  listDueErasures,
  listErasures,
  loadErasureRights,
  readImpact,
} from './erasures.queries.js';
import { dueAfter, isOpen } from './erasures.rules.js';
import { carryOutErasure, insertErasure, withdrawErasure } from './erasures.store.js';
import type { Erasure, ErasurePlan } from './erasures.types.js';

const AT_ONCE = 20;

@Injectable()
export class ErasuresService {
  private lastAskedOn: Day | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: FileStore,
    @Inject(LOG) private readonly log: Log,
    worker: Worker,
  ) {
    worker.regularly(() => this.carryOutDue().then(() => undefined));
    worker.regularly(() => this.askDue());
  }

  /** Says what would go and what stays; unless it is only looked at, the erasure waits for its day from now on. */
  async ask(
    actor: PersonActor,
    personId: PersonId,
    { reason, dryRun }: { readonly reason: string; readonly dryRun: boolean },
  ): Promise<ErasurePlan> {
    return this.db.write(actor, async (tx) => {
      const { mayErase, obstacles } = await loadErasureRights(tx, personId);
      if (!mayErase) throw erasureNotYours();
      await getPerson(tx, personId);
      const askedAt = this.clock.now();
      const dueAt = dueAfter(askedAt);
      const impact = await readImpact(tx, personId);
      if (dryRun) return { erasure: null, dueAt, obstacles, impact };

      if (obstacles.length > 0) throw erasureObstructed(obstacles);
      const id: ErasureId = newId();
      await insertErasure(tx, { id, personId, reason, askedBy: actor.personId, askedAt, dueAt });
      return { erasure: await getErasure(tx, id), dueAt, obstacles, impact };
    });
  }

  get(actor: PersonActor, id: ErasureId): Promise<Erasure> {
    return this.db.read(actor, (q) => getErasure(q, id));
  }

  list(
    actor: PersonActor,
    personId: PersonId,
    page: { after: string | null; limit: number },
  ): Promise<Erasure[]> {
    return this.db.read(actor, (q) => listErasures(q, personId, page));
  }

  /** The way back, until it is carried out: for whoever may ask it, and for the centres that may have to keep the file. */
  withdraw(actor: PersonActor, id: ErasureId, reason: string): Promise<Erasure> {
    return this.db.write(actor, async (tx) => {
      if (!isOpen(await getErasure(tx, id))) throw erasureEnded();
      await withdrawErasure(tx, id, actor.personId, reason, this.clock.now());
      return getErasure(tx, id);
    });
  }

  /** Every erasure whose day has come, each by itself. @returns how many were carried out */
  async carryOutDue(): Promise<number> {
    const due = await this.db.read(SIGN_IN, (q) => listDueErasures(q, AT_ONCE));
    let done = 0;
    for (const id of due) {
      const files = await this.db.writeNow(SIGN_IN, (tx) => carryOutErasure(tx, id));
      if (files === null) continue;
      done += 1;
      for (const file of files) await this.remove(file);
    }
    return done;
  }

  /** Once a day: those whose file was kept long enough are asked to be made nobody. */
  private async askDue(): Promise<void> {
    const today = this.clock.today();
    if (today === this.lastAskedOn) return;
    while ((await this.db.writeNow(SIGN_IN, askDueErasures)) > 0);
    this.lastAskedOn = today;
  }

  /** What the store does not take now, `npm run evidence:sweep` takes. */
  private async remove(file: string): Promise<void> {
    await this.store.remove(file).catch((error: unknown) => {
      this.log.error(
        { evidenceId: file, error },
        'evidence of somebody erased is still in its store: evidence:sweep',
      );
    });
  }
}
