import { AppError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';

export const malformed = (): AppError =>
  new AppError('malformed', 'malformed', {
    title: bilingual('Demande illisible', 'Malformed request'),
    detail: bilingual(
      'Le corps de la demande n’est pas du JSON valide.',
      'The body of the request is not valid JSON.',
    ),
  });

/** `methods`: those that this address takes. */
export const methodNotAllowed = (methods: readonly string[]): AppError =>
  new AppError(
    'method_not_allowed',
    'method_not_allowed',
    {
      title: bilingual('Méthode non prévue', 'Method not allowed'),
      detail: bilingual(
        `Cette adresse existe, mais pas avec cette méthode. Utilisez : ${methods.join(', ')}.`,
        `This address exists, but not with this method. Use: ${methods.join(', ')}.`,
      ),
    },
    { allowed: methods },
    { allow: methods.join(', ') },
  );

/** What is no HTTP, or could be read in two ways. */
export const unreadable = (): AppError =>
  new AppError('malformed', 'malformed', {
    title: bilingual('Demande illisible', 'Malformed request'),
    detail: bilingual(
      'La demande n’est pas du HTTP valide (première ligne, en-têtes, « Host » ou longueur du corps).',
      'The request is not valid HTTP (first line, headers, "Host" or the length of the body).',
    ),
  });

const MIB = 1024 * 1024;

export const bodyTooLarge = (limit = MIB): AppError =>
  new AppError('too_large', 'too_large', {
    title: bilingual('Demande trop volumineuse', 'Request too large'),
    detail: tooLargeDetail(limit),
  });

function tooLargeDetail(limit: number): Bilingual {
  if (limit < MIB) {
    return bilingual(
      `Le corps de la demande dépasse ${limit / 1024} Kio. N’envoyez que les champs décrits.`,
      `The body of the request is over ${limit / 1024} KiB. Send only the fields that are described.`,
    );
  }
  if (limit === MIB) {
    return bilingual(
      'Le corps de la demande dépasse 1 Mio. Envoyez-le en plusieurs fois.',
      'The body of the request is over 1 MiB. Send it in parts.',
    );
  }
  return bilingual(
    `Le fichier dépasse ${limit / MIB} Mio. Envoyez une photo plus petite, ou le document en plusieurs fichiers.`,
    `The file is over ${limit / MIB} MiB. Send a smaller photo, or the document in several files.`,
  );
}

export const reportsBusy = (): AppError =>
  new AppError(
    'unavailable',
    'reports_busy',
    {
      title: bilingual('Trop de documents à la fois', 'Too many documents at once'),
      detail: bilingual(
        'Trop de documents sont en préparation. Redemandez le vôtre dans quelques secondes.',
        'Too many documents are being made just now. Ask for yours again in a few seconds.',
      ),
    },
    {},
    { 'retry-after': '5' },
  );

export const uploadsBusy = (): AppError =>
  new AppError(
    'unavailable',
    'uploads_busy',
    {
      title: bilingual('Trop de fichiers à la fois', 'Too many files at once'),
      detail: bilingual(
        'Trop de fichiers arrivent en ce moment. Renvoyez le vôtre dans quelques secondes.',
        'Too many files are arriving just now. Send yours again in a few seconds.',
      ),
    },
    {},
    { 'retry-after': '5' },
  );

export const tooManyBodies = (): AppError =>
  new AppError(
    'too_many_requests',
    'too_many_requests',
    {
      title: bilingual('Trop de demandes à la fois', 'Too many requests at once'),
      detail: bilingual(
        'Trop de demandes commencées n’ont pas fini d’arriver. Terminez-les, puis renvoyez celle-ci.',
        'Too many requests have begun and not arrived whole. End them, then send this one again.',
      ),
    },
    {},
    { 'retry-after': '1' },
  );

/** `wanted`: what the route takes. */
export const unsupportedMediaType = (...wanted: readonly string[]): AppError => {
  const types = wanted.length > 0 ? wanted : ['application/json'];
  return new AppError('unsupported_media_type', 'unsupported_media_type', {
    title: bilingual('Format non pris en charge', 'Unsupported media type'),
    detail: bilingual(
      `Envoyez « Content-Type: ${types.join(' » ou « ')} ».`,
      `Send "Content-Type: ${types.join('" or "')}".`,
    ),
  });
};

export const requestTimeout = (): AppError =>
  new AppError('request_timeout', 'request_timeout', {
    title: bilingual('Demande trop lente', 'Request too slow'),
    detail: bilingual(
      'La demande n’est pas arrivée en entier à temps. Renvoyez-la.',
      'The request did not arrive whole in time. Send it again.',
    ),
  });

export const headersTooLarge = (): AppError =>
  new AppError('headers_too_large', 'headers_too_large', {
    title: bilingual('En-têtes trop volumineux', 'Headers too large'),
    detail: bilingual(
      'L’adresse et les en-têtes dépassent ensemble 16 Kio. Envoyez-en moins.',
      'The address and the headers are over 16 KiB together. Send less.',
    ),
  });

export const notAcceptable = (available: readonly string[]): AppError =>
  new AppError(
    'not_acceptable',
    'not_acceptable',
    {
      title: bilingual('Format non disponible', 'Not acceptable'),
      detail: bilingual(
        `Demandez dans l’en-tête « Accept » un de ces formats : ${available.join(', ')}.`,
        `Ask in the "Accept" header for one of these formats: ${available.join(', ')}.`,
      ),
    },
    { available },
  );

export const keyReused = (): AppError =>
  new AppError('invalid', 'idempotency_key_reused', {
    title: bilingual('Clé déjà utilisée', 'Key already used'),
    detail: bilingual(
      'Cette clé « Idempotency-Key » a déjà servi pour une autre demande. Prenez une nouvelle clé pour une nouvelle demande.',
      'This "Idempotency-Key" already served another request. Take a new key for a new request.',
    ),
  });

/** `limits`: what the caller is told of how much they may ask. */
export const tooManyRequests = (seconds: number, limits: Readonly<Record<string, string>> = {}): AppError =>
  new AppError(
    'too_many_requests',
    'too_many_requests',
    {
      title: bilingual('Trop de demandes', 'Too many requests'),
      detail: bilingual(
        `Attendez ${seconds} s avant de réessayer.`,
        `Wait ${seconds} s before you try again.`,
      ),
    },
    {},
    { ...limits, 'retry-after': String(seconds) },
  );
