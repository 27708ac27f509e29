import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { forbidden, invalidField } from '../../kernel/refusals.js';
import type { Obstacle } from './merges.types.js';

export const notYoursToMerge = (): AppError =>
  forbidden(
    'Deux fiches sont fusionnées par qui administre tout ce que les deux sont, et n’est ni l’une ni l’autre ; sinon par la plateforme.',
    'Two records are merged by who administers all that both are, and is neither of them; else by the platform.',
  );

export const mergedWithItself = (): AppError =>
  invalidField(
    '/duplicateId',
    'same_person',
    'C’est la fiche à garder : indiquez l’autre, le doublon.',
    'This is the record to keep: name the other one, the duplicate.',
  );

export const mergeRefused = (obstacles: readonly Obstacle[]): AppError =>
  new AppError(
    'conflict',
    'merge_refused',
    {
      title: bilingual('Fusion impossible', 'Records not mergeable'),
      detail: bilingual(
        'Levez chaque obstacle indiqué, puis renvoyez la demande ; rien n’a été changé.',
        'Clear each of the obstacles listed, then send the request again; nothing was changed.',
      ),
    },
    { obstacles },
  );

export const mergeNotUndoable = (obstacles: readonly Obstacle<string>[]): AppError =>
  new AppError(
    'conflict',
    'merge_not_undoable',
    {
      title: bilingual('Fusion définitive', 'Merge not undoable'),
      detail: bilingual(
        'Cette fusion ne s’annule pas, pour les raisons indiquées ; rien n’a été changé.',
        'This merge cannot be undone, for the reasons listed; nothing was changed.',
      ),
    },
    { obstacles },
  );
