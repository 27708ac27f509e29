import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import type { Scope } from './scopes.js';

/** Whoever judges, decides or answers for themself is a person: a client's token never is. */
export const personRequired = (): AppError =>
  new AppError('forbidden', 'person_required', {
    title: bilingual('Réservé à une personne', 'A person is required'),
    detail: bilingual(
      'Un client d’API agit pour une organisation, jamais à la place d’une personne. La personne doit le faire avec son propre jeton.',
      'An API client acts for an organisation, never in the place of a person. The person must do it with their own token.',
    ),
  });

/** Same code as a role that may not; the header names the scopes as RFC 6750 does. */
export const scopeMissing = (scopes: readonly Scope[]): AppError =>
  new AppError(
    'forbidden',
    'forbidden',
    {
      title: bilingual('Non autorisé', 'Forbidden'),
      detail: bilingual(
        `Ce jeton n’a pas la portée qu’il faut : ${scopes.join(' ou ')}. Demandez-la avec le jeton, ou créez un client d’API qui l’a.`,
        `This token lacks the scope that is needed: ${scopes.join(' or ')}. Ask for it with the token, or create an API client that has it.`,
      ),
    },
    { requiredScopes: scopes },
    { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"` },
  );
