import { formatDay } from '../../kernel/days-in-words.js';
import type { FieldError } from '../../kernel/errors.js';
import { describePrerequisite, lastDayOf, usualEnd } from '../frameworks/prerequisites.types.js';
import { finding, type Finding } from '../contracts/signing/warnings.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { unknownPrerequisite } from './attestations.errors.js';
import type { AttestCommand } from './attestations.types.js';

/** A prerequisite that no mission asks for is a slip of the pen: it would hold nothing open. */
export function findAttestationMistakes(
  { prerequisite }: { readonly prerequisite: string },
  ladder: Pick<Ladder, 'missions'>,
): FieldError[] {
  const known = prerequisitesOf(ladder);
  return known.includes(prerequisite) ? [] : [unknownPrerequisite(known)];
}

/** What the missions of a ladder ask for, each once. */
export const prerequisitesOf = (ladder: Pick<Ladder, 'missions'>): string[] =>
  [...new Set(ladder.missions.flatMap(({ prerequisites }) => prerequisites ?? []))].sort();

/** What is unusual in an attestation, and stops nothing: without a last day it never ends, though it usually does. */
export function findWarnings({
  prerequisite,
  from,
  until,
}: Pick<AttestCommand, 'prerequisite' | 'from' | 'until'>): Finding[] {
  const end = usualEnd(prerequisite, from);
  if (until !== null || end === null) return [];
  const [what, day] = [describePrerequisite(prerequisite), formatDay(lastDayOf(end))];
  return [
    finding(
      'expiry_unknown',
      `Sans dernier jour, elle n’expire pas : ${what.fr} vaut d’ordinaire jusqu’au ${day.fr}.`,
      `Without a last day it never expires: ${what.en} usually lasts until ${day.en}.`,
    ),
  ];
}
