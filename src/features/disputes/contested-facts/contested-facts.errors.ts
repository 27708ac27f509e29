import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';

export const alreadyRuled = (): AppError =>
  new AppError('conflict', 'already_ruled', {
    title: bilingual('Déjà tranché', 'Already ruled on'),
    detail: bilingual(
      'Le sort de ce fait est déjà tranché, c’est définitif : relisez la liste des faits contestés du contrat.',
      'What becomes of this fact was ruled already, for good: read the contested facts of the contract again.',
    ),
  });
