import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { forbidden } from '../../../kernel/refusals.js';
import type { ErasureObstacle } from './erasures.types.js';

export const erasureNotYours = (): AppError =>
  forbidden(
    'L’effacement est demandé par la personne, par la plateforme, ou par l’organisation qui fut seule à la suivre. Adressez-vous à l’une d’elles.',
    'An erasure is asked by the person, by the platform, or by the organisation that alone ever answered for them. Ask one of these.',
  );

export const erasureObstructed = (obstacles: readonly ErasureObstacle[]): AppError =>
  new AppError(
    'conflict',
    'erasure_obstructed',
    {
      title: bilingual('Effacement impossible aujourd’hui', 'Erasure not possible today'),
      detail: bilingual(
        'Un contrat, un mandat ou un rôle de la plateforme est encore en cours : terminez-le d’abord, puis renvoyez la demande.',
        'A contract, a mandate or a role of the platform still runs (see "obstacles"). End it first, then send the request again.',
      ),
    },
    { obstacles },
  );

export const erasureAsked = (): AppError =>
  new AppError('conflict', 'erasure_exists', {
    title: bilingual('Effacement déjà demandé', 'Erasure already asked'),
    detail: bilingual(
      'Un effacement est déjà demandé ou fait pour cette personne : relisez-le.',
      'An erasure of this person was asked already, or is done: read it (GET /v1/people/{id}/erasures).',
    ),
  });

export const erasureEnded = (): AppError =>
  new AppError('conflict', 'erasure_ended', {
    title: bilingual('Effacement terminé', 'Erasure ended'),
    detail: bilingual(
      'Cet effacement est déjà retiré, ou fait : il ne se retire plus.',
      'This erasure was withdrawn already, or is done: it can no longer be withdrawn.',
    ),
  });
