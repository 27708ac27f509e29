import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError } from '../../../kernel/refusals.js';

export const notTheSame = (): FieldError =>
  fieldError(
    '/duplicateId',
    'not_the_same',
    'Ce brouillon n’est pas celui de votre organisation pour le même alternant, le même employeur et les mêmes jours.',
    'This is no draft of your own organisation of the same alternant, the same employer and the same days.',
  );

export const calledOtherwise = (): FieldError =>
  fieldError(
    '/duplicateId',
    'called_otherwise',
    'Votre organisation appelle déjà les deux contrats, chacun par un identifiant externe : retirez d’abord l’un des deux.',
    'Your organisation calls both contracts already, each by an external id: clear one of the two first.',
  );

export const confirmationWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual(
      'Cette confirmation a déjà été retirée : les deux brouillons sont de nouveau distincts.',
      'This confirmation was withdrawn already: the two drafts are apart again.',
    ),
  });
