import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressBlock } from '../address-block.js';
import { tooManyRequests } from '../responses/http.errors.js';

const WINDOW_S = 60;
/** The name of the one policy that there is; whom it counts is in the documentation. */
const POLICY = '"caller"';

/** Requests a minute, per caller (per address before sign-in), in this process: a brake, not an accounting. */
export class RateLimits {
  private readonly limiter: RateLimiterMemory;
  private readonly policy: string;

  constructor(perMinute: number) {
    this.limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_S });
    this.policy = `${POLICY};q=${perMinute};w=${WINDOW_S}`;
  }

  /** Counts one request. @returns the `RateLimit` headers @throws too_many_requests with them and `Retry-After` */
  async consume(address: string, caller: string | null): Promise<Record<string, string>> {
    try {
      return this.headersOf(await this.limiter.consume(caller ?? addressBlock(address)));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyRequests(secondsOf(refusal), this.headersOf(refusal));
    }
  }

  private headersOf(left: RateLimiterRes): Record<string, string> {
    return {
      'ratelimit-policy': this.policy,
      ratelimit: `${POLICY};r=${left.remainingPoints};t=${secondsOf(left)}`,
    };
  }
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.ceil(msBeforeNext / 1000);
