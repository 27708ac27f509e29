import { AppError, type FieldError } from '../../../kernel/errors.js';
import type { Day } from '../../../kernel/days.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError } from '../../../kernel/refusals.js';
import type { StepKind } from '../contracts.types.js';

export const notCorrectable = (kind: StepKind): AppError =>
  new AppError(
    'conflict',
    'not_correctable',
    {
      title: bilingual('Fait qui ne se corrige pas ici', 'Not corrected here'),
      detail: bilingual(
        'Ici se corrigent une suspension, une reprise, une rupture ou un achèvement. Un brouillon se modifie, un contrat signé change par avenant.',
        'Here a suspension, a return, a termination or a completion is corrected. A draft is edited, a signed contract changes by amendment.',
      ),
    },
    { kind },
  );

/** `by`: the sequence of what counts instead; absent: somebody else was faster. */
export const alreadyCorrected = (by?: number): AppError =>
  new AppError(
    'conflict',
    'already_corrected',
    {
      title: bilingual('Déjà corrigé', 'Already corrected'),
      detail: bilingual(
        'Ce fait ne compte plus : il a été corrigé, retiré ou remplacé. Relisez les faits du contrat et corrigez celui qui compte.',
        'This fact counts no more: it was corrected, withdrawn or replaced. Read the steps of the contract again and correct the one that counts.',
      ),
    },
    by === undefined ? {} : { currentSequence: by },
  );

export const builtUpon = (): AppError =>
  new AppError('conflict', 'built_upon', {
    title: bilingual('Un fait plus récent s’appuie dessus', 'A later fact builds on it'),
    detail: bilingual(
      'Sans ce fait, deux suspensions se chevaucheraient : corrigez ou retirez d’abord la suivante.',
      'Without this fact two suspensions would overlap: correct or withdraw the later one first.',
    ),
  });

/** `since`: the day on which what the law keeps open after an end was over. */
export const endIsFinal = (since: Day, source: string): AppError =>
  new AppError(
    'conflict',
    'end_is_final',
    {
      title: bilingual('Fin devenue définitive', 'The end is final'),
      detail: bilingual(
        `Six mois après la rupture, elle ne se retire plus (${source}) : enregistrez un nouveau contrat qui fait suite à celui-ci.`,
        `Six months after the end it is not taken back any more (${source}): record a new contract that continues this one.`,
      ),
    },
    { since },
  );

export const unchanged = (): FieldError =>
  fieldError(
    '/on',
    'unchanged',
    'C’est déjà ce qui est enregistré : indiquez ce qui change.',
    'This is what is recorded already: say what changes.',
  );
