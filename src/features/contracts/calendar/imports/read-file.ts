import { validationFailed } from '../../../../kernel/refusals.js';
import type { SentTable } from '../../../../platform/server/table-body.js';
import type { PlannedPlace } from '../calendar.types.js';
import { readCsv } from './calendar-csv.js';
import { readIcs } from './calendar-ics.js';
import { noText } from './imports.errors.js';
import type { CalendarImport } from './imports.types.js';
import { gatheredExceptions, statedExceptions } from './periods.rules.js';

/** The periods of a file, all of them or none. @throws validation_failed with what is wrong, by line and column */
export function readCalendarFile(file: SentTable | null, place: PlannedPlace): CalendarImport {
  const text = file && decoded(file);
  if (!file || text === null) throw validationFailed([noText()]);
  const isCsv = file.type === 'text/csv';
  const { exceptions, mistakes } = isCsv
    ? statedExceptions(readCsv(text, place))
    : gatheredExceptions(readIcs(text, place));
  if (mistakes.length > 0) throw validationFailed(mistakes);
  return { source: isCsv ? 'csv' : 'ics', exceptions };
}

/** UTF-8, or what a spreadsheet in France writes; null: no text. */
function decoded({ bytes, charset }: SentTable): string | null {
  const text = charset === 'windows-1252' ? latin(bytes) : (utf8(bytes) ?? latin(bytes));
  return text.trim() === '' || text.includes('\0') ? null : text;
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const latin = (bytes: Buffer): string => new TextDecoder('windows-1252').decode(bytes);
