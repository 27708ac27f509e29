import type { AppError } from '../../kernel/errors.js';
import { invalidField } from '../../kernel/refusals.js';

export const updatedSinceOfNow = (): AppError =>
  invalidField(
    '/updatedSince',
    'of_now_alone',
    'Ce qui a changé depuis est celui d’aujourd’hui : demandez-le sans « at ».',
    'What changed since is that of now: ask for it without "at".',
  );
