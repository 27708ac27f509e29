import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApiProcess } from './support/api-process.js';
import { Cluster, until } from './support/cluster.js';
import { keep, LIMIT_MS, scale } from './support/figures.js';
import { insist, NoAnswer, statusesOf, type HttpCaller, type Reply } from './support/http.js';
import { Passage } from './support/passage.js';
import { pathOf, signOff, World, type Team } from './support/world.js';

// Sign-offs by the hundred, and the server or the database is killed in the middle of them. Afterwards every one that was
// acknowledged is there, once; every other is sent again with its key, and is there once too.

const COMPETENCIES = Array.from({ length: 40 }, (_, i) => `C${i + 1}`);

let cluster: Cluster;
let world: World;
let toDatabase: Passage;
let count = 0;

beforeAll(async () => {
  cluster = await Cluster.start();
}, 120_000);
beforeEach(async () => {
  world = await World.start(cluster, `under_load_${(count += 1)}`);
  toDatabase = await Passage.toPostgres(cluster.port);
}, 60_000);
afterEach(async () => {
  await world?.stop();
  await toDatabase?.close();
}, 60_000);
afterAll(() => cluster?.stop());

/** A server whose connections go where the passage leads: the database may come back on another port. */
const server = (poolSize = 16): Promise<ApiProcess> => {
  const url = new URL(cluster.url(world.database));
  url.username = 'palier_api';
  url.port = String(toDatabase.port);
  return world.server({ apiUrl: url.toString(), poolSize });
};

interface Order {
  readonly path: string;
  readonly competency: string;
  readonly key: string;
  readonly token: string;
}

/** What came of an order: its answer, or none. */
type Outcome = { readonly order: Order; readonly reply: Reply | null };

async function orders(contracts: number): Promise<{ teams: Team[]; orders: Order[] }> {
  const teams = await world.team(contracts, await world.ladder(COMPETENCIES));
  const tokens = await world.tokens(teams.map(({ main }) => main));
  return {
    teams,
    orders: COMPETENCIES.flatMap((competency) =>
      teams.map((team, i) => ({
        path: pathOf(team, 'sign-offs'),
        competency,
        key: `${team.contract.contractId}-${competency}`,
        token: tokens[i] ?? '',
      })),
    ),
  };
}

const send = (by: HttpCaller, { path, competency, key, token }: Order): Promise<Reply> =>
  by.post(path, signOff(competency), { 'idempotency-key': key, authorization: `Bearer ${token}` });

/** Sends them all, `atOnce` at a time, and hears each answer. */
async function sendAll(
  by: HttpCaller,
  all: readonly Order[],
  atOnce: number,
  heard: (outcome: Outcome) => void,
  way: (send: () => Promise<Reply>) => Promise<Reply> = (it) => it(),
): Promise<void> {
  const queue = [...all];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let order = queue.shift(); order; order = queue.shift()) {
        const sent: Order = order;
        const reply = await way(() => send(by, sent)).catch((error: unknown) => {
          if (error instanceof NoAnswer) return null;
          throw error;
        });
        heard({ order: sent, reply });
      }
    }),
  );
}

interface Balance {
  readonly lost: number;
  readonly doubled: number;
}

/** Each order is in the tables how often? */
async function balance(acknowledged: readonly Outcome[]): Promise<Balance> {
  const there = await world.query<{ id: string; path: string; competency: string }>(
    `select id, '/v1/contracts/' || contract_id || '/sign-offs' as path, competency from sign_offs`,
  );
  const ids = new Set(there.map(({ id }) => id));
  const pairs = new Set(there.map(({ path, competency }) => `${path} ${competency}`));
  return {
    lost: acknowledged.filter(({ reply }) => !ids.has(reply?.body.signOffs[0].id)).length,
    doubled: there.length - pairs.size,
  };
}

/** Everything that must hold once each order was answered in the end. */
async function allIsThere(teams: readonly Team[], acknowledged: readonly Outcome[]): Promise<Balance> {
  const result = await balance(acknowledged);
  expect(result).toEqual({ lost: 0, doubled: 0 });
  expect(acknowledged).toHaveLength(teams.length * COMPETENCIES.length);
  expect(await world.differences()).toBe(0);
  expect(await world.gaps()).toBe(0);
  const levels = await world.query<{ n: number }>(
    `select count(*)::int as n from events where type in ('level.achieved', 'level.opened') group by contract_id`,
  );
  expect(levels.map(({ n }) => n)).toEqual(teams.map(() => 2));
  return result;
}

/** 201, or a problem that says: later. Nothing else may be answered while the database is away. */
function expectOnlyLater(outcomes: readonly Outcome[]): void {
  const replies = outcomes.flatMap(({ reply }) => (reply && reply.status !== 201 ? [reply] : []));
  for (const { status, headers, body } of replies) {
    expect([status, headers['retry-after'], ['unavailable', 'outcome_unknown'].includes(body.code)]).toEqual([
      503,
      '2',
      true,
    ]);
  }
}

const isDone = ({ reply }: Outcome) => reply?.status === 201;

test(
  'the server is killed among concurrent sign-offs: none that it acknowledged is lost',
  async () => {
    const first = await server();
    const { teams, orders: all } = await orders(scale(15, 250));
    const outcomes: Outcome[] = [];
    let acknowledged = 0;
    let death: Promise<void> | null = null;
    // All are sent at once: each has its socket.
    await sendAll(world.caller(first.port, null), all, all.length, (outcome) => {
      outcomes.push(outcome);
      if (isDone(outcome)) acknowledged += 1;
      if (acknowledged >= scale(40, 200)) death ??= first.kill();
    });
    await (death ?? Promise.reject(new Error('The server was not killed.')));
    expectOnlyLater(outcomes);
    expect(outcomes.filter(({ reply }) => reply === null).length).toBeGreaterThan(0);
    const before = outcomes.filter(isDone);
    expect(await balance(before)).toEqual({ lost: 0, doubled: 0 });

    const second = await server();
    const rest: Outcome[] = [];
    const again = outcomes.filter((outcome) => !isDone(outcome)).map(({ order }) => order);
    await sendAll(world.caller(second.port, null), again, 32, (outcome) => rest.push(outcome), insist);

    expect(statusesOf(rest.flatMap(({ reply }) => reply ?? []))).toEqual({ 201: again.length });
    const replayed = rest.filter(({ reply }) => reply?.headers['idempotency-replayed'] === 'true').length;
    const result = await allIsThere(teams, [...before, ...rest.filter(isDone)]);
    expect(world.unexpected).toEqual([]);
    keep(20, {
      what: 'sign-offs sent at once to an API that is killed (SIGKILL) among them',
      tried: all.length,
      survived: before.length + rest.filter(isDone).length,
      ...result,
      notes: `${before.length} were acknowledged before; of the others ${replayed} had been recorded`,
    });
  },
  LIMIT_MS,
);

/** A load that goes on until told to stop, then a retry of all that was not acknowledged, by the same server. */
async function whileLoaded(
  contracts: number,
  atOnce: number,
  strike: (done: () => number) => Promise<void>,
): Promise<{ all: number; first: Outcome[]; rest: Outcome[] } & Balance> {
  const api = await server();
  const { teams, orders: all } = await orders(contracts);
  const by = world.caller(api.port, null);
  const first: Outcome[] = [];
  const rest: Outcome[] = [];
  let done = 0;
  const loading = (async () => {
    // A caller who is told "later" comes back later: the load goes on while the database is away.
    for (let queue = [...all]; queue.length > 0;) {
      const refused: Order[] = [];
      await sendAll(by, queue, atOnce, (outcome) => {
        (first.length < all.length ? first : rest).push(outcome);
        if (isDone(outcome)) done += 1;
        else refused.push(outcome.order);
      });
      queue = refused;
      if (queue.length > 0) await wait(200);
    }
  })();
  await Promise.all([loading, strike(() => done)]);

  expectOnlyLater([...first, ...rest]);
  expect([...first, ...rest].filter(({ reply }) => reply === null)).toEqual([]);
  expect(api.isRunning).toBe(true);
  expect(world.unexpected).toEqual([]);
  const result = await allIsThere(teams, [...first, ...rest].filter(isDone));
  return { all: all.length, first, rest, ...result };
}

function reported({ first, rest }: { first: Outcome[]; rest: Outcome[] }): string {
  const codes = [...first, ...rest].flatMap(({ reply }) =>
    reply?.status === 503 ? [reply.body.code as string] : [],
  );
  const count = (code: string) => codes.filter((one) => one === code).length;
  return `meanwhile ${count('unavailable')} × \`unavailable\`, ${count('outcome_unknown')} × \`outcome_unknown\`, no other error; the same API went on`;
}

test(
  'PostgreSQL is killed among sign-offs and started again: the server answers 503, then recovers by itself',
  async () => {
    const kills = scale(1, 5);
    const contracts = scale(15, 250);
    const run = await whileLoaded(scale(15, 250), 64, async (done) => {
      for (let kill = 1; kill <= kills; kill += 1) {
        await until(() => done() >= (contracts * COMPETENCIES.length * kill) / (kills + 1), LIMIT_MS);
        await cluster.kill();
        await wait(1_000);
        await cluster.startAgain();
        toDatabase.targetPort = cluster.port;
      }
    });
    expect([...run.first, ...run.rest].filter(({ reply }) => reply?.status === 503).length).toBeGreaterThan(
      0,
    );
    keep(21, {
      what: 'sign-offs while PostgreSQL is killed (SIGKILL of all its processes) and started again',
      tried: run.all,
      survived: [...run.first, ...run.rest].filter(isDone).length,
      lost: run.lost,
      doubled: run.doubled,
      notes: `${kills} kills; ${reported(run)}`,
    });
  },
  LIMIT_MS,
);

test(
  'one backend of PostgreSQL crashes among sign-offs, and PostgreSQL restarts itself',
  async () => {
    const run = await whileLoaded(scale(8, 100), 64, async (done) => {
      await until(() => done() >= 100, LIMIT_MS);
      await cluster.crashOneBackend(world.database);
    });
    keep(22, {
      what: 'sign-offs while one backend is killed and PostgreSQL restarts all of them',
      tried: run.all,
      survived: [...run.first, ...run.rest].filter(isDone).length,
      lost: run.lost,
      doubled: run.doubled,
      notes: reported(run),
    });
  },
  LIMIT_MS,
);

test(
  'PostgreSQL stands still for a while: callers wait or are told to come back, and nothing is lost',
  async () => {
    const seconds = scale(7, 45);
    const run = await whileLoaded(scale(8, 100), 64, async (done) => {
      await until(() => done() >= 50, LIMIT_MS);
      const thaw = cluster.freeze();
      await wait(seconds * 1000);
      thaw();
    });
    expect([...run.first, ...run.rest].filter(({ reply }) => reply?.status === 503).length).toBeGreaterThan(
      0,
    );
    keep(23, {
      what: 'sign-offs while every process of PostgreSQL stands still (SIGSTOP)',
      tried: run.all,
      survived: [...run.first, ...run.rest].filter(isDone).length,
      lost: run.lost,
      doubled: run.doubled,
      notes: `${seconds} s; ${reported(run)}`,
    });
  },
  LIMIT_MS,
);

test(
  'PostgreSQL has no connection left: callers are told to come back, and are served when there is one',
  async () => {
    const greedy: (() => Promise<void>)[] = [];
    const run = await whileLoaded(scale(4, 50), 64, async (done) => {
      await until(() => done() >= 20, LIMIT_MS);
      greedy.push(await cluster.takeEveryConnection(world.database));
      toDatabase.cutAll(); // the server must connect again, and cannot
      await wait(3_000);
      for (const release of greedy) await release();
    });
    expect([...run.first, ...run.rest].filter(({ reply }) => reply?.status === 503).length).toBeGreaterThan(
      0,
    );
    keep(24, {
      what: 'sign-offs while PostgreSQL has no connection left',
      tried: run.all,
      survived: [...run.first, ...run.rest].filter(isDone).length,
      lost: run.lost,
      doubled: run.doubled,
      notes: reported(run),
    });
  },
  LIMIT_MS,
);
