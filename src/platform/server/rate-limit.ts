import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressBlock } from '../address-block.js';
import { tooManyRequests } from '../responses/http.errors.js';

/** Requests a minute, per caller (per address before sign-in), in this process: a brake, not an accounting. */
export class RateLimits {
  private readonly limiter: RateLimiterMemory;

  constructor(private readonly perMinute: number) {
    this.limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  }

  /** Counts one request. @returns the `RateLimit` headers @throws too_many_requests with `Retry-After` */
  async consume(address: string, caller: string | null): Promise<Record<string, string>> {
    try {
      const left = await this.limiter.consume(caller ?? addressBlock(address));
      return {
        'ratelimit-limit': String(this.perMinute),
        'ratelimit-remaining': String(left.remainingPoints),
        'ratelimit-reset': String(Math.ceil(left.msBeforeNext / 1000)),
      };
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw tooManyRequests(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }
}
