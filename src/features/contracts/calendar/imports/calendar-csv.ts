import { CsvError, parse } from 'csv-parse/sync';
import type { FieldError } from '../../../../kernel/errors.js';
import { isText } from '../../../../platform/validation/fields.js';
import type { PlannedPlace } from '../calendar.types.js';
import {
  columnMissing,
  lineUnreadable,
  notADay,
  notAPlace,
  titleTooLong,
  tooMuch,
} from './imports.errors.js';
import { FILE_BOUNDS, type ImportedPeriod, type ReadFile } from './imports.types.js';
import { dayOfText, periodMistake, placeOfText } from './periods.rules.js';

/** What each column may be called, without accents. */
const COLUMNS = {
  from: ['du', 'debut', 'date', 'date de debut', 'from', 'start'],
  to: ['au', 'fin', 'date de fin', 'to', 'end'],
  place: ['lieu', 'type', 'place'],
  title: ['titre', 'objet', 'libelle', 'title'],
} as const;
type Column = keyof typeof COLUMNS;

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads a table of periods with a line of headings: separated by semicolons, commas or tabs, as the first line shows. */
export function readCsv(text: string, unlessTold: PlannedPlace): ReadFile {
  if (countLines(text) > FILE_BOUNDS.lines) return refused(tooMuch('lines', FILE_BOUNDS.lines));
  let lines: readonly Line[];
  try {
    lines = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 4096,
    }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused(lineUnreadable(Number(error['lines'] ?? 1)));
  }
  const [headings, ...rows] = lines;
  const places = placesOf(headings?.record ?? []);
  const absent = (['from'] as const).filter((column) => places[column] === undefined);
  if (absent.length > 0) return { periods: [], mistakes: absent.map(() => columnMissing('du')) };
  const read = rows
    .filter(({ record }) => record.some((cell) => cell !== ''))
    .map((row) => readLine(row, places, unlessTold));
  return {
    periods: read.flatMap(({ period }) => (period ? [period] : [])),
    mistakes: read.flatMap(({ mistakes }) => mistakes),
  };
}

function readLine(
  { record, info }: Line,
  places: Readonly<Partial<Record<Column, number>>>,
  unlessTold: PlannedPlace,
): { period: ImportedPeriod | null; mistakes: FieldError[] } {
  const line = info.lines;
  const cell = (column: Column) => record[places[column] ?? -1] ?? '';
  const [from, to] = [dayOfText(cell('from')), dayOfText(cell('to') || cell('from'))];
  const place = cell('place') === '' ? unlessTold : placeOfText(cell('place'));
  const title = cell('title') || null;
  const mistakes = [
    ...(from === null ? [notADay(line, 'du')] : []),
    ...(to === null && from !== null ? [notADay(line, 'au')] : []),
    ...(place === null ? [notAPlace(line, 'lieu')] : []),
    ...(title !== null && !isText(title, 1, 120) ? [titleTooLong(line, 'titre')] : []),
  ];
  if (from === null || to === null || place === null || mistakes.length > 0)
    return { period: null, mistakes };
  const period = { line, from, to, place, title };
  const mistake = periodMistake(period, 'au');
  return mistake ? { period: null, mistakes: [mistake] } : { period, mistakes: [] };
}

function placesOf(headings: readonly string[]): Partial<Record<Column, number>> {
  const plain = headings.map((heading) =>
    heading
      .normalize('NFD')
      .replaceAll(/[\u0300-\u036F]/g, '')
      .toLowerCase(),
  );
  const found = Object.entries(COLUMNS).flatMap(([column, names]) => {
    const place = plain.findIndex((heading) => (names as readonly string[]).includes(heading));
    return place < 0 ? [] : [[column, place] as const];
  });
  return Object.fromEntries(found);
}

function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r\n|\r|\n/, 1);
  const counted = [';', '\t', ','].map((separator) => ({ separator, times: first.split(separator).length }));
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).separator;
}

const countLines = (text: string): number => text.split(/\r\n|\r|\n/).length;
const refused = (mistake: FieldError): ReadFile => ({ periods: [], mistakes: [mistake] });
