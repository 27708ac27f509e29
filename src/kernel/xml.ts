const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold, and what turns the direction of the rest. */
// oxlint-disable-next-line no-control-regex -- those are what it finds
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** Writes words as the text of an element, or between double quotes as an attribute. */
export const escapeXml = (words: string): string =>
  words.replace(UNFIT, ' ').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? '');
