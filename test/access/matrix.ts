import { EVERY_PLACE, placesTried, type CallerSpec, type Place } from './callers.js';
import type { Sample } from './sample.js';
import { placesOf } from './sending.js';
import { type Operation } from '../support/http/operations.js';

/** What everybody got for one request of an operation. */
export interface Block {
  readonly operation: Operation;
  readonly sample: Sample;
  readonly lines: readonly { readonly spec: CallerSpec; readonly cells: ReadonlyMap<Place, string> }[];
}

const LEGEND = `\
Who gets what: every operation of openapi.json, sent by everybody to every contract that the columns name. Written and
compared by test/access/access.test.ts, which also judges each cell by the design.

Two employers E1, E2 and two training centres C1, C2; today is 2026-03-12. A caller without another word belongs to E1 or C1.

  own       a contract of E1 and C1: that on which the callers with a mandate stand, and of the alternant
  ended     one of E1 and C1 with the same team, of another alternant: terminated, first day out 29 days ago
  same      one of E1 and C1, of another alternant with another team
  employer  one of E1 and C2
  centre    one of E2 and C1
  other     one of E2 and C2; where only an organisation is named: E2 or C2, and own is E1 or C1

  200 201   done                     200- done: the list does not hold the record
  200~      done, without the free texts
  401       unauthenticated
  403       forbidden                403m mandate_missing          403p person_required
  404       not_found
  Other refusals are told in full. Where not everybody is tried, those named are all.
  POST /v1/sign-offs is sent with one item: the cell is what that item got.
`;

const WIDTH = 120;

/**
 * The whole matrix: operations that answer alike stand above one table, callers who get the same cells on one line of it. The
 * longest line of a table that everybody is tried in comes last, as everybody else’s.
 */
export function printed(blocks: readonly Block[]): string {
  const alike = callersAlike(blocks);
  const tables = groupBy(blocks, (block) => printedTable(block, alike));
  const speakers = [...alike].filter(([, others]) => others.length > 0);
  return [
    LEGEND,
    'Answered alike everywhere; below, the first one speaks for all of them:',
    '',
    ...speakers.flatMap(([name, others]) => wrap(`  ${name} = `, others)),
    '',
    'Tried at some places only:',
    '',
    ...[...groupBy(specsOf(blocks), (spec) => placesTried(spec).join(', '))]
      .filter(([places]) => places !== EVERY_PLACE.join(', '))
      .flatMap(([places, specs]) =>
        wrap(
          `  ${places}: `,
          specs.map(({ name }) => name),
        ),
      ),
    '',
    ...[...tables].flatMap(([table, likes]) => [...likes.map(titleOf), table, '']),
  ].join('\n');
}

const titleOf = ({ operation, sample }: Block): string =>
  [operation.method, operation.path, ...(sample.as ? [`(${sample.as})`] : [])].join(' ');

const specsOf = (blocks: readonly Block[]): CallerSpec[] => [
  ...new Map(blocks.flatMap(({ lines }) => lines.map(({ spec }) => [spec.name, spec]))).values(),
];

type Row = readonly [name: string, cells: readonly string[]];

const rowsOf = ({ sample, lines }: Block): Row[] =>
  lines.map(({ spec, cells }) => [spec.name, placesOf(sample).map((place) => cells.get(place) ?? '')]);

/** Each caller who speaks for others, with those who get the same cells in each block; by the order of callers. */
function callersAlike(blocks: readonly Block[]): Map<string, readonly string[]> {
  const all = blocks.map((block) => new Map(rowsOf(block)));
  const names = specsOf(blocks).map(({ name }) => name);
  const groups = groupBy(names, (name) => JSON.stringify(all.map((rows) => rows.get(name) ?? null)));
  return new Map([...groups.values()].map(([first = '', ...others]) => [first, others]));
}

function printedTable(block: Block, alike: ReadonlyMap<string, readonly string[]>): string {
  const rows = rowsOf(block).filter(([name]) => alike.has(name));
  const names = rows.map(([name]) => name);
  const places = block.sample.of === 'nothing' ? [''] : placesOf(block.sample);
  const widths = places.map((place, i) =>
    Math.max(place.length, ...rows.map(([, cells]) => (cells[i] ?? '').length)),
  );
  const printRow = (cells: readonly string[]) =>
    `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}  `;
  const lines = groupCompatible(rows).map(([cells, members]) => ({
    cells: printRow(cells),
    callers: shortened(
      names.filter((name) => members.includes(name)),
      names,
    ),
    first: names.findIndex((name) => members.includes(name)),
  }));
  lines.sort((one, other) => one.first - other.first);
  const lengthOf = ({ callers }: { callers: readonly string[] }) => callers.join().length;
  const longest = lines.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one));
  const rest = rows.length === alike.size ? longest : null;
  return [
    printRow(places).trimEnd(),
    ...lines.filter((line) => line !== rest).flatMap(({ cells, callers }) => wrap(cells, callers)),
    ...(rest ? [`${rest.cells}${lines.length === 1 ? 'everybody' : 'everybody else'}`] : []),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * The callers of each line of cells; who is tried at fewer places joins those who get the same at these, the most numerous
 * first: which places they are tried at stands above all tables.
 */
function groupCompatible(rows: readonly Row[]): [readonly string[], string[]][] {
  const equal = [...groupBy(rows, ([, cells]) => JSON.stringify(cells)).values()].map(
    (members): [readonly string[], string[]] => [members[0]?.[1] ?? [], members.map(([name]) => name)],
  );
  const tried = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length;
  equal.sort(([one, those], [other, these]) => tried(other) - tried(one) || these.length - those.length);
  const groups: [readonly string[], string[]][] = [];
  for (const [cells, members] of equal) {
    const fitting = groups.filter(([those]) => cells.every((cell, i) => cell === '' || cell === those[i]));
    const [largest, ...others] = fitting;
    if (largest)
      others
        .reduce((one, other) => (other[1].length > one[1].length ? other : one), largest)[1]
        .push(...members);
    else groups.push([cells, members]);
  }
  return groups;
}

/** Names with a common beginning told once; a whole family of three or more as “every …”. */
function shortened(names: readonly string[], all: readonly string[]): string[] {
  const familyOf = (name: string) => name.split(',')[0] ?? name;
  const families = [
    { label: 'every client', members: all.filter((name) => name.startsWith('client ')) },
    ...[...groupBy(all, familyOf)].map(([family, members]) => ({ label: `every ${family}`, members })),
  ];
  let left = [...names];
  for (const { label, members } of families) {
    if (members.length < 3 || !members.every((name) => left.includes(name))) continue;
    left = left.flatMap((name) => (name === members[0] ? [label] : members.includes(name) ? [] : [name]));
  }
  return left.reduce<string[]>((short, name) => {
    const last = short.at(-1);
    const [family, tail] = [familyOf(name), name.slice(familyOf(name).length + 2)];
    if (tail && last?.startsWith(`${family}, `)) return [...short.slice(0, -1), `${last} | ${tail}`];
    return [...short, name];
  }, []);
}

/** The names after their cells, on as many lines as they need. */
function wrap(start: string, names: readonly string[]): string[] {
  const indent = ''.padEnd(start.length);
  return names
    .join('; ')
    .split(' ')
    .reduce<string[]>(
      (lines, word) => {
        const line = lines.at(-1) ?? '';
        if (line.length === start.length) return [...lines.slice(0, -1), line + word];
        if (line.length + word.length >= WIDTH) return [...lines, indent + word];
        return [...lines.slice(0, -1), `${line} ${word}`];
      },
      [start],
    );
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
