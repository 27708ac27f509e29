import { contains, laterOf, type Day } from '../../../kernel/days.js';
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

/** The first of some days, `until` excluded, on which one of them is lacking; null: on none. */
export function firstLackingDay(
  prerequisites: readonly string[],
  attestations: readonly Attestation[],
  { from, until }: { readonly from: Day; readonly until: Day | null },
): Day | null {
  // Something begins to be lacking where an attestation ends, or with the first day.
  const days = [
    from,
    ...attestations.flatMap((one) => (one.until === null ? [] : [laterOf(one.until, from)])),
  ];
  return (
    days
      .filter((day) => until === null || day < until)
      .sort()
      .find((day) => lackingOn(prerequisites, attestations, day).length > 0) ?? null
  );
}
