import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';

export const alreadyWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual(
      'Elle a déjà été retirée : relisez-la, et enregistrez-en une nouvelle si besoin.',
      'It was withdrawn already: read it again, and record a new one if needed.',
    ),
  });
