import { bilingual, type Bilingual } from '../language.js';

/** What people read in the place of each code of one list. */
export type Labels<Code extends string = string> = Readonly<Record<Code, Bilingual>>;

export const labels = <Code extends string>(
  words: Readonly<Record<Code, readonly [fr: string, en: string]>>,
): Labels<Code> =>
  Object.fromEntries(
    Object.entries<readonly [fr: string, en: string]>(words).map(([code, [fr, en]]) => [
      code,
      bilingual(fr, en),
    ]),
  ) as Labels<Code>;
