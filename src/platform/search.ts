/** What somebody looks for. */
export interface Search {
  /** Each is found, in whatever order. */
  readonly words: readonly string[];
  /** For what is known as a whole only. */
  readonly whole: string;
}

export const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

export const searchOf = (text: string | undefined): Search | null =>
  text === undefined ? null : { words: wordsOf(text), whole: text.trim() };
