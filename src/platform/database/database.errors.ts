import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';

export function unavailable(cause: unknown): AppError {
  const error = new AppError(
    'unavailable',
    'unavailable',
    {
      title: bilingual('Service momentanément indisponible', 'Temporarily unavailable'),
      detail: bilingual(
        'La demande n’a pas pu être traitée et rien n’a été enregistré. Renvoyez-la dans quelques secondes.',
        'The request could not be processed and nothing was recorded. Send it again in a few seconds.',
      ),
    },
    {},
    { 'retry-after': '2' },
  );
  error.cause = cause;
  return error;
}

/** The connection was lost while the commit was on its way: it may have been done. */
export function outcomeUnknown(cause: unknown): AppError {
  const error = new AppError(
    'unavailable',
    'outcome_unknown',
    {
      title: bilingual('Résultat inconnu', 'Outcome unknown'),
      detail: bilingual(
        'La liaison avec la base a été coupée pendant l’enregistrement. Relisez pour savoir, ou renvoyez la même demande avec la même clé « Idempotency-Key » (ou le même « clientId »).',
        'The link to the database was lost during the recording. Read to know, or send the same request with the same "Idempotency-Key" (or the same "clientId").',
      ),
    },
    {},
    { 'retry-after': '2' },
  );
  error.cause = cause;
  return error;
}

export const keyInFlight = (): AppError =>
  new AppError('conflict', 'idempotency_in_flight', {
    title: bilingual('Demande déjà en cours', 'Request in flight'),
    detail: bilingual(
      'Une demande portant la même clé « Idempotency-Key » est encore en cours. Attendez un instant et renvoyez la même demande.',
      'A request with the same "Idempotency-Key" is still running. Wait a moment and send the same request again.',
    ),
  });
