import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { SIGN_IN } from '../../../platform/access/actor.js';
import { addressBlock } from '../../../platform/address-block.js';
import { Db } from '../../../platform/database/db.js';
import { signInSlowed } from '../identity.errors.js';
import { failuresAfter, FREE_ATTEMPTS, secondsToWait } from './login-throttle.rules.js';
import { tallyKey } from './password-turns.js';
import { lockTallies, setFailures } from './sign-in.store.js';

/** What an attempt is counted against, and how many are free. */
export interface Counted {
  readonly key: string;
  readonly free: number;
}

/** Counts attempts in every process together, and makes whoever makes many wait: each counts before it is looked at. */
@Injectable()
export class Attempts {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Committed whatever follows. @throws too_many_requests, and then the attempt does not count */
  async count(counted: readonly [Counted, Counted]): Promise<void> {
    const freeOf = (key: string) => counted.find((one) => one.key === key)?.free ?? 0;
    const wait = await this.db.writeNow(SIGN_IN, async (tx) => {
      const now = this.clock.now();
      const tallies = await lockTallies(tx, [counted[0].key, counted[1].key]);
      const longest = Math.max(...tallies.map((tally) => secondsToWait(tally, freeOf(tally.key), now)));
      if (longest > 0) return longest;
      for (const tally of tallies) await setFailures(tx, tally.key, failuresAfter(tally, now));
      return 0;
    });
    if (wait > 0) throw signInSlowed(wait);
  }

  /** A token that opens nothing. @throws too_many_requests, where many were shown from that address */
  countUnknownToken(token: string, address: string): Promise<void> {
    return this.count([
      { key: tallyKey('reset', token), free: FREE_ATTEMPTS.reset },
      { key: tallyKey('reset_address', addressBlock(address)), free: FREE_ATTEMPTS.resetAddress },
    ]);
  }

  /** What was right after all: the first tally is cleared, the second forgets this one. */
  async forgive([own, shared]: readonly [Counted, Counted]): Promise<void> {
    await this.db.writeNow(SIGN_IN, async (tx) => {
      const tallies = await lockTallies(tx, [own.key, shared.key]);
      for (const { key, failures } of tallies)
        await setFailures(tx, key, key === own.key ? 0 : Math.max(failures - 1, 0));
    });
  }
}
