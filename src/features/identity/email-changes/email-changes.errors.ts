import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { invalidField } from '../../../kernel/refusals.js';
import type { EmailChangeState } from '../identity.types.js';

export const mailNotConfigured = (): AppError =>
  new AppError('conflict', 'mail_not_configured', {
    title: bilingual('Pas de courrier ici', 'No mail here'),
    detail: bilingual(
      'Palier n’envoie pas de courrier ici : une nouvelle adresse ne peut pas être confirmée. Demandez à qui exploite Palier de régler l’envoi.',
      'Palier sends no mail here: a new address cannot be confirmed. Ask whoever runs Palier to configure mail.',
    ),
  });

export const emailUnchanged = (): AppError =>
  invalidField(
    '/email',
    'email_unchanged',
    'Vous vous connectez déjà avec cette adresse.',
    'You sign in with this address already.',
  );

const A_DAY_S = 86_400;

export const tooManyEmailChanges = (): AppError =>
  new AppError(
    'too_many_requests',
    'too_many_requests',
    {
      title: bilingual('Trop de demandes', 'Too many requests'),
      detail: bilingual(
        'Vous avez demandé dix changements d’adresse en un jour. Revenez demain.',
        'You asked for ten changes of address in a day. Come back tomorrow.',
      ),
    },
    {},
    { 'retry-after': String(A_DAY_S) },
  );

export const addressTaken = (): AppError =>
  new AppError('conflict', 'email_taken', {
    title: bilingual('Adresse déjà utilisée', 'E-mail address taken'),
    detail: bilingual(
      'Un autre compte se connecte désormais avec cette adresse : rien n’a changé. Choisissez une autre adresse.',
      'Another account signs in with this address by now: nothing was changed. Choose another address.',
    ),
  });

export const emailChangeOver = (currentStatus: EmailChangeState): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: bilingual(
        'Ce changement d’adresse n’attend plus rien : s’il est confirmé, demandez-en un autre.',
        'This change of address no longer waits: if it is confirmed, ask for another one.',
      ),
    },
    { currentStatus, allowed: [] },
  );
