import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import type { Unready } from './readiness.js';

const SENTENCES: Record<Unready, readonly [fr: string, en: string]> = {
  stopping: ['Ce serveur s’arrête : adressez-vous à un autre.', 'This server is stopping: ask another one.'],
  database_unreachable: [
    'La base de données ne répond pas à temps.',
    'The database does not answer in time.',
  ],
  role_refused: [
    'La base de données refuse le rôle de l’API, dont le mot de passe a changé : redémarrez ce serveur, il le remet.',
    'The database refuses the API’s role, whose password changed: restart this server, which sets it again, and find out who changed it.',
  ],
  schema_behind: [
    'Le schéma de la base n’a pas toutes les migrations que ce serveur attend.',
    'The schema of the database lacks migrations that this server expects.',
  ],
  no_signing_key: [
    'Aucune clé de signature n’est en service : redémarrez ce serveur.',
    'No signing key is in service: restart this server.',
  ],
};

export const notReady = (reason: Unready): AppError =>
  new AppError(
    'unavailable',
    'not_ready',
    { title: bilingual('Pas prêt', 'Not ready'), detail: bilingual(...SENTENCES[reason]) },
    { reason },
    { 'retry-after': '2' },
  );
