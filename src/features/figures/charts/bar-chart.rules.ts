import { escapeXml } from '../../../kernel/sentences.js';
import type { Bar, BarChart, BarGroup } from './charts.types.js';

const WIDTH = 760;
const LABELS = { right: 270, letters: 34 } as const;
const BARS = { left: 282, longest: 340, thick: 20 } as const;
const ROW = 32;
const HEADING = 30;
const GAP = 12;
const TOP = 54;
/** Letters of a heading that fit. */
const HEADING_LETTERS = 84;
const FONT = 'Libertinus Serif, DejaVu Sans, Georgia, serif';

/** Fills that differ without colour: by lines, dots and squares on a light ground. */
const PATTERNS = [
  ['#c6dcec', ''],
  ['#fff', '<path d="M0 10L10 0" stroke="#000" stroke-width="1.5"/>'],
  ['#f6e3bd', '<circle cx="5" cy="5" r="1.8" fill="#000"/>'],
  ['#fff', '<path d="M0 5H10" stroke="#000" stroke-width="1.5"/>'],
  ['#d5ead9', '<path d="M0 0L10 10M0 10L10 0" stroke="#000"/>'],
  ['#fff', '<path d="M5 0V10" stroke="#000" stroke-width="1.5"/>'],
  ['#e5d5e8', '<path d="M0 0L10 10" stroke="#000" stroke-width="3"/>'],
  ['#fff', '<rect x="2" y="2" width="5" height="5" fill="#000"/>'],
] as const;

/** Bars, one below the other: each says its own words and number, so that nothing has to be read off a scale or a colour. */
export function barChartSvg(chart: BarChart): string {
  const bars = chart.groups.flatMap((group) => group.bars);
  const longest = Math.max(1, ...bars.map(({ length }) => length ?? 0));
  const kinds = [...new Set(bars.map(({ kind }) => kind))];
  const look = (kind: string) => `url(#p${kinds.indexOf(kind) % PATTERNS.length})`;
  const rows: string[] = [];
  let y = TOP;
  for (const { title, bars: some } of chart.groups) {
    rows.push(textAt(16, y + 20, cut(title, HEADING_LETTERS), 'font-size="15" font-weight="bold"'));
    y += HEADING;
    if (some.some(({ length }) => length !== null))
      rows.push(`<path d="M${BARS.left} ${y}v${some.length * ROW}" stroke="#000"/>`);
    for (const bar of some) {
      rows.push(rowSvg(bar, y, longest, look(bar.kind)));
      y += ROW;
    }
    y += GAP;
  }
  const height = y + 32;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d" lang="${chart.language}" font-family="${FONT}">`,
    `<title id="t">${escapeXml(chart.title)}</title>`,
    `<desc id="d">${escapeXml(chartInWords(chart))}</desc>`,
    `<defs>${kinds.length > 0 ? PATTERNS.map(patternSvg).join('') : ''}</defs>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    textAt(16, 34, chart.title, 'font-size="19" font-weight="bold"'),
    ...rows,
    textAt(16, height - 16, chart.note, 'font-size="12"'),
    '</svg>\n',
  ].join('\n');
}

/** What the chart shows, for whoever does not see it. */
export const chartInWords = ({ groups, note }: BarChart): string =>
  [...groups.map(groupInWords), note].join(' ');

const groupInWords = ({ title, bars }: BarGroup): string =>
  `${title} : ${bars.map(({ label, words }) => (label === '' ? words : `${label}, ${words}`)).join(' ; ')}.`;

const patternSvg = ([ground, lines]: readonly [string, string], index: number): string =>
  `<pattern id="p${index}" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="${ground}"/>${lines}</pattern>`;

function rowSvg({ label, length, words }: Bar, y: number, longest: number, fill: string): string {
  const lines = linesOf(label);
  const middle = y + ROW / 2;
  const labels = lines.map((line, at) =>
    textAt(
      LABELS.right,
      middle + 5 + (at - (lines.length - 1) / 2) * 14,
      line,
      'font-size="13" text-anchor="end"',
    ),
  );
  const long = length === null ? 0 : Math.round((length / longest) * BARS.longest);
  const bar =
    length === null
      ? []
      : [
          `<rect x="${BARS.left}" y="${middle - BARS.thick / 2}" width="${long}" height="${BARS.thick}" fill="${fill}" stroke="#000" stroke-width="1.2"/>`,
        ];
  return [...labels, ...bar, textAt(BARS.left + long + 8, middle + 5, words, 'font-size="13"')].join('\n');
}

const textAt = (x: number, y: number, words: string, more: string): string =>
  `<text x="${x}" y="${y}" ${more}>${escapeXml(words)}</text>`;

/** At most two lines; what is longer ends in dots. */
function linesOf(words: string): string[] {
  const { letters } = LABELS;
  const space = words.lastIndexOf(' ', letters);
  return [...words].length <= letters || space < 1
    ? [cut(words, letters)]
    : [cut(words.slice(0, space), letters), cut(words.slice(space + 1), letters)];
}

const cut = (words: string, most: number): string =>
  [...words].length > most ? `${[...words].slice(0, most - 1).join('')}…` : words;
