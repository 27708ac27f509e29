import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Instant } from '../../../kernel/days.js';
import type { AccountId } from '../../../kernel/ids.js';
import { AccessTokens } from '../../../platform/access/access-tokens.js';
import { SIGN_IN } from '../../../platform/access/actor.js';
import { isPassword } from '../../../platform/access/passwords.js';
import { hashSecretToken, newSecretToken } from '../../../platform/access/secret-tokens.js';
import type { Config } from '../../../platform/config/config.js';
import { CONFIG } from '../../../platform/config/config.module.js';
import { Db } from '../../../platform/database/db.js';
import { addressBlock } from '../../../platform/address-block.js';
import { newId } from '../../../platform/ids.js';
import { clientOf } from '../sessions/clients.rules.js';
import { Attempts } from './attempts.service.js';
import { FREE_ATTEMPTS } from './login-throttle.rules.js';
import { sessionEnded, wrongCredentials } from '../identity.errors.js';
import { findAccountToVerify } from '../identity.queries.js';
import type { OpenedSession, SessionHolder } from '../identity.types.js';
import { PasswordTurns, tallyKey } from './password-turns.js';
import { judgeRefreshToken } from './refresh-tokens.rules.js';
import {
  endFamilyOf,
  lockSession,
  openSession,
  rotateRefreshToken,
  type NextToken,
} from './sign-in.store.js';

const DAY_MS = 86_400_000;

@Injectable()
export class SignInService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly tokens: AccessTokens,
    private readonly turns: PasswordTurns,
    private readonly attempts: Attempts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** An attempt counts as a failure before the password is looked at, and is forgiven after: guesses at once all count. */
  async login(
    email: string,
    password: string,
    { address, userAgent }: { readonly address: string; readonly userAgent: string | undefined },
  ): Promise<OpenedSession> {
    const addressKey = tallyKey('address', addressBlock(address));
    const accountKey = tallyKey('account', email.toLowerCase());
    return this.turns.run([addressKey, accountKey], async () => {
      await this.tokens.prepare();
      await this.attempts.count([
        { key: accountKey, free: FREE_ATTEMPTS.account },
        { key: addressKey, free: FREE_ATTEMPTS.address },
      ]);
      const account = await this.db.read(SIGN_IN, (q) => findAccountToVerify(q, email.toLowerCase()));
      const isRight = await isPassword(password, account?.passwordHash ?? null);
      if (!account || !isRight || account.disabledAt !== null) throw wrongCredentials();
      const next = this.nextToken();
      const tallies = { account: accountKey, address: addressKey };
      return this.db.write(SIGN_IN, async (tx) => {
        const holder = await openSession(
          tx,
          account,
          tallies,
          { id: newId<'session'>(), client: clientOf(userAgent) },
          next,
        );
        if (!holder) throw wrongCredentials();
        return this.session(account.id, holder, next.token);
      });
    });
  }

  /**
   * Gives the next token of the family for the present one. One that served before ends the family, and so does the
   * second of two refreshes at once: nobody can tell a hasty client from a thief.
   */
  async refresh(token: string): Promise<OpenedSession> {
    await this.tokens.prepare();
    const hash = hashSecretToken(token);
    const next = this.nextToken();
    const session = await this.db.writeNow(SIGN_IN, async (tx) => {
      const stored = await lockSession(tx, hash);
      const judgement = stored && judgeRefreshToken(stored, this.clock.now());
      if (!stored || judgement === 'over') return null;
      const holder = judgement === 'rotate' && (await rotateRefreshToken(tx, hash, next));
      if (holder) return this.session(stored.accountId, holder, next.token);
      await endFamilyOf(tx, hash);
      return null;
    });
    if (!session) throw sessionEnded();
    return session;
  }

  /** Ends the family of a refresh token; one that is not known has nothing to end. */
  async logout(token: string): Promise<void> {
    const hash = hashSecretToken(token);
    await this.db.write(SIGN_IN, (tx) => endFamilyOf(tx, hash));
  }

  private nextToken(): NextToken & { readonly token: string } {
    const { token, hash } = newSecretToken();
    const expires = Date.parse(this.clock.now()) + this.config.refreshTokenDays * DAY_MS;
    return { token, hash, expiresAt: new Date(expires).toISOString() as Instant };
  }

  private async session(
    accountId: AccountId,
    { personId, roles, sessionId }: SessionHolder,
    refreshToken: string,
  ): Promise<OpenedSession> {
    const accessToken = await this.tokens.issue({ kind: 'person', accountId, personId, roles, sessionId });
    return { accessToken, expiresIn: this.tokens.lifetime, refreshToken };
  }
}
