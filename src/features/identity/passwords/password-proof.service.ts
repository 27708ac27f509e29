import { Injectable } from '@nestjs/common';
import { SIGN_IN, type PersonActor } from '../../../platform/access/actor.js';
import { isPassword } from '../../../platform/access/passwords.js';
import { addressBlock } from '../../../platform/address-block.js';
import { Db } from '../../../platform/database/db.js';
import { findAccountToVerify, getAccountEmail } from '../identity.queries.js';
import { Attempts, type Counted } from '../sign-in/attempts.service.js';
import { FREE_ATTEMPTS } from '../sign-in/login-throttle.rules.js';
import { PasswordTurns, tallyKey } from '../sign-in/password-turns.js';
import { presentPasswordWrong } from './passwords.errors.js';

/** What was proven of somebody who is signed in: their address, and the hash of the password that they typed. */
export interface PasswordProof {
  readonly email: string;
  readonly hash: string;
}

/** Asks whoever is signed in for their password once more. Guesses count together with those of signing in. */
@Injectable()
export class PasswordProofs {
  constructor(
    private readonly db: Db,
    private readonly attempts: Attempts,
    private readonly turns: PasswordTurns,
  ) {}

  /** `then` still has the turn: it may hash. @throws validation_failed at `pointer`, too_many_requests */
  async prove<T>(
    actor: PersonActor,
    { password, pointer, address }: { password: string; pointer: string; address: string },
    then: (proof: PasswordProof) => Promise<T>,
  ): Promise<T> {
    const email = await this.db.read(actor, (q) => getAccountEmail(q, actor.accountId));
    const counted: [Counted, Counted] = [
      { key: tallyKey('account', email), free: FREE_ATTEMPTS.account },
      { key: tallyKey('address', addressBlock(address)), free: FREE_ATTEMPTS.address },
    ];
    return this.turns.run(
      counted.map(({ key }) => key),
      async () => {
        await this.attempts.count(counted);
        const account = await this.db.read(SIGN_IN, (q) => findAccountToVerify(q, email));
        const hash = account?.passwordHash ?? null;
        if (!(await isPassword(password, hash)) || hash === null) throw presentPasswordWrong(pointer);
        await this.attempts.forgive(counted);
        return then({ email, hash });
      },
    );
  }
}
