import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, type Day } from '../../src/kernel/days.js';
import { Cluster } from './support/cluster.js';
import { keep, LIMIT_MS, scale } from './support/figures.js';
import { statusesOf, type HttpCaller, type Reply } from './support/http.js';
import { pathOf, signOff, today, World, type Team } from './support/world.js';
import { SEED } from '../support/runs.js';

// Everything that changes a contract, at once, on few contracts that share people: whoever takes its locks in another
// order than the others is found by PostgreSQL, which says so in its log and counts it.

const AT_ONCE = 24;
const CONTRACTS = 4;

let cluster: Cluster;
let world: World;
let ports: number[];

beforeAll(async () => {
  // Found soon, so that a short run finds it too.
  cluster = await Cluster.start({ deadlock_timeout: '50ms' });
  world = await World.start(cluster, 'deadlocks');
  ports = [(await world.server()).port, (await world.server()).port];
}, 120_000);
afterAll(async () => {
  await world?.stop();
  await cluster?.stop();
});

/** A small generator of one's own: the same seed plays the same commands (not their order on the server). */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Scene {
  readonly teams: Team[];
  readonly drafts: string[];
  readonly tutors: HttpCaller[];
  readonly hr: HttpCaller;
  readonly centre: HttpCaller;
  readonly people: string[];
  readonly etags: Map<string, string>;
}

/** Contracts under way that share tutors, and drafts of one alternant that exclude each other. */
async function scene(port: number): Promise<Scene> {
  const ladderId = await world.ladder(['A', 'B']);
  const teams = await world.team(CONTRACTS, ladderId);
  const made = await world.given(async (build) => {
    const hr = await build.someone('hr', world.employerId);
    const centre = await build.someone('centre_admin', world.trainingCentreId);
    const alternant = await build.someone('alternant', world.trainingCentreId, {
      birthDate: addDays(today(), -20 * 366),
    });
    const drafts = [];
    for (const startsIn of [1, 200, 30]) {
      const draft = await build.contract({
        ladderId,
        alternant,
        employerId: world.employerId,
        trainingCentreId: world.trainingCentreId,
        startsOn: addDays(today(), startsIn),
        until: addDays(today(), startsIn + 365),
        draft: true,
      });
      const tutor = teams[drafts.length % teams.length]?.main;
      if (tutor)
        await build.mandate(draft, 'main_tutor', { from: addDays(today(), startsIn), person: tutor });
      drafts.push(draft.contractId);
    }
    return { hr, centre, alternant, drafts };
  });
  const [hr = '', centre = '', ...tutors] = await world.tokens([
    made.hr,
    made.centre,
    ...teams.map(({ main }) => main),
  ]);
  return {
    teams,
    drafts: made.drafts,
    tutors: tutors.map((token) => world.caller(port, token)),
    hr: world.caller(port, hr),
    centre: world.caller(port, centre),
    people: [made.alternant, ...teams.map(({ main }) => main)].map(({ personId }) => personId),
    etags: new Map(),
  };
}

async function play(scene: Scene, below: (n: number) => number): Promise<Reply> {
  const which = below(CONTRACTS);
  const team = scene.teams[which] as Team;
  const tutor = scene.tutors[which] as HttpCaller;
  const competency = below(2) ? 'A' : 'B';
  const on: Day = today();
  const hrOrCentre = below(2) ? scene.hr : scene.centre;
  switch (below(16)) {
    case 0:
    case 1:
    case 2:
      return tutor.post(
        pathOf(team, 'sign-offs'),
        signOff(competency, below(3) ? 'observation' : 'simple_tasks'),
      );
    case 3:
    case 4: {
      const { data } = (await tutor.get(pathOf(team, 'sign-offs?limit=500'))).body;
      if (data.length === 0) return tutor.get(pathOf(team, 'ladder'));
      return tutor.post(`/v1/sign-offs/${data[below(data.length)].id}/revocations`, {
        reasonCode: 'other',
        reason: 'Raison',
      });
    }
    case 5:
      return tutor.post(pathOf(team, 'level-decisions'), { level: 'simple_tasks', decision: 'open' });
    case 6:
    case 7: {
      const other = scene.teams[below(CONTRACTS)] as Team;
      const role = below(2) ? 'substitute' : 'main_tutor';
      return scene.hr.post(pathOf(team, 'mandates'), {
        personId: other.main.personId,
        role,
        from: on,
        to: addDays(on, below(9)),
      });
    }
    case 8: {
      const { data } = (await scene.hr.get(pathOf(team, 'mandates?limit=500'))).body;
      const open = data.filter((mandate: { role: string }) => mandate.role === 'substitute');
      if (open.length === 0) return scene.hr.get(pathOf(team, 'mandates'));
      return scene.hr.post(`/v1/mandates/${open[below(open.length)].id}/end`, { on });
    }
    case 9:
      return hrOrCentre.post(pathOf(team, 'suspend'), { on });
    case 10:
    case 11:
      return hrOrCentre.post(pathOf(team, 'resume'), { on });
    case 12:
      if (below(20)) return scene.centre.get(pathOf(team, 'events?limit=500'));
      return hrOrCentre.post(pathOf(team, 'terminate'), { on, cause: 'mutual_agreement', initiator: 'both' });
    case 13:
    case 14: {
      const path = `/v1/people/${scene.people[below(scene.people.length)]}`;
      const by = path.endsWith(scene.people[0] ?? '') ? scene.centre : scene.hr;
      const etag = scene.etags.get(path) ?? String((await by.get(path)).headers['etag']);
      const reply = await by.send('PATCH', path, { givenName: `Nom ${below(99)}` }, { 'if-match': etag });
      scene.etags.delete(path);
      if (reply.status === 200) scene.etags.set(path, String(reply.headers['etag']));
      return reply;
    }
    default:
      return hrOrCentre.post(`/v1/contracts/${scene.drafts[below(scene.drafts.length)]}/sign`, { on });
  }
}

test(
  `whatever changes contracts at once, nobody waits for ever and nothing breaks (seed ${SEED})`,
  async () => {
    const rounds = scale(2, 10);
    const each = scale(12, 40);
    const below = numbers(SEED);
    const replies: Reply[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const scenes = await scene(ports[round % 2] ?? 0);
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let i = 0; i < each; i += 1) replies.push(await play(scenes, below));
        }),
      );
    }

    const failed = replies.filter(({ status }) => status >= 500);
    expect(statusesOf(failed)).toEqual({});
    const seen = statusesOf(replies);
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(['200', '201', '409 already_acquired']));
    expect(await cluster.deadlocks(world.database)).toBe(0);
    expect(world.unexpected).toEqual([]);
    expect(await world.differences()).toBe(0);
    expect(await world.gaps()).toBe(0);
    keep(9, {
      what: 'commands of every kind at once on few contracts that share people',
      tried: replies.length,
      survived: replies.length - failed.length,
      lost: 0,
      doubled: 0,
      notes: `0 × 5xx, 0 deadlocks; ${seen['200'] ?? 0} × 200, ${seen['201'] ?? 0} × 201, the rest refused`,
    });
  },
  LIMIT_MS,
);
