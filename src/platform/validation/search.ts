import { applyDecorators } from '@nestjs/common';
import { bilingual } from '../../kernel/language.js';
import { wordsOf } from '../search.js';
import { field, isText, type FieldOptions } from './fields.js';
import { RefusesNir } from './nir-refusal.js';

const MAX_LENGTH = 200;
const MAX_WORDS = 10;

/** What is written into a search box: two letters or figures at least, ten words at most. */
export const SearchField = (options: FieldOptions = {}) =>
  applyDecorators(
    field(
      'search',
      isSearch,
      bilingual(
        `Une recherche de 2 lettres ou chiffres au moins, de ${MAX_WORDS} mots et ${MAX_LENGTH} caractères au plus, est attendue.`,
        `A search of at least 2 letters or figures, at most ${MAX_WORDS} words and ${MAX_LENGTH} characters, is expected.`,
      ),
      { type: String, minLength: 2, maxLength: MAX_LENGTH },
      { optional: true, ...options },
    ),
    RefusesNir(),
  );

function isSearch(value: unknown): boolean {
  if (!isText(value, 2, MAX_LENGTH)) return false;
  if (wordsOf(value).length > MAX_WORDS) return false;
  return (value.normalize('NFKD').match(/[\p{L}\p{N}]/gu) ?? []).length >= 2;
}
