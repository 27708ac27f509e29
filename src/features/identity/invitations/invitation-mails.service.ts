import { Inject, Injectable } from '@nestjs/common';
import { NOTIFIER } from '../../../platform/access/actor.js';
import { newSecretToken } from '../../../platform/access/secret-tokens.js';
import type { Config } from '../../../platform/config/config.js';
import { CONFIG } from '../../../platform/config/config.module.js';
import { Db } from '../../../platform/database/db.js';
import { Worker } from '../../../platform/jobs/worker.js';
import type { MailReason } from '../../../kernel/mail-reasons.js';
import { MailFailed, Mailer } from '../../../platform/mail/mailer.js';
import { pageUrl, PAGES } from '../../../platform/pages/page-url.js';
import type { InvitationId } from '../identity.types.js';
import { composeInvitation } from './invitation-mail.rules.js';
import { noteMail, renewToken } from './invitations.store.js';

/**
 * Sends invitations. The token is made as the mail is, and the database keeps its hash alone: no job, no table, no backup
 * ever holds a link that works. An attempt that comes again makes another one, and the link of the last mail is the good one.
 */
@Injectable()
export class InvitationMails {
  constructor(
    private readonly db: Db,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
    worker: Worker,
  ) {
    worker.handle('invite', ({ invitation }) => this.send(invitation as InvitationId));
  }

  /** Nothing, when it is no longer pending. */
  async send(id: InvitationId): Promise<void> {
    const { token, hash } = newSecretToken();
    const invitation = await this.db.writeNow(NOTIFIER, (tx) => renewToken(tx, id, hash));
    if (!invitation) return;
    // Each attempt is a mail of its own: a program that folded them would hide the link that works.
    const mailId = `invitation.${hash.subarray(0, 12).toString('hex')}`;
    const mail = composeInvitation(invitation.organisation, pageUrl(this.config, PAGES.accept, token));
    const note = (state: 'sent' | 'refused' | 'delayed', reason: MailReason | null) =>
      this.db.writeNow(NOTIFIER, (tx) => noteMail(tx, id, hash, state, reason));
    try {
      const done = await this.mailer.deliver({ to: invitation.email, id: mailId, ...mail });
      await note(done.outcome, done.outcome === 'refused' ? done.reason : null);
    } catch (error) {
      if (error instanceof MailFailed) await note('delayed', error.reason);
      throw error;
    }
  }
}
