import { bilingual, type Bilingual } from '../../../kernel/language.js';

/** Something unusual that the law or the form has a word on, and that stops nothing. */
export interface Finding {
  readonly code: string;
  readonly detail: Bilingual;
}

export const finding = (code: string, fr: string, en: string): Finding => ({
  code,
  detail: bilingual(fr, en),
});
