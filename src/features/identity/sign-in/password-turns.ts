import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { Crowded, FairSemaphore } from '../../../platform/fair-semaphore.js';
import { signInSlowed } from '../identity.errors.js';

/**
 * Passwords that are judged or kept in this process. Fewer at once than the free guesses of an account: somebody who signs in from many places at
 * the same moment is not taken for a guesser. Each costs 19 MiB and one of the four threads that tokens are also checked
 * on. As many may wait as are served while somebody still waits for the answer.
 */
const ATTEMPTS = {
  atOnce: Math.min(3, availableParallelism()),
  waiting: 400,
  waitingPerCaller: 40,
};
const CROWDED_S = 2;

/** Everybody who is not known yet and makes the server hash a password waits here, and holds nothing meanwhile. */
@Injectable()
export class PasswordTurns {
  private readonly turns = new FairSemaphore(ATTEMPTS);

  /** `tallies`: all that this work is counted against. @throws too_many_requests when there is no room to wait in */
  run<T>(tallies: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.turns.run(tallies, work).catch((error: unknown) => {
      throw error instanceof Crowded ? signInSlowed(CROWDED_S) : error;
    });
  }
}

type Tallied =
  'account' | 'address' | 'invitation' | 'forgotten' | 'forgotten_address' | 'reset' | 'reset_address';

/** Neither e-mails nor addresses are kept in clear for having failed. */
export const tallyKey = (kind: Tallied, value: string): string =>
  `${kind}:${createHash('sha256').update(value).digest('base64url')}`;
