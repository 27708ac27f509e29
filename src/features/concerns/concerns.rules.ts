import type { FieldError } from '../../kernel/errors.js';
import { unknownMission } from '../../kernel/refusals.js';

/** Each mission that the ladder does not have, at its place in the list. */
export function findUnknownMissions(
  ladder: { readonly missions: readonly { readonly code: string }[] },
  missions: readonly string[],
): FieldError[] {
  const known = new Set(ladder.missions.map(({ code }) => code));
  return missions.flatMap((code, index) => (known.has(code) ? [] : [unknownMission(`/missions/${index}`)]));
}
