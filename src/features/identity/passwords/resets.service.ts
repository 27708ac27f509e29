import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Instant } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Bilingual } from '../../../kernel/language.js';
import { SIGN_IN, type PersonActor } from '../../../platform/access/actor.js';
import { addressBlock } from '../../../platform/address-block.js';
import { choosePassword } from '../../../platform/access/chosen-passwords.js';
import { hashPassword } from '../../../platform/access/passwords.js';
import { hashSecretToken, newSecretToken } from '../../../platform/access/secret-tokens.js';
import type { Config } from '../../../platform/config/config.js';
import { CONFIG } from '../../../platform/config/config.module.js';
import { Db } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { Mailer } from '../../../platform/mail/mailer.js';
import { pageUrl, PAGES } from '../../../platform/pages/page-url.js';
import { getPerson } from '../../people/people.queries.js';
import { AccountMails } from '../account-links/account-mails.service.js';
import { getGoodLink } from '../account-links/links.queries.js';
import type { AccountLinkId, LinkPurpose, OfferedLink } from '../identity.types.js';
import { Attempts, type Counted } from '../sign-in/attempts.service.js';
import { FREE_ATTEMPTS } from '../sign-in/login-throttle.rules.js';
import { PasswordTurns, tallyKey } from '../sign-in/password-turns.js';
import { nextStepOf } from './forgotten.rules.js';
import { passwordRefused } from './passwords.errors.js';
import { notYoursToReset, resetNotPossible } from './resets.errors.js';
import { requireResetIssuer } from './resets.policy.js';
import { findAccountToReset } from './resets.queries.js';
import { askPasswordReset, insertPasswordReset, resetPassword } from './resets.store.js';

const VALID_MS = 30 * 60_000;

/** A link that was given: by hand, with its address; or by mail, and then nobody else sees it. */
export interface IssuedReset {
  readonly id: AccountLinkId;
  readonly personId: PersonId;
  readonly expiresAt: Instant;
  readonly resetUrl?: string;
}

@Injectable()
export class ResetsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly turns: PasswordTurns,
    private readonly mails: AccountMails,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Sends a link to whoever signs in with that address. Nobody learns whether somebody does: the same is counted, written
   * and answered. @returns what to do now
   */
  async forget(email: string, address: string): Promise<Bilingual> {
    await this.attempts.count([
      { key: tallyKey('forgotten', email.toLowerCase()), free: FREE_ATTEMPTS.forgotten },
      { key: tallyKey('forgotten_address', addressBlock(address)), free: FREE_ATTEMPTS.forgottenAddress },
    ]);
    if (!this.mailer.isConfigured) return nextStepOf(false);
    await this.db.write(SIGN_IN, async (tx) => {
      const id: AccountLinkId = newId();
      await askPasswordReset(tx, email, { id, expiresAt: this.inHalfAnHour() });
      this.mails.enqueueLink(tx, id);
    });
    return nextStepOf(true);
  }

  /** An administrator sees the link only where no mail can bring it, and never the password. */
  issue(actor: PersonActor, named: PersonId): Promise<IssuedReset> {
    return this.db.write(actor, async (tx) => {
      const { id: personId } = await getPerson(tx, named);
      const account = await findAccountToReset(tx, personId);
      if (!account) throw notYoursToReset();
      const person = requireResetIssuer(actor, account);
      if (account.isDisabled) throw resetNotPossible('account_disabled');
      if (!account.hasPassword) throw resetNotPossible('no_password');
      const issued = { id: newId<'account_link'>(), personId, expiresAt: this.inHalfAnHour() };
      const byHand = this.mailer.isConfigured ? null : newSecretToken();
      await insertPasswordReset(tx, person, { ...issued, tokenHash: byHand?.hash ?? null });
      this.mails.enqueueLink(tx, issued.id);
      return byHand ? { ...issued, resetUrl: pageUrl(this.config, PAGES.reset, byHand.token) } : issued;
    });
  }

  /** @throws what is the matter with the link */
  offered(token: string): Promise<OfferedLink> {
    return this.db.read(SIGN_IN, (q) => getGoodLink(q, hashSecretToken(token), 'reset'));
  }

  /** Once. Every session ends, and whoever knew the former password is out. @returns the address that signs in */
  async reset(token: string, typed: string, address: string): Promise<string> {
    const { link, hash, tally } = await this.chosen('reset', token, typed, address);
    await this.db.write(SIGN_IN, async (tx) => {
      this.mails.enqueueChanged(tx, await resetPassword(tx, hashSecretToken(token), hash, tally));
    });
    return link.email;
  }

  /** A password that the bearer of a link chooses, hashed before any transaction: whoever waits for a turn holds no connection. */
  async chosen(
    purpose: LinkPurpose,
    token: string,
    typed: string,
    address: string,
  ): Promise<{ link: OfferedLink; hash: string; tally: string }> {
    const tokenHash = hashSecretToken(token);
    const shared = {
      key: tallyKey('reset_address', addressBlock(address)),
      free: FREE_ATTEMPTS.resetAddress,
    };
    const counted = (whose: string): [Counted, Counted] => [
      { key: tallyKey('reset', whose), free: FREE_ATTEMPTS.reset },
      shared,
    ];
    const link = await this.db
      .read(SIGN_IN, (q) => getGoodLink(q, tokenHash, purpose))
      .catch(async (refusal: unknown) => {
        await this.attempts.count(counted(token));
        throw refusal;
      });
    const tallies = counted(link.accountId);
    const hash = await this.turns.run(
      tallies.map(({ key }) => key),
      async () => {
        await this.attempts.count(tallies);
        const about = [link.email, ...(link.nextEmail ? [link.nextEmail] : [])];
        const choice = await choosePassword(typed, [...about, link.givenName, link.familyName]);
        if (!('password' in choice)) throw passwordRefused(choice.flaws);
        return hashPassword(choice.password);
      },
    );
    await this.attempts.forgive(tallies);
    return { link, hash, tally: tallyKey('account', link.nextEmail ?? link.email) };
  }

  private inHalfAnHour(): Instant {
    return new Date(Date.parse(this.clock.now()) + VALID_MS).toISOString() as Instant;
  }
}
