import { addMilliseconds, dayOf, laterOf, type Day, type Instant } from './days.js';

/** The only source of time. Services receive it, rules receive a `Day` or an `Instant`. */
export abstract class Clock {
  abstract now(): Instant;

  /** The smallest step of this clock, in milliseconds; 0 for one that stands still. */
  readonly tick: number = 0;

  /** An instant for what is recorded next, where the last was recorded then: each is later than the one before. */
  after(last: Instant): Instant {
    return laterOf(this.now(), addMilliseconds(last, this.tick));
  }

  /** By how much the clocks of two processes that are kept synchronised may differ, in milliseconds. */
  get tolerance(): number {
    return this.tick * 10;
  }

  today(): Day {
    return dayOf(this.now());
  }
}

export class SystemClock extends Clock {
  override readonly tick = 1;

  now(): Instant {
    return new Date().toISOString() as Instant;
  }
}
