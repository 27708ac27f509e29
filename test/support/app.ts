import { CONFIG } from '../../src/platform/config/config.module.js';
import type { Config } from '../../src/platform/config/config.js';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { pino } from 'pino';
import request from 'supertest';
import { createApp } from '../../src/app.js';
import type { AccountId, PersonId } from '../../src/kernel/ids.js';
import { AccessTokens } from '../../src/platform/access/access-tokens.js';
import type { ClientActor, Role } from '../../src/platform/access/actor.js';
import { readConfig } from '../../src/platform/config/config.js';
import { createLogger } from '../../src/platform/logs/logger.js';
import { expectDocumented } from './scenarios/contract.js';
import { setWordsAside } from './http/words-aside.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { FixedClock } from './fixed-clock.js';
import { Given } from './scenarios/given.js';
import { SEAL_KEY } from './scenarios/forge.js';
import { keepSecret, keepSecretsOf, keepSecretsOfUrl, logFile } from './http/secrets.js';
import './statements/planned-once.js';

export interface TestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly bytes: Buffer;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  readonly body: any;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Its names are those of chapters and parameters. */
const PUBLIC_DOCUMENT = '/v1/openapi.json';

const VERBS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

/** HTTP as one caller: every answer is checked against the API document. */
export class Caller {
  constructor(
    private readonly nest: NestFastifyApplication,
    private readonly token: () => Promise<string | null>,
  ) {}

  /** Sends a caller to another application. */
  through(nest: NestFastifyApplication): Caller {
    return new Caller(nest, this.token);
  }

  get(url: string, options: RequestOptions = {}): Promise<TestResponse> {
    return this.send('GET', url, options);
  }

  post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestResponse> {
    return this.send('POST', url, { body, headers });
  }

  put(url: string, body: unknown, headers: Record<string, string> = {}): Promise<TestResponse> {
    return this.send('PUT', url, { body, headers });
  }

  patch(url: string, body: unknown, headers: Record<string, string> = {}): Promise<TestResponse> {
    return this.send('PATCH', url, { body, headers });
  }

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    { body, headers = {} }: RequestOptions = {},
  ): Promise<TestResponse> {
    const token = await this.token();
    if (token) keepSecret(token);
    keepSecretsOfUrl(url);
    if (!Buffer.isBuffer(body)) keepSecretsOf(body);
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const sent = request(this.nest.getHttpServer())
      [VERBS[method]](url)
      .ok(() => true)
      .buffer(true)
      .parse(asBytes)
      .set({
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      });
    const reply = await (body === undefined
      ? sent
      : sent.serialize((it: unknown) => it as string).send(raw ? body : JSON.stringify(body)));
    const bytes = reply.body as Buffer;
    const responseHeaders = reply.headers as Record<string, string>;
    const text = bytes.toString('utf8');
    const isJson = /[/+]json\b/.test(responseHeaders['content-type'] ?? '') && text !== '';
    const response = {
      status: reply.status,
      headers: responseHeaders,
      text,
      bytes,
      body: (isJson ? JSON.parse(text) : {}) as unknown,
    };
    if (url !== PUBLIC_DOCUMENT) keepSecretsOf(response.body);
    expectDocumented(method, url, response);
    setWordsAside(response.body);
    return response;
  }
}

function asBytes(reply: unknown, done: (error: Error | null, bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = reply as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}

/** The real application on a database of its own; the clock is the test's. */
export class TestApp {
  readonly given: Given;
  private readonly others: NestFastifyApplication[] = [];

  private constructor(
    readonly nest: NestFastifyApplication,
    readonly clock: FixedClock,
    readonly database: TestDatabase,
    /** The owner's connection: what the tables really hold. */
    readonly owner: pg.Client,
  ) {
    this.given = new Given(owner, clock);
  }

  static async start(
    settings: Record<string, string> = {},
    clock: FixedClock = new FixedClock(),
    of: TestDatabase | null = null,
  ): Promise<TestApp> {
    const database = of ?? (await freshDatabase());
    const nest = await listening(database, clock, settings);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    return new TestApp(nest, clock, database, owner);
  }

  /**
   * Another process on the same database, as far as one can tell: nothing is shared but the database, the clock and the
   * public address, which names who issues tokens.
   */
  async beside(settings: Record<string, string> = {}): Promise<TestApp> {
    const { publicUrl } = this.nest.get<Config>(CONFIG);
    const shared = publicUrl === null ? {} : { PALIER_PUBLIC_URL: publicUrl };
    const nest = await listening(this.database, this.clock, { ...shared, ...settings });
    this.others.push(nest);
    return new TestApp(nest, this.clock, this.database, this.owner);
  }

  /** A caller whose token is always fresh, whenever the clock is; `person` comes from `given`. */
  async as(person: { personId: PersonId; accountId: AccountId; roles: readonly Role[] }): Promise<Caller> {
    return new Caller(this.nest, () => this.nest.get(AccessTokens).issue({ kind: 'person', ...person }));
  }

  /** What this application logged so far. */
  logged(): Record<string, unknown>[] {
    return readFileSync(logFile(this.database.name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** A client that calls for its organisation. */
  asClient(client: Omit<ClientActor, 'kind'>): Caller {
    return new Caller(this.nest, () => this.nest.get(AccessTokens).issue({ kind: 'client', ...client }));
  }

  /** Where it listens, on 127.0.0.1. */
  get port(): number {
    return (this.nest.getHttpServer().address() as AddressInfo).port;
  }

  get anyone(): Caller {
    return new Caller(this.nest, () => Promise.resolve(null));
  }

  withToken(token: string): Caller {
    return new Caller(this.nest, () => Promise.resolve(token));
  }

  async stop(): Promise<void> {
    for (const other of this.others) await other.close();
    await this.nest.close();
    await this.owner.end();
    await this.database.drop();
    await rm(evidenceFolder(this.database), { recursive: true, force: true });
  }
}

/** Where the files of the applications on that database are, unless a test wants them elsewhere. */
export const evidenceFolder = ({ name }: TestDatabase): string =>
  join(process.env['PALIER_TEST_FOLDER'] ?? tmpdir(), `${name}-evidence`);

async function listening(
  database: TestDatabase,
  clock: FixedClock,
  settings: Record<string, string>,
): Promise<NestFastifyApplication> {
  const config = readConfig({
    PALIER_LOG_LEVEL: 'debug',
    PALIER_EVIDENCE_FOLDER: evidenceFolder(database),
    PALIER_KEY_ENCRYPTION_KEY: SEAL_KEY,
    PALIER_POOL_SIZE: '6',
    PALIER_RATE_LIMIT_PER_MINUTE: '1000000',
    PALIER_WORKER: 'false', // a test that is about jobs does them itself, or starts a worker
    ...settings,
  });
  const log = pino.destination({ dest: logFile(database.name), sync: true });
  const nest = await createApp(config, database.apiUrl, clock, createLogger(config.logLevel, log));
  await nest.listen(0, '127.0.0.1');
  return nest;
}
