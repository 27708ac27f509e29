import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addMilliseconds } from '../../kernel/days.js';
import type { GuestLinkId } from '../../kernel/ids.js';
import { NOTIFIER } from '../../platform/access/actor.js';
import { hashSecretToken, newSecretToken } from '../../platform/access/secret-tokens.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.module.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { enqueue, type JobData } from '../../platform/jobs/enqueue.js';
import { Worker } from '../../platform/jobs/worker.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { pageUrl, PAGES } from '../../platform/pages/page-url.js';
import { findAddressOf } from '../identity/account-links/links.queries.js';
import { noteDisowned, renewCode, renewToken } from './guest-links.store.js';
import { composeGuestMail, type GuestMail } from './guest-mail.rules.js';
import { CODE_MINUTES } from './guest-links.types.js';

/** A code is bound to its link: it opens nothing without the session that it is shown in. */
export const hashCode = (link: GuestLinkId, code: string): Buffer => hashSecretToken(`${link}:${code}`);

/** Writes to guests. As with invitations, tokens and codes are made as their mails are: no job, no table and no backup holds one. */
@Injectable()
export class GuestMails {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
    worker: Worker,
  ) {
    worker.handle('guest_mail', ({ link, what }) => this.send(link as GuestLinkId, what));
  }

  get isConfigured(): boolean {
    return this.mailer.isConfigured;
  }

  /** Whoever gave a link is told in any case, where they read what they are told; the rest needs mail. */
  enqueue(tx: Tx, link: GuestLinkId, what: JobData['guest_mail']['what']): void {
    if (this.mailer.isConfigured || what === 'disowned') enqueue(tx, 'guest_mail', { link, what });
  }

  private send(link: GuestLinkId, what: JobData['guest_mail']['what']): Promise<void> {
    switch (what) {
      case 'link':
        return this.sendLink(link);
      case 'code':
        return this.sendCode(link);
      case 'disowned':
        return this.sendDisowned(link);
    }
  }

  private async sendLink(id: GuestLinkId): Promise<void> {
    const { token, hash } = newSecretToken();
    const link = await this.db.writeNow(NOTIFIER, (tx) => renewToken(tx, id, hash));
    if (!link) return;
    const { purpose, organisation, address } = link;
    await this.mail(address, { kind: purpose, organisation, url: pageUrl(this.config, PAGES.guest, token) });
  }

  private async sendCode(id: GuestLinkId): Promise<void> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = addMilliseconds(this.clock.now(), CODE_MINUTES * 60_000);
    const address = await this.db.writeNow(NOTIFIER, (tx) =>
      renewCode(tx, id, hashCode(id, code), expiresAt),
    );
    if (address !== null) await this.mail(address, { kind: 'code', code });
  }

  private async sendDisowned(id: GuestLinkId): Promise<void> {
    const address = await this.db.writeNow(NOTIFIER, async (tx) => {
      const issuer = await noteDisowned(tx, id);
      return issuer && this.mailer.isConfigured ? findAddressOf(tx, issuer) : null;
    });
    const url = pageUrl(this.config, PAGES.guest);
    if (address !== null) await this.mail(address, { kind: 'disowned', url });
  }

  private async mail(to: string, mail: GuestMail): Promise<void> {
    // Each attempt is a mail of its own: a program that folded them would hide the link that works.
    const id = `guest.${newSecretToken().hash.subarray(0, 12).toString('hex')}`;
    await this.mailer.send({ to, id, ...composeGuestMail(mail) });
  }
}
