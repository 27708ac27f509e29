import { AppError, type ErrorText, type FieldError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';

export const notYoursToRepresent = (): AppError =>
  forbidden(
    'Vous ne créez de client d’API que pour une organisation que vous administrez (employeur : RH, CFA : administration).',
    'You create API clients only for an organisation that you administer (employer: HR, centre: administrator).',
  );

export const expiredAlready = (): FieldError =>
  fieldError(
    '/expiresOn',
    'in_the_past',
    'Le dernier jour ne peut pas être passé.',
    'The last day cannot be over already.',
  );

/** A revoked or expired client gets no new secret: nothing would open with it. */
export const clientEnded = (): AppError =>
  new AppError('conflict', 'client_ended', {
    title: bilingual('Client d’API terminé', 'API client ended'),
    detail: bilingual(
      'Ce client a été révoqué ou a expiré : créez-en un nouveau.',
      'This client was revoked or has expired: create a new one.',
    ),
  });

type TokenError = 'invalid_client' | 'invalid_request' | 'invalid_scope' | 'unsupported_grant_type';

/** What a refusal of the token endpoint says: RFC 6749 reads it in `error`, beside the members of every problem. */
const tokenRefused = (
  error: TokenError,
  detail: Bilingual,
  headers: Readonly<Record<string, string>> = {},
): [ErrorText, Record<string, unknown>, Record<string, string>] => [
  { title: bilingual('Jeton refusé', 'Token refused'), detail },
  { error, error_description: detail },
  headers,
];

/** The secret is right, and whoever it was shown to acts for the organisation no more: told to nobody who does not know it. */
export const administratorMissing = (): AppError =>
  new AppError(
    'unauthenticated',
    'administrator_missing',
    ...tokenRefused(
      'invalid_client',
      bilingual(
        'La personne qui a créé ce secret n’administre plus l’organisation : un autre administrateur demande un nouveau secret pour ce client.',
        'Whoever made this secret no longer administers the organisation. Another administrator takes the client over: POST /v1/api-clients/{id}/rotate gives it a new secret.',
      ),
      { 'www-authenticate': 'Basic realm="palier", charset="UTF-8"' },
    ),
  );

/** Answers an unknown client, a wrong secret, one that ended and a client that was revoked alike: nothing is given away. */
export const invalidClient = (): AppError =>
  new AppError(
    'unauthenticated',
    'invalid_client',
    ...tokenRefused(
      'invalid_client',
      bilingual(
        'Ce client ou ce secret ne vaut pas : envoyez l’identifiant et le secret du client par l’en-tête « Authorization: Basic … ».',
        'This client or this secret is not valid. Send clientId and clientSecret as "Authorization: Basic …".',
      ),
      { 'www-authenticate': 'Basic realm="palier", charset="UTF-8"' },
    ),
  );

export const invalidRequest = (): AppError =>
  new AppError(
    'malformed',
    'invalid_request',
    ...tokenRefused(
      'invalid_request',
      bilingual(
        'Demandez le jeton d’un client (client credentials, RFC 6749) par un formulaire où chaque champ figure une seule fois.',
        'Ask for a client’s token (client credentials, RFC 6749): grant_type=client_credentials, each field once, as "application/x-www-form-urlencoded".',
      ),
    ),
  );

export const unsupportedGrantType = (): AppError =>
  new AppError(
    'malformed',
    'unsupported_grant_type',
    ...tokenRefused(
      'unsupported_grant_type',
      bilingual(
        'Seul un client d’API obtient ici un jeton (client credentials, RFC 6749) ; une personne se connecte avec son mot de passe.',
        'Only grant_type=client_credentials is possible here; a person signs in by POST /v1/auth/login.',
      ),
    ),
  );

export const invalidScope = (): AppError =>
  new AppError(
    'malformed',
    'invalid_scope',
    ...tokenRefused(
      'invalid_scope',
      bilingual(
        'Une des portées demandées n’existe pas, ou ce client ne l’a pas reçue à sa création.',
        'One of the scopes asked for does not exist, or this client was not given it when it was created.',
      ),
    ),
  );
