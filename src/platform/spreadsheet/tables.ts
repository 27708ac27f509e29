import type { Bilingual, Language } from '../../kernel/language.js';
import { Download, type Piece } from '../responses/answer.js';
import { MEDIA_TYPES, type Format } from '../responses/formats.js';
import { xlsx, type Cell, type SheetColumn } from './xlsx.js';

/** One column of a table. `name` is for programs and is the same in every language; `title` is for people. */
export interface Column<Row> extends Omit<SheetColumn, 'title'> {
  readonly name: string;
  readonly title: Bilingual;
  readonly value: (row: Row) => Cell;
  /** What people read instead of a code. */
  readonly shown?: (row: Row) => Bilingual | Cell;
}

export interface Table<Row> {
  /** The name of the sheet. */
  readonly title: Bilingual;
  readonly columns: readonly Column<Row>[];
}

interface Asked {
  readonly format: Exclude<Format, 'json'>;
  readonly language: Language;
  /** Without its extension. */
  readonly fileName: string;
  readonly next?: string | null;
}

type Batches<Row> = AsyncIterable<readonly Row[]>;

/** How a table is called in CSV, column by column. */
export const columnNames = <Row>({ columns }: Table<Row>): string[] => columns.map(({ name }) => name);

/** A table to download, row by row: NDJSON and CSV for programs, XLSX for people. */
export function tableDownload<Found, Row>(
  table: Table<Row>,
  present: (found: Found) => Row,
  found: AsyncIterable<readonly Found[]> | readonly (readonly Found[])[],
  { format, language, fileName, next = null }: Asked,
): Download {
  const write = { ndjson, csv, xlsx: sheet }[format];
  const parameters = { ndjson: '', csv: '; charset=utf-8; header=present', xlsx: '' }[format];
  return new Download(write(table, presented(found, present), language), {
    mediaType: `${MEDIA_TYPES[format]}${parameters}`,
    language,
    fileName: `${fileName}.${format}`,
    next,
  });
}

async function* presented<Found, Row>(
  found: AsyncIterable<readonly Found[]> | readonly (readonly Found[])[],
  present: (found: Found) => Row,
): AsyncGenerator<Row[], void> {
  for await (const batch of found) yield batch.map(present);
}

async function* ndjson<Row>(_: Table<Row>, batches: Batches<Row>): AsyncGenerator<Piece, void> {
  for await (const rows of batches) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** RFC 4180. No byte order mark: a program would read it as part of the first name. A spreadsheet asks for XLSX. */
async function* csv<Row>({ columns }: Table<Row>, batches: Batches<Row>): AsyncGenerator<Piece, void> {
  // The names travel with the first rows: until those are there, the request can still be refused.
  let head = lineOf(columns.map(({ name }) => name));
  for await (const rows of batches) {
    let lines = head;
    // Loops, since this is done half a million times for ten thousand rows.
    for (const row of rows) {
      const cells: string[] = [];
      for (const { value } of columns) cells.push(csvCell(value(row)));
      lines += lineOf(cells);
    }
    yield lines;
    head = '';
  }
  if (head !== '') yield head;
}

const lineOf = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** What a spreadsheet would run if a cell began with it, blanks aside; the wide forms are those of Asian keyboards. */
const FORMULA = /^(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/;

/** Where a cell would begin for a reader that takes `;` or tabs for what parts cells, and our quotes for letters. */
const FORMULA_INSIDE = /([;\t\r\n][\s"']*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** Quoted where it must be; what would run as a formula, for whatever reader, gets an apostrophe before it. */
export function csvCell(cell: Cell): string {
  if (cell === null || cell === '') return '';
  if (typeof cell !== 'string') return String(cell);
  const inside = cell.replaceAll(FORMULA_INSIDE, "$1'");
  const safe = FORMULA.test(inside) ? `'${inside}` : inside;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function sheet<Row>(
  { title, columns }: Table<Row>,
  batches: Batches<Row>,
  language: Language,
): AsyncGenerator<Piece, void> {
  const inWords = (cell: Bilingual | Cell): Cell =>
    typeof cell === 'object' && cell !== null ? cell[language] : cell;
  return xlsx(
    {
      title: title[language],
      columns: columns.map((column) => ({ ...column, title: column.title[language] })),
    },
    batches,
    (row) => columns.map(({ value, shown }) => inWords((shown ?? value)(row))),
  );
}
