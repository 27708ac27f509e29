import { Archive } from '../files/archive.js';

export type Cell = string | number | boolean | null;

export type SheetKind = 'text' | 'whole' | 'decimal' | 'share' | 'day' | 'yes_no';

export interface SheetColumn {
  readonly title: string;
  readonly kind: SheetKind;
  /** In characters. */
  readonly width: number;
}

interface Sheet {
  readonly title: string;
  readonly columns: readonly SheetColumn[];
}

/** Styles by their place in `cellXfs` below. */
const STYLES: Record<SheetKind | 'heading', number> = {
  text: 0,
  whole: 0,
  decimal: 0,
  yes_no: 0,
  heading: 1,
  day: 2,
  share: 3,
};

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const CONTENT_TYPES =
  `${XML}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${SHEETML}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETML}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${SHEETML}.styles+xml"/></Types>`;

const ROOT_RELATIONS =
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

const WORKBOOK_RELATIONS =
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

/** 14 is the short date and 9 the percentage of whoever opens the file. */
const STYLESHEET =
  `${XML}<styleSheet xmlns="${MAIN}">` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF5"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="4"><xf xfId="0"/>' +
  '<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>' +
  '<xf xfId="0" numFmtId="14" applyNumberFormat="1"/><xf xfId="0" numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>';

/** Longer texts are kept by Node until it collects all its garbage. */
const ROWS_AT_ONCE = 10;

/** An XLSX file of one sheet, made as it is read: the memory it takes is that of one batch. Same rows, same bytes. */
export async function* xlsx<Row>(
  sheet: Sheet,
  batches: AsyncIterable<readonly Row[]>,
  cellsOf: (row: Row) => readonly Cell[],
): AsyncGenerator<Uint8Array, void> {
  const zip = new Archive();
  await zip.add('[Content_Types].xml', CONTENT_TYPES);
  await zip.add('_rels/.rels', ROOT_RELATIONS);
  await zip.add('xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS);
  await zip.add('xl/styles.xml', STYLESHEET);
  const file = zip.open('xl/worksheets/sheet1.xml');
  try {
    await file.write(sheetHead(sheet));
    let line = 1;
    for await (const rows of batches) {
      for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
        const some = rows.slice(first, first + ROWS_AT_ONCE);
        await file.write(some.map((row) => rowOf((line += 1), sheet.columns, cellsOf(row))).join(''));
      }
      yield zip.take();
    }
    const area = `A1:${letters(sheet.columns.length)}${line}`;
    await file.write(`</sheetData><autoFilter ref="${area}"/></worksheet>`);
    await file.end();
    await zip.add('xl/workbook.xml', workbookOf(sheet.title, area));
    zip.end();
    yield zip.take();
  } finally {
    file.release();
  }
}

function sheetHead({ columns }: Sheet): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const headings = columns.map(({ title }, index) =>
    textCell(`${letters(index + 1)}1`, STYLES.heading, title),
  );
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1" ht="32" customHeight="1">${headings.join('')}</row>`
  );
}

function workbookOf(title: string, area: string): string {
  const fixed = area.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2');
  return (
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(title)}" sheetId="1" r:id="rId1"/></sheets>` +
    `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'${escaped(title)}'!${fixed}</definedName>` +
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'${escaped(title)}'!$1:$1</definedName></definedNames></workbook>`
  );
}

function rowOf(line: number, columns: readonly SheetColumn[], cells: readonly Cell[]): string {
  const filled = cells.map((cell, index) => {
    if (cell === null || cell === '') return '';
    const kind = columns[index]?.kind ?? 'text';
    const place = `${letters(index + 1)}${line}`;
    if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if (kind === 'day') return `<c r="${place}" s="${STYLES.day}"><v>${serialOf(String(cell))}</v></c>`;
    if (typeof cell === 'number') return `<c r="${place}" s="${STYLES[kind]}"><v>${cell}</v></c>`;
    return textCell(place, STYLES[kind], cell);
  });
  return `<row r="${line}">${filled.join('')}</row>`;
}

/** A text is never a formula, whatever it begins with. */
const textCell = (place: string, style: number, text: string): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** Days since 30 December 1899: how spreadsheets count, after February 1900. */
const serialOf = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 25_569;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// What XML has no character for is written as spreadsheets do, and so is a text that looks like that.
const SPECIAL =
  // oxlint-disable-next-line no-control-regex
  /[&<>"']|[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|_(?=x[0-9A-Fa-f]{4}_)/g;

function escaped(text: string): string {
  return text.replaceAll(
    SPECIAL,
    (found) => ENTITIES[found] ?? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );
}

const LETTERS = new Map<number, string>();

/** 1 is A, 27 is AA. */
function letters(column: number): string {
  let name = LETTERS.get(column);
  if (name === undefined) {
    name = '';
    for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
      name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
    }
    LETTERS.set(column, name);
  }
  return name;
}
