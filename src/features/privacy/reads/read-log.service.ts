import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Day } from '../../../kernel/days.js';
import { clientOf, personOf, SIGN_IN, type Recorder } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { ShownLog, type Named } from '../../../platform/logs/shown-log.js';
import { LOG, type Log } from '../../../platform/logs/logger.js';
import { noteReads } from './reads.store.js';
import { readingOf } from './readings.rules.js';
import type { NotedRead, Reading } from './reads.types.js';

const LIMITS = {
  /** How long a read waits for others to be written with: what a crash loses. */
  waitMs: 2_000,
  /** After a failure. */
  retryMs: 15_000,
  batch: 500,
  /** Reads known to be written today; beyond it they are asked of the table again. */
  known: 100_000,
  /** Reads that wait while the database does not answer; beyond it the newest are lost, and the log says how many. */
  waiting: 50_000,
};

/**
 * Who read whose file, once a day for each reader, file and kind. A read costs a look into a set; the first of a day is written
 * a little later, beside others, in a transaction of its own: reads stay reads. A stop in order writes what waits.
 */
@Injectable()
export class ReadLog extends ShownLog implements OnModuleDestroy {
  private readonly readings = new Map<string, Reading | null>();
  private readonly known = new Set<string>();
  private waiting: NotedRead[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private hour = '';
  private day: Day | null = null;
  private lost = 0;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  noteShown(actor: Recorder, route: string, params: Named, found: Named): void {
    let reading = this.readings.get(route);
    if (reading === undefined) this.readings.set(route, (reading = readingOf(route)));
    if (reading === null) return;
    const { id } = reading;
    const subject = 'param' in id ? params[id.param] : found[id.member];
    if (typeof subject === 'string') this.note(actor, reading, subject);
  }

  private note(actor: Recorder, { kind, of }: Reading, subject: string): void {
    const at = this.clock.now();
    const day = this.dayOf(at.slice(0, 13));
    const key = `${personOf(actor) ?? clientOf(actor)} ${kind} ${subject}`;
    if (this.known.has(key) || (of === 'person' && subject === personOf(actor))) return;
    if (this.known.size >= LIMITS.known) this.known.clear();
    this.known.add(key);
    if (this.waiting.length >= LIMITS.waiting) return void (this.lost += 1);
    this.waiting.push({
      id: newId(),
      reader: personOf(actor),
      client: clientOf(actor),
      kind,
      of,
      subject,
      day,
      at,
    });
    this.timer ??= setTimeout(() => void this.flush(), LIMITS.waitMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    await this.flush();
  }

  /** Everything that waits, a batch at a time; what the database does not take waits on. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, LIMITS.batch);
      try {
        await this.db.writeNow(SIGN_IN, async (tx) => noteReads(tx, batch));
      } catch (error) {
        this.log.error(
          { error, waiting: this.waiting.length },
          'who read what could not be written down yet',
        );
        this.timer ??= setTimeout(() => void this.flush(), LIMITS.retryMs).unref();
        return;
      }
      this.waiting.splice(0, batch.length);
    }
    if (this.lost > 0) this.log.error({ lost: this.lost }, 'reads were lost from the log of who read what');
    this.lost = 0;
  }

  /** A day begins in Paris with an hour: it is asked for once in each, and what was known is forgotten with the day. */
  private dayOf(hour: string): Day {
    if (hour !== this.hour || this.day === null) {
      const today = this.clock.today();
      if (today !== this.day) this.known.clear();
      this.hour = hour;
      this.day = today;
    }
    return this.day;
  }
}
