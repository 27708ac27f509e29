/** French is what people read first, English by `Accept-Language`. */
export type Language = 'fr' | 'en';

/** A sentence in both languages. The HTTP layer keeps the one that the reader asked for. */
export class Bilingual {
  constructor(
    readonly fr: string,
    readonly en: string,
  ) {}
}

export const bilingual = (fr: string, en: string): Bilingual => new Bilingual(fr, en);
