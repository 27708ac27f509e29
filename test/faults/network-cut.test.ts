import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiProcess } from './support/api-process.js';
import { Cluster } from './support/cluster.js';
import { keep, LIMIT_MS, scale } from './support/figures.js';
import { insist, NoAnswer, statusesOf, type HttpCaller, type Reply } from './support/http.js';
import { cutAtMessage, isCommit, isCommitted, Passage, type Link } from './support/passage.js';
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

const throughPassage = () => world.serverThrough(toDatabase);

interface Attempt {
  readonly team: Team;
  readonly key: string;
  readonly token: string;
}

async function attempts(count: number): Promise<Attempt[]> {
  const teams = await world.team(count, ladder);
  const tokens = await world.tokens(teams.map(({ main }) => main));
  return teams.map((team, i) => ({ team, key: randomUUID(), token: tokens[i] ?? '' }));
}

const send = (by: HttpCaller, { team, key }: Attempt): Promise<Reply> =>
  by.post(pathOf(team, 'sign-offs'), signOff('A'), { 'idempotency-key': key });

/** What is there: sign-offs and keys with an answer. All or nothing, so both are 0 or both are 1. */
async function effects({ team }: Attempt): Promise<number> {
  const [there] = await world.query<{ facts: number; answers: number }>(
    `select (select count(*)::int from sign_offs where contract_id = $1) as facts,
            (select count(*)::int from idempotency_keys where caller_id = $2 and status = 201) as answers`,
    [team.contract.contractId, team.main.accountId],
  );
  expect(there?.facts).toBe(there?.answers);
  return there?.facts ?? -1;
}

const settled = ({ team }: Attempt): Promise<void> => world.settled([team.contract.contractId]);

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
  const signing = new WeakSet<Link>(); // the link that carries the sign-off: others have commits of their own
  toDatabase.watchClient = (message, link) => {
    if (message.includes('store_answer')) signing.add(link);
    if (!isCommit(message) || !signing.has(link)) return !isDead;
    if (point === 'before the commit is sent') dieOnce();
    if (point !== 'after the commit is sent') return !isDead;
    dieOnce();
    return true;
  };
  toDatabase.watchServer = (message, link) => {
    if (isDead) return false;
    if (point === 'after the commit is acknowledged' && isCommitted(message) && signing.has(link)) dieOnce();
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
    const rounds = scale(1, 10);
    for (const tried of await attempts(rounds)) {
      toDatabase.watchNothing();
      const server = await throughPassage();
      const toApi = await Passage.toApi(server.port);
      const deaths: Promise<void>[] = [];
      arm(point, toApi, () => void deaths.push(server.kill()));

      await expect(send(world.caller(toApi.port, tried.token), tried)).rejects.toThrow(NoAnswer);
      expect(deaths).toHaveLength(1);
      await Promise.all(deaths);
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
  LIMIT_MS,
);

test('only what a sign-off sends is counted: no connection that opens, and no read of facts about tokens that had begun', () => {
  const passage = { watchClient: () => true, watchServer: () => true } as unknown as Passage;
  const cut: string[] = [];
  const [reading, opening, signing] = ['reading', 'opening', 'signing'].map((name): Link => ({
    cut: () => void cut.push(name),
  })) as [Link, Link, Link];
  const begin = (kind: string) => Buffer.from(`begin; select app.set_actor('${kind}', null, null, '')`);
  const seen = cutAtMessage(passage, 'server', 2);

  passage.watchServer(Buffer.from('the end of a read that had begun'), reading);
  passage.watchServer(Buffer.from('a parameter of a connection'), opening);
  passage.watchClient(begin('sign_in'), opening);
  passage.watchServer(Buffer.from('a key'), opening);
  passage.watchClient(begin('person'), signing);
  passage.watchServer(Buffer.from('begun'), signing);

  expect([seen(), cut]).toEqual([1, []]);
  expect(passage.watchServer(Buffer.from('locked'), signing)).toBe(false);
  expect([seen(), cut]).toEqual([2, ['signing']]);
});

test(
  'whichever message of a sign-off the link to the database breaks at, the answer is 503 and the retry has one effect',
  async () => {
    toDatabase.watchNothing();
    const server = await throughPassage();
    const step = scale(3, 1); // every third message, or each
    const left = await attempts(100);
    const counts: Record<string, number> = { unavailable: 0, outcome_unknown: 0 };
    let tried = 0;
    for (const side of ['client', 'server'] as const) {
      for (let at = 1, isOver = false; !isOver; at += step) {
        const one = left.pop();
        if (!one) throw new Error('A sign-off has more messages than this test has contracts.');
        const by = world.caller(server.port, one.token);
        toDatabase.watchNothing();
        expect((await insist(() => by.get(pathOf(one.team, 'ladder')))).status).toBe(200);
        const seen = cutAtMessage(toDatabase, side, at);

        const reply = await send(by, one);
        isOver = seen() < at; // a sign-off has no such message
        toDatabase.watchNothing();
        if (isOver) {
          expect(reply.status).toBe(201);
          continue;
        }
        tried += 1;
        await settled(one);
        expect([reply.status, reply.headers['retry-after'], reply.headers['content-type']]).toEqual([
          503,
          '2',
          'application/problem+json; charset=utf-8',
        ]);
        counts[reply.body.code] = (counts[reply.body.code] ?? 0) + 1;
        if (reply.body.code === 'unavailable') expect(await effects(one)).toBe(0);
        await retried(one);
      }
    }
    expect(Object.keys(counts)).toEqual(['unavailable', 'outcome_unknown']);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
    expect(world.unexpected).toEqual([]);
    keep(14, {
      what: 'link between API and PostgreSQL cut at each message of a sign-off',
      tried,
      survived: tried,
      lost: 0,
      doubled: 0,
      notes: `${counts['unavailable']} × \`unavailable\`, ${counts['outcome_unknown']} × \`outcome_unknown\`, never 500`,
    });
  },
  LIMIT_MS,
);
