import type { TestApp, Caller } from '../support/app.js';
import type { Someone } from '../support/scenarios/given.js';
import { detailsOf, isCancelled, mandatesOf, signedOn } from './contract.js';
import { between, plus, type DomainEvent, type Story } from './facts.js';
import type { Shape } from './ladders.js';
import { changes, statuses } from './progress.js';

/** Somebody who calls: a person with all they are, or the employer's client. */
export interface Actor {
  readonly name: string;
  readonly id: string;
  readonly isClient: boolean;
  readonly birthDate: string | null;
  /** What they are, and where. */
  readonly memberships: readonly {
    readonly role: string;
    readonly in: 'employer' | 'centre' | 'elsewhere';
    /** The first day out; nobody has left unless told. */
    readonly until?: string;
  }[];
  readonly call: Caller;
}

/** Everything that the model knows. It never changes: what happens makes another one. */
export interface World {
  readonly cast: readonly Actor[];
  readonly ladder: Shape;
  readonly ids: {
    readonly employer: string;
    readonly centre: string;
    /** Two that say the same, under the same codes. */
    readonly ladders: readonly [string, string];
    /** From the first to the other, and back: everything is exact. */
    readonly mappings: readonly [string, string];
  };
  readonly contracts: readonly { readonly id: string; readonly story: Story }[];
}

export const STRUCTURE = 'EHPAD';

export const actor = (world: World, name: string): Actor => {
  const found = world.cast.find((one) => one.name === name || one.id === name);
  if (!found) throw new Error(`Nobody is ${name}.`);
  return found;
};

export const storyOf = (world: World, contract: string): Story =>
  world.contracts.find(({ id }) => id === contract)?.story ?? [];

/** Writes facts down, each followed by the levels that it moved. */
export function record(
  world: World,
  contract: string,
  events: readonly DomainEvent[],
  by: string,
  at: string,
): World {
  let story = storyOf(world, contract);
  for (const event of events) {
    const before = statuses(world.ladder, story);
    story = [...story, { ...event, by, at }];
    const moved = changes(before, statuses(world.ladder, story));
    story = [
      ...story,
      ...moved.map(({ type, index }) => ({ type, level: world.ladder.levels[index]?.code ?? '', by, at })),
    ];
  }
  const others = world.contracts.filter(({ id }) => id !== contract);
  const isNew = others.length === world.contracts.length;
  return {
    ...world,
    contracts: isNew
      ? [...others, { id: contract, story }]
      : world.contracts.map((one) => (one.id === contract ? { id: contract, story } : one)),
  };
}

/** The stories that a signed contract continues, back to the first: of the same alternant, signed, each begun before. */
export function earlierOf(world: World, contract: string): Story[] {
  const found: Story[] = [];
  for (let story = storyOf(world, contract); found.length < 8;) {
    const { continuationOf, alternant, startsOn } = detailsOf(story);
    if (continuationOf === null || signedOn(story) === null || isCancelled(story)) break;
    const before = storyOf(world, continuationOf);
    if (signedOn(before) === null || isCancelled(before)) break;
    if (detailsOf(before).alternant !== alternant || detailsOf(before).startsOn >= startsOn) break;
    found.push(before);
    story = before;
  }
  return found;
}

export const isOf = (who: Actor, where: 'employer' | 'centre', ...roles: string[]): boolean =>
  who.memberships.some((one) => one.in === where && roles.includes(one.role));

/** The first day on which somebody no longer is what a mandate of that role needs; null: they are for good; '': they never were. */
export function memberUntil(who: Actor, role: string): string | null {
  const fitting = who.memberships.filter(({ role: held, in: where }) => {
    if (role === 'observer') return where !== 'elsewhere';
    if (role === 'referent') return where === 'centre' && ['referent', 'centre_admin'].includes(held);
    return where === 'employer' && ['tutor', 'hr'].includes(held);
  });
  if (fitting.some(({ until }) => until === undefined)) return null;
  return fitting.reduce((last, { until = '' }) => (until > last ? until : last), '');
}

export function isMember(who: Actor, role: string, day: string): boolean {
  const until = memberUntil(who, role);
  return until === null || day < until;
}

/** The alternant, the parties' administrators and auditors, and a mandate until 30 days after it ended. */
export function sees(who: Actor, story: Story, today: string): boolean {
  return (
    story.length > 0 &&
    (who.id === detailsOf(story).alternant ||
      isOf(who, 'employer', 'hr', 'auditor') ||
      isOf(who, 'centre', 'centre_admin', 'auditor') ||
      mandatesOf(story).some(
        ({ person, from, until }) =>
          person === who.id && (until === null || (from < until && between(until, today) < 30)),
      ))
  );
}

type Membership = Actor['memberships'][number];

/** New organisations, and one of each who may come by. */
export async function newWorld(app: TestApp, ladder: Shape): Promise<World> {
  const employer = await app.given.organisation({ structureType: STRUCTURE });
  const centre = await app.given.organisation({ kind: 'training_centre' });
  const elsewhere = await app.given.organisation();
  const place = { employer, centre, elsewhere };
  const published = () => app.given.ladder({ levels: ladder.levels, missions: ladder.missions });
  const ladders = [await published(), await published()] as const;
  const codes = new Set(
    ladder.levels.flatMap(({ requirements }) => requirements.map((one) => one.competency)),
  );
  const competencies = [...codes].map((code) => ({ from: code, to: code, kind: 'exact' }));
  const platform = await app.as(await app.given.someone('platform_admin'));
  const mapping = async (from: string, toLadderId: string): Promise<string> =>
    (await platform.post(`/v1/ladders/${from}/mappings`, { toLadderId, competencies })).body.id;
  const mappings = [await mapping(ladders[0], ladders[1]), await mapping(ladders[1], ladders[0])] as const;

  const person = async (
    name: string,
    birthDate: string | null,
    memberships: Membership[],
  ): Promise<Actor> => {
    const [first, ...more] = memberships;
    if (!first) throw new Error(`${name} is a member of nothing.`);
    const someone = await app.given.someone(first.role as never, place[first.in], {
      // As no log names a process or a role.
      givenName: `Modeste-${name}`,
      birthDate,
    });
    for (const { role, in: where } of more) await app.given.membership(someone, role as never, place[where]);
    const whole = { ...someone, roles: memberships.map(({ role }) => role) } as unknown as Someone;
    return { name, id: someone.personId, isClient: false, birthDate, memberships, call: await app.as(whole) };
  };
  const client = await app.given.apiClient(employer);
  const today = app.clock.today();
  const cast: Actor[] = [];
  for (const [name, birthDate, ...memberships] of CAST(today)) {
    cast.push(await person(name, birthDate, memberships));
  }
  cast.push({
    name: 'client',
    id: client.clientId,
    isClient: true,
    birthDate: null,
    memberships: [{ role: 'hr', in: 'employer' }],
    call: app.asClient(client),
  });
  return { cast, ladder, ids: { employer, centre, ladders, mappings }, contracts: [] };
}

const inEmployer = (role: string): Membership => ({ role, in: 'employer' });
const inCentre = (role: string): Membership => ({ role, in: 'centre' });

/** Three alternants: of age, soon of age, of no known age. A tutor soon of age; one who is also a referent. */
const CAST = (today: string): [string, string | null, ...Membership[]][] => [
  ['alma', '2000-02-29', inCentre('alternant')],
  ['milo', plus(today, -18 * 365 + 60), inCentre('alternant')],
  ['nora', null, inCentre('alternant')],
  ['hr', '1980-01-01', inEmployer('hr')],
  ['admin', '1980-01-01', inCentre('centre_admin')],
  ['tess', '1985-01-01', inEmployer('tutor')],
  ['theo', '1986-01-01', inEmployer('tutor')],
  ['tina', null, inEmployer('tutor')],
  ['young', plus(today, -18 * 365 + 40), inEmployer('tutor')],
  ['rose', '1975-01-01', inCentre('referent')],
  ['both', '1975-01-01', inEmployer('tutor'), inCentre('referent')],
  ['auditor', '1975-01-01', inCentre('auditor')],
  ['stranger', '1980-01-01', { role: 'hr', in: 'elsewhere' }],
];
