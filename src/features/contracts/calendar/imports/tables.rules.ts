import type { FieldError } from '../../../../kernel/errors.js';
import { holdsNir } from '../../../../kernel/nir.js';
import type { PlannedPlace } from '../calendar.types.js';
import {
  columnMissing,
  lineUnreadable,
  notADay,
  notAPlace,
  titleHoldsNir,
  titleTooLong,
  tooMuch,
} from './imports.errors.js';
import { FILE_BOUNDS, type ImportedPeriod, type ReadFile } from './imports.types.js';
import { dayOfText, periodMistake, placeOfText } from './periods.rules.js';
import { recordsOf, type TableRecord } from './records.rules.js';

/** What each column may be called, without accents. */
const COLUMNS = {
  from: ['du', 'debut', 'date', 'date de debut', 'from', 'start'],
  to: ['au', 'fin', 'date de fin', 'to', 'end'],
  place: ['lieu', 'type', 'place'],
  title: ['titre', 'objet', 'libelle', 'title'],
} as const;
type Column = keyof typeof COLUMNS;

/** Reads a table of periods with a line of headings: separated by semicolons, commas or tabs, as the first line shows. */
export function readCsv(text: string, usualPlace: PlannedPlace): ReadFile {
  if (text.split(/\r\n|\r|\n/).length > FILE_BOUNDS.lines)
    return refused(tooMuch('lines', FILE_BOUNDS.lines));
  const records = recordsOf(text);
  if (!Array.isArray(records)) return refused(lineUnreadable(records));
  const [headings, ...rows] = records;
  const places = placesOf(headings?.cells ?? []);
  if (places.from === undefined) return refused(columnMissing('du'));
  const read = rows.map((row) => readLine(row, places, usualPlace));
  return {
    periods: read.flatMap(({ period }) => (period ? [period] : [])),
    mistakes: read.flatMap(({ mistakes }) => mistakes),
  };
}

function readLine(
  { line, cells }: TableRecord,
  places: Readonly<Partial<Record<Column, number>>>,
  usualPlace: PlannedPlace,
): { period: ImportedPeriod | null; mistakes: FieldError[] } {
  const cell = (column: Column) => cells[places[column] ?? -1] ?? '';
  const [from, to] = [dayOfText(cell('from')), dayOfText(cell('to') || cell('from'))];
  const place = cell('place') === '' ? usualPlace : placeOfText(cell('place'));
  const title = cell('title') || null;
  const mistakes = [
    ...(from === null ? [notADay(line, 'du')] : []),
    ...(to === null && from !== null ? [notADay(line, 'au')] : []),
    ...(place === null ? [notAPlace(line, 'lieu')] : []),
    ...titleMistakes(line, title),
  ];
  if (from === null || to === null || place === null || mistakes.length > 0)
    return { period: null, mistakes };
  const period = { line, from, to, place, title };
  const mistake = periodMistake(period, 'au');
  return mistake ? { period: null, mistakes: [mistake] } : { period, mistakes: [] };
}

function titleMistakes(line: number, title: string | null): FieldError[] {
  if (title === null) return [];
  if (!isTitle(title)) return [titleTooLong(line, 'titre')];
  return holdsNir(title) ? [titleHoldsNir(line, 'titre')] : [];
}

/** As a title of the API: 120 characters, and none that a database or a spreadsheet would choke on. */
const isTitle = (text: string): boolean => text.length <= 120 && !/[\p{Cc}\p{Cs}]/u.test(text);

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

const refused = (mistake: FieldError): ReadFile => ({ periods: [], mistakes: [mistake] });
