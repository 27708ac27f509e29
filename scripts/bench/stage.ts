import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { importJWK, SignJWT } from 'jose';
import pg from 'pg';
import type { Ladder } from '../../src/features/frameworks/frameworks.types.js';
import { loadShippedData } from '../../src/features/frameworks/shipped-data.store.js';
import { restoreProgress } from '../../src/features/ladder/progress/progress.rules.js';
import type { ProgressRow } from '../../src/features/ladder/progress/ladder-progress.types.js';
import { advance } from '../../src/features/ladder/progress/ladder-progress.rules.js';
import { viewLadder } from '../../src/features/ladder/ladder.rules.js';
import { findSignOffRefusals } from '../../src/features/sign-offs/sign-offs.rules.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { addDays } from '../../src/kernel/days.js';
import type { ContractId, PersonId } from '../../src/kernel/ids.js';
import { KeySeal, SEAL_KEY_BYTES } from '../../src/platform/access/key-seal.js';
import { openSigningKey, type SealedKey } from '../../src/platform/access/signing-keys.store.js';
import { asOwner, migrate } from '../../src/platform/database/provision.js';
import { generate, type Generated } from '../data/generate.js';
import { Random } from '../data/random.js';
import { settleReaders } from './readers.js';
import { meterOfPostgres, startProcess, type Meter, type Running } from './processes.js';
import { statusSql } from '../../src/features/contracts/contracts.queries.js';

const clock = new SystemClock();
/** How many read the past beside one who signs. */
const READERS = 20;
const SEAL_KEY = randomBytes(SEAL_KEY_BYTES);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One competency that one tutor may sign off now. */
export interface Signable {
  readonly contractId: ContractId;
  readonly tutorId: PersonId;
  readonly token: string;
  readonly level: string;
  readonly competency: string;
}

/** An active contract whose current level is open. */
export interface WritableContract extends Omit<Signable, 'competency'> {
  /** Those of the current level that are not acquired. */
  readonly competencies: readonly string[];
}

/** A database of generated contracts with the API and the bare handler in front of it, each in a process of its own. */
export class Stage {
  private constructor(
    readonly ownerUrl: string,
    readonly contracts: number,
    readonly api: Running,
    readonly bare: Running,
    /** Null where the server runs elsewhere. */
    readonly postgres: Meter | null,
    readonly owner: pg.Client,
    /** Taken from the end, each once. */
    readonly signables: Signable[],
    readonly writables: readonly WritableContract[],
    /** Contracts of which nothing is in `signables`: what is asked of them again and again stays allowed. */
    readonly apart: readonly WritableContract[],
    /** Reads every contract. */
    readonly auditor: Auditor,
    /** Tokens of others who read every contract. */
    readonly readers: readonly string[],
    private readonly adminUrl: string,
  ) {}

  /** `serverUrl`: of a database on the server, as a superuser; the stage makes one of its own beside it. */
  static async set(serverUrl: string, contracts: number): Promise<Stage> {
    const ownerUrl = await createDatabase(serverUrl);
    await asOwner(ownerUrl, async (owner) => {
      await migrate(owner);
      await loadShippedData(owner, clock.now());
    });
    const generated = await generate(ownerUrl, {
      contracts,
      seed: 'bench',
      today: clock.today(),
      passwordHash: null,
    });
    const api = await startApi(ownerUrl);
    const bare = await startProcess(here('./bare.js'), { DATABASE_URL: ownerUrl }, /(http:\/\/\S+)/);
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
    await owner.query('vacuum analyze');
    await owner.query('checkpoint');
    const signToken = await tokenSigner(owner);
    const { signables, writables, apart } = await findWork(owner, signToken);
    return new Stage(
      ownerUrl,
      contracts,
      api,
      bare,
      meterOfPostgres(rows[0]?.pid ?? 0),
      owner,
      signables,
      writables,
      apart,
      await auditorOf(owner, generated, signToken),
      await settleReaders(owner, READERS, clock.now(), signToken),
      serverUrl,
    );
  }

  async strike(): Promise<void> {
    await this.api.stop();
    await this.bare.stop();
    await this.owner.end();
    await onServer(this.adminUrl, `drop database ${new URL(this.ownerUrl).pathname.slice(1)} with (force)`);
  }
}

/**
 * The real server, as it runs in production, with a limit of requests that does not stop us. `apiUrl`: where it finds the
 * database, if not where the owner does.
 */
export const startApi = (ownerUrl: string, apiUrl: string | null = null): Promise<Running> =>
  startProcess(
    here('../../src/main.js'),
    {
      NODE_ENV: 'production',
      DATABASE_URL: ownerUrl,
      ...(apiUrl ? { DATABASE_API_URL: apiUrl } : {}),
      PALIER_KEY_ENCRYPTION_KEY: SEAL_KEY.toString('base64'),
      PALIER_PORT: '0',
      PALIER_ACCESS_TOKEN_MINUTES: '60',
      PALIER_RATE_LIMIT_PER_MINUTE: '100000000',
    },
    /"url":"(http:[^"]+)"/,
    ['--max-semi-space-size=16'],
  );

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `palier_bench_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export type SignToken = (account: {
  accountId: string;
  personId: string;
  roles: readonly string[];
}) => Promise<string>;

/** Tokens as the API issues them: it keeps its key in the database. Thousands of sign-ins would cost minutes of argon2. */
async function tokenSigner(owner: pg.Client): Promise<SignToken> {
  const { rows } = await owner.query<SealedKey>(
    'select k.kid, k.sealed_key as "sealedKey" from signing_keys k where k.retired_at is null order by k.created_at desc limit 1',
  );
  const [newest] = rows;
  const jwk = newest && openSigningKey(new KeySeal({ current: SEAL_KEY, former: null }), newest);
  if (!newest || !jwk) throw new Error('The API made no signing key.');
  const key = await importJWK(jwk, 'ES256');
  return ({ accountId, personId, roles }) =>
    new SignJWT({ person: personId, roles })
      .setProtectedHeader({ alg: 'ES256', kid: newest.kid, typ: 'at+jwt' })
      .setIssuer('palier')
      .setAudience('palier')
      .setSubject(accountId)
      .setIssuedAt()
      .setExpirationTime('50m')
      .sign(key);
}

export interface Auditor {
  readonly accountId: string;
  readonly personId: string;
  readonly token: string;
}

async function auditorOf(owner: pg.Client, { auditorId }: Generated, signToken: SignToken): Promise<Auditor> {
  const { rows } = await owner.query<{ accountId: string }>(
    'select a.id as "accountId" from accounts a where a.person_id = $1',
    [auditorId],
  );
  const accountId = rows[0]?.accountId ?? '';
  const token = await signToken({ accountId, personId: auditorId, roles: ['auditor'] });
  return { accountId, personId: auditorId, token };
}

interface Found extends Pick<ProgressRow, 'state' | 'marks'> {
  readonly contractId: ContractId;
  readonly ladderId: string;
  readonly tutorId: PersonId;
  readonly accountId: string;
}

const MOST_CONTRACTS = 8_000;

/** What the active contracts allow today, judged by the product's own rules; in an order that spreads over contracts. */
async function findWork(owner: pg.Client, signToken: SignToken) {
  const today = clock.today();
  const { rows: ladders } = await owner.query<Ladder>(
    'select l.id, l.code, l.title, l.levels, l.missions from ladders l',
  );
  const { rows: found } = await owner.query<Found>(
    `
    select c.id as "contractId", c.ladder_id as "ladderId", m.person_id as "tutorId", a.id as "accountId", p.state, p.marks
    from contracts c
    join progress p on p.contract_id = c.id
    join mandates m on m.contract_id = c.id and m.role = 'main_tutor'
    join accounts a on a.person_id = m.person_id
    where ${statusSql('c', '$1::date')} = 'active'
    order by md5(c.id::text)
    limit ${MOST_CONTRACTS}
    `,
    [today],
  );
  const signables: Signable[] = [];
  const writables: WritableContract[] = [];
  const apart: WritableContract[] = [];
  const tokens = new Map<string, string>();
  for (const { contractId, tutorId, accountId, ladderId, state, marks } of found) {
    const ladder = ladders.find(({ id }) => id === ladderId);
    const progress = restoreProgress(state, marks);
    const now = clock.now();
    const level =
      ladder &&
      viewLadder(ladder, progress, now).levels.find(
        ({ status }) => status === 'open' || status === 'reopened',
      );
    const known = ladder?.levels.find(({ code }) => code === level?.code);
    if (!ladder || !level || !known) continue;
    const token =
      tokens.get(accountId) ?? (await signToken({ accountId, personId: tutorId, roles: ['tutor'] }));
    tokens.set(accountId, token);
    const items = known.requirements.map(({ competency }) => ({
      competency,
      level: known.code,
      outcome: 'performed' as const,
    }));
    const one = { contractId, tutorId, token, level: known.code };
    const open = level.requirements.filter(({ status }) => status !== 'acquired');
    const isApart = (writables.length + apart.length) % 4 === 0;
    (isApart ? apart : writables).push({ ...one, competencies: open.map(({ competency }) => competency) });
    if (isApart) continue;
    const seen = advance(ladder, progress, [
      {
        kind: 'observation',
        sequence: progress.sequence + 1,
        recordedAt: now,
        observerId: tutorId,
        observedOn: today,
        items,
      },
    ]).progress;
    const wanted = items.map((item) => ({
      ...item,
      outcome: 'acquired' as const,
      nextStep: null,
      reason: null,
      comment: null,
    }));
    const refused = findSignOffRefusals(ladder, seen, viewLadder(ladder, seen, now), wanted, {
      observedOn: today,
      signedOn: today,
      signerId: null,
    });
    wanted.forEach(({ competency }, index) => {
      if (refused.some((refusal) => refusal.index === index)) return;
      signables.push({ ...one, competency });
    });
  }
  return { signables: shuffled(signables), writables, apart };
}

function shuffled<T>(items: T[]): T[] {
  const random = new Random(`order ${items.length} ${addDays(clock.today(), 0)}`);
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at);
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}
