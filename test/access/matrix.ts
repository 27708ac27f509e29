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

Left out where everybody is tried, and in no “every …” there, so that a line of theirs tells of a difference:

  401 of no token; hr, token expired; hr, token altered; client of the employer, over since today. The last gets 403 or 403p
  where the client of the employer does.
  Who belongs to E2 or C2 and gets what their like of E1 or C1 gets once the two are exchanged, \`same\` speaking for own
  and ended: hr and centre_admin of another organisation, auditor and client of another employer and of another centre.
  The alternant of the ended contract, who gets there what the alternant gets on their own.
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
    'Named together, whoever of them is not left out:',
    '',
    ...Object.entries(TOGETHER).flatMap(([label, belongs]) =>
      wrap(
        `  ${label} = `,
        shortened(
          [...alike.keys()].filter((name) => belongs.test(name)),
          [],
        ),
      ),
    ),
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
    ...[...tables].flatMap(([table, likes]) => [...likes.map(titleOf), table]),
    '',
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

/** Those who are let in nowhere. */
const REFUSED = ['no token', 'hr, token expired', 'hr, token altered'];

const OVER = 'client of the employer, over since today';

/** Who belongs to another employer or centre, their like of the first, and whose contracts they see in place of which. */
const ANOTHER_EMPLOYER: readonly Place[] = ['centre', 'centre', 'centre', 'other', 'same', 'employer'];
const ANOTHER_CENTRE: readonly Place[] = ['employer', 'employer', 'employer', 'same', 'other', 'centre'];
const ON_THE_ENDED: readonly Place[] = ['ended', 'own', 'same', 'employer', 'centre', 'other'];
const ELSEWHERE = new Map<string, readonly [like: string, exchanged: readonly Place[]]>([
  ['hr of another organisation', ['hr', ANOTHER_EMPLOYER]],
  ['auditor of another employer', ['auditor of the employer', ANOTHER_EMPLOYER]],
  ['client of another employer', ['client of the employer', ANOTHER_EMPLOYER]],
  ['centre_admin of another organisation', ['centre_admin', ANOTHER_CENTRE]],
  ['auditor of another centre', ['auditor of the centre', ANOTHER_CENTRE]],
  ['client of another centre', ['client of the centre', ANOTHER_CENTRE]],
  ['alternant of the ended contract', ['alternant', ON_THE_ENDED]],
]);

const isExpected = (name: string) => REFUSED.includes(name) || name === OVER || ELSEWHERE.has(name);

/** Whether the legend says already what somebody gets. */
function isLeftOut([name, cells]: Row, rows: readonly Row[], places: readonly Place[]): boolean {
  const cellsOf = (other?: string) => rows.find(([it]) => it === other)?.[1];
  if (REFUSED.includes(name) || name === OVER) {
    const [gate = ''] = name === OVER ? (cellsOf('client of the employer') ?? []) : [];
    return cells.every((cell) => cell === '' || cell === (/^403p?$/.test(gate) ? gate : '401'));
  }
  const [like, exchanged] = ELSEWHERE.get(name) ?? [];
  const theirs = cellsOf(like);
  if (!exchanged || !theirs || places.length < 2) return false;
  const isOrganisation = places.length === 2; // own and other, whatever became of a contract
  const from = (i: number) =>
    isOrganisation ? (exchanged === ON_THE_ENDED ? i : 1 - i) : places.indexOf(exchanged[i] ?? 'own');
  return cells.every((cell, i) => cell === theirs[from(i)]);
}

function printedTable(block: Block, alike: ReadonlyMap<string, readonly string[]>): string {
  const all = rowsOf(block).filter(([name]) => alike.has(name));
  const isEverybody = all.length === alike.size;
  const places = block.sample.of === 'nothing' ? [''] : placesOf(block.sample);
  const rows = isEverybody ? all.filter((row) => !isLeftOut(row, all, placesOf(block.sample))) : all;
  const names = rows.map(([name]) => name);
  const widths = places.map((place, i) =>
    Math.max(place.length, ...rows.map(([, cells]) => (cells[i] ?? '').length)),
  );
  const printRow = (cells: readonly string[]) =>
    `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}  `;
  const lines = groupCompatible(rows).map(([cells, members]) => ({
    cells: printRow(cells),
    members: names.filter((name) => members.includes(name)),
    first: names.findIndex((name) => members.includes(name)),
  }));
  lines.sort((one, other) => one.first - other.first);
  const lengthOf = ({ members }: { members: readonly string[] }) => members.join().length;
  const longest = lines.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one));
  const rest = isEverybody ? longest : null;
  const isAll = rest !== null && lines.length === 1 && rows.length === all.length;
  return [
    printRow(places).trimEnd(),
    ...lines.flatMap((line) => {
      const shown = line === rest ? line.members.filter((name) => !isAll && isExpected(name)) : line.members;
      return shown.length > 0 ? wrap(line.cells, shortened(shown, names)) : [];
    }),
    ...(rest ? [`${rest.cells}${isAll ? 'everybody' : 'everybody else'}`] : []),
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

/** Callers who stand together again and again, in the order in which they are looked for. */
const TOGETHER: Readonly<Record<string, RegExp>> = {
  'every client': /^client /,
  'every client with one scope': /^client of .*, \w+:\w+$/,
  'every auditor': /^auditor/,
  'every alternant': /^alternant/,
  'every hr of the employer': /^hr($| who)/,
  'every hr with a mandate': /^hr who/,
  'everybody who stands on no contract':
    /^(hr|centre_admin), left today, token from before$|^alternant without|without mandate$|30 days ago$/,
  'everybody who left today': /today, token from before$/,
  'every administrator who left today': /^(hr|centre_admin), left today, token from before$/,
  'every holder on another contract': /of another contract$/,
  'every tutor on another contract': /^(main_tutor|co_tutor|substitute) of another contract$/,
  'every holder': /^(main_tutor|co_tutor|substitute|observer|referent)$/,
  'every tutor': /^(main_tutor|co_tutor|substitute)$/,
  'every holder until 29 days ago or to come': /(29 days ago| to come)$/,
  'every other holder':
    /^(co_tutor up to the first level|observer of the centre|tutor who left the employer today)$/,
  'everybody without mandate': /without mandate$|30 days ago$/,
};

/** Names with a common beginning told once; a whole family of three or more as “every …”. */
function shortened(names: readonly string[], all: readonly string[]): string[] {
  const familyOf = (name: string) => name.split(',')[0] ?? name;
  const families = [
    ...Object.entries(TOGETHER).map(([label, belongs]) => ({
      label,
      members: all.filter((name) => belongs.test(name)),
    })),
    ...[...groupBy(all, familyOf)].map(([family, members]) => ({ label: `every ${family}`, members })),
  ];
  let left = [...names];
  for (const { label, members } of families) {
    if (members.length < 2 || !members.every((name) => left.includes(name))) continue;
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
