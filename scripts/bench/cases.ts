import { randomUUID } from 'node:crypto';
import { SystemClock } from '../../src/kernel/clock.js';
import { copyOut, copyOutPlainly, readCsv } from './export.js';
import { send, type Sent, type Shown } from './load.js';
import { pgbench, READ_STATE, SIGN_OFF_TRANSACTION } from './pgbench.js';
import type { Running } from './processes.js';
import type { Signable, Stage, WritableContract } from './stage.js';
import type { Growing } from './growth.js';
import { layYardstick } from './yardstick.js';

const today = new SystemClock().today();

export interface Case {
  readonly name: string;
  /** Whose CPU counts beside PostgreSQL's; null: only PostgreSQL's. */
  readonly server: Running | null;
  /** What is set up first, and not measured. */
  readonly before?: () => Promise<void>;
  readonly run: () => Promise<Shown>;
}

/** How many requests a run of each kind sends. */
export interface Amounts {
  readonly writes: number;
  readonly reads: number;
  readonly hellos: number;
}

/** The cases of one stage, in the order in which each round plays them: what is compared stands side by side. */
export async function casesOf(
  stage: Stage,
  amounts: Amounts,
  has: { pgbench: boolean; psql: boolean; csv: boolean },
): Promise<Case[]> {
  const contracts = has.pgbench ? await layYardstick(stage) : 0;
  const { rows } = await stage.owner.query<{ v: number }>(
    `select current_setting('server_version_num')::int as v`,
  );
  const signOffScript = SIGN_OFF_TRANSACTION(
    contracts,
    (rows[0]?.v ?? 0) >= 180_000 ? 'uuidv7()' : 'gen_random_uuid()',
  );
  const { api, bare } = stage;
  const reads = roundRobin(stage.writables);
  const known = roundRobin(workingSetOf(stage));
  const apart = roundRobin(stage.apart);
  const batches = roundRobin(stage.apart.filter(({ competencies }) => competencies.length >= 10));
  const hot = roundRobin(stage.apart.slice(0, 1));
  const psql = (name: string, script: string, amount: number, connections: number): Case[] =>
    has.pgbench
      ? [{ name, server: null, run: () => pgbench(stage.ownerUrl, script, { amount, connections }) }]
      : [];
  const http = (
    name: string,
    server: Running,
    { amount, connections = 8, expected = 200 }: { amount: number; connections?: number; expected?: number },
    next: () => Sent,
  ): Case => ({ name, server, run: () => send(server.url, { amount, connections, expected }, next) });
  const created = { amount: amounts.writes, expected: 201 };

  return [
    ...psql('pgbench sign-off', signOffScript, amounts.writes, 8),
    http('bare sign-off', bare, created, () => bareSignOff(reads())),
    http('sign-off', api, created, () => signOff(take(stage))),
    http('sign-off with key', api, created, () => keyed(signOff(take(stage)))),
    ...psql('pgbench sign-off at 32', signOffScript, amounts.writes, 32),
    http('sign-off at 32', api, { ...created, connections: 32 }, () => signOff(take(stage))),
    ...psql('pgbench read', READ_STATE(contracts), amounts.reads * 4, 8),
    http('bare read', bare, { amount: amounts.reads }, () => get(`/ladders/${reads().contractId}`)),
    readBefore(
      http('ladder', api, { amount: amounts.reads }, () => ladderOf(known())),
      { server: api, amount: workingSetOf(stage).length },
      () => ladderOf(known()),
    ),
    http('ladder known', api, { amount: amounts.reads, expected: 304 }, () => unlessKnown(ladderOf(known()))),
    ...changed(
      stage,
      http('ladder changed', api, { amount: once(stage, amounts) }, () => ladderOf(known())),
    ),
    http('bare hello', bare, { amount: amounts.hellos }, () => get('/hello')),
    http('healthz', api, { amount: amounts.hellos }, () => get('/healthz')),
    http('not yet, spread', api, created, () => notYet(apart(), 1)),
    http('not yet, one contract', api, created, () => notYet(hot(), 1)),
    http('one item', api, created, () => notYet(batches(), 1)),
    http('ten items', api, created, () => notYet(batches(), 10)),
    ...(has.psql
      ? [
          { name: 'copy plainly', server: null, run: () => copyOutPlainly(stage) },
          { name: 'copy', server: null, run: () => copyOut(stage) },
        ]
      : []),
    ...(has.csv ? [{ name: 'csv', server: api, run: () => readCsv(stage) }] : []),
  ];
}

/** How many contracts are read again and again: those of a large house on one day. */
const WORKING_SET = 1_000;

export const workingSetOf = ({ writables }: Stage): readonly WritableContract[] =>
  writables.slice(0, WORKING_SET);

/** The case, each time after all that it reads was read: what the case before it left unread, or changed, is not its cost. */
export const readBefore = (
  one: Case,
  { server, amount }: { server: Pick<Running, 'url'>; amount: number },
  next: () => Sent,
): Case => ({
  ...one,
  before: async () => {
    await one.before?.();
    await send(server.url, { amount, connections: 8, expected: 200 }, next);
  },
});

/** Each contract once, at most. */
export const once = ({ writables }: Stage, { reads }: Amounts): number =>
  Math.min(reads, writables.length, WORKING_SET);

/** The case, each time after every contract changed: nothing that was kept of one stands. */
export const changed = (stage: Stage, one: Case): Case[] => [
  {
    ...one,
    before: async () => {
      await stage.owner.query('update contracts set last_sequence = last_sequence');
      await stage.owner.query('vacuum contracts');
    },
  },
];

/** How many rounds' requests a server answers before it is measured: one that has just started still compiles itself. */
const WARMING = 10;

/** Lets the servers run in, as they are when they have run for a minute. */
export async function warmUp({ api, bare, apart, writables }: Stage, amounts: Amounts): Promise<void> {
  const writes = { amount: amounts.writes * WARMING, connections: 8, expected: 201 };
  const reads = { amount: amounts.reads * WARMING, connections: 8, expected: 200 };
  const [one, other] = [roundRobin(apart), roundRobin(writables)];
  await send(api.url, writes, () => notYet(one(), 1));
  await send(api.url, writes, () => keyed(notYet(one(), 1)));
  await send(bare.url, writes, () => bareSignOff(other()));
  await send(api.url, reads, () => ladderOf(other()));
  await send(bare.url, reads, () => get(`/ladders/${other().contractId}`));
  await send(api.url, reads, () => get('/healthz'));
}

/** What may grow with the number of contracts, for `--grow`. */
export function growthCasesOf(stage: Stage, amounts: Amounts, hasCsv: boolean): Case[] {
  const { api, contracts } = stage;
  const apart = roundRobin(stage.apart);
  const reads = roundRobin(stage.writables);
  const writes = { connections: 8, expected: 201, amount: amounts.writes };
  const asked = { connections: 8, expected: 200, amount: amounts.reads };
  const batches = { ...asked, amount: Math.ceil(amounts.writes / 5) };
  const sent: Record<Growing, readonly [typeof writes, () => Sent]> = {
    'sign-off': [writes, () => notYet(apart(), 1)],
    'batch of 20': [batches, () => shiftOf(apart(), 20)],
    ladder: [asked, () => ladderOf(reads())],
    entitlements: [asked, () => entitlementsOf(reads())],
    queue: [asked, () => queueOf(reads())],
  };
  return [
    ...Object.entries(sent).map(([name, how]) => ({
      name: `${name} at ${contracts}`,
      server: api,
      run: () => send(api.url, ...how),
    })),
    ...(hasCsv ? [{ name: `csv at ${contracts}`, server: api, run: () => readCsv(stage) }] : []),
  ];
}

/** The requests whose statements are counted. */
export function countedOf(stage: Stage, hasCsv: boolean): Record<string, () => Sent> {
  const reads = roundRobin(stage.writables);
  const cohort = (query: string, accept: string): Sent => ({
    ...get(`/v1/reports/cohort${query}`),
    headers: { authorization: `Bearer ${stage.auditor.token}`, accept },
  });
  return {
    'sign-off': () => signOff(take(stage)),
    'sign-off with key': () => keyed(signOff(take(stage))),
    ladder: () => ladderOf(reads()),
    page: () => cohort('?limit=50', 'application/json'),
    ...(hasCsv ? { report: () => cohort('?limit=50', 'text/csv;profile=raw') } : {}),
  };
}

function take({ signables }: Stage): Signable {
  const next = signables.pop();
  if (!next) throw new Error('Every competency is signed: generate more contracts (--contracts).');
  return next;
}

export function roundRobin(writables: readonly WritableContract[]): () => WritableContract {
  let at = 0;
  return () => {
    const next = writables[at++ % writables.length];
    if (!next) throw new Error('No contract for this case: generate more (--contracts).');
    return next;
  };
}

export const get = (path: string): Sent => ({ method: 'GET', path });

export const ladderOf = ({ contractId, token }: WritableContract): Sent => ({
  ...get(`/v1/contracts/${contractId}/ladder`),
  headers: { authorization: `Bearer ${token}` },
});

/** As whoever has it already asks: `*` stands for any tag. */
const unlessKnown = (sent: Sent): Sent => ({ ...sent, headers: { ...sent.headers, 'if-none-match': '*' } });

const entitlementsOf = ({ contractId, token }: WritableContract): Sent => ({
  ...get(`/v1/contracts/${contractId}/entitlements`),
  headers: { authorization: `Bearer ${token}` },
});

/** What awaits the tutor of that contract, of all that they follow. */
const queueOf = ({ token }: WritableContract): Sent => ({
  ...get('/v1/me/queue'),
  headers: { authorization: `Bearer ${token}` },
});

export const post = (path: string, token: string | null, body: object): Sent => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  body: JSON.stringify(body),
});

const signOff = ({ contractId, token, competency, level }: Signable): Sent =>
  post(`/v1/contracts/${contractId}/sign-offs`, token, {
    observedOn: today,
    observation: true,
    items: [{ competency, level, outcome: 'acquired' }],
  });

const keyed = (sent: Sent): Sent => ({
  ...sent,
  headers: { ...sent.headers, 'idempotency-key': randomUUID() },
});

export const notYet = ({ contractId, token, competencies, level }: WritableContract, count: number): Sent =>
  post(`/v1/contracts/${contractId}/sign-offs`, token, {
    observedOn: today,
    observation: true,
    items: competencies
      .slice(0, count)
      .map((competency) => ({ competency, level, outcome: 'not_yet', nextStep: 'Reprendre ensemble' })),
  });

/** The end of a shift: so many judgements in one call, each by itself. */
const shiftOf = ({ contractId, token, competencies, level }: WritableContract, count: number): Sent =>
  post('/v1/sign-offs', token, {
    items: Array.from({ length: count }, (_, index) => ({
      clientId: randomUUID(),
      contractId,
      observedOn: today,
      observation: true,
      competency: competencies[index % competencies.length],
      level,
      outcome: 'not_yet',
      nextStep: 'Reprendre ensemble',
    })),
  });

const bareSignOff = ({ contractId, tutorId, competencies, level }: WritableContract): Sent =>
  post('/sign-offs', null, { contractId, tutorId, competency: competencies[0], level });
