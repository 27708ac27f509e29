import { dayOf, type Day, type Instant } from './days.js';

/** The only source of time. Services receive it, rules receive a `Day` or an `Instant`. */
export abstract class Clock {
  abstract now(): Instant;

  today(): Day {
    return dayOf(this.now());
  }
}

export class SystemClock extends Clock {
  now(): Instant {
    return new Date().toISOString() as Instant;
  }
}
