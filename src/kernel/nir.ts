/**
 * The NIR (« numéro de sécurité sociale ») has no place in Palier, so it is looked for in whatever somebody types. It is 13
 * characters and a key of two: sex, year, month, department, commune, order; 97 minus the 13 modulo 97, Corsica counted as 19
 * (2A) and 18 (2B). One walk over the text, whatever it holds.
 */

/** What people write between the figures, up to three in a row; a line break ends a number. */
const BETWEEN = /[^\S\n\r]|[-‐-―./_()·]/;
const MOST_BETWEEN = 3;
/** Its dashes would stand between figures. */
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Words that say what the number is, so that its key may be missing. */
const LABEL =
  /\bnir\b|\bs[ée]cu\b|s[ée]curit[ée] sociale|num[ée]ro d.assur[ée]|carte vitale|\d\W{0,3}cl[ée]\W{0,3}\d\d\b|\bn[°o.]{0,2} ?ss\b/i;
/** Months that are none are given where the month of birth is unknown. */
const WITH_KEY =
  /^[1-478]\d\d(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:\d\d|2[AB])(?!000)\d{3}(?!000)\d{3}(?:0[1-9]|[1-8]\d|9[0-7])$/;
/** Without a key the structure alone speaks: a month that exists, a department that does. */
const WITHOUT_KEY = /^[12]\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[1-8]\d|9[0-57-9]|2[AB])(?!000)\d{3}(?!000)\d{3}$/;
/** Where a number that is written as the card has it is parted. */
const ON_THE_CARD = [1, 3, 5, 7, 10, 13];

/** Figures that follow each other, whatever little stands between them. */
interface Run {
  readonly figures: string[];
  /** Where a figure follows a gap, and 0. */
  readonly starts: number[];
  /** What touches it on the left. */
  readonly before: string;
}

/** Whether a text holds a NIR. Without its key only where it is called so, written as on the card, or Corsican. */
export function holdsNir(text: string): boolean {
  if (text.length < 13) return false;
  const plain = text.normalize('NFKC').replace(UUID, '|');
  let isLabelled: boolean | null = null;
  const isNamed = () => (isLabelled ??= LABEL.test(plain));
  let run: Run | null = null;
  let gap = 0;
  for (let index = 0; index <= plain.length; index += 1) {
    const character = plain.charAt(index);
    if (isFigure(character, run, gap)) {
      run ??= { figures: [], starts: [0], before: plain.charAt(index - 1) };
      if (gap > 0) run.starts.push(run.figures.length);
      run.figures.push(character.toUpperCase());
      gap = 0;
    } else if (run && BETWEEN.test(character) && gap < MOST_BETWEEN) gap += 1;
    else {
      if (run && isNirWithin(run, gap === 0 ? character : '', isNamed)) return true;
      run = null;
      gap = 0;
    }
  }
  return false;
}

/** A digit; or the letter of a Corsican department, right after its 2. */
const isFigure = (character: string, run: Run | null, gap: number): boolean =>
  (character >= '0' && character <= '9') ||
  (run !== null &&
    gap === 0 &&
    /[AB]/i.test(character) &&
    run.figures.length > 5 &&
    run.figures.at(-1) === '2');

function isNirWithin({ figures, starts, before }: Run, after: string, isNamed: () => boolean): boolean {
  if (figures.length < 13) return false;
  // Amid letters of a hash.
  if (starts.length === 1 && /[a-f]/i.test(before) && /[a-f]/i.test(after)) return false;
  const all = figures.join('');
  const ends = new Set(starts).add(all.length);
  return starts.some((start, place) => {
    if (ends.has(start + 15) && hasRightKey(all.slice(start, start + 15))) return true;
    if (!ends.has(start + 13)) return false;
    const bare = all.slice(start, start + 13);
    if (!WITHOUT_KEY.test(bare)) return false;
    const isAsOnTheCard = ON_THE_CARD.every(
      (cut, at) => (starts[place + at + 1] ?? all.length) === start + cut,
    );
    return isAsOnTheCard || /[AB]/.test(bare) || isNamed();
  });
}

function hasRightKey(nir: string): boolean {
  if (!WITH_KEY.test(nir)) return false;
  const number = Number(nir.slice(0, 13).replace('2A', '19').replace('2B', '18'));
  return 97 - (number % 97) === Number(nir.slice(13));
}
