/** Controls, and marks that turn the direction of what follows them: on paper they would only mislead. */
// oxlint-disable-next-line no-control-regex -- those are what it finds
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** So many letters without a place to break are wider than a column: they may break anywhere. */
const LONG = /[^\s\u200b-]{30,}/gu;
const LETTER = /(\P{M}\p{M}*)(?=\P{M})/gu;
/** A text of lines alone would fill more pages than can be set: it goes on without breaking them. */
const MOST_BREAKS = 20;

function fitting(text: string): string {
  let breaks = 0;
  return text
    .replace(UNPRINTABLE, ' ')
    .replace(/[\n\u2028\u2029]/gu, () => ((breaks += 1) > MOST_BREAKS ? ' ' : '\n'))
    .replace(LONG, (run) => run.replace(LETTER, '$1\u200b'));
}

/** The data of a document with what cannot be printed left out of each of its texts, and places to break in what is too long. */
export function printable(value: unknown): unknown {
  if (typeof value === 'string') return fitting(value);
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, printable(member)]));
}
