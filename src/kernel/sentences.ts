import { bilingual, type Bilingual } from './language.js';

/** More words than this are not read to the end by somebody who is at work. */
export const MAX_WORDS = 25;

/** What stands between two blanks and has a letter or a digit in it. */
export const countWords = (text: string): number =>
  text.split(/[\s\u00A0\u202F]+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;

/** The first of them that is short enough in both languages; the last one where none is. Fullest first. */
export function shortEnough(fullest: Bilingual, ...shorter: readonly Bilingual[]): Bilingual {
  const all = [fullest, ...shorter];
  const fits = ({ fr, en }: Bilingual) => countWords(fr) <= MAX_WORDS && countWords(en) <= MAX_WORDS;
  return all.find(fits) ?? all.at(-1) ?? fullest;
}

/** A title within a sentence: its first words, where it has more. */
export function shorten(title: string, words = 6): string {
  const parts = title.trim().split(/\s+/);
  return parts.length <= words + 1 ? parts.join(' ') : `${parts.slice(0, words).join(' ')}…`;
}

/** As many as there are, in words that agree: « une observation », « 2 observations ». */
export const counted = (count: number, one: Bilingual, many: Bilingual): Bilingual =>
  count === 1 ? one : bilingual(`${count} ${many.fr}`, `${count} ${many.en}`);

/** Several, as people list them: « A, B et C », or « A, B ou C ». */
export const listed = (names: readonly string[], by: 'et' | 'ou' = 'et'): Bilingual => {
  const [last = '', ...before] = names.toReversed();
  const others = before.toReversed().join(', ');
  if (!others) return bilingual(last, last);
  return bilingual(`${others} ${by} ${last}`, `${others} ${by === 'et' ? 'and' : 'or'} ${last}`);
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold, and what turns the direction of the rest. */
// oxlint-disable-next-line no-control-regex -- those are what it finds
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** Writes words as the text of an element, or between double quotes as an attribute. */
export const escapeXml = (words: string): string =>
  words.replace(UNFIT, ' ').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? '');
