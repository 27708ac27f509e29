import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Instant } from '../../../kernel/days.js';
import { SIGN_IN, type PersonActor } from '../../../platform/access/actor.js';
import { hashSecretToken } from '../../../platform/access/secret-tokens.js';
import { Db } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { Mailer } from '../../../platform/mail/mailer.js';
import { AccountMails } from '../account-links/account-mails.service.js';
import { getGoodLink } from '../account-links/links.queries.js';
import type { AccountLinkId, EmailChangeRow, OfferedLink } from '../identity.types.js';
import { PasswordProofs } from '../passwords/password-proof.service.js';
import { presentPasswordWrong } from '../passwords/passwords.errors.js';
import { ResetsService } from '../passwords/resets.service.js';
import {
  emailChangeOver,
  emailUnchanged,
  mailNotConfigured,
  tooManyEmailChanges,
} from './email-changes.errors.js';
import { getEmailChange, listEmailChanges } from './email-changes.queries.js';
import { emailChangeState } from './email-changes.rules.js';
import { askEmailChange, confirmEmail, undoEmail, withdrawEmailChange } from './email-changes.store.js';

const HOUR_MS = 3_600_000;
const CONFIRM_MS = 24 * HOUR_MS;
const UNDO_MS = 7 * 24 * HOUR_MS;

/** Another address to sign in with: confirmed from the new one, told to the old one, which can take the account back. */
@Injectable()
export class EmailChangesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly proofs: PasswordProofs,
    private readonly resets: ResetsService,
    private readonly mails: AccountMails,
    private readonly mailer: Mailer,
  ) {}

  /** Nothing changes yet. Whether another account has the address is told to its reader alone. */
  async ask(
    actor: PersonActor,
    { email, password }: { readonly email: string; readonly password: string },
    address: string,
  ): Promise<EmailChangeRow> {
    if (!this.mailer.isConfigured) throw mailNotConfigured();
    const asked = { password, pointer: '/password', address };
    const proof = await this.proofs.prove(actor, asked, (proven) => Promise.resolve(proven));
    if (proof.email === email.toLowerCase()) throw emailUnchanged();
    return this.db.write(actor, async (tx) => {
      const id: AccountLinkId = newId();
      const outcome = await askEmailChange(tx, { id, expiresAt: this.in(CONFIRM_MS) }, email, proof.hash);
      if (outcome === 'wrong') throw presentPasswordWrong('/password');
      if (outcome === 'many') throw tooManyEmailChanges();
      this.mails.enqueueLink(tx, id);
      return getEmailChange(tx, id);
    });
  }

  get(actor: PersonActor, id: AccountLinkId): Promise<EmailChangeRow> {
    return this.db.read(actor, (q) => getEmailChange(q, id));
  }

  list(actor: PersonActor, page: { after: string | null; limit: number }): Promise<EmailChangeRow[]> {
    return this.db.read(actor, (q) => listEmailChanges(q, page));
  }

  withdraw(actor: PersonActor, id: AccountLinkId): Promise<EmailChangeRow> {
    return this.db.write(actor, async (tx) => {
      const state = emailChangeState(await getEmailChange(tx, id), this.clock.now());
      if (state !== 'pending') throw emailChangeOver(state);
      await withdrawEmailChange(tx, id);
      return getEmailChange(tx, id);
    });
  }

  /** @throws what is the matter with the link */
  offered(token: string, purpose: 'confirm_email' | 'undo_email'): Promise<OfferedLink> {
    return this.db.read(SIGN_IN, (q) => getGoodLink(q, hashSecretToken(token), purpose));
  }

  /** @returns the address that signs in from now on */
  async confirm(token: string): Promise<string> {
    const { nextEmail } = await this.offered(token, 'confirm_email');
    await this.db.write(SIGN_IN, async (tx) => {
      const undo: AccountLinkId = newId();
      await confirmEmail(tx, hashSecretToken(token), { id: undo, expiresAt: this.in(UNDO_MS) });
      this.mails.enqueueLink(tx, undo);
    });
    return nextEmail ?? '';
  }

  /** With a password that the reader of the former address chooses: whoever took the account knows the present one. */
  async undo(token: string, typed: string, address: string): Promise<string> {
    const { link, hash, tally } = await this.resets.chosen('undo_email', token, typed, address);
    await this.db.write(SIGN_IN, (tx) => undoEmail(tx, hashSecretToken(token), hash, tally));
    return link.nextEmail ?? '';
  }

  private in(ms: number): Instant {
    return new Date(Date.parse(this.clock.now()) + ms).toISOString() as Instant;
  }
}
