import { bilingual } from '../../kernel/language.js';
import { field, type FieldOptions } from '../../platform/validation/fields.js';
import { RefusesNir } from '../../platform/validation/nir-refusal.js';
import { applyDecorators } from '@nestjs/common';

/** No blanks, a figure, and no long row of letters: nothing can be told in it. The database holds the same. */
export const PROOF_REFERENCE = /^(?=.*[0-9])(?!.*[A-Za-z]{13})[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

/** Where a paper is found: its number, or the name of its file. Never what it says. */
export const ProofReference = (options: FieldOptions = {}) =>
  applyDecorators(
    field(
      'proof_reference',
      (value) => typeof value === 'string' && PROOF_REFERENCE.test(value),
      bilingual(
        'Un numéro de document ou un nom de fichier est attendu : 40 caractères sans espace ni accent, dont un chiffre. Rien de son contenu.',
        'A document number or file name is expected: 40 characters, no spaces, one digit at least. Nothing of its content.',
      ),
      { type: String, pattern: PROOF_REFERENCE.source, maxLength: 40 },
      {
        optional: true,
        example: 'AFGSU2-2026-0142',
        description:
          'Number or file name of the paper: never what it says, nor anything of somebody’s health.',
        ...options,
      },
    ),
    RefusesNir(),
  );
