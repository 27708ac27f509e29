import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SEAL_KEY } from '../../support/scenarios/forge.js';
import '../../support/built.js';

const MAIN = join('dist', 'src', 'main.js');

export interface ApiSettings {
  /** As the owner: migrations run with it. */
  readonly ownerUrl: string;
  /** Where the API connects, when it is not straight to that server. */
  readonly apiUrl?: string;
  readonly poolSize?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The server as it is built and started in production, in a process of its own. It ends with the test, whatever happens. */
export class ApiProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** What it has written so far. */
    readonly output: readonly string[],
  ) {}

  static async start({ ownerUrl, apiUrl, poolSize = 16, env = {} }: ApiSettings): Promise<ApiProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: ownerUrl,
        ...(apiUrl ? { DATABASE_API_URL: apiUrl } : {}),
        PALIER_LOG_LEVEL: 'warn',
        PALIER_PORT: '0',
        PALIER_KEY_ENCRYPTION_KEY: SEAL_KEY,
        PALIER_POOL_SIZE: String(poolSize),
        PALIER_RATE_LIMIT_PER_MINUTE: '10000000',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const output: string[] = [];
    const port = await new Promise<number>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          output.push(text);
          const reported = /API +http:\/\/127\.0\.0\.1:(\d+)\/v1/.exec(output.join(''));
          if (reported) resolve(Number(reported[1]));
        });
      }
      child.once('exit', () => reject(new Error(`The server did not start:\n${output.join('')}`)));
    });
    return new ApiProcess(child, port, output);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** SIGKILL, and it is gone. The kernel closes its connections; nothing else is told. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const left = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await left;
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    const left = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await left;
  }
}
