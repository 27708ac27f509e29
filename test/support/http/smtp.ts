import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { keepSecret } from './secrets.js';

export interface ReceivedMail {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly id: string;
  /** As it travelled. */
  readonly raw: string;
}

/** An SMTP server that keeps what it takes, and refuses whom a test tells it to. */
export class TestSmtp {
  readonly mails: ReceivedMail[] = [];
  /** Codes with which the next recipients are refused, one each; by address, as long as it stands there. */
  readonly refusals: number[] = [];
  readonly refused = new Map<string, number>();

  private constructor(
    private server: SMTPServer,
    readonly port: number,
  ) {}

  static async start(): Promise<TestSmtp> {
    const smtp = new TestSmtp(undefined as unknown as SMTPServer, 0);
    const server = smtp.listener();
    const port = await listen(server, 0);
    return Object.assign(smtp, { server, port });
  }

  /** The settings of an application that sends through it. */
  get settings(): Record<string, string> {
    return {
      PALIER_SMTP_URL: `smtp://127.0.0.1:${this.port}`,
      PALIER_MAIL_FROM: 'Palier <ne-pas-repondre@palier.test>',
      PALIER_PUBLIC_URL: 'https://palier.test',
    };
  }

  to(address: string): ReceivedMail[] {
    return this.mails.filter((mail) => mail.to === address);
  }

  /** Nobody listens any more, until `comeBack`. */
  goAway(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  async comeBack(): Promise<void> {
    this.server = this.listener();
    await listen(this.server, this.port);
  }

  private listener(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: ({ address }, _session, done) => {
        const code = this.refused.get(address) ?? this.refusals.shift();
        if (code === undefined) return done();
        return done(Object.assign(new Error(`no mail for <${address}>`), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
          this.mails.push(parse(to, Buffer.concat(chunks).toString('utf8')));
          done();
        });
      },
    });
  }
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.server.address() as AddressInfo).port));
  });
}

function parse(to: string, raw: string): ReceivedMail {
  keepSecret(to);
  const at = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, at).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  return {
    to,
    from: header('From'),
    subject: header('Subject')
      .replace(/\?= =\?/g, '?==?')
      .replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
        kind.toUpperCase() === 'B'
          ? Buffer.from(text, 'base64').toString('utf8')
          : quotedPrintable(text.replaceAll('_', ' ')),
      ),
    id: header('Message-ID'),
    text: body(raw.slice(at + 4), header('Content-Transfer-Encoding')),
    raw,
  };
}

function body(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8');
  return (encoding === 'quoted-printable' ? quotedPrintable(text) : text).replaceAll('\r\n', '\n');
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
