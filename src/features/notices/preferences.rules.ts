import type { FieldError } from '../../kernel/errors.js';
import { SAFETY_KINDS } from '../../kernel/notice-kinds.js';
import { digestInQuietHours, safetyKind } from './notices.errors.js';
import type { Preferences } from './notices.types.js';
import { isQuiet } from './timing.rules.js';

/** Everything that cannot be wanted, at once. */
export function findMistakes(wanted: Preferences, isStaff: boolean): FieldError[] {
  return [
    ...(isQuiet(wanted.digestAt, wanted) ? [digestInQuietHours()] : []),
    ...wanted.off.flatMap((kind, index) =>
      isStaff && SAFETY_KINDS.includes(kind) ? [safetyKind(index)] : [],
    ),
  ];
}
