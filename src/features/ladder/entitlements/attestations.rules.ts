import { contains, type Day } from '../../../kernel/days.js';
import type { Attestation, Lacking } from './attestations.types.js';

/** The prerequisites that no attestation covers on that day, in the order of the mission. */
export function lackingOn(
  prerequisites: readonly string[],
  attestations: readonly Attestation[],
  on: Day,
): Lacking[] {
  return prerequisites.flatMap((prerequisite) => {
    const held = attestations.filter((one) => one.prerequisite === prerequisite);
    if (held.some((one) => contains(one, on))) return [];
    const ended = held.flatMap(({ until }) => (until !== null && until <= on ? [until] : []));
    const coming = held.flatMap(({ from }) => (from > on ? [from] : []));
    return [
      {
        prerequisite,
        lapsedOn: ended.sort().at(-1) ?? null,
        holdsFrom: coming.sort()[0] ?? null,
      },
    ];
  });
}
