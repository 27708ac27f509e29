import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type TestResponse } from '../support/app.js';
import { IS_FULL, SEED } from '../support/runs.js';
import { Undo } from '../support/scenarios/undo.js';
import { placesTried, CallerPosition, type Place } from './callers.js';
import { expectedCell } from './expected.js';
import { printed, type Block } from './matrix.js';
import { routesOf } from './routes.js';
import type { Sample } from './sample.js';
import { SAMPLES } from './samples.js';
import { cellOf, inItsTurn, placesOf, readIfThere, samplesOf, targetOf, trySample } from './sending.js';
import { OPERATIONS, type Operation } from '../support/http/operations.js';
import { commentOf, secretsOf, World, type Known } from './world.js';

const PRINTED = 'test/access/matrix.txt';
const MINUTES = 60_000;
/** As many as the server has connections. */
const AT_ONCE = 8;

let app: TestApp;
let world: World;
let undo: Undo;
const blocks: Block[] = [];
/** What was refused and yet changed something, and what was told to whom it should not have been. */
const wrong: string[] = [];

beforeAll(async () => {
  app = await TestApp.start({ PALIER_POOL_SIZE: `${AT_ONCE}` });
  world = await World.build(app);
  undo = await Undo.watch(app.owner);
  for (const operation of OPERATIONS) {
    for (const sample of samplesOf(operation)) blocks.push(await tryEverybody(operation, sample));
  }
}, 30 * MINUTES);

afterAll(() => app.stop());

test('every route is an operation of openapi.json, says who may try it, and has a request here', () => {
  const routes = routesOf(app.nest);
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    OPERATIONS.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`).sort(),
  );
  expect(OPERATIONS.filter((operation) => samplesOf(operation).length === 0)).toEqual([]);
  expect(SAMPLES.filter(({ operation }) => !OPERATIONS.some(({ id }) => id === operation))).toEqual([]);
});

test('a token says the roles that the design gives', () => {
  for (const { spec, someone } of world.known.filter((it) => it.spec.token === 'fresh' && !it.spec.client)) {
    expect([spec.name, [...someone.roles].sort()]).toEqual([
      spec.name,
      [...new CallerPosition(spec, 'own').roles].sort(),
    ]);
  }
});

test(`who may do what is printed in ${PRINTED}; once a change is wanted: UPDATE=1 npm test -- test/access`, () => {
  if (process.env['UPDATE']) writeFileSync(PRINTED, printed(blocks));

  expect(readIfThere(PRINTED)).toBe(printed(blocks));
});

test('every cell is what the design asks for', () => {
  const departures = blocks.flatMap(({ operation, sample, lines }) =>
    lines.flatMap(({ spec, cells }) =>
      [...cells]
        .map(([place, cell]) => ({ place, cell, expected: expectedCell(spec, sample, place) }))
        .filter(({ cell, expected }) => cell !== expected)
        .map(({ place, cell, expected }) =>
          [operation.id, sample.as ?? '', spec.name, place, `is ${cell}, should be ${expected}`].join(' | '),
        ),
    ),
  );

  expect(departures).toEqual([]);
});

test('no refused request changed anything, no read did, and nobody was told of a contract that is not theirs to see', () => {
  expect(wrong).toEqual([]);
});

/**
 * One sample of an operation, sent by everybody to every place. Those who should change nothing go first, several at
 * once; whoever should succeed goes alone, and what they did is taken back before the next request.
 */
async function tryEverybody(operation: Operation, sample: Sample): Promise<Block> {
  const everybody = world.known.filter(({ spec }) => !sample.by || sample.by.includes(spec.name));
  const cells = new Map<Known, Map<Place, string>>();
  await sample.before?.(world);
  const mark = await undo.mark();
  const revoke = async (answer: TestResponse) => {
    const { status } = inItsTurn(answer);
    const changed = butNotes(operation, await undo.undo(mark));
    if (status >= 400 && changed.length > 0)
      wrong.push(`${operation.id}, refused, changed ${changed.join()}`);
  };

  const [quiet, busy] = [
    everybody.filter((known) => !shouldChange(known, operation, sample)),
    everybody.filter((known) => shouldChange(known, operation, sample)),
  ];
  await severalAtOnce(quiet, async (known) => {
    cells.set(known, await tryPlaces(known, operation, sample, () => Promise.resolve()));
  });
  const changed = butNotes(operation, await undo.undo(mark));
  if (changed.length > 0) wrong.push(`${operation.id} changed ${changed.join()} for whom it should not`);
  for (const known of busy) cells.set(known, await tryPlaces(known, operation, sample, revoke));
  await undo.undo(0);
  return {
    operation,
    sample,
    lines: everybody.map((known) => ({ spec: known.spec, cells: cells.get(known) ?? new Map() })),
  };
}

const placesFor = ({ spec }: Known, sample: Sample): Place[] => {
  const tried = placesTried(spec);
  return placesOf(sample).filter((place) => tried.includes(place));
};

/**
 * Where a caller is tried: everywhere with `npm run test:full`. Otherwise where the design tells places apart, and of those
 * where it gives the same answer at two: the first, and another that is drawn.
 */
function drawnPlaces(known: Known, operation: Operation, sample: Sample): Place[] {
  const places = placesFor(known, sample);
  const expected = new Set(places.map((place) => expectedCell(known.spec, sample, place)));
  if (IS_FULL || expected.size > 1) return places;
  const [first, ...others] = places;
  const drawn = others[hashOf(`${SEED} ${operation.id} ${sample.as} ${known.spec.name}`) % others.length];
  return [first, drawn].filter((place) => place !== undefined);
}

const hashOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();

const shouldChange = (known: Known, { method }: Operation, sample: Sample): boolean =>
  method !== 'GET' &&
  placesFor(known, sample).some((place) => expectedCell(known.spec, sample, place).startsWith('2'));

async function severalAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function tryPlaces(
  known: Known,
  operation: Operation,
  sample: Sample,
  afterwards: (answer: TestResponse) => Promise<void>,
): Promise<Map<Place, string>> {
  // What a list without a contract in its path answers does not depend on the place: one request tells all.
  const isOne = sample.lists !== undefined && !operation.path.includes('{');
  const tried = drawnPlaces(known, operation, sample);
  // What is not tried is printed as the design has it; what is tried is compared with that.
  const cells = new Map(
    placesFor(known, sample).map((place) => [place, expectedCell(known.spec, sample, place)]),
  );
  let answer: TestResponse | null = null;
  for (const place of tried) {
    const target = targetOf(world, place);
    if (answer === null || !isOne) {
      answer = await trySample(known, operation, sample, target);
      await afterwards(answer);
      wrong.push(
        ...exposedTooMuch(known, answer).map((what) => `${operation.id} told ${known.spec.name} of ${what}`),
      );
    }
    cells.set(place, cellOf(answer, sample, target));
  }
  return cells;
}

/** What an answer holds of contracts that the caller does not see, and of comments that they do not read. */
function exposedTooMuch({ spec }: Known, { text }: TestResponse): string[] {
  return [...world.grounds.values()].flatMap((ground) => {
    const by = new CallerPosition(spec, ground.place);
    const hidden = [
      ...(by.sees || by.is('platform_admin') ? [] : secretsOf(ground)),
      ...(by.readsComments ? [] : [commentOf(ground.place)]),
    ];
    return hidden.filter((secret) => text.includes(secret));
  });
}

/** What is written down whoever asks, and stays: guesses of a password or a link; that a booklet was issued; whom an employer saw. */
const WRITTEN_BESIDE: Readonly<Record<string, string>> = {
  getBooklet: 'issued_reports',
  listProspects: 'prospect_views',
};
const butNotes = ({ id }: Operation, tables: readonly string[]): string[] =>
  tables.filter((table) => table !== 'sign_in_failures' && table !== WRITTEN_BESIDE[id]);
