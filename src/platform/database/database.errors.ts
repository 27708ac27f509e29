import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { stateOf } from './violations.js';

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

/** More reports, downloads or reads of the past than one caller has at a time. */
export const tooManyLongReads = (): AppError =>
  new AppError(
    'too_many_requests',
    'too_many_long_reads',
    {
      title: bilingual('Trop de lectures longues à la fois', 'Too many long reads at once'),
      detail: bilingual(
        'Vous avez déjà plusieurs rapports, téléchargements ou lectures du passé en cours : attendez leur fin, puis renvoyez la demande.',
        'Several reports, downloads or reads of the past ("at") of yours are under way. Wait until they are done, then send the request again.',
      ),
    },
    {},
    { 'retry-after': '2' },
  );

/** The connection was lost while the commit was on its way: it may have been done. */
export function outcomeUnknown(cause: unknown): AppError {
  const error = new AppError(
    'unavailable',
    'outcome_unknown',
    {
      title: bilingual('Résultat inconnu', 'Outcome unknown'),
      detail: bilingual(
        'La liaison avec la base a été coupée pendant l’enregistrement : relisez pour savoir, ou renvoyez la même demande sous la même clé.',
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

/** Lock timeout, cancelled, server stopping or starting, deadlock, out of connections or of room, lost connection. */
const TRANSIENT_STATE = /^(08|53|57P|55P03$|57014$|40P01$|40001$|25P03$|ECONN|EPIPE$|ETIMEDOUT$|EHOST|ENET)/;
const LOST = /^Connection terminated|^Query read timeout$|is not queryable$/;

/** Whether the same request may pass in a moment. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT_STATE.test(stateOf(error) ?? '') || (error instanceof Error && LOST.test(error.message));
}

/** Whatever would give somebody erased a place again meets one wall in the database, from whichever table. */
export const personErased = (): AppError =>
  new AppError('conflict', 'person_erased', {
    title: bilingual('Personne effacée', 'Person erased'),
    detail: bilingual(
      'Cette personne a été effacée : sa fiche ne sert plus. Enregistrez-en une nouvelle si elle revient.',
      'This person was erased, and their record serves no more. Record a new person if they come back.',
    ),
  });

/** What the database says of an error that any statement may meet. */
export const asUnavailable = (error: unknown): unknown => {
  if (isTransient(error)) return unavailable(error);
  return stateOf(error) === 'PA410' ? personErased() : error;
};

/** The driver keeps what is given to a connection that broke before: PostgreSQL has heard nothing of it. */
export const wasNeverSent = (error: unknown): boolean =>
  error instanceof Error && error.message.endsWith('is not queryable');
