import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Instant } from '../../kernel/days.js';
import { Crowded, FairSemaphore } from '../fair-semaphore.js';
import { reportsBusy } from '../responses/http.errors.js';

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './typesetter.worker.ts' : './typesetter.worker.js',
  import.meta.url,
);

/** One at a time: the thread has one, and whoever asks for the first time goes before whoever asks for their tenth. */
const LIMITS = { atOnce: 1, waiting: 24, waitingPerCaller: 3 };
const MAX_MS = 20_000;

interface Done {
  readonly id: number;
  readonly pdf?: Uint8Array;
  readonly pages?: number;
  readonly failure?: string;
}

/** A document to set: its data are data, whatever they hold. */
export interface Typesetting {
  readonly template: string;
  readonly data: unknown;
  /** The one date that the file names. */
  readonly at: Instant;
}

/** A file that was set. */
export interface SetDocument {
  readonly pdf: Buffer;
  readonly pages: number;
}

/** Sets documents as PDF, in a thread that begins with the first and never keeps a request from being answered. */
@Injectable()
export class Typesetter implements OnApplicationShutdown {
  private readonly turns = new FairSemaphore(LIMITS);
  private worker: Worker | null = null;
  private last = 0;

  /** @throws reports_busy when too many wait, of the same caller or of all, or one takes too long */
  async set(document: Typesetting, caller: string): Promise<SetDocument> {
    try {
      return await this.turns.run([caller], () => this.setNext(document));
    } catch (error) {
      throw error instanceof Crowded ? reportsBusy() : error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }

  private setNext({ template, data, at }: Typesetting): Promise<SetDocument> {
    const worker = (this.worker ??= begin());
    const id = (this.last += 1);
    return new Promise<SetDocument>((resolve, reject) => {
      const stop = (refusal: Error) => {
        if (this.worker === worker) this.worker = null;
        void worker.terminate();
        reject(refusal);
      };
      const late = setTimeout(() => stop(reportsBusy()), MAX_MS);
      const failed = (error: Error) => stop(error);
      const ended = () => stop(new Error('The thread that sets documents ended.'));
      const done = (reply: Done) => {
        clearTimeout(late);
        worker.off('message', done).off('error', failed).off('exit', ended);
        if (reply.pdf && reply.id === id) resolve({ pdf: Buffer.from(reply.pdf), pages: reply.pages ?? 0 });
        else reject(new Error(reply.failure ?? 'another document was set'));
      };
      worker.once('message', done).once('error', failed).once('exit', ended);
      worker.postMessage({
        id,
        template,
        data: JSON.stringify(data),
        seconds: Math.floor(Date.parse(at) / 1000),
      });
    });
  }
}

/** Nothing of the process is the thread's: no settings, no secrets. */
function begin(): Worker {
  const folder = dataFolder('templates');
  const worker = new Worker(WORKER, {
    workerData: { folder, fonts: dataFolder('fonts') },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.unref();
  return worker;
}

/** Beside `src`, or beside `dist`. */
const dataFolder = (name: string): string =>
  ['../../../data', '../../../../data']
    .map((path) => fileURLToPath(new URL(`${path}/${name}`, import.meta.url)))
    .find((path) => existsSync(path)) ?? '';
