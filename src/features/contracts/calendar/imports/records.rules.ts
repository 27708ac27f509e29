/** One line of a table, with the number of the line on which it begins. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [';', '\t', ','] as const;

/** Reads a table as RFC 4180 has it, whichever separator its first line uses most. A number: the line that cannot be read. */
export function recordsOf(text: string): TableRecord[] | number {
  const separator = separatorOf(text);
  const records: TableRecord[] = [];
  let [line, begun, cell, at] = [1, 1, '', 0];
  let cells: string[] = [];
  // Asked of the whole cell at each quote, a line of quotes would be walked through as often as it is long.
  let isBlank = true;
  const endCell = () => {
    cells.push(cell.trim());
    [cell, isBlank] = ['', true];
  };
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '"' && isBlank) {
      const quoted = quotedCell(text, at + 1);
      if (!quoted || !isAtEnd(text, quoted.end, separator)) return line;
      [cell, isBlank] = [quoted.cell, false];
      line += cell.split('\n').length - 1;
      at = quoted.end;
    } else if (char === separator) {
      endCell();
      at += 1;
    } else if (char === '\n' || char === '\r') {
      at += char === '\r' && text[at + 1] === '\n' ? 2 : 1;
      endCell();
      records.push({ line: begun, cells });
      [cells, line] = [[], line + 1];
      begun = line;
    } else {
      cell += char;
      isBlank &&= char.trim() === '';
      at += 1;
    }
  }
  endCell();
  return [...records, { line: begun, cells }].filter((one) => one.cells.some((value) => value !== ''));
}

/** What stands between quotes, two of which are one; null: they never close. */
function quotedCell(text: string, from: number): { cell: string; end: number } | null {
  let cell = '';
  let at = from;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return null;
    cell += text.slice(at, close);
    if (text[close + 1] !== '"') return { cell, end: close + 1 };
    cell += '"';
    at = close + 2;
  }
}

function isAtEnd(text: string, from: number, separator: string): boolean {
  const rest = /[^ ]/.exec(text.slice(from, from + 200))?.[0];
  return rest === undefined || rest === separator || rest === '\n' || rest === '\r';
}

function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r\n|\r|\n/, 1);
  const timesOf = (separator: string) => first.split(separator).length;
  return SEPARATORS.reduce((best, one) => (timesOf(one) > timesOf(best) ? one : best), ';' as string);
}
