import { Inject, Injectable } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { Metrics } from '../health/metrics.js';
import { LOG, type Log } from '../logs/logger.js';
import type { MailReason } from '../../kernel/mail-reasons.js';
import { mailReasonOf } from './mail-reasons.js';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The id is that of each attempt, so that a mail program shows once what had to be sent twice. */
  readonly id: string;
}

/** Together less than the time that a job has. */
const LIMITS = {
  dnsTimeout: 10_000,
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  socketTimeout: 30_000,
};
const WHOLE_MS = 120_000;

/** Why a mail was not sent, without a word of what the server said: it repeats addresses. */
export class MailFailed extends Error {
  constructor(
    message: string,
    readonly reason: MailReason = 'unreachable',
  ) {
    super(message);
  }
}

/** What became of a mail: the server took it, or never will. */
export type Delivery =
  { readonly outcome: 'sent' } | { readonly outcome: 'refused'; readonly reason: MailReason };

/** Mail through the one SMTP server that the settings name. */
@Injectable()
export class Mailer {
  private transport: Promise<Transporter> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Whether there is one. */
  get isConfigured(): boolean {
    return this.config.mail !== null;
  }

  /**
   * @returns `refused` when the server will never take it for this recipient
   * @throws MailFailed when it may be taken later, whatever the reason
   */
  async send(mail: Mail): Promise<'sent' | 'refused'> {
    return (await this.deliver(mail)).outcome;
  }

  /** Does so, and tells the kind of reason too. @throws MailFailed with it, when the mail may be taken later */
  async deliver(mail: Mail): Promise<Delivery> {
    const { mail: settings } = this.config;
    if (!settings) throw new MailFailed('no mail transport is configured');
    this.transport ??= connect(settings.smtpUrl);
    const transport = await this.transport;
    try {
      await within(
        WHOLE_MS,
        transport.sendMail({
          from: settings.from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          messageId: `<${mail.id}@${settings.from.slice(settings.from.lastIndexOf('@') + 1).replace('>', '')}>`,
          // Says to the programs that answer by themselves not to.
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        }),
      );
      this.metrics.mailed('sent');
      return { outcome: 'sent' };
    } catch (error) {
      return this.failed(error);
    }
  }

  private failed(error: unknown): Delivery {
    const { code, command, responseCode, response } = (error ?? {}) as Record<string, unknown>;
    const reported = { code: word(code), command: word(command), status: Number(responseCode) || null };
    const reason = mailReasonOf(reported.status, response);
    if (isForGood(reported)) {
      this.metrics.mailed('refused');
      this.log.warn(reported, 'a mail was refused for good');
      return { outcome: 'refused', reason };
    }
    this.metrics.mailed('failed');
    throw new MailFailed(`SMTP: ${reported.code} ${reported.command} ${reported.status ?? ''}`, reason);
  }
}

/** The recipient or the message is refused. A sender, a password or a server that is refused is for the operator to mend. */
function isForGood({
  command,
  status,
}: {
  readonly command: string;
  readonly status: number | null;
}): boolean {
  return status !== null && status >= 500 && /^(RCPT TO|DATA)$/.test(command);
}

const word = (value: unknown): string =>
  typeof value === 'string' && /^[A-Z_ ]{1,30}$/.test(value) ? value : 'unknown';

/** Over TLS wherever the server offers it, and never a password without. */
async function connect(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const url = new URL(smtpUrl);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return createTransport({
    url: smtpUrl,
    ...LIMITS,
    requireTLS: url.protocol === 'smtp:' && url.password !== '' && !isLocal,
  });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
