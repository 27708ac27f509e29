import { Clock, SystemClock } from '../../src/kernel/clock.js';
import { addMilliseconds, type Instant } from '../../src/kernel/days.js';

/** Time that stands still until a test moves it. */
export class FixedClock extends Clock {
  constructor(private instant: string = '2026-03-12T08:00:00.000Z') {
    super();
  }

  override now(): Instant {
    return new Date(this.instant).toISOString() as Instant;
  }

  /** `2026-03-12` means 09:00 in France that day (winter); an instant means itself. */
  set(dayOrInstant: string): void {
    this.instant = dayOrInstant.length === 10 ? `${dayOrInstant}T08:00:00.000Z` : dayOrInstant;
  }

  advance(by: { days?: number; minutes?: number; seconds?: number }): void {
    const ms = ((by.days ?? 0) * 1440 + (by.minutes ?? 0)) * 60_000 + (by.seconds ?? 0) * 1000;
    this.instant = new Date(Date.parse(this.instant) + ms).toISOString();
  }
}

/** That of the machine, for what is about many requests at once. */
export class RunningClock extends FixedClock {
  private readonly system = new SystemClock();
  override readonly tick = this.system.tick;

  /** By how many milliseconds it goes behind that of the machine. */
  lag = 0;

  override now(): Instant {
    return addMilliseconds(this.system.now(), -this.lag);
  }
}
