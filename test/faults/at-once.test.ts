import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../src/kernel/days.js';
import { Cluster } from './support/cluster.js';
import { keep, LIMIT_MS, scale } from './support/figures.js';
import { statusesOf, type HttpCaller, type Reply } from './support/http.js';
import { pathOf, signOff, today, World } from './support/world.js';

// Many at once, on two processes, with PostgreSQL as durable as it is in production.

let cluster: Cluster;
let world: World;
let ports: number[];

beforeAll(async () => {
  cluster = await Cluster.start();
  world = await World.start(cluster, 'at_once');
  ports = [(await world.server()).port, (await world.server()).port];
}, 120_000);
afterAll(async () => {
  await world?.stop();
  await cluster?.stop();
});

/** One caller for each process, as the same person. */
async function callers(person: Parameters<World['tokens']>[0][number]): Promise<HttpCaller[]> {
  const [token] = await world.tokens([person]);
  return ports.map((port) => world.caller(port, token ?? ''));
}

/** Sends a request `count` times at once, over both processes. */
const volley = (
  on: readonly HttpCaller[],
  count: number,
  send: (by: HttpCaller, i: number) => Promise<Reply>,
) => Promise.all(Array.from({ length: count }, (_, i) => send(on[i % on.length] as HttpCaller, i)));

/** What a caller relies on: everything but the request's own number, its rate limit, its date and its connection. */
const shown = ({ status, headers, text }: Reply): string =>
  JSON.stringify([status, headers['content-type'], headers['location'], headers['etag'], text]);

const OWN_ANSWER = 100;

async function oneEffect(
  order: number,
  what: string,
  rounds: number,
  prepare: () => Promise<{ on: HttpCaller[]; path: string; body: object; effects: () => Promise<number> }>,
): Promise<void> {
  let survived = 0;
  let doubled = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { on, path, body, effects } = await prepare();
    const replies = await volley(on, OWN_ANSWER, (by) =>
      by.post(path, body, { 'idempotency-key': `once-${order}-${round}` }),
    );

    expect(statusesOf(replies)).toEqual({ 201: OWN_ANSWER });
    expect(new Set(replies.map(shown)).size).toBe(1);
    expect(replies.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(
      OWN_ANSWER - 1,
    );
    const done = await effects();
    expect(done).toBe(1);
    doubled += done - 1;
    survived += replies.length;
  }
  keep(order, { what, tried: rounds * OWN_ANSWER, survived, lost: 0, doubled, notes: 'two processes' });
}

test(
  'a hundred identical sign-offs at once under one key: one effect, a hundred equal answers',
  async () => {
    const ladderId = await world.ladder(['A', 'B']);
    await oneEffect(1, 'identical sign-offs at once under one key', scale(2, 20), async () => {
      const [team] = await world.team(1, ladderId);
      if (!team) throw new Error('no team');
      return {
        on: await callers(team.main),
        path: pathOf(team, 'sign-offs'),
        body: signOff('A'),
        effects: async () =>
          (await world.query('select 1 from sign_offs where contract_id = $1', [team.contract.contractId]))
            .length,
      };
    });
  },
  LIMIT_MS,
);

test(
  'a hundred identical contracts at once under one key: one contract, a hundred equal answers',
  async () => {
    const ladderId = await world.ladder(['A']);
    const hr = await callers(await world.given((build) => build.someone('hr', world.employerId)));
    await oneEffect(2, 'identical contract creations at once under one key', scale(2, 20), async () => {
      const alternant = await world.given((build) =>
        build.someone('alternant', world.trainingCentreId, { birthDate: addDays(today(), -20 * 366) }),
      );
      return {
        on: hr,
        path: '/v1/contracts',
        body: {
          kind: 'apprenticeship',
          alternantId: alternant.personId,
          employerId: world.employerId,
          trainingCentreId: world.trainingCentreId,
          ladderId,
          startsOn: addDays(today(), 10),
          endsOn: addDays(today(), 500),
        },
        effects: async () =>
          (await world.query('select 1 from contracts where alternant_id = $1', [alternant.personId])).length,
      };
    });
  },
  LIMIT_MS,
);

const WRITERS = 50;

async function oneWinner(
  order: number,
  what: string,
  rounds: number,
  on: HttpCaller[],
  path: string,
  write: (by: HttpCaller, i: number, etag: string) => Promise<Reply>,
): Promise<void> {
  let survived = 0;
  let doubled = 0;
  // Nobody sends what another round left: an equal change is none, and wins beside the winner.
  for (let round = 0; round < rounds; round += 1) {
    const before = await (on[0] as HttpCaller).get(path);
    const replies = await volley(on, WRITERS, (by, i) =>
      write(by, round * WRITERS + i, String(before.headers['etag'])),
    );

    const winners = replies.filter(({ status }) => status === 200);
    expect(statusesOf(replies)).toEqual({ 200: 1, '412 precondition_failed': WRITERS - 1 });
    const after = await (on[1] as HttpCaller).get(path);
    expect(JSON.parse(winners[0]?.text ?? '')).toMatchObject(JSON.parse(after.text) as object);
    expect(after.headers['etag']).toBe(winners[0]?.headers['etag']);
    doubled += winners.length - 1;
    survived += replies.length;
  }
  keep(order, {
    what,
    tried: rounds * WRITERS,
    survived,
    lost: 0,
    doubled,
    notes: '1 winner, 49 × 412 each time',
  });
}

test(
  'of fifty writers with one If-Match one wins, and the others are told: a person',
  async () => {
    const admin = await callers(await world.given((build) => build.someone('platform_admin')));
    const { personId } = await world.given((build) => build.someone('tutor', world.employerId));
    await oneWinner(
      3,
      'changes of one person at once with one `If-Match`',
      scale(2, 20),
      admin,
      `/v1/people/${personId}`,
      (by, i, etag) =>
        by.send('PATCH', `/v1/people/${personId}`, { givenName: `Nom ${i}` }, { 'if-match': etag }),
    );
  },
  LIMIT_MS,
);

test(
  'of fifty writers with one If-Match one wins, and the others are told: an organisation',
  async () => {
    const admin = await callers(await world.given((build) => build.someone('platform_admin')));
    const path = `/v1/organisations/${world.employerId}`;
    await oneWinner(
      4,
      'changes of one organisation at once with one `If-Match`',
      scale(2, 20),
      admin,
      path,
      (by, i, etag) => by.send('PATCH', path, { name: `EHPAD ${i}` }, { 'if-match': etag }),
    );
  },
  LIMIT_MS,
);

test(
  'of fifty writers with one If-Match one wins, and the others are told: a framework’s draft',
  async () => {
    const admin = await callers(await world.given((build) => build.someone('platform_admin')));
    const draft = (title: string) => ({
      code: 'F-AT-ONCE',
      version: '1',
      title,
      blocks: [{ code: 'B1', title: 'Bloc', competencies: [{ code: 'C1', title: 'Accompagner' }] }],
    });
    const created = await (admin[0] as HttpCaller).post('/v1/frameworks', draft('Ébauche'));
    const path = String(created.headers['location']);
    await oneWinner(
      5,
      'replacements of one framework draft at once with one `If-Match`',
      scale(2, 20),
      admin,
      path,
      (by, i, etag) => by.send('PUT', path, draft(`Ébauche ${i}`), { 'if-match': etag }),
    );
  },
  LIMIT_MS,
);

test(
  'two tutors sign the last competency at once: one unlock, and the other learns of it',
  async () => {
    const rounds = scale(20, 200);
    const ladderId = await world.ladder(['A', 'B']);
    const teams = await world.team(rounds, ladderId);
    const tokens = await world.tokens(teams.flatMap(({ main, co }) => [main, co]));
    let survived = 0;
    let doubled = 0;
    for (const [i, team] of teams.entries()) {
      const [main, co] = [0, 1].map((n) => world.caller(ports[(i + n) % 2] ?? 0, tokens[2 * i + n] ?? ''));
      if (!main || !co) throw new Error('no tutors');
      expect((await main.post(pathOf(team, 'sign-offs'), signOff('A'))).status).toBe(201);

      const both = await Promise.all(
        [main, co].map((by) => by.post(pathOf(team, 'sign-offs'), signOff('B'))),
      );

      expect(statusesOf(both)).toEqual({ 201: 1, '409 already_acquired': 1 });
      const winner = both.find(({ status }) => status === 201)?.body;
      const loser = both.find(({ status }) => status === 409)?.body;
      expect(loser.signOffId).toBe(winner.signOffs[0].id);
      expect(winner.ladder.currentLevel).toBe('simple_tasks');
      const { data } = (await co.get(pathOf(team, 'events'))).body;
      const reported = data
        .map(({ type }: { type: string }) => type)
        .filter((type: string) => type.startsWith('level.'));
      expect(reported).toEqual(['level.achieved', 'level.opened']);
      doubled += reported.length - 2;
      survived += 1;
      main.close();
      co.close();
    }
    expect(await world.differences()).toBe(0);
    keep(6, {
      what: 'two tutors sign the last competency at once',
      tried: rounds,
      survived,
      lost: 0,
      doubled,
      notes:
        'one `level.achieved` and one `level.opened` on each contract; the refusal names the winning sign-off',
    });
  },
  LIMIT_MS,
);

test(
  'a hundred main tutors at once on one contract: one, and the others overlap',
  async () => {
    const rounds = scale(1, 10);
    const ladderId = await world.ladder(['A']);
    const hr = await callers(await world.given((build) => build.someone('hr', world.employerId)));
    let survived = 0;
    let doubled = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { contract, tutors } = await world.given(async (build) => ({
        contract: await build.contract({
          ladderId,
          employerId: world.employerId,
          trainingCentreId: world.trainingCentreId,
          startsOn: addDays(today(), -100),
          until: addDays(today(), 500),
        }),
        tutors: await Promise.all(
          Array.from({ length: 100 }, () => build.someone('tutor', world.employerId)),
        ),
      }));

      const replies = await volley(hr, tutors.length, (by, i) =>
        by.post(`/v1/contracts/${contract.contractId}/mandates`, {
          personId: tutors[i]?.personId,
          role: 'main_tutor',
          from: today(),
        }),
      );

      expect(statusesOf(replies)).toEqual({ 201: 1, '409 main_tutor_overlap': tutors.length - 1 });
      const held = await world.query('select 1 from mandates where contract_id = $1', [contract.contractId]);
      expect(held).toHaveLength(1);
      doubled += held.length - 1;
      survived += replies.length;
    }
    keep(7, {
      what: 'main tutors at once on one contract',
      tried: rounds * 100,
      survived,
      lost: 0,
      doubled,
      notes: 'the others `main_tutor_overlap`',
    });
  },
  LIMIT_MS,
);

test(
  'a reader who pages events while twenty write misses none, and reads them in order',
  async () => {
    const each = scale(8, 100);
    const ladderId = await world.ladder(['A', 'B']);
    const [team] = await world.team(1, ladderId);
    if (!team) throw new Error('no team');
    const writers = await callers(team.main);
    const reader = (await callers(team.co))[1] as HttpCaller;
    let isWriting = true;
    const writing = Promise.all(
      Array.from({ length: 20 }, async (_, w) => {
        for (let i = 0; i < each; i += 1) {
          const reply = await (writers[w % 2] as HttpCaller).post(pathOf(team, 'observations'), {
            observedOn: today(),
            items: [{ competency: i % 2 ? 'A' : 'B', level: 'observation', outcome: 'performed' }],
          });
          expect(reply.status).toBe(201);
        }
      }),
    ).finally(() => (isWriting = false));

    const read: number[] = [];
    let after = '';
    let skipped = 0;
    let pages = 0;
    for (let isLast = false; !isLast;) {
      const wroteBefore = isWriting;
      const { body } = await reader.get(pathOf(team, `events?limit=7${after ? `&after=${after}` : ''}`));
      pages += 1;
      for (const { sequence } of body.data as { sequence: number }[]) {
        const last = read.at(-1) ?? 0;
        if (sequence <= last) continue; // the last page is read again until there is more
        skipped += sequence - last - 1;
        read.push(sequence);
      }
      after = body.page.next ?? after;
      isLast = !wroteBefore && body.page.next === null;
    }
    await writing;

    const [head] = await world.query<{ last: string }>(
      'select last_sequence as last from contracts where id = $1',
      [team.contract.contractId],
    );
    expect(skipped).toBe(0);
    expect(read.at(-1)).toBe(Number(head?.last));
    expect(read).toHaveLength(20 * each + 2);
    keep(8, {
      what: 'events read by pages while twenty write',
      tried: read.length,
      survived: read.length,
      lost: skipped,
      doubled: 0,
      notes: `${pages} pages of 7; rising, none skipped`,
    });
  },
  LIMIT_MS,
);

test('no server wrote of a bug, and PostgreSQL found no deadlock', async () => {
  expect(world.unexpected).toEqual([]);
  expect(await cluster.deadlocks(world.database)).toBe(0);
  expect(await world.gaps()).toBe(0);
});
