import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';

export const transferAgreed = (amendmentId: string): AppError =>
  new AppError(
    'conflict',
    'transfer_agreed',
    {
      title: bilingual('Transfert convenu', 'Transfer agreed'),
      detail: bilingual(
        'Ce contrat passe à un autre employeur par un avenant signé de tous : que le centre retire d’abord cet avenant.',
        'This contract passes to another employer by an amendment that all signed: first have the centre withdraw it.',
      ),
    },
    { amendmentId },
  );
