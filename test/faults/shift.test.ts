import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiProcess } from './support/api-process.js';
import { Cluster } from './support/cluster.js';
import { LIMIT_MS, scale } from './support/figures.js';
import { insist, NoAnswer, type Reply } from './support/http.js';
import { cutAtMessage, isCommit, Passage, type Link } from './support/passage.js';
import { signOff, today, World, type Team } from './support/world.js';

// A shift is several transactions: the server dies between two of them, or loses its database at any message. Then the
// phone sends the same items again, to another process.

const CONTRACTS = 3;

let cluster: Cluster;
let world: World;
let other: ApiProcess;
let toDatabase: Passage;
let ladder: Awaited<ReturnType<World['ladder']>>;

beforeAll(async () => {
  cluster = await Cluster.start();
  world = await World.start(cluster, 'shift');
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

/** What one tutor wrote about several alternants. */
interface Shift {
  readonly teams: readonly Team[];
  readonly token: string;
  readonly items: readonly object[];
}

async function shift(): Promise<Shift> {
  const teams = await world.team(CONTRACTS, ladder);
  const [tutor] = teams.map(({ main }) => main);
  if (!tutor) throw new Error('A team has a tutor.');
  await world.given(async (build) => {
    for (const { contract } of teams.slice(1))
      await build.mandate(contract, 'co_tutor', { from: today(), person: tutor });
  });
  const [token = ''] = await world.tokens([tutor]);
  const { observedOn, observation, items } = signOff('A');
  const sent = teams.map(({ contract }) => ({
    clientId: randomUUID(),
    contractId: contract.contractId,
    observedOn,
    observation,
    ...items[0],
  }));
  return { teams, token, items: sent };
}

const send = (port: number, { token, items }: Shift): Promise<Reply> =>
  world.caller(port, token).post('/v1/sign-offs', { items });

const idsOf = (teams: readonly Team[]) => teams.map(({ contract }) => contract.contractId);

/** Lists for each contract its sign-offs, and the names under which they were sent; always as many. */
async function effects({ teams }: Shift): Promise<number> {
  const [there] = await world.query<{ facts: number; names: number; observations: number }>(
    `select (select count(*)::int from sign_offs s where s.contract_id = any ($1)) as facts,
            (select count(*)::int from observations o where o.contract_id = any ($1)) as observations,
            (select count(*)::int from sent_facts k join sign_offs s on s.id = k.sign_off_id
             where s.contract_id = any ($1)) as names`,
    [idsOf(teams)],
  );
  expect([there?.names, there?.observations]).toEqual([there?.facts, there?.facts]);
  return there?.facts ?? -1;
}

const settled = ({ teams }: Shift): Promise<void> => world.settled(idsOf(teams));

/** Sent again elsewhere: everything is recorded once, and each item is answered with its sign-off. */
async function sentAgain(sent: Shift): Promise<void> {
  const again = await insist(() => send(other.port, sent));
  expect(again.body.results.map(({ status }: { status: number }) => status)).toEqual([201, 201, 201]);
  expect(await effects(sent)).toBe(CONTRACTS);
  const once = await send(other.port, sent);
  expect(once.body).toEqual(again.body);
  expect(await effects(sent)).toBe(CONTRACTS);
}

/** Calls back at each commit of a shift: other transactions have commits of their own. */
function watchCommits(at: (commit: number) => boolean): void {
  const signing = new WeakSet<Link>();
  let commits = 0;
  toDatabase.watchClient = (message, link) => {
    if (message.includes('sent_facts')) signing.add(link);
    if (!isCommit(message) || !signing.has(link)) return true;
    commits += 1;
    return at(commits);
  };
}

test.each([
  ['before the second commit is sent', 2, false, 1],
  ['after the second commit is sent', 2, true, 2],
  ['after the last commit is sent', CONTRACTS, true, CONTRACTS],
])(
  'killed %s, the server leaves whole contracts, and the shift sent again has one effect',
  async (_, at, isSent, left) => {
    for (let round = 0; round < scale(1, 5); round += 1) {
      toDatabase.watchNothing();
      const server = await throughPassage();
      const sent = await shift();
      const deaths: Promise<void>[] = [];
      watchCommits((commit) => {
        if (commit === at) deaths.push(server.kill());
        return commit < at || (commit === at && isSent);
      });

      await expect(send(server.port, sent)).rejects.toThrow(NoAnswer);
      await Promise.all(deaths);
      toDatabase.watchNothing();
      await settled(sent);

      expect(await effects(sent)).toBe(left);
      await sentAgain(sent);
    }
  },
  LIMIT_MS,
);

test(
  'whichever message of a shift the link to the database breaks at, only the items of that contract are to send again',
  async () => {
    toDatabase.watchNothing();
    const server = await throughPassage();
    const step = scale(3, 1); // every third message, or each
    const seenStatuses = new Set<string>();
    for (const side of ['client', 'server'] as const) {
      for (let at = 1, isOver = false; !isOver; at += step) {
        const sent = await shift();
        toDatabase.watchNothing();
        await insist(() => world.caller(server.port, sent.token).get('/v1/me'));
        const seen = cutAtMessage(toDatabase, side, at);

        const reply = await send(server.port, sent);
        isOver = seen() < at; // a shift has no such message
        toDatabase.watchNothing();
        await settled(sent);
        expect(reply.status).toBe(200);
        const reported = reply.body.results.map(
          ({ status, problem }: Reply['body']) => problem?.code ?? `${status}`,
        );
        for (const one of reported) seenStatuses.add(one);
        expect(reported.filter((one: string) => one !== '201').length).toBe(isOver ? 0 : 1);
        if (reported.includes('unavailable')) expect(await effects(sent)).toBe(CONTRACTS - 1);
        await sentAgain(sent);
      }
    }
    expect([...seenStatuses].sort()).toEqual(['201', 'outcome_unknown', 'unavailable']);
    expect(world.unexpected).toEqual([]);
  },
  LIMIT_MS,
);
