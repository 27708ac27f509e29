import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { randomBytes } from 'node:crypto';
import { SEAL_KEY } from './scenarios/forge.js';
import { logFile } from './http/secrets.js';

export type Line = Readonly<Record<string, unknown>>;

/** The server as it is run for real: `dist/src/main.js`, in a process of its own. */
export class ServerProcess {
  /** What it logged, as it comes. */
  readonly lines: Line[] = [];
  /** Everything that is no line of the log. */
  output = '';
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private isOver = false;

  private constructor(private readonly child: ChildProcess) {
    const file = logFile(`process-${randomBytes(6).toString('hex')}`);
    const closed = [child.stdout, child.stderr].map(
      (stream) =>
        new Promise<void>((resolve) => {
          if (!stream) return resolve();
          createInterface({ input: stream })
            .on('line', (line) => this.read(line, file))
            .once('close', resolve);
        }),
    );
    this.ended = new Promise((resolve) => {
      child.once(
        'exit',
        (code, signal) =>
          void Promise.all(closed).then(() => {
            this.isOver = true;
            resolve({ code, signal });
          }),
      );
    });
  }

  /** Runs it; it may refuse to start: see `ended`. */
  static spawn(settings: Readonly<Record<string, string>>, args: readonly string[] = []): ServerProcess {
    const env = {
      PATH: process.env['PATH'] ?? '',
      PALIER_PORT: '0',
      PALIER_KEY_ENCRYPTION_KEY: SEAL_KEY,
      ...settings,
    };
    return new ServerProcess(
      spawn(process.execPath, ['dist/src/main.js', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** Runs it until it answers. */
  static async start(settings: Readonly<Record<string, string>>): Promise<ServerProcess & { url: string }> {
    const server = ServerProcess.spawn(settings);
    const ready = await server.line('ready');
    return Object.assign(server, { url: String(ready['url']) });
  }

  /** The first line with that message, now or later. @throws when the server ended without it */
  async line(message: string): Promise<Line> {
    for (;;) {
      const line = this.lines.find((it) => it['message'] === message);
      if (line) return line;
      if (this.isOver) throw new Error(`The server ended without « ${message} »: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** For the end of a test, whatever became of it. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }

  private read(line: string, file: string): void {
    if (line.startsWith('{')) {
      this.lines.push(JSON.parse(line) as Line);
      appendFileSync(file, `${line}\n`);
    } else this.output += `${line}\n`;
  }
}
