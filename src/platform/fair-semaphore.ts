export interface SemaphoreLimits {
  readonly atOnce: number;
  /** How many may wait for their turn, of all callers together. */
  readonly waiting: number;
  /** How many of them for one caller. */
  readonly waitingPerCaller: number;
}

/** There is no room left to wait in. */
export class Crowded extends Error {}

interface Waiting {
  readonly callers: readonly string[];
  readonly go: () => void;
  readonly giveUp: (refusal: Crowded) => void;
}

/** What a caller did is remembered that long after the last time. */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 20_000;

/**
 * Lets a few through at a time. Of those who wait, whoever's callers asked for least lately goes first, and of equals the
 * last to come: in a flood, somebody who comes for the first time is served at once. Whoever finds no room takes the place
 * of the one who would be last.
 */
export class FairSemaphore {
  private running = 0;
  private queue: Waiting[] = [];
  private readonly lately = new Map<string, { count: number; at: number }>();

  constructor(
    private readonly limits: SemaphoreLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `callers`: all that this work is counted against, an address and an account for example. @throws Crowded */
  async run<T>(callers: readonly string[], work: () => Promise<T>): Promise<T> {
    for (const caller of callers) this.remember(caller);
    if (this.running >= this.limits.atOnce) await this.turn(callers);
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.takeFirst();
      if (next) next.go();
      else this.running -= 1;
    }
  }

  private turn(callers: readonly string[]): Promise<void> {
    return new Promise<void>((go, giveUp) => {
      this.queue.push({ callers, go, giveUp });
      for (const caller of callers) {
        const own = this.queue.filter((one) => one.callers.includes(caller));
        if (own.length > this.limits.waitingPerCaller) this.dismiss(own);
      }
      if (this.queue.length > this.limits.waiting) this.dismiss(this.queue);
    });
  }

  private dismiss(among: readonly Waiting[]): void {
    const last = among.reduce((worst, one) => (this.rank(one) > this.rank(worst) ? one : worst));
    this.queue = this.queue.filter((one) => one !== last);
    last.giveUp(new Crowded('too many wait'));
  }

  private takeFirst(): Waiting | undefined {
    if (this.queue.length === 0) return undefined;
    const first = this.queue.reduce((best, one) => (this.rank(one) <= this.rank(best) ? one : best));
    this.queue = this.queue.filter((one) => one !== first);
    return first;
  }

  private rank({ callers }: Waiting): number {
    return callers.reduce((sum, caller) => sum + (this.lately.get(caller)?.count ?? 0), 0);
  }

  /** Counts it, and forgets whoever has not come for a while: the map is in the order of their last time. */
  private remember(caller: string): void {
    const at = this.now();
    for (const [known, { at: since }] of this.lately) {
      if (this.lately.size < MOST_REMEMBERED && at - since < REMEMBERED_MS) break;
      this.lately.delete(known);
    }
    const count = (this.lately.get(caller)?.count ?? 0) + 1;
    this.lately.delete(caller);
    this.lately.set(caller, { count, at });
  }
}
