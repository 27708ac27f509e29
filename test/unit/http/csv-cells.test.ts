import { parse } from 'csv-parse/sync';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvCell } from '../../../src/platform/spreadsheet/tables.js';

const STARTERS = ['=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'];

test.each([
  ['Résidence; le Parc', 'Résidence; le Parc'],
  ['=1+1', "'=1+1"],
  [' =1+1', "' =1+1"],
  ['Dupont;=1+1', "Dupont;'=1+1"],
  ['Dupont;"=1+1', `"Dupont;""'=1+1"`],
  ['Dupont\t+1', "Dupont\t'+1"],
  ['deux lignes\r\n@A1', `"deux lignes\r\n'@A1"`],
  ['a-b; c', 'a-b; c'],
  ['2 - 1', '2 - 1'],
])('the cell %j is written %j', (cell, written) => {
  expect(csvCell(cell)).toBe(written);
});

/** Somebody's spreadsheet that parts cells by another sign, and knows quotes only where a cell begins with one. */
function cellsSeenBy(delimiter: string, line: string): string[] {
  return (
    parse(line, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
    }) as string[][]
  ).flat();
}
/** The plainest one: it cuts wherever the sign or the end of a line stands. */
const cut = (delimiter: string, line: string): string[] =>
  line.split(/[\r\n]+/).flatMap((part) => part.split(delimiter).map((cell) => cell.replace(/^[\s"]+/, '')));

test('no reader finds a formula at the beginning of a cell, whatever parts the cells for it', () => {
  const piece = fc.constantFrom(...STARTERS, ';', '\t', '\r', '\n', '"', "'", ' ', 'a', '1', ',');
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (first, second) => {
      const line = `nom,${csvCell(first)},${csvCell(second)}\r\n`;
      for (const delimiter of [';', '\t']) {
        const seen = cut(delimiter, line);
        try {
          seen.push(...cellsSeenBy(delimiter, line));
        } catch {
          // What this reader refuses it does not run.
        }
        for (const cell of seen) expect(STARTERS).not.toContain(cell.trimStart().charAt(0));
      }
      // Whoever reads it as it is meant reads every cell whole, but for the apostrophes, and no formula either.
      const [row] = parse(line, {}) as string[][];
      for (const cell of row ?? []) expect(STARTERS).not.toContain(cell.trimStart().charAt(0));
      expect(row?.slice(1).map((cell) => cell.replaceAll("'", ''))).toEqual(
        [first, second].map((cell) => cell.replaceAll("'", '')),
      );
    }),
    { numRuns: 3000 },
  );
});
