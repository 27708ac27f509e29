import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { forbidden, invalidField } from '../../kernel/refusals.js';

export const published = (): AppError =>
  new AppError('conflict', 'published', {
    title: bilingual('Déjà publié', 'Published'),
    detail: bilingual(
      'Ce qui est publié ne change plus : des contrats s’y réfèrent. Créez-en une nouvelle version.',
      'What is published does not change: contracts rely on it. Create a new version of it.',
    ),
  });

export const alreadyPublished = (): AppError =>
  new AppError('conflict', 'already_published', {
    title: bilingual('Version déjà publiée', 'Version already published'),
    detail: bilingual(
      'Un référentiel de ce code et de cette version est déjà publié. Donnez une autre version à ce brouillon, puis publiez-le.',
      'A framework of this code and version is already published. Give this draft another version, then publish it.',
    ),
  });

export const notAnAdministeredCentre = (): AppError =>
  forbidden(
    'Vous n’administrez pas de CFA de cet identifiant.',
    'You administer no training centre of this id.',
  );

export const whichCentre = (): AppError =>
  invalidField(
    '/organisationId',
    'ambiguous',
    'Vous administrez plusieurs CFA : dites lequel.',
    'You administer several training centres: say which with "?organisationId=".',
  );
