import { bilingual } from '../../kernel/language.js';
import { countCharacters, PASSWORD_FLAWS, PASSWORD_MAX, PASSWORD_MIN } from '../../kernel/password-flaws.js';
import { field, isText, type FieldOptions } from './fields.js';

/** A password that somebody chooses, as long as it takes. Whether it is a good one is judged where it is known whose it is. */
export const NewPassword = (options: FieldOptions = {}) =>
  field(
    PASSWORD_FLAWS.too_short.code,
    (value) => isText(value, 1, PASSWORD_MAX) && countCharacters(value) >= PASSWORD_MIN,
    bilingual(
      `Il faut de ${PASSWORD_MIN} à ${PASSWORD_MAX} caractères, espaces compris. Quatre mots sans rapport entre eux conviennent.`,
      `It takes ${PASSWORD_MIN} to ${PASSWORD_MAX} characters, spaces included. Four unrelated words will do.`,
    ),
    { type: String, minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX },
    options,
  );

/** A password that somebody has: whatever it is. */
export const KnownPassword = () =>
  field(
    'text',
    (value) => isText(value, 1, PASSWORD_MAX),
    bilingual(
      `Un texte de 1 à ${PASSWORD_MAX} caractères est attendu.`,
      `A text of 1 to ${PASSWORD_MAX} characters is expected.`,
    ),
    { type: String, minLength: 1, maxLength: PASSWORD_MAX },
  );
