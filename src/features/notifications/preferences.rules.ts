import type { FieldError } from '../../kernel/errors.js';
import { SAFETY_KINDS } from '../../kernel/notification-kinds.js';
import { digestInQuietHours, safetyKind } from './notifications.errors.js';
import type { Preferences } from './notifications.types.js';
import { isQuiet } from './notify/timing.rules.js';

/** Everything that cannot be wanted, at once. */
export function findMistakes(wanted: Preferences, isStaff: boolean): FieldError[] {
  return [
    ...(isQuiet(wanted.digestAt, wanted) ? [digestInQuietHours()] : []),
    ...wanted.mutedKinds.flatMap((kind, index) =>
      isStaff && SAFETY_KINDS.includes(kind) ? [safetyKind(index)] : [],
    ),
  ];
}
