import { bilingual } from '../../kernel/language.js';
import { Identifier, type FieldOptions } from '../../platform/validation/fields.js';

/** The number of a collective agreement, four digits. */
export const IdccField = (options: FieldOptions = {}) =>
  Identifier(
    'idcc',
    (value) => /^\d{4}$/.test(value),
    bilingual('Un IDCC de quatre chiffres est attendu.', 'An IDCC of four digits is expected.'),
    options,
  );
