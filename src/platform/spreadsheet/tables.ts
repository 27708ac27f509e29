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
  /** A CSV for programs, whatever the language. */
  readonly isRaw?: boolean;
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
  { format, language, isRaw = false, fileName, next = null }: Asked,
): Download {
  const forPeople = format === 'csv' && language === 'fr' && !isRaw;
  const write = forPeople ? frenchCsv : { ndjson, csv, xlsx: sheet }[format];
  const parameters = {
    ndjson: '',
    csv: `; charset=utf-8; header=present${isRaw ? '; profile=raw' : ''}`,
    xlsx: '',
  }[format];
  return new Download(write(table, presented(found, present), language), {
    mediaType: `${MEDIA_TYPES[format]}${parameters}`,
    language,
    fileName: `${fileName}.${format}`,
    isTagged: true,
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

/** RFC 4180, for programs: names and codes. No byte order mark: it would be read as part of the first name. */
const csv = <Row>({ columns }: Table<Row>, batches: Batches<Row>): AsyncGenerator<Piece, void> =>
  separated(
    lineOf(
      columns.map(({ name }) => name),
      ',',
    ),
    columns.map(
      ({ value }) =>
        (row: Row) =>
          csvCell(value(row)),
    ),
    ',',
    batches,
  );

/** What a spreadsheet in French opens by itself: its mark, its separators, its words, its days. */
const frenchCsv = <Row>({ columns }: Table<Row>, batches: Batches<Row>): AsyncGenerator<Piece, void> =>
  separated(
    `\uFEFF${lineOf(
      columns.map(({ title }) => frenchCell(title.fr, 'text')),
      ';',
    )}`,
    columns.map(({ value, shown, kind }) => (row: Row) => {
      const cell = (shown ?? value)(row);
      return frenchCell(typeof cell === 'object' && cell !== null ? cell.fr : cell, kind);
    }),
    ';',
    batches,
  );

async function* separated<Row>(
  names: string,
  cellsOf: readonly ((row: Row) => string)[],
  separator: string,
  batches: Batches<Row>,
): AsyncGenerator<Piece, void> {
  // The names travel with the first rows: until those are there, the request can still be refused.
  let head = names;
  for await (const rows of batches) {
    let lines = head;
    // Loops, since this is done half a million times for ten thousand rows.
    for (const row of rows) {
      const cells: string[] = [];
      for (const cellOf of cellsOf) cells.push(cellOf(row));
      lines += lineOf(cells, separator);
    }
    yield lines;
    head = '';
  }
  if (head !== '') yield head;
}

const lineOf = (cells: readonly string[], separator: string): string => `${cells.join(separator)}\r\n`;

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

/** Writes a cell as somebody reads it in French: `0,26`, `31/12/2026`, `oui`. */
export function frenchCell(cell: Cell, kind: SheetColumn['kind']): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  if (kind === 'day') return cell.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
  const safe = csvCell(cell);
  return safe.startsWith('"') || !safe.includes(';') ? safe : `"${safe}"`;
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
