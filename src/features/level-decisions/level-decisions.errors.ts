import { AppError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { LevelStatus } from '../ladder/progress/ladder-progress.types.js';
import type { Missing } from '../ladder/ladder.types.js';

const decisionProblem = (
  code: string,
  title: Bilingual,
  detail: Bilingual,
  details: Record<string, unknown> = {},
): AppError => new AppError('conflict', code, { title, detail }, details);

export const levelNotReady = (currentStatus: LevelStatus, missing: readonly Missing[]): AppError =>
  decisionProblem(
    'level_not_ready',
    bilingual('Palier pas prêt', 'Level not ready'),
    bilingual(
      'Le passage se décide quand toutes les compétences du palier sont acquises et qu’il n’est pas déjà décidé.',
      'A level is decided once all its competencies are acquired, and only once.',
    ),
    { currentStatus, missing },
  );

export const decisionNotNeeded = (): AppError =>
  decisionProblem(
    'decision_not_needed',
    bilingual('Décision inutile', 'Decision not needed'),
    bilingual('Ce palier s’ouvre sans décision.', 'This level needs no decision.'),
  );

export const cosignerOrder = (): AppError =>
  decisionProblem(
    'cosigner_order',
    bilingual('Le tuteur signe d’abord', 'The tutor signs first'),
    bilingual(
      'Le référent cosigne après le tuteur principal, dans les 30 jours. Demandez-lui de décider d’abord.',
      'The referent co-signs after the main tutor, within 30 days. Ask the tutor to decide first.',
    ),
  );

export const cosignerNotDistinct = (): AppError =>
  decisionProblem(
    'cosigner_not_distinct',
    bilingual('Deux personnes distinctes', 'Two distinct persons'),
    bilingual(
      'Vous avez déjà signé ce passage : une autre personne doit cosigner.',
      'You have already signed this: another person must co-sign.',
    ),
  );
