import type { FieldError } from '../../kernel/errors.js';
import { fieldError } from '../../kernel/refusals.js';

export const notAnItem = (): FieldError =>
  fieldError(
    '/item',
    'not_an_item',
    'L’observation ne dit rien de cette compétence à ce palier.',
    'The observation says nothing of this competency at this level.',
  );
