/** One line of the table in docs/reliability.md, as an experiment of test/faults wrote it. */
export interface Figure {
  readonly what: string;
  readonly tried: number;
  readonly survived: number;
  readonly lost: number;
  readonly doubled: number;
  readonly notes: string;
}

/** What the last full run found, and on what. */
export interface Results {
  readonly machine: string;
  readonly figures: readonly Figure[];
}

const BEGIN = '<!-- results: written by npm run faults -->';
const END = '<!-- end of results -->';

/** The page with the table of these results between its markers. */
export function withResults(page: string, { machine, figures }: Results): string {
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error('docs/reliability.md has lost its markers.');
  const lines = figures.map(
    ({ what, tried, survived, lost, doubled, notes }) =>
      `| ${what} | ${tried} | ${survived} | ${lost} | ${doubled} | ${notes} |`,
  );
  const table = [
    '| experiment | tried | survived | lost | doubled | notes |',
    '|---|--:|--:|--:|--:|---|',
    ...lines,
  ];
  return `${page.slice(0, before)}${BEGIN}\n\n${machine}\n\n${table.join('\n')}\n\n${page.slice(after)}`;
}
