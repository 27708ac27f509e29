import { tooManyLongReads, unavailable } from './database.errors.js';

/** How many long reads go on at once. */
export interface ReadLimits {
  /** The share of one caller. */
  readonly perCaller: number;
  /** The share of everybody together. */
  readonly together: number;
  /** How many of one caller wait for their turn; one more is refused at once. */
  readonly waiting: number;
  /** How long one waits before it is refused. */
  readonly maxWaitMs: number;
}

interface Waiting {
  readonly caller: string;
  readonly start: () => void;
}

/**
 * Gives turns to what takes long, in the order of asking, and never more at a time to one caller than their share: who asks
 * for a hundred waits for themselves.
 */
export class ReadTurns {
  private readonly running = new Map<string, number>();
  private readonly queue: Waiting[] = [];
  private total = 0;

  constructor(private readonly limits: ReadLimits) {}

  /** @returns what ends the turn @throws too_many_requests beyond the caller's share, unavailable beyond everybody's */
  async take(caller: string): Promise<() => void> {
    if (!this.isFree(caller)) await this.wait(caller);
    else this.begin(caller);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.end(caller);
    };
  }

  private wait(caller: string): Promise<void> {
    const { waiting, maxWaitMs } = this.limits;
    if (this.queue.filter((other) => other.caller === caller).length >= waiting)
      return Promise.reject(tooManyLongReads());
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(mine), 1);
        const isOwnShare = (this.running.get(caller) ?? 0) >= this.limits.perCaller;
        reject(isOwnShare ? tooManyLongReads() : unavailable(new Error('All long reads are taken.')));
      }, maxWaitMs);
      const mine: Waiting = {
        caller,
        start: () => {
          clearTimeout(giveUp);
          this.begin(caller);
          resolve();
        },
      };
      this.queue.push(mine);
    });
  }

  private isFree(caller: string): boolean {
    return this.total < this.limits.together && (this.running.get(caller) ?? 0) < this.limits.perCaller;
  }

  private begin(caller: string): void {
    this.total += 1;
    this.running.set(caller, (this.running.get(caller) ?? 0) + 1);
  }

  private end(caller: string): void {
    this.total -= 1;
    const left = (this.running.get(caller) ?? 0) - 1;
    if (left > 0) this.running.set(caller, left);
    else this.running.delete(caller);
    const next = this.queue.findIndex((waiting) => this.isFree(waiting.caller));
    if (next >= 0) this.queue.splice(next, 1)[0]?.start();
  }
}
