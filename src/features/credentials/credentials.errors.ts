import type { AppError, FieldError } from '../../kernel/errors.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';

export const levelNotAchieved = (): FieldError =>
  fieldError(
    '/level',
    'not_achieved',
    'Ce palier n’est pas atteint aujourd’hui : un justificatif s’obtient une fois le palier atteint.',
    'This level is not achieved today: a credential is made once it is.',
  );

export const levelUnknown = (): FieldError =>
  fieldError(
    '/level',
    'unknown_reference',
    'Le parcours de ce contrat n’a pas ce palier : choisissez l’un des siens.',
    'The ladder of this contract has no such level: choose one of its own.',
  );

export const onlyItsHolder = (): AppError =>
  forbidden(
    'Un justificatif est demandé, lu et repris par l’alternant seul.',
    'A credential is asked for, read and taken back by the alternant alone.',
  );
