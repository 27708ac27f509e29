import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiProcess } from './support/api-process.js';
import { Cluster, until } from './support/cluster.js';
import { keep, scale } from './support/figures.js';
import { insist, NoAnswer, statusesOf, type HttpCaller, type Reply } from './support/http.js';
import { isCommit, isCommitted, Passage } from './support/passage.js';
import { pathOf, signOff, World, type Team } from './support/world.js';

// The server dies, or loses its database, at a chosen message of a sign-off: a passage between the two sees every
// message of PostgreSQL's protocol and stops there. Then the same request is sent with the same key to another process.

let cluster: Cluster;
let world: World;
let other: ApiProcess;
let toDatabase: Passage;
let ladder: Awaited<ReturnType<World['ladder']>>;

beforeAll(async () => {
  cluster = await Cluster.start();
  world = await World.start(cluster, 'cut');
  ladder = await world.ladder(['A', 'B']);
  other = await world.server();
  toDatabase = await Passage.toPostgres(cluster.port);
}, 120_000);
afterAll(async () => {
  await world?.stop();
  await toDatabase?.close();
  await cluster?.stop();
});

const throughPassage = () => {
  const url = new URL(cluster.url(world.database));
  url.username = 'palier_api';
  url.port = String(toDatabase.port);
  return world.server({ apiUrl: url.toString(), poolSize: 2 });
};

interface Attempt {
  readonly team: Team;
  readonly key: string;
  readonly token: string;
}

async function attempt(): Promise<Attempt> {
  const [team] = await world.team(1, ladder);
  if (!team) throw new Error('no team');
  const [token] = await world.tokens([team.main]);
  return { team, key: randomUUID(), token: token ?? '' };
}

const send = (by: HttpCaller, { team, key }: Attempt): Promise<Reply> =>
  by.post(pathOf(team, 'sign-offs'), signOff('A'), { 'idempotency-key': key });

/** What is there: sign-offs and keys with an answer. All or nothing, so both are 0 or both are 1. */
async function effects({ team, key }: Attempt): Promise<number> {
  const [there] = await world.query<{ facts: number; answers: number }>(
    `select (select count(*)::int from sign_offs where contract_id = $1) as facts,
            (select count(*)::int from idempotency_keys where key = $2 and status = 201) as answers`,
    [team.contract.contractId, key],
  );
  expect(there?.facts).toBe(there?.answers);
  return there?.facts ?? -1;
}

/** Nobody works on the contract any more: what the dead server began has been committed or given up. */
const settled = async ({ team }: Attempt): Promise<void> =>
  until(() =>
    cluster.asOwner(world.database, async (owner) => {
      await owner.query(`set lock_timeout = '5s'`);
      await owner.query('select from contracts where id = $1 for update', [team.contract.contractId]);
      const { rows } = await owner.query(
        `select from pg_stat_activity where datname = $1 and application_name = 'palier-api' and xact_start is not null`,
        [world.database],
      );
      return rows.length === 0;
    }),
  );

/** The retry on the other process: one effect, and the answer of whoever had it. */
async function retried(tried: Attempt): Promise<Reply> {
  const again = await insist(() => send(world.caller(other.port, tried.token), tried));
  expect(statusesOf([again])).toEqual({ 201: 1 });
  expect(await effects(tried)).toBe(1);
  const [stored] = await world.query<{ id: string }>('select id from sign_offs where contract_id = $1', [
    tried.team.contract.contractId,
  ]);
  expect(again.body.signOffs[0].id).toBe(stored?.id);
  expect(again.body.ladder.sequence).toBe(4);
  return again;
}

type CutPoint =
  | 'before the commit is sent'
  | 'after the commit is sent'
  | 'after the commit is acknowledged'
  | 'after the answer is written';
const POINTS: readonly [CutPoint, number][] = [
  ['before the commit is sent', 0],
  ['after the commit is sent', 1],
  ['after the commit is acknowledged', 1],
  ['after the answer is written', 1],
];

/** Arms the passages so that `die` runs at that point, and nothing of what follows arrives. */
function arm(point: CutPoint, toApi: Passage, die: () => void): void {
  let isDead = false;
  const dieOnce = () => {
    if (!isDead) die();
    isDead = true;
  };
  toDatabase.watchClient = (message) => {
    if (!isCommit(message)) return !isDead;
    if (point === 'before the commit is sent') dieOnce();
    if (point !== 'after the commit is sent') return !isDead;
    dieOnce();
    return true;
  };
  toDatabase.watchServer = (message) => {
    if (isDead) return false;
    if (point === 'after the commit is acknowledged' && isCommitted(message)) dieOnce();
    return !isDead;
  };
  toApi.watchServer = () => {
    if (point === 'after the answer is written') dieOnce();
    return !isDead;
  };
}

test.each(POINTS)(
  'killed %s, the server leaves %i sign-off, and the retry elsewhere has one effect',
  async (point, left) => {
    const rounds = scale(3, 50);
    for (let round = 0; round < rounds; round += 1) {
      const tried = await attempt();
      toDatabase.watchNothing();
      const server = await throughPassage();
      const toApi = await Passage.toApi(server.port);
      let died: Promise<void> | null = null;
      arm(point, toApi, () => (died = server.kill()));

      await expect(send(world.caller(toApi.port, tried.token), tried)).rejects.toThrow(NoAnswer);
      expect(died).not.toBeNull();
      await died;
      await toApi.close();
      await settled(tried);

      expect(await effects(tried)).toBe(left);
      const again = await retried(tried);
      expect(again.headers['idempotency-replayed'] ?? 'no').toBe(left === 1 ? 'true' : 'no');
    }
    keep(10 + POINTS.findIndex(([name]) => name === point), {
      what: `SIGKILL of the API ${point}, then the same key on another process`,
      tried: rounds,
      survived: rounds,
      lost: 0,
      doubled: 0,
      notes: left === 1 ? 'the retry is the stored answer' : 'nothing was left; the retry did it',
    });
  },
  600_000,
);

test('whichever message of a sign-off the link to the database breaks at, the answer is 503 and the retry has one effect', async () => {
  const server = await throughPassage();
  const toServer = async (tried: Attempt) => world.caller(server.port, tried.token);
  const counts: Record<string, number> = {};
  let tried = 0;
  for (const side of ['watchClient', 'watchServer'] as const) {
    for (let at = 1, isOver = false; !isOver; at += 1) {
      const one = await attempt();
      toDatabase.watchNothing();
      const warm = await attempt(); // every connection idle and known to be good
      expect((await insist(async () => send(await toServer(warm), warm))).status).toBe(201);
      let seen = 0;
      toDatabase[side] = (_message, link) => {
        seen += 1;
        if (seen === at) link.cut();
        return seen < at;
      };

      const reply = await send(await toServer(one), one);
      isOver = seen < at; // the sign-off has no such message: it was answered
      toDatabase.watchNothing();
      await settled(one);

      if (reply.status === 201) {
        expect(await effects(one)).toBe(1);
      } else {
        const problem = reply.body.code;
        counts[problem] = (counts[problem] ?? 0) + 1;
        expect([reply.status, reply.headers['retry-after'], reply.headers['content-type']]).toEqual([
          503,
          '2',
          'application/problem+json; charset=utf-8',
        ]);
        if (problem === 'unavailable') expect(await effects(one)).toBe(0);
        await retried(one);
      }
      tried += 1;
    }
  }
  expect(counts['unavailable']).toBeGreaterThan(0);
  expect(counts['outcome_unknown']).toBeGreaterThan(0);
  expect(world.unexpected).toEqual([]);
  keep(14, {
    what: 'link between API and PostgreSQL cut at each message of a sign-off',
    tried,
    survived: tried,
    lost: 0,
    doubled: 0,
    notes: `${counts['unavailable']} × \`unavailable\`, ${counts['outcome_unknown']} × \`outcome_unknown\`, never 500`,
  });
}, 300_000);
