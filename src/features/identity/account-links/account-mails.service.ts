import { Inject, Injectable } from '@nestjs/common';
import type { PersonId } from '../../../kernel/ids.js';
import { NOTIFIER } from '../../../platform/access/actor.js';
import { newSecretToken } from '../../../platform/access/secret-tokens.js';
import type { Config } from '../../../platform/config/config.js';
import { CONFIG } from '../../../platform/config/config.module.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import { Worker } from '../../../platform/jobs/worker.js';
import { Mailer } from '../../../platform/mail/mailer.js';
import { pageUrl, PAGES } from '../../../platform/pages/page-url.js';
import type { AccountLinkId } from '../identity.types.js';
import { composeAccountMail, type AccountMail } from './account-mail.rules.js';
import { findAddressOf } from './links.queries.js';
import { renewLinkToken, type LinkToMail } from './links.store.js';

/**
 * Writes to the addresses of accounts. As with invitations, a token is made as its mail is: no job, no table and no backup
 * ever holds a link that works.
 */
@Injectable()
export class AccountMails {
  constructor(
    private readonly db: Db,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
    worker: Worker,
  ) {
    worker.handle('account_mail', ({ link, changed }) =>
      link === undefined ? this.sendChanged(changed as PersonId) : this.sendLink(link as AccountLinkId),
    );
  }

  /** Nothing, where no mail is configured. */
  enqueueLink(tx: Tx, link: AccountLinkId): void {
    if (this.mailer.isConfigured) enqueue(tx, 'account_mail', { link });
  }

  /** Nothing, where no mail is configured. */
  enqueueChanged(tx: Tx, changed: PersonId): void {
    if (this.mailer.isConfigured) enqueue(tx, 'account_mail', { changed });
  }

  /** Nothing, when it is no longer good. */
  private async sendLink(id: AccountLinkId): Promise<void> {
    const { token, hash } = newSecretToken();
    const link = await this.db.writeNow(NOTIFIER, (tx) => renewLinkToken(tx, id, hash));
    if (!link) return;
    // Each attempt is a mail of its own: a program that folded them would hide the link that works.
    const mailId = `account.${hash.subarray(0, 12).toString('hex')}`;
    await this.mailer.send({ to: link.address, id: mailId, ...composeAccountMail(this.mailOf(link, token)) });
  }

  private async sendChanged(person: PersonId): Promise<void> {
    const email = await this.db.read(NOTIFIER, (q) => findAddressOf(q, person));
    if (email === null) return;
    const id = `account.${newSecretToken().hash.subarray(0, 12).toString('hex')}`;
    const url = pageUrl(this.config, PAGES.forgotten);
    await this.mailer.send({ to: email, id, ...composeAccountMail({ kind: 'password_changed', url }) });
  }

  private mailOf({ purpose, nextEmail, isTaken }: LinkToMail, token: string): AccountMail {
    if (isTaken && purpose === 'confirm_email')
      return { kind: 'address_taken', url: pageUrl(this.config, PAGES.forgotten) };
    switch (purpose) {
      case 'reset':
        return { kind: 'reset', url: pageUrl(this.config, PAGES.reset, token) };
      case 'confirm_email':
        return { kind: 'confirm_email', url: pageUrl(this.config, PAGES.confirm, token) };
      case 'undo_email':
        return {
          kind: 'undo_email',
          url: pageUrl(this.config, PAGES.undo, token),
          nextEmail: nextEmail ?? '',
        };
    }
  }
}
