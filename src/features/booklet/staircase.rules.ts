import { escapeXml as escape } from '../../kernel/sentences.js';
import type { StepOfStairs } from './booklet.types.js';

const STEP = { width: 180, rise: 50, top: 10, bottom: 190, hatched: 34 } as const;
const MOST_LETTERS = 23;

/** The stairs of a ladder as a picture that needs no colour: filled is achieved, bold is now, dashed is ahead. */
export function staircaseSvg(levels: readonly StepOfStairs[], title: string): string {
  const width = levels.length * STEP.width + 20;
  const height = STEP.top + levels.length * STEP.rise + STEP.bottom;
  const steps = levels.map((level, index) => stepSvg(level, index, height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d" lang="fr" font-family="Libertinus Serif, DejaVu Sans Mono, Georgia, serif">`,
    `<title id="t">${escape(title)}</title>`,
    `<desc id="d">${escape(stairsInWords(levels))}</desc>`,
    '<defs><pattern id="done" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#fff"/><rect width="3" height="8" fill="#999"/></pattern></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...steps,
    '</svg>\n',
  ].join('\n');
}

/** A picture of stairs for whoever does not see it. */
export const stairsInWords = (levels: readonly StepOfStairs[]): string =>
  levels
    .map((one) => `Palier ${one.index}, ${one.title} : ${one.status}, ${one.acquired} sur ${one.required}`)
    .join(' ; ');

const LOOKS = {
  achieved: 'fill="#fff" stroke="#000" stroke-width="1.5"',
  current: 'fill="#fff" stroke="#000" stroke-width="4"',
  ahead: 'fill="#fff" stroke="#444" stroke-width="1.5" stroke-dasharray="6 4"',
} as const;
const MARKS = { achieved: '✓ ', current: '▶ ', ahead: '' } as const;

function stepSvg(level: StepOfStairs, index: number, height: number): string {
  const left = 10 + index * STEP.width;
  const tall = STEP.bottom + index * STEP.rise - 10;
  const top = height - tall - 10;
  const text = (line: number, words: string, more = '') =>
    `<text x="${left + 12}" y="${top + 24 + line * 20}" font-size="15" ${more.trim()}>${escape(words)}</text>`;
  const titles = linesOf(`${level.index}. ${level.title}`);
  return [
    `<rect x="${left}" y="${top}" width="${STEP.width}" height="${tall}" ${LOOKS[level.state]}/>`,
    ...(level.state === 'achieved'
      ? [
          `<rect x="${left}" y="${top + tall - STEP.hatched}" width="${STEP.width}" height="${STEP.hatched}" fill="url(#done)" stroke="#000" stroke-width="1.5"/>`,
        ]
      : []),
    ...titles.map((line, at) => text(at, line, 'font-weight="bold" ')),
    text(titles.length, `${MARKS[level.state]}${level.status}`),
    text(titles.length + 1, `${level.acquired} sur ${level.required} compétences`),
    ...linesOf(level.supervision).map((line, at) => text(titles.length + 2 + at, line)),
  ].join('\n');
}

/** At most two lines of a step; what is longer ends in dots. */
function linesOf(words: string): string[] {
  const lines: string[] = [''];
  for (const word of words.split(/\s+/u)) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if ([...longer].length <= MOST_LETTERS || last === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const cut = (line: string) =>
    [...line].length > MOST_LETTERS ? `${[...line].slice(0, MOST_LETTERS - 1).join('')}…` : line;
  return lines.length > 2 ? [cut(lines[0] ?? ''), cut(`${lines[1] ?? ''} …`)] : lines.map(cut);
}
